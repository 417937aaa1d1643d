"""An error class in a text must be one that exists.

Errors are told as a condition and the class of the error: "If the fan is stuck, GenericError".
The classes are the values of the enum ``QapiErrorClass``; programs compare them, so that one which
is not sent, because it was dropped or is misspelt, makes them wait for it.

A schema without that enum, as that of the guest agent, is not looked at.

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
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.names import nearest
from qapidoc.schema.reading import ERRORS, RETURNS
from qapidoc.syntax.nodes import SectionKind

CLASSES = "QapiErrorClass"
"""The enum that has the classes of errors."""

_CLASS = r"([A-Z][a-z]+(?:[A-Z][a-z]+)+)"
_LAST = re.compile(rf"(?:,|\A|:)\s+@?{_CLASS}\.?\s*\Z|\A{_CLASS}\s+(?:if|when)\b")
"""A class at the end of an item, or at its beginning."""


def check(context: Context) -> Iterator[Finding]:
    """Look for classes that the enum does not have."""
    enum = context.schema.definitions.get(CLASSES)
    if enum is None:
        return
    classes = [value.name for value in enum.values]
    for passage in context.passages:
        if _tells_errors(passage):
            yield from _unknown(context, passage, classes)


def _tells_errors(passage: Passage) -> bool:
    section = passage.section
    name = section.name.value if section.name is not None else ""
    return section.kind is SectionKind.TAG and name in {ERRORS, RETURNS}


def _unknown(context: Context, passage: Passage, classes: Collection[str]) -> Iterator[Finding]:
    for block in passage.prose.walk():
        if block.kind != "paragraph":
            continue
        text = passage.text[block.start : block.end]
        match = _LAST.search(text)
        if match is None:
            continue
        group = 1 if match[1] else 2
        name = match[group]
        if name in classes or name in context.schema.definitions:
            continue
        span = passage.span(block.start + match.start(group), block.start + match.end(group))
        near = nearest(name, classes)
        advice = f"did you mean '{near}'?" if near else f"the classes are values of '{CLASSES}'"
        fix = None
        if near is not None:
            fix = Fix(f"write {near}", "unsafe", (Edit(passage.path, span, near),), WORDING)
        yield Finding(
            passage.path,
            span,
            f"'{name}' is no class of errors; {advice}",
            passage.symbol,
            fix=fix,
        )


RULE = Rule(
    name="reference-error-class",
    code="RE006",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
