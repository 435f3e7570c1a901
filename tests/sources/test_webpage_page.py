"""A whole page: what it asks for, where it leads, what machines are told."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest

from auditor.errors import EmptyTarget, NotFound, UnreadableTarget, Walled
from auditor.model import Listing, TextKind
from auditor.sources import Document, read, read_document
from auditor.sources.webpage.spans import Spans
from auditor.sources.webpage.tree import Element

if TYPE_CHECKING:
    from collections.abc import Mapping


def page(body: str, *, title: str = "SaveSpy - See savers", url: str | None = None) -> Listing:
    """Return the listing of a page."""
    html = f"<!doctype html><html><head><title>{title}</title></head><body>{body}</body></html>"
    return read_document(
        Document(target="page.html", body=html.encode(), media_type="text/html", url=url, charset="utf-8")
    )


def asked(listing: Listing) -> list[str]:
    """Return the ids of what is asked for."""
    return [request.id for request in listing.access_requests]


def seen(listing: Listing) -> list[str]:
    """Return the ids of what was observed."""
    return [observation.id for observation in listing.observations]


FIELD = "<input type=password placeholder=Password>"


@pytest.mark.parametrize(
    ("form", "request_id"),
    [
        (f"<h2>Log in to your TikTok account</h2><input>{FIELD}", "credential:tiktok-password"),
        ("<input type=password placeholder='TikTok password'>", "credential:tiktok-password"),
        ("<label>Contraseña de TikTok <input type=password></label>", "credential:tiktok-password"),
        ("<input type=password name=tiktok_pass>", "credential:tiktok-password"),
        (f"<p>Enter your TikTok's password below</p>{FIELD}", "credential:tiktok-password"),
        (
            f"<input placeholder='TikTok username'>{FIELD}<button>Check</button>",
            "credential:tiktok-password",
        ),
        ("<input type=password placeholder='Instagram password'>", "credential:other-network-password"),
        ("<input type=password aria-label='Gmail password'>", "credential:email-password"),
        (f"<h2>Create your account</h2><input type=email>{FIELD}", "credential:own-account"),
        (f"<h2>Sign up to analyse your TikTok</h2>{FIELD}{FIELD}", "credential:own-account"),
        (
            f"<h2>Log in</h2><input type=email>{FIELD}<a href=/t>Continue with TikTok</a>",
            "credential:own-account",
        ),
        (
            f"<h2>See who saved your TikTok</h2><input placeholder=Name>{FIELD}",
            "credential:unclear-password",
        ),
        (f"<h2>Log in to SaveSpy</h2><input>{FIELD}", "credential:own-account"),
    ],
)
def test_whose_password_is_told_by_the_words_around(form: str, request_id: str) -> None:
    """Own words of the field first, then its form, then the heading above."""
    listing = page(f"<p>{'A planner for creators. ' * 40}</p><form>{form}</form>")

    assert [request_id] == asked(listing)
    assert "page.password-field" in seen(listing)


def test_a_brand_with_tiktok_in_it_is_not_tiktok() -> None:
    """Logging in to a tool called after TikTok is logging in to the tool."""
    form = f"<form><h2>Log in to TikTok Planner</h2><input type=email>{FIELD}</form>"
    body = f"<p>{'Plan your posts. ' * 60}</p>{form}"

    assert asked(page(body, title="TikTok Planner | Plan posts for the whole week")) == [
        "credential:own-account"
    ]


@pytest.mark.parametrize(
    ("field", "access", "observed"),
    [
        ("<input autocomplete=one-time-code>", "credential:tiktok-code", "page.code-field"),
        ("<input placeholder='6-digit code we sent you'>", "credential:tiktok-code", "page.code-field"),
        (
            "<textarea placeholder='Paste your sessionid'></textarea>",
            "credential:tiktok-session-cookie",
            "page.cookie-field",
        ),
        ("<input type=password name=sid_tt>", "credential:tiktok-session-cookie", "page.cookie-field"),
    ],
)
def test_codes_and_cookies_are_seen(field: str, access: str, observed: str) -> None:
    """By purpose, words or name of the field."""
    listing = page(f"<form><h2>Connect TikTok</h2>{field}</form>")

    assert [access] == asked(listing)
    assert [observed] == seen(listing)


@pytest.mark.parametrize(
    "field",
    [
        "<input placeholder='Promo code'>",
        "<input name=zipcode>",
        "<input type=checkbox name=cookies>",
        "<input type=hidden name=session_id>",
    ],
)
def test_other_codes_and_cookies_are_not(field: str) -> None:
    """A discount is no login."""
    listing = page(f"<form><h2>TikTok</h2>{field}</form>")

    assert not listing.access_known
    assert seen(listing) == []


def test_where_a_form_sends_is_seen() -> None:
    """Another site, and a connection without protection."""
    form = (
        "<p>Plan posts with us, week by week.</p>"
        f"<form action='http://other.example/l'><h2>Sign up</h2>{FIELD}</form>"
    )
    listing = page(form, url="https://tool.example/x")

    assert {"page.form-to-other-host", "page.login-form-insecure"} <= set(seen(listing))
    assert set(seen(page(form.replace("http://other.example", ""), url="https://tool.example/"))) == {
        "page.password-field"
    }


def test_tiktok_may_ask_for_its_own_password() -> None:
    """On its own host, which only an address can show."""
    form = f"<p>{'Words about videos. ' * 50}</p><form><h2>Log in to TikTok</h2>{FIELD}</form>"

    assert not page(form, url="https://www.tiktok.com/x").access_known
    assert page(form, url="https://tiktok.com.login.example/x").access_known


@pytest.mark.parametrize(
    ("address", "observed"),
    [
        ("/get/app.apk?x=1", "page.package-download"),
        ("https://cdn.example/App.XAPK", "page.package-download"),
        ("profile.mobileconfig", "page.profile-download"),
        ("ext.crx", "page.extension-download"),
        ("s.user.js", "page.script-download"),
        ("setup.exe", "page.program-download"),
        ("https://buy.stripe.com/abc", "page.external-payment"),
    ],
)
def test_downloads_and_payments_are_seen(address: str, observed: str) -> None:
    """By the ending of the path, or the host."""
    assert [observed] == seen(page(f"<a href='{address}'>Get it</a>", url="https://tool.example/"))


def test_a_store_link_is_no_download() -> None:
    """Stores check; a page about a file is no file."""
    body = (
        "<a href='https://play.google.com/store/apps/details?id=a.b'>Play</a>"
        "<a href='https://github.com/a/b/blob/main/x.apk'>code</a><a href='/apk-guide'>guide</a>"
        "<a href='https://f-droid.org/repo/org.example_1.apk'>F-Droid</a>"
        "<a href='https://addons.mozilla.org/firefox/downloads/latest/x/latest.xpi'>Mozilla</a>"
        "<a href='https://update.greasyfork.org/scripts/1/x.user.js'>Greasy Fork</a>"
    )
    assert seen(page(body, url="https://tool.example/")) == []


def test_a_consent_link_is_read_offline() -> None:
    """Its scopes become access, its faults observations, with the link's label."""
    link = (
        "https://www.tiktok.com/v2/auth/authorize/?client_key=k&amp;scope=user.info.basic,video.list"
        "&amp;response_type=code&amp;redirect_uri=http://tool.example/cb"
    )
    listing = page(f"<a href='{link}'>Connect</a>")

    assert asked(listing) == ["tiktok:user.info.basic", "tiktok:video.list"]
    assert {"page.links-consent", "consent.redirect-insecure", "consent.state-missing"} <= set(seen(listing))
    assert all("Connect" in request.where for request in listing.access_requests)


