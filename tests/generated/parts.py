"""Strategies for names, conditions and features."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from hypothesis import strategies as st

LETTERS = "abcdefghijklmnop"  # no 'q', which names must not begin with, and no 'u'
PREFIXES = ("", "", "", "", "x-", "__com.example_", "__org.example-2_x-")
SPECIAL = ("deprecated", "unstable")

BUILT_IN = (
    *("str", "int", "number", "bool", "null", "any", "size", "QType"),
    *(f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32, 64)),
)

Condition = str | dict[str, Any]


def names(taken: Collection[str] = ()) -> st.SearchStrategy[str]:
    """Give a name of a member, value or feature that is not `taken`."""
    word = st.text(LETTERS + "019", min_size=1, max_size=4)
    first = st.text(LETTERS, min_size=1, max_size=3)
    later = st.lists(word, max_size=2)
    made = st.builds(
        lambda prefix, head, tail: prefix + "-".join((head, *tail)),
        st.sampled_from(PREFIXES),
        first,
        later,
    )
    return made.filter(lambda name: name not in taken)


def free_names(taken: Collection[str] = ()) -> st.SearchStrategy[str]:
    """Give a name that a pragma has to allow: capitals, underscores."""
    word = st.text("abcABC", min_size=1, max_size=3)
    made = st.lists(word, min_size=2, max_size=3).map("_".join)
    return made.filter(lambda name: name.lower() not in {t.lower() for t in taken})


@st.composite
def conditions(draw: st.DrawFn, depth: int = 2) -> Condition:
    """Give a condition: a name, or what `all`, `any` and `not` make of others."""
    kind = draw(st.sampled_from(["name", "name", "not", "all", "any"] if depth else ["name"]))
    match kind:
        case "name":
            return "CONFIG_" + draw(st.text("ABC_1", max_size=3))
        case "not":
            return {"not": draw(conditions(depth - 1))}
    return {kind: draw(st.lists(conditions(depth - 1), min_size=1, max_size=3))}


@st.composite
def conditional(draw: st.DrawFn) -> dict[str, Any]:
    """Give the key `if`, or nothing."""
    return {"if": draw(conditions())} if draw(st.integers(0, 3)) == 0 else {}


@st.composite
def featured(draw: st.DrawFn, *, special: bool) -> dict[str, Any]:
    """Give the key `features`, or nothing; only with `special` QEMU's own ones."""
    if draw(st.integers(0, 3)):
        return {}
    known = ("json-cli", "late-start", *(SPECIAL if special else ()))
    chosen = draw(st.lists(st.sampled_from(known), unique=True, max_size=3))
    return {
        "features": [
            {"name": name, **draw(conditional())} if draw(st.booleans()) else name
            for name in chosen
        ]
    }


@st.composite
def extras(draw: st.DrawFn, *, special: bool) -> dict[str, Any]:
    """Give the keys that any definition, member or value can have."""
    return draw(conditional()) | draw(featured(special=special))
