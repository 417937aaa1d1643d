"""Entries in the themes that projects use."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.acceptance.looks import Browser, faint, show, too_wide

pytestmark = pytest.mark.acceptance

THEMES = {
    "alabaster": ("light",),
    "furo": ("light", "dark"),
    "sphinx_rtd_theme": ("light",),
    "pydata_sphinx_theme": ("light", "dark"),
}
"""The themes, and the colours that each has."""

CONF = """\
project = "Demo"
extensions = ["qapidoc"]
html_theme = {theme!r}
"""
INDEX = """\
Demo
====

.. qapi-doc:: {schema}
   :namespace: Demo
   :split: module
"""


@pytest.fixture(scope="module", params=THEMES)
def manual(
    request: pytest.FixtureRequest,
    checkout: Path,
    tmp_path_factory: pytest.TempPathFactory,
    serve: Callable[[Path], str],
) -> tuple[str, str, list[str]]:
    """The demonstration schema in a theme: its name, the address, the pages."""
    theme = request.param
    folder = tmp_path_factory.mktemp(theme)
    schema = checkout / "docs" / "demo" / "qapi" / "schema.json"
    (folder / "conf.py").write_text(CONF.format(theme=theme), encoding="utf-8")
    (folder / "index.rst").write_text(INDEX.format(schema=schema), encoding="utf-8")
    html = folder / "html"
    subprocess.run([sys.executable, "-m", "sphinx", "-q", "-W", str(folder), str(html)], check=True)
    pages = sorted(str(path.relative_to(html)) for path in html.glob("index/*.html"))
    assert len(pages) >= 4
    return theme, serve(html), pages


@pytest.mark.parametrize("width", [390, 1300])
def test_nothing_is_wider_than_the_window(
    browser: Browser, manual: tuple[str, str, list[str]], width: int
) -> None:
    _theme, address, pages = manual
    for page in pages:
        show(browser, f"{address}/{page}", width=width)
        browser.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert too_wide(browser) <= 0, page


def test_text_stands_out(browser: Browser, manual: tuple[str, str, list[str]]) -> None:
    theme, address, pages = manual
    for scheme in THEMES[theme]:
        for page in pages:
            show(browser, f"{address}/{page}", width=1300, scheme=scheme)
            browser.execute_script(
                "document.querySelectorAll('details').forEach(d => d.open = true)"
            )
            assert faint(browser, links=False) == [], (scheme, page)


def test_a_branch_opens_with_a_click(browser: Browser, manual: tuple[str, str, list[str]]) -> None:
    _theme, address, _pages = manual
    show(browser, f"{address}/index/block.html", width=1300)
    branch = browser.find_element("css selector", "details.qapi-branch")
    member = branch.find_element("css selector", "dl.qapi-copies .qapi-name")
    assert not member.is_displayed()
    name = branch.find_element("css selector", "summary .qapi-name")
    browser.execute_script(
        "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", name
    )
    name.click()
    assert member.is_displayed()
