"""The privacy policy that a listing at an address names is asked for, kept, and held against the tool."""

from __future__ import annotations

import datetime as dt
import io
import json
import socket
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from click.testing import CliRunner

from auditor.cli import app
from auditor.errors import FetchError
from auditor.evidence import Judged, Recorder, bundle_of, listing_of, load_bundle
from auditor.fetch import Conduct, GuardedFetcher, open_fetcher
from auditor.fetch.failures import Failure
from auditor.judge import audit
from auditor.publish.gathering import ToolReader
from auditor.publish.watchlist import Watched
from auditor.rulebook import Rulebook, load_rulebook
from auditor.sources import read
from auditor.sources.offline import OfflineFetcher
from auditor.sources.policy import DEAD, POLICY
from tests.fetch.local_server import Server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_httpx import HTTPXMock

    from auditor.model import Audit, Finding, Listing, NotAnalysed

NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
URL = "https://tool.example/"
POLICY_URL = "https://tool.example/privacy"
HTML = {"content-type": "text/html; charset=utf-8"}
PAGE = (
    "<title>SaveSpy – captions for clips</title><p>Add captions to your clips.</p>"
    '<a href="{}">Privacy policy</a>'
)
OTHER = "This privacy policy applies to the Calm Garden app for phones. We keep logs for a month. " * 6


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    """The shipped rules."""
    return load_rulebook()


@pytest.fixture
def site(httpx_mock: HTTPXMock) -> HTTPXMock:
    """A tool's page that links a privacy policy."""
    httpx_mock.add_response(url=URL, text=PAGE.format("/privacy"), headers=HTML, is_reusable=True)
    return httpx_mock


def fetcher(recorder: Recorder | None = None) -> GuardedFetcher:
    """The real client, whose clock stands."""
    conduct = Conduct(keep=recorder.exchange) if recorder else None
    return GuardedFetcher(now=lambda: NOON, conduct=conduct)


def listed(*targets: str, **how: Any) -> Listing:
    """What is read at an address, and of the policy that it names."""
    return read(targets or [URL], **{"fetcher": fetcher(), "policies": True, **how})


def gone(result: Audit) -> list[Finding]:
    """The finding that there is no policy."""
    return [finding for finding in result.findings if finding.rule == "privacy-policy-gone"]


def gaps(listing: Listing) -> list[NotAnalysed]:
    """Why the policy could not be read."""
    return [note for note in listing.not_read if note.check == POLICY]


def asked(mock: HTTPXMock) -> list[str]:
    """All that was asked for."""
    return [str(request.url) for request in mock.get_requests()]


@pytest.mark.parametrize("status", [404, 410])
def test_a_dead_policy_is_a_finding_with_address_and_day(
    site: HTTPXMock, rulebook: Rulebook, status: int
) -> None:
    """And no gap: there was nothing more to read."""
    site.add_response(url=POLICY_URL, status_code=status)
    listing = listed()
    result = audit(listing, rulebook)
    (found,) = gone(result)
    (evidence,) = found.evidence

    assert evidence.quote == POLICY_URL
    assert evidence.where == (f"asked on 2026-11-22: tool.example says that there is no such page ({status})")
    source = result.sources[evidence.source]
    assert (source.kind, source.url, source.retrieved_at) == ("privacy-policy-gone", POLICY_URL, NOON)
    assert (found.severity, gaps(listing)) == ("low", [])
    assert not any(check.id == "compare-policy-mentions" for check in result.checks)


@pytest.mark.parametrize("status", [400, 401, 403, 405, 429, 451, 500, 502, 503, 504])
def test_a_refusal_is_no_death(site: HTTPXMock, rulebook: Rulebook, status: int) -> None:
    """It is said as what could not be looked at, with its reason."""
    site.add_response(url=POLICY_URL, status_code=status)
    listing = listed()
    (gap,) = gaps(listing)

    assert gap.reason.startswith("The privacy policy could not be read: tool.example ")
    assert gap.reason.endswith(".")
    assert gone(audit(listing, rulebook)) == []


@pytest.mark.parametrize("error", [httpx.ReadTimeout("late"), httpx.ConnectError("no")])
def test_silence_is_no_death(site: HTTPXMock, rulebook: Rulebook, error: Exception) -> None:
    """Somebody may be there tomorrow."""
    site.add_exception(error, url=POLICY_URL)
    listing = listed()

    assert len(gaps(listing)) == 1
    assert gone(audit(listing, rulebook)) == []


