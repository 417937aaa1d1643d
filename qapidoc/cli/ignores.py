"""What `qapidoc lint` writes into schemas so that findings are ignored."""

from __future__ import annotations

from pathlib import Path

import click

from qapidoc.cli.failure import fail, failures, note
from qapidoc.cli.options import together
from qapidoc.cli.session import Session
from qapidoc.engine.result import Result
from qapidoc.findings import Finding, counted
from qapidoc.writing import write_whole

ignore_options = together(
    click.option("--add-ignores", is_flag=True, help="Write comments that suppress all findings."),
    click.option("--reason", metavar="TEXT", help="What those comments give as reason."),
)
"""The options that write comments."""


def write_ignores(session: Session, result: Result, reason: str) -> None:
    """Write comments that suppress all findings into the files.

    All texts are worked out before the first is written.
    """
    from qapidoc.engine.adding import AddingError, with_ignores
    from qapidoc.syntax.reader import read

    workspace = session.workspace()
    reason = " ".join(reason.split())
    if not reason.isprintable():
        fail("--reason: holds characters that do not show")
    by_path: dict[str, list[Finding]] = {}
    for finding in result.findings:
        by_path.setdefault(finding.path, []).append(finding)
    texts: dict[Path, bytes] = {}
    with failures(AddingError):
        for path, findings in by_path.items():
            file = workspace.located(path)
            if file in session.texts:
                fail("--add-ignores: writes files, and standard input is none; name the file")
            source = result.sources[path]
            texts[file] = with_ignores(source, read(source), findings, reason).encoded()
        for file, data in texts.items():
            write_whole(file, data, expected=workspace.data(file))
    told = f"{counted(len(result.findings), 'finding')} ignored in {counted(len(texts), 'file')}"
    note(told if result.findings else "there is nothing to ignore")
