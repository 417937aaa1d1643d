"""What fuzzing has found, and that its targets and seeds are fit for more."""

from __future__ import annotations

import pytest

from qapidoc.syntax.tables import GRAMMARS
from tests.fuzzing.seeds import WORDS, write_dictionary, write_seeds
from tests.fuzzing.targets import TARGETS

FOUND = {
    "brackets that are guessed take no place": ("transcript", b'-> { "a": [ 1, 2'),
    "control characters in the name of a file and in a message": (
        "rules",
        b"{ 'include': '\xc2\x9b.json' }\n{ 'command\x7f': '\xe2\x80\xae' }\n",
    ),
}
"""What went wrong with an input, by what is right now: the target and the input."""


def test_each_grammar_is_fuzzed():
    assert set(GRAMMARS) < set(TARGETS)
    assert set(WORDS) == set(TARGETS)


@pytest.mark.parametrize("name", FOUND)
def test_found(name):
    target, data = FOUND[name]
    TARGETS[target](data)


@pytest.mark.parametrize("target", TARGETS)
def test_seeds(target, tmp_path, monkeypatch):
    monkeypatch.delenv("QAPIDOC_CORPUS", raising=False)
    write_dictionary(target, tmp_path / "words")
    assert all(line.isascii() for line in (tmp_path / "words").read_text("utf-8").splitlines())
    count = write_seeds(target, tmp_path / "seeds")
    assert count > 0
    for path in (tmp_path / "seeds").iterdir():
        TARGETS[target](path.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize(
    "data", [b"", b"\n", b"\xff", b"##", b"'", b"{", b"-> {", b"!(", b"\xef\xbb\xbf"]
)
def test_tiny_inputs(target, data):
    TARGETS[target](data)
