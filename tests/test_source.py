"""A source keeps every byte, and knows its lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qapidoc.source import Position, Source, Span

# Bytes that are UTF-8, and bytes that are not, with all line ends among them.
BYTES = st.one_of(
    st.binary(),
    st.lists(st.sampled_from([b"\r", b"\n", b"a", b"\xff", b"\xef\xbb\xbf", b"\xf0\x9f"])).map(
        b"".join
    ),
)


@given(BYTES)
def test_any_bytes_come_back(data):
    assert Source.from_bytes("x", data).encoded() == data


@pytest.mark.parametrize(
    "data, text",
    [
        pytest.param(b"", "", id="nothing"),
        pytest.param(b"a\r\nb\rc\n", "a\r\nb\rc\n", id="line ends stay"),
        pytest.param(b"\xef\xbb\xbfa", "\ufeffa", id="a byte order mark stays"),
        pytest.param(b"\xc3\xa9\xff", "\xe9\udcff", id="a byte that is no UTF-8"),
        pytest.param(b"\xed\xa0\x80", "\udced\udca0\udc80", id="a surrogate in UTF-8 is none"),
        pytest.param(b"\xf0\x9f\x90\xa7", "\U0001f427", id="beyond the basic plane"),
    ],
)
def test_text(data, text):
    assert Source.from_bytes("x", data).text == text


@pytest.mark.parametrize(
    "text, starts",
    [
        ("", (0,)),
        ("a", (0,)),
        ("a\n", (0, 2)),
        ("a\nb", (0, 2)),
        ("a\r\nb", (0, 3)),
        ("a\rb", (0, 2)),
        ("\n\r\n\r", (0, 1, 3, 4)),
        # What only str.splitlines() takes for the end of a line.
        ("a\fb\vc\x1cd\x85e\u2028f\u2029g", (0,)),
    ],
)
def test_line_starts(text, starts):
    assert Source("x", text).line_starts == starts


@pytest.mark.parametrize(
    "text, offset, line, column",
    [
        ("", 0, 1, 1),
        ("ab", 0, 1, 1),
        ("ab", 2, 1, 3),
        ("ab\ncd", 2, 1, 3),
        ("ab\ncd", 3, 2, 1),
        ("ab\ncd", 5, 2, 3),
        ("ab\n", 3, 2, 1),
        ("a\r\nb", 3, 2, 1),
        ("a\rb", 2, 2, 1),
        ("\tx", 1, 1, 2),
        ("\U0001f427x", 1, 1, 2),
        ("\udcffx", 1, 1, 2),
        ("\ufeffx", 1, 1, 2),
    ],
)
def test_position(text, offset, line, column):
    assert Source("x", text).position(offset) == Position(line, column)


@pytest.mark.parametrize(
    "text, line, expected",
    [
        ("", 1, ""),
        ("ab\ncd", 1, "ab"),
        ("ab\ncd", 2, "cd"),
        ("ab\r\ncd\r", 1, "ab"),
        ("ab\r\ncd\r", 2, "cd"),
        ("ab\r\ncd\r", 3, ""),
        ("a\n\n\nb", 2, ""),
        ("a\n\n\nb", 4, "b"),
    ],
)
def test_line_span(text, line, expected):
    source = Source("x", text)
    assert source.slice(source.line_span(line)) == expected


@given(st.text(alphabet="a\r\n\tä\U0001f427", max_size=40), st.data())
def test_positions_and_lines_agree(text, data):
    source = Source("x", text)
    offset = data.draw(st.integers(0, len(text)))
    at = source.position(offset)
    assert source.line_starts[at.line - 1] + at.column - 1 == offset
    assert text.encode().decode().replace("\r\n", "\n").replace("\r", "\n").split("\n") == [
        source.slice(source.line_span(line + 1)) for line in range(len(source.line_starts))
    ]


def test_slice():
    assert Source("x", "abcdef").slice(Span(1, 3)) == "bc"


def test_read_shows_the_path_that_it_is_told(tmp_path):
    path = tmp_path / "a.json"
    path.write_bytes(b"\xff\r\n")
    assert Source.read(path, "shown").path == "shown"
    assert Source.read(path) == Source(str(path), "\udcff\r\n")


def test_read_raises_for_a_file_that_is_not_there(tmp_path):
    with pytest.raises(FileNotFoundError):
        Source.read(tmp_path / "missing.json")
