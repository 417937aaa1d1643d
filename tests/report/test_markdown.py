"""Manual pages as Markdown."""

from __future__ import annotations

import re

import pytest

from qapidoc.report.markdown import markdown
from qapidoc.rules.registry import RULES


def test_a_page():
    page = "It holds ``a``, see :ref:`by-release`.\n\nBad::\n\n    # ``b``::\n\nGood::\n\n    c"
    assert markdown(page) == (
        "It holds `a`, see by-release.\n\nBad:\n\n    # ``b``::\n\nGood:\n\n    c"
    )


def test_a_reference_with_a_title():
    assert markdown("see :doc:`the table <language>`") == "see the table"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_no_page_has_markup_that_is_left(rule):
    prose = [line for line in markdown(rule.manual).splitlines() if not line.startswith("    ")]
    assert [
        line for line in prose if re.search(r"``(?! `| |$|\W)|(?<![\w`]):\w+:`|::$", line)
    ] == []
