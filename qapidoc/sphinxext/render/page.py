"""Modules and whole schemas: definitions and prose in sections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from docutils import nodes

from qapidoc.schema.model import Module
from qapidoc.schema.outline import Entry, Heading, ModuleStart, Piece, Text, levels, pieces
from qapidoc.sphinxext.prose.passage import Passage, Scope
from qapidoc.sphinxext.render.context import Context
from qapidoc.sphinxext.render.definition import definition_nodes
from qapidoc.syntax.nodes import Line

GENERIC_TITLES = frozenset({"general", "introduction", "overview", "preface"})
"""Titles that say nothing about the schema."""

MAX_TITLES = 3
"""So many headings of the same level can name a page together."""


def schema_nodes(ctx: Context, target: nodes.document) -> list[nodes.Node]:
    """Render a whole schema."""
    return _Writer(ctx, target).write(pieces(ctx.schema))


def module_nodes(ctx: Context, target: nodes.document, path: str) -> list[nodes.Node]:
    """Render a module as one section, named after its headings."""
    found = list(pieces(ctx.schema, path))
    writer = _Writer(ctx, target)
    headings = leading_headings(found, writer.levels)
    section = nodes.section()
    title = nodes.title()
    if len(headings) == 1:
        writer.fill_title(section, title, headings[0])
        found.remove(headings[0])
    else:
        text = page_title(found, writer.levels) or ctx.document.modules[path]
        title += nodes.Text(text)
        section["names"].append(nodes.fully_normalize_name(text))
    section += title
    section += writer.write(found)
    target.note_implicit_target(section, section)
    return [section]


def module_content(ctx: Context, target: nodes.document, path: str) -> list[nodes.Node]:
    """Render a module without the heading that would be its title."""
    found = list(pieces(ctx.schema, path))
    writer = _Writer(ctx, target)
    headings = leading_headings(found, writer.levels)
    if len(headings) == 1 and not is_generic(headings[0].text):
        found.remove(headings[0])
    return writer.write(found)


def is_generic(title: str) -> bool:
    """Tell whether a title could be that of any schema."""
    return title.casefold() in GENERIC_TITLES


def leading_headings(found: Iterable[Piece], ranks: Mapping[str, int]) -> list[Heading]:
    """Give the headings of the highest level, if one of them comes before anything else."""
    relevant = [piece for piece in found if not isinstance(piece, ModuleStart)]
    if not relevant or not isinstance(relevant[0], Heading):
        return []
    headings = [piece for piece in relevant if isinstance(piece, Heading)]
    top = min(ranks[heading.style] for heading in headings)
    if ranks[relevant[0].style] != top:
        return []
    return [heading for heading in headings if ranks[heading.style] == top]


def page_title(found: Iterable[Piece], ranks: Mapping[str, int]) -> str:
    """Give the title that the headings of a module make together."""
    headings = leading_headings(found, ranks)
    if not 0 < len(headings) <= MAX_TITLES:
        return ""
    return ", ".join(heading.text for heading in headings)


class _Writer:
    def __init__(self, ctx: Context, target: nodes.document) -> None:
        self.ctx = ctx
        self.target = target
        self.levels = levels(ctx.schema)
        self.scope = Scope(ctx.namespace)
        self.result: list[nodes.Node] = []
        self.open: list[tuple[int, nodes.section]] = []

    def write(self, found: Iterable[Piece]) -> list[nodes.Node]:
        for piece in found:
            match piece:
                case ModuleStart(path):
                    self.module(path)
                case Heading():
                    self.heading(piece)
                case Text(path, lines):
                    self.add(*self.ctx.prose.blocks(self.passage(path, lines), self.scope))
                case Entry(definition):
                    self.add(*definition_nodes(self.ctx, definition))
        return self.result

    def add(self, *content: nodes.Node) -> None:
        if self.open:
            self.open[-1][1].extend(content)
        else:
            self.result.extend(content)

    def passage(self, path: str, lines: tuple[Line, ...]) -> Passage:
        file = str(self.ctx.document.files[path])
        return Passage(file, self.ctx.schema.source(path), lines)

    def module(self, path: str) -> None:
        module: Module = self.ctx.schema.modules[path]
        target = nodes.target()
        self.passage(path, ()).place(target)
        name = self.ctx.document.modules[module.path]
        if self.ctx.register("modules", name, "module", path, target) is not None:
            self.add(target)

    def heading(self, heading: Heading) -> None:
        level = self.levels[heading.style]
        while self.open and self.open[-1][0] >= level:
            self.open.pop()
        section, title = nodes.section(), nodes.title()
        self.fill_title(section, title, heading)
        section += title
        self.target.note_implicit_target(section, section)
        self.add(section)
        self.open.append((level, section))

    def fill_title(self, section: nodes.section, title: nodes.title, heading: Heading) -> None:
        passage = self.passage(heading.path, heading.lines)
        title += self.ctx.prose.title(passage, heading.text, self.scope)
        section["names"].append(nodes.fully_normalize_name(title.astext()))
        passage.place(title)
        passage.place(section)
