"""The ways to spread a schema over pages."""

from __future__ import annotations

from enum import StrEnum

PARTS = ("split", "module", "definition")
"""The options of ``qapi-doc`` that say how much it renders; it takes one of them."""

OF_MODULE = ("no-title", "overview")
"""Those that say more of ``module``."""


class Split(StrEnum):
    """What has a page of its own."""

    NONE = "none"
    MODULE = "module"
    DEFINITION = "definition"
