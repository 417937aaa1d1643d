"""What a text says first."""

from __future__ import annotations

import pytest

from qapidoc.sphinxext.render.gist import first_sentence


@pytest.mark.parametrize(
    "words, expected",
    [
        ("Set the speed.  Then wait.", "Set the speed"),
        ("the speed", "the speed"),
        ("the speed.", "the speed"),
        ("the speed; not negative", "the speed"),
        ("one of these: fast, slow", "one of these"),
        ("the speed (default: 7)", "the speed (default: 7)"),
        ("the speed (default: 7); not negative", "the speed (default: 7)"),
        ("a speed, e.g. 7 or more. Or less", "a speed, e.g. 7 or more"),
        ("of release 2.9. `Fan` has it", "of release 2.9"),
        ("( not closed. Never", "( not closed. Never"),
        ("", ""),
    ],
)
def test_first_sentence(words, expected):
    assert first_sentence(words) == expected
