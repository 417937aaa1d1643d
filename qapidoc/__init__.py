"""The toolchain of QAPI, QEMU's schema language: parser, linter, Sphinx extension."""

from __future__ import annotations

__version__ = "0.1.0"
