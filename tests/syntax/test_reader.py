"""Reading: every byte has a place, and an error hides nothing but itself."""

from __future__ import annotations

import gc
import hashlib
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qapidoc.source import Source, Span
from qapidoc.syntax.nodes import Array, Bool, DocComment, Item, Object, Pair, String, Value
from qapidoc.syntax.problems import SyntaxKind
from qapidoc.syntax.reader import MAX_NESTING, Tree, read


def tree_of(text: str) -> Tree:
    """Read a text, and see that its tokens tile it."""
    tree = read(Source("schema.json", text))
    check_tiling(text, tree)
    return tree


def check_tiling(text: str, tree: Tree) -> None:
    """See that tokens stand one behind the other, and items and problems within the text."""
    end = 0
    for token in tree.tokens:
        assert token.start == end, f"a gap or an overlap before {token}"
        assert token.text, f"an empty token: {token}"
        end = token.end
    assert "".join(token.text for token in tree.tokens) == text
    end = 0
    for item in tree.items:
        assert end <= item.start < item.end <= len(text), f"{item.span} is out of place"
        end = item.end
    for problem in tree.problems:
        assert 0 <= problem.span.start <= problem.span.end <= len(text) + 1, problem


def told(text: str) -> list[tuple[str, str, str]]:
    """Give the problems of a text: kind, line and column, message."""
    source = Source("schema.json", text)
    found = []
    for problem in tree_of(text).problems:
        at = source.position(problem.span.start)
        found.append((problem.kind.value, f"{at.line}:{at.column}", problem.message))
    return found


def names(tree: Tree) -> list[str]:
    """Give what the items define, 'doc' for doc comments, '?' for what could not be read."""
    return [name(item) for item in tree.items]


def name(item: Item) -> str:
    """Give the value of the first pair of an expression."""
    match item:
        case DocComment():
            return "doc"
        case Object(pairs=(Pair(value=String(value=text)), *_)):
            return text
    return "?"


def plain(node: Value) -> object:
    """Give a node as Python has it."""
    match node:
        case Object(pairs=pairs):
            return [(pair.key.value, plain(pair.value)) for pair in pairs]
        case Array(items=items):
            return [plain(item) for item in items]
        case String(value=text):
            return text
        case Bool(value=flag):
            return flag


# --- the corpus -------------------------------------------------------------------------------


PARTS = (
    "seed",
    "outside-the-build",
    "upstream-tests",
    "releases/0",
    *(pytest.param(f"releases/{n}", marks=pytest.mark.acceptance) for n in range(1, 4)),
)
"""The folders of the corpus, one for each test; of the releases, a quarter of the files each."""


@pytest.mark.parametrize("part", PARTS)
def test_tokens_tile_each_file_of_the_corpus(corpus, part):
    folder, _, quarter = part.partition("/")
    paths = sorted((corpus / folder).rglob("*.json"))
    assert paths
    seen = set()
    for path in paths:
        data = path.read_bytes()
        digest = hashlib.sha256(data).digest()
        if digest in seen or (quarter and digest[0] % 4 != int(quarter)):
            continue
        seen.add(digest)
        source = Source.from_bytes(str(path.relative_to(corpus)), data)
        tree = read(source)
        assert "".join(token.text for token in tree.tokens) == source.text, source.path
        assert source.encoded() == data, source.path
        check_corpus_file(path, tree)


def check_corpus_file(path: Path, tree: Tree) -> None:
    """See that tokens and items of a file stand one behind the other."""
    end = 0
    for token in tree.tokens:
        assert token.start == end, f"{path}: {token}"
        end = token.end
    starts = [item.start for item in tree.items]
    assert starts == sorted(starts), path
    if "upstream-tests" not in path.parts:
        wrong = [p for p in tree.problems if p.kind is SyntaxKind.SYNTAX]
        assert not wrong, f"{path}: {wrong[0].message}"


