"""What files say, written down for the cache or another process.

A record names doc comments by their number among the items of the file, since definitions and
contents refer to the same ones.
"""

from __future__ import annotations

import msgspec

from qapidoc.schema.model import Definition
from qapidoc.schema.modules import Directive, ModuleContents
from qapidoc.schema.problems import Problem
from qapidoc.source import Source
from qapidoc.syntax.ignores import Ignore
from qapidoc.syntax.nodes import DocComment, Item
from qapidoc.syntax.reader import Tree


class _Record(msgspec.Struct, frozen=True, array_like=True):
    items: tuple[Item, ...]
    definitions: tuple[tuple[Definition, int | None], ...]
    contents: tuple[int | str, ...]
    detached: tuple[int, ...]
    directives: tuple[Directive, ...]
    problems: tuple[Problem, ...]
    lost: frozenset[str]
    ignores: tuple[Ignore, ...]


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(_Record)


def pack(contents: ModuleContents) -> bytes | None:
    """Write a record; ``None`` if a name in it has bytes that are no UTF-8."""
    numbers = {item.start: number for number, item in enumerate(contents.tree.items)}
    record = _Record(
        contents.tree.items,
        tuple(
            (
                msgspec.structs.replace(definition, doc=None),
                numbers[definition.doc.start] if definition.doc is not None else None,
            )
            for definition in contents.definitions
        ),
        tuple(item if isinstance(item, str) else numbers[item.start] for item in contents.contents),
        tuple(numbers[doc.start] for doc in contents.detached),
        contents.directives,
        contents.problems,
        contents.lost,
        contents.tree.ignores,
    )
    try:
        return _ENCODER.encode(record)
    except UnicodeEncodeError:
        return None


def unpack(source: Source, data: bytes) -> ModuleContents | None:
    """Read a record of the file whose text is `source`; ``None`` if it is none."""
    try:
        record = _DECODER.decode(data)
        return ModuleContents(
            source.path,
            source,
            Tree(record.items, (), (), record.lost, record.ignores),
            tuple(
                definition
                if number is None
                else msgspec.structs.replace(definition, doc=_doc(record.items[number]))
                for definition, number in record.definitions
            ),
            tuple(
                item if isinstance(item, str) else _doc(record.items[item])
                for item in record.contents
            ),
            tuple(_doc(record.items[number]) for number in record.detached),
            record.directives,
            record.problems,
            record.lost,
        )
    except (msgspec.MsgspecError, IndexError, TypeError, RecursionError):
        return None


def _doc(item: Item) -> DocComment:
    if not isinstance(item, DocComment):
        raise TypeError(item)
    return item
