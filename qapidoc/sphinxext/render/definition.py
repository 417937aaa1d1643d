"""A definition as an entry of the reference."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import takewhile
from textwrap import shorten

from docutils import nodes
from sphinx import addnodes

from qapidoc.releases import parse_release
from qapidoc.schema.model import Definition
from qapidoc.sphinxext.domain import OBJECT_TYPES
from qapidoc.sphinxext.locale import _
from qapidoc.sphinxext.prose.literal import literal
from qapidoc.sphinxext.prose.passage import Passage
from qapidoc.sphinxext.render.context import Context
from qapidoc.sphinxext.render.features import features
from qapidoc.sphinxext.render.members import member_parts
from qapidoc.sphinxext.render.parts import (
    add_to_first_paragraph,
    badge,
    badge_row,
    condition_badge,
    label,
    marks,
    type_nodes,
)
from qapidoc.syntax.nodes import DocComment, LineKind, Section, SectionKind

SUMMARY_WIDTH = 100
"""So many characters a list has for each definition."""


def definition_nodes(ctx: Context, definition: Definition) -> list[nodes.Node]:
    """Give the entry of a definition, and what the general index needs."""
    object_type = OBJECT_TYPES.get(definition.kind, str(definition.kind))
    classes = dict.fromkeys(("qapi", object_type, str(definition.kind)))
    desc = addnodes.desc(domain="qapi", objtype=object_type, desctype=object_type)
    desc["classes"] = list(classes)
    for option in ("no-index", "noindex", "no-index-entry", "noindexentry"):
        desc[option] = False
    desc["no-contents-entry"] = desc["nocontentsentry"] = not ctx.toc
    desc["no-typesetting"] = False
    ctx.place(desc, definition)
    signature = _signature(ctx, definition)
    content = addnodes.desc_content("", *_Body(ctx, definition).parts())
    desc += [signature, content]
    index = addnodes.index(entries=[])
    for anchor in signature["ids"][:1]:
        kind = f"{ctx.namespace} {definition.kind}".strip()
        entry = ("single", f"{definition.name} ({kind})", anchor, "", None)
        index["entries"].append(entry)
    return [index, desc]


def _signature(ctx: Context, definition: Definition) -> addnodes.desc_signature:
    """Give the head of an entry: what it is, its name, since when."""
    signature = addnodes.desc_signature(definition.name, "")
    ctx.place(signature, definition, definition.name_span.start)
    anchor = ctx.register(
        "definitions",
        definition.name,
        str(definition.kind),
        definition.path,
        signature,
        summary=_summary(ctx, definition),
    )
    if anchor is not None:
        signature["ids"].append(ctx.alias(definition))
    signature["fullname"] = definition.name
    signature["module"] = ctx.document.modules[definition.path]
    signature["_toc_parts"] = (definition.name,)
    signature["_toc_name"] = definition.name if ctx.toc else ""
    kind = f"{definition.kind} "
    signature += addnodes.desc_annotation(kind, kind)
    signature += addnodes.desc_name(definition.name, definition.name)
    signature += badge_row(definition_badges(ctx, definition))
    address = ctx.link_to_source(definition)
    if address is not None:
        shown = nodes.inline("", _("[source]"), classes=["viewcode-link"])
        signature += nodes.reference("", "", shown, refuri=address, internal=False)
    return signature


def definition_badges(ctx: Context, definition: Definition) -> list[nodes.Node]:
    """Tell in a few words since when there is a definition, and what is special about it."""
    found: list[nodes.Node] = []
    since = _since(ctx, definition)
    if since:
        found.append(badge(_("since %s") % since, "since"))
    found += marks(definition.features)
    flags = {
        _("out-of-band"): definition.allow_oob,
        _("preconfig"): definition.allow_preconfig,
        _("no reply"): not definition.success_response,
    }
    found += [badge(text, "flag") for text, is_set in flags.items() if is_set]
    found += condition_badge(definition.condition)
    return found


def _since(ctx: Context, definition: Definition) -> str:
    """Give the release that the doc comment names, or its words."""
    for section in definition.doc.sections if definition.doc is not None else ():
        if section.name is not None and section.name.value == "Since":
            text = " ".join(str(ctx.passage(definition, section).text).split())
            release = parse_release(text)
            return str(release) if release is not None else text
    return ""


def _summary(ctx: Context, definition: Definition) -> str:
    """Give the first sentence of the doc comment, without markup."""
    sections = definition.doc.sections if definition.doc is not None else ()
    first = next((s for s in sections if s.kind is SectionKind.TEXT), None)
    if first is None or first.lines[0].kind is not LineKind.PROSE:
        return ""
    lines = takewhile(bool, ctx.passage(definition, first).text.lines)
    words = " ".join(" ".join(lines).split())
    sentence = re.split(r"(?<=[.:;!?])\s", words, maxsplit=1)[0].rstrip(".:;")
    plain = re.sub(r"``?|(?<![\w@.])@(?=\w)", "", sentence)
    return shorten(plain, SUMMARY_WIDTH, placeholder=" …")


class _Body:
    """The content of an entry, in the order of the doc comment.

    What the doc comment has no section for is put where it would belong.
    """

    def __init__(self, ctx: Context, definition: Definition) -> None:
        self.ctx = ctx
        self.definition = definition
        self.doc: DocComment | None = definition.doc
        self.scope = ctx.scope(definition)
        sections = self.doc.sections if self.doc is not None else ()
        self.sections = sections
        self.members = _by_name(sections, SectionKind.MEMBER)
        self.features = _by_name(sections, SectionKind.FEATURE)

    def parts(self) -> Iterator[nodes.Node]:
        waiting: dict[str, Callable[[], list[nodes.Node]]] = {
            "members": self.member_parts,
            "features": self.feature_parts,
            "returns": self.returns,
        }

        def due(*steps: str) -> Iterator[nodes.Node]:
            for step in steps:
                if step in waiting:
                    yield from waiting.pop(step)()

        for index, section in enumerate(self.sections):
            match section.kind:
                case SectionKind.TEXT:
                    if index:
                        yield from due("members")
                    yield from self.text(section)
                case SectionKind.MEMBER:
                    yield from due("members")
                case SectionKind.FEATURES | SectionKind.FEATURE:
                    yield from due("members", "features")
                case SectionKind.TAG:
                    tag = section.name.value if section.name is not None else ""
                    if tag != "Since":
                        yield from due("members")
                    if tag == "Returns":
                        waiting.pop("returns", None)
                    yield from self.tag(tag, section)
        yield from due("members", "returns", "features")

    def text(self, section: Section) -> list[nodes.Node]:
        return self.ctx.prose.blocks(self.passage(section), self.scope)

    def passage(self, section: Section) -> Passage:
        return self.ctx.passage(self.definition, section)

    def member_parts(self) -> list[nodes.Node]:
        return member_parts(self.ctx, self.definition, self.members)

    def feature_parts(self) -> list[nodes.Node]:
        return features(self.ctx, self.definition, self.features)

    # --- tagged sections ---------------------------------------------------------------

    def tag(self, tag: str, section: Section) -> list[nodes.Node]:
        match tag:
            case "Returns":
                return self.returns(section)
            case "Errors":
                return [label(_("Errors")), *self.text(section)]
            case "Note" | "Notes":
                note = nodes.note("", *self.text(section))
                self.passage(section).place(note)
                return [note] if note.children else []
            case "Example" | "Examples":
                return self.example(section)
            case _:
                return []

    def returns(self, section: Section | None = None) -> list[nodes.Node]:
        blocks = self.text(section) if section is not None else []
        shown = type_nodes(self.definition.returns, self.scope)
        if shown:
            blocks = add_to_first_paragraph(blocks, shown, ": ")
        return [label(_("Returns")), *blocks] if blocks else []

    def example(self, section: Section) -> list[nodes.Node]:
        passage = self.passage(section)
        text = str(passage.text).strip("\n")
        if not text:
            return []
        block = literal(text, "QMP")
        passage.place(block)
        return [label(_("Example")), block]


def _by_name(sections: tuple[Section, ...], kind: SectionKind) -> dict[str, Section]:
    found: dict[str, Section] = {}
    for section in sections:
        if section.kind is kind and section.name is not None:
            found.setdefault(section.name.value, section)
    return found
