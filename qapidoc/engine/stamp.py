"""What the engine writes on a finding: which rule it is of, and how bad."""

from __future__ import annotations

import msgspec

from qapidoc.findings import Finding
from qapidoc.rules.rule import Rule


def stamp(finding: Finding, rule: Rule) -> Finding:
    """Give a finding with what its rule is."""
    return msgspec.structs.replace(
        finding,
        rule=rule.name,
        code=rule.code,
        severity=rule.severity,
        confidence=rule.confidence,
    )
