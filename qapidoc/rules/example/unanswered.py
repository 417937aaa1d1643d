"""A command in an example must have a reply.

A client has to wait for it before it goes on. ``<- ...`` says that there is one which is not of
interest here. Nothing is found in an example that leaves out messages, nor of a command with
``'success-response': false``.

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
    name="example-unanswered",
    code="EX014",
    severity=Severity.WARNING,
    page=__doc__,
    check=faults_of(ExampleFaultKind.UNANSWERED),
    whole_schema=True,
)
