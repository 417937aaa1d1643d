"""What a run gives."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from qapidoc.findings import Finding
from qapidoc.source import Source


class UnreadableRootError(Exception):
    """A root that cannot be read; the message names it and says why."""


class Result(msgspec.Struct, frozen=True):
    """What a run found: the findings in order, and the texts that they are about.

    ``sources`` holds every file that was read, by the path that findings show; ``roots`` are the
    paths of the roots, in the order of the run, and ``shown`` those of the files whose findings
    are wanted. Files in ``doubtful`` are part of a schema of which not all could be read, so that
    rules may have been silent. ``asked`` are answers on what is around them that findings hang on.
    """

    findings: tuple[Finding, ...]
    sources: Mapping[str, Source]
    roots: tuple[str, ...]
    shown: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()
    asked: Mapping[str, bool] = {}
