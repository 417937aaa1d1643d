"""Where the keys and items of a TOML file are."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qapidoc.config.places import offsets

TEXT = """\
# a comment = 0
plain = 1
dotted.key = [ # [tool]
  "a ]", 'b # c', \"\"\"
 d \\\\"" e\"\"\"\", {inner = 1, "l\\u0041" = [2,
 3]},
]
[ tool . "q.x" ]
when = 1979-05-27 07:32:00 # when = 3
empty = {}
none = []
[[many]]
text = '''it''s'''
[[many]]
text = "a\\"b"
[tool.w.x]
'last' = -inf"""

LINES = {
    ("plain",): 2,
    ("dotted",): 3,
    ("dotted", "key"): 3,
    ("dotted", "key", 0): 4,
    ("dotted", "key", 1): 4,
    ("dotted", "key", 2): 4,
    ("dotted", "key", 3): 5,
    ("dotted", "key", 3, "inner"): 5,
    ("dotted", "key", 3, "lA"): 5,
    ("dotted", "key", 3, "lA", 0): 5,
    ("dotted", "key", 3, "lA", 1): 6,
    ("tool",): 8,
    ("tool", "q.x"): 8,
    ("tool", "q.x", "when"): 9,
    ("tool", "q.x", "empty"): 10,
    ("tool", "q.x", "none"): 11,
    ("many",): 12,
    ("many", "text"): 13,
    ("tool", "w"): 16,
    ("tool", "w", "x"): 16,
    ("tool", "w", "x", "last"): 17,
}


def paths(data: object, above: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Give the keys that lead to all that is in a value."""
    pairs = data.items() if isinstance(data, dict) else enumerate(data)  # type: ignore[arg-type]
    for key, value in pairs:
        yield (*above, key)
        if isinstance(value, dict | list):
            yield from paths(value, (*above, key))


def test_lines():
    assert tomllib.loads(TEXT)
    found = {path: TEXT.count("\n", 0, offset) + 1 for path, offset in offsets(TEXT).items()}
    assert found == LINES


def test_all_that_is_in_a_real_file_has_a_place(checkout):
    text = (checkout / "pyproject.toml").read_text("utf-8")
    data = tomllib.loads(text)
    del data["tool"]["mypy"]["overrides"]  # tables of one name have one place
    found = offsets(text)
    for path in paths(data):
        if isinstance(path[-1], str):
            assert text.startswith((path[-1], f'"{path[-1]}"'), found[path]), path


STRINGS = st.text("ab'\"\\#[]{}=,.\n\u00e9", max_size=6)
VALUES = st.recursive(
    st.integers() | st.booleans() | STRINGS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(STRINGS, inner, max_size=3),
    max_leaves=8,
)


def toml(value: object) -> str:
    """Write a value as TOML."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            if "'" not in value and "\n" not in value:
                return f"'{value}'"
            escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
            return f'"{escaped}"'
        case list():
            return f"[ {', '.join(map(toml, value))} ] "
        case dict():
            return f"{{{', '.join(f'{toml(key)}= {toml(inner)}' for key, inner in value.items())}}}"
        case _:
            return str(value)


@given(st.dictionaries(STRINGS, VALUES, max_size=4))
def test_no_value_hides_what_comes_after_it(data):
    text = "".join(f"{toml(key)} = {toml(value)}\n" for key, value in data.items())
    assert tomllib.loads(text) == data
    found = offsets(text)
    assert set(found) == set(paths(data))
    lines = {text.count("\n", 0, found[key,]) for key in data}
    assert lines == set(range(len(data)))


@pytest.mark.parametrize(
    "text",
    [
        f"a = [{'1,' * 20_000}]",
        "".join(f"a{n}.b.c = 1\n" for n in range(5000)),
        "a = '''" + "'' " * 100_000 + "'''",
        "a = " + "[" * 200 + "]" * 200,
    ],
)
def test_large_files_are_scanned(text):
    assert ("a",) in offsets(text) or ("a4999",) in offsets(text)