# --- what texts say ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, expected",
    [
        ("", []),
        ("\n\n", []),
        ("{}", [[]]),
        ("{ 'a': 'b' }", [[("a", "b")]]),
        ("{'a':true,'b':false}", [[("a", True), ("b", False)]]),
        ("{ 'a': [], 'b': [ 'c', [ 'd' ] ] }", [[("a", []), ("b", ["c", ["d"]])]]),
        ("{ 'a': { 'b': {} } }", [[("a", [("b", [])])]]),
        ("{ 'a': 'b' }{ 'c': 'd' }", [[("a", "b")], [("c", "d")]]),
        ("{ 'a': 'b', 'a': 'c' }", [[("a", "b"), ("a", "c")]]),
        ("{ 'a\\\\b': '' }", [[("a\\b", "")]]),
        ("{ # } '\n'a' # {\n: # '\n'b' # ]\n} # '", [[("a", "b")]]),
        ("{ 'a': 'b',\r'c': 'd',\r\n'e': 'f' }", [[("a", "b"), ("c", "d"), ("e", "f")]]),
        ("{\f'a':\v'b'\xa0}\u2028", [[("a", "b")]]),
        ("{ 'a' : '#' }", [[("a", "#")]]),
        ("{ '{' : '}' }", [[("{", "}")]]),
        # Old notations.
        ("{ 'a': 'b' 'c': 'd' }", [[("a", "b"), ("c", "d")]]),
        ("{ 'a': [ 'b' 'c' ], }", [[("a", ["b", "c"])]]),
    ],
)
def test_expressions(text, expected):
    tree = tree_of(text)
    assert [plain(item) for item in tree.items if isinstance(item, Object)] == expected
    assert not tree.lost


def test_spans():
    text = "\n{ 'a': [ 'b', true ] }\n"
    (item,) = tree_of(text).items
    assert isinstance(item, Object)
    assert text[item.start : item.end] == "{ 'a': [ 'b', true ] }"
    pair = item.pairs[0]
    assert text[pair.start : pair.end] == "'a': [ 'b', true ]"
    assert text[pair.key.start : pair.key.end] == "'a'"
    assert isinstance(pair.value, Array)
    assert [text[node.start : node.end] for node in pair.value.items] == ["'b'", "true"]
    assert item.get("a") is pair.value
    assert item.get("b") is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\ufeff",
        "# only\n# comments\n",
        "# no line end",
        "\n\r\n\r\t \f",
        "{ 'a': 'b' }\r\n",
        "{ 'a': 'b' }\r{ 'c': 'd' }\r",
        "##\r\n# @A:\r\n#\r\n# Text.\r\n##\r\n{ 'struct': 'A' }\r\n",
        "##\r# @A:\r#\r# Text.\r##\r{ 'struct': 'A' }\r",
        "\t{\t'a':\t'b'\t}\t",
        "\x00",
        "'\x00'",
        "\udcff\udcfe",
        "{ 'a': '\udcff' }",
        "##\n# \udcff\n##",
        "{",
        "[",
        "}",
        "'",
        "'a\\",
        "{ 'a",
        "{ 'a':",
        "##",
        "##\n#",
        "##\n# @",
        "##\n# @:",
        "##\n# @A",
        "##\n# @A:\n#\n# @b:\n#\n#     ..",
        "##\n#\t@A:\n##",
        "##\n  # indented\n  ##",
        "## junk\n# text\n## junk",
        "##\n\n# text\n\n##\n",
        "#####\n# banner\n#####\n",
        "{ 'a': ## 'b' }",
        "{ 'a': \U0001f427 }",
        "\u2028##\u2028# a\u2029##",
        "{{[[''''::,,]]}}",
    ],
)
def test_tokens_tile_odd_texts(text):
    tree_of(text)
    tree_of(text + "\n")
    tree_of(text.replace("\n", "\r\n"))


# --- problems ---------------------------------------------------------------------------------

LATER = "\n\n##\n# @Later:\n##\n{ 'struct': 'Later' }\n{ 'enum': 'Last' }\n"

