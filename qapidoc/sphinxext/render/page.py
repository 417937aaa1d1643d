"""Modules and whole schemas: definitions and prose in sections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from docutils import nodes

from qapidoc.schema.model import Definition, Module
from qapidoc.schema.outline import Entry, Heading, ModuleStart, Piece, Text, levels, pieces
from qapidoc.sphinxext.locale import _
from qapidoc.sphinxext.prose.passage import Passage, Scope
from qapidoc.sphinxext.references import reference
from qapidoc.sphinxext.render.context import Context
from qapidoc.sphinxext.render.definition import definition_nodes
from qapidoc.sphinxext.render.overview import overview_list
from qapidoc.syntax.nodes import Line

GENERIC_TITLES = frozenset({"general", "introduction", "overview", "preface"})
"""Titles that say nothing about the schema."""

MAX_TITLES = 3
"""So many headings of the same level can name a page together."""


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


class Page:
    """What one directive shows; with `overview`, a list in place of entries."""

    def __init__(self, ctx: Context, target: nodes.document, *, overview: bool = False) -> None:
        self.ctx = ctx
        self.target = target
        self.overview = overview
        self.levels = levels(ctx.schema)
        self.scope = Scope(ctx.namespace)
        self.result: list[nodes.Node] = []
        self.open: list[tuple[int, nodes.section]] = []

    def of_schema(self) -> list[nodes.Node]:
        """Give the whole schema."""
        return self._write(pieces(self.ctx.schema))

    def of_module(self, path: str, *, titled: bool) -> list[nodes.Node]:
        """Give a module, as one section named after its headings, or without a title."""
        found = list(pieces(self.ctx.schema, path))
        headings = leading_headings(found, self.levels)
        if not titled:
            if len(headings) == 1 and not is_generic(headings[0].text):
                found.remove(headings[0])
            return self._write(found)
        if len(headings) != 1:
            text = page_title(found, self.levels) or self.ctx.document.modules[path]
            return self.section_of(text, self._write(found))
        section, title = nodes.section(), nodes.title()
        self._fill_title(section, title, headings[0])
        found.remove(headings[0])
        return self._section(section, title, self._write(found))

    def of_definition(self, definition: Definition) -> list[nodes.Node]:
        """Give a definition as a section that is named after it."""
        module = self.ctx.document.modules[definition.path]
        link = reference(module, self.ctx.namespace, "module", nodes.inline(module, module))
        way = nodes.paragraph("", _("Module") + " ", link, classes=["qapi-way"])
        content = [way, *definition_nodes(self.ctx, definition)]
        return self.section_of(definition.name, content)

    def section_of(self, text: str, content: Iterable[nodes.Node]) -> list[nodes.Node]:
        """Give a section with a title of the program's own."""
        section = nodes.section(names=[nodes.fully_normalize_name(text)])
        return self._section(section, nodes.title(text, text), content)

    def _section(
        self, section: nodes.section, title: nodes.title, content: Iterable[nodes.Node]
    ) -> list[nodes.Node]:
        section += [title, *content]
        self.target.note_implicit_target(section, section)
        return [section]

    def _write(self, found: Iterable[Piece]) -> list[nodes.Node]:
        for piece in self._grouped(found) if self.overview else found:
            match piece:
                case list():
                    self._add(overview_list(self.ctx, piece))
                case ModuleStart(path):
                    self._module(path)
                case Heading():
                    self._heading(piece)
                case Text(path, lines):
                    self._add(*self.ctx.prose.blocks(self._passage(path, lines), self.scope))
                case Entry(definition):
                    self._add(*definition_nodes(self.ctx, definition))
        return self.result

    @staticmethod
    def _grouped(found: Iterable[Piece]) -> Iterator[Piece | list[Definition]]:
        """Put definitions that follow each other together."""
        for are_entries, group in groupby(found, lambda piece: isinstance(piece, Entry)):
            if are_entries:
                yield [piece.definition for piece in group if isinstance(piece, Entry)]
            else:
                yield from group

    def _add(self, *content: nodes.Node) -> None:
        if self.open:
            self.open[-1][1].extend(content)
        else:
            self.result.extend(content)

    def _passage(self, path: str, lines: tuple[Line, ...]) -> Passage:
        file = str(self.ctx.document.files[path])
        return Passage(file, self.ctx.schema.source(path), lines)

    def _module(self, path: str) -> None:
        module: Module = self.ctx.schema.modules[path]
        target = nodes.target()
        self._passage(path, ()).place(target)
        name = self.ctx.document.modules[module.path]
        if self.ctx.register("modules", name, "module", path, target) is not None:
            self._add(target)

    def _heading(self, heading: Heading) -> None:
        level = self.levels[heading.style]
        while self.open and self.open[-1][0] >= level:
            self.open.pop()
        section, title = nodes.section(), nodes.title()
        self._fill_title(section, title, heading)
        section += title
        self.target.note_implicit_target(section, section)
        self._add(section)
        self.open.append((level, section))

    def _fill_title(self, section: nodes.section, title: nodes.title, heading: Heading) -> None:
        passage = self._passage(heading.path, heading.lines)
        title += self.ctx.prose.title(passage, heading.text, self.scope)
        section["names"].append(nodes.fully_normalize_name(title.astext()))
        passage.place(title)
        passage.place(section)
