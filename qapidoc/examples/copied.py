"""Commands that an example has from the examples of another command, and should not have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from qapidoc.examples.envelope import Role
from qapidoc.examples.pairing import Turn, as_json, command_name
from qapidoc.schema.model import Definition, Kind, Schema
from qapidoc.syntax.examples import find_examples
from qapidoc.syntax.messages import JsonObject, JsonValue
from qapidoc.syntax.transcripts import read_transcript
from qapidoc.values.judge import Judge


def copied(
    schema: Schema, values: Judge, subject: Definition, turns: Sequence[Turn]
) -> Iterator[Turn]:
    """Give the commands that are most likely copied from the examples of another command.

    After the last command that an example is about, there are more commands of another name,
    word for word as in the examples of that one, with arguments that the right one takes, too.
    """
    commands = [turn for turn in turns if turn.role is Role.COMMAND]
    own = [index for index, turn in enumerate(commands) if turn.command == subject.name]
    if not own or subject.kind is not Kind.COMMAND:
        return
    for name, count in Counter(turn.command for turn in commands[own[-1] + 1 :]).items():
        if name is None or count <= len(own):
            continue
        others = [turn for turn in commands if turn.command == name]
        known = frozenset(_commands(schema, name))
        if len({_text(turn) for turn in others}) > 1 and all(
            _text(turn) in known and _fits(values, subject, turn) for turn in others
        ):
            yield from others


def _commands(schema: Schema, name: str) -> Iterator[str]:
    """Give the commands of that name in the examples of `name`, as JSON."""
    definition = schema.definitions.get(name)
    if definition is None or definition.doc is None:
        return
    source = schema.texts[definition.path]
    for text in find_examples(source, definition.doc):
        for span in text.transcripts:
            for message in read_transcript(source.text, span, arrowless=text.marked).messages:
                told = as_json(message.value) if message.value is not None else None
                if told is not None and command_name(message) == name:
                    yield told


def _text(turn: Turn) -> str | None:
    return as_json(turn.message.value) if turn.message.value is not None else None


def _fits(values: Judge, subject: Definition, turn: Turn) -> bool:
    """Tell whether a command has arguments, and `subject` could take them."""
    arguments = _arguments(turn.message.value)
    if not isinstance(arguments, JsonObject) or not arguments.members:
        return False
    return not any(True for _ in values.data(subject, arguments, "arguments"))


def _arguments(value: JsonValue | None) -> JsonValue | None:
    member = value.get("arguments") if isinstance(value, JsonObject) else None
    return member.value if member is not None else None
