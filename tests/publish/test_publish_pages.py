"""Pages, feeds and data: links that lead somewhere, words that are escaped, forms that their readers know."""

from __future__ import annotations

import datetime as dt
import json
import re
import urllib.error
import urllib.request
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest

from auditor.errors import NotFound
from auditor.model import Audit
from auditor.publish import shown
from auditor.publish.preview import preview
from auditor.publish.views import paragraphs
from tests.publish.conftest import NOON, QUIET, SAVERS, SITE, Desk, tree
from tests.publish.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

TEMPLATES = Path(__file__).parents[2] / "reports" / "site"
ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = (
    '</script><script>alert(1)</script>"><img src=x onerror=alert(2)> javascript:alert(3) \u202eevil\u202c '
    '\x1b[31mred =HYPERLINK("http://x.example") [a](javascript:1) ]]> &amp;'
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, rulebook: object) -> Desk:
    """A site with all there is: a change, a failure, a reply, a correction, a withdrawal, hostile words."""
    desk = Desk(tmp_path_factory.mktemp("built"), rulebook)  # type: ignore[arg-type]
    desk.about |= {
        "about": f"We are a newsroom.\n\n{HOSTILE}".replace("\x1b", ""),
        "url": f"{SITE['url']}saved/",
    }
    words = HOSTILE.replace("\x1b", "")
    reply = {"date": "2026-11-20", "text": f"We disagree.\n{words}"}
    desk.watch("saver", QUIET, reply=reply, corrections=[{"date": "2026-11-21", "text": words}])
    desk.watch("hostile", f"{SAVERS} {HOSTILE}", listing={"name": HOSTILE, "publisher": HOSTILE})
    desk.watch("gone")
    desk.watch("back", withdrawn={"date": "2026-11-19", "reason": words})
    desk.publish()
    desk.describe("saver", SAVERS)
    (desk.home / "gone.json").unlink()
    desk.tools.append({"id": "never", "name": words[:190], "targets": ["never.json"]})
    desk.publish(NOON + dt.timedelta(days=8))
    return desk


class _Page(HTMLParser):
    """Links, ids and scripts of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.scripts = 0
        self.handlers: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the element is."""
        values = dict(attrs)
        data = values.get("type") == "application/ld+json"
        self.scripts += tag in ("script", "iframe", "object", "embed", "img") and not data
        self.handlers += [name for name in values if name.startswith("on") or name == "style"]
        if values.get("id"):
            self.ids.append(str(values["id"]))
        if tag in ("a", "link") and values.get("href"):
            self.links.append(str(values["href"]))


def pages(site: Path) -> Iterator[tuple[str, _Page]]:
    """Every page by path."""
    for path in tree(site):
        if path.endswith(".html"):
            yield path, _Page((site / path).read_text("utf-8"))


def test_every_link_leads_to_a_page_and_every_fragment_to_an_element(built: Desk) -> None:
    """Inside of the site; others are citations, the contact, or the icon."""
    found = dict(pages(built.site))
    base = built.about["url"]
    for path, page in found.items():
        here = urljoin(base, path.removesuffix("index.html"))
        for link in page.links:
            to = urljoin(here, link)
            if not to.startswith(base):
                assert to.startswith(("https://", "http://", "data:image/svg", "mailto:desk@"))
                continue
            inside = to[len(base) :].partition("#")
            file = f"{inside[0]}index.html" if not inside[0] or inside[0].endswith("/") else inside[0]
            assert (built.site / file).is_file(), (path, link)
            assert not inside[2] or inside[2] in found[file].ids, (path, link)


def test_nothing_runs_but_the_search(built: Desk) -> None:
    """One script on the first page, named by its hash; ids are unique."""
    for path, page in pages(built.site):
        assert page.scripts == (path == "index.html"), path
        assert page.handlers == [], path
        assert len(page.ids) == len(set(page.ids)), path
        policy = re.search(r'Security-Policy" content="([^"]*)"', built.page(path))
        assert policy
        named = path == "index.html" or 'type="application/ld+json"' in built.page(path)
        assert ("script-src" in policy[1]) == named
        assert policy[1].startswith("default-src &#39;none&#39;") or policy[1].startswith(
            "default-src 'none'"
        )


def test_hostile_words_stay_words_in_every_file(built: Desk) -> None:
    """No markup, no escape code, no turned direction in what browsers and feed readers show."""
    for path in tree(built.site):
        if path.endswith((".png", ".gz")):
            continue
        text = built.page(path)
        assert "\x1b" not in text, path
        if path.endswith((".html", ".xml")):
            assert "<script>alert" not in text
            assert "\u202e" not in text, path
            assert not re.search(r'(?:href|src)="\s*javascript:', text), path


def test_a_reply_is_printed_as_it_was_written(built: Desk) -> None:
    """In paragraphs and lines, on the tool's page and among all replies."""
    for path in ("tools/saver/index.html", "corrections/index.html"):
        assert "We disagree.\n&lt;/script&gt;" in built.page(path)
    assert paragraphs("one\r\ntwo\n\n three\u202e") == ("one\ntwo", "three‹U+202E›")


