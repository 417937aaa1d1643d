"""A doc comment must be followed by the definition that it names.

A comment that begins with ``@Name:`` is about one definition, the one right below it. If
something else follows, or if the definition has another name, the text documents nothing: it was
left behind when the definition moved or was renamed, or its name is misspelt. A definition with
a comment above it that names nothing at all is the same mistake.

Bad::

    ##
    # @set-sped:
    #
    # Set the speed of the fan.
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
    # @percent: share of its full speed
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' } }
"""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.edition import Usage, allowed
from qapidoc.findings import Aspect, Edit, Finding, Fix, Related, Severity
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.comments import (
    Comment,
    described_again,
    empty,
    nameless_above,
    repeated,
    stray_descriptions,
)
from qapidoc.schema.model import Definition, Schema
from qapidoc.source import Span
from qapidoc.syntax.nodes import DocComment, Name


def check(context: Context) -> Iterator[Finding]:
    """Look for comments without their definition."""
    if allowed(Usage.UNCHECKED_DOC_COMMENT, context.target):
        return
    schema = context.schema
    detached = {(module.path, doc.start) for module in context.modules for doc in module.detached}
    for comment in context.comments:
        if (comment.path, comment.doc.start) in detached and not _broken(context, comment):
            yield _left_behind(schema, comment)
    for definition in context.definitions:
        symbol = definition.doc.symbol if definition.doc is not None else None
        if symbol is not None and symbol.value.strip() and symbol.value != definition.name:
            yield _other_name(schema, definition, symbol)
    nameless = nameless_above(context.modules)
    for definition in context.definitions:
        doc = nameless.get((definition.path, definition.span.start))
        if doc is not None and doc.closed:
            source = schema.source(definition.path)
            if not any(stray_descriptions(source, doc)):
                yield _nameless(definition, doc)


def _broken(context: Context, comment: Comment) -> bool:
    """Tell whether something in the comment itself is wrong, which is said elsewhere."""
    doc = comment.read
    if any((*repeated(doc), *described_again(doc), *empty(doc))):
        return True
    return any(
        problem.path == comment.path and doc.start <= problem.span.start < doc.end
        for problem in context.problems
    )


def _left_behind(schema: Schema, comment: Comment) -> Finding:
    name = comment.symbol
    home = schema.definitions.get(name)
    related: tuple[Related, ...] = ()
    if home is not None:
        related = (Related(home.path, home.name_span, f"{home.kind} '{name}' is defined here"),)
    advice = "put it right above" if home is not None else "remove it, or add"
    return Finding(
        comment.path,
        Span(comment.doc.start, comment.doc.start + 2),
        f"no definition of '{name}' follows its doc comment; {advice} the definition",
        name,
        related=related,
    )


def _other_name(schema: Schema, definition: Definition, symbol: Name) -> Finding:
    name = symbol.value
    fix = None
    if name not in schema.definitions:
        edit = Edit(definition.path, symbol.span, definition.name)
        fix = Fix(f"write '@{definition.name}:'", "unsafe", (edit,), frozenset({Aspect.SUBJECTS}))
    return Finding(
        definition.path,
        definition.name_span,
        f"the doc comment above {definition.kind} '{definition.name}' is about '{name}';"
        f" begin it with '@{definition.name}:', or move it to '{name}'",
        definition.name,
        related=(Related(definition.path, symbol.span, f"'{name}' is named here"),),
        fix=fix,
    )


def _nameless(definition: Definition, doc: DocComment) -> Finding:
    what = f"{definition.kind} '{definition.name}'"
    return Finding(
        definition.path,
        Span(doc.start, doc.start + 2),
        f"this comment stands above {what} but does not name it;"
        f" begin it with '@{definition.name}:', or put free text elsewhere",
        definition.name,
        related=(Related(definition.path, definition.name_span, f"{what} is here"),),
    )


RULE = Rule(
    name="member-detached",
    code="ME003",
    severity=Severity.ERROR,
    page=__doc__,
    check=check,
    groups=("language",),
)