ERRORS = [
    pytest.param("{ 'struct': 'A'", "1:1", "'{' is still open where this doc", id="brace"),
    pytest.param("{ 'struct': 'A' 'x' }", "1:21", "'}' cannot stand here; ':' can", id="no value"),
    pytest.param("{ 'struct' 'A' }", "1:12", "'A' cannot stand here; ':' can", id="no colon"),
    pytest.param("{ 'struct': }", "1:13", "'}' cannot stand here; '{', '[', a", id="no value yet"),
    pytest.param("{ : 'A' }", "1:3", "':' cannot stand here", id="no key"),
    pytest.param("{ 'enum': [ 'a': 'b' ] }", "1:16", "a list has no keys", id="pair in list"),
    pytest.param("{ 'enum': [ 'a' }", "1:17", "'}' cannot stand here", id="wrong bracket"),
    pytest.param("{ 'a': 'b' ]", "1:12", "']' cannot stand here", id="other wrong bracket"),
    pytest.param("{ a: 'b' }", "1:3", "'a' cannot stand here", id="word"),
    pytest.param("{ 'a': 12 }", "1:8", "'12' cannot stand here; '{', '[', a", id="number"),
    pytest.param("{ 'a': True }", "1:8", "'True' cannot stand here; write 'true'", id="capital"),
    pytest.param(
        "{ 'a': [ 'b' 1 ] }", "1:14", "'1' cannot stand here; a value, ']' or ',' can", id="in list"
    ),
    pytest.param(
        "{ 'a': null }", "1:8", "'null' cannot stand here; write it in single quotes", id="null"
    ),
    pytest.param("{ 'a': \"b\" }", "1:8", "'\"' cannot stand here", id="double quote"),
    pytest.param("{ 'a': 'b\n }", "1:8", "this string is not closed on its line", id="string"),
    pytest.param("{ 'a': 'b\\' }", "1:8", "this string is not closed", id="escaped quote"),
    pytest.param("{ 'a: 'b' }", "1:8", "a quote is missing before 'b'", id="quote too few"),
    pytest.param("} { 'a': 'b' }", "1:1", "'}' stands outside of any expression", id="closer"),
    pytest.param("[ 'a' ]", "1:1", "'[' stands outside of any expression", id="list"),
    pytest.param("'a'", "1:1", "'a' stands outside of any expression", id="top string"),
    pytest.param("nonsense { }", "1:1", "'nonsense' stands outside", id="top word"),
    pytest.param("{ 'a': 'b' } ;", "1:14", "';' stands outside", id="semicolon"),
    pytest.param("{ 'a': \x00 }", "1:8", "cannot stand here", id="NUL"),
    pytest.param("{ 'a': 'b', } }", "1:15", "'}' stands outside", id="brace too many"),
]


@pytest.mark.parametrize("text, at, message", ERRORS)
def test_an_error_and_all_that_follows(text, at, message):
    found = [(place, said) for kind, place, said in told(text + LATER) if "syntax" in kind]
    if "still open" in message:
        at = "3:1"
    assert len(found) == 1, found
    assert found[0][0] == at
    assert message in found[0][1]
    assert names(tree_of(text + LATER))[-3:] == ["doc", "Later", "Last"]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("{'a', } {'c': 'd'}", ["?"]),
        ("{'a', }\n{'c': 'd'}", ["?", "d"]),
        ("{'a', }\r{'c': 'd'}", ["?", "d"]),
        ("{ 'enum': 'E', 'data': [ 'a',\n{ 'enum': 'B' }\n{ 'enum': 'C' }\n", ["?", "B", "C"]),
        ("{ 'enum': 'E', 'data': [ 'a',\n{ 'enum': 'B' }\n##\n# @C:\n##\n", ["?", "B", "doc"]),
        ("{ 'struct': 'E', 'data':\n{ 'enum': 'B' }\n{ 'enum': 'C' }\n", ["?", "B", "C"]),
        ("{ 'struct': 'E', 'data': {\n\n{ 'enum': 'B' }\n{ 'enum': 'C' }\n", ["?", "B", "C"]),
        ("{ 'a': 'x }\n{ 'enum': 'B' }\n", ["?", "B"]),
        ("{ 'a': x\n  { 'enum': 'B' }\n{ 'enum': 'C' }\n", ["?", "C"]),
        ("{ 'a': x ## @A:\n{ 'enum': 'C' }\n", ["?", "C"]),
        ("]\n{ 'enum': 'A' }\n]\n{ 'enum': 'B' }", ["?", "A", "?", "B"]),
        ("\ufeff{ 'enum': 'A' }\n", ["A"]),
    ],
)
def test_reading_goes_on(text, expected):
    assert names(tree_of(text)) == expected