def test_privacy_policy_by_label_then_by_address() -> None:
    """In several languages; on another site it is noted."""
    assert (
        page("<a href=/p>Privacy Policy</a>", url="https://t.example/").privacy_policy
        == "https://t.example/p"
    )
    assert (
        page("<a href=/privacy>here</a>", url="https://t.example/").privacy_policy
        == "https://t.example/privacy"
    )
    assert (
        page("<a href=/d>Datenschutz</a>", url="https://t.example/").privacy_policy == "https://t.example/d"
    )
    elsewhere = page("<a href=https://x.example/privacy>Privacy</a>", url="https://t.example/")
    assert seen(elsewhere) == ["listing.privacy-policy-other-site"]


def test_an_address_whose_host_is_cut_is_left_out() -> None:
    """A long one is cut, and what is left of it is an address still, at the same host."""
    long = "x" * 20_000
    hosts = [
        f"http://[v1.{long}]/privacy",
        f"https://{long}.example/privacy",
        f"https://{long}@x.example/privacy",
    ]
    listing = page("".join(f"<a href='{host}'>Privacy</a>" for host in hosts), url="https://t.example/")
    base = page(f"<base href='{hosts[0]}'><form action=/x>Plan <input type=password></form>")
    download = page(f"<a href='https://x.example/app.apk?{long}'>Get it</a>")

    assert (listing.links, listing.privacy_policy) == ((), None)
    assert base.url is None
    assert [link.url[:28] for link in download.links] == ["https://x.example/app.apk?xx"]


