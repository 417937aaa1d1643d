"""A text must not recommend what is deprecated or unstable.

"Use ```fan-off``` to stop it" sends readers to a command that is about to go, or may change any
time.  It should name what took its place, or say that the command is deprecated.  Nothing is
found where the sentence itself says so, in the text of the features ``deprecated`` and
``unstable``, and for names that begin with ``x-``.

Bad::

    ##
    # @fan-off:
    #
    # Stop the fan.
    #
    # Features:
    #
    # @deprecated: Use `set-speed` instead.
    #
    # Since: 8.0
    ##
    { 'command': 'fan-off', 'features': [ 'deprecated' ] }

    ##
    # @set-speed:
    #
    # Set the speed of the fan.  Use `fan-off` to stop it.
    #
    # @percent: share of its full speed
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' } }

Good::

    ##
    # @fan-off:
    #
    # Stop the fan.
    #
    # Features:
    #
    # @deprecated: Use `set-speed` instead.
    #
    # Since: 8.0
    ##
    { 'command': 'fan-off', 'features': [ 'deprecated' ] }

    ##
    # @set-speed:
    #
    # Set the speed of the fan, zero to stop it.
    #
    # @percent: share of its full speed
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' } }
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from qapidoc.findings import Confidence, Finding, Related, Severity
from qapidoc.prose.mentions import Mention
from qapidoc.rules.in_text import mentioned
from qapidoc.rules.meanings import Meaning
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.model import SPECIAL_FEATURES
from qapidoc.syntax.nodes import SectionKind

_RECOMMENDED = re.compile(
    r"\b(?:use|using|try|prefer|invoke|issue|issuing|call|run)\s+"
    r"(?:(?:the|QMP|new)\s+)*(?:commands?\s+)?\Z",
    re.IGNORECASE,
)
_BEFORE = 40
_SENTENCE_END = re.compile(r"[.!?](?:\s|\Z)|\n\s*\n")
_ADMITTED = re.compile(
    r"deprecat|experimental|unstable|legacy|obsolete|instead of|rather than|don't|do not|not\s+use",
    re.IGNORECASE,
)
"""What a sentence says if it does not recommend, or warns."""


def check(context: Context) -> Iterator[Finding]:
    """Look for what is recommended."""
    for reference in context.references:
        mention = reference.mention
        if reference.meaning is not Meaning.DEFINITION or mention.name.startswith("x-"):
            continue
        if _is_of_feature(mention) or not _is_recommended(mention):
            continue
        definition = context.shapes.definitions.get(mention.name)
        if definition is None or _is_marked(context, mention):
            continue
        marks = [f.name for f in definition.features if f.name in SPECIAL_FEATURES]
        if marks:
            what = f"{definition.kind} '{definition.name}'"
            message = f"{what} is {marks[0]}; recommend something else, or say so"
            related = Related(definition.path, definition.name_span, "it is defined here")
            yield msgspec.structs.replace(mentioned(mention, message), related=(related,))


def _is_of_feature(mention: Mention) -> bool:
    section = mention.passage.section
    return section.kind is SectionKind.FEATURE and mention.passage.member in SPECIAL_FEATURES


def _is_marked(context: Context, mention: Mention) -> bool:
    """Tell whether what the text is about is deprecated or unstable itself."""
    subject = context.shapes.definitions.get(mention.passage.symbol or "")
    return subject is not None and any(f.name in SPECIAL_FEATURES for f in subject.features)


def _is_recommended(mention: Mention) -> bool:
    text = mention.passage.text
    if not _RECOMMENDED.search(text[max(0, mention.start - _BEFORE) : mention.start]):
        return False
    begin = max((m.end() for m in _SENTENCE_END.finditer(text, 0, mention.start)), default=0)
    after = _SENTENCE_END.search(text, mention.end)
    end = after.start() if after is not None else len(text)
    return _ADMITTED.search(text, begin, end) is None


RULE = Rule(
    name="reference-deprecated",
    code="RE008",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
    confidence=Confidence.LIKELY,
)
