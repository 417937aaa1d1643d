"""Directives and roles must be ones that schemas may use.

``.. noet::`` is none, so that its text is lost or ends the build.  Others exist, and are
refused all the same: schemas come from many authors, and must not read files, run anything or
put raw HTML into the manual.  A link may lead to a web page, but not run a program.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # .. noet:: It may take a while until it is reached.
    #
    # @percent: share of its full speed
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' } }

Good::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # .. note:: It may take a while until it is reached.
    #
    # @percent: share of its full speed
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' } }
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from qapidoc.findings import WORDING, Aspect, Edit, Finding, Fix, Severity
from qapidoc.prose.allowed import DIRECTIVES, REFUSED, ROLES, is_safe
from qapidoc.prose.passages import Passage
from qapidoc.prose.records import InlineKind
from qapidoc.prose.roles import DOMAIN, QAPI_ROLES
from qapidoc.rules.directives import is_misspelt_example
from qapidoc.rules.in_text import found
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.names import nearest

_UNKNOWN = re.compile(r'Unknown (directive|interpreted text role)(?: type)? "(.*)"', re.DOTALL)
_TARGET = re.compile(r"^ *\.\. +_[^:\n]+: +(?P<address>\S.*)", re.MULTILINE)
_UNSAFE = (
    "this is a link to what is no page, and may run something; link to a page, or make a literal"
    " of the address"
)
_ROLES = ROLES | {f"{DOMAIN}:{name}" for name in QAPI_ROLES}


def check(context: Context) -> Iterator[Finding]:
    """Look at directives, roles and links."""
    for passage in context.marked:
        for message in passage.prose.messages:
            match = _UNKNOWN.match(message.text)
            if match is not None and not is_misspelt_example(passage, message.start, match[2]):
                is_directive = match[1] == "directive"
                kind, known = ("directive", DIRECTIVES) if is_directive else ("role", _ROLES)
                yield _unknown(passage, message.start, kind, match[2], known)
        yield from _links(passage)


def _unknown(passage: Passage, start: int, kind: str, name: str, known: Collection[str]) -> Finding:
    at = max(passage.text.find(name, start), start)
    near = nearest(name, known)
    if name.lower() in REFUSED:
        message = f"schemas may not use the {kind} '{name}'; write the text itself"
        return found(passage, at, at + len(name), message)
    if near is None:
        message = f"there is no {kind} '{name}' that schemas may use; write plain text"
        return found(passage, at, at + len(name), message)
    edit = Edit(passage.path, passage.span(at, at + len(name)), near)
    fix = Fix(f"write {near}", "unsafe", (edit,), WORDING | {Aspect.SECTIONS})
    message = f"there is no {kind} '{name}'; did you mean '{near}'?"
    return found(passage, at, at + len(name), message, fix)


def _links(passage: Passage) -> Iterator[Finding]:
    if ":" not in passage.text:
        return
    for inline in passage.prose.inlines():
        if inline.kind is InlineKind.LINK and not is_safe(inline.name):
            yield found(passage, inline.start, inline.end, _UNSAFE)
    for match in _TARGET.finditer(passage.text):
        if not is_safe(match["address"]):
            yield found(passage, *match.span("address"), _UNSAFE)


RULE = Rule(
    name="markup-unknown",
    code="MA002",
    severity=Severity.ERROR,
    page=__doc__,
    check=check,
)
