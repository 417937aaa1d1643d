"""Commands go to whoever answers, and the answers are judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from qapidoc.examples.collect import collect
from qapidoc.examples.envelope import Role
from qapidoc.examples.running import Answer, Outcome, Refused, Result, Returned, run

FAN = {"percent": 5, "stuck": False}
ASKED = '-> { "execute": "query-fan" }\n'
SHOWN = ASKED + '<- { "return": { "percent": 1, "stuck": true } }\n'


class Asked:
    """Answers always the same to a command, and remembers what it was asked."""

    def __init__(self, answers: Mapping[str, object]) -> None:
        self.answers = answers
        self.asked: list[tuple[str, Mapping[str, Any] | None]] = []

    def __call__(self, command: str, arguments: Mapping[str, Any] | None) -> Answer:
        self.asked.append((command, arguments))
        answer = self.answers[command]
        return answer if isinstance(answer, Refused) else Returned(answer)


@pytest.fixture
def ran(with_example) -> Callable[..., tuple[list[Result], Asked]]:
    """Run an example, and give the results and what was asked."""

    def run_it(text: str, *only: str, **answers: object) -> tuple[list[Result], Asked]:
        schema = with_example(text)
        ask = Asked({name.replace("_", "-"): answer for name, answer in answers.items()})
        return list(run(schema, collect(schema), ask, only)), ask

    return run_it


def test_an_answer_of_the_same_shape(ran, with_example):
    (result,), ask = ran(SHOWN, query_fan=FAN)
    assert ask.asked == [("query-fan", None)]
    assert (result.command, result.arguments, result.definition) == ("query-fan", None, "about")
    assert (result.outcome, result.documented) == (Outcome.ANSWERED, Role.REPLY)
    assert (result.compared, result.differences, result.faults) == (True, (), ())
    assert (result.reason, result.error) == ("", "")
    schema = with_example(SHOWN)
    assert schema.source(schema.root).slice(result.span) == ASKED.strip()


def test_an_answer_of_another_shape(ran):
    (result,), _ = ran(SHOWN, query_fan={"percent": 5, "mode": "fast", "stuck": False})
    assert [(d.kind.value, d.path) for d in result.differences] == [("undocumented", "return.mode")]
    assert (result.compared, result.faults) == (True, ())


@pytest.mark.parametrize(
    "command, answer, expected",
    [
        ("query-fan", {**FAN, "percent": 256}, [("out-of-range", "return.percent")]),
        ("query-fan", {"percent": 5}, [("missing-member", "return.stuck")]),
        ("query-fan", {**FAN, "mode": "odd"}, [("unknown-value", "return.mode")]),
        ("query-fan", {**FAN, "odd": 1}, [("unknown-member", "return.odd")]),
        ("query-fan", [], [("wrong-type", "return")]),
        ("query-fans", [FAN, {**FAN, "stuck": 1}], [("wrong-type", "return[1].stuck")]),
        ("stop-fan", {}, []),
        ("stop-fan", {"a": 1}, [("unknown-member", "return.a")]),
        ("stop-fan", None, [("wrong-type", "return")]),
        ("ask", ["any", {"thing": None}], []),
        ("unheard-of", {"a": 1}, []),
    ],
)
def test_answers_are_held_against_the_schema(ran, command, answer, expected):
    text = f'-> {{ "execute": "{command}" }}'
    (result,), _ = ran(text, command, **{command: answer})
    assert result.outcome is Outcome.ANSWERED
    assert [(f.kind.value, f.path) for f in result.faults] == expected
    assert (result.compared, result.documented) == (False, None)


@pytest.mark.parametrize(
    "shown, answer, compared, reason",
    [
        ("[]", [], True, ""),
        ('[ { "percent": 1, "stuck": true } ]', [], False, "the answer is an empty array"),
        ("[]", [FAN], False, "what the document shows is an empty array"),
        ("{}", [], True, ""),
        ("...", [FAN], False, ""),
    ],
)
def test_what_says_nothing_is_not_compared(ran, shown, answer, compared, reason):
    text = f'-> {{ "execute": "query-fans" }}\n<- {{ "return": {shown} }}'
    (result,), _ = ran(text, query_fans=answer)
    assert (result.compared, result.reason) == (compared, reason)


@pytest.mark.parametrize(
    "error, outcome",
    [
        ("GenericError", Outcome.REFUSED),
        ("DeviceNotFound", Outcome.REFUSED),
        ("CommandNotFound", Outcome.UNKNOWN),
    ],
)
def test_refusals(ran, error, outcome):
    (result,), _ = ran(SHOWN, query_fan=Refused(error, "no fan"))
    assert (result.outcome, result.error, result.reason) == (outcome, error, "no fan")
    assert (result.compared, result.differences, result.faults) == (False, (), ())


def test_what_must_not_be_sent_is_not_sent(ran):
    text = (
        '-> { "execute": "stop-fan" }\n<- { "return": {} }\n'
        '-> { "execute": "query-none" }\n<- { "return": {} }\n' + SHOWN
    )
    (unsent, sent), ask = ran(text, query_fan=FAN)
    assert (unsent.outcome, unsent.command) == (Outcome.NOT_SENT, "query-none")
    assert unsent.reason == "the schema has no such command"
    assert sent.outcome is Outcome.ANSWERED
    assert ask.asked == [("query-fan", None)]


def test_what_is_named_is_sent_with_its_arguments(ran):
    text = '-> { "execute": "set-fan", "arguments": { "percent": 1, "mode": "slow" } }'
    assert ran(text, set_fan={})[1].asked == []
    (result,), ask = ran(text, "set-fan", set_fan={})
    assert ask.asked == [("set-fan", {"percent": 1, "mode": "slow"})]
    assert result.arguments == {"percent": 1, "mode": "slow"}


def set_fan(arguments: str) -> str:
    return f'-> {{ "execute": "set-fan", "arguments": {arguments} }}\n'


def test_the_same_is_sent_once(ran):
    text = (
        set_fan('{ "percent": 1, "mode": "slow" }')
        + set_fan('{ "percent": 2, "mode": "slow" }')
        + set_fan('{ "mode": "slow", "percent": 1 }')
    )
    results, ask = ran(text, "set-fan", set_fan={})
    assert [arguments["percent"] for _, arguments in ask.asked] == [1, 2]
    assert [result.outcome for result in results] == [Outcome.ANSWERED] * 3


def test_an_answer_counts_wherever_it_is_shown_but_its_faults_once(ran):
    other = ASKED + '<- { "return": { "percent": 1 } }\n'
    (first, second), ask = ran(SHOWN + other, query_fan={"percent": 256, "stuck": True})
    assert len(ask.asked) == 1
    assert (len(first.faults), len(second.faults)) == (1, 0)
    assert (len(first.differences), len(second.differences)) == (0, 1)


def test_an_answer_that_is_too_deep(ran):
    answer: object = 1
    for _ in range(5000):
        answer = [answer]
    (result,), _ = ran('-> { "execute": "ask" }', "ask", ask=answer)
    assert result.outcome is Outcome.ANSWERED
    assert result.reason.startswith("the answer is not judged: more than 200 arrays")


def test_as_deep_as_can_be_is_judged(loaded):
    text = """\
        { 'struct': 'Chain', 'data': { '*backing': 'Chain' } }
        ##
        # @query-chain:
        #
        # .. qmp-example::
        #
        #     -> { "execute": "query-chain" }
        #     <- { "return": { "backing": { "backing": {} } } }
        ##
        { 'command': 'query-chain', 'returns': 'Chain' }
        """
    schema = loaded(text)
    answer: dict[str, object] = {"odd": 1}
    for _ in range(199):
        answer = {"backing": answer}
    (result,) = run(schema, collect(schema), lambda *_: Returned(answer))
    (fault,) = result.faults
    assert fault.path == f"return{'.backing' * 199}.odd"
    (difference,) = result.differences
    assert difference.path == "return.backing.backing.backing"


def test_each_result_is_given_before_the_next_command_is_sent(with_example):
    schema = with_example(SHOWN + '-> { "execute": "query-fans" }\n')

    def ask(command: str, arguments: Mapping[str, Any] | None) -> Answer:
        if command == "query-fans":
            raise ConnectionError
        return Returned(FAN)

    results = run(schema, collect(schema), ask)
    assert next(results).outcome is Outcome.ANSWERED
    with pytest.raises(ConnectionError):
        next(results)
