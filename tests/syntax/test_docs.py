"""Doc comments: which lines belong to what."""

from __future__ import annotations

import pytest

from qapidoc.source import Source
from qapidoc.syntax.nodes import DocComment, Line, LineKind, Section, SectionKind
from qapidoc.syntax.reader import Tree, read


def block(*lines: str) -> str:
    """Write a doc comment of these lines."""
    return "\n".join(["##", *(f"# {line}".rstrip() for line in lines), "##", ""])


def docs_of(text: str) -> list[DocComment]:
    """Give the doc comments of a text."""
    tree = tree_of(text)
    return [item for item in tree.items if isinstance(item, DocComment)]


def tree_of(text: str) -> Tree:
    """Read a text."""
    return read(Source("schema.json", text))


def written(text: str, doc: DocComment) -> list[str]:
    """Write sections as ``kind name: line | line``, each line with its kind and indentation."""
    return [_section(text, section) for section in doc.sections]


MARKS = {
    LineKind.PROSE: "",
    LineKind.BLANK: "",
    LineKind.DIRECTIVE: "!",
    LineKind.HEADING: "=",
    LineKind.LITERAL: "$",
}


def _section(text: str, section: Section) -> str:
    name = f" {section.name.value}" if section.name is not None else ""
    inline = "+" if section.inline else ""
    lines = " | ".join(_line(text, line) for line in section.lines)
    return f"{section.kind.value}{name}:{inline} {lines}".rstrip()


def _line(text: str, line: Line) -> str:
    if line.kind is LineKind.BLANK:
        return "-"
    indent = str(line.indent) if line.indent else ""
    return f"{MARKS[line.kind]}{indent} {text[line.start : line.end]}".strip()


