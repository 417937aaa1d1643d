"""What a browser tells of how pages look."""

from __future__ import annotations

from typing import Any

Browser = Any  # selenium comes with the extra `acceptance` alone


def show(browser: Browser, url: str, *, width: int, scheme: str = "light") -> None:
    """Open a page in a window of a width, with light or dark colours."""
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500},
    )
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia",
        {"features": [{"name": "prefers-color-scheme", "value": scheme}]},
    )
    browser.get(url)


def too_wide(browser: Browser) -> int:
    """Give by how much the page is wider than the window, in pixels."""
    return int(
        browser.execute_script(
            "return document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
        )
    )


def faint(browser: Browser, *, links: bool = True) -> list[dict[str, Any]]:
    """Give the parts of entries whose text has too little contrast (WCAG 2.2, 1.4.3).

    Links can be left out: their colour is the theme's.
    """
    found: list[dict[str, Any]] = browser.execute_script(_CONTRAST)
    return [item for item in found if item["ratio"] < 4.5 and (links or not item["link"])]


_CONTRAST = """
const parts = colour => colour.match(/[\\d.]+/g).map(Number);
const blend = (front, back, alpha) =>
  front.map((value, i) => alpha * value + (1 - alpha) * back[i]);
const luminance = colour => {
  const [r, g, b] = colour.map(value => {
    const part = value / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const background = element => {
  for (let at = element; at; at = at.parentElement) {
    const colour = getComputedStyle(at).backgroundColor;
    if (!/, 0\\)$/.test(colour) && colour !== 'transparent') return parts(colour).slice(0, 3);
  }
  return [255, 255, 255];
};
const seen = new Map();
for (const element of document.querySelectorAll('[class*="qapi"]')) {
  if (!element.innerText || !element.offsetParent) continue;
  const own = [...element.childNodes].some(n => n.nodeType === 3 && n.data.trim());
  if (!own) continue;
  const behind = background(element);
  const [r, g, b, alpha = 1] = parts(getComputedStyle(element).color);
  let opacity = alpha;
  for (let at = element; at; at = at.parentElement) opacity *= getComputedStyle(at).opacity;
  const front = luminance(blend([r, g, b], behind, opacity));
  const back = luminance(behind);
  const ratio = (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
  const link = element.closest('a') !== null;
  seen.set(`${element.tagName} ${element.className}`, {name: element.className, ratio, link});
}
return [...seen.values()];
"""
