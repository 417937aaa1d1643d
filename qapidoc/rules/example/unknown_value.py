"""A string in an example must be one of the values that its enum has.

That goes for the discriminator of a union too, which chooses among its branches. QEMU refuses a
command with any other string, and never sends one.

Bad::

    ##
    # @FanMode:
    #
    # How the fan runs.
    #
    # @slow: hardly to be heard
    #
    # @fast: as fast as it can
    #
    # Since: 9.1
    ##
    { 'enum': 'FanMode', 'data': [ 'slow', 'fast' ] }

    ##
    # @set-mode:
    #
    # Choose how the fan runs.
    #
    # @mode: how
    #
    # .. qmp-example::
    #
    #     -> { "execute": "set-mode", "arguments": { "mode": "quick" } }
    #     <- { "return": {} }
    #
    # Since: 9.1
    ##
    { 'command': 'set-mode', 'data': { 'mode': 'FanMode' } }

Good::

    ##
    # @FanMode:
    #
    # How the fan runs.
    #
    # @slow: hardly to be heard
    #
    # @fast: as fast as it can
    #
    # Since: 9.1
    ##
    { 'enum': 'FanMode', 'data': [ 'slow', 'fast' ] }

    ##
    # @set-mode:
    #
    # Choose how the fan runs.
    #
    # @mode: how
    #
    # .. qmp-example::
    #
    #     -> { "execute": "set-mode", "arguments": { "mode": "fast" } }
    #     <- { "return": {} }
    #
    # Since: 9.1
    ##
    { 'command': 'set-mode', 'data': { 'mode': 'FanMode' } }
"""

from __future__ import annotations

from qapidoc.examples.faults import ExampleFaultKind
from qapidoc.findings import Severity
from qapidoc.rules.fault import faults_of
from qapidoc.rules.rule import Rule

RULE = Rule(
    name="example-unknown-value",
    code="EX009",
    severity=Severity.ERROR,
    page=__doc__,
    check=faults_of(ExampleFaultKind.UNKNOWN_VALUE),
)
