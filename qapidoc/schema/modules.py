"""One file to its share of a schema: definitions, includes, pragmas, free-form comments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec

from qapidoc.edition import Usage
from qapidoc.findings import LAYOUT, Fix, replacement
from qapidoc.schema.definitions import DefinitionReader, keyword_pairs
from qapidoc.schema.model import Definition
from qapidoc.schema.names import did_you_mean
from qapidoc.schema.parts import listed
from qapidoc.schema.problems import Problem, SchemaKind
from qapidoc.source import Source, Span
from qapidoc.syntax.nodes import Array, Bool, DocComment, Object, Pair, String, Unread
from qapidoc.syntax.problems import SyntaxKind, SyntaxProblem
from qapidoc.syntax.reader import Tree, read

DOC_REQUIRED = "doc-required"
LIST_PRAGMAS = frozenset(
    {
        "command-name-exceptions",
        "command-returns-exceptions",
        "documentation-exceptions",
        "member-name-exceptions",
    }
)
_OLD_PRAGMAS: Mapping[str, str] = {
    "returns-whitelist": "command-returns-exceptions",
    "name-case-whitelist": "member-name-exceptions",
}
"""Names of before 6.0, and what took their place."""

_INLINE_TYPE = re.compile(r"q_obj_(.+)-(?:arg|base)\Z")
"""What QEMU calls inline data; pragmas named it so until 4.1."""


class IncludeDirective(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """An include as written: the file's name and its span."""

    name: str
    span: Span


