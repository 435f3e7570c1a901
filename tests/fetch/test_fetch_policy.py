"""What is asked, what comes back as a document, and what each refusal is called. Nothing is sent."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import httpx
import pytest

from auditor.errors import (
    AuditorError,
    BlockedAddress,
    FetchError,
    LeadsToConsent,
    NotFound,
    TooLarge,
    UnknownFormat,
    Walled,
)
from auditor.fetch import USER_AGENT, Conduct, GuardedFetcher
from auditor.limits import MAX_DOCUMENT_BYTES, MAX_REDIRECTS, MAX_URL_CHARACTERS
from auditor.sources.consent import is_consent_link

if TYPE_CHECKING:
    from pytest_httpx import HTTPXMock

URL = "https://tool.example/about?x=1"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
PAGE = {"content-type": "text/html; charset=ISO-8859-1"}


def fetcher() -> GuardedFetcher:
    """A fetcher whose clock stands."""
    return GuardedFetcher(now=lambda: NOON)


def careful() -> GuardedFetcher:
    """A fetcher that tells consent links."""
    return GuardedFetcher(conduct=Conduct(never_open=is_consent_link))


def test_a_page_becomes_a_document(httpx_mock: HTTPXMock) -> None:
    """Bytes as they came, and what was said about them."""
    httpx_mock.add_response(url=URL, content=b"caf\xe9", headers=PAGE)
    document = fetcher().get(f"{URL}#part")
    assert document.body == b"caf\xe9"
    assert document.media_type == "text/html"
    assert document.charset == "iso-8859-1"
    assert document.url == f"{URL}#part"
    assert document.final_url == URL
    assert document.retrieved_at == NOON


def test_the_request_is_honest_and_brings_nothing_along(httpx_mock: HTTPXMock) -> None:
    """Our own name, no cookies, no referrer, only packings that are bounded."""
    httpx_mock.add_response(status_code=302, headers={"location": "/in", "set-cookie": "id=1; Path=/"})
    httpx_mock.add_response(content=b"x", headers={"set-cookie": "id=2"})
    httpx_mock.add_response(content=b"x")
    one = fetcher()
    one.get(URL, accept="text/plain")
    one.get(URL)
    for request in httpx_mock.get_requests():
        assert request.headers["user-agent"] == USER_AGENT
        assert request.headers["accept-encoding"] == "gzip, deflate"
        assert not {"cookie", "referer", "authorization"} & set(request.headers)
    assert httpx_mock.get_requests()[0].headers["accept"] == "text/plain"
    assert USER_AGENT.startswith("saveraudit/")


def test_a_form_is_posted(httpx_mock: HTTPXMock) -> None:
    """Encoded as browsers do."""
    httpx_mock.add_response(method="POST", match_content=b"f.req=%5B1%5D", content=b"ok")
    assert fetcher().post(URL, form={"f.req": "[1]"}).body == b"ok"


@pytest.mark.parametrize(("status", "method"), [(302, "GET"), (303, "GET"), (307, "POST"), (308, "POST")])
def test_a_form_is_sent_on_only_where_the_answer_says_so(
    httpx_mock: HTTPXMock, status: int, method: str
) -> None:
    """307 and 308 keep the method."""
    httpx_mock.add_response(method="POST", url=URL, status_code=status, headers={"location": "/next"})
    httpx_mock.add_response(method=method, url="https://tool.example/next", content=b"ok")
    assert fetcher().post(URL, form={"a": "1"}).body == b"ok"


def test_redirects_are_followed_and_the_last_address_stands(httpx_mock: HTTPXMock) -> None:
    """Relative, to another host, with a fragment."""
    httpx_mock.add_response(url=URL, status_code=301, headers={"location": "//www.tool.example/a#b"})
    httpx_mock.add_response(url="https://www.tool.example/a", status_code=308, headers={"location": "../c"})
    httpx_mock.add_response(url="https://www.tool.example/c", content=b"here")
    assert fetcher().get(URL).final_url == "https://www.tool.example/c"


def test_redirects_without_end_are_left(httpx_mock: HTTPXMock) -> None:
    """After as many hops as the bound says."""
    httpx_mock.add_response(status_code=302, headers={"location": "/again"}, is_reusable=True)
    with pytest.raises(FetchError, match="from address to address"):
        fetcher().get(URL)
    assert len(httpx_mock.get_requests()) == MAX_REDIRECTS + 1


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "https://tool.example:8443/",
        "https://user@tool.example/",
        "ftp://tool.example/",
        "file:///etc/passwd",
        f"/{'a' * MAX_URL_CHARACTERS}",
    ],
)
def test_each_hop_is_checked(httpx_mock: HTTPXMock, location: str) -> None:
    """A public page may lead anywhere; we do not follow it there."""
    httpx_mock.add_response(url=URL, status_code=302, headers={"location": location})
    with pytest.raises(BlockedAddress):
        fetcher().get(URL)


CONSENT = "https://www.tiktok.com/v2/auth/authorize/?client_key=1&scope=video.list&state=x"


def test_a_consent_page_is_never_opened(httpx_mock: HTTPXMock) -> None:
    """A short link may lead to one; its link comes back in the error, and can be read."""
    httpx_mock.add_response(url=URL, status_code=302, headers={"location": CONSENT})
    with pytest.raises(LeadsToConsent, match="never opened") as error:
        careful().get(URL)
    assert error.value.url == CONSENT
    assert error.value.hint
    with pytest.raises(LeadsToConsent):
        careful().get(CONSENT)
    assert len(httpx_mock.get_requests()) == 1


@pytest.mark.parametrize("location", ["http://[", "https://a\x00.example/", "http://:1:2/", "https://xn--/"])
def test_a_redirect_to_no_address_is_a_sentence(httpx_mock: HTTPXMock, location: str) -> None:
    """No traceback out of the parser."""
    httpx_mock.add_response(url=URL, status_code=302, headers={"location": location})
    with pytest.raises(FetchError):
        fetcher().get(URL)


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://[::ffff:10.0.0.1]/", "http://10.0.0.1:80/", "https://tool.example:22/",
     "https://name:secret@tool.example/", "ftp://tool.example/", "gopher://tool.example/", "http:///x",
     "tool.example", "http://[", "http://a b.example/"],
)  # fmt: skip
def test_addresses_that_are_never_asked(url: str) -> None:
    """Refused before anything is sent; no secret in the sentence."""
    with pytest.raises(BlockedAddress) as error:
        careful().get(url)
    assert "secret" not in str(error.value)


@pytest.mark.parametrize(
    "url", ["https://exa mple.example:x/", "http://\ud800.example/", "\x00", "http://[::/", "https://xn--/"]
)
def test_what_is_no_address_is_a_sentence(url: str) -> None:
    """Nothing of the parser's own words."""
    with pytest.raises(FetchError, match=r"no address|only http"):
        careful().get(url)


