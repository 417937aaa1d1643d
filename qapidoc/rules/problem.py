"""Rules that show what the reading stages could not accept."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from qapidoc.edition import allowed
from qapidoc.findings import Finding
from qapidoc.rules.rule import Context


def problems_of(kind: str) -> Callable[[Context], Iterator[Finding]]:
    """Give the check that turns problems of `kind` into findings, as far as the target has them."""

    def check(context: Context) -> Iterator[Finding]:
        for problem in context.schema.problems:
            if problem.kind != kind:
                continue
            if problem.usage is None or not allowed(problem.usage, context.target):
                yield Finding(
                    problem.path,
                    problem.span,
                    problem.message,
                    problem.definition,
                    problem.member,
                    problem.related,
                )

    return check
