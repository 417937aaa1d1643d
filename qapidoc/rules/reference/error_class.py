"""An error class in a text must be one that exists.

Errors are told as a condition and the class of the error: "If the fan is stuck, GenericError".
The classes are the values of the enum ``QapiErrorClass``; programs compare them, so that one which
is not sent, because it was dropped or is misspelt, makes them wait for it.

A schema without that enum, as that of the guest agent, has the classes of QEMU.

Bad::

    { 'pragma': { 'member-name-exceptions': [ 'QapiErrorClass' ] } }

    ##
    # @QapiErrorClass:
    #
    # Error classes.
    #
    # @GenericError: any error
    #
    # @DeviceNotFound: there is no such device
    #
    # Since: 1.2
    ##
    { 'enum': 'QapiErrorClass', 'data': [ 'GenericError', 'DeviceNotFound' ] }

    ##
    # @stop-fan:
    #
    # Stop the fan.
    #
    # Errors:
    #     - If there is no fan, FanNotFound
    #
    # Since: 9.1
    ##
    { 'command': 'stop-fan' }

Good::

    { 'pragma': { 'member-name-exceptions': [ 'QapiErrorClass' ] } }

    ##
    # @QapiErrorClass:
    #
    # Error classes.
    #
    # @GenericError: any error
    #
    # @DeviceNotFound: there is no such device
    #
    # Since: 1.2
    ##
    { 'enum': 'QapiErrorClass', 'data': [ 'GenericError', 'DeviceNotFound' ] }

    ##
    # @stop-fan:
    #
    # Stop the fan.
    #
    # Errors:
    #     - If there is no fan, DeviceNotFound
    #
    # Since: 9.1
    ##
    { 'command': 'stop-fan' }
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from qapidoc.findings import WORDING, Edit, Finding, Fix, Severity
from qapidoc.prose.passages import Passage
from qapidoc.prose.records import Block
from qapidoc.rules.in_text import found
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.names import nearest
from qapidoc.schema.reading import ERRORS, RETURNS
from qapidoc.syntax.nodes import SectionKind
from qapidoc.values.errors import error_classes

_CLASS = r"([A-Z][a-z]+(?:[A-Z][a-z]+)+)"
_WORD = re.compile(r"[A-Za-z]{8,}")
"""What may be a class in the wrong case."""
_LAST = re.compile(rf"(?:,|\A|:)\s+@?{_CLASS}\.?\s*\Z|\A{_CLASS}\s+(?:if|when)\b")
"""A class at the end of an item, or at its beginning."""


def check(context: Context) -> Iterator[Finding]:
    """Look for classes that there are not."""
    for passage in context.passages:
        if _tells_errors(passage):
            yield from _unknown(context, passage)


def _tells_errors(passage: Passage) -> bool:
    section = passage.section
    name = section.name.value if section.name is not None else ""
    return section.kind is SectionKind.TAG and name in {ERRORS, RETURNS}


def _unknown(context: Context, passage: Passage) -> Iterator[Finding]:
    classes = error_classes(context.schema)
    folded = {name.casefold() for name in classes}
    for block in passage.prose.walk():
        if block.kind != "paragraph":
            continue
        place = _miswritten(passage, block, classes, folded) or _named(passage, block)
        if place is None:
            continue
        start, end = place
        name = passage.text[start:end]
        if name in classes or name in context.schema.definitions:
            continue
        near = nearest(name, classes)
        advice = f"did you mean '{near}'?" if near else "most errors are of GenericError"
        fix = None
        if near is not None:
            edit = Edit(passage.path, passage.span(start, end), near)
            fix = Fix(f"write {near}", "unsafe", (edit,), WORDING)
        yield found(passage, start, end, f"'{name}' is no class of errors; {advice}", fix)


def _named(passage: Passage, block: Block) -> tuple[int, int] | None:
    """Give where a class stands that an item ends or begins with."""
    match = _LAST.search(passage.text[block.start : block.end])
    if match is None:
        return None
    start, end = match.span(1 if match[1] else 2)
    return block.start + start, block.start + end


def _miswritten(
    passage: Passage, block: Block, classes: Collection[str], folded: Collection[str]
) -> tuple[int, int] | None:
    """Give where a class stands whose upper and lower case letters are not where they belong."""
    for match in _WORD.finditer(passage.text, block.start, block.end):
        if match.group() not in classes and match.group().casefold() in folded:
            return match.span()
    return None


RULE = Rule(
    name="reference-error-class",
    code="RE006",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
