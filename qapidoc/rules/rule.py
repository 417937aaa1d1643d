"""What a rule is."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from qapidoc.findings import Confidence, Finding, Severity
from qapidoc.releases import Release
from qapidoc.schema.model import Schema


@dataclass(frozen=True)
class Context:
    """What a rule may look at: one schema, and the release it is written for."""

    schema: Schema
    target: Release


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One check. It lives in a module of its own.

    ``name`` is the module's family and name joined by ``-``; ``page`` is the module's
    docstring, the rule's page in the manual. ``groups`` are families besides its own that
    select it: what QEMU's front end refuses belongs to ``language`` too. ``whole_schema``
    marks findings that count only if all roots of a file have them.
    """

    name: str
    code: str
    severity: Severity
    page: str | None
    check: Callable[[Context], Iterable[Finding]]
    confidence: Confidence = Confidence.CERTAIN
    groups: tuple[str, ...] = ()
    whole_schema: bool = False
    default: bool = True

    @property
    def family(self) -> str:
        """The first word of the name."""
        return self.name.partition("-")[0]

    @property
    def manual(self) -> str:
        """The manual page, in rST."""
        return inspect.cleandoc(self.page or "")

    @property
    def summary(self) -> str:
        """The first line of the manual page."""
        return self.manual.partition("\n")[0]
