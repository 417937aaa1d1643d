"""Where the roots of schemas are, and where they were in old releases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

MOVED: Mapping[str, Sequence[str]] = {
    "qapi/qapi-schema.json": ("qapi-schema.json",),
    "qga/qapi-schema.json": ("qapi-schema-guest.json",),
}
"""Root modules that have moved, and where they were: until 2.11, and before 1.4."""

QEMU_ROOTS = (
    "qapi/qapi-schema.json",
    "qga/qapi-schema.json",
    "storage-daemon/qapi/qapi-schema.json",
)
"""The root modules of QEMU's own tree. What several have, the first is asked for."""


def modern(path: str) -> str:
    """Give what the root at a path below the top is called now."""
    known = {old: root for root, olds in MOVED.items() for old in olds}
    return known.get(path, path)


def with_siblings(root: str) -> tuple[str, ...]:
    """Give the roots whose history belongs to that of a root, by its path below the top.

    The schemas of QEMU's tree share modules, and what has come to one of them may have been in
    another before.
    """
    root = modern(root)
    return QEMU_ROOTS if root in QEMU_ROOTS else (root,)


def places(roots: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Give all paths at which roots may be, each with the root's name."""
    for root in roots:
        yield root, root
        for old in MOVED.get(root, ()):
            yield old, root
