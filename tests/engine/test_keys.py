"""Findings keep their keys when lines, files and blanks change."""

from __future__ import annotations

from qapidoc.engine.keys import finding_key
from qapidoc.findings import Finding
from qapidoc.source import Span


def test_place_and_file_do_not_count():
    before = Finding("a.json", Span(0, 4), "'x' includes this file, by qapi/a.json → b.json", "D")
    after = Finding("z.json", Span(9, 9), "'x' includes this  file, by c.json → d/b.json", "D")
    assert finding_key(before) == finding_key(after)


def test_definition_member_rule_and_message_count():
    span = Span(0, 4)
    findings = [
        Finding("a.json", span, "wrong", "D", "m", rule="r-one"),
        Finding("a.json", span, "wrong", "E", "m", rule="r-one"),
        Finding("a.json", span, "wrong", "D", "n", rule="r-one"),
        Finding("a.json", span, "wrong", "D", "m", rule="r-two"),
        Finding("a.json", span, "bad", "D", "m", rule="r-one"),
    ]
    assert len({finding_key(finding) for finding in findings}) == len(findings)