class PragmaDirective(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """One setting of a pragma directive: a list of names, or a flag."""

    name: str
    value: frozenset[str] | bool


Directive = IncludeDirective | PragmaDirective


class Exceptions(msgspec.Struct, frozen=True):
    """A list of a pragma as it is written: the name it has today, and its entries."""

    setting: str
    array: Array

    @property
    def entries(self) -> Iterator[tuple[String, str]]:
        """The strings in it, and the definitions that they excuse."""
        for item in self.array.items:
            if isinstance(item, String):
                yield item, _excused_name(item)


def exceptions(tree: Tree) -> Iterator[Exceptions]:
    """Give the lists of the pragmas of a file."""
    for item in tree.items:
        settings = item.get("pragma") if isinstance(item, Object) else None
        for pair in settings.pairs if isinstance(settings, Object) else ():
            setting = _OLD_PRAGMAS.get(pair.key.value, pair.key.value)
            if setting in LIST_PRAGMAS and isinstance(pair.value, Array):
                yield Exceptions(setting, pair.value)


def _excused_name(entry: String) -> str:
    return _INLINE_TYPE.sub(r"\1", entry.value)


class ModuleContents(msgspec.Struct, frozen=True):
    """What one file says, whatever schema it is part of.

    ``directives`` are its includes and pragmas, in their order. The ``tree`` has no tokens, which
    no later stage walks and which take more memory than all else, and its problems are among
    ``problems``.
    """

    path: str
    source: Source
    tree: Tree
    definitions: tuple[Definition, ...]
    contents: tuple[DocComment | str, ...]
    detached: tuple[DocComment, ...]
    directives: tuple[Directive, ...]
    problems: tuple[Problem, ...]
    lost: frozenset[str]

    @property
    def includes(self) -> tuple[IncludeDirective, ...]:
        """The include directives."""
        return tuple(d for d in self.directives if isinstance(d, IncludeDirective))


def read_module(source: Source) -> ModuleContents:
    """Read a file's text."""
    return _ModuleReader(source).read()


class _ModuleReader:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.path = source.path
        self.definitions: list[Definition] = []
        self.contents: list[DocComment | str] = []
        self.detached: list[DocComment] = []
        self.directives: list[Directive] = []
        self.problems: list[Problem] = []
        self.lost: set[str] = set()

    def read(self) -> ModuleContents:
        tree = read(self.source)
        self.problems.extend(
            Problem(
                p.kind,
                self.path,
                p.span,
                p.message,
                related=p.related,
                usage=p.usage,
                fix=self.mended(p),
            )
            for p in tree.problems
        )
        pending: DocComment | None = None
        for item in tree.items:
            if isinstance(item, DocComment):
                self.detach(pending)
                pending = item if item.symbol is not None else None
                if pending is None:
                    self.contents.append(item)
            elif isinstance(item, Unread):
                pending = None
            elif self.is_directive(item):
                self.detach(pending)
                pending = None
                self.directive(item)
            else:
                self.definition(item, pending)
                pending = None
        self.detach(pending)
        lost = tree.lost | self.lost
        return ModuleContents(
            self.path,
            self.source,
            msgspec.structs.replace(tree, tokens=(), problems=(), lost=lost),
            tuple(self.definitions),
            tuple(self.contents),
            tuple(self.detached),
            tuple(self.directives),
            tuple(self.problems),
            lost,
        )

    def mended(self, problem: SyntaxProblem) -> Fix | None:
        if problem.mend is None:
            return None
        changes = LAYOUT if problem.kind is SyntaxKind.DOC_COMMENT else frozenset()
        return replacement(self.path, *problem.mend, changes)

    def detach(self, doc: DocComment | None) -> None:
        if doc is not None:
            self.detached.append(doc)

    def report(self, kind: SchemaKind, at: Span, message: str) -> None:
        self.problems.append(Problem(kind, self.path, at, message))

    def definition(self, expression: Object, doc: DocComment | None) -> None:
        reader = DefinitionReader(self.path, expression, doc)
        definition = reader.read()
        self.problems.extend(reader.problems)
        if definition is None:
            values = (pair.value for pair in expression.pairs)
            self.lost.update(value.value for value in values if isinstance(value, String))
        else:
            self.definitions.append(definition)
            self.contents.append(definition.name)

    @staticmethod
    def is_directive(expression: Object) -> bool:
        keys = {pair.key.value for pair in expression.pairs}
        return bool(keys & {"include", "pragma"}) and not keyword_pairs(expression)

    def directive(self, expression: Object) -> None:
        pair = next(p for p in expression.pairs if p.key.value in {"include", "pragma"})
        keyword = pair.key.value
        kind = SchemaKind.INCLUDE if keyword == "include" else SchemaKind.PRAGMA
        for other in expression.pairs:
            if other is pair:
                continue
            if other.key.value == keyword:
                message = f"'{keyword}' stands twice; write an expression for each"
                self.report(SchemaKind.DUPLICATE_KEY, other.key.span, message)
            else:
                message = f"'{keyword}' stands alone; remove '{other.key.value}'"
                self.report(kind, other.key.span, message)
        if keyword == "include":
            self.include(pair)
        elif isinstance(pair.value, Object):
            names = set[str]()
            for setting in pair.value.pairs:
                if setting.key.value in names:
                    message = f"pragma '{setting.key.value}' stands twice here; keep one"
                    self.report(SchemaKind.DUPLICATE_KEY, setting.key.span, message)
                names.add(setting.key.value)
                self.pragma(setting)
        else:
            self.report(kind, pair.value.span, "'pragma' needs an object of settings")

    def include(self, pair: Pair) -> None:
        if isinstance(pair.value, String):
            self.directives.append(IncludeDirective(pair.value.value, pair.value.span))
        else:
            message = "'include' needs the name of a file in quotes"
            self.report(SchemaKind.INCLUDE, pair.value.span, message)

    def pragma(self, pair: Pair) -> None:
        name = pair.key.value
        current = _OLD_PRAGMAS.get(name, name)
        if current != name:
            message = f"'{name}' was the name of pragma '{current}' until 5.2 only"
            problem = Problem(
                SchemaKind.OLD_NOTATION,
                self.path,
                pair.key.span,
                message,
                usage=Usage.WHITELIST_PRAGMA,
                fix=replacement(self.path, pair.key.span, f"'{current}'"),
            )
            self.problems.append(problem)
        if name == DOC_REQUIRED:
            if isinstance(pair.value, Bool):
                self.directives.append(PragmaDirective(name, pair.value.value))
            else:
                message = "pragma 'doc-required' must be true or false"
                self.report(SchemaKind.PRAGMA, pair.value.span, message)
        elif current in LIST_PRAGMAS:
            self.list_pragma(current, pair)
        else:
            known = sorted([*LIST_PRAGMAS, DOC_REQUIRED])
            hint = did_you_mean(name, known) or f"; there are {listed(known)}"
            self.report(SchemaKind.PRAGMA, pair.key.span, f"there is no pragma '{name}'{hint}")

    def list_pragma(self, name: str, pair: Pair) -> None:
        items = pair.value.items if isinstance(pair.value, Array) else ()
        strings = [item for item in items if isinstance(item, String)]
        if not isinstance(pair.value, Array) or len(strings) != len(items):
            message = f"pragma '{pair.key.value}' must be a list of names"
            self.report(SchemaKind.PRAGMA, pair.value.span, message)
        names = frozenset(map(_excused_name, strings))
        self.directives.append(PragmaDirective(name, names))