SECTIONS = [
    pytest.param(["@Foo:"], [], id="symbol alone"),
    pytest.param(["@Foo:", "Text."], ["text: Text."], id="text at once"),
    pytest.param(["@Foo:", "", "Text.", ""], ["text: Text."], id="text between blank lines"),
    pytest.param(
        ["@Foo:", "", "One.", "", "Two,", "more."],
        ["text: One. | - | Two, | more."],
        id="paragraphs",
    ),
    pytest.param(
        ["@Foo:", "", "@a: first", "    second"],
        ["member a:+ 4 first | 4 second"],
        id="member beside its head",
    ),
    pytest.param(["@Foo:", "@a:", "    below"], ["member a: 4 below"], id="member below its head"),
    pytest.param(["@Foo:", "@a:"], ["member a:"], id="member without text"),
    pytest.param(
        ["@Foo:", "@a: x", "@b-c_d.e: y"],
        ["member a:+ 4 x", "member b-c_d.e:+ 10 y"],
        id="members in a row",
    ),
    pytest.param(
        ["@Foo:", "@a: x", "", "    - item", "      more", "", "@b: y"],
        ["member a:+ 4 x | - | 4 - item | 6 more", "member b:+ 4 y"],
        id="member of several paragraphs",
    ),
    pytest.param(
        ["@Foo:", "", "@a: first", "second"],
        ["member a:+ 4 first | second"],
        id="text goes on without indentation",
    ),
    pytest.param(
        ["@Foo:", "", "@a: first", "", "After the gap."],
        ["member a:+ 4 first", "text: After the gap."],
        id="text after a gap is nobody's",
    ),
    pytest.param(
        ["@Foo:", "@a: first", "", "  still", "", "Not."],
        ["member a:+ 4 first | - | 2 still", "text: Not."],
        id="indented text after a gap is the member's",
    ),
    pytest.param(
        ["@Foo:", "@a: x", "    @b: y"],
        ["member a:+ 4 x | 4 @b: y"],
        id="indented member is text",
    ),
    pytest.param(["@Foo:", "Text @a: x"], ["text: Text @a: x"], id="member within a line is text"),
    pytest.param(
        ["@Foo:", "@a and @b: x"], ["text: @a and @b: x"], id="prose that begins with a name"
    ),
    pytest.param(["@Foo:", "@a"], ["text: @a"], id="a name without a colon is text"),
    pytest.param(
        ["@Foo:", "@a::", "", "    x"], ["member a:+ 3 : | - | 4 x"], id="member and two colons"
    ),
    pytest.param(
        ["@Foo:", "Returns: a thing", "Since: 1.0"],
        ["tag Returns:+ 9 a thing", "tag Since:+ 7 1.0"],
        id="tags",
    ),
    pytest.param(
        ["@Foo:", "Errors:", "    - One", "    - Two"],
        ["tag Errors: 4 - One | 4 - Two"],
        id="tag over lines",
    ),
    pytest.param(
        ["@Foo:", "Returns: one", "         two", "Since: 1.0"],
        ["tag Returns:+ 9 one | 9 two", "tag Since:+ 7 1.0"],
        id="tag aligned as until 8.0",
    ),
    pytest.param(
        ["@Foo:", "TODO: later", "Note: a", "Notes: b", "Example:", "Examples:"],
        [
            "tag TODO:+ 6 later",
            "tag Note:+ 6 a",
            "tag Notes:+ 7 b",
            "tag Example:",
            "tag Examples:",
        ],
        id="all tags",
    ),
    pytest.param(
        ["@Foo:", "Returned: x", "returns: y", "  Since: 1.0", "Since:: z"],
        ["text: Returned: x | returns: y | 2 Since: 1.0 | Since:: z"],
        id="what is no tag",
    ),
    pytest.param(["@Foo:", "Since 1.1"], ["tag Since:+ 6 1.1"], id="since without a colon"),
    pytest.param(["@Foo:", "Since 1.1.2"], ["tag Since:+ 6 1.1.2"], id="since of an update"),
    pytest.param(
        ["@Foo:", "Since then it has 1.1"],
        ["text: Since then it has 1.1"],
        id="since as a word",
    ),
    pytest.param(
        ["@Foo:", "@a: x", "", "Features:", "@f: one", "@g:", "    two", "", "Since: 1.0"],
        [
            "member a:+ 4 x",
            "features Features:",
            "feature f:+ 4 one",
            "feature g: 4 two",
            "tag Since:+ 7 1.0",
        ],
        id="features",
    ),
    pytest.param(
        ["@Foo:", "Features:", "@f: x", "Since: 1.0", "@a: y"],
        ["features Features:", "feature f:+ 4 x", "tag Since:+ 7 1.0", "member a:+ 4 y"],
        id="a tag ends features",
    ),
    pytest.param(
        ["@Foo:", "Features:", "@f: x", "", "Text.", "", "@a: y"],
        ["features Features:", "feature f:+ 4 x", "text: Text.", "member a:+ 4 y"],
        id="text ends features",
    ),
    pytest.param(["@Foo:", "Features: x"], ["text: Features: x"], id="features with text are none"),
    pytest.param(
        ["@Foo:", "See::", "", "  -> {}", "", "    <- {}", "", "Text."],
        ["text: See:: | - | $2 -> {} | - | $4 <- {} | - | Text."],
        id="literal block",
    ),
    pytest.param(
        ["@Foo:", "See::", "  -> {}"],
        ["text: See:: | 2 -> {}"],
        id="a literal block needs a blank line",
    ),
    pytest.param(
        ["@Foo:", "See::", "", "@a: x"],
        ["text: See::", "member a:+ 4 x"],
        id="no literal block without indentation",
    ),
    pytest.param(
        ["@Foo:", "See::", "", "    @a: x", "    Since: 1.0", "    .. note:: y", "    = z"],
        ["text: See:: | - | $4 @a: x | $4 Since: 1.0 | $4 .. note:: y | $4 = z"],
        id="a literal block is not looked into",
    ),
    pytest.param(
        ["@Foo:", "@a: See::", "", "        -> {}", "", "    Text."],
        ["member a:+ 4 See:: | - | $8 -> {} | - | 4 Text."],
        id="literal block of a member",
    ),
    pytest.param(
        ["@Foo:", "", ".. qmp-example::", "", "    -> {}", "    ...", "", "Text."],
        ["text: ! .. qmp-example:: | - | $4 -> {} | $4 ... | - | Text."],
        id="example",
    ),
    pytest.param(
        ["@Foo:", "", ".. qmp-example::", "   :title: x", "", "   -> {}", "", "@a: y"],
        ["text: ! .. qmp-example:: | $3 :title: x | - | $3 -> {}", "member a:+ 4 y"],
        id="example with an option",
    ),
    pytest.param(
        ["@Foo:", "", ".. note:: a", "   b", "", "   c::", "", "     d"],
        ["text: ! .. note:: a | 3 b | - | 3 c:: | - | $5 d"],
        id="a note holds prose",
    ),
    pytest.param(
        ["@Foo:", "", "..code-block::", ".. code block::", "... note::"],
        ["text: ..code-block:: | .. code block:: | ... note::"],
        id="what is no directive",
    ),
    pytest.param(
        ["@Foo:", "", "Example:", "", "-> { 'a': 1 }", "   <- {}", "", "Since: 1.0"],
        ["tag Example: - | $ -> { 'a': 1 } | $3 <- {}", "tag Since:+ 7 1.0"],
        id="old example",
    ),
    pytest.param(
        ["@Foo:", "", "Examples:", "", "1. One::", "", "-> {}", "", "Notes: x", "y"],
        ["tag Examples: - | $ 1. One:: | - | $ -> {}", "tag Notes:+ 7 x | y"],
        id="old examples end with the next tag",
    ),
    pytest.param(
        ["@Foo:", "", "Example: -> {}", "<- {}"],
        ["tag Example:+ $9 -> {} | $ <- {}"],
        id="old example beside its head",
    ),
    pytest.param(["@Foo", "", "Text.", "@a: x"], ["text: Text.", "member a:+ 4 x"], id="no colon"),
    pytest.param(
        ["@Foo: Text.", "@a: x"], ["text:+ 6 Text.", "member a:+ 4 x"], id="text beside the symbol"
    ),
    pytest.param(["Text.", "", "@a: x"], ["text: Text. | - | @a: x"], id="free-form"),
    pytest.param(
        ["= Title", "", "== Section", "Since: 1.0", "", "=no"],
        ["text: = = Title | - | = == Section | Since: 1.0 | - | =no"],
        id="free-form with headings",
    ),
    pytest.param(
        ["See::", "", "  x", "", ".. code-block:: c", "", "   y"],
        ["text: See:: | - | $2 x | - | ! .. code-block:: c | - | $3 y"],
        id="free-form with literal text",
    ),
    pytest.param([], [], id="nothing"),
    pytest.param(["", ""], [], id="blank lines"),
    pytest.param(
        ["@Foo:", "\u65e5\u672c\u00a0x \t", "@\u00e9: y"],
        ["text: \u65e5\u672c\u00a0x", "member \u00e9:+ 4 y"],
        id="beyond ASCII",
    ),
]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("lines, expected", SECTIONS)
def test_sections(lines, expected, ending):
    text = block(*lines).replace("\n", ending)
    (doc,) = docs_of(text)
    assert written(text, doc) == expected
    assert doc.closed
    assert text[doc.start : doc.end] == text.removesuffix(ending)


