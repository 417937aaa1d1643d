"""A transcript must stand in an example.

Elsewhere nothing reads it: no mistake in it is found, and the page of the command does not show
it as an example. Sphinx takes a line that begins with ``..`` and is no directive for a comment, so
that what is below a misspelt ``.. qmp-example::`` may not be shown at all. In an example with
``:annotated:``, transcripts are what a paragraph with ``::`` at its end announces.

Found are lines that begin with an arrow, ``{`` and a name that messages have.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
    #
    # .. qmp-example:
    #
    #     -> { "execute": "set-speed", "arguments": { "percent": 40 } }
    #     <- { "return": {} }
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'uint8' } }

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
    #
    # .. qmp-example::
    #    :annotated:
    #
    #    A light breeze:
    #
    #      -> { "execute": "set-speed", "arguments": { "percent": 10 } }
    #      <- { "return": {} }
    #
    #    Now for the storm::
    #
    #      -> { "execute": "set-speed", "arguments": { "percent": 100 } }
    #      <- { "return": {} }
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
    name="example-unread",
    code="EX019",
    severity=Severity.WARNING,
    page=__doc__,
    check=faults_of(ExampleFaultKind.UNREAD),
)
