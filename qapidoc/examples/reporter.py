"""Faults of one example, from what values, messages and JSON have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from qapidoc.examples.faults import ExampleFault, ExampleFaultKind
from qapidoc.examples.wording import missing, sentence
from qapidoc.findings import WORDING, Edit, Fix
from qapidoc.source import Source, Span
from qapidoc.syntax.messages import TranscriptProblem
from qapidoc.values.faults import Fault, FaultKind

KINDS: Mapping[FaultKind, ExampleFaultKind] = {
    FaultKind.UNKNOWN_MEMBER: ExampleFaultKind.UNKNOWN_ARGUMENT,
    FaultKind.MISSING_MEMBER: ExampleFaultKind.MISSING_ARGUMENT,
    FaultKind.WRONG_TYPE: ExampleFaultKind.WRONG_TYPE,
    FaultKind.UNKNOWN_VALUE: ExampleFaultKind.UNKNOWN_VALUE,
    FaultKind.OUT_OF_RANGE: ExampleFaultKind.OUT_OF_RANGE,
}
"""The kind of an example's fault, by that of the value's."""

_ASTRAY = frozenset({ExampleFaultKind.UNKNOWN_ARGUMENT, ExampleFaultKind.MESSAGE})
"""Kinds of faults that a member in a wrong object leads to; they name it."""


class Reporter:
    """Makes the faults of messages in `source`, which document `documented`, if anything."""

    def __init__(self, source: Source, documented: str | None = None) -> None:
        self.path = source.path
        self.source = source
        self.documented = documented

    def fault(
        self,
        kind: ExampleFaultKind,
        span: Span,
        message: str,
        member: str | None = None,
        fix: Fix | None = None,
    ) -> ExampleFault:
        """Make a fault."""
        return ExampleFault(kind, self.path, span, message, self.documented, member, fix)

    def fix(self, span: Span, text: str, description: str) -> Fix:
        """Make the safe fix that puts `text` in place of `span`."""
        return Fix(description, "safe", (Edit(self.path, span, text),), WORDING)

    def message(self, span: Span, text: str, member: str | None = None) -> ExampleFault:
        """Make a fault of a message, apart from the values in it."""
        return self.fault(ExampleFaultKind.MESSAGE, span, text, member)

    def values(self, faults: Iterable[Fault]) -> Iterator[ExampleFault]:
        """Make faults of values' faults: one for each, but one for all that an object lacks."""
        for lacking, group in groupby(faults, key=_lacking):
            same = list(group)
            if lacking is not None:
                member = same[0].member if len(same) == 1 else None
                kind = ExampleFaultKind.MISSING_ARGUMENT
                yield self.fault(kind, same[0].span, missing(same), member)
                continue
            for fault in same:
                yield self.fault(KINDS[fault.kind], fault.span, sentence(fault), fault.member)

    def is_astray(self, fault: ExampleFault) -> bool:
        """Tell whether a fault shows that members or values are in a wrong object or array."""
        if fault.kind is ExampleFaultKind.WRONG_TYPE:
            return self.source.text[fault.span.start] in "{["
        return fault.kind in _ASTRAY and fault.member is not None

    def problem(self, problem: TranscriptProblem, odd: Sequence[ExampleFault]) -> ExampleFault:
        """Make a fault of a place that is no JSON.

        `odd` are members in wrong objects, if that message's brackets were guessed. They show
        that the guess was wrong, and the first of them shows where to look.
        """
        kind = ExampleFaultKind.DUPLICATE if problem.repeats else ExampleFaultKind.JSON
        if problem.bracket and odd and odd[0].span < problem.span:
            what = "put" if problem.bracket.startswith("+") else "remove"
            text = f"{what} a '{problem.bracket[1:]}' before '{odd[0].member}'"
            return self.fault(kind, odd[0].span, text)
        fix = None
        if problem.mends and (problem.certain or not odd):
            edits = tuple(self.edit(mend.span, mend.text) for mend in problem.mends)
            fix = Fix(problem.message, "safe", edits, WORDING)
        return ExampleFault(
            kind, self.path, problem.span, problem.message, self.documented, fix=fix
        )

    def edit(self, span: Span, text: str) -> Edit:
        """Make an edit that leaves no blanks where they would be in the way.

        These are blanks before a comma or at the end of a line, and a line of them.
        """
        source, number = self.source, self.source.position(span.start).line
        line = source.line_span(number)
        is_last = not text and not source.text[span.end : max(line.end, span.end)].strip()
        if span.start < span.end and (text == "," or is_last):
            before = source.text[line.start : span.start].rstrip()
            if is_last and before == "#" and number < len(source.line_starts):
                return Edit(self.path, Span(line.start, source.line_starts[number]), "")
            span = Span(line.start + len(before), span.end)
        return Edit(self.path, span, text)


def _lacking(fault: Fault) -> Span | None:
    """Give the object that lacks a member; the same for all members that it lacks."""
    return fault.span if fault.kind is FaultKind.MISSING_MEMBER else None
