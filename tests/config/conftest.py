"""Files of settings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qapidoc.config import OWN_FILE


@pytest.fixture
def write(tmp_path, monkeypatch) -> Callable[..., Path]:
    """Write a file into an empty working folder, and give its path."""
    monkeypatch.chdir(tmp_path)

    def write(text: str | bytes, name: str = OWN_FILE) -> Path:
        path: Path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write
