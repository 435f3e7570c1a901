"""A hostile listing in a real browser with scripts on: no dialog, no request, no message, in any form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hostile_listing import ATTACKS, each_alone, hostile_audit
from samples import SAMPLES

from auditor.formats import FormatChoice
from tests.chromium import MARKS, PATIENCE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Dialog

EACH = dict(zip((f"attack-{n}" for n in range(len(ATTACKS))), range(len(ATTACKS)), strict=True))

pytestmark = MARKS


def shown(browser: Browser, home: Path, name: str, text: str) -> list[str]:
    """Open ``text`` as a file and return whatever was heard beside the one request for it."""
    heard: list[str] = []
    file = home / name
    file.write_text(text, encoding="utf-8")
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    page.on("request", lambda request: heard.append(f"request {request.url}"))
    page.on("console", lambda message: heard.append(f"console {message.text}"))
    page.on("pageerror", lambda error: heard.append(f"error {error}"))
    page.on("dialog", lambda dialog: _noted(dialog, heard))
    page.goto(file.as_uri(), timeout=240_000)  # also where other work fills the machine
    page.close()
    return [line for line in heard if line != f"request {file.as_uri()}"]


def _noted(dialog: Dialog, heard: list[str]) -> None:
    heard.append(f"dialog {dialog.message}")
    dialog.dismiss()


def rendered(form: FormatChoice) -> Iterator[tuple[str, str]]:
    """Give names of files and what stands in them, for each hostile audit."""
    audits = {"all": hostile_audit(), "rules-too": SAMPLES["hostile"]()}
    audits |= {name: each_alone()[n] for name, n in EACH.items()}
    for name, audit in audits.items():
        text = form.to_format().render(audit)
        if form is FormatChoice.MARKDOWN:
            text = cmarkgfm.github_flavored_markdown_to_html(text, options=Options.CMARK_OPT_UNSAFE)
            yield f"{name}.html", f"<!doctype html><meta charset=utf-8><title>x</title>{text}"
        elif form in (FormatChoice.BADGE, FormatChoice.CARD):
            yield f"{name}.svg", text
            yield f"{name}-inline.html", f"<!doctype html><meta charset=utf-8><title>x</title>{text}"
        else:
            yield f"{name}.html", text


@pytest.mark.parametrize("form", ["html", "markdown", "badge", "card"])
def test_nothing_runs_and_nothing_is_asked(browser: Browser, tmp_path: Path, form: str) -> None:
    """As a page, as a picture of its own and inside another page, with no policy to help the last three."""
    for name, text in rendered(FormatChoice(form)):
        heard = shown(browser, tmp_path, name, text)
        assert [line for line in heard if not line.endswith("favicon.ico")] == [], name


def test_the_browser_would_have_noticed(browser: Browser, tmp_path: Path) -> None:
    """The same attacks, put into a page as they are, do run and ask."""
    heard = shown(browser, tmp_path, "open.html", "<!doctype html>" + " ".join(ATTACKS[:1] + ATTACKS[4:5]))

    assert any(line.startswith("dialog") for line in heard)
    assert any(line.startswith("request") for line in heard)
