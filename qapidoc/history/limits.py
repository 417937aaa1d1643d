"""What the schemas of old releases do not tell: names that were there all the same."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from qapidoc.history.shapes import Step
from qapidoc.releases import Release


class Limit(msgspec.Struct, frozen=True):
    """Before a release, definitions of a kind may have existed without being in the schema."""

    step: str
    before: Release
    reason: str


LIMITS: Sequence[Limit] = (
    Limit(
        Step.COMMAND,
        Release(2, 8),
        "until 2.7, some commands were described in qmp-commands.hx only",
    ),
    Limit(Step.EVENT, Release(2, 1), "until 2.0, events were not part of the schema"),
)
"""Source: the schemas themselves. 2.8.0 is the first without qmp-commands.hx, and the first schema
with events is that of 2.1.0. Properties of objects before 6.0 need no line: ``object-add`` took
any, and said so (``'gen': false``). Nor does the guest agent: its root is missing before it."""


def limit_of(step: str, release: Release) -> Limit | None:
    """Give what hides definitions of a kind in a release, if anything does."""
    return next(
        (limit for limit in LIMITS if limit.step == step and release.base < limit.before), None
    )
