"""What the nodes of the domain say in HTML is what ordinary nodes in their place do."""

from __future__ import annotations

import html
import re

NOT_SHOWN = re.compile(
    r"(?s)<(script|style|title|nav)\b.*?</\1>|<a class=\"headerlink\".*?</a>|<[^>]*>"
)


def words(page: str) -> list[str]:
    return html.unescape(NOT_SHOWN.sub(" ", page)).split()


def anchors(page: str) -> set[str]:
    return set(re.findall(r'\bid="([^"]+)"', page))


def addresses(page: str) -> set[str]:
    body = page[page.index('class="body"') :]
    return {html.unescape(found) for found in re.findall(r'\bhref="([^"]+)"', body)}


def test_same_words(page, ordinary_page):
    assert words(page) == words(ordinary_page)


def test_same_anchors(page, ordinary_page):
    assert anchors(page) == anchors(ordinary_page)


def test_same_links(page, ordinary_page):
    own, ordinary = addresses(page), addresses(ordinary_page)
    assert {"#qapi-L-Thing.name", "#qapi-L-Colour", "https://example.org/parts.json#L19"} <= own
    assert ordinary <= own
    assert own - ordinary <= {f"#{anchor}" for anchor in anchors(page)}
