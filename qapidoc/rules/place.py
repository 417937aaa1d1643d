"""Where findings stand.

QEMU's front end reports what is wrong with what an expression says at its first line, and until
8.2 what is wrong with a description at the first line of its doc comment. Findings stand there
too, so that the two tools tell of the same line, and know the exact place besides.
"""

from __future__ import annotations

import msgspec

from qapidoc.findings import Finding
from qapidoc.releases import Release
from qapidoc.source import Source, Span
from qapidoc.syntax.nodes import DocComment

_EXACT_IN_COMMENTS = Release(9, 0)
"""From this release on, descriptions are reported where they stand."""


def moved(finding: Finding, source: Source, to: Span) -> Finding:
    """Let a finding stand at `to`, unless that is on the same line."""
    if source.position(to.start).line == source.position(finding.span.start).line:
        return finding
    return msgspec.structs.replace(finding, span=to, exact=finding.span)


def first_line(source: Source, start: int) -> Span:
    """Give what stands from `start` to the end of its line."""
    return Span(start, source.line_span(source.position(start).line).end)


def exact_in_comments(target: Release) -> bool:
    """Tell whether the release `target` reports faults of descriptions where they stand."""
    return target >= _EXACT_IN_COMMENTS


def moved_to_comment(finding: Finding, source: Source, doc: DocComment, target: Release) -> Finding:
    """Let a finding stand at the beginning of its comment for releases that report it there."""
    if exact_in_comments(target):
        return finding
    return moved(finding, source, first_line(source, doc.start))