@pytest.mark.parametrize(
    "body",
    [
        b"%PDF-1.7 x",
        b"",
        b"<title>404 Not Found</title><h1>Not found</h1>",
        b'<title>Policy</title><div id="root"></div><script>x</script>',
        b'<title>Policy</title><p>Our policy</p><iframe src="https://policies.example/1"></iframe>',
    ],
)
def test_a_page_that_shows_no_policy_is_a_gap(site: HTTPXMock, rulebook: Rulebook, body: bytes) -> None:
    """Also one that only says that it is not there: sites say that to programs too."""
    site.add_response(url=POLICY_URL, content=body, headers=HTML)
    listing = listed()

    assert len(gaps(listing)) == 1
    assert not {"privacy-policy-gone", "policy-does-not-mention-tool"} & {
        finding.rule for finding in audit(listing, rulebook).findings
    }


def test_robots_are_heeded(httpx_mock: HTTPXMock) -> None:
    """The policy is asked for by the same guarded, polite fetcher as the page."""
    httpx_mock.add_response(url=f"{URL}robots.txt", text="User-agent: *\nDisallow: /privacy")
    httpx_mock.add_response(url=URL, text=PAGE.format("/privacy"), headers=HTML)
    (gap,) = gaps(listed(fetcher=open_fetcher(sleep=lambda _: None)))

    assert "asks programs not to read this page (robots.txt)" in gap.reason
    assert POLICY_URL not in asked(httpx_mock)


def test_a_policy_about_another_app_is_the_known_contradiction(site: HTTPXMock, rulebook: Rulebook) -> None:
    """Wherever redirects lead."""
    site.add_response(url=POLICY_URL, status_code=301, headers={"location": "https://pages.example/p"})
    site.add_response(url="https://pages.example/p", text=f"<p>{OTHER}</p>", headers=HTML)
    result = audit(listed(), rulebook)
    found = next(finding for finding in result.findings if finding.rule == "policy-is-about-another")

    assert {(e.quote, result.sources[e.source].kind) for e in found.evidence} >= {
        ("privacy policy applies to the Calm Garden", "privacy-policy"),
    }


def test_a_policy_of_the_tool_contradicts_nothing(site: HTTPXMock, rulebook: Rulebook) -> None:
    """Looked at, and nothing found."""
    site.add_response(url=POLICY_URL, text=f"<p>{OTHER.replace('Calm Garden', 'SaveSpy')}</p>", headers=HTML)
    result = audit(listed(), rulebook)

    assert next(c.outcome for c in result.checks if c.id == "compare-policy-mentions") == "nothing-found"
    assert not any("policy" in finding.rule for finding in result.findings)


def test_a_policy_makes_no_claims_and_asks_for_nothing(site: HTTPXMock, rulebook: Rulebook) -> None:
    """What stands beside it on its maker's site is no word on this tool."""
    words = "See who saved your TikTok videos! Log in with your TikTok password: <input type=password>"
    site.add_response(url=POLICY_URL, text=f"<h1>SaveSpy</h1><p>{words}</p>", headers=HTML)
    result = audit(listed(), rulebook)

    assert (result.claims, result.access) == ((), ())
    assert result.tool.name == audit(listed(policies=False), rulebook).tool.name


def test_a_policy_is_asked_for_once_and_leads_no_further(httpx_mock: HTTPXMock) -> None:
    """Not again where it was handed in, and what it links itself is not followed."""
    for url in (URL, "https://tool.example/more"):
        httpx_mock.add_response(url=url, text=PAGE.format("/privacy#top"), headers=HTML, is_reusable=True)
    httpx_mock.add_response(url=POLICY_URL, text=PAGE.format("/elsewhere"), headers=HTML, is_reusable=True)
    listed(URL, "https://tool.example/more")
    assert asked(httpx_mock).count(POLICY_URL) == 1

    listed(URL, POLICY_URL)
    assert asked(httpx_mock).count(POLICY_URL) == 2


def test_saved_pages_and_files_cause_no_request(tmp_path: Path) -> None:
    """Whatever they name; nor does anything where the option is off."""
    page, tool = tmp_path / "page.html", tmp_path / "tool.json"
    page.write_text(PAGE.format(POLICY_URL), "utf-8")
    tool.write_text(json.dumps({"texts": ["x"], "privacy_policy": POLICY_URL}), "utf-8")

    class Nobody(OfflineFetcher):
        def get(self, url: str, *, accept: str = "") -> Any:
            raise AssertionError(url, accept)

    for target in (str(page), str(tool), f"Our privacy policy: {POLICY_URL} is a page"):
        assert gaps(read([target], fetcher=Nobody(), policies=True)) == []


def test_an_address_that_we_broke_ourselves_is_not_asked(httpx_mock: HTTPXMock) -> None:
    """A dead link of our own making would be laid at the maker's door."""
    listing = {"texts": ["x"], "privacy_policy": "https://tool.example/p?token=…"}
    httpx_mock.add_response(url=f"{URL}tool.json", text=json.dumps(listing))
    listed(f"{URL}tool.json")

    assert len(httpx_mock.get_requests()) == 1


