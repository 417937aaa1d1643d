"""A message in an example must have all members that its type requires.

QEMU refuses a command without a mandatory argument, and always sends the mandatory members of
replies and events. An example that leaves some out to be short says so with dots: ``...`` in place
of what is missing.

Bad::

    ##
    # @FanState:
    #
    # What the fan does.
    #
    # @percent: share of its full speed
    #
    # @stuck: whether it cannot turn
    #
    # Since: 9.1
    ##
    { 'struct': 'FanState', 'data': { 'percent': 'uint8', 'stuck': 'bool' } }

    ##
    # @query-fan:
    #
    # Tell how fast the fan is.
    #
    # .. qmp-example::
    #
    #     -> { "execute": "query-fan" }
    #     <- { "return": { "percent": 40 } }
    #
    # Since: 9.1
    ##
    { 'command': 'query-fan', 'returns': 'FanState' }

Good::

    ##
    # @FanState:
    #
    # What the fan does.
    #
    # @percent: share of its full speed
    #
    # @stuck: whether it cannot turn
    #
    # Since: 9.1
    ##
    { 'struct': 'FanState', 'data': { 'percent': 'uint8', 'stuck': 'bool' } }

    ##
    # @query-fan:
    #
    # Tell how fast the fan is.
    #
    # .. qmp-example::
    #
    #     -> { "execute": "query-fan" }
    #     <- { "return": { "percent": 40, ... } }
    #
    # Since: 9.1
    ##
    { 'command': 'query-fan', 'returns': 'FanState' }
"""

from __future__ import annotations

from qapidoc.examples.faults import ExampleFaultKind
from qapidoc.findings import Severity
from qapidoc.rules.fault import faults_of
from qapidoc.rules.rule import Rule

RULE = Rule(
    name="example-missing-argument",
    code="EX005",
    severity=Severity.ERROR,
    page=__doc__,
    check=faults_of(ExampleFaultKind.MISSING_ARGUMENT),
)
