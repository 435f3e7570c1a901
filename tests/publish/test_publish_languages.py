"""A site in several languages: the same pages in each, that name each other; data once; stable addresses."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import pytest

from auditor.errors import Unfair, WatchlistError
from auditor.messages.languages import LANGUAGES
from auditor.publish import making
from auditor.publish.editions import bare, editions, lost
from auditor.publish.inventory import LINE, MAX_BYTES, MAX_STATES, Inventory, inventory_of
from auditor.publish.watchlist import MAX_TOOLS
from auditor.publish.watchlist_file import load_watchlist
from tests.publish.conftest import NOON, QUIET, SAVERS, Desk, tree
from tests.publish.site_of_all_kinds import KINDS, TRANSLATED, published

if TYPE_CHECKING:
    from auditor.rulebook import Rulebook

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEXT_DAY = NOON.replace(day=23)
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, rulebook: Rulebook) -> Desk:
    """A site in all languages."""
    return published(tmp_path_factory.mktemp("languages"), rulebook)


def test_an_inventory_of_as_many_tools_and_languages_as_there_can_be_is_read(built: Desk) -> None:
    """Each tool with the longest id has its share of the bound, and its states have theirs."""
    found = inventory_of(built.site)
    assert found
    for tool in built.tools:
        units = {name: unit for name, unit in found.units.items() if name.endswith(f"tool/{tool['id']}")}
        alone = Inventory(units=units)
        lines = alone.written().count(b"\n")
        longest = len(alone.written()) + lines * (63 - len(tool["id"]))
        states = sum("/audits/" in path for path in alone.files)

        assert len(units) == len(LANGUAGES)
        assert longest <= MAX_BYTES // MAX_TOOLS - (MAX_STATES - states) * LINE


class _Head(HTMLParser):
    """Language, direction and links of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.html: dict[str, str | None] = {}
        self.alternates: dict[str, str] = {}
        self.canonical = ""
        self.switch: dict[str, str] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what it is."""
        values = dict(attrs)
        if tag == "html":
            self.html = values
        elif tag == "link" and values.get("rel") == "canonical":
            self.canonical = str(values["href"])
        elif tag == "link" and values.get("hreflang"):
            self.alternates[str(values["hreflang"])] = str(values["href"])
        elif tag == "a" and values.get("hreflang"):
            self.switch[str(values["hreflang"])] = str(values["href"])


@pytest.fixture(scope="module")
def heads(built: Desk) -> dict[str, _Head]:
    """Every page by path."""
    return {path: _Head(built.page(path)) for path in tree(built.site) if path.endswith(".html")}


def file_of(desk: Desk, address: str) -> str:
    """The file at an address of the site."""
    assert address.startswith(desk.about["url"])
    path = address.removeprefix(desk.about["url"])
    return f"{path}index.html" if not path or path.endswith("/") else path


def test_each_language_has_the_same_pages_and_feeds(built: Desk) -> None:
    """Those of the first language at the root, where they always were; data stand there alone."""
    files = set(tree(built.site))
    root = {path for path in files if bare(path) == path}
    pages = {path for path in root if path.endswith((".html", "feed.xml", "feed.json"))}

    assert pages >= {f"{kind}index.html" for kind in KINDS} | {"404.html"}
    for code in TRANSLATED:
        there = {bare(path) for path in files if path.startswith(f"{code}/")}
        assert {path for path in there if path.endswith((".html", "feed.xml", "feed.json"))} == pages
        assert there <= root
        assert not [path for path in there if path.endswith(".json") and not path.endswith("feed.json")]


def test_alternates_exist_and_name_each_other(built: Desk, heads: dict[str, _Head]) -> None:
    """Every page names itself and all others; the page for what is missing names none."""
    for path, head in heads.items():
        if path.endswith("404.html"):
            assert head.alternates == {}
            continue
        assert set(head.alternates) == {*LANGUAGES, "x-default"}, path
        assert head.alternates["x-default"] == head.alternates["en"]
        assert file_of(built, head.canonical) == path
        assert head.alternates[str(head.html["lang"])] == head.canonical
        for address in head.alternates.values():
            assert heads[file_of(built, address)].alternates == head.alternates


def test_a_page_says_its_language_and_direction(heads: dict[str, _Head]) -> None:
    """As its address does."""
    for path, head in heads.items():
        code = path.partition("/")[0] if bare(path) != path else "en"
        assert head.html["lang"] == code, path
        assert head.html.get("dir") == ("rtl" if code == "ar" else None), path


def test_the_switch_leads_to_the_same_page(built: Desk, heads: dict[str, _Head]) -> None:
    """By links; from the page for what is missing it leads to the first page."""
    for path, head in heads.items():
        here = urljoin(built.about["url"], path.removesuffix("index.html"))
        assert set(head.switch) == {*LANGUAGES} - {str(head.html["lang"])}, path
        for code, href in head.switch.items():
            there = file_of(built, urljoin(here, href))
            assert heads[there].html["lang"] == code
            wanted = "index.html" if path.endswith("404.html") else bare(path)
            assert bare(there) == wanted


def test_every_link_of_every_language_leads_to_a_file(built: Desk) -> None:
    """Data, feeds and pages, in all languages."""
    for path in tree(built.site):
        if not path.endswith(".html"):
            continue
        here = urljoin(built.about["url"], path.removesuffix("index.html"))
        for link in re.findall(r'<(?:a|link)\b[^>]* href="([^"]*)"', built.page(path)):
            to = urljoin(here, link.partition("#")[0])
            if to.startswith(built.about["url"]):
                assert (built.site / file_of(built, to)).is_file(), (path, link)


@pytest.mark.parametrize("code", TRANSLATED)
def test_no_sentence_of_ours_is_left_in_english(built: Desk, code: str) -> None:
    """Words without a translation are marked; there are none, of templates, rules, verdicts or failures."""
    for path in tree(built.site):
        if path.startswith(f"{code}/") and path.endswith(".html"):
            assert '<span lang="en"' not in built.page(path), path
            assert "This audit as JSON" not in built.page(path)


def test_words_of_the_publisher_say_their_language(built: Desk) -> None:
    """Title and about are translated where the watchlist does so; notes and replies never."""
    assert "Wir sind eine Redaktion." in built.page("de/about/index.html")
    assert "Wer hat gespeichert?" in built.page("de/tools/saver/index.html")
    assert '<p class="asis" lang="en"><bdi>We are a newsroom.' in built.page("fr/about/index.html")
    assert '<p class="asis" lang="en"><bdi>Another maker.' in built.page("de/corrections/index.html")
    assert '<p class="asis"><bdi>We will change' in built.page("de/corrections/index.html")


def test_feeds_speak_the_language_of_their_folder(built: Desk) -> None:
    """And lead to its pages; ids are addresses, each in one feed alone."""
    for edition in editions(tuple(LANGUAGES)):
        for folder in ("", "tools/saver/"):
            path = f"{edition.prefix}{folder}"
            root = ET.fromstring(built.page(f"{path}feed.xml"))  # noqa: S314 - our own
            assert root.get(LANG) == edition.code
            home = f"{built.about['url']}{edition.prefix}tools/"
            ids = [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]
            assert ids
            assert all(str(one).startswith(home) for one in ids)
            body = json.loads(built.page(f"{path}feed.json"))
            assert (body["language"], [item["id"] for item in body["items"]]) == (edition.code, ids)
    newest = json.loads(built.page("de/feed.json"))["items"][0]
    assert newest["title"] == "Saver: Finger weg (vorher: Nichts gefunden)"
    assert newest["content_text"].startswith("Finger weg: Es ")


def test_maps_name_every_page_with_its_alternates(built: Desk, heads: dict[str, _Head]) -> None:
    """One map a language, named by the one that robots are told of."""
    names = [loc.text for loc in ET.fromstring(built.page("sitemap.xml")).iter(f"{MAP}loc")]  # noqa: S314
    named = {}
    for name in names:
        for page in ET.fromstring(built.page(file_of(built, str(name)))):  # noqa: S314 - our own
            links = {link.get("hreflang"): link.get("href") for link in page if link.tag.endswith("link")}
            named[file_of(built, str(page.findtext(f"{MAP}loc")))] = links
    found = {path: head.alternates for path, head in heads.items() if not path.endswith("404.html")}

    assert len(names) == len(LANGUAGES)
    assert named == found


def test_data_are_english_and_know_the_languages(built: Desk) -> None:
    """``index.json`` stands once."""
    index = json.loads(built.page("index.json"))

    assert index["site"]["languages"] == list(LANGUAGES)
    assert index["tools"][0]["url"] == f"{built.about['url']}tools/saver/"
    assert index["tools"][0]["headline"].startswith("Stay away: it ")


def test_only_what_changed_is_written(desk: Desk) -> None:
    """A changed tool changes its own pages, in each language; made anew, the site is the same."""
    desk.about["languages"] = list(LANGUAGES)
    desk.watch("saver", QUIET)
    desk.watch("quiet", QUIET)
    desk.publish()
    assert desk.publish(NOON.replace(hour=13)).written == (0, 0)
    before = tree(desk.site)
    desk.describe("saver", SAVERS)
    desk.publish(NEXT_DAY)
    after = tree(desk.site)
    changed = {path for path in after if before.get(path) != after[path]}
    assert not [path for path in changed if bare(path).startswith(("tools/quiet/", "rules/"))]
    assert {path for path in after if bare(path) == "tools/saver/index.html"} <= changed
    desk.site.rename(desk.home / "old")
    desk.publish(NEXT_DAY)
    assert tree(desk.site) == after


def test_a_language_more_leaves_the_addresses_there_were(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """And new words of one language make its pages anew, not those of others."""
    desk.watch("saver")
    desk.publish()
    alone = set(tree(desk.site))
    desk.about["languages"] = ["en", "de"]
    desk.publish()
    both = tree(desk.site)
    assert alone <= set(both)
    assert {bare(path) for path in set(both) - alone if path.startswith("de/")} <= alone

    before = units(desk)
    monkeypatch.setattr(making, "_words", lambda code: "other" if code == "de" else "")
    desk.publish(again=True)
    after = units(desk)
    assert {name for name in after if before[name] != after[name]} == {"de/site", "de/rules", "de/tool/saver"}


def units(desk: Desk) -> dict[str, str]:
    """What each part of a site was made of."""
    found = inventory_of(desk.site)
    assert found
    return {name: unit.key for name, unit in found.units.items()}


def test_a_language_that_was_published_cannot_just_vanish(desk: Desk) -> None:
    """Nor can another one take the root."""
    desk.watch("saver")
    desk.about["languages"] = ["en", "de"]
    desk.publish()
    before = tree(desk.site)
    for languages in (["en"], ["de", "en"]):
        desk.about["languages"] = languages
        with pytest.raises(Unfair, match="Addresses stay for ever"):
            desk.publish()
    assert tree(desk.site) == before
    assert list(lost(["en", "de"], ["en", "fr", "de"])) == []
    assert len(list(lost(["en", "de"], ["fr"]))) == 2


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({"languages": ["en", "xx"]}, "there are no reports in 'xx'"),
        ({"languages": ["en", "en"]}, "stands twice"),
        ({"languages": []}, "languages"),
        ({"translated": {"xx": {"title": "x"}}}, "'translated' has 'xx'"),
    ],
)
def test_languages_that_are_none_are_named(desk: Desk, about: dict[str, object], said: str) -> None:
    """With file and line."""
    desk.watch("saver")
    desk.about |= about
    with pytest.raises(WatchlistError, match=said):
        load_watchlist(desk.watchlist)


def test_harsh_words_of_translated_titles_are_found(desk: Desk) -> None:
    """As those of the title itself are."""
    desk.watch("saver")
    desk.about |= {"languages": ["en", "de"], "translated": {"de": {"title": "Every scam"}}}
    with pytest.raises(Unfair, match="scam"):
        desk.publish()
