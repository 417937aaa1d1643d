"""The messages of an example must be JSON.

Readers copy examples, and tests of clients are made from them; a comma that is missing, a
bracket too many or a string in single quotes makes them useless for both. Messages stand behind
``->`` and ``<-``. Dots (``...``, also with text between them: ``... more of these ...``) say that
members, elements, a value or a whole message are left out, with or without a comma beside
them. Text between messages, and blocks without messages, are no business of this rule.

A comma too many or too few, a bracket missing at the end, single quotes and the like can be
fixed automatically, unless what comes out would not fit the schema.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
    #
    # .. qmp-example::
    #
    #     -> { "execute": "set-speed"
    #          "arguments": { "percent": 40 } }
    #     <- { "return": {} }
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'uint8' } }

Good::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
    #
    # .. qmp-example::
    #
    #     -> { "execute": "set-speed",
    #          "arguments": { "percent": 40 } }
    #     <- { "return": {} }
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'uint8' } }
"""

from __future__ import annotations

from qapidoc.examples.faults import ExampleFaultKind
from qapidoc.findings import Severity
from qapidoc.rules.fault import faults_of
from qapidoc.rules.rule import Rule

RULE = Rule(
    name="example-json",
    code="EX001",
    severity=Severity.ERROR,
    page=__doc__,
    check=faults_of(ExampleFaultKind.JSON),
)
