"""How a run says what it does, to those who want to know."""

from __future__ import annotations

from collections.abc import Callable

Tell = Callable[[str], None]
"""Called at the end of a stage, with what it did: past tense, no full stop."""


def silent(_stage: str) -> None:
    """Say nothing."""
