"""What schemas may use of rST: their authors are not those who build the documentation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum, auto

import msgspec

from qapidoc.prose.roles import DOMAIN, QAPI_ROLES

DIRECTIVES = frozenset(
    {
        "admonition",
        "attention",
        "caution",
        "code",
        "code-block",
        "danger",
        "deprecated",
        "error",
        "hint",
        "important",
        "list-table",
        "math",
        "note",
        "parsed-literal",
        "qmp-example",
        "rubric",
        "seealso",
        "sourcecode",
        "table",
        "tip",
        "todo",
        "topic",
        "versionadded",
        "versionchanged",
        "versionremoved",
        "warning",
    }
)
"""Directives that neither read files, nor run anything, nor pass text on as it is."""

ROLES = frozenset(
    {
        "abbr",
        "abbreviation",
        "any",
        "code",
        "command",
        "doc",
        "emphasis",
        "envvar",
        "file",
        "guilabel",
        "kbd",
        "keyword",
        "literal",
        "manpage",
        "math",
        "menuselection",
        "numref",
        "option",
        "pep",
        "pep-reference",
        "program",
        "ref",
        "rfc",
        "rfc-reference",
        "samp",
        "strong",
        "sub",
        "subscript",
        "sup",
        "superscript",
        "t",
        "term",
        "title",
        "title-reference",
    }
)
"""Roles of which the same is true; those of domains are references, and allowed too."""

REFUSED = frozenset(
    {
        "class",
        "container",
        "contents",
        "csv-table",
        "date",
        "default-role",
        "eval-rst",
        "figure",
        "footer",
        "graphviz",
        "header",
        "image",
        "include",
        "index",
        "literalinclude",
        "meta",
        "only",
        "raw",
        "replace",
        "role",
        "sectnum",
        "target-notes",
        "toctree",
        "unicode",
    }
)
"""Directives and roles of docutils and Sphinx that schemas may not use."""


def is_role(name: str) -> bool:
    """Tell whether schemas may use the role `name`; the default one has none."""
    folded = name.lower()
    domain, _, short = folded.partition(":")
    if domain == DOMAIN and short:
        return short in QAPI_ROLES
    return not folded or folded in ROLES or ":" in folded


class Body(Enum):
    """What the content of a directive is."""

    TEXT = auto()
    LITERAL = auto()
    TRANSCRIPT = auto()
    """Literal, or with ``:annotated:`` text."""


class Form(msgspec.Struct, frozen=True):
    """What a directive takes: so many arguments at most, options, and content."""

    body: Body
    arguments: int = 0
    options: frozenset[str] = frozenset()


_NAMING = frozenset({"class", "name"})
_CODE = Form(
    Body.LITERAL,
    arguments=1,
    options=_NAMING | {"caption", "dedent", "emphasize-lines", "force", "linenos", "lineno-start"},
)
_VERSION = Form(Body.TEXT, arguments=2)

FORMS: Mapping[str, Form] = {
    "code-block": _CODE,
    "deprecated": _VERSION,
    "qmp-example": Form(Body.TRANSCRIPT, options=_NAMING | {"annotated", "title"}),
    "seealso": Form(Body.TEXT),
    "sourcecode": _CODE,
    "todo": Form(Body.TEXT, options=_NAMING),
    "versionadded": _VERSION,
    "versionchanged": _VERSION,
    "versionremoved": _VERSION,
}
"""The directives that are not docutils' own, but Sphinx's and this project's."""

SCHEMES = frozenset({"ftp", "ftps", "git", "http", "https", "irc", "ircs", "mailto", "nbd"})
"""The beginnings of addresses that text may link to."""

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):")
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\ufeff]")


def is_safe(address: str) -> bool:
    """Tell whether a link to `address` does nothing but lead somewhere."""
    match = _SCHEME.match(_INVISIBLE.sub("", address).lower())
    return match is None or match[1] in SCHEMES
