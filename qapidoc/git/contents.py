"""Files of commits by their paths, from one process that git keeps running."""

from __future__ import annotations

import re
import subprocess
from contextlib import suppress
from types import TracebackType
from typing import Self

from qapidoc.git.program import GitError
from qapidoc.git.repository import Commit, Repository

_HEAD = re.compile(rb"[0-9a-f]+ (?P<kind>[a-z]+) (?P<size>\d+)\n")
_NO_PATH = re.compile(r"\A\.{0,2}/|[\0-\x1f\x7f]|\A\.\.?\Z|\A\Z")
"""What git would take for something else than a path below the top."""


class Contents:
    """Reads files of commits. The process ends with the context."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Begin; git is started when the first file is read."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """End the process."""
        if self._process is not None:
            for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
                if stream is not None:
                    with suppress(BrokenPipeError):
                        stream.close()
            self._process.kill()
            self._process.wait()

    def read(self, commit: Commit, path: str) -> bytes | None:
        """Give the file at `path` below the top, ``None`` if there is none.

        Raises `GitError` if it is there, but not its contents.
        """
        if _NO_PATH.search(path):
            return None
        if self._process is None:
            self._process = self._repository.git.start("cat-file", "--batch", stdin=subprocess.PIPE)
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        try:
            stdin.write(f"{commit}:{path}\n".encode("utf-8", "surrogateescape"))
            stdin.flush()
        except (BrokenPipeError, UnicodeEncodeError):
            raise self._lacking(commit, path) from None
        head = stdout.readline()
        match = _HEAD.fullmatch(head)
        if match is None:
            if head.endswith(b" missing\n") and path not in self._repository.files(commit, [path]):
                return None
            raise self._lacking(commit, path)
        size = int(match["size"])
        data = stdout.read(size + 1)
        if len(data) <= size:
            raise self._lacking(commit, path)
        return data[:-1] if match["kind"] == b"blob" else None

    def _lacking(self, commit: Commit, path: str) -> GitError:
        top = self._repository.top
        what = f"lacks {path} of {commit[:12]}"
        if self._repository.partial:
            return GitError(
                f"{top}: is a partial clone, which {what};"
                " 'git fetch --refetch --no-filter' gets all that it lacks"
            )
        return GitError(f"{top}: {what}; 'git fsck' tells what is broken")
