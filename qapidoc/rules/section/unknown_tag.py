"""A paragraph must not begin like a section that the language does not have.

Doc comments of other languages have ``Arguments:``, ``Raises:`` or ``Deprecated:``. QEMU's front
end takes these for text; what they tell belongs where this language has a place for it, so that
the manual shows it there, and tools find it.

Bad::

    ##
    # @stop-fan:
    #
    # Stop the fan.
    #
    # Deprecated: use a power switch.
    #
    # Since: 9.1
    ##
    { 'command': 'stop-fan' }

Good::

    ##
    # @stop-fan:
    #
    # Stop the fan.
    #
    # Features:
    #
    # @deprecated: Use a power switch.
    #
    # Since: 9.1
    ##
    { 'command': 'stop-fan', 'features': [ 'deprecated' ] }
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qapidoc.edition import Usage, allowed
from qapidoc.findings import Confidence, Finding, Severity
from qapidoc.rules.rule import Context, Rule

_MEMBERS = "describe each of them as '@name:'"
_RETURNS = "write 'Returns:'"
_ERRORS = "write 'Errors:'"
_TODO = "write 'TODO:', which the manual leaves out"

_WORDS: Mapping[str, str] = {
    "args": _MEMBERS,
    "arguments": _MEMBERS,
    "params": _MEMBERS,
    "parameters": _MEMBERS,
    "fields": _MEMBERS,
    "members": _MEMBERS,
    "return value": _RETURNS,
    "return values": _RETURNS,
    "returned value": _RETURNS,
    "returned values": _RETURNS,
    "error conditions": _ERRORS,
    "exceptions": _ERRORS,
    "possible errors": _ERRORS,
    "raises": _ERRORS,
    "throws": _ERRORS,
    "deprecated": "describe the feature '@deprecated:' below a line 'Features:'",
    "fixme": _TODO,
    "xxx": _TODO,
}
"""Words that begin sections elsewhere, in lower case, and what the language has for them."""


def check(context: Context) -> Iterator[Finding]:
    """Look at paragraphs that begin with a word and a colon."""
    if allowed(Usage.UNCHECKED_DOC_COMMENT, context.target):
        return
    for path, _, doc, found in context.tag_likes:
        advice = _WORDS.get(found.words.casefold())
        if advice is None or found.alone or found.line.indent or doc.about is None:
            continue
        if advice == _ERRORS and not allowed(Usage.ERRORS_TAG, context.target):
            advice = "tell them in 'Returns:'"
        message = f"'{found.written}' is no section, but text; {advice}"
        yield Finding(path, found.span, message, doc.about)


RULE = Rule(
    name="section-unknown-tag",
    code="SE011",
    severity=Severity.WARNING,
    confidence=Confidence.LIKELY,
    page=__doc__,
    check=check,
)
