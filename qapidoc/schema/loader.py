"""A root module and all that it includes, to a schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

import msgspec

from qapidoc.findings import Related
from qapidoc.schema.checks import check_schema
from qapidoc.schema.model import BUILTIN_TYPES, Definition, Include, Module, Pragma, Schema
from qapidoc.schema.modules import Directive, IncludeDirective, ModuleContents, PragmaDirective
from qapidoc.schema.problems import Problem, SchemaKind
from qapidoc.schema.workspace import Workspace, schema_top
from qapidoc.syntax.nodes import DocComment


def load_schema(
    root: Path, workspace: Workspace | None = None, *, configured: Path | None = None
) -> Schema:
    """Load the schema whose root module is the file at `root`.

    What is wrong with it is in ``problems``; only a root that cannot be read raises, an
    `OSError`. `configured` is the folder of the configuration, if there is one.
    """
    return _Loader(root.resolve(), workspace or Workspace(), configured).load()


MAX_CHAIN = 10
"""Of the includes that lead to one, so many are told."""


class _Visit(msgspec.Struct):
    """A module whose includes are being followed; ``origin`` is the directive that led to it."""

    origin: Related | None
    path: Path
    contents: ModuleContents
    waiting: Iterator[Directive]
    includes: list[Include]


class _Loader:
    def __init__(self, root: Path, workspace: Workspace, configured: Path | None) -> None:
        self.root = root
        self.workspace = workspace
        self.top = schema_top(root, workspace.folder, configured)
        self.order: list[Path] = []
        self.contents: dict[Path, ModuleContents] = {}
        self.includes: dict[Path, tuple[Include, ...]] = {}
        self.settings: dict[str, frozenset[str] | bool] = {}
        self.problems: list[Problem] = []
        self.complete = True

    def load(self) -> Schema:
        self.follow()
        settings = {name.replace("-", "_"): value for name, value in self.settings.items()}
        pragma = msgspec.convert(settings, Pragma)
        found = [problem for each in self.contents.values() for problem in each.problems]
        definitions = self.definitions()
        modules = {
            contents.path: Module(
                contents.path,
                contents.source,
                contents.tree,
                self.includes[path],
                tuple(_without_strangers(contents, definitions)),
                contents.detached,
            )
            for path, contents in self.contents.items()
        }
        lost = frozenset[str]().union(*(c.lost for c in self.contents.values()))
        schema = Schema(
            self.workspace.shown(self.root),
            MappingProxyType(modules),
            MappingProxyType(definitions),
            pragma,
            (),
            self.complete,
            lost,
            frozenset(),
            MappingProxyType(_users(definitions.values())),
            MappingProxyType({path: module.source for path, module in modules.items()}),
        )
        found += check_schema(schema)
        excused = frozenset(p.excuse for p in found if p.excuse and _excused(p.excuse, pragma))
        problems = (*self.problems, *(p for p in found if p.excuse not in excused))
        rank = {path: index for index, path in enumerate(modules)}
        ordered = sorted(problems, key=lambda p: (rank.get(p.path, -1), p.span))
        return msgspec.structs.replace(schema, problems=tuple(ordered), excused=excused)

    # --- includes ----------------------------------------------------------------------

    def follow(self) -> None:
        """Read the modules in the order of their first include, without recursion.

        A pragma holds for the whole schema; of several of a name the last one read does.
        """
        stack = [self.visit(self.root, None)]
        under_way = {self.root}
        while stack:
            visit = stack[-1]
            directive = next(visit.waiting, None)
            if directive is None:
                self.includes[visit.path] = tuple(visit.includes)
                stack.pop()
                under_way.remove(visit.path)
                continue
            if isinstance(directive, PragmaDirective):
                self.settings[directive.name] = directive.value
                continue
            target = self.target(stack, directive)
            if target is not None and target in under_way:
                self.report_loop(stack, target, directive)
                target = None
            shown = self.workspace.shown(target) if target is not None else None
            if target is not None and target not in self.contents:
                try:
                    told = f"'{directive.name}' is included here"
                    origin = Related(visit.contents.path, directive.span, told)
                    stack.append(self.visit(target, origin))
                    under_way.add(target)
                except OSError as error:
                    self.complete = False
                    shown = None
                    reason = error.strerror or str(error)
                    message = f"'{directive.name}' cannot be read: {reason}"
                    self.report(SchemaKind.INCLUDE, stack, directive, message)
            visit.includes.append(Include(directive.name, directive.span, shown))

    def visit(self, path: Path, origin: Related | None) -> _Visit:
        contents = self.workspace.module(path)
        self.contents[path] = contents
        return _Visit(origin, path, contents, iter(contents.directives), [])

    def target(self, stack: list[_Visit], directive: IncludeDirective) -> Path | None:
        """Give the file that an include names, or report why there is none to read."""
        path, reason = None, "that is no name of a file"
        with suppress(OSError, RuntimeError, ValueError):
            path = (stack[-1].path.parent / directive.name).resolve()
        if path is not None:
            if not self.workspace.outside and not path.is_relative_to(self.top):
                message = (
                    f"'{directive.name}' is outside of the schema's tree;"
                    " --allow-outside reads it all the same"
                )
                self.report(SchemaKind.INCLUDE_OUTSIDE, stack, directive, message)
                self.complete = False
                return None
            if self.workspace.exists(path):
                return path
            reason = "there is no such file" + self.workspace.suggestion(path)
        self.complete = False
        message = f"'{directive.name}' cannot be included: {reason}"
        self.report(SchemaKind.INCLUDE, stack, directive, message)
        return None

    def report_loop(self, stack: list[_Visit], target: Path, directive: IncludeDirective) -> None:
        start = next(index for index, v in enumerate(stack) if v.path == target)
        chain = [v.contents.path for v in stack[start:]]
        if len(chain) == 1:
            message = f"'{directive.name}' includes itself; remove the include"
        else:
            if len(chain) > MAX_CHAIN:
                chain = [*chain[: MAX_CHAIN - 1], "…", chain[-1]]
            message = f"'{directive.name}' includes this file, by {' → '.join(chain)}"
        self.report(SchemaKind.INCLUDE_LOOP, stack, directive, message)

    def report(
        self, kind: SchemaKind, stack: list[_Visit], directive: IncludeDirective, message: str
    ) -> None:
        """Report an include, and the chain of those that lead to it."""
        nearest = reversed(stack[-MAX_CHAIN:])
        origins = tuple(visit.origin for visit in nearest if visit.origin is not None)
        path = stack[-1].contents.path
        self.problems.append(Problem(kind, path, directive.span, message, related=origins))

    # --- what modules say together -----------------------------------------------------

    def definitions(self) -> dict[str, Definition]:
        """Put the definitions of all modules together; of several of a name the first stays."""
        found: dict[str, Definition] = {}
        for contents in self.contents.values():
            for definition in contents.definitions:
                if definition.name in BUILTIN_TYPES:
                    self.report_builtin(definition)
                    continue
                earlier = found.setdefault(definition.name, definition)
                if earlier is not definition:
                    self.report_redefinition(definition, earlier)
        return found

    def report_builtin(self, definition: Definition) -> None:
        message = f"'{definition.name}' is a built-in type; choose another name"
        self.problems.append(
            Problem(
                SchemaKind.REDEFINITION,
                definition.path,
                definition.name_span,
                message,
                definition.name,
            )
        )

    def report_redefinition(self, definition: Definition, earlier: Definition) -> None:
        self.problems.append(
            Problem(
                SchemaKind.REDEFINITION,
                definition.path,
                definition.name_span,
                f"{definition.kind} '{definition.name}' has the name of an earlier {earlier.kind};"
                " rename or remove one",
                definition.name,
                related=(
                    Related(
                        earlier.path,
                        earlier.name_span,
                        f"{earlier.kind} '{earlier.name}' is defined here",
                    ),
                ),
            )
        )


def _users(definitions: Iterable[Definition]) -> dict[str, tuple[str, ...]]:
    """Give for each type the names of what is based on it, takes it or returns it, in order."""
    found: dict[str, list[str]] = {}
    for definition in definitions:
        for ref in (definition.base, definition.data, definition.returns):
            if ref is not None:
                found.setdefault(ref.name, []).append(definition.name)
    return {name: tuple(users) for name, users in found.items()}


def _without_strangers(
    contents: ModuleContents, definitions: Mapping[str, Definition]
) -> Iterator[DocComment | str]:
    """Give the contents of a module without definitions that came second."""
    own = {d.name for d in contents.definitions if definitions.get(d.name) is d}
    for item in contents.contents:
        if not isinstance(item, str):
            yield item
        elif item in own:
            own.remove(item)
            yield item


def _excused(excuse: tuple[str, str], pragma: Pragma) -> bool:
    setting, name = excuse
    names: frozenset[str] = getattr(pragma, setting.replace("-", "_"))
    return name in names
