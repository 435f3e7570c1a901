"""What words and fields show, whichever source a listing came from: rules that hold for all of them."""

# ruff: noqa: RUF001 -- letters that look like others are what some of it is about

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.judge import audit
from auditor.judge.near import near_words
from auditor.judge.signs import signs
from auditor.judge.spelling import looks_like
from auditor.model import Audit, Level, Listing
from auditor.rulebook.schema_signs import Sign
from auditor.sources.interface import Document
from auditor.sources.reading import read_document
from tests.pace import soon

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.rulebook import Rulebook

PASTE = "Press F12, open the console and paste this code."
TELEGRAM = (
    '<html><body class="tgme_page"><div class="tgme_page_title">{name}</div>'
    '<div class="tgme_page_description">{text}</div>'
    '<a href="tg://resolve?domain=savers_bot">Open</a></body></html>'
)
SCRIPT = (
    "// ==UserScript==\n// @name {name}\n// @description {text}\n"
    "// @match *://a.example/*\n// ==/UserScript==\n"
)


def documents(name: str, text: str) -> dict[str, Document]:
    """Return the same words as several kinds of source have them."""
    manifest = {"manifest_version": 3, "name": name, "version": "1", "description": text}
    described = {"name": name, "texts": [text]}
    web = f"<title>{name}</title><meta property='og:site_name' content='{name}'><p>{text}</p>"
    return {
        "web page": Document(
            target="x", body=web.encode(), media_type="text/html", url="https://tool.example/"
        ),
        "telegram": Document(
            target="x", body=TELEGRAM.format(name=name, text=text).encode(), media_type="text/html",
            url="https://t.me/savers_bot",
        ),
        "userscript": Document(
            target="a.user.js", body=SCRIPT.format(name=name, text=text).encode(), path=Path("a.user.js")
        ),
        "extension": Document(target="m", body=json.dumps(manifest).encode(), path=Path("manifest.json")),
        "described": Document(target="d", body=json.dumps(described).encode(), path=Path("d.json")),
    }  # fmt: skip


def rules_of(result: Audit) -> set[str]:
    """The rules that fired."""
    return {finding.rule for finding in result.findings}


@pytest.mark.parametrize(
    ("name", "text", "rule"),
    [
        ("Saves", PASTE, "console-paste"),
        ("Saves", "Turn off Play Protect first.", "turns-off-protection"),
        ("Saves", "3-day free trial, then $7.99 per week.", "weekly-after-trial"),
        ("Saves", "Turn on the accessibility service for it.", "says-switch-on-access"),
        ("Saves for TikTok", "Captions.", "name-uses-tiktok"),
        ("TikT0k Saves", "Captions.", "name-looks-like-tiktok"),
        ("TikTok Pro", "Captions.", "name-is-tiktoks-own"),
    ],
)
def test_every_source_shows_it(rulebook: Rulebook, name: str, text: str, rule: str) -> None:
    """Words and names count wherever they stand."""
    for kind, document in documents(name, text).items():
        assert rule in rules_of(audit(read_document(document), rulebook)), kind


def test_plain_text_shows_it_too(rulebook: Rulebook) -> None:
    """Pasted words have no name; the words do."""
    listing = read_document(Document(target="pasted text", body=PASTE.encode()))

    assert "console-paste" in rules_of(audit(listing, rulebook))


@pytest.mark.parametrize(
    "text",
    [
        "Öffne die Entwicklerkonsole und füge den Code ein.",
        "Cole este código no console do navegador.",
        "Collez ce code dans la console du navigateur.",
        "Apri la console del browser e incolla il codice.",
        "Tempel kode ini di konsol browser.",
        "Kodu konsola yapıştır.",
        "Вставьте этот код в консоль браузера.",
        "Wklej ten kod w konsoli.",
        "Mở console rồi dán đoạn mã này vào.",
        "افتح وحدة التحكم والصق الكود",
        "कंसोल खोलें और यह कोड पेस्ट करें",
        "콘솔을 열고 이 코드를 붙여넣으세요",
        "打开控制台，粘贴这段代码",
        "เปิดคอนโซลแล้ววางโค้ดนี้",
    ],
)
def test_self_paste_is_seen_in_other_languages(rulebook: Rulebook, text: str) -> None:
    """In the words of each."""
    seen = signs(Listing.model_validate({"texts": [text]}), rulebook, ["text"])

    assert [(each.id, each.value) for each in seen] == [("page.console-paste", text)]


