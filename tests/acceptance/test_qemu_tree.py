"""The whole tool on a QEMU source tree, and QEMU's front end on the demonstration schema."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.acceptance

ROOTS = (
    "qapi/qapi-schema.json",
    "qga/qapi-schema.json",
    "storage-daemon/qapi/qapi-schema.json",
)


def qapidoc(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "qapidoc", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_front_end_findings_are_none(qemu_tree: Path) -> None:
    result = qapidoc("lint", "--select", "language", *ROOTS, folder=qemu_tree)
    assert (result.returncode, result.stdout) == (0, "")


def test_whole_tree(qemu_tree: Path) -> None:
    result = qapidoc("lint", "--output-format", "json", ".", folder=qemu_tree)
    assert result.returncode in {0, 1}, result.stderr
    document = json.loads(result.stdout)
    wanted = {*ROOTS, "docs/interop/firmware.json", "docs/interop/vhost-user.json"}
    assert set(document["summary"]["schemas"]) == wanted
    keys = [
        (f["path"], f["line"], f["column"], f["rule"], f["message"]) for f in document["findings"]
    ]
    assert len(keys) == len(set(keys))


def test_a_module_shows_its_own_findings_only(qemu_tree: Path) -> None:
    result = qapidoc("lint", "--output-format", "json", "qapi/block-core.json", folder=qemu_tree)
    document = json.loads(result.stdout)
    assert {finding["path"] for finding in document["findings"]} <= {"qapi/block-core.json"}
    assert set(document["summary"]["schemas"]) == {ROOTS[0], ROOTS[2]}


def test_site(qemu_tree: Path, tmp_path: Path) -> None:
    result = qapidoc("site", *ROOTS, "-o", str(tmp_path / "site"), folder=qemu_tree)
    assert result.returncode == 0, result.stderr
    assert "warning" not in result.stderr.lower()
    page = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert "QMP" in page


def test_front_end_accepts_the_demonstration_schema(
    qemu_tree: Path, checkout: Path, tmp_path: Path
) -> None:
    subprocess.run(
        [
            sys.executable,
            str(qemu_tree / "scripts" / "qapi-gen.py"),
            "-o",
            str(tmp_path),
            str(checkout / "docs" / "demo" / "qapi" / "schema.json"),
        ],
        check=True,
    )
