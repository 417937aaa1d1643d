"""Findings that are known: kept in a file, and told from new ones without lines or files.

The file is JSON Lines: a head with the version of the form, then a line for each finding, or
several that are alike, in the order of their definitions. ``file``, relative to the folder of the
baseline, says where a finding was last seen; it tells readers where to look, and whether a run
has looked there, but does not tell findings apart.
"""

from __future__ import annotations

import os
import stat
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated

import msgspec

from qapidoc.engine.keys import Key, finding_key
from qapidoc.engine.result import Result
from qapidoc.findings import Finding
from qapidoc.rules.registry import BY_EXACT
from qapidoc.schema.workspace import Workspace

FORM = 1
LARGEST = 64 * 1024 * 1024
"""Bytes that a baseline may have."""

NOTE = "findings that are known; 'qapidoc lint --write-baseline' takes out those that are gone"


class BaselineError(Exception):
    """A baseline that cannot be used; the message names the file, the line and what to do."""


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """So many findings that are known by one key, last seen in ``file``."""

    definition: str = ""
    member: str = ""
    rule: str
    count: Annotated[int, msgspec.Meta(ge=1)] = 1
    file: str = ""
    message: str

    @property
    def key(self) -> Key:
        """What findings are compared by; a rule that had another name has its present one."""
        rule = BY_EXACT.get(self.rule)
        name = rule.name if rule is not None else self.rule
        return Key(self.definition, self.member, name, self.message)


class _Head(msgspec.Struct, frozen=True, rename={"form": "qapidoc-baseline"}):
    form: int
    note: str = ""


class Comparison(msgspec.Struct, frozen=True):
    """Findings that are new, findings that are known, and what is known but was not found."""

    new: tuple[Finding, ...]
    known: tuple[Finding, ...]
    missing: tuple[Entry, ...]


class Coverage(msgspec.Struct, frozen=True):
    """What a run looked at: the names of ``rules``, and ``files`` relative to the baseline.

    ``exists`` tells whether such a file is still there; ``elsewhere`` gives the names of
    definitions that were read, but not looked at, or that may be in what could not be read.
    """

    rules: Collection[str]
    files: Collection[str]
    exists: Callable[[str], bool]
    elsewhere: Callable[[], Collection[str]]


def read_baseline(path: Path, shown: str) -> tuple[Entry, ...]:
    """Read the baseline at `path`, which messages call `shown`.

    Raises `BaselineError`, and `OSError` if the file cannot be read.
    """
    try:
        status = path.stat()
    except FileNotFoundError:
        told = f"{shown}: there is no such baseline; '--write-baseline={shown}' writes it"
        raise BaselineError(told) from None
    if not stat.S_ISREG(status.st_mode):
        raise BaselineError(f"{shown}: is no regular file; name the file of a baseline")
    if status.st_size > LARGEST:
        raise BaselineError(f"{shown}: is too large for a baseline; the most is {LARGEST} bytes")
    first, *lines = path.read_bytes().split(b"\n")
    try:
        head = msgspec.json.decode(first, type=_Head)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise BaselineError(f"{shown}:1: is no baseline of qapidoc; name another file") from None
    if head.form != FORM:
        raise BaselineError(
            f"{shown}:1: has form {head.form}, and this version reads form {FORM} only;"
            " use the version of qapidoc that wrote it, or remove it and write it anew"
        )
    return tuple(_entries(shown, lines))


def _entries(shown: str, lines: Iterable[bytes]) -> Iterator[Entry]:
    decoder = msgspec.json.Decoder(Entry)
    for number, line in enumerate(lines, 2):
        if not line.strip():
            continue
        try:
            yield decoder.decode(line)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise BaselineError(
                f"{shown}:{number}: is no entry of a baseline: {error}; remove the line"
            ) from None


def baseline_bytes(entries: Iterable[Entry]) -> bytes:
    """Give the text of a baseline with `entries`, each on a line, in order."""
    counts = Counter[tuple[Key, str]]()
    for entry in entries:
        counts[entry.key, entry.file] += entry.count
    lines = [msgspec.json.encode(_Head(FORM, NOTE))]
    for (key, file), count in sorted(counts.items()):
        entry = Entry(**msgspec.structs.asdict(key), file=file, count=count)
        lines.append(msgspec.json.encode(entry))
    return b"".join(line + b"\n" for line in lines)


def entry_of(finding: Finding, locate: Callable[[str], str]) -> Entry:
    """Give the entry of one finding; `locate` makes its path relative to the baseline."""
    key = finding_key(finding)
    return Entry(
        definition=_encodable(key.definition),
        member=_encodable(key.member),
        rule=key.rule,
        message=_encodable(key.message),
        file=_encodable(locate(finding.path)),
    )


def compare(
    findings: Sequence[Finding], entries: Iterable[Entry], locate: Callable[[str], str]
) -> Comparison:
    """Hold the findings of a run against a baseline.

    Of findings that are alike, those count as known first that are in the file of an entry.
    """
    left = defaultdict[Key, Counter[str]](Counter)
    for entry in entries:
        left[entry.key][entry.file] += entry.count
    known = set[int]()
    found = [entry_of(finding, locate) for finding in findings]
    for index, entry in enumerate(found):
        if left[entry.key][entry.file] > 0:
            left[entry.key][entry.file] -= 1
            known.add(index)
    # The files that are left for each key; the first one stands last, so as to be taken off.
    waiting = {key: sorted(+files, reverse=True) for key, files in left.items()}
    for index, entry in enumerate(found):
        files = waiting[entry.key]
        if index not in known and files:
            left[entry.key][files[-1]] -= 1
            known.add(index)
            if not left[entry.key][files[-1]]:
                files.pop()
    missing = (
        Entry(**msgspec.structs.asdict(key), file=file, count=count)
        for key, files in sorted(left.items())
        for file, count in sorted((+files).items())
    )
    return Comparison(
        tuple(finding for index, finding in enumerate(findings) if index not in known),
        tuple(finding for index, finding in enumerate(findings) if index in known),
        tuple(missing),
    )


def without_known(result: Result, file: Path, workspace: Workspace) -> Result:
    """Leave out the findings that are in the baseline `file`. Raises what `read_baseline` does."""
    entries = read_baseline(file, workspace.shown(file))
    compared = compare(result.findings, entries, locator(file, workspace))
    return msgspec.structs.replace(result, findings=compared.new)


def gone(missing: Sequence[Entry], entries: Iterable[Entry], coverage: Coverage) -> list[Entry]:
    """Give those of the `missing` entries that the run would have found if they were still so.

    Their rule ran, or is no more, and their file was looked at. A file that is no more counts as
    looked at if all others of the baseline were. What may have moved out of sight is not gone.
    """
    unseen = {entry.file for entry in entries}.difference(coverage.files)
    whole = not any(coverage.exists(file) for file in unseen)
    candidates = [
        entry
        for entry in missing
        if (entry.key.rule in coverage.rules or entry.rule not in BY_EXACT)
        and (entry.file in coverage.files or whole)
    ]
    elsewhere = coverage.elsewhere() if candidates else ()
    return [entry for entry in candidates if entry.definition not in elsewhere]


def locator(file: Path, workspace: Workspace) -> Callable[[str], str]:
    """Give a function that makes paths, as findings show them, relative to a baseline."""
    folder = Path(os.path.realpath(file)).parent  # of a link to itself, too
    return lambda path: Path(os.path.relpath(workspace.folder / path, folder)).as_posix()


def _encodable(text: str) -> str:
    """Write bytes that are no UTF-8, which stand in the text as lone surrogates, as escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
