"""What the releases take for sections of a doc comment."""

from __future__ import annotations

import pytest

from qapidoc.releases import Release
from qapidoc.schema.comments import misordered
from qapidoc.schema.reading import as_read, crowded
from qapidoc.source import Source
from qapidoc.syntax.nodes import DocComment
from qapidoc.syntax.reader import read

OLD, NEW = Release(7, 2), Release(10, 2)


def comment(*lines: str) -> tuple[Source, DocComment]:
    text = "".join(f"# {line}".rstrip() + "\n" for line in ("@Well:", "", *lines))
    source = Source("well.json", f"##\n{text}##\n")
    doc = read(source).items[0]
    assert isinstance(doc, DocComment)
    return source, doc


def sections(target: Release, *lines: str) -> list[tuple[str, list[str]]]:
    """Give name or kind of each section that `target` sees, and its lines."""
    source, doc = comment(*lines)
    return [
        (
            section.name.value if section.name is not None else str(section.kind),
            [source.text[line.start : line.end] for line in section.lines],
        )
        for section in as_read(source, doc, target).sections
    ]


@pytest.mark.parametrize(
    "lines, old, new",
    [
        (
            ["Text.", "Since: 2.0"],
            [("text", ["Text."]), ("Since", ["2.0"])],
            [("text", ["Text.", "Since: 2.0"])],
        ),
        (
            ["@x: one", "Since: 2.0"],
            [("x", ["one"]), ("Since", ["2.0"])],
            [("x", ["one"]), ("Since", ["2.0"])],
        ),
        (
            ["Note: one", "", "two"],
            [("Note", ["one", "", "two"])],
            [("Note", ["one"]), ("text", ["two"])],
        ),
        (["Errors: some"], [("text", ["Errors: some"])], [("Errors", ["some"])]),
        (
            ["@x: one", "", "Since 2.0"],
            [("x", ["one"]), ("text", ["Since 2.0"])],
            [("x", ["one"]), ("text", ["Since 2.0"])],
        ),
        (
            ["Text.", "", "", "Since 2.0"],
            [("text", ["Text.", "", "", "Since 2.0"])],
            [("text", ["Text.", "", "", "Since 2.0"])],
        ),
        (
            ["@x: one", "two", "", "@y: three"],
            [("x", ["one", "two"]), ("y", ["three"])],
            [("x", ["one"]), ("text", ["two"]), ("y", ["three"])],
        ),
        (
            ["@x: one", "    two", "    three", "  four"],
            [("x", ["one", "two", "three", "four"])],
            [("x", ["one", "two", "three"]), ("text", ["four"])],
        ),
        (
            ["@x: one", "    two", "  three"],
            [("x", ["one", "two", "three"])],
            [("x", ["one", "two", "three"])],
        ),
    ],
)
def test_sections_by_release(lines, old, new):
    assert sections(OLD, *lines) == old
    assert sections(NEW, *lines) == new


def test_comment_that_all_read_alike_stays():
    source, doc = comment("Text.", "", "@x: one", "    two", "", "Returns: three", "", "Since: 2.0")
    assert as_read(source, doc, NEW) is doc
    assert as_read(source, doc, OLD) is doc


def test_crowded_sections():
    source, doc = comment("Text.", "@x: one", "Since: 2.0", "", "Text.", "Returns: three")
    assert [section.name.value for section in crowded(source, doc) if section.name] == [
        "x",
        "Since",
        "Returns",
    ]


def test_descriptions_behind_text():
    _, doc = comment("Text.", "", "@x: one", "", "Text.", "", "@y: two", "", "@z: three")
    assert [section.name.value for section in misordered(doc) if section.name] == ["y", "z"]
