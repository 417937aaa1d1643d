"""What the findings of a report are known by when the next report comes."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from qapidoc.engine.keys import Key, finding_key
from qapidoc.findings import Finding


def ordinals(findings: Iterable[Finding]) -> Iterator[tuple[Finding, Key, int]]:
    """Give each finding with its key, and its number among those of that key, from 0."""
    seen: Counter[Key] = Counter()
    for finding in findings:
        key = finding_key(finding)
        yield finding, key, seen[key]
        seen[key] += 1


def fingerprints(findings: Iterable[Finding]) -> Iterator[tuple[Finding, str]]:
    """Give each finding with 32 hexadecimal digits that no other of `findings` has.

    They are made of what the finding is about, and so stay when lines shift.
    """
    for finding, key, ordinal in ordinals(findings):
        known = ascii((key.definition, key.member, key.rule, key.message, ordinal))
        yield finding, hashlib.sha256(known.encode()).hexdigest()[:32]
