"""An event should not have the name of a command.

``STOP_MACHINE`` beside ``stop-machine``: in a log or in a question, it takes a second look to
tell which of the two is meant.

Bad::

    ##
    # @stop-machine:
    #
    # Stop it.
    #
    # Since: 9.0
    ##
    { 'command': 'stop-machine' }

    ##
    # @STOP_MACHINE:
    #
    # It has stopped.
    #
    # Since: 9.0
    ##
    { 'event': 'STOP_MACHINE' }

Good::

    ##
    # @stop-machine:
    #
    # Stop it.
    #
    # Since: 9.0
    ##
    { 'command': 'stop-machine' }

    ##
    # @MACHINE_STOPPED:
    #
    # It has stopped.
    #
    # Since: 9.0
    ##
    { 'event': 'MACHINE_STOPPED' }
"""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.findings import Finding, Related, Severity
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.model import Kind


def check(context: Context) -> Iterator[Finding]:
    """Compare the names of events with those of commands."""
    for event in context.definitions:
        if event.kind is not Kind.EVENT:
            continue
        command = context.schema.definitions.get(event.name.lower().replace("_", "-"))
        if command is None or command.kind is not Kind.COMMAND:
            continue
        yield Finding(
            event.path,
            event.name_span,
            f"event '{event.name}' has the name of a command; say what has happened instead",
            event.name,
            related=(Related(command.path, command.name_span, "the command is here"),),
        )


RULE = Rule(
    name="naming-event-like-command",
    code="NA901",
    severity=Severity.INFO,
    page=__doc__,
    check=check,
)
