"""An event in an example must exist.

A client that waits for an event of a wrong name waits forever. In a file that belongs to several
schemas, an event is known if one of them has it.

Bad::

    ##
    # @FAN_ALARM:
    #
    # Emitted when the fan is stuck.
    #
    # @percent: share of its full speed
    #
    # .. qmp-example::
    #
    #     <- { "event": "FAN_ALERT",
    #          "data": { "percent": 0 },
    #          "timestamp": { "seconds": 1719410400, "microseconds": 12 } }
    #
    # Since: 9.1
    ##
    { 'event': 'FAN_ALARM', 'data': { 'percent': 'uint8' } }

Good::

    ##
    # @FAN_ALARM:
    #
    # Emitted when the fan is stuck.
    #
    # @percent: share of its full speed
    #
    # .. qmp-example::
    #
    #     <- { "event": "FAN_ALARM",
    #          "data": { "percent": 0 },
    #          "timestamp": { "seconds": 1719410400, "microseconds": 12 } }
    #
    # Since: 9.1
    ##
    { 'event': 'FAN_ALARM', 'data': { 'percent': 'uint8' } }
"""

from __future__ import annotations

from qapidoc.examples.faults import ExampleFaultKind
from qapidoc.findings import Severity
from qapidoc.rules.fault import faults_of
from qapidoc.rules.rule import Rule

RULE = Rule(
    name="example-unknown-event",
    code="EX003",
    severity=Severity.ERROR,
    page=__doc__,
    check=faults_of(ExampleFaultKind.UNKNOWN_EVENT),
    whole_schema=True,
)
