"""The button below transcripts, in a real browser."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.looks import Browser

pytestmark = pytest.mark.acceptance

QUERY = '{ "execute": "query-lamps" }'

TRANSCRIPTS = {
    "one": (
        """\
        .. qmp-example::

           -> { "execute": "query-lamps" }
           <- { "return": [] }
        """,
        QUERY,
    ),
    "several": (
        """\
        .. qmp-example::
           :title: Indented, with text and empty lines between

            -> { "execute": "lamp-on",

                 "arguments": { "id": "}", "colours": [ "red" ] } }

            ... a while later ...
            Now they go from off -> on:
            <- { "return": {} }

            -> { "execute": "query-lamps" }
            <- { "return": [ { "id": "a \\"b\\" {" } ] }
        """,
        '{ "execute": "lamp-on",\n  "arguments": { "id": "}", "colours": [ "red" ] } }\n' + QUERY,
    ),
    "dots and comments": (
        """\
        .. code-block:: qmp

           <- { "QMP": ... }
           -> ...
           ->
           { "execute": "lamp-on",   # mind the }
             "arguments": { ... }
             ... }   and so on
           <- { "return": {} }
        """,
        '{ "execute": "lamp-on",\n  "arguments": { ... }\n  ... }',
    ),
    "annotated": (
        """\
        .. qmp-example::
           :annotated:

           First::

             -> { "execute": "query-lamps" }
             <- { "return": [] }
        """,
        QUERY,
    ),
    "numbered lines": (
        """\
        .. code-block:: QMP
           :linenos:
           :emphasize-lines: 2

           -> { "execute": "lamp-on",
                "id": 1 }
           <- { "return": {} }
        """,
        '{ "execute": "lamp-on",\n  "id": 1 }',
    ),
    "what is not closed is no message": (
        """\
        .. code-block:: QMP

           -> { "execute": "lamp-on",
           <- { "return": {} }
           -> [ "no object" ]
           -> { "execute": "query-lamps" } <- { "return": [] }
        """,
        QUERY,
    ),
}
"""What is written, and what is copied of it."""

WITHOUT = """\
.. code-block:: QMP

   <- { "event": "LAMP_LIT" }

.. code-block:: none

   -> { "execute": "query-lamps" }
"""


@pytest.fixture(scope="module", params=["inline", "table"])
def page(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    serve: Callable[[Path], str],
) -> str:
    """Build a page with the transcripts, in their order, and serve it."""
    folder = tmp_path_factory.mktemp("page")
    (folder / "src").mkdir()
    parts = ["Lamps\n=====", *(textwrap.dedent(text) for text, _ in TRANSCRIPTS.values())]
    (folder / "src" / "index.rst").write_text("\n\n".join([*parts, WITHOUT]), encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-C", "-q", "-W", "-D", "extensions=qapidoc"]
    command += ["-D", f"html_codeblock_linenos_style={request.param}", "-D", "html_theme=furo"]
    subprocess.run([*command, str(folder / "src"), str(folder / "html")], check=True)
    return serve(folder / "html") + "/index.html"


@pytest.fixture
def allowed(browser: Browser, page: str) -> Iterator[Browser]:
    """The browser, at the page, with leave to read and write the clipboard."""
    permissions = ["clipboardReadWrite", "clipboardSanitizedWrite"]
    browser.execute_cdp_cmd("Browser.grantPermissions", {"permissions": permissions})
    browser.get(page)
    yield browser
    browser.execute_cdp_cmd("Browser.resetPermissions", {})


def buttons(browser: Browser) -> list[Any]:
    found: list[Any] = browser.find_elements("css selector", "button.qapi-copy")
    return found


def press(browser: Browser, button: Any) -> None:
    where = "{ behavior: 'instant', block: 'center' }"
    browser.execute_script(f"arguments[0].scrollIntoView({where})", button)
    button.click()


def clipboard(browser: Browser) -> str:
    code = "navigator.clipboard.readText().then(arguments[0], error => arguments[0](`${error}`))"
    return str(browser.execute_async_script(code))


def wait_for(browser: Browser, button: Any, text: str) -> None:
    from selenium.webdriver.support.wait import WebDriverWait

    WebDriverWait(browser, 10).until(lambda _browser: button.text == text)


def test_what_is_sent_is_copied(allowed: Browser) -> None:
    copied = []
    for button in buttons(allowed):
        press(allowed, button)
        wait_for(allowed, button, "Copied")
        copied.append(clipboard(allowed))
    assert dict(zip(TRANSCRIPTS, copied, strict=True)) == {
        name: expected for name, (_text, expected) in TRANSCRIPTS.items()
    }


def test_the_button_says_how_many(allowed: Browser) -> None:
    words = dict(zip(TRANSCRIPTS, (button.text for button in buttons(allowed)), strict=True))
    assert words.pop("several") == "Copy commands"
    assert set(words.values()) == {"Copy command"}


def test_the_keyboard_reaches_the_button(allowed: Browser) -> None:
    from selenium.webdriver.common.keys import Keys

    button = buttons(allowed)[0]
    allowed.execute_script("arguments[0].focus()", button)
    allowed.switch_to.active_element.send_keys(Keys.ENTER)
    wait_for(allowed, button, "Copied")
    assert clipboard(allowed) == QUERY
    wait_for(allowed, button, "Copy command")
    assert button.get_attribute("aria-live") == "polite"


def test_a_failure_is_told(allowed: Browser) -> None:
    allowed.execute_script("navigator.clipboard.writeText = () => Promise.reject(new Error())")
    button = buttons(allowed)[0]
    press(allowed, button)
    wait_for(allowed, button, "Could not copy")


def test_the_button_covers_nothing(allowed: Browser) -> None:
    """Neither the text, nor the corner in which sphinx-copybutton has its own."""
    for button in buttons(allowed):
        text = button.find_element("xpath", "preceding-sibling::pre")
        top, bottom = button.rect["y"], text.rect["y"] + text.rect["height"]
        assert round(top - bottom) >= 0


def test_paper_has_no_buttons(allowed: Browser) -> None:
    allowed.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert [button for button in buttons(allowed) if button.is_displayed()] == []
    finally:
        allowed.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_without_a_clipboard_there_are_no_buttons(browser: Browser, page: str) -> None:
    source = "Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined })"
    script = browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": source})
    try:
        browser.get(page)
        assert buttons(browser) == []
        assert [e for e in browser.get_log("browser") if e["source"] == "javascript"] == []
    finally:
        browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)