def test_what_could_not_be_read_is_remembered():
    assert tree_of("{ 'enum': 'A' 'data' [ 'b' ] }\n{ 'enum': 'B' }").lost == {
        "enum",
        "A",
        "data",
        "b",
    }


@pytest.mark.parametrize(
    "text, kind, at, message",
    [
        ("{ 'a': 'b' 'c': 'd' }", "comma", "1:12", "put a ',' before 'c'"),
        ("{ 'a': [ 'b' 'c' ] }", "comma", "1:14", "put a ',' before 'c'"),
        ("{ 'a': [ [] {} ] }", "comma", "1:13", "put a ',' before '{'"),
        ("{ 'a': 'b', }", "comma", "1:11", "remove the ',' before '}'"),
        ("{ 'a': [ 'b', ] }", "comma", "1:13", "remove the ',' before ']'"),
        ("{ 'a': 'b',, 'c': 'd' }", "syntax", "1:12", "there is nothing before this ','"),
        ("{ , 'a': 'b' }", "syntax", "1:3", "there is nothing before this ','"),
        ("{ 'a': [ , ] }", "comma", "1:10", "remove the ','"),
        ("{ 'a': 'b' 'c' 'd' }", "comma", "1:12", "put a ',' before 'c'"),
        ("{ 'a\tb': 'c' }", "string", "1:5", "printable ASCII only, not U+0009"),
        ("{ 'äöü': 'c' }", "string", "1:4", "printable ASCII only, not U+00E4"),
        ("{ '\U0001f427': 'c' }", "string", "1:4", "not U+1F427"),
        ("{ 'a\x7f': 'c' }", "string", "1:5", "not U+007F"),
        ("{ 'a\\n': 'c' }", "string", "1:5", "unknown escape '\\n'"),
        ("{ 'a\\\\\\u0041': 'c' }", "string", "1:7", "unknown escape '\\u'"),
        ("{ '\udcff\udcfe': 'c' }", "encoding", "1:4", "not UTF-8: 0xff 0xfe"),
        ("# \udcff\n", "encoding", "1:3", "these bytes are not UTF-8: 0xff"),
        ("##\n# \udce4\n##\n", "encoding", "2:3", "these bytes are not UTF-8: 0xe4"),
        ("\ufeff{ 'a': 'b' }", "encoding", "1:1", "byte order mark"),
    ],
)
def test_problems(text, kind, at, message):
    found = told(text)
    assert any(k == f"language-{kind}" and p == at and message in m for k, p, m in found), found


def test_a_bad_byte_in_a_string_is_told_once():
    assert [kind for kind, _, _ in told("{ 'a': '\udcff' }")] == ["language-encoding"]


def test_a_stretch_of_bad_characters_is_told_once():
    (problem,) = tree_of("{ 'a': 'xäöüy' }").problems
    assert problem.span == Span(9, 12)


def test_problems_are_in_order():
    found = tree_of("{ 'ä' 'b': 'c', }\n{ 'a': 'b' 'ö': 'd' }\n##\n#x\n").problems
    assert [p.span for p in found] == sorted(p.span for p in found)


@pytest.mark.parametrize("depth", [1, MAX_NESTING])
@pytest.mark.parametrize("opener, closer", [("{ 'a': ", "}"), ("[", "]")])
def test_nesting_that_is_allowed(depth, opener, closer):
    text = "{ 'a': " + opener * (depth - 1) + "'b'" + closer * (depth - 1) + "}"
    tree = tree_of(text)
    assert len(tree.items) == 1
    assert not tree.problems


@pytest.mark.parametrize("depth", [MAX_NESTING + 1, 1000])
@pytest.mark.parametrize("opener, closer", [("{ 'a': ", "}"), ("[", "]")])
def test_nesting_that_is_not(depth, opener, closer):
    text = "{ 'a': " + opener * (depth - 1) + "'b'" + closer * (depth - 1) + "}\n{ 'enum': 'B' }"
    ((kind, at, message),) = told(text)
    assert kind == "language-nesting"
    assert at == f"1:{8 + len(opener) * (MAX_NESTING - 1)}"
    assert "64" in message
    assert names(tree_of(text)) == ["?", "B"]


