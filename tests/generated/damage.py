"""JSON texts that leave out, change and add things."""

from __future__ import annotations

import json
import random
from typing import Any

from tests.generated.values import OTHERS

DOTS = ("...", "{ ... }", "[ ... more ... ]", '"..."')
"""What stands in the place of a value that is left out."""


def damaged(value: Any, rng: random.Random) -> str:
    """Write a value with dots, and with other values, members and elements than it has."""
    if rng.random() < 0.04:
        return rng.choice(DOTS)
    if rng.random() < 0.06:
        return json.dumps(rng.choice(OTHERS))
    if isinstance(value, dict):
        parts = [
            f"{json.dumps(name)}: {damaged(item, rng)}"
            for name, item in value.items()
            if rng.random() < 0.85
        ]
        if rng.random() < 0.1:
            parts.append('"zz": 1')
        return f"{{ {', '.join(with_dots(parts, rng))} }}"
    if isinstance(value, list):
        return f"[ {', '.join(with_dots([damaged(item, rng) for item in value], rng))} ]"
    if isinstance(value, str) and rng.random() < 0.1:
        return json.dumps(f"{value[:1]} ... {value[1:]}")
    return json.dumps(value)


def with_dots(parts: list[str], rng: random.Random) -> list[str]:
    """Put dots among the members or elements, perhaps."""
    if rng.random() < 0.2:
        parts.insert(rng.randint(0, len(parts)), "...")
    return parts