@pytest.mark.parametrize(
    "lines, symbol",
    [
        (["@Foo:"], "Foo"),
        (["@foo-bar_x.y:", "", "Text"], "foo-bar_x.y"),
        (["@Foo"], "Foo"),
        (["@Foo: text"], "Foo"),
        (["@:"], ""),
        (["Foo:"], None),
        ([" @Foo:"], None),
        (["Text", "@Foo:"], None),
        ([], None),
    ],
)
def test_symbol(lines, symbol):
    text = block(*lines)
    (doc,) = docs_of(text)
    assert (doc.symbol.value if doc.symbol is not None else None) == symbol
    if doc.symbol is not None:
        assert text[doc.symbol.start : doc.symbol.end] == symbol


def test_names_have_places():
    text = block("@Foo:", "@a: x", "Features:", "@f: y", "Since: 1.0")
    (doc,) = docs_of(text)
    names = [section.name for section in doc.sections]
    assert [text[n.start : n.end] for n in names if n] == ["a", "Features", "f", "Since"]
    first = doc.sections[0]
    assert text[first.start : first.end] == "@a: x"
    assert doc.sections[1].kind is SectionKind.FEATURES


# --- blocks that are not as they should be -----------------------------------------------------


@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param("##\n# @A:\n", [("A", False)], id="end of file"),
        pytest.param("##\n# @A:\n#\n# x\n\n{ 'enum': 'A' }\n", [("A", False)], id="open"),
        pytest.param(
            "##\n# @A:\n\n{ 'enum': 'A' }\n\n##\n# @B:\n##\n",
            [("A", False), ("B", True)],
            id="open, then another",
        ),
        pytest.param(
            "##\n# @A:\n# x\n\n##\n# @B:\n# y\n##\n",
            [("A", False), ("B", True)],
            id="open, then another at once",
        ),
        pytest.param("##\n# @A:\n\n# x\n##\n{}", [("A", True)], id="a line without a hash"),
        pytest.param("##\n# @A:\n   \n\n# x\n##\n", [("A", True)], id="lines without a hash"),
        pytest.param("##\n# @A:\n##\n##\n# @B:\n##", [("A", True), ("B", True)], id="in a row"),
        pytest.param("##\n# @A:\n##\n# @B:\n##\n", [("A", True), (None, False)], id="one too few"),
        pytest.param("  ##\n  # @A:\n  ##\n", [("A", True)], id="indented"),
        pytest.param("##  \n# @A:\n##\t\n", [("A", True)], id="blanks behind"),
        pytest.param("{} ##\n# @A:\n##\n", [("A", True)], id="behind an expression"),
        pytest.param("## junk\n# @A:\n##\n", [("A", True)], id="junk"),
        pytest.param("##\n#@A:\n##\n", [(None, True)], id="no blank"),
        pytest.param("###\n# x\n###\n{}", [(None, False)], id="banner"),
        pytest.param("# x\n\n#\n", [], id="comments"),
    ],
)
def test_blocks(text, expected):
    for ending in ("\n", "\r\n"):
        docs = docs_of(text.replace("\n", ending))
        assert [(d.symbol.value if d.symbol else None, d.closed) for d in docs] == expected


