"""A message in an example must not have members that its type does not have.

This is about the arguments of commands, what they return, and the data of events, at any depth.
QEMU refuses a command with an argument that it does not know, and never sends members that the
schema does not list. Commands without generated code (``'gen': false``) may take more arguments
than they say.

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
    #     -> { "execute": "set-speed",
    #          "arguments": { "percent": 40, "ramp": 5 } }
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
    name="example-unknown-argument",
    code="EX004",
    severity=Severity.ERROR,
    page=__doc__,
    check=faults_of(ExampleFaultKind.UNKNOWN_ARGUMENT),
)
