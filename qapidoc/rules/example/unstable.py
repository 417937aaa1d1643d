"""An example should not use what is unstable without saying so.

What is unstable can change or go at any time, and readers copy examples. This is about what the
client sends: commands, arguments and their values. An example in the comment that describes them
may use them, and so may one whose title or text says that they are unstable or experimental. A
name that begins with ``x-`` says so itself.

Bad::

    ##
    # @calibrate:
    #
    # Let the fan find out what it can do.
    #
    # Features:
    #
    # @unstable: This command is experimental.
    #
    # Since: 9.1
    ##
    { 'command': 'calibrate', 'features': [ 'unstable' ] }

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
    #
    # .. qmp-example::
    #
    #     -> { "execute": "calibrate" }
    #     <- { "return": {} }
    #     -> { "execute": "set-speed", "arguments": { "percent": 40 } }
    #     <- { "return": {} }
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'uint8' } }

Good::

    ##
    # @calibrate:
    #
    # Let the fan find out what it can do.
    #
    # Features:
    #
    # @unstable: This command is experimental.
    #
    # Since: 9.1
    ##
    { 'command': 'calibrate', 'features': [ 'unstable' ] }

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
    #
    # .. qmp-example::
    #    :title: After calibration, which is unstable
    #
    #     -> { "execute": "calibrate" }
    #     <- { "return": {} }
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
    name="example-unstable",
    code="EX017",
    severity=Severity.WARNING,
    page=__doc__,
    check=faults_of(ExampleFaultKind.UNSTABLE),
)
