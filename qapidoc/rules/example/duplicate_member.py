"""An object in an example must not have a member twice.

JSON leaves open what that means, and QEMU refuses such a command. Mostly, one of them was meant to
be another, or is left over from an earlier version of the example.

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
    #          "arguments": { "percent": 40, "percent": 60 } }
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
    #          "arguments": { "percent": 60 } }
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
    name="example-duplicate-member",
    code="EX011",
    severity=Severity.ERROR,
    page=__doc__,
    check=faults_of(ExampleFaultKind.DUPLICATE),
)
