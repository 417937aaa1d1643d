"""How git is run: without a shell, and without what a stranger's repository may start.

A repository's own settings can name programs that git runs along the way, and the environment
of a hook can name another repository than the one at hand. Neither has a say here.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    import subprocess

SETTINGS = (
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    "core.quotePath=true",
    "core.warnAmbiguousRefs=true",
    "safe.bareRepository=explicit",
)
"""What goes before the settings of the repository, on each call."""

_ENVIRONMENT: Mapping[str, str] = {
    "LC_ALL": "C",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}
"""Plain messages, nothing written, nothing fetched, nobody asked."""

_KEPT = re.compile(r"GIT_(CONFIG_|CEILING_DIRECTORIES\Z|DISCOVERY_ACROSS_FILESYSTEM\Z|EXEC_PATH\Z)")
"""The variables of git that stay; a hook sets others, which name a repository or an index."""


class GitError(Exception):
    """What git cannot do; the message is one line that says why, and what to do."""


class Answer(msgspec.Struct, frozen=True):
    """How git ended: its exit status, standard output, and standard error as text."""

    status: int
    output: bytes
    errors: str


class Git(msgspec.Struct, frozen=True):
    """The git program, run in `folder`, with these settings."""

    folder: Path
    settings: tuple[str, ...] = SETTINGS

    def ask(self, *arguments: str) -> Answer:
        """Run git to its end; raise `GitError` if it cannot be started or used here."""
        process = self.start(*arguments)
        output, errors = process.communicate()
        answer = Answer(process.returncode, output, os.fsdecode(errors))
        if answer.status:
            self._check(answer.errors)
        return answer

    def run(self, *arguments: str) -> bytes:
        """Run git, and give its standard output; raise `GitError` if it fails."""
        answer = self.ask(*arguments)
        if answer.status:
            raise GitError(f"git {arguments[0]} failed{reason(answer.errors)}")
        return answer.output

    def start(self, *arguments: str, stdin: int | None = None) -> subprocess.Popen[bytes]:
        """Start git with pipes for its output; raise `GitError` if it cannot be started."""
        import subprocess

        settings = [word for setting in self.settings for word in ("-c", setting)]
        try:
            return subprocess.Popen(
                ["git", "--no-pager", *settings, "-C", str(self.folder), *arguments],
                stdin=subprocess.DEVNULL if stdin is None else stdin,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=environment(os.environ),
            )
        except OSError as error:
            reason = "it is not installed" if error.errno == 2 else error.strerror
            raise GitError(f"git cannot be run: {reason}; install git, or put it in PATH") from None

    def _check(self, errors: str) -> None:
        """Raise `GitError` if git will not work in this folder at all."""
        for signs, message in _REFUSALS.items():
            if any(sign in errors for sign in signs):
                raise GitError(message.format(folder=self.folder))


_REFUSALS: Mapping[tuple[str, ...], str] = {
    ("dubious ownership", "unsafe repository"): (
        "{folder}: belongs to somebody else, so that git does not use it; if you trust it,"
        " run 'git config --global --add safe.directory' with the top of its repository"
    ),
    ("must be run in a work tree", "cannot use bare repository"): (
        "{folder}: is in a bare git repository, which has no files; name a path in a checkout"
    ),
    ("not a git repository",): "{folder}: is in no git repository",
}
"""By what git says of them: the folders that it does not work in."""


def environment(inherited: Mapping[str, str]) -> dict[str, str]:
    """Give the environment that git runs in."""
    kept = {
        name: value
        for name, value in inherited.items()
        if not name.startswith("GIT_") or _KEPT.match(name)
    }
    return {**kept, **_ENVIRONMENT}


def reason(errors: str) -> str:
    """Give the line of standard error that says why, after a colon."""
    lines = [line for line in errors.splitlines() if line.strip()]
    fatal = [line for line in lines if line.startswith(("fatal: ", "error: "))]
    chosen = (fatal or lines or [""])[0]
    return f": {chosen.partition(': ')[2] or chosen}" if chosen else ""
