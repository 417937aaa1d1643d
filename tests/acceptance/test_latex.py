"""The demonstration schema as a PDF."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.acceptance

CONF = """\
project = "Demo"
extensions = ["qapidoc"]
latex_documents = [("index", "demo.tex", "Demo", "The authors", "manual")]
"""

INDEX = """\
Demo
====

.. qapi-doc:: {schema}
   :namespace: QMP
"""


def test_pdf(checkout: Path, tmp_path: Path, program: Callable[[str], str]) -> None:
    source, output = tmp_path / "source", tmp_path / "latex"
    source.mkdir()
    schema = checkout / "docs" / "demo" / "qapi" / "schema.json"
    (source / "conf.py").write_text(CONF, encoding="utf-8")
    (source / "index.rst").write_text(INDEX.format(schema=schema), encoding="utf-8")
    sphinx = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "latex"]
    subprocess.run([*sphinx, str(source), str(output)], check=True)
    latexmk = [program("latexmk"), "-pdf", "-interaction=nonstopmode", "-halt-on-error", "-quiet"]
    subprocess.run([*latexmk, "demo.tex"], cwd=output, check=True, capture_output=True)
    text = subprocess.run(
        [program("pdftotext"), "-layout", "demo.pdf", "-"],
        cwd=output,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    for name in ("disk-attach", "JOB_CHANGED", "DiskSpec", "CpuSelector"):
        assert name in text
