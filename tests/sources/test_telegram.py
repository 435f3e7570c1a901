"""Pages of names on Telegram, built here with the elements that the site uses."""

from __future__ import annotations

import pytest

from auditor.errors import NotFound
from auditor.sources import Document, read, read_document
from tests.sources.store_fakes import FakeStore

ADDRESS = "https://t.me/SaveSpyBot"


def page(
    title: str = '<div class="tgme_page_title"><span dir="auto">SaveSpy</span></div>',
    extra: str = "12 345 monthly users",
    body: str = "",
) -> Document:
    """Return the page of a bot."""
    html = f"""<!DOCTYPE html><html><head><title>Telegram: Launch @SaveSpyBot</title>
<meta property="al:ios:url" content="tg://resolve?domain=SaveSpyBot"></head><body><div class="tgme_page_wrap">
<div class="tgme_page">{title}<div class="tgme_page_extra">{extra}</div>
<div class="tgme_page_description" dir="auto">See who saved your TikTok.<br>App:
<a href="https://savespy.example/savespy.apk">savespy.example</a></div>
<div class="tgme_page_action">
<a class="tgme_action_button_new" href="tg://resolve?domain=SaveSpyBot">Start Bot</a></div>
</div></div>{body}</body></html>"""
    return Document(target="bot.html", body=html.encode())


def test_a_bot_is_read_by_its_elements() -> None:
    """What it asks for shows only in the chat."""
    listing = read_document(page())

    assert (listing.kind, listing.name, listing.package, listing.url, listing.installs) == (
        "telegram-page", "SaveSpy", "@SaveSpyBot", ADDRESS, "12 345 monthly users",
    )  # fmt: skip
    assert [(text.where, text.content) for text in listing.texts] == [
        ("name", "SaveSpy"),
        ("description", "See who saved your TikTok.\nApp: savespy.example"),
    ]
    assert [link.url for link in listing.links] == ["https://savespy.example/savespy.apk"]
    assert [o.id for o in listing.observations] == ["page.package-download"]
    assert (listing.access_known, [note.check for note in listing.not_read]) == (False, ["access"])


def test_the_line_below_the_name_may_be_the_name() -> None:
    """Which is no number of users."""
    assert read_document(page(extra="@SaveSpyBot")).installs is None


@pytest.mark.parametrize(
    "address",
    [
        ADDRESS,
        "https://telegram.me/SaveSpyBot",
        "https://t.me/SaveSpyBot?start=x",
        "https://t.me/SaveSpyBot/app",
    ],
)
def test_addresses_of_names_are_known(address: str) -> None:
    """On all hosts of the service."""
    assert read([address], fetcher=FakeStore({address: page()})).url == ADDRESS


@pytest.mark.parametrize("path", ["joinchat/AAAA", "+AbCdEf", "s/SaveSpyBot", "addstickers/savers", ""])
def test_other_pages_of_the_site_are_web_pages(path: str) -> None:
    """Invitations, stickers, a channel's posts."""
    address = f"https://t.me/{path}"
    document = page(title="<p>Plan your posts with friends in this group.</p>")

    assert read([address], fetcher=FakeStore({address: document})).kind == "web-page"


def test_a_name_of_nobody_is_not_found() -> None:
    """Telegram shows its frame and no name."""
    with pytest.raises(NotFound, match="nobody by the name SaveSpyBot"):
        read_document(page(title=""))


def test_a_page_that_links_to_a_bot_is_no_telegram_page() -> None:
    """Only its own address counts."""
    html = f"<!doctype html><title>t</title><p>Plan your posts with our bot <a href='{ADDRESS}'>here</a>."

    assert read_document(Document(target="x", body=html.encode())).kind == "web-page"


HIDDEN = """<div hidden class="tgme_page_title">Plans</div><div hidden class="tgme_page_description">Plan your
posts.</div><a class="tgme_action_button_new" href="tg://resolve?domain=SaveSpyBot">Telegram</a>"""
CLAIM = "<h1>SaveSpy</h1><p>See who saved your TikTok.</p><input type=password name=tiktok_password>"


@pytest.mark.parametrize("note", ["<!-- saved from url=(0021)https://tool.example/ -->", ""])
@pytest.mark.parametrize("markup", [CLAIM + HIDDEN, f"<div class=tgme_page>{CLAIM}</div>{HIDDEN}"])
def test_a_page_that_hides_elements_of_telegram_is_none(note: str, markup: str) -> None:
    """What it shows is read, wherever a browser noted that it stood."""
    body = f"<!doctype html>{note}<html><head><title>SaveSpy</title></head><body>{markup}</body></html>"
    listing = read_document(Document(target="x.html", body=body.encode()))

    assert listing.kind == "web-page"
    assert [request.id for request in listing.access_requests] == ["credential:tiktok-password"]
    assert any("See who saved your TikTok" in text.content for text in listing.texts)


@pytest.mark.parametrize(
    "stands",
    [
        "<!-- saved from url=(0021)https://tool.example/ -->",
        '<link rel="canonical" href="https://tool.example/">',
    ],
)
def test_a_page_that_stood_elsewhere_is_no_telegram_page(stands: str) -> None:
    """However much it looks like one."""
    body = page().body.replace(b"<html><head>", f"{stands}<html><head>{stands}".encode())

    assert read_document(Document(target="x.html", body=body)).kind == "web-page"


def test_what_it_shows_beside_is_not_lost() -> None:
    """A page of the site shows nothing outside of its own elements."""
    listing = read_document(page(body="<p>See who saved your video as well.</p>"))

    assert listing.kind == "web-page"
