"""The state that a change began with: what has changed since, and the schemas as they were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from qapidoc.config import Config
from qapidoc.engine.plan import Plan, make_plan
from qapidoc.git.difference import Change
from qapidoc.git.repository import Commit, Repository
from qapidoc.schema.workspace import Workspace

ENDING = ".json"
"""What files may be schemas; of all others, only those that have been read are looked at."""


class Base(msgspec.Struct, frozen=True):
    """A commit that today's files are compared with."""

    repository: Repository
    commit: Commit


def find_base(ref: str, path: Path) -> Base:
    """Find where HEAD has left `ref`, in the repository that the file or folder `path` is in.

    It is their merge base, or `ref` itself if they have none. Raises `GitError`.
    """
    repository = Repository.around(path if path.is_dir() else path.parent)
    commit = repository.resolve(ref)
    return Base(repository, repository.merge_base(commit) or commit)


def changes_since(base: Base, read: Sequence[Path], workspace: Workspace) -> tuple[Change, ...]:
    """Give the changes of schemas and of what else has been `read` (resolved paths).

    A text that stands in for a file counts, not the file. Raises `GitError`.
    """
    top = base.repository.top
    others = sorted(
        f":(top,literal){path.relative_to(top).as_posix()}"
        for path in read
        if path.suffix != ENDING and path.is_relative_to(top)
    )
    found = base.repository.changes(base.commit, (f"*{ENDING}", *others))
    texts = {
        path.relative_to(top).as_posix(): text
        for path, text in workspace.texts.items()
        if text is not None and path.is_relative_to(top)
    }
    changes = (
        *(change for change in found if change.path not in texts),
        *(_of_text(base.repository, base.commit, found, *item) for item in texts.items()),
    )
    return tuple(c for c in changes if c.lines or c.path != c.old_path)


def moved(base: Base, changes: Sequence[Change]) -> Mapping[Path, Path]:
    """Give for each file that was there before where it was."""
    top = base.repository.top
    return {
        top / change.path: top / change.old_path
        for change in changes
        if change.path is not None and change.old_path is not None
    }


def as_it_was(
    base: Base,
    changes: Sequence[Change],
    paths: Sequence[Path],
    workspace: Workspace,
    config: Config,
) -> tuple[Plan, Workspace, Config]:
    """Plan to lint the same paths with the files, and the roots, that were there.

    All other settings are those of today. Raises `GitError`.
    """
    then = workspace.replacing(_texts(base, changes))
    old = moved(base, changes)
    folder = config.folder or workspace.folder
    roots = ((folder / name).resolve() for name in config.schemas)
    schemas = tuple(str(old.get(r, r)) for r in roots if then.exists(old.get(r, r)))
    old_config = msgspec.structs.replace(config, schemas=schemas)
    old_paths = (old.get(path, path) for path in paths)
    there = [path for path in old_paths if path.is_dir() or then.exists(path)]
    return make_plan(there, then, old_config), then, old_config


def _of_text(
    repository: Repository, commit: Commit, found: Sequence[Change], path: str, text: bytes
) -> Change:
    """Give the change of the file at `path` if it had this text."""
    blob = repository.files(commit, [path]).get(path)
    same = Change(path, path if blob is not None else None, blob)
    change = next((change for change in found if change.path == path), same)
    old = b"".join(data for _, data in repository.blobs(filter(None, [change.old_blob])))
    return msgspec.structs.replace(change, lines=repository.compare(old, text))


def _texts(base: Base, changes: Sequence[Change]) -> dict[Path, bytes | None]:
    """Give what stood in the files that have changed."""
    top = base.repository.top
    blobs = {change.old_blob for change in changes if change.old_blob is not None}
    data = dict(base.repository.blobs(sorted(blobs)))
    texts: dict[Path, bytes | None] = {
        top / change.path: None for change in changes if change.path is not None
    }
    for change in changes:
        if change.old_path is not None and change.old_blob is not None:
            texts[top / change.old_path] = data[change.old_blob]
    return texts
