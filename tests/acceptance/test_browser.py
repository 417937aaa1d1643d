"""The demonstration site in a real browser."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.acceptance.looks import Browser, faint, show, too_wide

pytestmark = pytest.mark.acceptance


@pytest.fixture(scope="module")
def site(
    checkout: Path,
    tmp_path_factory: pytest.TempPathFactory,
    serve: Callable[[Path], str],
) -> str:
    """Build the demonstration site and serve it on this machine."""
    folder = tmp_path_factory.mktemp("site")
    schema = checkout / "docs" / "demo" / "qapi" / "schema.json"
    subprocess.run(
        [sys.executable, "-m", "qapidoc", "site", str(schema), "-o", str(folder / "html")],
        check=True,
    )
    return serve(folder / "html")


def _pages(browser: Browser, site: str) -> list[str]:
    browser.get(f"{site}/index.html")
    links = browser.find_elements("css selector", "article a.internal, .sidebar-tree a.internal")
    found = {str(link.get_attribute("href")).partition("#")[0] for link in links}
    return sorted(url for url in found if url.startswith(site))


def test_pages_have_no_script_errors(browser: Browser, site: str) -> None:
    pages = _pages(browser, site)
    assert len(pages) >= 6
    for url in pages:
        browser.get(url)
        assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []


def _found(browser: Browser, site: str, words: str) -> list[str]:
    """Give the addresses that a search finds."""
    browser.get(f"{site}/search.html?q={words}")
    browser.implicitly_wait(10)
    results = browser.find_elements("css selector", "ul.search li a")
    browser.implicitly_wait(0)
    return [str(result.get_attribute("href")) for result in results]


def test_search_finds_a_command(browser: Browser, site: str) -> None:
    assert any("disk-attach" in address for address in _found(browser, site, "disk-attach"))


def test_search_shows_first_what_is_called_so(browser: Browser, site: str) -> None:
    browser.get(f"{site}/qapi-index.html")
    links = browser.find_elements("css selector", "table a")
    addresses = {link.text: str(link.get_attribute("href")) for link in links}
    assert len(addresses) > 20
    for name, address in addresses.items():
        first = _found(browser, site, name)[0]
        assert first.partition("#")[2] == address.partition("#")[2], name


def test_search_finds_a_member(browser: Browser, site: str) -> None:
    addresses = _found(browser, site, "read-only")
    assert any(address.endswith(".read-only") for address in addresses), addresses


def test_a_link_to_a_branch_opens_it(browser: Browser, site: str) -> None:
    browser.get(f"{site}/qmp/block.html")
    links = browser.find_elements("css selector", "details.qapi-branch a.headerlink")
    address = str(links[-1].get_attribute("href"))
    browser.get("about:blank")
    browser.get(address)
    (opened,) = browser.find_elements("css selector", "details.qapi-branch[open]")
    link = opened.find_element("css selector", "a.headerlink")
    assert link.get_attribute("href") == address
    top = -1
    for _ in range(50):  # the theme scrolls smoothly
        top = browser.execute_script("return arguments[0].getBoundingClientRect().top", opened)
        if 0 <= top < 200:
            return
        time.sleep(0.1)
    pytest.fail(f"the branch is {top} pixels below the top")


def test_links_to_definitions_lead_to_them(browser: Browser, site: str) -> None:
    for url in _pages(browser, site):
        browser.get(url)
        dead = browser.execute_script(
            "return [...document.querySelectorAll('article a[href^=\"#\"]')]"
            ".map(a => decodeURIComponent(a.getAttribute('href').slice(1)))"
            ".filter(id => id && !document.getElementById(id))"
        )
        assert dead == []


@pytest.mark.parametrize("width", [390, 1300])
def test_nothing_is_wider_than_the_window(browser: Browser, site: str, width: int) -> None:
    for url in _pages(browser, site):
        show(browser, url, width=width)
        assert too_wide(browser) <= 0, url


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_background(browser: Browser, site: str, scheme: str) -> None:
    for url in _pages(browser, site):
        show(browser, url, width=1300, scheme=scheme)
        assert faint(browser) == [], url
