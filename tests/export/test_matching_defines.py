"""Lists of defined names."""

from __future__ import annotations

import pytest

from qapidoc.export.defines import DefinesError, match_lines, read_defines
from qapidoc.export.matching import Match
from qapidoc.export.solving import Solution


@pytest.mark.parametrize(
    "text, names",
    [
        ("", ""),
        ("CONFIG_A\n  CONFIG_B \r\n", "CONFIG_A CONFIG_B"),
        ('#define A\n#define B 1\n# define C "x"\n#define D(x) x\n', "A B C D"),
        ("#define A\n#undef A\n#undef B\n", ""),
        ("#undef A\n#define A 0\n", "A"),
        ("/* #define A */\n#define B /* why */ 1\n// #define C\n", "B"),
        ("/*\n#define A\n*/ B\n/* open\nC", "B"),
        ("#ifndef CONFIG_H\n#define CONFIG_H\n#include <x.h>\n#endif\n#\n", "CONFIG_H"),
        ("# CONFIG_X is not set\n", ""),
    ],
)
def test_names(text, names):
    assert read_defines(text) == set(names.split())


def test_a_list_goes_on_from_another():
    assert read_defines("#undef A\nC\n", frozenset("AB")) == {"B", "C"}


@pytest.mark.parametrize(
    "text, line",
    [("A\nCONFIG_X=y\n", 2), ("{ 'a': 1 }", 1), ("/*\n\n*/ one two", 3), ("9LIVES", 1)],
)
def test_other_lines_are_errors(text, line):
    with pytest.raises(DefinesError, match=f"^{line}: "):
        read_defines(text)


def test_what_is_matched_can_be_read_again():
    solution = Solution(frozenset("AC"), frozenset("A"), frozenset("B"))
    lines = list(match_lines(Match(("A", "B", "C", "D", "X > 3"), solution, ())))
    assert lines == [
        "#define A",
        "#undef B",
        "#define C /* free */",
        "#undef D /* free */",
        "/* undef: X > 3 /* free */ */",
    ]
