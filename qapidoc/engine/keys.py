"""What a finding is known by when its line, its file and its neighbours have changed."""

from __future__ import annotations

import re

import msgspec

from qapidoc.findings import Finding

_FILE = re.compile(r"[^\s'\"]+\.json\b")


class Key(msgspec.Struct, frozen=True, order=True):
    """What stays of a finding when definitions are moved about and files renamed.

    Several findings can have one key: whoever compares two runs counts them.
    """

    definition: str
    member: str
    rule: str
    message: str


def finding_key(finding: Finding) -> Key:
    """Give the key of a finding: paths in its message, and runs of blanks, do not count."""
    message = " ".join(_FILE.sub("….json", finding.message).split())
    return Key(finding.definition or "", finding.member or "", finding.rule, message)
