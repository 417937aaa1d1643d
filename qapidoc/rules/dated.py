"""Findings and fixes of rules that look at the history."""

from __future__ import annotations

from typing import Literal

from qapidoc.edition import Usage, allowed
from qapidoc.findings import SECTIONING, WORDING, Edit, Finding, Fix
from qapidoc.history.dates import Date, Dates
from qapidoc.releases import Release
from qapidoc.rules.subjects import Subject
from qapidoc.schema.comments import Comment
from qapidoc.schema.doc_lines import MAX_COLUMNS
from qapidoc.source import Span
from qapidoc.syntax.nodes import LineKind

INDENT = 4
"""Characters by which the second line of a description is indented."""


def proposal(dates: Dates, found: tuple[Date, ...]) -> tuple[str, Release | None]:
    """Write which releases may be right; give the one, if there is but one, and it is proven."""
    possible = [dates.possible(date) for date in found]
    common = [r for r in possible[0] if all(r in others for others in possible)]
    if not common:
        common = sorted({releases[-1] for releases in possible})
    exact = {dates.exact(date) for date in found}
    right = exact.pop() if len(exact) == 1 else None
    return " or ".join(map(str, common)), right


def wrong_since(
    subject: Subject,
    dates: Dates,
    found: tuple[Date, ...],
    what: str,
    applicability: Literal["safe", "unsafe"] = "safe",
) -> Finding:
    """Report a since; `what` tells what the evidence in `found` is against it."""
    since = subject.since
    assert since is not None
    told, right = proposal(dates, found)
    if all(date.unseen is None for date in found):
        told += " or an earlier one"
    fix = None
    if right is not None:
        edit = Edit(subject.comment.path, since.span, str(right))
        fix = Fix(f"write '{right}'", applicability, (edit,), WORDING)
    return Finding(
        subject.comment.path,
        since.span,
        f"{subject.noun} {what} ({dates.evidence(found[0])}): write {told}",
        subject.definition.name,
        subject.member,
        fix=fix,
    )


def undated(subject: Subject, found: tuple[Date, ...], target: Release) -> Finding:
    """Report a description without a since; the evidence in `found` tells that it is younger."""
    section, definition = subject.section, subject.definition
    assert section is not None
    assert section.name is not None
    dates, since = subject.history, subject.since_of_definition
    told, right = proposal(dates, found)
    return Finding(
        subject.comment.path,
        section.name.span,
        f"{subject.noun} is younger than {definition.kind} '{definition.name}', which is since"
        f" {since} ({dates.evidence(found[0])}): add '(since {told})'",
        definition.name,
        subject.member,
        fix=with_since(subject, right, target) if right is not None else None,
    )


def with_since(subject: Subject, release: Release, target: Release) -> Fix | None:
    """Add a since to a description, if it ends with prose."""
    section = subject.section
    if section is None or not section.lines or section.lines[-1].kind is not LineKind.PROSE:
        return None
    source = subject.comment.source
    last = section.lines[-1]
    text = source.text[last.start : last.end]
    added = f"(since {release})"
    blanks = (
        "  " if text.endswith((".", "!", "?")) and not allowed(Usage.SINGLE_BLANK, target) else " "
    )
    column = source.position(last.end).column - 1
    edit = f"{blanks}{added}"
    if column + len(edit) > MAX_COLUMNS:
        indent = last.indent if section.lines.index(last) or not section.inline else INDENT
        edit = f"\n# {' ' * indent}{added}"
    place = Span(last.end, last.end)
    return Fix(f"add '{added}'", "safe", (Edit(subject.comment.path, place, edit),), WORDING)


def with_tag(comment: Comment, release: Release) -> Fix | None:
    """Add a section ``Since:`` at the end of a doc comment, if that is closed."""
    source, doc = comment.source, comment.doc
    start = source.line_starts[source.position(doc.end).line - 1]
    if not doc.closed or source.text[start : doc.end].rstrip() != "##":
        return None
    edit = Edit(comment.path, Span(start, start), f"#\n# Since: {release}\n")
    return Fix(f"add 'Since: {release}'", "safe", (edit,), SECTIONING)
