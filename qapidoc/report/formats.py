"""The output formats: what users call them, and the modules that write them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module

from qapidoc.engine.result import Result

Report = Callable[[Result], Iterator[str]]
"""Gives the lines of a report, without line ends."""

FORMATS: Mapping[str, str] = {
    "text": "text",
    "concise": "concise",
    "json": "json",
    "sarif": "sarif",
    "github": "github",
    "gitlab": "gitlab",
    "rdjson": "rdjson",
    "junit": "junit",
    "checkstyle": "checkstyle",
}
"""The output formats, and the modules of this room whose function ``report`` writes them."""

LISTS = frozenset({"text", "concise"})
"""The formats that people read, line by line: their findings can stand under headings."""

COUNTS = LISTS | {"json"}
"""The formats that counts can be written in."""


def report_in(form: str) -> Report:
    """Give the function that writes a format."""
    report: Report = import_module(f"qapidoc.report.{FORMATS[form]}").report
    return report
