"""What several rules want to know of paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapidoc.prose.passages import Passage
from qapidoc.schema.names import nearest

_ITEM = re.compile(
    r"^[ ]*(?:(?P<bullet>[-*+])|(?P<number>\d{1,2})[.)])[ ]+(?P<text>\S)", re.MULTILINE
)
_DOTS = re.compile(r"\.\.+\s*([\w-]+)")
_ARROW = re.compile(r"^\s*(?:->|<-)", re.MULTILINE)
EXAMPLE = "qmp-example"
_NAME = re.compile(r"@\w|[`\"']\S")


def swallowed_lists(passage: Passage) -> Iterator[tuple[int, int]]:
    """Give the lists that docutils takes for the text of the paragraph above them.

    As indices: that of the first item, and the end of the paragraph. A dash or number that came
    to the beginning of a line by chance is none: items come in twos, or below a colon.
    """
    text = passage.text
    if "\n" not in text:
        return
    for block in passage.prose.walk():
        if block.kind != "paragraph":
            continue
        first_end = text.find("\n", block.start, block.end)
        if first_end < 0:
            continue
        items = list(_ITEM.finditer(text, first_end + 1, block.end))
        if not items:
            continue
        first = items[0]
        above = text[block.start : first.start()].rstrip()
        alike = [item for item in items if item["bullet"] == first["bullet"]]
        follows = first["number"] in {None, "1"}
        named = first["bullet"] is not None and _NAME.match(text, first.start("text")) is not None
        if follows and (len(alike) > 1 or above.endswith(":") or named):
            start = first.start("bullet") if first["bullet"] else first.start("number")
            yield start, block.end


def is_misspelt_example(passage: Passage, start: int, name: str | None = None) -> bool:
    """Tell whether a line at `start` was meant as the directive of a transcript below it.

    `name` is what it calls the directive, if that is known.
    """
    match = _DOTS.match(passage.text, start)
    called = name or (match[1] if match is not None else "")
    is_near = nearest(called, [EXAMPLE]) is not None or called.lower() == "example"
    return is_near and _ARROW.search(passage.text, start) is not None
