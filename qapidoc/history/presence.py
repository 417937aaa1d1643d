"""Releases as sets, and what they tell of when a name came."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

MAYBE = -1
"""In place of facts: the name may have been there, as the schema of then did not say."""

UNSTABLE = 1
"""In place of facts, where these do not matter: the name was there, and might have changed."""


class Span(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Releases in a row, from `first` to `last`, in which the same is said of a name.

    ``facts`` is a number in `History.facts`, or `MAYBE`; ``file`` one in `History.files`: where it
    stood in the first of them.
    """

    first: int
    last: int
    facts: int = MAYBE
    file: int = 0


Spans = tuple[Span, ...]


class Presence(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The releases that have something, and those that may have had it: bit `i` for number `i`.

    No release is in both. Of the former, some are ``unstable``.
    """

    certain: int = 0
    maybe: int = 0
    unstable: int = 0

    @property
    def seen(self) -> int:
        """The first release that has it, of which there must be one."""
        return (self.certain & -self.certain).bit_length() - 1

    @property
    def unseen(self) -> int | None:
        """The last release before that which certainly lacks it; ``None`` if there is none."""
        before = (self.certain & -self.certain) - 1
        lacking = before & ~self.maybe
        return lacking.bit_length() - 1 if lacking > 0 else None

    @property
    def settled(self) -> int:
        """The first release from which on it has been there all the time, and stable."""
        gaps = ((1 << self.certain.bit_length()) - 1) & ~self.certain
        return (gaps | self.unstable).bit_length()


def presence(spans: Iterable[Span]) -> Presence:
    """Give the releases of spans, whose facts are `MAYBE`, `UNSTABLE` or something else."""
    certain = maybe = unstable = 0
    for span in spans:
        bits = (1 << (span.last + 1)) - (1 << span.first)
        if span.facts == MAYBE:
            maybe |= bits
            continue
        certain |= bits
        if span.facts == UNSTABLE:
            unstable |= bits
    return Presence(certain, maybe & ~certain, unstable)


class Runs:
    """Spans that grow release by release."""

    def __init__(self, spans: Spans) -> None:
        self._done = list(spans)

    def add(self, at: int, facts: int, file: int = 0) -> None:
        """Note a release."""
        self.add_span(Span(at, at, facts, file))

    def add_span(self, span: Span) -> None:
        """Note releases in a row."""
        last = self._done[-1] if self._done else None
        if last is not None and last.last == span.first - 1 and last.facts == span.facts:
            self._done[-1] = Span(last.first, span.last, span.facts, last.file)
        else:
            self._done.append(span)

    @property
    def spans(self) -> Spans:
        """The spans so far."""
        return tuple(self._done)


def maybe_in(releases: int) -> Spans:
    """Give the spans of what may have been there in these releases (bits)."""
    runs = Runs(())
    for at in range(releases.bit_length()):
        if releases >> at & 1:
            runs.add(at, MAYBE)
    return runs.spans