@pytest.mark.parametrize(
    ("status", "kind", "words"),
    [
        (404, NotFound, "no such page"),
        (410, NotFound, "no such page"),
        (401, Walled, "login"),
        (403, FetchError, "refuses to show"),
        (429, FetchError, "too often"),
        (451, FetchError, "legal"),
        (418, FetchError, "refuses the request"),
        (500, FetchError, "fault of its own"),
        (503, FetchError, "not available"),
        (300, FetchError, "gives no page"),
        (302, FetchError, "gives no page"),
    ],
)
def test_statuses_have_their_sentence(
    httpx_mock: HTTPXMock, status: int, kind: type[AuditorError], words: str
) -> None:
    """With the host, the number, and what to do next."""
    httpx_mock.add_response(status_code=status, content=b"<p>sorry")
    with pytest.raises(kind, match=words) as error:
        fetcher().get(URL)
    assert "tool.example" in str(error.value)
    assert str(status) in str(error.value)
    assert error.value.hint


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [
        (403, {"cf-mitigated": "challenge"}, b""),
        (200, {"cf-mitigated": "challenge"}, b"<p>hello"),
        (202, {"x-amzn-waf-action": "challenge"}, b""),
        (403, {"x-datadome": "protected"}, b""),
        (403, {}, b"<title>Just a moment...</title>"),
        (503, {}, b"<p>Checking your browser before you go on"),
        (429, {}, b"Our systems have detected unusual traffic"),
        (403, {}, b"<div class='h-captcha'>" + b" " * 200_000),
    ],
)
def test_bot_walls_are_recognised(
    httpx_mock: HTTPXMock, status: int, headers: dict[str, str], body: bytes
) -> None:
    """By what they say of themselves in headers and refusals."""
    httpx_mock.add_response(status_code=status, headers=headers, content=body)
    with pytest.raises(Walled, match="robots"):
        fetcher().get(URL)


def test_a_page_about_captchas_is_no_wall(httpx_mock: HTTPXMock) -> None:
    """Words of a page that was given count for nothing."""
    httpx_mock.add_response(content=b"<p>Sign up without a captcha", headers=PAGE)
    assert b"captcha" in fetcher().get(URL).body


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        ("application/pdf", b"%PDF-1.7"),
        ("application/vnd.android.package-archive", b"PK\x03\x04"),
        ("image/png", b"\x89PNG"),
        ("video/mp4; codecs=x", b"\0\0"),
        ("text/html", b"%PDF-1.7"),
        ("text/html", b"PK\x03\x04"),
        ("application/octet-stream", b"ab\0cd"),
        ("", b"\0\1\2"),
    ],
)
def test_what_is_no_text_is_said(httpx_mock: HTTPXMock, media_type: str, body: bytes) -> None:
    """By the headers, else by the first bytes."""
    httpx_mock.add_response(content=body, headers={"content-type": media_type})
    with pytest.raises(UnknownFormat, match="not with a page"):
        fetcher().get(URL)


@pytest.mark.parametrize("body", [b"\xff\xfeh\0i\0", b"", b"plain words", b"<svg/>"])
def test_what_is_text_passes(httpx_mock: HTTPXMock, body: bytes) -> None:
    """Also wide characters with their mark, and nothing at all: sources say more about that."""
    httpx_mock.add_response(content=body, headers={"content-type": "application/octet-stream"})
    assert fetcher().get(URL).body == body


@pytest.mark.parametrize("length", [str(MAX_DOCUMENT_BYTES + 1), "9" * 4_000])
def test_an_answer_that_says_it_is_too_large_is_not_read(httpx_mock: HTTPXMock, length: str) -> None:
    """Not a byte of it."""
    httpx_mock.add_response(content=b"x", headers={"content-length": length})
    with pytest.raises(TooLarge, match="16 MB"):
        fetcher().get(URL)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (httpx.ReadTimeout("x"), "silent"),
        (httpx.ConnectError("x"), "could not be reached"),
        (httpx.RemoteProtocolError("x"), "no web page"),
        (httpx.ReadError("x"), "could not be reached"),
    ],
)
def test_failures_have_their_sentence(httpx_mock: HTTPXMock, error: httpx.HTTPError, words: str) -> None:
    """Never the library's own words."""
    httpx_mock.add_exception(error)
    with pytest.raises(FetchError, match=words) as raised:
        fetcher().get(URL)
    assert "Save the page" in raised.value.hint
