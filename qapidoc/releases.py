"""The releases of QEMU that exist: parse, compare, order.

Source: QEMU's own tags. Before 4.0 the number of minor releases varied; from 4.0 on there
are three a year, X.0, X.1 and X.2.
"""

from __future__ import annotations

import re

import msgspec

_MINORS: dict[int, range] = {
    0: range(10, 16),
    1: range(8),
    2: range(13),
    3: range(2),
}
_REGULAR_MINORS = range(3)

_DEVELOPMENT = 50
"""From this micro number on, a ``VERSION`` is on the way to the next release."""

_RELEASE = re.compile(r"(\d{1,4})\.(\d{1,4})(?:\.(\d{1,4}))?(?:-rc\d+)?", re.ASCII)


class Release(msgspec.Struct, frozen=True, order=True):
    """A release ``major.minor``, or a stable update ``major.minor.micro`` of it."""

    major: int
    minor: int
    micro: int = 0

    def __str__(self) -> str:
        """Write X.Y.0 as X.Y, since both mean the same."""
        return f"{self.major}.{self.minor}" + (f".{self.micro}" if self.micro else "")

    @property
    def base(self) -> Release:
        """The release that this is a stable update of; itself if it is none."""
        return Release(self.major, self.minor)

    @property
    def exists(self) -> bool:
        """Whether QEMU numbers a release so, be it one of the future."""
        minors = _MINORS.get(self.major, _REGULAR_MINORS)
        return self.minor in minors

    @property
    def following(self) -> Release:
        """The next release after this one."""
        minors = _MINORS.get(self.major, _REGULAR_MINORS)
        if self.minor + 1 in minors:
            return Release(self.major, self.minor + 1)
        return Release(self.major + 1, 0)


NEWEST = Release(11, 1)
"""The newest release that this version of the tool knows."""


def parse_release(text: str) -> Release | None:
    """Read ``7.2``, ``7.2.0`` or ``9.2.0-rc2``; give ``None`` if it is no release number."""
    match = _RELEASE.fullmatch(text.strip())
    if match is None:
        return None
    return Release(int(match[1]), int(match[2]), int(match[3] or 0))


def parse_version_file(text: str) -> Release | None:
    """Read QEMU's ``VERSION``: X.Y.50 and above is the development of the release after X.Y."""
    release = parse_release(text)
    if release is not None and release.micro >= _DEVELOPMENT:
        return release.base.following
    return release


def nearest_releases(release: Release) -> tuple[Release, ...]:
    """Give the existing releases on both sides of a number that is none."""
    before = [r for r in known_releases() if r < release]
    after = [r for r in known_releases() if r > release]
    return (*before[-1:], *after[:1])


def told_nearest(release: Release) -> str:
    """Say which existing releases are nearest to a number that is none."""
    near = nearest_releases(release)
    verb = "release is" if len(near) == 1 else "releases are"
    return f"the nearest {verb} {' and '.join(map(str, near))}"


def known_releases() -> tuple[Release, ...]:
    """Give all releases up to `NEWEST`, in order."""
    majors = range(NEWEST.major + 1)
    releases = (
        Release(major, minor) for major in majors for minor in _MINORS.get(major, _REGULAR_MINORS)
    )
    return tuple(release for release in releases if release <= NEWEST)