@pytest.mark.parametrize(
    "text",
    [
        "Never paste code into the console, whoever tells you to.",
        "You can use it without needing to\npaste code in the console.",
        "Paste the link into the address bar.",
        "A week later my $500 card came.",
        "Weekly specials from $1.99.",
        "First 3 days of every month: a trial of strength.",
        "It never uses the accessibility service.",
        "Play with unknown sources of sound.",
    ],
)
def test_what_comes_close_shows_nothing(rulebook: Rulebook, text: str) -> None:
    """Warnings, denials, and the same words about something else."""
    observed = {each.id for each in signs(Listing.model_validate({"texts": [text]}), rulebook, ["text"])}

    assert observed <= {"listing.short-trial"}
    assert audit(Listing.model_validate({"texts": [text]}), rulebook).verdict.level is Level.NOTHING_FOUND


def test_a_quote_is_the_sentence_as_it_stands(rulebook: Rulebook) -> None:
    """Exactly, with its own letters, and nothing of the sentences around."""
    text = "Ünlü! Prüfung.  PRESS  F12 and PASTE this CODE there. Ciao."
    (seen,) = signs(Listing.model_validate({"texts": ["", text]}), rulebook, ["a", "description"])

    assert (seen.value, seen.where) == ("PRESS  F12 and PASTE this CODE there.", "description")


def test_somebody_elses_words_are_not_read(rulebook: Rulebook) -> None:
    """Reviews, and what a page hides."""
    for kind in ("review", "hidden"):
        listing = Listing.model_validate({"texts": [{"content": PASTE, "kind": kind}]})
        assert signs(listing, rulebook, ["x"]) == ()


@pytest.mark.parametrize(
    ("fields", "fires"),
    [
        ({"name": "TikTok", "publisher": "TikTok Pte. Ltd."}, False),
        ({"name": "TikTok", "publisher": "Tik Tools"}, True),
        ({"name": "TikTok", "url": "https://www.tiktok.com/"}, False),
        ({"name": "TikTok", "url": "https://www.tiktok.com.tool.example/"}, True),
        ({"name": "TikTok", "url": "https://tool.example/https://www.tiktok.com/"}, True),
    ],
)
def test_tiktok_itself_may_carry_its_name(
    judge: Callable[..., Audit], fields: dict[str, Any], *, fires: bool
) -> None:
    """By its company or its own site."""
    assert ("name-is-tiktoks-own" in rules_of(judge(texts=["Videos."], **fields))) is fires


@pytest.mark.parametrize("name", ["TikT0k", "Tlktok", "ТikТоk", "Tikttok", "TikTk", "Titkok", "T1kT0k saves"])
def test_look_alikes(name: str) -> None:
    """A letter more, less, changed, swapped, of another script, or a digit for it."""
    assert looks_like(name, "tiktok")


@pytest.mark.parametrize(
    "name", ["TikTok", "Tik-Tok", "Tik Tok", "TikTok's", "Clock", "Ticktock", "Stick to k"]
)
def test_no_look_alikes(name: str) -> None:
    """The name itself, and other words."""
    assert not looks_like(name, "tiktok")


def test_cookies_and_tiktok_pages_together(judge: Callable[..., Audit]) -> None:
    """Also where the pages themselves are explained, and where there was no text at all."""
    for kind, cookies in (("chrome", "cookies"), ("firefox", "cookies"), ("userscript", "GM_cookie")):
        access = [f"{kind}:{cookies}", f"{kind}:host:https://*.tiktok.com/*"]
        told = judge(texts=["Adds a download button to TikTok's pages."], access=access)
        untold = judge(access=access)

        assert "reads-tiktok-session" in rules_of(told)
        assert told.verdict.level is Level.HIGH_RISK
        assert "sessions-without-text" in rules_of(untold)


def test_sign_in_pages_of_every_kind(judge: Callable[..., Audit]) -> None:
    """Extensions for both browsers and scripts; a path that merely begins alike is none."""
    for kind in ("chrome", "firefox", "userscript"):
        for pattern in ("https://www.tiktok.com/login/*", "*://*/oauth/*", "https://accounts.google.com/*"):
            named = judge(access=[f"{kind}:host:{pattern}"])
            assert "extension-script-on-sign-in" in rules_of(named), pattern
        for pattern in (
            "https://tool.example/loginfo/*",
            "https://a.example/accounts.google.com/*",
            "*://*/*",
        ):
            other = judge(access=[f"{kind}:host:{pattern}"])
            assert "extension-script-on-sign-in" not in rules_of(other), pattern


