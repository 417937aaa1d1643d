"""Comments that suppress findings, added to a text."""

from __future__ import annotations

import pytest

from qapidoc.engine.adding import AddingError, with_ignores
from qapidoc.findings import Finding
from qapidoc.source import Source, Span
from qapidoc.syntax.reader import read

PUMP = "{ 'command': 'pump' }\n"
DOC = "##\n# @pump:\n##\n"


def added(text: str, *places: tuple[int, str], reason: str = "") -> str:
    """Suppress findings, each with its offset and its rule."""
    source = Source("a.json", text)
    findings = [Finding("a.json", Span(at, at + 1), "told", rule=rule) for at, rule in places]
    return with_ignores(source, read(source), findings, reason).text


@pytest.mark.parametrize(
    "before, marked, expected",
    [
        (PUMP, "pump", "# qapidoc: ignore[x]\n{PUMP}"),
        (DOC + PUMP, "{", "# qapidoc: ignore[x]\n{DOC}{PUMP}"),
        (DOC + PUMP, "@pump", "# qapidoc: ignore[x]\n{DOC}{PUMP}"),
        ("# Text.\n" + PUMP, "Text", "# Text.\n# qapidoc: ignore-file[x]\n{PUMP}"),
        ("# A\n\n# Text.\n" + PUMP, "Text", "# A\n# qapidoc: ignore-file[x]\n\n# Text.\n{PUMP}"),
        (PUMP + "# Text.\n", "Text", "# qapidoc: ignore-file[x]\n{PUMP}# Text.\n"),
        ("# Text.", "Text", "# Text.\n# qapidoc: ignore-file[x]\n"),
        ("\ufeff# Text.\n", "Text", "\ufeff# Text.\n# qapidoc: ignore-file[x]\n"),
        ("\ufeff" + PUMP, "pump", "\ufeff# qapidoc: ignore[x]\n{PUMP}"),
        ("\ufeff" + PUMP, "\ufeff", "\ufeff# qapidoc: ignore-file[x]\n{PUMP}"),
        ("  " + PUMP, "pump", "  # qapidoc: ignore[x]\n  {PUMP}"),
        ("\r\n" + PUMP, "pump", "\r\n# qapidoc: ignore[x]\r\n{PUMP}"),
        ("\r" + PUMP, "pump", "\r# qapidoc: ignore[x]\r{PUMP}"),
        ("{ 'a': 'b' } " + PUMP, "pump", "{ 'a': 'b' } \n# qapidoc: ignore[x]\n{PUMP}"),
        ("{ 'a': 'b' }" + DOC, "@pump", "{ 'a': 'b' }\n# qapidoc: ignore[x]\n{DOC}"),
        (
            "# qapidoc: ignore[y] why\n" + PUMP,
            "pump",
            "# qapidoc: ignore[y, x] why\n{PUMP}",
        ),
        (
            f"{DOC}# qapidoc: ignore[ y ]\n{PUMP}",
            "@pump",
            "{DOC}# qapidoc: ignore[ y, x ]\n{PUMP}",
        ),
        (
            "# qapidoc: ignore-file[y]\n\n# Text.\n" + PUMP,
            "Text",
            "# qapidoc: ignore-file[y, x]\n\n# Text.\n{PUMP}",
        ),
        ("{ 'a' \udcff", "'a'", "# qapidoc: ignore[x]\n{ 'a' \udcff"),
    ],
)
def test_places(before, marked, expected):
    after = added(before, (before.index(marked), "x"))
    assert after == expected.replace("{PUMP}", PUMP).replace("{DOC}", DOC)


def test_one_comment_has_all_rules_of_a_definition():
    text = added(DOC + PUMP, (0, "b"), (20, "a"), (3, "b"), reason="for now")
    assert text == f"# qapidoc: ignore[a, b] for now\n{DOC}{PUMP}"


def test_several_places():
    text = f"# Text.\n{DOC}{PUMP}\n{PUMP}"
    last = text.rindex("{")
    assert added(text, (last, "c"), (2, "a"), (10, "b")) == (
        f"# Text.\n# qapidoc: ignore-file[a]\n# qapidoc: ignore[b]\n{DOC}{PUMP}\n"
        f"# qapidoc: ignore[c]\n{PUMP}"
    )


def test_a_doc_comment_that_would_take_the_comment_for_its_own():
    text = "##\n# Not closed.\n" + PUMP
    with pytest.raises(AddingError, match=r"a\.json: .* by hand"):
        added(text, (text.index("{"), "x"))
