"""Where histories come from: the package, the tags of a repository, folders, files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from qapidoc.git.contents import Contents
from qapidoc.git.program import GitError
from qapidoc.git.repository import Repository
from qapidoc.history.entries import entry_name
from qapidoc.history.errors import HistoryError
from qapidoc.history.folders import Folder
from qapidoc.history.graph import EMPTY, History
from qapidoc.history.loading import Loaded, Source, load
from qapidoc.history.recognise import is_history_of
from qapidoc.history.roots import modern, places, with_siblings
from qapidoc.history.stored import bundled, unpacked
from qapidoc.history.tags import Tags
from qapidoc.schema.model import Schema
from qapidoc.source import shown_path
from qapidoc.store import Store

Step = Callable[[str], None]


def find(
    source: str | None,
    schema: Schema,
    root: Path,
    top: Path,
    folder: Path,
    *,
    store: Store | None = None,
    step: Step,
) -> Loaded:
    """Find the history of a schema, whose root module is `root`, in a tree with this `top`.

    `source` is what the setting ``history`` may be; paths are relative to `folder`. Without one,
    the tags of the repository are taken if there are any, else what is bundled. Raises
    `HistoryError`, `GitError` and `OSError`.
    """
    names = [entry_name(definition) for definition in schema.definitions.values()]
    known = bundled() if is_history_of(bundled(), names) else None
    match source:
        case "git":
            return from_tags(root, store=store, step=step)
        case "bundled+git":
            return from_tags(root, onto=known or EMPTY, store=store, step=step)
        case "bundled" if known is None:
            raise HistoryError(
                f"{schema.root}: is no schema of QEMU's, whose history is all that is bundled;"
                " '--history' takes a folder of releases, 'git', or a stored history"
            )
        case "bundled":
            assert known is not None
            return Loaded(known)
        case "off":
            raise HistoryError("the setting 'history' is 'off'; '--history' says where to look")
        case None:
            try:
                return from_tags(root, store=store, step=step)
            except (HistoryError, GitError) as error:
                if known is None:
                    raise
                return Loaded(known, (f"{error}; this is what is bundled",))
        case _:
            loaded = from_path(folder / source, root, top, store=store, step=step)
            if not is_history_of(loaded.history, names, least=1):
                raise HistoryError(f"{source}: is the history of another schema")
            return loaded


def from_tags(
    root: Path, *, onto: History = EMPTY, store: Store | None = None, step: Step
) -> Loaded:
    """Read the tags of the repository that a root module (resolved) is in.

    With `onto`, only later releases are read, and there may be none. Raises `HistoryError` and
    `GitError`.
    """
    repository = Repository.around(root.parent)
    name = root.relative_to(repository.top).as_posix()
    with Contents(repository) as contents:
        tags = Tags(repository, contents)
        if not any(tags.choices()) and onto is EMPTY:
            raise HistoryError(
                f"{repository.top}: has no tags of releases, such as v9.1.0;"
                " 'git fetch --tags' gets those of the repository that it is a clone of"
            )
        loaded = load(tags, with_siblings(name), onto=onto, store=store, step=step)
    return _found(loaded, tags, name, f"the tags of {repository.top}")


def from_path(
    path: Path, root: Path, top: Path, *, store: Store | None = None, step: Step
) -> Loaded:
    """Read a folder of releases, or a file that holds a history.

    `root` is the root module of the schema, and `top` the top of its tree; in the folders, it is
    looked for at the same place, else at the end of that: for ``vendor/qemu/qapi/qapi-schema.json``
    at ``qapi/qapi-schema.json``, too. Raises `HistoryError` and `OSError`.
    """
    shown = shown_path(path)
    if path.is_file():
        return Loaded(unpacked(path.read_bytes(), shown))
    if not path.is_dir():
        raise HistoryError(f"{shown}: there is no such file or folder")
    name = root.relative_to(top).as_posix()
    folder = Folder(path)
    if not any(folder.choices()):
        raise HistoryError(
            f"{shown}: holds no folders of releases; call them by their numbers, such as 9.1.0"
        )
    there = next((end for end in _ends(name) if _has(folder, end)), name)
    loaded = load(folder, with_siblings(there), store=store, step=step)
    return _found(loaded, folder, name, f"the folders in {shown}")


def _ends(path: str) -> Iterator[str]:
    """Give a path, and what is left of it without its first folders."""
    parts = path.split("/")
    return ("/".join(parts[number:]) for number in range(len(parts)))


def _has(folder: Folder, root: str) -> bool:
    """Tell whether any release has a root, be it where that was before."""
    return any(folder.has(path) for path, _ in places([modern(root)]))


def _found(loaded: Loaded, source: Source, name: str, told: str) -> Loaded:
    """Give what was loaded; raise `HistoryError` if it is nothing."""
    if not loaded.history.releases:
        count = sum(1 for _ in source.choices())
        raise HistoryError(f"{told} have {count} releases, but none of these has {name}")
    return loaded
