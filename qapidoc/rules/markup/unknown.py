"""Directives and roles must be ones that schemas may use.

``.. noet::`` is none, so that its text is lost or ends the build.  Others exist, and are
refused all the same: schemas come from many authors, and must not read files, run anything or
put raw HTML into the manual.  A link may lead to a web page, but not run a program.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # .. noet:: It may take a while until it is reached.
    #
    # @percent: share of its full speed
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' } }

Good::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # .. note:: It may take a while until it is reached.
    #
    # @percent: share of its full speed
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' } }
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from qapidoc.findings import WORDING, Aspect, Edit, Finding, Fix, Severity
from qapidoc.prose.allowed import DIRECTIVES, REFUSED, ROLES, is_safe
from qapidoc.prose.passages import Passage
from qapidoc.prose.records import InlineKind
from qapidoc.rules.paragraphs import is_misspelt_example
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.names import nearest

_UNKNOWN = re.compile(r'Unknown (directive|interpreted text role)(?: type)? "(.*)"', re.DOTALL)


def check(context: Context) -> Iterator[Finding]:
    """Look at directives, roles and links."""
    for passage in context.passages:
        for message in passage.prose.messages:
            match = _UNKNOWN.match(message.text)
            if match is not None and not is_misspelt_example(passage, message.start, match[2]):
                known = DIRECTIVES if match[1] == "directive" else ROLES
                kind = "directive" if match[1] == "directive" else "role"
                yield _unknown(passage, message.start, kind, match[2], known)
        yield from _links(passage)


def _unknown(passage: Passage, start: int, kind: str, name: str, known: Collection[str]) -> Finding:
    at = passage.text.find(name, start)
    span = passage.span(max(at, start), max(at, start) + len(name))
    near = nearest(name, known)
    fix = None
    if name.lower() in REFUSED:
        message = f"schemas may not use the {kind} '{name}'; write the text itself"
    elif near is not None:
        message = f"there is no {kind} '{name}'; did you mean '{near}'?"
        changes = WORDING | {Aspect.SECTIONS}
        fix = Fix(f"write {near}", "unsafe", (Edit(passage.path, span, near),), changes)
    else:
        message = f"there is no {kind} '{name}' that schemas may use; write plain text"
    return Finding(passage.path, span, message, passage.symbol, passage.member, fix=fix)


def _links(passage: Passage) -> Iterator[Finding]:
    if ":" not in passage.text or "`" not in passage.text:
        return
    for inline in passage.prose.inlines():
        if inline.kind is InlineKind.LINK and not is_safe(inline.name):
            yield Finding(
                passage.path,
                passage.span(inline.start, inline.end),
                "this link may run something; link to a page, or write the address as a literal",
                passage.symbol,
                passage.member,
            )


RULE = Rule(
    name="markup-unknown",
    code="MA002",
    severity=Severity.ERROR,
    page=__doc__,
    check=check,
)
