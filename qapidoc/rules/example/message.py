"""A message in an example must be one that QMP has.

A command has ``execute`` (or ``exec-oob``) and perhaps ``arguments`` and ``id``; a reply has
``return`` or ``error``, and the ``id`` of its command; an event has ``event``, ``timestamp`` and
perhaps ``data``. There is nothing else beside these.

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
    #          "data": { "percent": 40 } }
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
    name="example-message",
    code="EX007",
    severity=Severity.WARNING,
    page=__doc__,
    check=faults_of(ExampleFaultKind.MESSAGE),
)
