"""What the language allowed, by release: a table.

Old notations are read at every target; the table tells whether the target still allows them,
or allows them yet. Source: QEMU's schemas 1.0 to 10.2.2 and ``docs/devel/qapi-code-gen.rst``
of each release.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from qapidoc.releases import Release


class Usage(StrEnum):
    """Something that some releases allow and others do not."""

    TYPE_KEYWORD = "'type' defines a struct"
    STRING_FLAG = "flags as strings ('no')"
    INLINE_STRUCT = "anonymous structs as member types"
    MISSING_COMMA = "members without a comma between them"
    TRAILING_COMMA = "a comma after the last member"
    ANY_AS_STARS = "'**' as a type"
    SIMPLE_UNION = "unions without base and discriminator"
    ANONYMOUS_UNION = "'discriminator': {}"
    FREE_DOC_COMMENT = "doc comments as free text"
    HEADING = "headings '= Title'"
    ADMONITION_TAG = "sections 'Note:' and 'Example:'"
    TEXT_CONDITION = "conditions as C text"
    FLUSH_DESCRIPTION = "descriptions that go on without indentation"
    FREE_NAME = "names in any case"
    UNCHECKED_DOC_COMMENT = "doc comments that are not held against their definitions"
    DOTTED_VALUE = "enum values with '.' in them"
    STRING_DISCRIMINATOR = "discriminators of type 'str'"
    FREE_RETURN = "commands that return anything"
    UNDEFINED_TYPE = "types that only C code defines"
    CONDITIONAL_ARGUMENT = "conditional arguments of commands that are not boxed"
    ARRAY_IN_ALTERNATE = "arrays as branches of alternates"
    UNION_BRANCH = "unions as branches of unions"


class Validity(msgspec.Struct, frozen=True):
    """The releases with a usage, both included; ``None`` is no bound."""

    since: Release | None = None
    until: Release | None = None
    instead: str = ""


EDITIONS: Mapping[Usage, Validity] = {
    Usage.TYPE_KEYWORD: Validity(until=Release(2, 3), instead="write 'struct'"),
    Usage.STRING_FLAG: Validity(until=Release(2, 3), instead="write false"),
    Usage.INLINE_STRUCT: Validity(until=Release(2, 3), instead="define a struct and name it"),
    Usage.MISSING_COMMA: Validity(until=Release(1, 5), instead="put a ',' between them"),
    Usage.TRAILING_COMMA: Validity(until=Release(1, 4), instead="remove the ','"),
    Usage.ANY_AS_STARS: Validity(until=Release(2, 4), instead="write 'any'"),
    Usage.SIMPLE_UNION: Validity(
        until=Release(6, 1), instead="give the union a 'base' and a 'discriminator'"
    ),
    Usage.ANONYMOUS_UNION: Validity(until=Release(2, 3), instead="write an 'alternate'"),
    Usage.FREE_DOC_COMMENT: Validity(
        until=Release(2, 8), instead="write '##', '@Name:', the text and '##'"
    ),
    Usage.HEADING: Validity(until=Release(10, 0), instead="underline the title, as in rST"),
    Usage.ADMONITION_TAG: Validity(
        until=Release(9, 2), instead="write '.. note::' or '.. qmp-example::'"
    ),
    Usage.TEXT_CONDITION: Validity(
        until=Release(6, 1), instead="write a name, or 'all', 'any' and 'not' of names"
    ),
    Usage.FLUSH_DESCRIPTION: Validity(
        until=Release(9, 2), instead="indent the description by four"
    ),
    Usage.FREE_NAME: Validity(until=Release(5, 2)),
    Usage.UNCHECKED_DOC_COMMENT: Validity(until=Release(2, 8)),
    Usage.DOTTED_VALUE: Validity(until=Release(2, 5)),
    Usage.STRING_DISCRIMINATOR: Validity(until=Release(1, 7)),
    Usage.FREE_RETURN: Validity(until=Release(2, 8)),
    Usage.UNDEFINED_TYPE: Validity(until=Release(2, 3)),
    Usage.CONDITIONAL_ARGUMENT: Validity(until=Release(8, 2)),
    Usage.ARRAY_IN_ALTERNATE: Validity(since=Release(7, 1)),
    Usage.UNION_BRANCH: Validity(since=Release(8, 2)),
}


def allowed(usage: Usage, target: Release) -> bool:
    """Tell whether the release `target` has `usage`."""
    validity = EDITIONS[usage]
    early = validity.since is not None and target < validity.since
    late = validity.until is not None and validity.until < target.base
    return not early and not late
