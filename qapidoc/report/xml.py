"""XML that every reader accepts, whatever a schema holds."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from qapidoc.report.places import shown


def element(
    parent: ET.Element | None, tag: str, text: str = "", **attributes: object
) -> ET.Element:
    """Make an element, the last in `parent` if there is one.

    What does not show is escaped, and so is all that XML 1.0 has no room for.
    """
    made = ET.Element(tag, {name: shown(str(value)) for name, value in attributes.items()})
    if text:
        made.text = shown(text)
    if parent is not None:
        parent.append(made)
    return made


def xml_document(root: ET.Element) -> Iterator[str]:
    """Give the lines of a document in UTF-8."""
    ET.indent(root)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield from ET.tostring(root, encoding="unicode").splitlines()