def test_hidden_text_is_evidence_where_it_is_a_trick() -> None:
    """A menu that waits for a click is not; words in the background's colour are."""
    listing = page(
        "<p>Plan posts.</p><p style='color:#fff;background:#fff'>see who saved your tiktok</p>"
        "<nav style='display:none'>See all of the menu here</nav>"
    )
    hidden = [text.content for text in listing.texts if text.kind is TextKind.HIDDEN]

    assert hidden == ["see who saved your tiktok", "See all of the menu here"]
    assert seen(listing) == ["page.hidden-text"]


def test_machines_are_told_in_texts_of_their_own() -> None:
    """Meta, Open Graph, JSON-LD, pictures, buttons, fields."""
    html = """<!doctype html><title>T</title><meta name=description content="m d">
    <meta property="og:title" content="o t"><script type="application/ld+json">{"@graph":[{"@type":
    ["SoftwareApplication"],"name":"SaveSpy","description":"j <b>d</b>","offers":{"price":"0"},
    "aggregateRating":{"ratingValue":4.5,"ratingCount":"12"},"publisher":{"name":"X Ltd"}}]}</script>
    <p>text</p><img src=a.png alt="a t"><button>b l</button><input placeholder="f p">
    <input type=submit value="s v">"""
    listing = read_document(Document(target="x.html", body=html.encode(), media_type="text/html"))
    kinds = {(text.kind, text.content) for text in listing.texts}

    assert (
        listing.name, listing.publisher, listing.price, listing.rating, listing.ratings,
    ) == ("SaveSpy", "X Ltd", "Free", 4.5, 12)  # fmt: skip
    assert {
        (TextKind.TITLE, "T"), (TextKind.META, "m d"), (TextKind.META, "o t"), (TextKind.META, "j d"),
        (TextKind.ALT, "a t"), (TextKind.BUTTON, "b l"), (TextKind.BUTTON, "f p"), (TextKind.BUTTON, "s v"),
    } <= kinds  # fmt: skip


@pytest.mark.parametrize(
    ("title", "body", "error"),
    [
        ("404 Not Found", "<h1>Not Found</h1>", NotFound),
        ("Oops", "<h1>Page not found</h1><p>Go home.</p>", NotFound),
        ("Just a moment...", "<p>Checking your browser before accessing</p>", Walled),
        ("x", "<p>Verify you are human</p><script src=/cdn-cgi/challenge-platform/a.js></script>", Walled),
        ("Log in", f"<h1>Log in</h1><form><input type=email>{FIELD}</form>", Walled),
        ("App", "<div id=root></div><script src=a.js></script>", EmptyTarget),
        ("", "", EmptyTarget),
    ],
)
def test_a_page_that_is_not_the_tools_is_an_error(
    title: str, body: str, error: type[UnreadableTarget]
) -> None:
    """A 404, a wall or a shell is never audited as if it were the tool."""
    with pytest.raises(error):
        page(body, title=title)


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Error 404 explained", f"<h1>What a 404 means</h1><p>{'A long article about it. ' * 60}</p>"),
        ("Log in", f"<h1>Log in to your TikTok account</h1><form><input>{FIELD}</form>"),
        ("Captcha solver", f"<p>{'Solves I am not a robot boxes. ' * 40}</p>"),
        ("Saver", "<p>Hi.</p>"),
    ],
)
def test_a_page_about_such_things_is_read(title: str, body: str) -> None:
    """Length, and what is asked for, tell them apart."""
    assert page(body, title=title).texts


