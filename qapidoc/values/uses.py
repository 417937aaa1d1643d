"""What of a schema a value makes use of."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from qapidoc.schema.model import Definition, EnumValue, Feature, Member
from qapidoc.source import Span


class Use(msgspec.Struct, frozen=True):
    """A place where a value uses a member or an enum value, or where a message uses a definition.

    ``owner`` is the definition that writes ``part``, which is ``None`` for the definition itself.
    ``path`` leads to the value, and ``span`` is the place of the member's name or of the value.
    """

    owner: Definition
    part: Member | EnumValue | None
    path: str
    span: Span

    @property
    def features(self) -> tuple[Feature, ...]:
        """The features of what is used."""
        return self.owner.features if self.part is None else self.part.features


OnUse = Callable[[Use], None]
"""Is told of each use, in the order of the text."""


def unnoticed(_use: Use) -> None:
    """Take no notice."""