@pytest.mark.parametrize("status", [200, 404, 503])
def test_a_bundle_replays_it_without_a_network(site: HTTPXMock, rulebook: Rulebook, status: int) -> None:
    """From the answers that are kept, to the same listing."""
    site.add_response(url=POLICY_URL, status_code=status, text=f"<p>{OTHER}</p>", headers=HTML)
    recorder = Recorder()
    listing = listed(fetcher=fetcher(recorder), witness=recorder)
    judged = Judged(audit(listing, rulebook), rulebook, NOON)
    bundle = load_bundle(io.BytesIO(bundle_of(recorder.targets, judged)), "b.warc")
    policy = bundle.manifest.targets[1]

    assert (policy.is_policy, policy.url, policy.listing) == (True, POLICY_URL, None)
    assert [exchange.status for exchange in policy.calls[0].exchanges] == [status]
    assert listing_of(bundle) == listing


def test_the_command_asks_and_an_option_turns_it_off(httpx_mock: HTTPXMock, tmp_path: Path) -> None:
    """A bundle is audited again to the same bytes."""
    httpx_mock.add_response(url=f"{URL}robots.txt", status_code=404, is_reusable=True)
    httpx_mock.add_response(url=URL, text=PAGE.format("/privacy"), headers=HTML, is_reusable=True)
    CliRunner().invoke(app, ["audit", URL, "--no-policy", "--format", "json"])
    assert POLICY_URL not in asked(httpx_mock)

    httpx_mock.add_response(url=POLICY_URL, status_code=410)
    bundle = str(tmp_path / "b.warc")
    first = CliRunner().invoke(app, ["audit", URL, "--evidence", bundle, "--format", "json"])
    number = len(httpx_mock.get_requests())
    again = CliRunner().invoke(app, ["audit", bundle, "--format", "json"])

    assert [f["rule"] for f in json.loads(first.output)["findings"]].count("privacy-policy-gone") == 1
    assert (again.output, len(httpx_mock.get_requests())) == (first.output, number)


def test_a_publisher_asks_too(site: HTTPXMock, tmp_path: Path, rulebook: Rulebook) -> None:
    """Once a tool; unless the option is off."""
    site.add_response(url=POLICY_URL, status_code=404)
    tool = Watched(id="a", name="A", targets=(URL, "Captions for your clips."))
    outcome = ToolReader(tmp_path, fetcher(), policies=True)(tool)

    assert outcome.failure == ""
    assert outcome.listing is not None
    assert len(gone(audit(outcome.listing, rulebook))) == 1
    ToolReader(tmp_path, fetcher())(tool)
    assert asked(site).count(POLICY_URL) == 1


@pytest.fixture
def server() -> Iterator[Server]:
    """A server on this machine."""
    running = Server()
    yield running
    running.close()


@pytest.mark.parametrize(
    ("answer", "dead"),
    [(socket.EAI_NONAME, True), (socket.EAI_AGAIN, False), (socket.EAI_FAIL, False)],
)
def test_a_host_that_nobody_has_is_a_death(
    server: Server,
    rulebook: Rulebook,
    answer: int,
    dead: bool,  # noqa: FBT001
) -> None:
    """And one that could not be looked up is a gap, over real sockets."""
    body = PAGE.format(f"http://gone.example:{server.port}/privacy").encode()

    def send(client: socket.socket, request: bytes) -> None:
        del request
        client.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n" + body)

    def look_up(host: str, port: int) -> list[str]:
        del port
        if host == "gone.example":
            raise socket.gaierror(answer, "x")
        return ["127.0.0.1"]

    server.script = send
    local = GuardedFetcher(resolver=look_up, allow_loopback=True, now=lambda: NOON)
    listing = listed(server.url, fetcher=local)

    assert (len(gone(audit(listing, rulebook))), len(gaps(listing))) == ((1, 0) if dead else (0, 1))
    assert len(server.requests) == 1


def test_a_policy_at_a_private_address_is_never_asked(httpx_mock: HTTPXMock) -> None:
    """The guard is the same."""
    httpx_mock.add_response(url=URL, text=PAGE.format("http://127.0.0.1/privacy"), headers=HTML)
    (gap,) = gaps(listed())

    assert "private" in gap.reason
    assert len(httpx_mock.get_requests()) == 1


def test_deaths_are_among_the_known_failures() -> None:
    """Written as words there, so that reading does not load the network."""
    assert {Failure(name) for name in DEAD} == {Failure.GONE, Failure.NO_SUCH_SITE}
    assert FetchError("x").at is None
