"""Releases in a git repository: its tags."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from qapidoc.git.contents import Contents
from qapidoc.git.repository import Commit, Repository
from qapidoc.history.choosing import Choice, choice


class Tags:
    """The tags of a repository that are called like releases."""

    def __init__(self, repository: Repository, contents: Contents) -> None:
        self._repository = repository
        self._contents = contents

    @cached_property
    def _commits(self) -> dict[str, Commit]:
        return {tag.name: tag.commit for tag in self._repository.tags()}

    def choices(self) -> Iterator[Choice]:
        """Give the tags that are releases."""
        found = (choice(name) for name in self._commits)
        return (each for each in found if each is not None)

    def fingerprint(self, label: str) -> bytes | None:
        """Give the hash of a tag's commit, which stands for all that is in it."""
        return self._commits[label].encode("ascii")

    def read(self, label: str, path: str) -> bytes | None:
        """Give a file of a tag, ``None`` if there is none; raise `GitError` if it lacks."""
        return self._contents.read(self._commits[label], path)