def test_a_line_without_a_hash_says_nothing():
    text = "##\n# @A:\n\n# Text\n\n# more.\n  # Indented.\n##\n"
    (doc,) = docs_of(text)
    assert written(text, doc) == ["text: Text | more. | Indented."]
    assert not tree_of(text).problems


PROBLEMS = [
    ("##\n# @A:\n{ 'enum': 'A' }", "comment", "3:1", "not closed"),
    ("##\n# Text.\n", "comment", "2:1", "not closed"),
    ("##\n# Text.\n## no\n", "comment", "3:1", "starts with '##' but does not close it"),
    ("##\n# Text.\n## \n", "comment", "3:3", "remove the blanks"),
    ("## \n# Text.\n##\n", "comment", "1:3", "remove the blanks"),
    ("## x\n# @A:\n##\n", "comment", "1:3", "opens with a line of '##' alone"),
    ("##\n#@A:\n##\n", "comment", "2:1", "put a blank between '#' and the text"),
    ("##\n# @A:\n#\ttext\n##\n", "comment", "3:1", "put a blank between '#' and the text"),
    ("##\n# @A:\n##text\n##\n", "comment", "3:1", "starts with '##' but does not close it"),
    ("##\n# @A:\n# @:\n##\n", "comment", "3:3", "there is no name between '@' and ':'"),
    ("##\n# @A\n##\n", "symbol", "2:3", "put a colon after '@A'"),
    ("##\n# @A: x\n##\n", "symbol", "2:7", "begin the text on the line below '@A:'"),
    ("##\n# @:\n##\n", "symbol", "2:3", "there is no name after '@'"),
    ("##\n# @A b:\n##\n", "symbol", "2:3", "'@A b' is no name"),
    ("##\n# @A:\n# @b c: x\n##\n", "comment", "3:3", "a paragraph that begins with '@b c:'"),
]


@pytest.mark.parametrize("text, kind, at, message", PROBLEMS)
def test_problems(text, kind, at, message):
    source = Source("schema.json", text)
    found = [p for p in read(source).problems if p.kind.value == f"language-doc-{kind}"]
    assert found, f"nothing is said of {text!r}"
    place = source.position(found[0].span.start)
    assert f"{place.line}:{place.column}" == at
    assert message in found[0].message
    assert found[0].usage is not None, "QEMU's first releases had free text"


ODD = {"no colon", "text beside the symbol", "prose that begins with a name"}


@pytest.mark.parametrize("lines, expected", [row for row in SECTIONS if row.id not in ODD])
def test_good_blocks_have_no_problems(lines, expected):
    assert not tree_of(block(*lines)).problems
