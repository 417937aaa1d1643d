"""XML that every reader accepts."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from qapidoc.report.xml import element, xml_document


@given(st.text(st.characters(codec=None)))
def test_any_text_can_be_read_again(text):
    root = element(None, "root", text, name=text)
    read = ET.fromstring("\n".join(xml_document(root)).encode())
    assert (read.text or "").strip() == (root.text or "").strip()
    assert read.get("name") == root.get("name")


def test_a_document():
    root = element(None, "root")
    element(root, "part", "a < b\x1b", name='"\x00"')
    assert list(xml_document(root)) == [
        '<?xml version="1.0" encoding="UTF-8"?>',
        "<root>",
        '  <part name="&quot;\\x00&quot;">a &lt; b\\x1b</part>',
        "</root>",
    ]
