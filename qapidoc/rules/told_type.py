"""Types that a text begins with, held against the type that it is about."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

import msgspec

from qapidoc.findings import WORDING, Edit, Fix
from qapidoc.rules.rule import Context
from qapidoc.schema.comments import Comment
from qapidoc.schema.flow import Flow
from qapidoc.schema.model import BUILTIN_TYPES, TypeRef
from qapidoc.source import Source, Span
from qapidoc.syntax.nodes import Section

_LEAD = (
    r"(?i:an?\s+|the\s+)?(?i:optional\s+)?(?P<list>(?i:(?:list|array)s?\s+of\s+))?(?P<mark>[@`]?)"
)
_BEGINNING = re.compile(
    rf"{_LEAD}(?P<type>[A-Z]\w*[a-z]\w*)`?(?P<rest>\s*\.?\s*$|\s+objects?\s*\.?\s*$)?"
    r"(?(rest)|(?=\s*[,;(]|\.\s|\s+(?:object|struct|describ|for\s|show|that|which|one)\w*))"
)
_CAMEL = re.compile(r"[A-Z]+[a-z0-9]+[A-Z]\w*")

LIKENESS = 0.6
"""From this ratio on, a name that nothing has is taken for that of the type."""

_FIRST_LINE = re.compile(rf"{_LEAD}(?:[A-Z]|$)|(?i:an?|the|optional|(?:list|array)s?(?:\s+of)?)$")


def may_tell_type(source: Source, section: Section) -> bool:
    """Tell whether the first line of a section begins as `told_type` asks for."""
    line = section.lines[0] if section.lines else None
    return line is not None and _FIRST_LINE.match(source.text, line.start, line.end) is not None


class ToldType(msgspec.Struct, frozen=True):
    """A type that a text names as its subject, or as what there is a list of, and its place.

    ``alone`` tells that the text says nothing else, ``marked`` that it is marked as a reference.
    """

    name: str
    listed: bool
    span: Span
    alone: bool
    marked: bool


def told_type(flow: Flow) -> ToldType | None:
    """Give the type that a text begins with."""
    found = _BEGINNING.match(flow.text)
    if found is None:
        return None
    span = flow.span(*found.span("type"))
    return ToldType(
        found["type"], bool(found["list"]), span, found["rest"] is not None, bool(found["mark"])
    )


def _is_misspelt(context: Context, told: ToldType, ref: TypeRef) -> bool:
    """Tell whether a name that nothing has was meant to be that of a type."""
    name = told.name
    if told.marked or not _CAMEL.fullmatch(name) or context.schema.may_exist(name):
        return False
    likeness = SequenceMatcher(None, name.casefold(), ref.name.casefold(), autojunk=False).ratio()
    return likeness >= LIKENESS and not context.around.defines(name)


def _exists(context: Context, ref: TypeRef) -> bool:
    known = ref.name in context.shapes.definitions or ref.name in BUILTIN_TYPES
    return known or (bool(ref.name) and context.schema.may_exist(ref.name))


def contradiction(
    context: Context, comment: Comment, told: ToldType, ref: TypeRef
) -> tuple[str, Fix | None] | None:
    """Say how a told type differs from the one there is; both have to exist."""
    other = context.shapes.definitions.get(told.name)
    if not _exists(context, ref) or (other is not None and not other.kind.is_type):
        return None
    if other is None and not _is_misspelt(context, told, ref):
        return None
    if told.name != ref.name:
        edit = Edit(comment.path, told.span, ref.name)
        fix = Fix(f"write '{ref.name}'", "unsafe", (edit,), WORDING)
        return f"'{ref}', not '{told.name}'", fix
    if told.listed and not ref.array:
        return f"a single '{ref.name}', no list", None
    return None
