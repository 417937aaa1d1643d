"""Strategies for the files of a schema: definitions as text, with blanks and comments between."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hypothesis import strategies as st

from tests.generated.comments import Lines, comments, free_form
from tests.generated.definitions import Expression, definitions

BLANKS = (" ", " ", "", "\n", "\t", "  # a comment { ' }\n", "\n\n", "\f", "\n#\n", " \v")
ROOT = "schema.json"


class Generated(dict[str, str]):
    """The files of a valid schema, root first, and the expressions that are in them."""

    def __init__(self, files: Mapping[str, str], expressions: list[Expression]) -> None:
        super().__init__(files)
        self.expressions = expressions


def tokens(value: Any) -> Iterator[str]:
    """Write an expression, token by token."""
    match value:
        case dict():
            yield "{"
            for index, (key, inner) in enumerate(value.items()):
                yield from (",",) if index else ()
                yield f"'{key}'"
                yield ":"
                yield from tokens(inner)
            yield "}"
        case list():
            yield "["
            for index, inner in enumerate(value):
                yield from (",",) if index else ()
                yield from tokens(inner)
            yield "]"
        case bool():
            yield "true" if value else "false"
        case _:
            yield f"'{value}'"


@st.composite
def expressions(draw: st.DrawFn, expression: Expression) -> str:
    """Write an expression with blanks here and there."""
    blanks = draw(st.lists(st.sampled_from(BLANKS), min_size=1, max_size=5))
    written = list(tokens(expression))
    return "".join(
        token + (blanks[index % len(blanks)] if index + 1 < len(written) else "\n")
        for index, token in enumerate(written)
    )


def block(lines: Lines) -> str:
    """Write a doc comment."""
    return "".join(["##\n", *(f"# {line}".rstrip() + "\n" for line in lines), "##\n"])


@st.composite
def _definition(draw: st.DrawFn, expression: Expression, *, documented: bool) -> str:
    """Write a definition with or without doc comment, and perhaps a free-form one before that."""
    gap = draw(st.sampled_from(["", "\n", "# not a doc comment\n"]))
    comment = ""
    if documented or draw(st.booleans()):
        before = block(draw(free_form())) if draw(st.integers(0, 7)) == 0 else ""
        comment = before + gap + block(draw(comments(expression)))
    return gap + comment + draw(expressions(expression)) + gap


@st.composite
def schemas(draw: st.DrawFn) -> Generated:
    """Give a valid schema: a file, or several that include each other."""
    made, exceptions = draw(definitions())
    documented = draw(st.booleans())
    pragma: Expression = {name: sorted(set(names)) for name, names in exceptions.items()}
    if documented:
        pragma["doc-required"] = True
    written = [draw(_definition(expression, documented=documented)) for expression in made]
    cuts = sorted(draw(st.lists(st.integers(0, len(written)), max_size=2)))
    parts = [written[a:b] for a, b in zip([0, *cuts], [*cuts, len(written)], strict=True)]
    files: dict[str, str] = {}
    included: list[str] = []
    for number, part in enumerate(parts[1:], 1):
        name = draw(st.sampled_from(["", "sub/"])) + f"part-{number}.json"
        up = "../" if name.startswith("sub/") else ""
        again = [f"{{ 'include': '{up}{other}' }}\n" for other in included if draw(st.booleans())]
        files[name] = "".join((*again, *part))
        included.append(name)
    head = [draw(expressions({"pragma": pragma}))] if draw(st.booleans()) or pragma else []
    includes = [draw(expressions({"include": name})) for name in included]
    files = {ROOT: "".join((*head, *includes, *parts[0])), **files}
    end = draw(st.sampled_from(["\n", "\n", "\n", "\r\n", "\r"]))
    ended = {name: text.replace("\n", end) for name, text in files.items()}
    return Generated(ended, list(made))
