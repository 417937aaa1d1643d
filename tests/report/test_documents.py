"""JSON that every reader accepts."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qapidoc.report.documents import holds, json_document


def test_a_document():
    assert json_document({"a": [1, "é"]}) == '{\n  "a": [\n    1,\n    "é"\n  ]\n}'


@given(st.text(st.characters(codec="utf-8")))
def test_text_comes_back(text):
    assert json.loads(json_document([text])) == [text]
    assert holds(text)


@pytest.mark.parametrize("text", ["a\udcff", "\ud800"])
def test_what_json_cannot_hold_is_replaced(text):
    assert not holds(text)
    assert json.loads(json_document([text])) == [text[:-1] + "?"]
