"""Politeness: robots.txt is heeded, hosts are left time, tries are few, changes alone are asked for."""

from __future__ import annotations

import datetime as dt
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from protego import Protego

from auditor.errors import FetchError, UnreadableTarget, UsageError
from auditor.fetch import Conduct, GuardedFetcher, Pace, Store, open_fetcher, user_agent
from auditor.fetch.agent import USER_AGENT
from auditor.fetch.answers import retry_after
from auditor.fetch.caching import Recheck, may_be_kept
from auditor.fetch.deadline import Deadline
from auditor.fetch.exchange import Exchange
from auditor.fetch.manners import ours
from auditor.limits import MAX_STORED_PAGES, PATIENCE_SECONDS

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_httpx import HTTPXMock

    from auditor.sources import Document

URL = "https://tool.example/about"
ROBOTS = "https://tool.example/robots.txt"
NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


def get(url: str = URL, slept: list[float] | None = None, **options: Any) -> Document:
    """What the command's own fetcher gives, without waiting; what it would have waited is in ``slept``."""
    return open_fetcher(sleep=(slept if slept is not None else []).append, **options).get(url)


def asked(httpx_mock: HTTPXMock) -> list[str]:
    """The addresses that were asked, in order."""
    return [str(request.url) for request in httpx_mock.get_requests()]


@pytest.mark.parametrize(
    "robots",
    [
        "User-agent: *\nDisallow: /",
        "User-agent: saveraudit\nDisallow: /about\n\nUser-agent: *\nAllow: /",
        "\ufeffUser-agent: *\nDisallow: /ab*t$",
        "user-agent: SaveRaudit\ndisallow: /",
        "User-agent: a\nUser-agent: *\nUser-agent: b\nDisallow: /",
    ],
)
def test_a_site_that_wants_programs_to_stay_away_is_left_alone(httpx_mock: HTTPXMock, robots: str) -> None:
    """The page is not asked for; the sentence says why, and what to do."""
    httpx_mock.add_response(url=ROBOTS, text=robots)
    with pytest.raises(FetchError, match=r"robots\.txt") as error:
        get()
    assert error.value.failure == "robots"
    assert "Save the page" in error.value.hint
    assert asked(httpx_mock) == [ROBOTS]


@pytest.mark.parametrize(
    "robots",
    [
        "",
        "User-agent: *\nDisallow:",
        "User-agent: *\nDisallow: /private",
        "User-agent: other\nDisallow: /",
        "User-agent: *\nDisallow: /\n\nUser-agent: saveraudit\nDisallow: /private",
        "User-agent: *\nDisallow: /\nAllow: /about",
        "<html><p>User-agent: * Disallow: /",
    ],
)
def test_a_site_that_allows_it_is_read(httpx_mock: HTTPXMock, robots: str) -> None:
    """By its rules for us, else for everybody; the longer rule counts."""
    httpx_mock.add_response(url=ROBOTS, text=robots)
    httpx_mock.add_response(url=URL, text="hello")
    assert get().body == b"hello"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 418])
def test_a_site_without_rules_is_read(httpx_mock: HTTPXMock, status: int) -> None:
    """RFC 9309, section 2.3.1.3."""
    httpx_mock.add_response(url=ROBOTS, status_code=status)
    httpx_mock.add_response(url=URL, text="hello")
    assert get().body == b"hello"


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_site_in_trouble_has_not_said_yes(httpx_mock: HTTPXMock, status: int) -> None:
    """RFC 9309, section 2.3.1.4; asked again first."""
    httpx_mock.add_response(url=ROBOTS, status_code=status, is_reusable=True)
    slept: list[float] = []
    with pytest.raises(FetchError, match="does not say at the moment"):
        get(slept=slept)
    assert asked(httpx_mock) == [ROBOTS] * 3


def test_each_host_on_the_way_has_its_own_say(httpx_mock: HTTPXMock) -> None:
    """A redirect is asked about like a page; rules are asked for once."""
    httpx_mock.add_response(url=ROBOTS, text="")
    httpx_mock.add_response(url=URL, status_code=302, headers={"location": "/b"})
    httpx_mock.add_response(
        url="https://tool.example/b", status_code=302, headers={"location": "https://other.example/"}
    )
    httpx_mock.add_response(url="https://other.example/robots.txt", text="User-agent: *\nDisallow: /")
    with pytest.raises(FetchError, match=r"other\.example asks programs"):
        get()
    assert asked(httpx_mock).count(ROBOTS) == 1


