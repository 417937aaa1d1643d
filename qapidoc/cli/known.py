"""What `qapidoc lint` does about findings that are known, or are to be: baseline and comments."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
import msgspec

from qapidoc.cli.failure import fail, failures
from qapidoc.config import Config
from qapidoc.engine.result import Result
from qapidoc.findings import Finding
from qapidoc.report import places
from qapidoc.rules.rule import Rule
from qapidoc.schema.workspace import Workspace


def baseline_file(option: Path | None, written: str | None, config: Config) -> Path | None:
    """Give the baseline that options or settings name.

    `written` is what ``--write-baseline`` names, empty if it stands alone.
    """
    if written:
        return Path(written).absolute()
    if option is not None:
        return option.absolute()
    if config.baseline is not None:
        return (config.folder or Path.cwd()) / config.baseline
    if written is not None:
        fail("--write-baseline: name a file, or set 'baseline' in the configuration")
    return None


def without_known(
    result: Result, file: Path, write: bool, rules: Sequence[Rule], workspace: Workspace
) -> Result:
    """Leave out the findings in the baseline `file`, and say what is gone.

    With `write`, the file is made of all findings if it is not there; if it is, what is gone is
    taken out of it.
    """
    from qapidoc.engine import baseline

    shown = workspace.shown(file)
    folder = file.resolve().parent
    locate = baseline.relative_to(folder, workspace.folder)
    with failures(baseline.BaselineError):
        if not file.exists() and not file.is_symlink():
            if not write:
                fail(f"{shown}: there is no such baseline; '--write-baseline={shown}' writes it")
            entries = [baseline.entry_of(finding, locate) for finding in result.findings]
            _write(file, baseline.baseline_bytes(entries))
            _tell(f"{shown}: {_findings(len(entries))} written")
            return msgspec.structs.replace(result, findings=())
        before = baseline.read_baseline(file, shown)
        compared = baseline.compare(result.findings, before, locate)
        coverage = baseline.Coverage(
            frozenset(rule.name for rule in rules),
            frozenset(locate(path) for path in result.shown),
            lambda path: _exists(folder / path),
            lambda: _defined_out_of_sight(result, workspace),
        )
        gone = baseline.gone(compared.missing, before, coverage)
        number = sum(entry.count for entry in gone)
        if write:
            kept = [baseline.entry_of(finding, locate) for finding in compared.known]
            data = baseline.baseline_bytes([*kept, *(e for e in compared.missing if e not in gone)])
            if data != file.read_bytes():
                _write(file, data)
            left = sum(entry.count for entry in before) - number
            _tell(f"{shown}: {_findings(number)} taken out, {left} left")
        elif number:
            are = "is" if number == 1 else "are"
            _tell(f"{shown}: {_findings(number)} in it {are} gone; --write-baseline takes out such")
    return msgspec.structs.replace(result, findings=compared.new)


def write_ignores(result: Result, reason: str, workspace: Workspace) -> None:
    """Write comments that suppress all findings into the files.

    All texts are worked out before the first is written.
    """
    from qapidoc.engine.adding import AddingError, with_ignores

    reason = " ".join(reason.split())
    if not reason.isprintable():
        fail("--reason: holds characters that do not show")
    by_path: dict[str, list[Finding]] = {}
    for finding in result.findings:
        by_path.setdefault(finding.path, []).append(finding)
    texts: dict[Path, bytes] = {}
    with failures(AddingError):
        for path, findings in by_path.items():
            file = (workspace.folder / path).resolve()
            if file in workspace.texts:
                fail("--add-ignores: writes files, and standard input is none; name the file")
            tree = workspace.module(file).tree
            texts[file] = with_ignores(result.sources[path], tree, findings, reason).encoded()
        for file, data in texts.items():
            _write(file, data)
    files = f"{len(texts)} file{'s' if len(texts) != 1 else ''}"
    number = len(result.findings)
    _tell(f"{_findings(number)} ignored in {files}" if number else "there is nothing to ignore")


def _defined_out_of_sight(result: Result, workspace: Workspace) -> frozenset[str]:
    """Give the names of definitions in files that were read, but are not shown."""
    return frozenset(
        definition.name
        for path in result.sources
        if path not in result.shown
        for definition in workspace.module((workspace.folder / path).resolve()).definitions
    )


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # as with a name that is too long
        return False


def _findings(number: int) -> str:
    return f"{number} finding{'s' if number != 1 else ''}"


def _tell(message: str) -> None:
    click.echo(f"qapidoc: {places.shown(message)}", err=True)


def _write(file: Path, data: bytes) -> None:
    from qapidoc.writing import write_whole

    write_whole(file, data)
