"""From paths on a command line to the schemas to read, and the files to show findings of."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from qapidoc.config import Config
from qapidoc.config.record import Origin
from qapidoc.releases import NEWEST, Release, parse_version_file
from qapidoc.schema.roots import DEFAULT_EXCLUDE, Tree, is_json
from qapidoc.schema.surroundings import Surroundings
from qapidoc.schema.workspace import VERSION_FILE, Workspace, tree_top


class Job(msgspec.Struct, frozen=True):
    """A root to read; findings show for `files` only, or for all of its modules (``None``)."""

    root: Path
    files: frozenset[Path] | None


class Plan(msgspec.Struct, frozen=True):
    """What to read: the jobs, and the files that these lead to, as a quick look tells.

    ``files`` may name files that are not there. ``skipped`` are paths that are left out, each
    with the reason.
    """

    jobs: tuple[Job, ...]
    files: tuple[Path, ...]
    skipped: tuple[str, ...] = ()


class PlanError(Exception):
    """A path that cannot be linted; the message says why."""


def make_plan(
    paths: Sequence[Path],
    workspace: Workspace,
    config: Config,
    origin: Callable[[str, int], Origin] | None = None,
) -> Plan:
    """Find the roots of all `paths`; raise `PlanError` for one that is not there.

    `origin` tells where an item of the setting ``schemas`` came from, so that an error can.
    """
    planner = _Planner(workspace, config, origin)
    wanted: dict[Path, frozenset[Path] | None] = {}
    for path in paths:
        for job in planner.jobs(path.resolve()):
            before = wanted.get(job.root, frozenset())
            if before is None or job.files is None:
                wanted[job.root] = None
            else:
                wanted[job.root] = before | job.files
    jobs = tuple(Job(root, files) for root, files in wanted.items())
    return Plan(jobs, tuple(sorted(planner.files)), tuple(planner.skipped))


def target_release(root: Path, config: Config) -> Release:
    """Give the release that a schema is written for.

    It is that of the configuration, else of the nearest ``VERSION``, else the newest known.
    """
    if config.target_version is not None:
        return config.target_version
    for folder in root.parents:
        file = folder / VERSION_FILE
        if not file.is_file():
            continue
        try:
            release = parse_version_file(file.read_text(encoding="utf-8", errors="replace"))
        except OSError:
            continue
        if release is not None and release.exists:
            return release
    return NEWEST


def surroundings(
    jobs: Iterable[Job], files: Collection[Path], workspace: Workspace, config: Config
) -> Surroundings:
    """Give what is around the schemas of `jobs`, which `files` make up."""
    exclude = (*DEFAULT_EXCLUDE, *config.exclude)
    return Surroundings(workspace, [job.root for job in jobs], files, config.folder, exclude)


class _Planner:
    def __init__(
        self,
        workspace: Workspace,
        config: Config,
        origin: Callable[[str, int], Origin] | None,
    ) -> None:
        self.workspace = workspace
        self.config = config
        self.origin = origin
        self.skipped: list[str] = []
        self.files: set[Path] = set()

    def jobs(self, path: Path) -> Iterable[Job]:
        if self.workspace.exists(path):
            return self.file_jobs(path)
        if path.is_dir():
            return self.folder_jobs(path)
        shown = self.workspace.shown(path)
        if path.exists():
            raise PlanError(f"{shown}: is no regular file; '-' reads standard input")
        raise PlanError(f"{shown}: there is no such file or folder")

    def tree(self, path: Path, fallback: Path) -> Tree:
        top = self.config.folder
        if top is None or not path.is_relative_to(top):
            top = tree_top(path) or fallback
        return Tree(self.workspace, top, (*DEFAULT_EXCLUDE, *self.config.exclude))

    def configured_roots(self) -> tuple[Path, ...]:
        if self.config.folder is None:
            return ()
        roots = []
        for index, name in enumerate(self.config.schemas):
            root = self.config.folder / name
            with suppress(OSError, RuntimeError):  # as with a link to itself
                root = root.resolve()
            if not self.workspace.exists(root):
                shown = self.workspace.shown(root)
                place = f"{self.origin('schemas', index)}: " if self.origin is not None else ""
                raise PlanError(f"{place}'schemas' names {shown}, but there is no such file")
            roots.append(root)
        return tuple(roots)

    def file_jobs(self, path: Path) -> Iterator[Job]:
        tree = self.tree(path, path.parent)
        if self.is_left_out(tree, path):
            return
        roots = self.configured_roots()
        holding = [path] if path in roots else [r for r in roots if path in tree.reach(r)]
        if not holding:
            candidates = tree.near(path)
            holding = [root for root in tree.roots_of(candidates) if path in tree.reach(root)]
        for root in holding:
            self.files |= tree.reach(root)
            yield Job(root, None if root == path else frozenset({path}))

    def is_left_out(self, tree: Tree, path: Path) -> bool:
        """Note why a named file is not linted, if it is not."""
        shown = self.workspace.shown(path)
        own = Tree(self.workspace, tree.folder, self.config.exclude)
        if own.excludes(path):
            self.skipped.append(f"{shown}: left out by 'exclude' of the configuration")
            return True
        if not tree.is_schema(path):
            try:
                data = self.workspace.data(path)
            except OSError as error:
                raise PlanError(f"{shown}: cannot be read: {error.strerror}") from None
            if is_json(data):
                self.skipped.append(f"{shown}: holds JSON, not a QAPI schema")
                return True
        return False

    def folder_jobs(self, folder: Path) -> Iterator[Job]:
        tree = self.tree(folder / "any", folder)
        if tree.excludes(folder / "any.json"):  # by default, since it was named
            tree = Tree(self.workspace, tree.folder, self.config.exclude)
        inside = tuple(tree.walk(folder))
        roots = self.configured_roots()
        if not roots:
            elsewhere = () if folder == tree.folder else self.outside(tree, folder, inside)
            roots = tree.roots_of((*inside, *elsewhere))
        else:
            held = frozenset[Path]().union(*(tree.reach(root) for root in roots))
            roots += tree.roots_of([path for path in inside if path not in held])
        found = False
        for root in roots:
            files = tree.reach(root) & frozenset(inside)
            if files:
                found = True
                self.files |= tree.reach(root)
                yield Job(root, None if folder == tree.folder else files)
        if not found:
            shown = self.workspace.shown(folder)
            self.skipped.append(f"{shown}: holds no QAPI schema")

    def outside(self, tree: Tree, folder: Path, inside: Sequence[Path]) -> tuple[Path, ...]:
        """Give schemas near a folder that may include what is in it."""
        known = frozenset(inside)
        return tuple(path for path in tree.near(folder / "any") if path not in known)[1:]
