"""An example should not use what is deprecated without saying so.

Readers copy examples, and what is deprecated will go. This is about what the client sends:
commands, arguments and their values. An example in the comment of something that is itself
deprecated may use it, and so may one whose title or text says that it is deprecated.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
    #
    # @rpm: turns a minute
    #
    # Features:
    #
    # @deprecated: Member @rpm is deprecated.  Use @percent instead.
    #
    # .. qmp-example::
    #
    #     -> { "execute": "set-speed", "arguments": { "rpm": 900 } }
    #     <- { "return": {} }
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed',
      'data': { '*percent': 'uint8',
                '*rpm': { 'type': 'int', 'features': [ 'deprecated' ] } } }

Good::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
    #
    # @rpm: turns a minute
    #
    # Features:
    #
    # @deprecated: Member @rpm is deprecated.  Use @percent instead.
    #
    # .. qmp-example::
    #
    #     -> { "execute": "set-speed", "arguments": { "percent": 40 } }
    #     <- { "return": {} }
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed',
      'data': { '*percent': 'uint8',
                '*rpm': { 'type': 'int', 'features': [ 'deprecated' ] } } }
"""

from __future__ import annotations

from qapidoc.examples.faults import ExampleFaultKind
from qapidoc.findings import Severity
from qapidoc.rules.fault import faults_of
from qapidoc.rules.rule import Rule

RULE = Rule(
    name="example-deprecated",
    code="EX016",
    severity=Severity.WARNING,
    page=__doc__,
    check=faults_of(ExampleFaultKind.DEPRECATED),
)
