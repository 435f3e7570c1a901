"""Photographs of the report, each with the words that can be read on it."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

QUALITY: Final = 70
_READABLE: Final = """
([left, top, width, height]) => {
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, range = document.createRange();
    if (!node.data.trim() || node.parentElement.closest("script, style")) continue;
    range.selectNodeContents(node);
    const rects = [...range.getClientRects()].filter(r => r.width > 1 && r.height > 1);
    const inside = r => r.left + scrollX >= left - 1 && r.top + scrollY >= top - 1
      && r.right + scrollX <= left + width + 1 && r.bottom + scrollY <= top + height + 1;
    if (rects.length && rects.every(inside)) found.push(node.data.replace(/\\s+/g, " ").trim());
  }
  return found;
}
"""


@dataclass(frozen=True, slots=True)
class Shot:
    """One photograph."""

    file: str
    scheme: str
    width: int
    """Of the window, in pixels of style sheets."""
    height: int = 0
    """Of the picture, from the top of the page."""
    part: str = ""
    """The element that is photographed in place of the top."""
    scale: float = 1.25
    """Dots for each pixel of style sheets."""


SHOTS: Final = (
    Shot("report-light.webp", "light", 860, 1080),
    Shot("report-dark.webp", "dark", 860, 1080),
    Shot("phone.webp", "light", 360, 780, scale=2),
    Shot("picture-light.webp", "light", 1180, part=".picture", scale=1),
    Shot("picture-dark.webp", "dark", 1180, part=".picture", scale=1),
)


def taken(browser: Browser, page_file: Path, shot: Shot) -> tuple[bytes, list[str]]:
    """Return the photograph as WebP, and the words on it."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height or 900},
        color_scheme="dark" if shot.scheme == "dark" else "light",
    )
    page = context.new_page()
    page.goto(page_file.as_uri())
    box = _box(page, shot)
    session = context.new_cdp_session(page)
    clip = dict(zip(("x", "y", "width", "height"), box, strict=True)) | {"scale": shot.scale}
    options = {"format": "webp", "quality": QUALITY, "clip": clip, "captureBeyondViewport": True}
    picture = base64.b64decode(session.send("Page.captureScreenshot", options)["data"])
    words: list[str] = page.evaluate(_READABLE, list(box))
    context.close()
    return picture, words


def _box(page: Page, shot: Shot) -> tuple[float, float, float, float]:
    if not shot.part:
        return 0, 0, shot.width, shot.height
    found = page.locator(shot.part).bounding_box()
    assert found
    margin = 24
    return (
        found["x"] - margin, found["y"] - margin, found["width"] + 2 * margin, found["height"] + 2 * margin
    )  # fmt: skip
