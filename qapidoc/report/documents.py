"""JSON that every reader accepts, whatever a schema holds."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from qapidoc.report.places import json_shown


def json_document(value: Any) -> str:
    """Write `value` as JSON in lines that no terminal obeys.

    Bytes that are no UTF-8 become question marks, since JSON cannot hold them.
    """
    compact = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
    return json_shown(msgspec.json.format(compact, indent=2).decode())


def holds(text: str) -> bool:
    """Tell whether JSON can hold `text` as it is."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