def test_two_requests_to_one_host_are_a_while_apart(httpx_mock: HTTPXMock) -> None:
    """As long as it asks for, at least a second; other hosts are not waited for."""
    httpx_mock.add_response(url=ROBOTS, text="User-agent: *\nCrawl-delay: 5")
    httpx_mock.add_response(url=URL, text="x", is_reusable=True)
    slept: list[float] = []
    polite = open_fetcher(sleep=slept.append)
    polite.get(URL)
    polite.get(URL)
    assert [round(seconds) for seconds in slept] == [5]


def test_whoever_wants_minutes_between_requests_is_not_read(httpx_mock: HTTPXMock) -> None:
    """Nobody would wait for the report."""
    httpx_mock.add_response(url=ROBOTS, text="User-agent: *\nCrawl-delay: 600")
    with pytest.raises(FetchError, match="wants 600 seconds"):
        get()


@given(st.lists(st.tuples(st.integers(0, 3), st.floats(0, 5)), max_size=20))
def test_no_host_is_ever_asked_too_soon(steps: list[tuple[int, float]]) -> None:
    """Whatever is asked when."""
    now = [0.0]

    def sleep(seconds: float) -> None:
        now[0] += seconds

    pace = Pace(clock=lambda: now[0], sleep=sleep)
    last: dict[int, float] = {}
    for host, later in steps:
        now[0] += later
        pace.before(f"https://h{host}.example/")
        assert now[0] - last.get(host, -9) >= 0.999
        last[host] = now[0]


_LINES = st.sampled_from(
    ["User-agent: *", "User-agent: saveraudit", "user agent x", "Disallow: /a", "Allow: /ab", "Disallow: /",
     "# x", "Crawl-delay: 1", ""]
)  # fmt: skip


@given(st.text(max_size=300) | st.lists(_LINES, max_size=12).map("\n".join))
def test_making_other_programs_one_changes_nothing_for_us(content: str) -> None:
    """Only the time that it takes."""
    for url in ("https://a.example/", "https://a.example/abc", "https://a.example/b"):
        assert Protego.parse(ours(content)).can_fetch(url, "saveraudit") == Protego.parse(content).can_fetch(
            url, "saveraudit"
        )


def test_a_hostile_robots_file_takes_no_time(httpx_mock: HTTPXMock) -> None:
    """Ten thousand programs times ten thousand rules."""
    agents = "".join(f"User-agent: a{n}\n" for n in range(15_000))
    httpx_mock.add_response(url=ROBOTS, text=agents + "Disallow: /*a*a*a$\n" * 15_000)
    httpx_mock.add_response(text="x")
    began = time.monotonic()
    get(f"https://tool.example/{'a' * 4_000}b")
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("7", 7), ("0", 0), ("999999999999999", 86_400), ("Sun, 22 Nov 2026 12:00:30 GMT", 30),
        ("Sun, 22 Nov 2026 11:00:00 GMT", 0), ("soon", None), ("", None), ("-5", None), ("٣", None),
        ("Sun, 99 Nov 2026 12:00:30 GMT", None),
    ],
)  # fmt: skip
def test_retry_after_is_a_number_or_a_date(said: str, seconds: float | None) -> None:
    """RFC 9110, section 10.2.3."""
    assert retry_after(httpx.Headers([(b"retry-after", said.encode())]), NOON) == seconds


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_busy_server_is_asked_again_when_it_says(httpx_mock: HTTPXMock, status: int) -> None:
    """Not sooner."""
    httpx_mock.add_response(url=ROBOTS, status_code=404)
    httpx_mock.add_response(url=URL, status_code=status, headers={"retry-after": "12"})
    httpx_mock.add_response(url=URL, text="hello")
    slept: list[float] = []
    assert get(slept=slept).body == b"hello"
    assert 12.0 in slept


def test_whoever_says_later_than_we_wait_is_not_asked_again(httpx_mock: HTTPXMock) -> None:
    """The sentence says when."""
    httpx_mock.add_response(url=ROBOTS, status_code=404)
    httpx_mock.add_response(url=URL, status_code=503, headers={"retry-after": "3600"})
    with pytest.raises(FetchError, match="not available") as error:
        get()
    assert "in 60 minutes" in error.value.hint