def test_feeds_are_feeds(built: Desk) -> None:
    """Atom has what RFC 4287 asks for, JSON Feed what version 1.1 does; ids are addresses, each once."""
    for folder in ("", "tools/saver/"):
        root = ET.fromstring(built.page(f"{folder}feed.xml"))  # noqa: S314 - our own
        entries = root.findall(f"{ATOM}entry")
        for element in (root, *entries):
            assert all(element.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
        assert root.find(f"{ATOM}author/{ATOM}name") is not None
        ids = [entry.findtext(f"{ATOM}id") for entry in entries]
        assert len(set(ids)) == len(ids) > 1
        body = json.loads(built.page(f"{folder}feed.json"))
        assert body["version"] == "https://jsonfeed.org/version/1.1"
        assert [item["id"] for item in body["items"]] == ids
        assert urlsplit(body["feed_url"]).path == f"/saved/{folder}feed.json"
    newest = json.loads(built.page("feed.json"))["items"][0]
    assert newest["title"] == "Saver: Avoid (was: Nothing found)"
    assert newest["date_published"] == "2026-11-30T12:00:00Z"


def test_data_is_whole(built: Desk) -> None:
    """index.json names every tool, tool.json every audit, and each audit reads back."""
    index = json.loads(built.page("index.json"))
    assert {tool["id"]: tool["level"] for tool in index["tools"]} == {
        "saver": "avoid", "hostile": "avoid", "gone": "avoid", "back": None, "never": None,
    }  # fmt: skip
    saver = json.loads(built.page("tools/saver/tool.json"))
    assert [audit["level"] for audit in saver["audits"]] == ["avoid", "nothing-found"]
    for audit in saver["audits"]:
        path = audit["audit"].removeprefix(built.about["url"])
        assert Audit.model_validate_json(built.page(path)).verdict.level == audit["level"]
    assert saver["reply"][0]["date"] == "2026-11-20"


def test_the_map_of_the_site_names_every_page(built: Desk) -> None:
    """But for the one that is shown in place of others, and pages of reports that were taken back."""
    root = ET.fromstring(built.page("sitemap.xml"))  # noqa: S314 - our own
    named = {element.text for element in root.iter() if element.tag.endswith("loc")}
    made = {f"{built.about['url']}{path.removesuffix('index.html')}" for path, _ in pages(built.site)}

    assert named == made - {f"{built.about['url']}404.html"}
    assert f"Sitemap: {built.about['url']}sitemap.xml" in built.page("robots.txt")


def test_no_page_tells_when_it_was_written(built: Desk) -> None:
    """Days after the last audit stand nowhere: all there are are those of audits, notes and the rules."""
    texts = [path for path in tree(built.site) if not path.endswith((".png", ".gz"))]
    days = {day for path in texts for day in re.findall(r"20\d\d-\d\d-\d\d", built.page(path))}
    last = (NOON + dt.timedelta(days=8)).date().isoformat()

    assert max(days) <= max(
        last, *(f"{c.clause.date or c.document.date}" for c in built.rulebook.clauses.values())
    )


def test_the_preview_shows_pages_and_its_own_page_for_what_is_missing(built: Desk) -> None:
    """On the loopback address; at the root and under the site's own path; no listing; nothing outside."""
    with serving(built.site) as root:
        for address in ("", "saved/", "tools/saver/", "saved/tools/saver/history/"):
            with urllib.request.urlopen(root + address) as answer:  # noqa: S310 - ours
                assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        for address in ("tools/", "nothere", "../../etc/passwd", "%2e%2e/tools.yaml"):
            with pytest.raises(urllib.error.HTTPError) as caught:
                urllib.request.urlopen(root + address)  # noqa: S310 - ours
            assert caught.value.code == 404
            assert "There is no such page" in caught.value.read().decode()
            caught.value.close()


def test_there_is_no_preview_of_what_is_no_site(tmp_path: Path) -> None:
    """It says what to do."""
    with pytest.raises(NotFound, match="no site"):
        preview(tmp_path)


def test_all_words_of_templates_can_be_translated() -> None:
    """Outside of tags and expressions no template has a word but names."""
    names = {
        "Saveraudit",
        "index",
        "json",
        "tools",
        "tool",
        "audit",
        "feed",
        "xml",
        "inventory",
        "saveraudit",
        "verify",
        "bundle",
    }
    for path in TEMPLATES.glob("*.j2"):
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"{#.*?#}|{%-?\s*trans.*?endtrans\s*-?%}|{%.*?%}|{{.*?}}", " ", text, flags=re.DOTALL)
        assert set(re.findall(r"[A-Za-z]{3,}", re.sub(r"<[^>]*>", " ", text))) <= names, path.name


def test_every_field_that_templates_are_given_is_described() -> None:
    """Designers write against the page of fields alone."""
    source = Path(shown.__file__).read_text("utf-8")
    for name in re.findall(r"^    (\w+): [^=\n]+\n(?!    \"\"\")", source, re.MULTILINE):
        raise AssertionError(name)


def test_the_style_sheet_has_no_colour_of_its_own_and_fetches_nothing() -> None:
    """Contrast is computed from the report's variables."""
    css = (TEMPLATES / "site.css").read_text("utf-8")

    assert not re.findall(r":\s*[^;}]*(?:#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\()", css)
    assert not re.findall(r"@import|@font-face|url\(", css)
