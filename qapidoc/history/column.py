"""One release's schemas, as a history reads them: definitions, and where they stand."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from qapidoc.releases import Release
from qapidoc.schema.model import Definition


class Placed(msgspec.Struct, frozen=True, array_like=True):
    """A definition, the file that it is in, and the root that leads there.

    ``file`` is the last part of the path. ``root`` is the path of the root module by the name
    that it has in new releases, relative to the top of the tree. ``on_trial`` tells that the
    comment says it is experimental.
    """

    definition: Definition
    file: str
    root: str
    on_trial: bool = False


class Column(msgspec.Struct, frozen=True, array_like=True):
    """What the schemas of one release define.

    ``label`` is what the source calls it: a tag, or a folder. ``roots`` are the root modules that
    are there. Of what is defined more than once, in several roots, the first stays. ``problems``
    tell people what could not be read; if there are any, what is not defined here may exist.
    """

    release: Release
    label: str
    roots: tuple[str, ...]
    definitions: Mapping[str, Placed]
    problems: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether everything could be read."""
        return not self.problems
