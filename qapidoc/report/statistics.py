"""How many findings each rule has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from qapidoc.engine.result import Result
from qapidoc.findings import Finding, Severity

VERSION = 1


class Count(msgspec.Struct, frozen=True):
    """The findings of one rule: how many there are, and for how many there is a fix."""

    code: str
    rule: str
    severity: Severity
    findings: int
    fixable: int
    """Of these, so many have a fix."""
    safe: int
    """Of the fixes, so many are safe."""


def count(result: Result) -> Sequence[Count]:
    """Count the findings of each rule, the most frequent first."""
    found: Counter[str] = Counter()
    fixable: Counter[str] = Counter()
    safe: Counter[str] = Counter()
    example: dict[str, Finding] = {}
    for finding in result.findings:
        example.setdefault(finding.rule, finding)
        found[finding.rule] += 1
        fixable[finding.rule] += finding.fix is not None
        safe[finding.rule] += finding.fix is not None and finding.fix.applicability == "safe"
    counts = (
        Count(one.code, rule, one.severity, found[rule], fixable[rule], safe[rule])
        for rule, one in example.items()
    )
    return sorted(counts, key=lambda each: (-each.findings, each.code))


def rows(result: Result) -> Iterator[str]:
    """Give a line for each rule: how many, code, name, and how many of them can be fixed."""
    counts = count(result)
    digits = max((len(str(each.findings)) for each in counts), default=0)
    width = max((len(each.rule) for each in counts), default=0)
    for each in counts:
        row = f"{each.findings:>{digits}}  {each.code}  {each.rule:{width}}  {_fixable(each)}"
        yield row.rstrip()


def _fixable(each: Count) -> str:
    if not each.fixable:
        return ""
    unsafe = each.fixable - each.safe
    return f"[{each.fixable} fixable{f', {unsafe} unsafely' if unsafe else ''}]"


def document(result: Result) -> Iterator[str]:
    """Give the counts as one JSON document."""
    from qapidoc.report.documents import json_document

    counts = count(result)
    yield json_document(
        {
            "version": VERSION,
            "findings": sum(each.findings for each in counts),
            "rules": [msgspec.to_builtins(each) for each in counts],
        }
    )
