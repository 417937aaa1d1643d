"""A number in an example must be in the range of its type.

``uint8`` ends at 255, ``size`` begins at 0, and the microseconds of a timestamp end at 999,999.
QEMU refuses a command with a greater or smaller number, and never sends one.

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
    #     -> { "execute": "set-speed", "arguments": { "percent": 400 } }
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
    name="example-out-of-range",
    code="EX010",
    severity=Severity.ERROR,
    page=__doc__,
    check=faults_of(ExampleFaultKind.OUT_OF_RANGE),
)
