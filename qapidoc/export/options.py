"""What decides about the form of an export."""

from __future__ import annotations

import msgspec

from qapidoc.releases import Release


class Options(msgspec.Struct, frozen=True):
    """The release to export for, and how.

    ``mask`` replaces names of types as QEMU's introspection does. ``defines`` are the names
    that conditions take for defined; ``None`` leaves conditions as they are.
    """

    target: Release
    mask: bool = True
    defines: frozenset[str] | None = None