def test_there_are_three_tries_and_no_more(httpx_mock: HTTPXMock) -> None:
    """With more time between them."""
    httpx_mock.add_response(url=ROBOTS, status_code=404)
    httpx_mock.add_exception(httpx.ReadError("x"), url=URL, is_reusable=True)
    slept: list[float] = []
    with pytest.raises(FetchError, match="could not be reached"):
        get(slept=slept)
    assert asked(httpx_mock).count(URL) == 3
    assert [wait for wait in slept if wait in (1.0, 4.0)] == [1.0, 4.0]


@pytest.mark.parametrize("status", [403, 404, 500])
def test_what_will_not_pass_is_not_asked_again(httpx_mock: HTTPXMock, status: int) -> None:
    """Nor is a wall."""
    httpx_mock.add_response(url=ROBOTS, status_code=404)
    httpx_mock.add_response(url=URL, status_code=status)
    with pytest.raises(UnreadableTarget):
        get()
    assert asked(httpx_mock).count(URL) == 1


def test_a_form_is_sent_again_only_where_nothing_was_done_with_it(httpx_mock: HTTPXMock) -> None:
    """A server that is busy has refused it; one that broke off may have taken it."""
    httpx_mock.add_response(url=ROBOTS, status_code=404, is_reusable=True)
    httpx_mock.add_response(url=URL, status_code=503)
    httpx_mock.add_response(url=URL, text="ok")
    assert open_fetcher(sleep=lambda _: None).post(URL, form={"a": "1"}).body == b"ok"
    httpx_mock.add_exception(httpx.ReadError("x"), url=URL)
    with pytest.raises(FetchError):
        open_fetcher(sleep=lambda _: None).post(URL, form={"a": "1"})


def test_only_changes_are_asked_for_where_pages_are_kept(httpx_mock: HTTPXMock, tmp_path: Path) -> None:
    """With the server's own marks; both answers are evidence."""
    httpx_mock.add_response(
        url=URL, text="hello", headers={"etag": '"1"', "last-modified": "x", "content-type": "text/html"}
    )
    httpx_mock.add_response(url=URL, status_code=304)
    seen: list[Exchange] = []
    one = GuardedFetcher(conduct=Conduct(store=Store(tmp_path / "pages"), keep=seen.append))
    first, second = one.get(URL), one.get(URL)
    request = httpx_mock.get_requests()[1]

    assert (request.headers["if-none-match"], request.headers["if-modified-since"]) == ('"1"', "x")
    assert (second.body, second.media_type) == (first.body, "text/html")
    assert [exchange.status for exchange in seen] == [200, 200, 304]
    assert (tmp_path / "pages").stat().st_mode & 0o077 == 0


def test_a_changed_page_replaces_the_kept_one(httpx_mock: HTTPXMock, tmp_path: Path) -> None:
    """And a damaged entry is as good as none."""
    for text, tag in (("one", "1"), ("two", "2"), ("three", "3")):
        httpx_mock.add_response(text=text, headers={"etag": tag})
    one = GuardedFetcher(conduct=Conduct(store=Store(tmp_path)))
    assert [one.get(URL).body, one.get(URL).body] == [b"one", b"two"]
    (entry,) = tmp_path.iterdir()
    entry.write_bytes(entry.read_bytes()[:-1] + b"X")
    assert one.get(URL).body == b"three"
    assert [request.headers.get("if-none-match") for request in httpx_mock.get_requests()] == [
        None,
        "1",
        None,
    ]


@pytest.mark.parametrize(
    ("url", "headers", "status"),
    [
        (URL, {"etag": "1", "cache-control": "No-Store"}, 200),
        (URL, {"etag": "1", "cache-control": "private=set-cookie,no-store"}, 200),
        (URL, {}, 200),
        (URL, {"etag": " "}, 200),
        (URL, {"etag": "\u00e9"}, 200),
        (f"{URL}?code=s3cret", {"etag": "1"}, 200),
        (URL, {"etag": "1"}, 404),
        (URL, {"etag": "1", "content-type": "image/png"}, 200),
    ],
)
def test_what_must_or_need_not_be_kept_is_not(
    httpx_mock: HTTPXMock, tmp_path: Path, url: str, headers: dict[str, str], status: int
) -> None:
    """By the server's word, for want of a mark, for a secret, for being no page."""
    httpx_mock.add_response(text="x", headers=headers, status_code=status)
    with suppress(UnreadableTarget):
        GuardedFetcher(conduct=Conduct(store=Store(tmp_path))).get(url)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("weak", ["", "W/"])
