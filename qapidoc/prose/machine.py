"""docutils' state machine, with states that are made when they are first needed.

For each list that it reads, docutils makes 15 states with some 700 bound methods, and needs one or
two of them. That takes longer than to read the list, and what refers to itself stays in memory
while Python's collector is off, as it is in the linter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from docutils.parsers.rst import states


class _States(dict[str, Any]):
    """The states of a machine by their names."""

    def __init__(self, machine: Any) -> None:
        super().__init__()
        self.classes: dict[str, Any] = {}
        self._machine = machine

    def __missing__(self, name: str) -> Any:
        state = self[name] = self.classes[name](self._machine, self._machine.debug)
        if self._machine.memo is not None:  # it runs already
            state.runtime_init()
        return state


class _Lazy:
    """What both machines have in common: how they come by their states."""

    memo: Any = None
    states: Any

    def add_states(self, state_classes: Iterable[Any]) -> None:
        """Take note of the states that there can be."""
        self.states = _States(self)
        self.states.classes = {state.__name__: state for state in state_classes}


class _NestedMachine(_Lazy, states.NestedStateMachine):
    """Reads what is in another element, such as the items of a list."""


class _Machine(_Lazy, states.RSTStateMachine):
    """Reads a document."""


def _own(state: Any) -> Any:
    """Derive a state that reads what is in it with the machine above.

    docutils finds states by the names of their classes.
    """
    return type(
        state.__name__,
        (state,),
        {"nested_sm": _NestedMachine, "nested_sm_cache": _IDLE, "__init__": _init},
    )


def _init(self: Any, machine: Any, debug: bool = False) -> None:
    super(type(self), self).__init__(machine, debug)
    self.nested_sm_kwargs = dict(_OWN_STATES)


_IDLE: list[Any] = []
"""Machines that have done their work."""

_OWN_STATES: Mapping[str, Any] = {
    "state_classes": tuple(map(_own, states.state_classes)),
    "initial_state": "Body",
}

NESTED: Mapping[str, Any] = {
    "state_machine_class": _NestedMachine,
    "state_machine_kwargs": _OWN_STATES,
}
"""What lets ``nested_parse`` of a state read with such a machine."""


def new_machine() -> Any:
    """Make a machine that reads documents, one after the other."""
    return _Machine(**_OWN_STATES)
