"""A schema as JSON Schema (2020-12), for its messages and all that is in them.

The document is right for any message of QMP. Its ``$defs`` are, by their keys:

- ``NAME``: a type; ``NAME:DISCRIMINATOR=VALUE``: a union with that branch
- ``command:NAME``: the message; ``command:NAME:arguments``, ``…:return``; ``…:reply``, the
  message that answers it
- ``event:NAME``: the message; ``event:NAME:data``
- ``message:command``, ``message:reply``, ``message:error``, ``message:event``,
  ``message:greeting``: any such message

Names in a QAPI schema hold neither ``:`` nor ``=``, and no two definitions have the same.
"""

from __future__ import annotations

from typing import Any

from qapidoc.export.decided import decided
from qapidoc.export.json_messages import Messages, any_message
from qapidoc.export.json_notes import Notes
from qapidoc.export.json_types import SHARED, Types
from qapidoc.export.options import Options
from qapidoc.schema.model import Schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def export(schema: Schema, options: Options) -> dict[str, Any]:
    """Give the JSON Schema of a schema.

    Without defines, what has a condition is allowed and not required, and has it as ``x-if``.
    """
    schema = decided(schema, options.defines)
    notes = Notes(schema, options)
    types = Types(schema, notes)
    for definition in schema.definitions.values():
        if definition.kind.is_type:
            types.define(definition)
    messages = Messages(schema, types, notes, options.target).defs()
    own = {key: value for key, value in types.defs.items() if key not in SHARED}
    shared = {key: value for key, value in types.defs.items() if key in SHARED}
    return {
        "$schema": DIALECT,
        "title": "QMP messages",
        "description": f"Messages of QEMU {options.target}.",
        **any_message(messages),
        "$defs": {**messages, **own, **shared},
    }