def test_unchanged_said_of_another_page_is_not_believed(
    httpx_mock: HTTPXMock, tmp_path: Path, weak: str
) -> None:
    """The page is asked for once more, without conditions (RFC 9111, section 4.3.4)."""
    httpx_mock.add_response(text="one", headers={"etag": f'{weak}"1"'})
    httpx_mock.add_response(status_code=304, headers={"etag": f'{weak}"2"'})
    httpx_mock.add_response(text="two", headers={"etag": f'{weak}"2"'})
    one = GuardedFetcher(conduct=Conduct(store=Store(tmp_path)))

    assert [one.get(URL).body, one.get(URL).body] == [b"one", b"two"]
    asked = [request.headers.get("if-none-match") for request in httpx_mock.get_requests()]
    assert asked == [None, f'{weak}"1"', None]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                ["cache-control", "etag", "last-modified", "date", "age", "expires", "vary", "pragma", "x"]
            ),
            st.text(st.characters(max_codepoint=255, exclude_characters="\r\n"), max_size=40)
            | st.sampled_from(["s-maxage=", 'private="', "no-cache=a,", "max-age=" + "9" * 5_000, "*", "W/"]),
        ),
        max_size=8,
    )
)
def test_no_header_of_a_server_breaks_the_cache(headers: list[tuple[str, str]]) -> None:
    """Whatever stands there."""
    sent = Exchange(
        method="GET", url=URL, sent_headers=(), sent_body=b"", status=200, reason="", headers=tuple(headers),
        body=b"", at=dt.datetime(2026, 11, 2, tzinfo=dt.UTC), whole=True,
    )  # fmt: skip
    assert may_be_kept(sent) in (True, False)
    recheck = Recheck(sent)
    assert set(recheck.headers) <= {"if-none-match", "if-modified-since"}
    assert all(httpx.Request("GET", URL, headers=recheck.headers).headers.values())
    assert recheck.holds(headers) in (True, False)


def test_the_oldest_pages_go_first(tmp_path: Path, httpx_mock: HTTPXMock) -> None:
    """A cache has an end."""
    for number in range(MAX_STORED_PAGES + 3):
        (tmp_path / f"page-{number}").touch()
    httpx_mock.add_response(text="x", headers={"etag": "1"})
    GuardedFetcher(conduct=Conduct(store=Store(tmp_path))).get(URL)
    assert len(list(tmp_path.iterdir())) == MAX_STORED_PAGES


def test_a_cache_that_can_not_be_written_is_no_fault(tmp_path: Path, httpx_mock: HTTPXMock) -> None:
    """The page is read all the same."""
    (tmp_path / "file").touch()
    httpx_mock.add_response(text="x", headers={"etag": "1"})
    assert GuardedFetcher(conduct=Conduct(store=Store(tmp_path / "file"))).get(URL).body == b"x"


def test_politeness_does_not_eat_the_time_for_the_page() -> None:
    """Up to an end."""
    times = iter([0.0, 0.0, 0.0])
    deadline = Deadline(10, clock=lambda: next(times))
    deadline.excuse(20)
    assert deadline.left == 30
    deadline.excuse(10 * PATIENCE_SECONDS)
    assert deadline.left == 10 + PATIENCE_SECONDS


@pytest.mark.parametrize(
    "contact", ["https://reports.example/bot", "me@mail.example", "mailto:me@mail.example"]
)
def test_a_contact_stands_in_the_request(
    httpx_mock: HTTPXMock, monkeypatch: pytest.MonkeyPatch, contact: str
) -> None:
    """Given, or out of the environment."""
    httpx_mock.add_response(is_reusable=True)
    get(contact=contact)
    monkeypatch.setenv("SAVERAUDIT_CONTACT", contact)
    get()
    agents = {request.headers["user-agent"] for request in httpx_mock.get_requests()}
    assert agents == {user_agent(contact)}
    assert contact in user_agent(contact)


@pytest.mark.parametrize("contact", ["a\r\nX: y", "me (at) home", "ü@x.example", "x" * 300, "<a>"])
def test_what_is_no_contact_is_refused(contact: str) -> None:
    """It would stand in every request."""
    with pytest.raises(UsageError, match="no address to write to"):
        user_agent(contact)


def test_without_a_contact_the_name_is_still_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """And says what we do."""
    monkeypatch.delenv("SAVERAUDIT_CONTACT", raising=False)
    assert user_agent() == USER_AGENT
    assert USER_AGENT.startswith("saveraudit/")
