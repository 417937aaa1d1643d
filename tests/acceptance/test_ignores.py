"""QEMU's front end accepts the comments that `--add-ignores` writes, and reads the same schema."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.acceptance

ROOTS = ("qapi", "qga", "storage-daemon/qapi")

ENTITIES = """\
import sys
from qapi.schema import QAPISchema
for entity in QAPISchema(sys.argv[1])._entity_list:
    print(type(entity).__name__, getattr(entity, 'name', 'without a name'))
"""


def entities(tree: Path, root: Path) -> str:
    """Give the kinds and names of all that QEMU's front end reads in a schema."""
    result = subprocess.run(
        [sys.executable, "-c", ENTITIES, root],
        env={"PYTHONPATH": str(tree / "scripts")},
        capture_output=True,
        check=True,
        text=True,
    )
    return result.stdout


def lint(checkout: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "qapidoc", "lint", *arguments],
        env={"PYTHONPATH": str(checkout)},
        capture_output=True,
        check=False,
        text=True,
    )


def test_the_schemas_of_a_tree_with_ignores(checkout, qemu_tree, tmp_path):
    for folder in ("qapi", "qga", "storage-daemon"):
        shutil.copytree(qemu_tree / folder, tmp_path / folder)
    shutil.copy(qemu_tree / "VERSION", tmp_path)
    before = json.loads(lint(checkout, "--output-format", "json", tmp_path).stdout)
    assert before["findings"]
    added = lint(checkout, "--add-ignores", tmp_path)
    assert (added.returncode, added.stdout) == (0, "")
    after = lint(checkout, tmp_path)
    assert (after.returncode, after.stdout) == (0, "")
    for folder in ROOTS:
        root = Path(folder) / "qapi-schema.json"
        text = (tmp_path / root).read_text("utf-8")
        assert entities(qemu_tree, tmp_path / root) == entities(qemu_tree, qemu_tree / root), text
