"""The toolchain of QAPI, QEMU's schema language: parser, linter, Sphinx extension."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up the Sphinx extension (``extensions = ["qapidoc"]``)."""
    from qapidoc.sphinxext.extension import setup as setup_extension

    return setup_extension(app)
