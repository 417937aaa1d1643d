"""What changed from release to release, of one name or of all."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from enum import StrEnum

import msgspec

from qapidoc.history.graph import NOWHERE, Edge, History
from qapidoc.history.limits import why_hidden
from qapidoc.history.presence import MAYBE, Span, Spans, presence
from qapidoc.history.shapes import ARGUMENTS, RETURNS, UNKNOWN, Facts, Step


class What(StrEnum):
    """The kinds of changes."""

    KNOWN = "known"
    """There in the first release that was read."""
    ADDED = "added"
    REMOVED = "removed"
    BACK = "came back"
    OPTIONAL = "made optional"
    MANDATORY = "made mandatory"
    TYPE = "type"
    CONDITION = "condition"
    FEATURE = "feature added"
    NO_FEATURE = "feature removed"


class Change(msgspec.Struct, frozen=True):
    """What a release changed; the number is the release's.

    ``noun`` and ``name`` tell what of a subject it is about, and are empty for the subject itself.
    ``old`` and ``new`` are types, conditions or features. ``doubt`` tells why what was added may
    be older.
    """

    release: int
    what: What
    noun: str = ""
    name: str = ""
    old: str = ""
    new: str = ""
    doubt: str = ""


class Subject(msgspec.Struct, frozen=True):
    """A name, and what is at it.

    ``noun`` is what it is called, and ``path`` how one gets there: ``blockdev-add.driver``.
    ``spans`` are the releases with it on this way, ``node`` is what it leads to.
    """

    step: str
    noun: str
    path: str
    spans: Spans
    node: int

    @property
    def certain(self) -> int:
        """The releases that have it, as bits."""
        return presence(self.spans).certain


NOUNS = {
    Step.COMMAND: "command",
    Step.EVENT: "event",
    Step.TYPE: "type",
    Step.MEMBER: "member",
    Step.VALUE: "value",
    Step.BRANCH: "branch",
    Step.FEATURE: "feature",
}


def entry(edge: Edge) -> Subject:
    """Give the subject that a definition is."""
    step, name = edge.name
    return Subject(step, NOUNS[step], name, edge.spans, edge.target)


def parts(history: History, subject: Subject) -> Iterator[Subject]:
    """Give what is directly at a subject: arguments, returned members, members, values."""
    if subject.node == NOWHERE:
        return
    mask = subject.certain
    names = history.names(subject.node)
    if subject.step not in {Step.COMMAND, Step.EVENT}:
        yield from _below(history, subject, subject.node, mask, "")
        return
    for name, noun in ((ARGUMENTS, "argument"), (RETURNS, "returned member")):
        edge = names.get(name)
        if edge is not None and edge.target != NOWHERE:
            inner = presence(clipped(edge.spans, mask)).certain
            event = subject.step == Step.EVENT
            yield from _below(history, subject, edge.target, inner, "" if event else noun)


def _below(
    history: History, subject: Subject, node: int, mask: int, noun: str
) -> Iterator[Subject]:
    for (step, name), edge in history.names(node).items():
        if step in {Step.MEMBER, Step.VALUE}:
            told = noun if noun and step == Step.MEMBER else NOUNS[step]
            path = f"{subject.path}.{name}"
            yield Subject(step, told, path, clipped(edge.spans, mask), edge.target)


def clipped(spans: Spans, mask: int) -> Spans:
    """Give spans in those releases only that `mask` has."""
    found = []
    for span in spans:
        first = None
        for at in range(span.first, span.last + 2):
            inside = at <= span.last and mask >> at & 1
            if inside and first is None:
                first = at
            elif not inside and first is not None:
                found.append(Span(first, at - 1, span.facts, span.file))
                first = None
    return tuple(found)


# --- changes -----------------------------------------------------------------------------------


def own_changes(history: History, subject: Subject) -> Iterator[Change]:
    """Give what changed of a name, not of what is at it."""
    doubtful = presence(subject.spans).maybe
    sure = [span for span in subject.spans if span.facts != MAYBE]
    before: Span | None = None
    for span in sure:
        if before is None:
            yield _added(history, subject, span, doubtful)
        elif before.last + 1 == span.first:
            old, new = (history.record.facts[each.facts] for each in (before, span))
            yield from _differences(span.first, old, new)
        elif not doubtful >> before.last + 1 & 1:
            yield Change(before.last + 1, What.REMOVED)
            yield Change(span.first, What.BACK)
        before = span
    after = before.last + 1 if before is not None else len(history.releases)
    if after < len(history.releases) and not doubtful >> after & 1:
        yield Change(after, What.REMOVED)


def changes(history: History, subject: Subject) -> Iterator[Change]:
    """Give what changed of a name and directly at it, in the order of releases."""
    found = list(own_changes(history, subject))
    there = subject.certain
    names = history.names(subject.node) if subject.node != NOWHERE else {}
    returns = names.get(RETURNS) if subject.step == Step.COMMAND else None
    if returns is not None:
        spans = clipped(returns.spans, there)
        told = Subject(Step.RETURNS, "returned value", "", spans, NOWHERE)
        found += (
            msgspec.structs.replace(change, noun="returned value")
            for change in own_changes(history, told)
            if change.what is What.TYPE
        )
    for part in parts(history, subject):
        name = part.path.removeprefix(f"{subject.path}.")
        for change in own_changes(history, part):
            if _came_or_went_along(change, there):
                continue
            found.append(msgspec.structs.replace(change, noun=part.noun, name=name))
    return iter(sorted(found, key=lambda each: each.release))


def _came_or_went_along(change: Change, there: int) -> bool:
    """Tell whether a part came or went with the whole, which `there` has."""
    if change.what in {What.ADDED, What.BACK, What.KNOWN}:
        return not change.release or not there >> change.release - 1 & 1
    return change.what is What.REMOVED and not there >> change.release & 1


def _added(history: History, subject: Subject, span: Span, doubtful: int) -> Change:
    if span.first == 0:
        return Change(0, What.KNOWN)
    if not doubtful >> span.first - 1 & 1:
        return Change(span.first, What.ADDED)
    before = history.releases[span.first - 1]
    root = history.roots.get((subject.step, subject.path), "")
    doubt = why_hidden(root, subject.step, before.release, before.roots)
    return Change(span.first, What.ADDED, doubt=doubt)


def _differences(release: int, old: Facts, new: Facts) -> Iterator[Change]:
    if UNKNOWN in old.type + new.type:
        return
    if old.type != new.type:
        yield Change(release, What.TYPE, old=old.type, new=new.type)
    if old.optional != new.optional:
        yield Change(release, What.OPTIONAL if new.optional else What.MANDATORY)
    if old.condition != new.condition:
        yield Change(release, What.CONDITION, old=old.condition, new=new.condition)
    for feature in new.features:
        if feature not in old.features:
            yield Change(release, What.FEATURE, new=feature)
    for feature in old.features:
        if feature not in new.features:
            yield Change(release, What.NO_FEATURE, old=feature)


# --- by name, and all --------------------------------------------------------------------------


def named(history: History, text: str) -> list[Subject]:
    """Give what a name such as ``blockdev-add.driver`` may mean; it may mean several things.

    ``[value]`` behind a name leads to the objects whose discriminator has this value.
    """
    found: list[Subject] = []
    for (_, name), edge in history.entries.items():
        if text.startswith(name):
            found += _following(history, entry(edge), text[len(name) :])
    return found


def _following(history: History, subject: Subject, rest: str) -> Sequence[Subject]:
    if not rest:
        return [subject]
    found: list[Subject] = []
    if rest.startswith("[") and subject.node != NOWHERE:
        value, closed, after = rest[1:].partition("]")
        edge = history.names(subject.node).get((Step.BRANCH, value))
        if closed and edge is not None:
            spans = clipped(edge.spans, subject.certain)
            path = f"{subject.path}[{value}]"
            branch = Subject(Step.BRANCH, NOUNS[Step.BRANCH], path, spans, edge.target)
            found += _following(history, branch, after)
    elif rest.startswith("."):
        for part in parts(history, subject):
            name = part.path.removeprefix(subject.path)
            if rest.startswith(name):
                found += _following(history, part, rest[len(name) :])
    return found


def everything(history: History, root: str) -> Iterator[tuple[Subject, Sequence[Change]]]:
    """Give all that changed of what a root has, by definition.

    A member of a type that is shared is told with the type, once. Of a root that no definition is
    of, as it shares all of them with another, everything is given.
    """
    shared = {edge.target for (step, _), edge in history.entries.items() if step == Step.TYPE}
    roots = history.roots
    known = root in roots.values()
    for name, edge in history.entries.items():
        if known and roots[name] != root:
            continue
        subject = entry(edge)
        found = list(changes(history, subject))
        if name[0] != Step.TYPE and subject.node != NOWHERE:
            told = set(_told_elsewhere(history, subject, shared))
            found = [change for change in found if change.noun not in told]
        if found:
            yield subject, found


def _told_elsewhere(history: History, subject: Subject, shared: Container[int]) -> Iterator[str]:
    """Give the nouns of the parts of a command or event that those of a type are."""
    names = history.names(subject.node)
    for name, noun in ((ARGUMENTS, "argument"), (RETURNS, "returned member")):
        edge = names.get(name)
        if edge is not None and edge.target in shared:
            yield "member" if subject.step == Step.EVENT else noun
