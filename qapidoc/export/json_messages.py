"""Messages of QMP as JSON Schema: those of each command and event, and of any.

Source: QEMU's QMP specification.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qapidoc.export.json_notes import Notes
from qapidoc.export.json_types import (
    JsonSchema,
    Types,
    one_of_values,
    reference,
    ruled,
    tagged,
    when,
)
from qapidoc.releases import Release
from qapidoc.schema.model import Definition, Kind, Schema, TypeRef
from qapidoc.source import Span
from qapidoc.values.builtins import TIMESTAMP_RANGES
from qapidoc.values.errors import ERROR_CLASSES, error_enum

COMMAND, REPLY, ERROR, EVENT = "message:command", "message:reply", "message:error", "message:event"
GREETING, ID, TIMESTAMP = "message:greeting", "message:id", "message:timestamp"

HEADS: Mapping[str, str] = {
    "execute": COMMAND,
    "exec-oob": COMMAND,
    "event": EVENT,
    "QMP": GREETING,
    "return": REPLY,
    "error": ERROR,
}
"""The member that a message is known by, and the entry of ``$defs`` with such messages."""

NEGOTIATION = "qmp_capabilities"
"""The command that answers a greeting; without it, as in the guest agent, there is none."""

CONTROL = (Release(2, 12), Release(3, 0))
"""The releases in which ``control`` asked for execution out of band."""


class Messages:
    """Makes the ``$defs`` of messages, with all that they refer to."""

    def __init__(self, schema: Schema, types: Types, notes: Notes, target: Release) -> None:
        self._schema = schema
        self._types = types
        self._notes = notes
        self._control = target.base in CONTROL

    def defs(self) -> dict[str, JsonSchema]:
        """Give the entries of ``$defs``: those of any message, of commands, of events."""
        commands, events = self._of(Kind.COMMAND), self._of(Kind.EVENT)
        defs = {COMMAND: self._any_command(commands), REPLY: self._any_reply()}
        defs |= {ERROR: self._error(), ID: self._id()}
        if events:
            defs |= {EVENT: self._any_event(events), TIMESTAMP: self._timestamp()}
        if any(command.name == NEGOTIATION for command in commands):
            defs[GREETING] = self._greeting()
        for command in commands:
            defs |= self._command(command)
        for event in events:
            defs |= self._event(event)
        return defs

    def _of(self, kind: Kind) -> list[Definition]:
        return [d for d in self._schema.definitions.values() if d.kind is kind]

    def _type(self, name: str) -> JsonSchema:
        return self._types.ref(TypeRef(name, False, Span(0, 0)))

    # --- commands --------------------------------------------------------------------------

    def _command(self, command: Definition) -> dict[str, JsonSchema]:
        key, name = f"command:{command.name}", {"const": command.name}
        arguments, returned, reply = f"{key}:arguments", f"{key}:return", f"{key}:reply"
        heads = {"execute": name} | ({"exec-oob": name} if command.allow_oob else {})
        others = {"arguments": reference(arguments), "id": reference(ID)}
        if self._control:
            others["control"] = closed({"run-oob": {"type": "boolean"}}, ["run-oob"])
        required = ["arguments"] if self._types.requires_data(command) else []
        defs = {
            key: {
                "title": f"Command {command.name}",
                **self._notes.definition(command),
                **headed(heads, others, required),
            },
            arguments: {
                "title": f"Arguments of {command.name}",
                **self._types.data(arguments, command),
            },
        }
        if command.success_response:
            value = self._types.ref(command.returns) if command.returns else closed({})
            title = f"What {command.name} returns"
            defs[returned] = {"title": title, **self._notes.returned(command), **value}
            success: JsonSchema = self._success(reference(returned))
        else:
            success = reference(ERROR)
        defs[reply] = {"title": f"Reply to {command.name}", **success}
        return defs

    def _any_command(self, commands: Sequence[Definition]) -> JsonSchema:
        out_of_band = [command for command in commands if command.allow_oob]
        heads = {"execute": self._names(commands)}
        if out_of_band:
            heads["exec-oob"] = self._names(out_of_band)
        rules = []
        for command in commands:
            name = {"const": command.name}
            found = tagged("execute", name)
            if command.allow_oob:
                found = {"anyOf": [found, tagged("exec-oob", name)]}
            rules.append(when(found, reference(f"command:{command.name}")))
        head = {
            "title": "Command",
            "description": "A message to the server that executes a command.",
        }
        return ruled({**head, "type": "object", "properties": heads, **one_of(heads)}, rules)

    # --- replies ---------------------------------------------------------------------------

    def _any_reply(self) -> JsonSchema:
        return {
            "title": "Reply",
            "description": "What the server answers to a command.",
            **self._success({}),
        }

    def _success(self, value: JsonSchema) -> JsonSchema:
        """Give the schema of a reply with this value, or with an error."""
        return {
            "type": "object",
            "if": {"required": ["error"]},
            "then": reference(ERROR),
            "else": closed({"return": value, "id": reference(ID)}, ["return"]),
        }

    def _error(self) -> JsonSchema:
        enum = error_enum(self._schema)
        class_: JsonSchema = {"type": "string", "enum": list(ERROR_CLASSES)}
        if enum is not None:
            class_ = self._type(enum.name)
        elif not self._schema.complete:
            class_ = {"type": "string"}
        error = closed(
            {"class": class_, "desc": {"description": "A text for people.", "type": "string"}},
            ["class", "desc"],
        )
        return {
            "title": "Error",
            "description": "The reply to a command that failed.",
            **closed({"error": error, "id": reference(ID)}, ["error"]),
        }

    def _id(self) -> JsonSchema:
        return {
            "title": "Id",
            "description": "What a command is known by: any value; its reply has the same.",
        }

    # --- events ----------------------------------------------------------------------------

    def _event(self, event: Definition) -> dict[str, JsonSchema]:
        key = f"event:{event.name}"
        data = f"{key}:data"
        required = ["data"] if self._types.requires_data(event) else []
        heads = {"event": {"const": event.name}}
        others = {"data": reference(data), "timestamp": reference(TIMESTAMP)}
        return {
            key: {
                "title": f"Event {event.name}",
                **self._notes.definition(event),
                **headed(heads, others, [*required, "timestamp"]),
            },
            data: {"title": f"Data of {event.name}", **self._types.data(data, event)},
        }

    def _any_event(self, events: Sequence[Definition]) -> JsonSchema:
        heads = {"event": self._names(events)}
        return {
            "title": "Event",
            "description": "A message from the server that no command asked for.",
            "type": "object",
            "properties": heads,
            **one_of(heads),
            "allOf": [
                when(tagged("event", {"const": e.name}), reference(f"event:{e.name}"))
                for e in events
            ],
        }

    def _timestamp(self) -> JsonSchema:
        numbers: JsonSchema = {
            name: {"type": "integer", "minimum": least, "maximum": most}
            for name, (least, most) in TIMESTAMP_RANGES.items()
        }
        return {
            "title": "Timestamp",
            "description": "When an event happened, since the epoch; -1 if that is not known.",
            **closed(numbers, list(numbers)),
        }

    def _greeting(self) -> JsonSchema:
        version = self._type("VersionInfo") or {"type": "object"}
        capabilities = {"type": "array", "items": {"type": "string"}}
        server = {"version": version, "capabilities": capabilities}
        return {
            "title": "Greeting",
            "description": "What the server sends first.",
            **closed({"QMP": closed(server, list(server))}, ["QMP"]),
        }

    def _names(self, definitions: Sequence[Definition]) -> JsonSchema:
        """Give the schema of names; any are right where some could not be read."""
        if not self._schema.complete or self._schema.lost:
            return {"type": "string"}
        return one_of_values([definition.name for definition in definitions])


def any_message(defs: Mapping[str, JsonSchema]) -> JsonSchema:
    """Give the schema of all messages that `defs` has, told apart by their heads."""
    heads = {head: key for head, key in HEADS.items() if key in defs}
    return {
        "type": "object",
        **one_of(heads),
        "allOf": [when({"required": [h]}, reference(key)) for h, key in heads.items()],
    }


def headed(heads: JsonSchema, others: JsonSchema, required: Sequence[str]) -> JsonSchema:
    """Give the schema of a message with one of `heads`, and with `others` beside it."""
    if len(heads) == 1:
        return closed({**heads, **others}, [*heads, *required])
    return {**closed({**heads, **others}, required), **one_of(heads)}


def one_of(heads: Mapping[str, object]) -> JsonSchema:
    """Demand one of the members that a message is known by."""
    if len(heads) == 1:
        return {"required": list(heads)}
    return {"oneOf": [{"required": [head]} for head in heads]}


def closed(properties: JsonSchema, required: Sequence[str] = ()) -> JsonSchema:
    """Give the schema of an object with these members and no others."""
    return {
        "type": "object",
        **({"properties": properties} if properties else {}),
        **({"required": list(required)} if required else {}),
        "additionalProperties": False,
    }
