"""What became of examples that were sent to a QEMU: as lines, and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any

import click

from qapidoc.examples.envelope import Role
from qapidoc.examples.outline import Difference, DifferenceKind
from qapidoc.examples.running import Outcome, Result
from qapidoc.findings import counted
from qapidoc.report.places import position, shown
from qapidoc.source import Source
from qapidoc.values.faults import FaultKind


class Verdict(StrEnum):
    """What a reader looks for first, from bad to good."""

    WRONG = "wrong"
    """The answer does not fit the schema."""
    DIFFERENT = "different"
    """The document shows another shape."""
    REFUSED = "refused"
    UNKNOWN = "unknown"
    NOT_SENT = "not-sent"
    ANSWERED = "answered"
    """There is nothing to compare the answer with."""
    SAME = "same"


STYLES: Mapping[Verdict, Mapping[str, Any]] = {
    Verdict.WRONG: {"fg": "red", "bold": True},
    Verdict.DIFFERENT: {"fg": "yellow", "bold": True},
    Verdict.SAME: {"fg": "green"},
}
"""How verdicts are shown that should be seen at once, or mean that all is well."""

_OUTCOMES: Mapping[Outcome, Verdict] = {
    Outcome.REFUSED: Verdict.REFUSED,
    Outcome.UNKNOWN: Verdict.UNKNOWN,
    Outcome.NOT_SENT: Verdict.NOT_SENT,
}

_UNCOMPARED: Mapping[Role | None, str] = {
    Role.ERROR: "the document shows an error",
    Role.REPLY: "the document shows nothing to compare it with",
    None: "the document shows no reply",
}
"""Why an answer is not compared, by what the document shows."""

_FAULT = "!"
"""The mark of a fault."""

_FAULTS: Mapping[FaultKind, str] = {
    FaultKind.UNKNOWN_MEMBER: "{0.type} has no such member",
    FaultKind.MISSING_MEMBER: "is missing; {0.type} requires it",
    FaultKind.WRONG_TYPE: "is {0.found} instead of {0.expected}",
    FaultKind.UNKNOWN_VALUE: "is '{0.found}', which {0.type} does not have",
    FaultKind.OUT_OF_RANGE: "is {0.found}; {0.type} goes {0.expected}",
}
"""What is said of a fault. The schema counts here, and nobody can mend the answer."""

_DIFFERENCES: Mapping[DifferenceKind, tuple[str, str]] = {
    DifferenceKind.UNDOCUMENTED: ("+", "answered, not documented"),
    DifferenceKind.UNANSWERED: ("-", "documented, not answered"),
    DifferenceKind.TYPE: ("~", "documented as {expected}, answered as {found}"),
}
"""The mark of each kind of difference, as in a diff, and what is said of it."""

_WIDTH = max(map(len, Verdict))


def verdict(result: Result) -> Verdict:
    """Give the one word about a result."""
    if result.outcome in _OUTCOMES:
        return _OUTCOMES[result.outcome]
    if result.faults:
        return Verdict.WRONG
    if result.differences:
        return Verdict.DIFFERENT
    return Verdict.SAME if result.compared else Verdict.ANSWERED


# --- lines ---------------------------------------------------------------------------------


def lines(result: Result, sources: Mapping[str, Source]) -> Iterator[str]:
    """Give a line for a command, and below it one for each fault and difference."""
    word = verdict(result)
    place = f"{result.path}:{position(sources, result.path, result.span.start).line}"
    told = _told(result)
    styled = click.style(f"{word:{_WIDTH}}", **STYLES.get(word, {}))
    yield f"{styled}  {shown(f'{place}: {result.command}')}{f': {shown(told)}' if told else ''}"
    rows = [(_FAULT, shown(f.path), shown(_FAULTS[f.kind].format(f))) for f in result.faults]
    rows += [_row(difference) for difference in result.differences]
    width = max((len(path) for _, path, _ in rows), default=0)
    for mark, path, text in rows:
        yield f"{'':{_WIDTH}}  {mark} {path:{width}}  {text}"


def summary(results: Iterable[Result]) -> str:
    """Give the last line: how many commands, and how many of each verdict, from bad to good."""
    counts = Counter(map(verdict, results))
    told = ", ".join(f"{counts[word]} {word}" for word in Verdict if counts[word])
    return f"{counted(counts.total(), 'command')}{f': {told}' if told else ''}"


def _told(result: Result) -> str:
    """Say what there is to say besides the verdict."""
    if result.outcome is Outcome.ANSWERED and not (result.compared or result.reason):
        return _UNCOMPARED[result.documented]
    return f"{result.error}: {result.reason}" if result.error else result.reason


def _row(difference: Difference) -> tuple[str, str, str]:
    mark, text = _DIFFERENCES[difference.kind]
    expected, found = " or ".join(difference.expected), " or ".join(difference.found)
    return mark, shown(difference.path), text.format(expected=expected, found=found)


# --- JSON ----------------------------------------------------------------------------------


def document(results: Iterable[Result], sources: Mapping[str, Source]) -> list[dict[str, Any]]:
    """Give the results as JSON has them."""
    return [_entry(result, sources) for result in results]


def _entry(result: Result, sources: Mapping[str, Source]) -> dict[str, Any]:
    place = position(sources, result.path, result.span.start)
    return {
        "path": result.path,
        "line": place.line,
        "column": place.column,
        "definition": result.definition,
        "command": result.command,
        "arguments": result.arguments,
        "outcome": result.outcome.value,
        "verdict": verdict(result).value,
        "error": result.error or None,
        "reason": result.reason or None,
        "documented": result.documented.value if result.documented is not None else None,
        "faults": [
            {
                "kind": fault.kind.value,
                "path": fault.path,
                "message": _FAULTS[fault.kind].format(fault),
            }
            for fault in result.faults
        ],
        "differences": [_difference(difference) for difference in result.differences],
    }


def _difference(difference: Difference) -> dict[str, Any]:
    return {
        "kind": difference.kind.value,
        "path": difference.path,
        "documented": list(difference.expected),
        "answered": list(difference.found),
    }
