"""What findings are known by between reports."""

from __future__ import annotations

import msgspec

from qapidoc.report.fingerprints import fingerprints
from qapidoc.source import Span


def given(*findings):
    """Give the fingerprints alone."""
    return [fingerprint for _, fingerprint in fingerprints(findings)]


def test_they_stay_when_lines_shift_and_files_move(finding):
    found = finding("go", definition="go")
    moved = msgspec.structs.replace(found, span=Span(90, 95), exact=Span(92, 93), path="new.json")
    assert given(found) == given(moved)


def test_what_a_finding_is_about_makes_a_difference(finding):
    kinds = [
        finding("go"),
        finding("go", "another"),
        finding("go", rule="other-rule"),
        finding("go", definition="go"),
        finding("go", definition="go", member="b"),
    ]
    assert len({given(kind)[0] for kind in kinds}) == len(kinds)


def test_findings_with_one_key_are_told_apart_by_their_number(finding):
    twice = given(finding("go"), finding("'b'"), finding("comment"))
    assert len(set(twice)) == 3
    assert given(finding("comment"), finding("go")) == twice[:2]


def test_their_form(finding):
    """Forges keep them, so that a change of what they are made of shows as new findings."""
    assert given(finding("go", "\udcff", definition="go")) == ["662708808298ce714117a5de13e65f7e"]
