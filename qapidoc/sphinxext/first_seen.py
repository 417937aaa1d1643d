"""What the history of a schema proves of when something came.

It knows intervals. They tell a release only if it is the one that follows the last without a name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import msgspec

from qapidoc.config import find_config
from qapidoc.engine.dating import Histories
from qapidoc.engine.plan import target_release
from qapidoc.history.dates import Date, Dates
from qapidoc.history.shapes import Step
from qapidoc.releases import Release
from qapidoc.schema.model import SPECIAL_FEATURES, Definition, Kind
from qapidoc.schema.workspace import Workspace
from qapidoc.sphinxext.schemas import Document, release_of
from qapidoc.store import Store, default_folder, tool_stamp
from qapidoc.syntax.nodes import SectionKind

STEPS: Mapping[tuple[SectionKind, Kind], str] = {
    **{(SectionKind.MEMBER, kind): Step.MEMBER for kind in Kind},
    **{(SectionKind.FEATURE, kind): Step.FEATURE for kind in Kind},
    (SectionKind.MEMBER, Kind.ENUM): Step.VALUE,
}
"""What the history calls the parts of definitions."""


class FirstSeen:
    """The releases that the dates of a schema prove.

    The schema itself proves nothing if it is a guess which release it is of: `unsure` is what it
    was taken for.
    """

    def __init__(self, dates: Dates, unsure: Release | None = None) -> None:
        self._dates = dates
        self._unsure = unsure

    def of_definition(self, definition: Definition) -> Release | None:
        """Give the release of a definition: that of the earliest place on the wire.

        The name of a type proves nothing without a place, nor if the type took that of another.
        """
        found = self._dates.of_definition(definition)
        on_wire = [date for date in found if date.place is not None]
        release = self._earliest(on_wire)
        if release is None or not definition.kind.is_type:
            return release
        named = self._exact(date for date in found if date.place is None)
        succeeds = named == release and self._dates.succeeds(definition)
        return release if named == release and not succeeds else None

    def of_part(
        self, definition: Definition, name: str, kind: SectionKind, since: Release | None
    ) -> Release | None:
        """Give the release of a part that came to all older places of its definition at once.

        The type must be one of these: a part that came with it is as old as the definition.
        """
        if kind is SectionKind.FEATURE and name in SPECIAL_FEATURES:
            return None
        found = self._dates.of_name(definition, (STEPS[kind, definition.kind], name))
        younger = [date for date in found if not date.along]
        along = [date for date in found if date.along]
        release = self._exact(younger)
        if release is None or (since is not None and release <= since.base):
            return None
        if any(date.place is None or not self._not_before(release, date) for date in along):
            return None
        return release

    def _exact(self, found: Iterable[Date]) -> Release | None:
        """Give the release that all dates agree on, if they prove it."""
        proven = {self._dates.exact(date) for date in found}
        release = proven.pop() if len(proven) == 1 else None
        return release if release != self._unsure else None

    def _earliest(self, found: Collection[Date]) -> Release | None:
        """Give the release that one date proves, and no other may be before."""
        proven = [release for date in found if (release := self._exact([date])) is not None]
        release = min(proven, default=None)
        if release is None or not all(self._not_before(release, date) for date in found):
            return None
        return release

    def _not_before(self, release: Release, date: Date) -> bool:
        return date.unseen is not None and self._dates.possible(date)[0] >= release


def first_seen(document: Document, source: str) -> tuple[FirstSeen | None, Collection[str]]:
    """Hold a schema against the history that `source` names; tell, too, what cannot be had."""
    config = msgspec.structs.replace(find_config(document.root.parent), history=source)
    folder = default_folder()
    store = Store(folder, tool_stamp()) if folder is not None else None
    histories = Histories(config, Workspace(), store)
    target = target_release(document.root, config)
    told = config.target_version or release_of(document.root)
    dates = histories.dates(document.root, document.schema, target)
    past = FirstSeen(dates, None if told == target else target.base) if dates is not None else None
    return past, histories.notes
