"""All rules, in the order of their codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qapidoc.rules.example import (
    deprecated,
    direction,
    duplicate_member,
    message,
    missing_argument,
    option,
    out_of_range,
    reply,
    subject,
    unanswered,
    unknown_argument,
    unknown_command,
    unknown_error,
    unknown_event,
    unknown_value,
    unread,
    unstable,
    wrong_type,
)
from qapidoc.rules.example import future as example_future
from qapidoc.rules.example import json as example_json
from qapidoc.rules.ignore import malformed as ignore_malformed
from qapidoc.rules.ignore import unknown as ignore_unknown
from qapidoc.rules.ignore import unused as ignore_unused
from qapidoc.rules.language import (
    alternate,
    clash,
    comma,
    condition,
    doc_comment,
    doc_symbol,
    duplicate_key,
    encoding,
    expression,
    feature,
    flag,
    include,
    include_loop,
    include_outside,
    name,
    nesting,
    new_notation,
    pragma,
    redefinition,
    string,
    syntax,
    type_kind,
    unknown_type,
)
from qapidoc.rules.language import old_notation as language_old_notation
from qapidoc.rules.markup import (
    accident,
    backslash,
    empty_heading,
    fake_heading,
    foreign,
    heading,
    heading_level,
    lost_text,
    numbering,
    stray_quote,
    swallowed_list,
    typographic,
)
from qapidoc.rules.markup import error as markup_error
from qapidoc.rules.markup import indentation as markup_indentation
from qapidoc.rules.markup import option as markup_option
from qapidoc.rules.markup import tab as markup_tab
from qapidoc.rules.markup import unknown as markup_unknown
from qapidoc.rules.member import (
    copied,
    detached,
    excused,
    feature_list,
    missing_comment,
    near_miss,
    needless_exception,
    says_nothing,
    undocumented,
    unknown,
    vain_default,
)
from qapidoc.rules.member import duplicate as member_duplicate
from qapidoc.rules.member import order as member_order
from qapidoc.rules.member import wrong_type as member_wrong_type
from qapidoc.rules.naming import experimental, look_alike, needless_prefix
from qapidoc.rules.reference import bare, elsewhere, error_class, file, itself, wrong_kind
from qapidoc.rules.reference import deprecated as reference_deprecated
from qapidoc.rules.reference import old_markup as reference_old_markup
from qapidoc.rules.reference import unknown as reference_unknown
from qapidoc.rules.rule import Rule
from qapidoc.rules.schema import (
    bare_deprecation,
    drifted_twin,
    empty_branch,
    missing_include,
    needless_include,
    stricter_condition,
    unused_type,
)
from qapidoc.rules.section import (
    admonition,
    crowded,
    error_in_returns,
    indentation,
    late_text,
    misplaced,
    misspelt,
    old_heading,
    order,
    outdented,
    returns_repeats,
    returns_type,
    unknown_tag,
)
from qapidoc.rules.section import duplicate as section_duplicate
from qapidoc.rules.section import empty as section_empty
from qapidoc.rules.section import old_notation as section_old_notation
from qapidoc.rules.selecting import Choice
from qapidoc.rules.since import (
    early,
    late,
    malformed,
    missing,
    redundant,
    required_argument,
    shared,
    trailing,
    undated_feature,
    unknown_release,
    unsaid,
)
from qapidoc.rules.since import future as since_future
from qapidoc.rules.since import style as since_style
from qapidoc.rules.since import type as since_type
from qapidoc.rules.style import (
    alignment,
    blank_lines,
    file_end,
    file_header,
    line_ends,
    long_line,
    lower_case,
    missing_stop,
    punctuation,
    repeated_word,
    sentence_end,
    single_blank,
    trailing_blanks,
    wide_gap,
    wide_prose,
)
from qapidoc.rules.style import crowded as style_crowded
from qapidoc.rules.style import indentation as style_indentation
from qapidoc.rules.style import tab as style_tab
from qapidoc.rules.union import (
    branch_list_drift,
    branch_missing_type,
    branch_type_kind,
    branch_unknown_value,
    discriminator_conditional,
    discriminator_missing,
    discriminator_optional,
    discriminator_type,
    member_clash,
)
from qapidoc.rules.union import empty as union_empty

_MODULES = (
    syntax,
    string,
    encoding,
    nesting,
    comma,
    duplicate_key,
    doc_comment,
    doc_symbol,
    include,
    include_loop,
    include_outside,
    pragma,
    expression,
    name,
    condition,
    feature,
    flag,
    redefinition,
    unknown_type,
    type_kind,
    clash,
    alternate,
    language_old_notation,
    new_notation,
    branch_missing_type,
    branch_unknown_value,
    branch_type_kind,
    discriminator_missing,
    discriminator_optional,
    discriminator_conditional,
    discriminator_type,
    member_clash,
    branch_list_drift,
    union_empty,
    missing,
    malformed,
    unknown_release,
    since_future,
    redundant,
    since_style,
    required_argument,
    undated_feature,
    late,
    early,
    unsaid,
    shared,
    since_type,
    trailing,
    unknown,
    undocumented,
    detached,
    missing_comment,
    member_duplicate,
    near_miss,
    needless_exception,
    excused,
    says_nothing,
    vain_default,
    copied,
    member_wrong_type,
    member_order,
    feature_list,
    section_duplicate,
    section_empty,
    order,
    indentation,
    misplaced,
    section_old_notation,
    old_heading,
    crowded,
    outdented,
    misspelt,
    unknown_tag,
    admonition,
    returns_type,
    returns_repeats,
    error_in_returns,
    late_text,
    example_json,
    unknown_command,
    unknown_event,
    unknown_argument,
    missing_argument,
    wrong_type,
    message,
    unknown_error,
    unknown_value,
    out_of_range,
    duplicate_member,
    direction,
    reply,
    unanswered,
    subject,
    deprecated,
    unstable,
    example_future,
    unread,
    option,
    long_line,
    single_blank,
    markup_error,
    markup_unknown,
    lost_text,
    swallowed_list,
    markup_indentation,
    numbering,
    stray_quote,
    markup_option,
    heading,
    markup_tab,
    backslash,
    accident,
    foreign,
    empty_heading,
    fake_heading,
    typographic,
    heading_level,
    wide_prose,
    sentence_end,
    wide_gap,
    style_indentation,
    style_crowded,
    blank_lines,
    trailing_blanks,
    file_end,
    line_ends,
    style_tab,
    file_header,
    alignment,
    missing_stop,
    lower_case,
    repeated_word,
    punctuation,
    reference_unknown,
    reference_old_markup,
    elsewhere,
    wrong_kind,
    itself,
    error_class,
    file,
    reference_deprecated,
    bare,
    ignore_malformed,
    ignore_unknown,
    ignore_unused,
    experimental,
    needless_prefix,
    look_alike,
    unused_type,
    needless_include,
    missing_include,
    empty_branch,
    stricter_condition,
    bare_deprecation,
    drifted_twin,
)

RULES: tuple[Rule, ...] = tuple(module.RULE for module in _MODULES)

BY_NAME: Mapping[str, Rule] = {rule.name: rule for rule in RULES}
"""The rules by their names."""

BY_EXACT: Mapping[str, Rule] = {name: rule for rule in RULES for name in rule.exact}
"""The rules by their names, codes and aliases."""

FAMILIES: frozenset[str] = frozenset(family for rule in RULES for family in rule.families)
"""The families and groups of rules."""

SELECTORS: frozenset[str] = FAMILIES | BY_EXACT.keys()
"""What ``--select`` and ``--ignore`` take."""

RETIRED: Mapping[str, str] = {}
"""Codes and names of rules that are gone, and what is to be said of each.

A code stands here for ever, so that none is used again.
"""


def select(
    chosen: Iterable[str],
    ignored: Iterable[str],
    extended: Iterable[str] = (),
    *,
    preview: bool = False,
) -> tuple[Rule, ...]:
    """Give the rules that families, codes and names choose.

    `qapidoc.rules.selecting.Choice` tells how.
    """
    choice = Choice(tuple(chosen), tuple(ignored), tuple(extended), preview)
    return tuple(rule for rule in RULES if choice.verdict(rule).runs)
