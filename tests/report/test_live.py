"""What became of examples, as lines and as JSON."""

from __future__ import annotations

import json
from typing import Any

import click
import pytest

from qapidoc.examples.envelope import Role
from qapidoc.examples.outline import Difference, DifferenceKind
from qapidoc.examples.running import Outcome, Result
from qapidoc.report.live import Verdict, document, lines, summary, verdict
from qapidoc.source import Source, Span
from qapidoc.values.faults import Fault, FaultKind

SOURCES = {"fan.json": Source("fan.json", "##\n# -> {}\n")}

ADDED = Difference(DifferenceKind.UNDOCUMENTED, "return[].speed", (), ("number",))
GONE = Difference(DifferenceKind.UNANSWERED, "return[].state.stuck", ("boolean",))
OTHER = Difference(DifferenceKind.TYPE, "return[].x", ("number", "null"), ("string",))


def result(outcome: Outcome = Outcome.ANSWERED, **more: Any) -> Result:
    return Result("fan.json", Span(5, 10), "query-fan", "query-fan", None, outcome, **more)


def fault(kind: FaultKind) -> Fault:
    return Fault(kind, "return.a", Span(0, 0), "a", "struct 'Fan'", "from 0 to 9", "12")


def plain(told: Result) -> list[str]:
    return [click.unstyle(line) for line in lines(told, SOURCES)]


CASES = [
    (result(compared=True), Verdict.SAME, ""),
    (result(), Verdict.ANSWERED, ": the document shows no reply"),
    (
        result(documented=Role.REPLY),
        Verdict.ANSWERED,
        ": the document shows nothing to compare it with",
    ),
    (result(documented=Role.ERROR), Verdict.ANSWERED, ": the document shows an error"),
    (result(reason="it is deep"), Verdict.ANSWERED, ": it is deep"),
    (result(compared=True, differences=(ADDED,)), Verdict.DIFFERENT, ""),
    (
        result(faults=(fault(FaultKind.MISSING_MEMBER),), compared=True, differences=(ADDED,)),
        Verdict.WRONG,
        "",
    ),
    (
        result(Outcome.REFUSED, error="GenericError", reason="no"),
        Verdict.REFUSED,
        ": GenericError: no",
    ),
    (
        result(Outcome.UNKNOWN, error="CommandNotFound", reason="none"),
        Verdict.UNKNOWN,
        ": CommandNotFound: none",
    ),
    (result(Outcome.NOT_SENT, reason="it acts"), Verdict.NOT_SENT, ": it acts"),
]


@pytest.mark.parametrize("told, word, more", CASES)
def test_each_command_has_a_line(told, word, more):
    assert verdict(told) is word
    assert plain(told)[0] == f"{word:9}  fan.json:2: query-fan{more}"


def test_each_verdict_has_a_case():
    assert {word for _, word, _ in CASES} == set(Verdict)


def test_differences_are_below_with_a_mark_and_in_columns():
    assert plain(result(differences=(ADDED, GONE, OTHER)))[1:] == [
        "           + return[].speed        answered, not documented",
        "           - return[].state.stuck  documented, not answered",
        "           ~ return[].x            documented as number or null, answered as string",
    ]


@pytest.mark.parametrize(
    "kind, expected",
    [
        (FaultKind.UNKNOWN_MEMBER, "struct 'Fan' has no such member"),
        (FaultKind.MISSING_MEMBER, "is missing; struct 'Fan' requires it"),
        (FaultKind.WRONG_TYPE, "is 12 instead of from 0 to 9"),
        (FaultKind.UNKNOWN_VALUE, "is '12', which struct 'Fan' does not have"),
        (FaultKind.OUT_OF_RANGE, "is 12; struct 'Fan' goes from 0 to 9"),
    ],
)
def test_faults_are_below_and_come_first(kind, expected):
    told = result(faults=(fault(kind),), differences=(ADDED,))
    assert plain(told)[1:] == [
        f"           ! return.a        {expected}",
        "           + return[].speed  answered, not documented",
    ]


def test_what_an_answer_holds_is_escaped():
    odd = Difference(DifferenceKind.UNDOCUMENTED, "return.\x1b[1m{0}", (), ("null",))
    told = plain(result(Outcome.REFUSED, error="A\nB", reason="{x}\r", differences=(odd,)))
    assert told == [
        r"refused    fan.json:2: query-fan: A\x0aB: {x}\x0d",
        r"           + return.\x1b[1m{0}  answered, not documented",
    ]


ALL = "1 wrong, 1 different, 1 refused, 1 unknown, 1 not-sent, 4 answered, 1 same"


@pytest.mark.parametrize(
    "results, expected",
    [
        ([], "0 commands"),
        ([result(compared=True)], "1 command: 1 same"),
        ([told for told, _, _ in CASES], f"10 commands: {ALL}"),
    ],
)
def test_the_summary_goes_from_bad_to_good(results, expected):
    assert summary(results) == expected


def test_json():
    told = result(faults=(fault(FaultKind.OUT_OF_RANGE),), differences=(ADDED, GONE))
    (entry,) = json.loads(json.dumps(document([told], SOURCES)))
    assert entry == {
        "path": "fan.json",
        "line": 2,
        "column": 3,
        "definition": "query-fan",
        "command": "query-fan",
        "arguments": None,
        "outcome": "answered",
        "verdict": "wrong",
        "error": None,
        "reason": None,
        "documented": None,
        "faults": [
            {
                "kind": "out-of-range",
                "path": "return.a",
                "message": "is 12; struct 'Fan' goes from 0 to 9",
            }
        ],
        "differences": [
            {
                "kind": "undocumented",
                "path": "return[].speed",
                "documented": [],
                "answered": ["number"],
            },
            {
                "kind": "unanswered",
                "path": "return[].state.stuck",
                "documented": ["boolean"],
                "answered": [],
            },
        ],
    }


def test_json_of_a_refusal():
    told = result(Outcome.REFUSED, error="GenericError", reason="no", documented=Role.REPLY)
    (entry,) = document([told], SOURCES)
    shown = (entry["error"], entry["reason"], entry["documented"], entry["verdict"])
    assert shown == ("GenericError", "no", "reply", "refused")
