"""How definitions and their parts are named across documents: full names and anchors.

An anchor keeps the case of the name, since `STOP` and `stop` are two things, and has no
module in it, so that it stays when a definition moves. The characters between the parts are
none that names have in those places, and all are allowed in the identifiers of XML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

MODULE = "module"
"""The kind of modules."""

_NO_ID = re.compile(r"[^a-zA-Z0-9._]+")
_TARGET = re.compile(r"(?:(?P<namespace>[^:\s]+):)?(?P<name>\S.*)")


class Target(NamedTuple):
    """What a reference names: ``[NAMESPACE:][MODULE.]NAME`` or ``[NAMESPACE:]NAME.PART``."""

    namespace: str | None
    name: str

    def splits(self) -> Iterator[tuple[str, str]]:
        """Give what stands before and after each dot of the name."""
        for match in re.finditer(r"\.", self.name):
            before, after = self.name[: match.start()], self.name[match.end() :]
            if before and after:
                yield before, after


def parse_target(text: str) -> Target:
    """Read the target of a role."""
    match = _TARGET.fullmatch(text.strip())
    if match is None:
        return Target(None, text)
    return Target(match["namespace"], match["name"])


def checked_namespace(text: str) -> str:
    """Give a namespace that an option names; raise `ValueError` if references could not."""
    namespace = text.strip()
    if not namespace or re.search(r"[\s:]", namespace):
        raise ValueError(f"a namespace is one word without a colon, and not {namespace!r}")
    return namespace


def full_name(namespace: str, name: str) -> str:
    """Give the name under which an inventory lists a definition or one of its parts."""
    return f"{namespace}:{name}" if namespace else name


def anchor(namespace: str, name: str) -> str:
    """Give the anchor of a definition; that of a part is the anchor of ``NAME.PART``."""
    return f"qapi-{namespace}-{name}" if namespace else f"qapi-{name}"


def alias_anchor(object_type: str, namespace: str, module: str, name: str) -> str:
    """Give the anchor that QEMU's own domain gives a definition (10.1 and later).

    It has the module in it, so that it changes when a definition moves, and old links break; it is
    kept besides, for links that were made with it.
    """
    place = f"{module}.{name}" if module else name
    words = (object_type, f"{namespace}:{place}" if namespace else place)
    return "-".join(_NO_ID.sub("-", word).strip("-.") for word in words)


def module_anchor(namespace: str, module: str) -> str:
    """Give the anchor of a module."""
    return "-".join(word for word in ("module", namespace, module.replace("/", ".")) if word)


def anchor_of(kind: str, namespace: str, name: str) -> str:
    """Give the anchor of what the domain lists as `name`."""
    return (module_anchor if kind == MODULE else anchor)(namespace, name)


def member_name(definition: str, member: str) -> str:
    """Name a member, a value, or a branch of an alternate."""
    return f"{definition}.{member}"


def branch_name(union: str, discriminator: str, value: str) -> str:
    """Name a branch of a union."""
    return f"{union}.{discriminator}.{value}"


def feature_name(definition: str, feature: str) -> str:
    """Name a feature of a definition."""
    return f"{definition}..{feature}"