# --- time -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "unit, count",
    [
        pytest.param("# x\n", 200_000, id="comments"),
        pytest.param("##\n", 20_000, id="empty doc comments"),
        pytest.param("##a\n\n", 10_000, id="doc comments with junk"),
        pytest.param("##\n# a\n\n", 10_000, id="doc comments without end"),
        pytest.param("{ 'a': [\n", 10_000, id="brackets without end"),
        pytest.param("{'a':", 100_000, id="deep objects"),
        pytest.param("[", 100_000, id="deep lists"),
        pytest.param("'", 100_000, id="quotes"),
        pytest.param("{ 'a' }\n", 10_000, id="errors"),
        pytest.param("{,", 20_000, id="commas"),
        pytest.param("\n", 1_000_000, id="empty lines"),
        pytest.param("\ud83d", 100_000, id="strays"),
    ],
)
def test_long_texts_take_linear_time(unit, count):
    check_time(unit * (count // 5), unit * count)


@pytest.mark.parametrize(
    "before, unit, after, count",
    [
        pytest.param("##\n", "# x\n", "", 20_000, id="doc comment without end"),
        pytest.param("##\r\n", "# x\r\n", "{}", 20_000, id="the same with CRLF"),
        pytest.param("##\r\n", "\r\n", "{}", 20_000, id="empty lines with CRLF"),
        pytest.param("##\n# @A:\n", "# x\n", "##\n", 20_000, id="doc comment"),
        pytest.param("##\n# @A:\n", "# @x:\n", "##\n", 10_000, id="members"),
        pytest.param("##\n", "#" + " " * 50 + "\n", "", 10_000, id="blanks"),
        pytest.param("{ 'a': '", "x", "' }", 5_000_000, id="string"),
        pytest.param("{ 'a': '", "\\\\", "' }", 200_000, id="escapes"),
        pytest.param("{ 'a': '", "ä", "' }", 200_000, id="string with umlauts"),
        pytest.param("{ 'a': '", "x", "", 5_000_000, id="string without end"),
        pytest.param("{ 'a': [", "'b', ", "] }", 20_000, id="list"),
        pytest.param("# ", "x", "", 5_000_000, id="comment"),
    ],
)
def test_long_items_take_linear_time(before, unit, after, count):
    check_time(before + unit * (count // 5) + after, before + unit * count + after)


def check_time(short: str, long: str) -> None:
    """See that five times the text takes no more than about five times the time."""
    measured = []
    for _ in range(3):  # a busy machine is no bug
        measured.append((seconds(short), seconds(long)))
        if measured[-1][1] < 12 * measured[-1][0] + 0.1:
            return
    pytest.fail(f"seconds for a text, and for one five times as long: {measured}")


def seconds(text: str) -> float:
    """Give the processor time that reading takes."""
    gc.collect()
    gc.disable()
    try:
        began = time.process_time()
        read(Source("schema.json", text))
        return time.process_time() - began
    finally:
        gc.enable()


# --- anything ---------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        *("{", "}", "[", "]", ":", ",", "'", "#", "##", "@", "\\", "'a'", "'b': ", "true", "false"),
        *("\n", "\r", "\r\n", " ", "\t", "\f", "\u2028", "\ufeff", "\x00", "\udcff", "ä", "x1"),
        *("\n##\n", "\n# ", "\n# @A:\n", "\n# @b: ", "\n# Since: 1.0\n", "\n# Features:\n", "::\n"),
        *("\n#     ", "\n# .. note::", "\n# = T", "\n# Example:\n", "\n{ 'struct': 'A' }"),
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=60))
def test_any_text_can_be_read(text):
    tree_of(text)


@given(st.binary(max_size=60))
def test_any_bytes_can_be_read(data):
    source = Source.from_bytes("x", data)
    tree = read(source)
    check_tiling(source.text, tree)
    assert "".join(t.text for t in tree.tokens).encode("utf-8", "surrogateescape") == data