def test_every_page_explains_the_scheme_for_files(judge: Callable[..., Audit]) -> None:
    """``<all_urls>`` takes it in, so three patterns are no more than one."""
    hosts = [f"firefox:host:{scheme}://*/*" for scheme in ("file", "http", "https")]
    blocker = judge(texts=["A content blocker: it blocks ads and trackers."], access=hosts)
    other = judge(texts=["Add captions to your TikTok videos."], access=hosts)

    assert blocker.verdict.level is Level.NOTHING_FOUND
    assert {item.verdict.value for item in blocker.access} == {"needed"}
    assert {item.verdict.value for item in other.access} == {"excessive"}


def test_declared_data_is_remarked_only_where_it_is_private(judge: Callable[..., Audit]) -> None:
    """Nearly every store page declares something."""
    plain = judge(observations=[{"id": "listing.declares-data", "value": "Data collected: Crash logs"}])
    private = judge(observations=[{"id": "listing.declares-data", "value": "Data collected: Contacts"}])

    assert rules_of(plain) == set()
    assert rules_of(private) == {"declares-sensitive-data"}


def test_a_page_with_an_account_and_no_policy_is_remarked(rulebook: Rulebook) -> None:
    """Only where nothing on it links one."""
    form = "<form action='/in'>Sign up at Saves: <input name='mail'><input type='password' name='p'></form>"
    policy = "<a href='/privacy'>Privacy policy</a>"

    def read(body: str) -> set[str]:
        page = f"<title>Saves</title><p>Captions for your videos, made by hand.</p>{body}".encode()
        document = Document(target="x", body=page, media_type="text/html", url="https://tool.example/")
        return rules_of(audit(read_document(document), rulebook))

    assert "page-without-policy" in read(form)
    assert "page-without-policy" not in read(form + policy)
    assert "page-without-policy" not in read("")


@given(st.text(max_size=300))
@settings(max_examples=100, deadline=None)
def test_quotes_stand_in_their_text(rulebook: Rulebook, noise: str) -> None:
    """Whatever stands around them."""
    text = f"{noise} {PASTE} {noise}"
    for seen in signs(Listing.model_validate({"texts": [text]}), rulebook, ["x"]):
        assert seen.value in text


def test_hostile_words_take_no_time() -> None:
    """Thousands of mentions that never come together, each taken back."""
    sign = Sign(
        id="s", observation="o", words=(("paste",), ("console",), ("code",)), unless=("never",), within=120
    )
    found = near_words([sign])
    with soon(5):
        for text in ("never paste console code " * 8_000, "paste console " * 14_000, "paste " * 30_000):
            assert list(found.find(text)) == []


def test_a_sign_needs_one_way() -> None:
    """Words, or a field with one test."""
    for wrong in (
        {"words": (("a",),), "field": "name", "like": ("b",)},
        {"field": "name"},
        {"field": "name", "like": ("b",), "absent": True},
        {"words": ((),)},
        {},
    ):
        with pytest.raises(ValueError, match=r"sign|list"):
            Sign.model_validate({"id": "s", "observation": "o", **wrong})


LOOKUP = {
    "resultCount": 1,
    "results": [
        {"kind": "software", "trackName": "Saves", "trackId": 1, "releaseDate": "2026-10-02T07:00:00Z",
         "description": "Captions."},
    ],
}  # fmt: skip
GREASY = {
    "id": 1, "name": "Saves", "code_url": "https://update.greasyfork.org/scripts/1/s.user.js",
    "total_installs": 3, "good_ratings": 0, "created_at": "2026-10-02T07:00:00Z", "description": "Captions.",
}  # fmt: skip
ADDON = {
    "id": 1, "slug": "s", "guid": "s@a", "name": "Saves", "authors": [{"name": "A"}],
    "created": "2026-10-02T07:00:00Z", "summary": "Captions.", "current_version": {"version": "1"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "url"),
    [
        (LOOKUP, "https://itunes.apple.com/lookup?id=1"),
        (GREASY, "https://greasyfork.org/scripts/1.json"),
        (ADDON, "https://addons.mozilla.org/api/v5/addons/addon/s/"),
    ],
)
def test_what_is_new_in_its_store(rulebook: Rulebook, answer: dict[str, Any], url: str) -> None:
    """On the day it was read; a saved answer has no day, and later it is new no more."""

    def read(day: str | None) -> set[str]:
        at = None if day is None else dt.datetime.fromisoformat(f"{day}T00:00:00+00:00")
        document = Document(
            target="x",
            body=json.dumps(answer).encode(),
            url=url,
            media_type="application/json",
            retrieved_at=at,
        )
        return rules_of(audit(read_document(document), rulebook))

    assert "new-in-store" in read("2026-11-26")
    assert "new-in-store" not in read("2027-06-01")
    assert "new-in-store" not in read(None)
