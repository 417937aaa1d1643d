"""A tag must be written as the target release knows it.

``Return:``, ``RETURNS:``, ``Returns :`` and ``Retuns:`` are ordinary text to QEMU's front end:
the manual shows them in the middle of the description, and nothing is said where readers look
for what a command returns.

Bad::

    ##
    # @query-speed:
    #
    # Ask how fast the fan turns.
    #
    # Return: turns a minute
    #
    # Since: 9.1
    ##
    { 'command': 'query-speed', 'returns': 'FanSpeed' }

    ##
    # @FanSpeed:
    #
    # How fast a fan turns.
    #
    # @turns: turns a minute
    #
    # Since: 9.1
    ##
    { 'struct': 'FanSpeed', 'data': { 'turns': 'int' } }

Good::

    ##
    # @query-speed:
    #
    # Ask how fast the fan turns.
    #
    # Returns: turns a minute
    #
    # Since: 9.1
    ##
    { 'command': 'query-speed', 'returns': 'FanSpeed' }

    ##
    # @FanSpeed:
    #
    # How fast a fan turns.
    #
    # @turns: turns a minute
    #
    # Since: 9.1
    ##
    { 'struct': 'FanSpeed', 'data': { 'turns': 'int' } }
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import get_close_matches

from qapidoc.edition import Usage, allowed
from qapidoc.findings import SECTIONING, Edit, Finding, Fix, Severity
from qapidoc.releases import Release
from qapidoc.rules.directives import ADMONITION_WORDS
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.comments import tagged
from qapidoc.schema.model import Definition, Kind
from qapidoc.schema.reading import ADMONITIONS, ERRORS, RETURNS
from qapidoc.schema.tags import TAGS, TagLike
from qapidoc.source import Span
from qapidoc.syntax.nodes import SectionKind

LIKENESS = 0.8
"""From this ratio on, a word is taken for a tag."""

_OF_COMMANDS = frozenset({RETURNS, ERRORS})
_FEATURES = "Features"
_NOTES = ("Note", "Notes")
"""Tags of earlier releases; messages that no example shows are for `example-unread`."""


def check(context: Context) -> Iterator[Finding]:
    """Look at what begins like a section, and is none."""
    for path, _, doc, found in context.tag_likes:
        definition = context.schema.definitions.get(doc.about or "")
        if definition is None:
            continue
        tag = _meant(found, _tags(definition, context.target))
        if tag is None or (tag in _NOTES and found.written == f"{tag}:"):
            continue
        if found.bare and tag == RETURNS and not _may_return(found, definition):
            continue
        if tag == _FEATURES and (found.rest or found.head_end < found.line.end):
            continue
        old = tag in _NOTES and not allowed(Usage.ADMONITION_TAG, context.target)
        if old and not found.alone and found.words.casefold() in ADMONITION_WORDS:
            continue
        write = ADMONITIONS[tag] if old else f"{tag}:"
        yield Finding(
            path,
            found.span,
            f"'{found.written}' is read as text; write '{write}'",
            definition.name,
            fix=None if old or tag == _FEATURES else _fix(path, found, tag),
        )


def _tags(definition: Definition, target: Release) -> Collection[str]:
    """Give the tags that may be meant, those of earlier releases among them."""
    is_command = definition.kind is Kind.COMMAND
    tags = [tag for tag in (*TAGS, *_NOTES) if is_command or tag not in _OF_COMMANDS]
    if definition.features and not _has_features(definition):
        tags.append(_FEATURES)
    return [tag for tag in tags if tag != ERRORS or allowed(Usage.ERRORS_TAG, target)]


def _has_features(definition: Definition) -> bool:
    """Tell whether the doc comment has the line already."""
    sections = definition.doc.sections if definition.doc is not None else ()
    return any(section.kind is SectionKind.FEATURES for section in sections)


def _may_return(found: TagLike, definition: Definition) -> bool:
    """Tell whether a paragraph that begins with "Returns" stands where that section is missing."""
    if definition.returns is None or definition.doc is None or found.line.indent:
        return False
    return found.late and tagged(definition.doc, RETURNS) is None


def _meant(found: TagLike, known: Collection[str]) -> str | None:
    """Give the tag that a line was meant to begin with."""
    keys = {tag.casefold(): tag for tag in known}
    word = found.words.casefold()
    for key in (word, word.removesuffix("s"), f"{word}s"):
        if key in keys:
            return keys[key]
    if found.alone or not found.words[0].isupper():
        return None
    near = get_close_matches(word, [key for key in keys if keys[key] in TAGS], 1, LIKENESS)
    return keys[near[0]] if near else None


def _fix(path: str, found: TagLike, tag: str) -> Fix | None:
    """Write the tag, if what follows can be its text."""
    if any(line.indent <= found.line.indent for line in found.rest):
        return None
    text = f"{tag}: " if found.head_end < found.line.end else f"{tag}:"
    span = Span(found.line.start - found.line.indent, found.head_end)
    same = found.words.casefold().removesuffix("s") == tag.casefold().removesuffix("s")
    edits = (Edit(path, span, text),)
    certain = same and not found.bare
    return Fix(f"write '{tag}:'", "safe" if certain else "unsafe", edits, SECTIONING)


RULE = Rule(
    name="section-misspelt",
    code="SE010",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
