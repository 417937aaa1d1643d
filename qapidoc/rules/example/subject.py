"""An example must show the command or event in whose comment it stands.

It may show others besides, such as what has to be done before. If it shows only others, it was
copied from their comments, or is about something that has been renamed since.

Bad::

    ##
    # @stop-fan:
    #
    # Let the fan stand still.
    #
    # .. qmp-example::
    #
    #     -> { "execute": "start-fan" }
    #     <- { "return": {} }
    #
    # Since: 9.1
    ##
    { 'command': 'stop-fan' }

    ##
    # @start-fan:
    #
    # Let the fan turn.
    #
    # Since: 9.1
    ##
    { 'command': 'start-fan' }

Good::

    ##
    # @stop-fan:
    #
    # Let the fan stand still.
    #
    # .. qmp-example::
    #
    #     -> { "execute": "start-fan" }
    #     <- { "return": {} }
    #     -> { "execute": "stop-fan" }
    #     <- { "return": {} }
    #
    # Since: 9.1
    ##
    { 'command': 'stop-fan' }

    ##
    # @start-fan:
    #
    # Let the fan turn.
    #
    # Since: 9.1
    ##
    { 'command': 'start-fan' }
"""

from __future__ import annotations

from qapidoc.examples.faults import ExampleFaultKind
from qapidoc.findings import Severity
from qapidoc.rules.fault import faults_of
from qapidoc.rules.rule import Rule

RULE = Rule(
    name="example-subject",
    code="EX015",
    severity=Severity.WARNING,
    page=__doc__,
    check=faults_of(ExampleFaultKind.SUBJECT),
)
