"""A reply to ``query-qmp-schema``, read: its entries, in the form that a schema's have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated

import msgspec

from qapidoc.export.entries import Entry, Mark, Meta, Part, Role


class ReplyError(Exception):
    """Text that is no such reply; the message says why."""


class Told(msgspec.Struct, frozen=True):
    """An entry of a reply, and sentences about what contradicts itself in it."""

    entry: Entry
    flaws: tuple[str, ...]


def read_reply(data: bytes) -> tuple[Told, ...]:
    """Read the array that QEMU returns, alone or as ``{"return": […]}``.

    Raises `ReplyError` for what is not JSON, or not of the shape that ``SchemaInfo`` has.
    """
    try:
        reply = msgspec.json.decode(data, type=list[_Info] | _Reply)
    except msgspec.ValidationError as error:
        raise ReplyError(f"is no reply to query-qmp-schema: {error}") from None
    except msgspec.DecodeError as error:
        raise ReplyError(f"is not JSON: {error}") from None
    except UnicodeDecodeError:
        raise ReplyError("is not JSON: it is not UTF-8") from None
    except RecursionError:
        raise ReplyError("is no reply to query-qmp-schema: it is nested too deeply") from None
    infos = reply.returned if isinstance(reply, _Reply) else reply
    return tuple(info.told() for info in infos)


# --- the shape of SchemaInfo ---------------------------------------------------------------

_Name = Annotated[str, msgspec.Meta(min_length=1)]
_Features = list[_Name]


class _Shape(msgspec.Struct, forbid_unknown_fields=True):
    """An object whose keys are all known."""


class _Member(_Shape):
    name: _Name
    type: _Name
    default: msgspec.UnsetType | None = msgspec.UNSET
    features: _Features = []


class _Variant(_Shape):
    case: _Name
    type: _Name


class _Alternative(_Shape):
    type: _Name


class _Value(_Shape):
    name: _Name
    features: _Features = []


class _Common(_Shape, kw_only=True, tag_field="meta-type"):
    """What all entries have. A subclass gives its meta type, and what only it has."""

    name: _Name
    features: _Features = []

    def told(self) -> Told:
        parts = tuple(self.parts())
        meta = Meta(str(self.__struct_config__.tag))
        entry = Entry(meta=meta, name=self.name, features=_marks(self.features), parts=parts)
        doubled = [
            f"has the {role} '{name}' twice"
            for (role, name), count in Counter((p.role, p.name) for p in parts if p.name).items()
            if count > 1
        ]
        return Told(msgspec.structs.replace(entry, **self.details()), (*doubled, *self.flaws()))

    def details(self) -> Mapping[str, object]:
        return {}

    def parts(self) -> Iterable[Part]:
        return ()

    def flaws(self) -> Iterator[str]:
        return iter(())


class _Builtin(_Common, tag="builtin"):
    json_type: str = msgspec.field(name="json-type")

    def details(self) -> Mapping[str, object]:
        return {"json_type": self.json_type}


class _Enum(_Common, tag="enum"):
    values: list[_Name]
    members: list[_Value] | msgspec.UnsetType = msgspec.UNSET

    def details(self) -> Mapping[str, object]:
        return {"members_of_values": self.members is not msgspec.UNSET}

    def parts(self) -> Iterable[Part]:
        if self.members is msgspec.UNSET:
            return [Part(Role.VALUE, value) for value in self.values]
        return [
            Part(Role.VALUE, value.name, features=_marks(value.features)) for value in self.members
        ]

    def flaws(self) -> Iterator[str]:
        members = Counter(self.values if self.members is msgspec.UNSET else _named(self.members))
        values = Counter(self.values)
        for name in (*(values - members), *(members - values)):
            yield f"has the value '{name}' in one of 'members' and 'values' only"


class _Array(_Common, tag="array"):
    element_type: _Name = msgspec.field(name="element-type")

    def parts(self) -> Iterable[Part]:
        yield Part(Role.ELEMENT, type=self.element_type)

    def flaws(self) -> Iterator[str]:
        if self.name != f"[{self.element_type}]":
            yield f"is an array of '{self.element_type}', so it must be '[{self.element_type}]'"


class _Object(_Common, tag="object"):
    members: list[_Member]
    tag: str = ""
    variants: list[_Variant] | msgspec.UnsetType = msgspec.UNSET

    def details(self) -> Mapping[str, object]:
        return {"tag": self.tag}

    def parts(self) -> Iterable[Part]:
        for m in self.members:
            optional = m.default is None
            yield Part(Role.MEMBER, m.name, m.type, optional, features=_marks(m.features))
        if self.variants is not msgspec.UNSET:
            for variant in self.variants:
                yield Part(Role.VARIANT, variant.case, variant.type)

    def flaws(self) -> Iterator[str]:
        if bool(self.tag) is (self.variants is msgspec.UNSET):
            yield "has one of 'tag' and 'variants' only"


class _Alternate(_Common, tag="alternate"):
    members: list[_Alternative]

    def parts(self) -> Iterable[Part]:
        return [Part(Role.ALTERNATIVE, type=alternative.type) for alternative in self.members]


class _Command(_Common, tag="command"):
    arg_type: _Name = msgspec.field(name="arg-type")
    ret_type: _Name = msgspec.field(name="ret-type")
    allow_oob: bool = msgspec.field(name="allow-oob", default=False)

    def details(self) -> Mapping[str, object]:
        return {"allow_oob": self.allow_oob}

    def parts(self) -> Iterable[Part]:
        yield Part(Role.ARGUMENTS, type=self.arg_type)
        yield Part(Role.RETURNS, type=self.ret_type)


class _Event(_Common, tag="event"):
    arg_type: _Name = msgspec.field(name="arg-type")

    def parts(self) -> Iterable[Part]:
        yield Part(Role.ARGUMENTS, type=self.arg_type)


_Info = _Builtin | _Enum | _Array | _Object | _Alternate | _Command | _Event


class _Reply(msgspec.Struct):
    returned: list[_Info] = msgspec.field(name="return")


def _marks(features: _Features) -> tuple[Mark, ...]:
    return tuple(map(Mark, features))


def _named(values: Iterable[_Value]) -> list[str]:
    return [value.name for value in values]
