"""An example must not use what comes only after the release that the schema is for.

A command, argument or value whose ``Since:`` is later than the target release is not there yet.
Such an example often comes along when a change is taken over from a later release. It is told
besides what ``since-future`` finds where the thing is dated.

Bad::

    # target: 9.1
    # qapidoc: ignore-file[since-future] the schema is taken from 9.2

    ##
    # @FanMode:
    #
    # How the fan runs.
    #
    # @slow: hardly to be heard
    #
    # @fast: as fast as it can
    #
    # @turbo: faster than it should (since 9.2)
    #
    # Since: 9.1
    ##
    { 'enum': 'FanMode', 'data': [ 'slow', 'fast', 'turbo' ] }

    ##
    # @set-mode:
    #
    # Choose how the fan runs.
    #
    # @mode: how
    #
    # .. qmp-example::
    #
    #     -> { "execute": "set-mode", "arguments": { "mode": "turbo" } }
    #     <- { "return": {} }
    #
    # Since: 9.1
    ##
    { 'command': 'set-mode', 'data': { 'mode': 'FanMode' } }

Good::

    # target: 9.1
    # qapidoc: ignore-file[since-future] the schema is taken from 9.2

    ##
    # @FanMode:
    #
    # How the fan runs.
    #
    # @slow: hardly to be heard
    #
    # @fast: as fast as it can
    #
    # @turbo: faster than it should (since 9.2)
    #
    # Since: 9.1
    ##
    { 'enum': 'FanMode', 'data': [ 'slow', 'fast', 'turbo' ] }

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
    name="example-future",
    code="EX018",
    severity=Severity.WARNING,
    page=__doc__,
    check=faults_of(ExampleFaultKind.FUTURE),
)
