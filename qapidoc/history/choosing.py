"""Which tags or folders are releases, and which of them stands for a release."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from qapidoc.releases import Release, parse_release, parse_version_file

_LABEL = re.compile(r"(?:qemu-|v)?(?P<number>\d[\d.]*)(?:-rc(?P<candidate>\d{1,3}))?", re.ASCII)


class Choice(msgspec.Struct, frozen=True):
    """A tag or a folder by its name, and the release that it holds.

    ``candidate`` is the number of a release candidate.
    """

    label: str
    release: Release
    candidate: int | None = None

    @property
    def rank(self) -> tuple[int, int]:
        """How near it is to X.Y.0: that itself, then the first update, then the last candidate."""
        if self.candidate is not None:
            return 2, -self.candidate
        return int(self.release.micro > 0), self.release.micro


def choice(label: str) -> Choice | None:
    """Read a name such as ``v9.1.0``, ``9.2.0-rc2`` or ``qemu-7.2.1``; ``None`` if it is none."""
    match = _LABEL.fullmatch(label)
    release = parse_release(match["number"]) if match is not None else None
    if match is None or release is None or not release.exists:
        return None
    candidate = int(match["candidate"]) if match["candidate"] is not None else None
    return Choice(label, release, candidate)


def choice_by_version(label: str, version: str) -> Choice | None:
    """Read what a file ``VERSION`` says; X.Y.50 and above is on the way to the next release."""
    written, release = parse_release(version), parse_version_file(version)
    if written is None or release is None or not release.exists:
        return None
    return Choice(label, release, written.micro if release != written else None)


def chosen(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """Give one for each X.Y, the nearest to X.Y.0, in the order of releases."""
    best: dict[Release, Choice] = {}
    for each in sorted(choices, key=lambda one: (one.rank, one.label)):
        best.setdefault(each.release.base, each)
    return tuple(best[base] for base in sorted(best))
