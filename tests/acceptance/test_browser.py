"""The demonstration site in a real browser."""

from __future__ import annotations

import functools
import http.server
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.acceptance

selenium = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")

Browser = Any  # selenium comes with the extra `acceptance` alone


class _QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Build the demonstration site and serve it on this machine."""
    folder = tmp_path_factory.mktemp("site")
    schema = checkout / "docs" / "demo" / "qapi" / "schema.json"
    subprocess.run(
        [sys.executable, "-m", "qapidoc", "site", str(schema), "-o", str(folder / "html")],
        check=True,
    )
    handler = functools.partial(_QuietHandler, directory=str(folder / "html"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def browser(
    program: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    options = selenium.ChromeOptions()
    options.binary_location = program("chromium")
    for argument in (
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        f"--user-data-dir={tmp_path_factory.mktemp('profile')}",
    ):
        options.add_argument(argument)
    service = selenium.ChromeService(program("chromedriver"))
    driver = selenium.Chrome(options=options, service=service)
    yield driver
    driver.quit()


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


def test_search_finds_a_command(browser: Browser, site: str) -> None:
    browser.get(f"{site}/search.html?q=disk-attach")
    browser.implicitly_wait(10)
    results = browser.find_elements("css selector", "ul.search li a")
    assert any("disk-attach" in str(result.get_attribute("href")) for result in results)


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
        browser.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500},
        )
        browser.get(url)
        wide = browser.execute_script(
            "return document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 0, url


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_background(browser: Browser, site: str, scheme: str) -> None:
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia",
        {"features": [{"name": "prefers-color-scheme", "value": scheme}]},
    )
    for url in _pages(browser, site):
        browser.get(url)
        contrast = browser.execute_script(_CONTRAST)
        assert [item for item in contrast if item["ratio"] < 4.5] == [], url


_CONTRAST = """
const luminance = colour => {
  const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map(value => {
    const part = value / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const background = element => {
  for (let at = element; at; at = at.parentElement) {
    const colour = getComputedStyle(at).backgroundColor;
    if (!/, 0\\)$/.test(colour) && colour !== 'transparent') return colour;
  }
  return 'rgb(255, 255, 255)';
};
const seen = new Map();
for (const element of document.querySelectorAll('article [class*="qapi"]')) {
  if (!element.innerText || !element.offsetParent) continue;
  const own = [...element.childNodes].some(n => n.nodeType === 3 && n.data.trim());
  if (!own) continue;
  const front = luminance(getComputedStyle(element).color);
  const back = luminance(background(element));
  const ratio = (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
  seen.set(element.className, {name: element.className, ratio});
}
return [...seen.values()];
"""
