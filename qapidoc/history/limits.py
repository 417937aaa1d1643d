"""What the schemas of old releases do not tell: names that were there all the same."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from qapidoc.history.roots import QEMU_ROOTS
from qapidoc.history.shapes import Step
from qapidoc.releases import Release

QMP, *_ = QEMU_ROOTS


class Limit(msgspec.Struct, frozen=True):
    """Before a release, definitions of a kind may have existed without being in the schema."""

    root: str
    step: str
    before: Release
    reason: str


LIMITS: Sequence[Limit] = (
    Limit(
        QMP,
        Step.COMMAND,
        Release(2, 8),
        "until 2.7, some commands were described in qmp-commands.hx only",
    ),
    Limit(QMP, Step.EVENT, Release(2, 1), "until 2.0, events were not part of the schema"),
)
"""Source: the schemas themselves. 2.8.0 is the first without qmp-commands.hx, and the first schema
with events is that of 2.1.0. Properties of objects before 6.0 need no line: ``object-add`` took
any, and said so (``'gen': false``). Nor does the guest agent: its root is missing before it."""

NO_ROOT = "that release has no {}"
"""Why a definition may be older than what was seen if its root module was not there."""

UNTOLD = "the schema of that release leaves it open"
"""Why what is in a definition may be older: its type was any, or a part could not be read."""


def limit_of(root: str, step: str, release: Release) -> Limit | None:
    """Give what hides definitions of a kind in a release, if anything does."""
    for limit in LIMITS:
        if (limit.root, limit.step) == (root, step) and release.base < limit.before:
            return limit
    return None


def why_hidden(root: str, step: str, release: Release, roots: Sequence[str]) -> str:
    """Say why a name that was not found in a release with these `roots` may have been there."""
    if step not in {Step.COMMAND, Step.EVENT, Step.TYPE}:
        return UNTOLD
    if root not in roots:
        return NO_ROOT.format(root)
    limit = limit_of(root, step, release)
    return limit.reason if limit is not None else UNTOLD
