"""A reply in an example must answer a command.

A reply belongs to the last command that has none yet, or to the one with its ``id``. The server
sends an ``id`` back as it was, and none if there was none. A command with ``'success-response':
false`` has no reply, unless it fails.

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
    #     -> { "execute": "set-speed", "arguments": { "percent": 40 } }
    #     <- { "return": {} }
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
    #     -> { "execute": "set-speed", "arguments": { "percent": 40 } }
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
    name="example-reply",
    code="EX013",
    severity=Severity.WARNING,
    page=__doc__,
    check=faults_of(ExampleFaultKind.REPLY),
)
