"""A section must be in a comment, and at a definition, that it is for.

``Returns:`` and ``Errors:`` tell what a command answers, so that they are for commands only, and
``Returns:`` for those that return something (since 9.0). Descriptions, ``@name:``, are for
definitions, not for free text between them. A heading that begins with ``=`` is for free text,
up to 10.0; since then headings are underlined, as in rST.

Bad::

    ##
    # @FAN_STOPPED:
    #
    # Emitted when the fan stands still.
    #
    # Returns: nothing
    #
    # Since: 9.1
    ##
    { 'event': 'FAN_STOPPED' }

Good::

    ##
    # @FAN_STOPPED:
    #
    # Emitted when the fan stands still.
    #
    # Since: 9.1
    ##
    { 'event': 'FAN_STOPPED' }
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise

from qapidoc.edition import Usage, allowed
from qapidoc.findings import Finding, Severity
from qapidoc.releases import Release
from qapidoc.rules.place import moved_to_comment
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.comments import head_span, stray_descriptions
from qapidoc.schema.model import Definition, Kind
from qapidoc.schema.reading import ERRORS, RETURNS
from qapidoc.source import Source
from qapidoc.syntax.nodes import DocComment, Line, LineKind, Section, SectionKind
from qapidoc.values.errors import class_pattern


def check(context: Context) -> Iterator[Finding]:
    """Look at sections where they cannot be."""
    if allowed(Usage.UNCHECKED_DOC_COMMENT, context.target):
        return
    yield from _tags(context)
    yield from _headings_of_definitions(context)
    for module in context.modules:
        for item in module.contents:
            if isinstance(item, DocComment):
                yield from _free_form(module.path, module.source, item, context.target)
                if not allowed(Usage.LATE_HEADING, context.target):
                    yield from _late_headings(module.path, module.source, item)


def _tags(context: Context) -> Iterator[Finding]:
    for definition, comment in context.documented:
        for section in comment.read.sections:
            message = _verdict(context, definition, comment.source, section)
            if message is not None:
                finding = Finding(comment.path, head_span(section), message, definition.name)
                yield moved_to_comment(finding, comment.source, comment.doc, context.target)


def _verdict(
    context: Context, definition: Definition, source: Source, section: Section
) -> str | None:
    name = section.name.value if section.name is not None else ""
    if section.kind is not SectionKind.TAG or name not in {RETURNS, ERRORS}:
        return None
    if definition.kind is not Kind.COMMAND:
        return f"{definition.kind} '{definition.name}' is no command; remove its '{name}:'"
    vain = name == RETURNS and definition.returns is None
    if vain and not allowed(Usage.VAIN_RETURNS, context.target):
        text = source.text[section.start : section.end]
        if class_pattern(context.shapes).search(text):
            return (
                f"command '{definition.name}' returns nothing; tell its errors in 'Errors:',"
                f" and remove its '{name}:'"
            )
        return f"command '{definition.name}' returns nothing; remove its '{name}:'"
    return None


def _headings(source: Source, doc: DocComment) -> Iterator[tuple[Line, Line | None]]:
    """Give the lines that begin with ``=``, each with the one before it in its section."""
    for section in doc.sections:
        for before, line in pairwise((None, *section.lines)):
            if line is not None and not line.indent and source.text.startswith("=", line.start):
                yield line, before


def _headings_of_definitions(context: Context) -> Iterator[Finding]:
    if allowed(Usage.HEADING_IN_DEFINITION, context.target):
        return
    anywhere = allowed(Usage.CROWDED_SECTION, context.target)
    for comment in context.comments:
        for line, before in _headings(comment.source, comment.read):
            if not (anywhere or before is None or before.kind is LineKind.BLANK):
                continue
            message = "a heading stands in a doc comment of its own; move it there"
            yield Finding(comment.path, line.span, message, comment.symbol)


def _late_headings(path: str, source: Source, doc: DocComment) -> Iterator[Finding]:
    first = source.position(doc.start).line + 1
    for line, _ in _headings(source, doc):
        if source.position(line.start).line != first:
            message = "a heading begins its doc comment; put it into one of its own"
            yield Finding(path, line.span, message)


def _free_form(path: str, source: Source, doc: DocComment, target: Release) -> Iterator[Finding]:
    spread = not allowed(Usage.PROSE_LIKE_DESCRIPTION, target)
    for name, span in islice(stray_descriptions(source, doc, spread=spread), 1):
        message = (
            f"'@{name}:' describes a part of a definition, but this comment is about none;"
            " begin it with '@Name:' of the definition, or drop the colon"
        )
        yield Finding(path, span, message)


RULE = Rule(
    name="section-misplaced",
    code="SE005",
    severity=Severity.ERROR,
    page=__doc__,
    check=check,
    groups=("language",),
)
