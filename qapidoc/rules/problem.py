"""Rules that show what the reading stages could not accept."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterator

from qapidoc.edition import allowed
from qapidoc.findings import Finding
from qapidoc.rules.place import first_line, moved
from qapidoc.rules.rule import Context
from qapidoc.schema.problems import Problem, SchemaKind

_AT_EXPRESSION = frozenset(SchemaKind) - {SchemaKind.DUPLICATE_KEY}
"""What is wrong with what an expression says, rather than with how it is written."""


def problems_of(kind: str) -> Callable[[Context], Iterator[Finding]]:
    """Give the check that turns problems of `kind` into findings, as far as the target has them."""

    def check(context: Context) -> Iterator[Finding]:
        for problem in context.problems:
            if problem.kind != kind:
                continue
            if problem.usage is None or not allowed(problem.usage, context.target):
                yield _finding(context, problem)

    return check


def _finding(context: Context, problem: Problem) -> Finding:
    finding = Finding(
        problem.path,
        problem.span,
        problem.message,
        problem.definition,
        problem.member,
        problem.related,
        problem.fix,
    )
    starts = context.item_starts[problem.path]
    index = bisect.bisect_right(starts, problem.span.start) - 1
    if problem.kind not in _AT_EXPRESSION or index < 0:
        return finding
    source = context.schema.source(problem.path)
    return moved(finding, source, first_line(source, starts[index]))
