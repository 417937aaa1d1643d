"""The words that readers see, in their language."""

from __future__ import annotations

from pathlib import Path

from sphinx.locale import get_translation

CATALOG = "qapidoc"
LOCALE_DIR = Path(__file__).resolve().parent / "locales"

_ = get_translation(CATALOG)
