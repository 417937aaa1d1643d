"""The remarks that many heads have."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from qapidoc.sphinxext.doctree.heads import Badge
from qapidoc.sphinxext.locale import _

MARKS: Mapping[str, str] = {"deprecated": _("deprecated"), "unstable": _("unstable")}
"""The features that say something about what has them."""


def since_badge(release: str) -> Iterator[Badge]:
    """Say since when it is there."""
    if release:
        yield Badge("since", _("since %s") % release)


def marks(features: Container[str]) -> Iterator[Badge]:
    """Say that it is deprecated or unstable, if these are among the names of its features."""
    return (Badge(name, str(text)) for name, text in MARKS.items() if name in features)


def condition_badge(condition: str) -> Iterator[Badge]:
    """Say that it is there only in some builds."""
    if condition:
        yield Badge("condition", _("if"), condition)
