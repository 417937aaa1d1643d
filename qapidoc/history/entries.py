"""Definitions as the places at which all ways begin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from qapidoc.history.graph import History
from qapidoc.history.limits import limit_of
from qapidoc.history.presence import MAYBE, Runs, Spans
from qapidoc.history.shapes import Name, Step
from qapidoc.schema.model import Definition, Kind

_STEPS: Mapping[Kind, str] = {Kind.COMMAND: Step.COMMAND, Kind.EVENT: Step.EVENT}
"""The steps to definitions; those of all other kinds are types."""


def entry_name(definition: Definition) -> Name:
    """Give the name of a definition, with the step that leads to it."""
    return _STEPS.get(definition.kind, Step.TYPE), definition.name


def unseen(history: History, name: Name, root: str) -> Spans:
    """Give the releases of a history that may have a definition which is not in it."""
    runs = Runs(())
    for at, seen in enumerate(history.releases):
        if not seen.complete or root not in seen.roots or limit_of(root, name[0], seen.release):
            runs.add(at, MAYBE)
    return runs.spans


def main_root(history: History, names: Iterable[Name]) -> str:
    """Give the root of a history that has most of these definitions."""
    known = Counter(history.roots[name] for name in names if name in history.roots)
    return known.most_common(1)[0][0] if known else ""
