"""Rules that show what is wrong with examples."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from qapidoc.examples.faults import ExampleFaultKind
from qapidoc.findings import Finding
from qapidoc.rules.rule import Context


def faults_of(kind: ExampleFaultKind) -> Callable[[Context], Iterator[Finding]]:
    """Give the check that turns faults of `kind` into findings."""

    def check(context: Context) -> Iterator[Finding]:
        for fault in context.example_faults:
            if fault.kind is kind:
                yield Finding(
                    fault.path,
                    fault.span,
                    fault.message,
                    fault.definition,
                    fault.member,
                    fix=fault.fix,
                )

    return check
