"""What the rules that are on by default find in two releases of QEMU, so that a change shows."""

from __future__ import annotations

import json
import os

import pytest
from click.testing import CliRunner

from qapidoc.cli import main


@pytest.mark.parametrize("release", ["9.1.0", "10.2.2"])
def test_findings_of_the_default_set_are_as_before(checkout, corpus, monkeypatch, release):
    """QAPIDOC_UPDATE_SNAPSHOTS=1 writes them anew: rule, place, definition and member."""
    monkeypatch.chdir(corpus / "releases" / release)
    result = CliRunner().invoke(main, ["lint", "--no-cache", "--output-format", "json", "."])
    lines = "".join(
        "{path}:{line}: {rule} {name}\n".format(
            **found, name=".".join(filter(None, (found["definition"], found["member"])))
        )
        for found in json.loads(result.stdout)["findings"]
    )
    snapshot = checkout / "tests" / "snapshots" / f"default-{release}.txt"
    if os.environ.get("QAPIDOC_UPDATE_SNAPSHOTS"):
        snapshot.write_text(lines, "utf-8")
    assert lines == snapshot.read_text("utf-8")
