"""The class of an error in an example must exist.

Clients tell errors apart by their class, not by the text of the description. Those that a schema
knows are the values of its enum ``QapiErrorClass``; a schema without it has QEMU's. In a file that
belongs to several schemas, a class is known if one of them has it.

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
    #     <- { "error": { "class": "GeneralError",
    #                     "desc": "The fan is stuck" } }
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
    #     <- { "error": { "class": "GenericError",
    #                     "desc": "The fan is stuck" } }
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
    name="example-unknown-error",
    code="EX008",
    severity=Severity.ERROR,
    page=__doc__,
    check=faults_of(ExampleFaultKind.UNKNOWN_ERROR),
    whole_schema=True,
)
