"""Comments that suppress findings: what they name, and what they hold for."""

from __future__ import annotations

import pytest

from qapidoc.source import Source
from qapidoc.syntax.reader import Tree, read

DOC = "##\n# @pump:\n#\n# Text.\n##\n"
PUMP = "{ 'command': 'pump' }\n"
FREE = "##\n# Text.\n##\n"


def tree_of(text: str) -> Tree:
    return read(Source("schema.json", text))


def scopes(text: str) -> list[str | None]:
    """Give the texts that the comments hold for."""
    return [
        text[ignore.scope.start : ignore.scope.end] if ignore.scope is not None else None
        for ignore in tree_of(text).ignores
    ]


@pytest.mark.parametrize(
    "text, expected",
    [
        (f"# qapidoc: ignore[a]\n{DOC}{PUMP}", f"{DOC}{PUMP}".rstrip()),
        (f"{DOC}# qapidoc: ignore[a]\n{PUMP}", f"{DOC}# qapidoc: ignore[a]\n{PUMP}".rstrip()),
        (f"# qapidoc: ignore[a]\n# Why.\n\n\n{PUMP}", PUMP.rstrip()),
        (f"{PUMP}  # qapidoc: ignore[a]\n{DOC}", DOC.rstrip()),
        (f"# qapidoc: ignore[a]\n{FREE}{PUMP}", FREE.rstrip()),
        (f"{FREE}\n# qapidoc: ignore[a]\n{PUMP}", PUMP.rstrip()),
        ("# qapidoc: ignore[a]\n{ 'include': 'x.json' }\n" + PUMP, "{ 'include': 'x.json' }"),
        (f"# Text.\r\n# qapidoc: ignore[a]\r\n{PUMP}", PUMP.rstrip()),
        (f"# Text.\r# qapidoc: ignore[a]\r{PUMP}", PUMP.rstrip()),
        (f"# qapidoc: ignore-file[a]\n{PUMP}", None),
        ("\ufeff# qapidoc: ignore-file[a]", None),
    ],
)
def test_scope(text, expected):
    assert scopes(text) == [expected]
    assert tree_of(text).problems == () or text.startswith("\ufeff")


@pytest.mark.parametrize(
    "inside, names",
    [
        ("since", ["since"]),
        ("since,style", ["since", "style"]),
        (" since , SI001 ", ["since", "SI001"]),
        ("no such", ["no such"]),
    ],
)
def test_names_have_their_places(inside, names):
    text = f"# qapidoc: ignore[{inside}] for a reason\n{PUMP}"
    (ignore,) = tree_of(text).ignores
    assert [name.value for name in ignore.names] == names
    assert [text[name.start : name.end] for name in ignore.names] == names
    assert text[ignore.span.start : ignore.span.end] == text.splitlines()[0]


@pytest.mark.parametrize(
    "comment, right",
    [
        ("#qapidoc: ignore[a]", "# qapidoc: ignore[a]"),
        ("#  qapidoc: ignore[a, b] why", "# qapidoc: ignore[a, b] why"),
        ("# qapidoc:ignore[a]", "# qapidoc: ignore[a]"),
        ("# qapidoc : ignore [a]", "# qapidoc: ignore[a]"),
        ("# QAPIDOC: Ignore-File[a]", "# qapidoc: ignore-file[a]"),
        ("# qapidoc: ignore file[a]", "# qapidoc: ignore-file[a]"),
        ("# qapidoc: ignore[a]why", "# qapidoc: ignore[a] why"),
        ("# qapidoc ignore[a]", "# qapidoc: ignore[a]"),
        ("# qapidoc: ignore: [a]", "# qapidoc: ignore[a]"),
    ],
)
def test_what_is_nearly_right_is_mended(comment, right):
    tree = tree_of(f"{comment}  \n{PUMP}")
    (problem,) = tree.problems
    assert problem.mend == (problem.span, right)
    assert tree.ignores == ()
    assert tree_of(f"{right}\n{PUMP}").problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "# qapidoc is a linter.\n",
        "# qapidoc ignores this [and that].\n",
        "# See qapidoc: ignore[a].\n",
        "{ 'command': 'qapidoc', 'if': 'A' }\n",
        "##\n# Text on qapidoc: ignore[a].\n##\n",
    ],
)
def test_other_comments_are_let_alone(text):
    assert tree_of(text).problems == ()
    assert tree_of(text).ignores == ()


def test_what_cannot_be_read_is_known():
    text = (
        "# qapidoc: ignore-file[a]\n# qapidoc: ignore[a]\n" + PUMP + "# qapidoc: ignore[a]\n{ ,\n"
    )
    assert [ignore.readable for ignore in tree_of(text).ignores] == [False, True, False]
