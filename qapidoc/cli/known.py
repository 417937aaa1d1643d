"""What `qapidoc lint` does about findings that are known, or are to be: baseline and comments."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

import click
import msgspec

from qapidoc.cli.failure import fail, failures, note
from qapidoc.cli.session import Session
from qapidoc.config.record import Settings
from qapidoc.engine.result import Result
from qapidoc.findings import Finding
from qapidoc.report.listing import counted
from qapidoc.schema.workspace import Workspace
from qapidoc.writing import write_whole

if TYPE_CHECKING:
    from qapidoc.rules.rule import Rule


Command = TypeVar("Command", bound=Callable[..., None])

_OPTIONS = (
    click.option(
        "--baseline",
        type=click.Path(dir_okay=False),
        help="Show no findings that are in this file.",
    ),
    click.option(
        "--write-baseline",
        is_flag=False,
        flag_value="",
        metavar="[FILE]",
        help="Write the baseline, or take out of it what is gone.",
    ),
    click.option("--add-ignores", is_flag=True, help="Write comments that suppress all findings."),
    click.option("--reason", metavar="TEXT", help="What those comments give as reason."),
)


def known_options(command: Command) -> Command:
    """Give a command the options on findings that are known, or are to be."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


class Known:
    """The baseline that settings or options name, if they name one.

    `written` is what ``--write-baseline`` names, empty if it stands alone.
    """

    def __init__(self, settings: Settings, written: str | None) -> None:
        self.write = written is not None
        self.file = _baseline_file(settings, written)

    def leave_out(self, _session: Session, result: Result, workspace: Workspace) -> Result:
        """Leave out the findings in the baseline, and say nothing."""
        if self.file is None:
            return result
        from qapidoc.engine.baseline import BaselineError, new_findings

        with failures(BaselineError):
            if not _is_there(self.file):
                _fail_without(workspace.shown(self.file))
            findings = new_findings(result.findings, self.file, workspace.folder)
        return msgspec.structs.replace(result, findings=findings)

    def compare(self, session: Session, result: Result, workspace: Workspace) -> Result:
        """Leave out the findings in the baseline, and say what is gone or write it."""
        if self.file is None:
            return result
        rules = session.select().rules
        return _without_known(result, self.file, self.write, rules, workspace)


def _baseline_file(settings: Settings, written: str | None) -> Path | None:
    if written:
        return Path(written).absolute()
    config = settings.config
    if config.baseline is not None:
        given = settings.origin("baseline").kind == "option"
        return (Path.cwd() if given else config.folder or Path.cwd()) / config.baseline
    if written is not None:
        fail("--write-baseline: name a file, or set 'baseline' in the configuration")
    return None


def _is_there(file: Path) -> bool:
    return file.exists() or file.is_symlink()


def _fail_without(shown: str) -> NoReturn:
    fail(f"{shown}: there is no such baseline; '--write-baseline={shown}' writes it")


def _without_known(
    result: Result, file: Path, write: bool, rules: Sequence[Rule], workspace: Workspace
) -> Result:
    """Leave out the findings in the baseline `file`, and say what is gone.

    With `write`, the file is made of all findings if it is not there; if it is, what is gone is
    taken out of it.
    """
    from qapidoc.engine import baseline

    shown = workspace.shown(file)
    folder = Path(os.path.realpath(file)).parent
    locate = baseline.relative_to(folder, workspace.folder)
    with failures(baseline.BaselineError):
        if not _is_there(file):
            if not write:
                _fail_without(shown)
            entries = [baseline.entry_of(finding, locate) for finding in result.findings]
            write_whole(file, baseline.baseline_bytes(entries))
            note(f"{shown}: {counted(len(entries), 'finding')} written")
            return msgspec.structs.replace(result, findings=())
        before = baseline.read_baseline(file, shown)
        compared = baseline.compare(result.findings, before, locate)
        coverage = baseline.Coverage(
            frozenset(rule.name for rule in rules),
            frozenset(locate(path) for path in result.shown),
            lambda path: _exists(folder / path),
            lambda: _out_of_sight(result, workspace),
        )
        gone = baseline.gone(compared.missing, before, coverage)
        number = sum(entry.count for entry in gone)
        if write:
            kept = [baseline.entry_of(finding, locate) for finding in compared.known]
            data = baseline.baseline_bytes([*kept, *(e for e in compared.missing if e not in gone)])
            if data != file.read_bytes():
                write_whole(file, data)
            left = sum(entry.count for entry in before) - number
            note(f"{shown}: {counted(number, 'finding')} taken out, {left} left")
        elif number:
            told = f"{counted(number, 'finding')} in it {'is' if number == 1 else 'are'} gone"
            note(f"{shown}: {told}; --write-baseline takes out such")
    return msgspec.structs.replace(result, findings=compared.new)


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


def _out_of_sight(result: Result, workspace: Workspace) -> frozenset[str]:
    """Give the names of definitions that are not shown, or may be in what could not be read."""
    names = set[str]()
    for path in result.sources:
        contents = workspace.module((workspace.folder / path).resolve())
        names |= contents.lost
        if path not in result.shown:
            names.update(definition.name for definition in contents.definitions)
    return frozenset(names)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # as with a name that is too long
        return False
