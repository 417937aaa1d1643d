"""A git repository with a working tree: what it has in store, and what is different now."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import IO, NewType, Self

import msgspec

from qapidoc.git.difference import EVERY_LINE, Change, Lines, read_difference, read_hunks
from qapidoc.git.program import SETTINGS, Git, GitError, reason

Commit = NewType("Commit", str)
"""The hash of a commit that is there."""

_HASH = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_AHEAD = 100
"""So many contents are asked for at once; their hashes fit into any pipe."""

_DIFF = (
    *("--patch", "--unified=0", "--text", "--no-color", "--inter-hunk-context=0"),
    *("--no-ext-diff", "--no-textconv", "--ignore-submodules=all", "--src-prefix=a/"),
    *("--dst-prefix=b/", f"-O{os.devnull}"),
)


class Tag(msgspec.Struct, frozen=True):
    """A tag of a commit."""

    name: str
    commit: Commit


class Repository(msgspec.Struct, frozen=True):
    """A repository, by the top of its working tree (resolved).

    ``partial`` tells that the clone fetches contents only when they are asked for, which does
    not happen here. Paths of files are relative to the top, with bytes that are no UTF-8 as
    lone surrogates.
    """

    top: Path
    git: Git
    partial: bool

    @classmethod
    def around(cls, folder: Path) -> Self:
        """Find the repository that `folder`, or the nearest above it that exists, is in.

        The environment does not matter; a hook's variables can be about another one. Raises
        `GitError`.
        """
        there = next((f for f in (folder, *folder.parents) if f.is_dir()), folder)
        git = Git(there)
        top = Path(os.fsdecode(git.run("rev-parse", "--show-toplevel").removesuffix(b"\n")))
        names = _setting_names(git)
        filters = {name.rpartition(".")[0] for name in names if name.startswith("filter.")}
        partial = any(not name.startswith("filter.") for name in names)
        settings = (*SETTINGS, *(s for name in sorted(filters) for s in _without_filter(name)))
        return cls(top.resolve(), Git(top.resolve(), settings), partial)

    # --- commits ---------------------------------------------------------------------------

    def resolve(self, ref: str) -> Commit:
        """Give the commit that `ref` names: a branch, a tag, a hash, ``HEAD~2``, and so on.

        Raises `GitError` if it names none or several.
        """
        if not ref or ref.startswith("-") or "\0" in ref:
            raise GitError(f"'{ref}' cannot be the name of a commit")
        wanted = f"{ref}^{{commit}}"
        answer = self.git.ask("rev-parse", "--verify", "--end-of-options", wanted)
        if "is ambiguous" in answer.errors:
            raise GitError(
                f"'{ref}' is ambiguous in {self.top}; write more of the hash, or refs/heads/… for"
                " a branch and refs/tags/… for a tag"
            )
        commit = answer.output.decode("ascii", "replace").removesuffix("\n")
        if answer.status or not _HASH.fullmatch(commit):
            raise GitError(f"there is no commit '{ref}' in {self.top}{self._hint(ref)}")
        return Commit(commit)

    def merge_base(self, commit: Commit) -> Commit | None:
        """Give the newest commit that both `commit` and HEAD descend from, if there is one.

        Raises `GitError` if it may be among what a shallow clone leaves out.
        """
        head = self.git.ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
        if head.status:
            return None
        answer = self.git.ask("merge-base", commit, head.output.decode("ascii").strip())
        if answer.status == 0:
            return Commit(answer.output.decode("ascii").split()[0])
        if self._is_shallow():
            raise GitError(
                f"{self.top}: is a shallow clone, which lacks the commit where HEAD and {commit}"
                " part; 'git fetch --unshallow' gets it"
            )
        return None

    def tags(self) -> tuple[Tag, ...]:
        """Give the tags of commits, in the order of their names."""
        shape = "%(refname:strip=2) %(objectname) %(objecttype) %(*objectname) %(*objecttype)"
        found = []
        for line in os.fsdecode(self._refs(shape, "refs/tags")).splitlines():
            name, own, kind, peeled, peeled_kind = line.split(" ")
            if "commit" in {kind, peeled_kind}:
                found.append(Tag(name, Commit(peeled or own)))
        return tuple(found)

    # --- files of commits ------------------------------------------------------------------

    def files(self, commit: Commit, paths: Sequence[str] = ()) -> dict[str, str]:
        """Give the files of a commit, each with the hash of its contents (its blob).

        `paths` are folders and files to look at, instead of all. Links and submodules are left
        out.
        """
        command = ("--literal-pathspecs", "ls-tree", "-r", "-z", "--full-tree", commit, "--")
        found = {}
        for entry in self.git.run(*command, *paths).split(b"\0")[:-1]:
            facts, _, path = entry.partition(b"\t")
            mode, _, blob = facts.decode("ascii").split()
            if mode.startswith("100"):
                found[os.fsdecode(path)] = blob
        return found

    def blobs(self, hashes: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Give contents by their hashes, one after the other, from one process.

        Raises `GitError` for one that is not there.
        """
        import subprocess

        with self.git.start("cat-file", "--batch", stdin=subprocess.PIPE) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            waiting = iter(hashes)
            try:
                while ahead := tuple(islice(waiting, _AHEAD)):
                    with suppress(BrokenPipeError):  # reading tells why
                        process.stdin.write("".join(f"{h}\n" for h in ahead).encode("ascii"))
                        process.stdin.flush()
                    for blob in ahead:
                        yield blob, self._contents(process.stdout)
            finally:
                with suppress(BrokenPipeError):
                    process.stdin.close()
                process.kill()

    def _contents(self, output: IO[bytes]) -> bytes:
        head = output.readline().split()
        if len(head) != 3:
            raise self._lacking()
        size = int(head[2])
        data = output.read(size + 1)
        if len(data) <= size:
            raise self._lacking()
        return data[:-1]

    # --- the working tree ------------------------------------------------------------------

    def changes(self, commit: Commit, patterns: Sequence[str] = ()) -> tuple[Change, ...]:
        """Give what differs in the working tree from `commit`, be it committed, staged or not.

        Files that git does not know count as new, except those that it is told to ignore.
        Renames are followed. `patterns` (git's pathspecs) say which files to look at, instead
        of all.
        """
        command = ("diff-index", "--raw", "-z", "--no-abbrev", "--find-renames", *_DIFF, commit)
        answer = self.git.ask(*command, "--", *patterns)
        if answer.status and self.partial:
            raise self._lacking()
        if answer.status:
            raise GitError(f"git cannot compare {self.top} with {commit}{reason(answer.errors)}")
        known = read_difference(answer.output)
        listed = self.git.run("ls-files", "-z", "--others", "--exclude-standard", "--", *patterns)
        unknown = [os.fsdecode(path) for path in listed.split(b"\0")[:-1] if path[-1:] != b"/"]
        old_blobs = {c.old_path: c.old_blob for c in known if c.path is None}
        new = tuple(
            # What is out of the index only is still the same file.
            Change(path, path if path in old_blobs else None, old_blobs.get(path), EVERY_LINE)
            for path in unknown
        )
        there = {change.path for change in new}
        return (*(c for c in known if c.path is not None or c.old_path not in there), *new)

    def compare(self, old: bytes, new: bytes) -> tuple[Lines, ...]:
        """Give the lines of the text `new` that differ from `old`."""
        import tempfile

        with tempfile.TemporaryDirectory(prefix="qapidoc-") as folder:
            Path(folder, "old").write_bytes(old)
            Path(folder, "new").write_bytes(new)
            options = (*_DIFF, "--no-index", "--no-renames")
            answer = Git(Path(folder)).ask("diff", *options, "--", "old", "new")
        if answer.status not in {0, 1}:
            raise GitError(f"git cannot compare two texts{reason(answer.errors)}")
        return read_hunks(answer.output)

    # --- what to say of what is missing ----------------------------------------------------

    def _refs(self, shape: str, *below: str) -> bytes:
        return self.git.run("for-each-ref", f"--format={shape}", *below)

    def _is_shallow(self) -> bool:
        return self.git.run("rev-parse", "--is-shallow-repository").strip() == b"true"

    def _hint(self, ref: str) -> str:
        """Say which commit may be meant, or why one is missing."""
        from difflib import get_close_matches

        shape = "%(refname:lstrip=2)"
        names = os.fsdecode(
            self._refs(shape, "refs/heads", "refs/tags", "refs/remotes")
        ).splitlines()
        below = [name for name in names if name.endswith(f"/{ref}")]
        near = below[:1] or get_close_matches(ref, names, n=1, cutoff=0.7)
        if near:
            return f"; did you mean '{near[0]}'?"
        if self._is_shallow():
            return ", which is a shallow clone; 'git fetch --unshallow' gets what it lacks"
        return "" if names else ", which has no commits yet"

    def _lacking(self) -> GitError:
        if self.partial:
            return GitError(
                f"{self.top}: is a partial clone, which lacks some contents of the commit;"
                " 'git diff --stat' with the commit's name fetches them"
            )
        return GitError(
            f"{self.top}: lacks contents of the commit; 'git fsck' tells what is broken"
        )


def _setting_names(git: Git) -> list[str]:
    """Give the names of all settings of filters, and of those that make a clone partial."""
    wanted = r"^(filter\..*|extensions\.partialclone|remote\..*\.promisor)$"
    answer = git.ask("config", "-z", "--name-only", "--get-regexp", wanted)
    return [os.fsdecode(name) for name in answer.output.split(b"\0") if name]


def _without_filter(name: str) -> tuple[str, ...]:
    """Give settings that keep a filter from being run; raise `GitError` if none can."""
    if "=" in name:
        raise GitError(f"the setting '{name}' of git has '=' in its name; rename the filter")
    return f"{name}.clean=", f"{name}.process=", f"{name}.required=false"