def test_a_shell_with_a_description_is_read_in_part() -> None:
    """What machines are told is kept, and the missing text is noted."""
    html = (
        "<!doctype html><title>A</title><meta name=description content='See who saved'>"
        "<div id=__next></div><script>1</script>"
    )
    listing = read_document(Document(target="x.html", body=html.encode(), media_type="text/html"))

    assert [note.check for note in listing.not_read] == ["page-text"]
    assert "See who saved" in [text.content for text in listing.texts]


def test_frames_are_noted() -> None:
    """What a reader sees and this reading doesn't."""
    assert [n.check for n in page("<p>Plan your posts.</p><iframe src=a.html></iframe>").not_read] == [
        "frames"
    ]


class OnePage:
    """A fetcher that knows one page, and fails on everything else."""

    def get(self, url: str, *, accept: str = "") -> Document:  # noqa: ARG002  # the fetcher's shape
        """Answer with the page."""
        body = b"<!doctype html><title>T</title><p>See who saved your videos</p>"
        return Document(target=url, body=body, url=url, final_url=url + "?to", media_type="text/html")

    def post(self, url: str, *, form: Mapping[str, str]) -> Document:  # noqa: ARG002  # the fetcher's shape
        """Fail: nobody should ask."""
        raise AssertionError(url)


def test_an_address_is_fetched_and_its_final_address_kept() -> None:
    """The record names where the answer came from."""
    listing = read(["https://tool.example/"], fetcher=OnePage())

    assert listing.url == "https://tool.example/?to"
    assert listing.sources[0].url == "https://tool.example/?to"


def test_a_consent_link_is_never_fetched() -> None:
    """Nobody learns that it was looked at."""

    class Nobody(OnePage):
        def get(self, url: str, *, accept: str = "") -> Document:
            raise AssertionError(url + accept)

    link = "https://www.tiktok.com/v2/auth/authorize/?client_key=k&scope=user.info.basic video.list"
    listing = read([link], fetcher=Nobody())

    assert asked(listing) == ["tiktok:user.info.basic", "tiktok:video.list"]


WIDE = "<b></b><b>x</b> <b hidden>y</b>" * 200
NESTS = {
    "a label around fields": f"<label>{WIDE}{'<input type=password>' * 250}</label>",
    "a hidden label around fields": f"<label hidden>{WIDE}{'<input type=password>' * 250}</label>",
    "labels in labels": f"{'<label><input>' * 250}{WIDE}",
    "sections in sections": f"{'<section><input>' * 250}{WIDE}",
    "forms in forms": f"{'<form><div></form><input type=email placeholder=x>' * 250}{WIDE}",
    "headings in headings": f"{'<h1><div>' * 120}{WIDE}",
    "buttons in links": f"{'<div><a role=button href=/>x' * 120}{WIDE}",
    "named elements": f"{'<div id=x>' * 250}{WIDE}",
    "empty roots": f"<script></script>{'<div id=root>' * 250}{'<b hidden>y</b>' * 200}Loading",
}


@pytest.mark.parametrize("nest", NESTS)
def test_elements_in_elements_are_not_read_again_for_each(nest: str) -> None:
    """Where all of them stand around the same words, those are gone through once."""
    with (
        patch.object(Element, "raw_text", autospec=True, side_effect=Element.raw_text) as raw,
        patch.object(Element, "descendants", autospec=True, side_effect=Element.descendants) as below,
        patch.object(Spans, "__init__", autospec=True, side_effect=Spans.__init__) as spans,
        suppress(UnreadableTarget),
    ):
        page(NESTS[nest])

    assert {call.args[0].tag for call in raw.call_args_list} <= {"title", "style", "script"}
    assert below.call_count == 0
    assert 0 < spans.call_count <= 2  # what is shown, and what stands in the source


def test_controls_count_for_the_form_that_they_are_in() -> None:
    """Also where forms stand in forms, which a parser makes of markup in disorder."""
    outer = "<form action=https://other.example/><div></form>"
    inner = "<form action=/>Plan posts <input type=search name=q></form><input type=email>"
    listing = page(f"{outer}{inner}</div>", url="https://t.example/")

    assert seen(listing) == ["page.form-to-other-host"]
    assert "page.form-to-other-host" not in seen(page(f"{inner}", url="https://t.example/"))
