"""The releases that a rule's page, or a folder beside a case, tells of."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import msgspec

from qapidoc.config import Config
from qapidoc.rules.rule import Rule

_BEFORE = re.compile(r"^Before::\n\n((?: {4}[^\n]*\n|\n)+)", re.MULTILINE)
_RELEASE = re.compile(r"# release: (\S+)")


ALONE = ("/tests/rules/",)
"""What a case does not have around it: the other cases."""


def with_page(config: Config, rule: Rule, folder: Path) -> Config:
    """Put the schemas below ``Before::`` into releases in `folder`, and take these for history.

    The first line of each names its release: ``# release: 9.0.0``.
    """
    releases = folder / "releases"
    for block in _BEFORE.findall(rule.manual + "\n"):
        text = inspect.cleandoc(block) + "\n"
        match = _RELEASE.match(text)
        assert match is not None
        path = releases / match[1] / "schema.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return with_folder(config, releases)


def with_folder(config: Config, releases: Path) -> Config:
    """Take releases in a folder for the history, if it is there; else there is none."""
    history = str(releases) if releases.is_dir() else "off"
    return msgspec.structs.replace(config, history=history)
