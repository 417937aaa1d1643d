"""The button that copies what the client sends in a transcript."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sphinx.application import Sphinx

from qapidoc.sphinxext.locale import _

SCRIPT = "qapidoc-copy.js"


def words() -> Mapping[str, str]:
    """Give what the button says, by the attributes of the script in which it looks for it."""
    return {
        "data-copy": _("Copy command"),
        "data-copy-all": _("Copy commands"),
        "data-copied": _("Copied"),
        "data-failed": _("Could not copy"),
    }


def add_script(app: Sphinx) -> None:
    """Let pages load the script once they are there."""
    attributes: dict[str, Any] = {**words()}
    app.add_js_file(SCRIPT, loading_method="defer", **attributes)
