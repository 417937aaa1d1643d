"""What is around a schema: other schemas of its tree, and files that texts may name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, MutableMapping
from functools import cached_property
from pathlib import Path
from typing import Protocol

from qapidoc.schema.roots import Tree
from qapidoc.schema.workspace import Workspace, tree_top

_DEFINED = re.compile(
    rb"'(?:alternate|command|enum|event|struct|type|union)'\s*:\s*'([A-Za-z0-9_.-]+)'"
)


class Around(Protocol):
    """What rules may ask about what is around a schema."""

    def defines(self, name: str) -> bool:
        """Tell whether another schema of the tree defines `name`."""

    def has_part(self, name: str) -> bool:
        """Tell whether a definition that is looked at has a member, value or feature `name`."""

    def lacks(self, path: str) -> bool:
        """Tell whether the tree has the first folder of `path`, but nothing at `path`."""


class Nothing:
    """There is nothing around."""

    def defines(self, _name: str) -> bool:
        """Tell that nothing does."""
        return False

    def has_part(self, _name: str) -> bool:
        """Tell that none has."""
        return False

    def lacks(self, _path: str) -> bool:
        """Tell that there is no tree that could."""
        return False


class Surroundings:
    """The trees that the schemas of `roots` are in; `exclude` is left out of a search.

    ``known`` are the files that make up these schemas, whose definitions are no surroundings.
    """

    def __init__(
        self,
        workspace: Workspace,
        roots: Iterable[Path],
        known: Collection[Path],
        configured: Path | None,
        exclude: tuple[str, ...],
    ) -> None:
        self._workspace = workspace
        self._known = known
        self._exclude = exclude
        self._tops = {root: tree_top(root, configured) for root in roots}

    def defines(self, name: str) -> bool:
        """Tell whether another schema of the tree defines `name`."""
        return name.encode("utf-8", "replace") in self._names

    def has_part(self, _name: str) -> bool:
        """Tell that none has: what is around is not looked at."""
        return False

    def lacks(self, path: str) -> bool:
        """Tell whether the tree has the first folder of `path`, but nothing at `path`."""
        first, _, _ = path.partition("/")
        tops = [top for top in set(self._tops.values()) if top is not None and _is_in(top, first)]
        return bool(tops) and not any(_is_in(top, path) for top in tops)

    @cached_property
    def _names(self) -> frozenset[bytes]:
        names: set[bytes] = set()
        for path in dict.fromkeys(self._others()):
            try:
                names.update(_DEFINED.findall(self._workspace.data(path)))
            except OSError:
                continue
        return frozenset(names)

    def _others(self) -> Iterator[Path]:
        for root, top in self._tops.items():
            if top is not None:
                tree = Tree(self._workspace, top, self._exclude)
                yield from (path for path in tree.near(root) if path not in self._known)


def _is_in(top: Path, path: str) -> bool:
    try:
        return (top / path).exists()
    except OSError:  # as with a name that is too long
        return False


# --- answers that are kept -------------------------------------------------------------------

_NAME, _PART, _PATH = "name ", "part ", "path "


class Noting:
    """Answers as `around` does, and notes the answers."""

    def __init__(self, around: Around, noted: MutableMapping[str, bool]) -> None:
        self._around = around
        self._noted = noted

    def defines(self, name: str) -> bool:
        """Tell whether another schema of the tree defines `name`."""
        return self._answer(_NAME + name)

    def has_part(self, name: str) -> bool:
        """Tell whether a definition that is looked at has a member, value or feature `name`."""
        return self._answer(_PART + name)

    def lacks(self, path: str) -> bool:
        """Tell whether the tree has the first folder of `path`, but nothing at `path`."""
        return self._answer(_PATH + path)

    def _answer(self, question: str) -> bool:
        if question not in self._noted:
            self._noted[question] = answer(self._around, question)
        return self._noted[question]


def answer(around: Around, question: str) -> bool:
    """Answer a question that `Noting` has noted."""
    for what, ask in ((_NAME, around.defines), (_PART, around.has_part), (_PATH, around.lacks)):
        if question.startswith(what):
            return ask(question.removeprefix(what))
    return False


def asked_for_definition(question: str) -> str | None:
    """Give the name, if it was asked whether another schema defines it."""
    return question.removeprefix(_NAME) if question.startswith(_NAME) else None


def asked_for_part(question: str) -> bool:
    """Tell whether a part of a definition was asked for."""
    return question.startswith(_PART)
