"""Literal text, most of which is transcripts."""

from __future__ import annotations

import re

from docutils import nodes

_ARROW = re.compile(r"^\s*(->|<-)", re.MULTILINE)


def transcript_language(text: str) -> str:
    """Give the language that literal text is highlighted in."""
    return "QMP" if _ARROW.search(text) else "none"


def literal(text: str, language: str | None = None) -> nodes.literal_block:
    """Show literal text."""
    return nodes.literal_block(
        text, text, language=language or transcript_language(text), force=True
    )
