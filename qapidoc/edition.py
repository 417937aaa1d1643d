"""What the language allowed, by release: a table.

Old notations are read at every target; the table tells whether the target still allows them,
or allows them yet. Source: QEMU's schemas 1.0 to 10.2.2 and ``docs/devel/qapi-code-gen.rst``
of each release.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

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
    FLUSH_DESCRIPTION = "descriptions that begin below their head without indentation"
    FREE_NAME = "names in any case"
    UPPER_MEMBER = "members, branches and enum values in upper case"
    WHITELIST_PRAGMA = "pragmas 'returns-whitelist' and 'name-case-whitelist'"
    UNCHECKED_DOC_COMMENT = "doc comments that are not held against their definitions"
    DOTTED_VALUE = "enum values with '.' in them"
    STRING_DISCRIMINATOR = "discriminators of type 'str'"
    PROSE_LIKE_DESCRIPTION = "prose that begins with '@', words and a colon"
    FREE_RETURN = "commands that return anything"
    UNDEFINED_TYPE = "types that only C code defines"
    CONDITIONAL_ARGUMENT = "conditional arguments of commands that are not boxed"
    ARRAY_IN_ALTERNATE = "arrays as branches of alternates"
    UNION_BRANCH = "unions as branches of unions"
    MISSING_BRANCH = "values of the discriminator without a branch"
    SHORT_INDENT = "descriptions indented less than the text beside their head"
    UNEVEN_INDENT = "descriptions whose third line is indented less than their second"
    LATE_UNEVEN_INDENT = "descriptions whose later lines are indented less than their second"
    UNDOCUMENTED_MEMBER = "members that their definition's doc comment leaves out"
    CROWDED_SECTION = "sections without a blank line above them"
    SPREAD_SECTION = "sections that go on behind a blank line without indentation"
    FLUSH_TEXT = "descriptions that begin beside their head and go on without indentation"
    OUTSIDE_DESCRIPTION = "arguments of commands with a named type described at the command"
    REPEATED_FEATURES = "several lines 'Features:' in one doc comment"
    HEADING_IN_DEFINITION = "lines that begin with '=' in the doc comment of a definition"
    ERRORS_TAG = "sections 'Errors:'"
    LATE_HEADING = "headings that do not begin their doc comment"
    LONG_LINE = "lines of doc comments with more than 70 columns"
    SINGLE_BLANK = "a single blank between sentences"
    VAIN_RETURNS = "'Returns:' at commands that return nothing"
    OLD_CONSTANTS = "constants of enums named as until 9.1"
    FREE_LAYOUT = "doc comments laid out otherwise than all were when 8.1 came"

    INCLUDE = "'include'"
    EVENT = "'event'"
    STRUCT_KEYWORD = "'struct'"
    ALTERNATE = "'alternate'"
    ANY = "the type 'any'"
    INLINE_BASE = "bases written as objects"
    BOXED = "'boxed'"
    PRAGMA = "'pragma'"
    OUT_OF_BAND = "'allow-oob'"
    PRECONFIG = "'allow-preconfig'"
    CONDITION = "conditions, 'if'"
    PART_AS_OBJECT = "members and enum values written as objects"
    STRUCT_FEATURES = "features of structs"
    COMMAND_FEATURES = "features of commands"
    OTHER_FEATURES = "features of enums, unions, alternates and events"
    MEMBER_FEATURES = "features of members"
    VALUE_FEATURES = "features of enum values"
    COROUTINE = "'coroutine'"
    EXCEPTIONS = "pragmas 'command-name-exceptions' and the like"
    CONDITION_OBJECT = "conditions written as objects"
    DOCUMENTATION_EXCEPTIONS = "the pragma 'documentation-exceptions'"
    EXAMPLE_DIRECTIVE = "the directive '.. qmp-example::'"
    RST = "doc comments in rST"
    UNSTABLE_FEATURE = "the feature 'unstable'"
    NAME_REFERENCE = "references to definitions as `Name`"


class Validity(msgspec.Struct, frozen=True):
    """The releases with a usage, both included; ``None`` is no bound.

    What was not allowed after ``until`` is allowed again from ``again`` on.
    """

    since: Release | None = None
    until: Release | None = None
    again: Release | None = None
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
    Usage.UPPER_MEMBER: Validity(until=Release(2, 8)),
    Usage.WHITELIST_PRAGMA: Validity(
        until=Release(5, 2),
        instead="write 'command-returns-exceptions' and 'member-name-exceptions'",
    ),
    Usage.UNCHECKED_DOC_COMMENT: Validity(until=Release(2, 8)),
    Usage.DOTTED_VALUE: Validity(until=Release(2, 5)),
    Usage.STRING_DISCRIMINATOR: Validity(until=Release(1, 7)),
    Usage.PROSE_LIKE_DESCRIPTION: Validity(until=Release(8, 0)),
    Usage.FREE_RETURN: Validity(until=Release(2, 8)),
    Usage.UNDEFINED_TYPE: Validity(until=Release(2, 3)),
    Usage.CONDITIONAL_ARGUMENT: Validity(until=Release(8, 2)),
    Usage.ARRAY_IN_ALTERNATE: Validity(since=Release(7, 1)),
    Usage.UNION_BRANCH: Validity(since=Release(8, 2)),
    Usage.MISSING_BRANCH: Validity(since=Release(3, 0)),
    Usage.SHORT_INDENT: Validity(until=Release(5, 1), again=Release(8, 1)),
    Usage.UNEVEN_INDENT: Validity(until=Release(8, 0)),
    Usage.LATE_UNEVEN_INDENT: Validity(until=Release(8, 0), again=Release(9, 0)),
    Usage.UNDOCUMENTED_MEMBER: Validity(until=Release(8, 2)),
    Usage.CROWDED_SECTION: Validity(until=Release(8, 2)),
    Usage.SPREAD_SECTION: Validity(until=Release(8, 2)),
    Usage.FLUSH_TEXT: Validity(until=Release(8, 2)),
    Usage.OUTSIDE_DESCRIPTION: Validity(until=Release(4, 1)),
    Usage.REPEATED_FEATURES: Validity(until=Release(8, 2)),
    Usage.HEADING_IN_DEFINITION: Validity(until=Release(2, 8), again=Release(10, 1)),
    Usage.ERRORS_TAG: Validity(since=Release(9, 0)),
    Usage.LATE_HEADING: Validity(until=Release(8, 2), again=Release(10, 1)),
    Usage.LONG_LINE: Validity(until=Release(10, 1), instead="break the line"),
    Usage.SINGLE_BLANK: Validity(until=Release(10, 1), instead="write two"),
    Usage.VAIN_RETURNS: Validity(until=Release(8, 2)),
    Usage.OLD_CONSTANTS: Validity(until=Release(9, 1)),
    Usage.FREE_LAYOUT: Validity(until=Release(8, 0)),
    Usage.INCLUDE: Validity(since=Release(2, 1)),
    Usage.EVENT: Validity(since=Release(2, 1)),
    Usage.STRUCT_KEYWORD: Validity(since=Release(2, 4), instead="write 'type'"),
    Usage.ALTERNATE: Validity(since=Release(2, 4), instead="write a union, 'discriminator': {}"),
    Usage.ANY: Validity(since=Release(2, 5), instead="write '**'"),
    Usage.INLINE_BASE: Validity(since=Release(2, 6), instead="define a struct and name it"),
    Usage.BOXED: Validity(since=Release(2, 7)),
    Usage.PRAGMA: Validity(since=Release(2, 9)),
    Usage.OUT_OF_BAND: Validity(since=Release(2, 12)),
    Usage.PRECONFIG: Validity(since=Release(3, 0)),
    Usage.CONDITION: Validity(since=Release(3, 0)),
    Usage.PART_AS_OBJECT: Validity(since=Release(4, 0)),
    Usage.STRUCT_FEATURES: Validity(since=Release(4, 1)),
    Usage.COMMAND_FEATURES: Validity(since=Release(4, 2)),
    Usage.OTHER_FEATURES: Validity(since=Release(5, 0)),
    Usage.MEMBER_FEATURES: Validity(since=Release(5, 0)),
    Usage.VALUE_FEATURES: Validity(since=Release(6, 2)),
    Usage.COROUTINE: Validity(since=Release(5, 2)),
    Usage.EXCEPTIONS: Validity(
        since=Release(6, 0), instead="write 'returns-whitelist' or 'name-case-whitelist'"
    ),
    Usage.CONDITION_OBJECT: Validity(since=Release(6, 2), instead="write C text"),
    Usage.DOCUMENTATION_EXCEPTIONS: Validity(since=Release(9, 0)),
    Usage.EXAMPLE_DIRECTIVE: Validity(since=Release(9, 1), instead="write 'Example:'"),
    Usage.RST: Validity(since=Release(5, 2)),
    Usage.UNSTABLE_FEATURE: Validity(since=Release(6, 2)),
    Usage.NAME_REFERENCE: Validity(since=Release(10, 1), instead="write '@Name'"),
}


@cache
def allowed(usage: Usage, target: Release) -> bool:
    """Tell whether the release `target` has `usage`."""
    validity = EDITIONS[usage]
    early = validity.since is not None and target < validity.since
    late = validity.until is not None and validity.until < target.base
    again = validity.again is not None and not target.base < validity.again
    return not early and (again or not late)
