"""A definition as an entry of the reference."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from docutils import nodes
from sphinx import addnodes

from qapidoc.releases import parse_release
from qapidoc.schema.model import Definition
from qapidoc.sphinxext.doctree.badges import condition_badge, marks, since_badge
from qapidoc.sphinxext.doctree.heads import ADDRESS, Badge, Bit, Head
from qapidoc.sphinxext.doctree.nodes import qapi_signature
from qapidoc.sphinxext.doctree.ordinary import bit_nodes
from qapidoc.sphinxext.domain import OBJECT_TYPES
from qapidoc.sphinxext.locale import _
from qapidoc.sphinxext.prose.literal import literal
from qapidoc.sphinxext.prose.passage import Passage
from qapidoc.sphinxext.render.context import Context
from qapidoc.sphinxext.render.features import features
from qapidoc.sphinxext.render.gist import gist
from qapidoc.sphinxext.render.members import member_parts
from qapidoc.sphinxext.render.parts import (
    add_to_first_paragraph,
    labelled,
    since_badges,
    type_bits,
)
from qapidoc.syntax.nodes import DocComment, Section, SectionKind


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
        summary=summary(ctx, definition),
    )
    if anchor is not None:
        signature["ids"].append(ctx.alias(definition))
    signature["fullname"] = definition.name
    signature["module"] = ctx.document.modules[definition.path]
    signature["_toc_parts"] = (definition.name,)
    signature["_toc_name"] = definition.name if ctx.toc else ""
    bits = (Bit("kind", f"{definition.kind} "), Bit("definition", definition.name))
    badges = tuple(definition_badges(ctx, definition))
    address = ctx.link_to_source(definition)
    end = (Bit("source", _("[source]"), address, ADDRESS),) if address is not None else ()
    signature += ctx.node(qapi_signature(), definition, head=Head(bits, badges, end))
    return signature


def definition_badges(ctx: Context, definition: Definition) -> Iterator[Badge]:
    """Tell in a few words since when there is a definition, and what is special about it."""
    said = _since(ctx, definition)
    yield from since_badge(said)
    if not said:
        yield from since_badges(ctx.sinces.of_definition(definition))
    yield from marks([feature.name for feature in definition.features])
    flags = {
        _("out-of-band"): definition.allow_oob,
        _("preconfig"): definition.allow_preconfig,
        _("no reply"): not definition.success_response,
    }
    yield from (Badge("flag", str(text)) for text, is_set in flags.items() if is_set)
    yield from condition_badge(str(definition.condition or ""))


def _since(ctx: Context, definition: Definition) -> str:
    """Give the release that the doc comment names, or its words."""
    for section in definition.doc.sections if definition.doc is not None else ():
        if section.name is not None and section.name.value == "Since":
            text = " ".join(str(ctx.passage(definition, section).text).split())
            release = parse_release(text)
            return str(release) if release is not None else text
    return ""


def summary(ctx: Context, definition: Definition) -> str:
    """Give the gist of the doc comment."""
    sections = definition.doc.sections if definition.doc is not None else ()
    first = next((s for s in sections if s.kind is SectionKind.TEXT), None)
    return gist(ctx.passage(definition, first)) if first is not None else ""


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
        self.members = ctx.described(definition, SectionKind.MEMBER)
        self.features = ctx.described(definition, SectionKind.FEATURE)

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
                return labelled(_("Errors"), self.text(section))
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
        shown = bit_nodes(type_bits(self.definition.returns), self.ctx.namespace)
        if shown:
            blocks = add_to_first_paragraph(blocks, shown, ": ")
        return labelled(_("Returns"), blocks) if blocks else []

    def example(self, section: Section) -> list[nodes.Node]:
        passage = self.passage(section)
        text = str(passage.text).strip("\n")
        if not text:
            return []
        block = literal(text, "QMP")
        passage.place(block)
        return labelled(_("Example"), [block])
