"""What one audit read is kept in one file: whole, in order, without secrets, and public tools open it."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import io
import json
from argparse import Namespace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from auditor.errors import AuditorError, UnreadableTarget
from auditor.evidence import Judged, Recorder, bundle_of, listing_of, load_bundle
from auditor.evidence.bundle import AUDIT, MANIFEST
from auditor.evidence.warc import Record, written
from auditor.fetch import Conduct, GuardedFetcher, Store, open_fetcher
from auditor.judge import audit
from auditor.rulebook import Rulebook, load_rulebook
from auditor.sources import read
from auditor.sources.consent import is_consent_link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytest_httpx import HTTPXMock

    from auditor.evidence import Bundle
    from auditor.model import Listing
    from auditor.sources import Fetcher

NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
PAGE = b"<title>SaveSpy</title><p>See who saved your TikTok videos!</p>"
HTML = {"content-type": "text/html; charset=utf-8"}


@cache
def rulebook() -> Rulebook:
    """The shipped rules."""
    return load_rulebook()


def kept(
    targets: Sequence[str],
    fetcher: Fetcher | None = None,
    *,
    pack: bool = False,
    recorder: Recorder | None = None,
) -> tuple[bytes, Listing]:
    """The bundle of an audit of ``targets``, and what was read."""
    recorder = recorder or Recorder()
    listing = read(targets, fetcher=fetcher, witness=recorder)
    result = audit(listing, rulebook(), on=NOON.date())
    return bundle_of(recorder.targets, Judged(result, rulebook(), NOON), pack=pack), listing


def fetched(*targets: str, pack: bool = False) -> tuple[bytes, Listing]:
    """The same with the real client, whose clock stands."""
    recorder = Recorder()
    fetcher = GuardedFetcher(now=lambda: NOON, conduct=Conduct(keep=recorder.exchange))
    return kept(targets, fetcher, pack=pack, recorder=recorder)


def opened(content: bytes) -> Bundle:
    """The bundle in ``content``."""
    return load_bundle(io.BytesIO(content), "b.warc")


def checked(content: bytes, folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What ``warcio check`` says."""
    path = folder / "b.warc"
    path.write_bytes(content)
    status = Checker(Namespace(inputs=[str(path)], verbose=False)).process_all()
    said = capsys.readouterr()
    return f"{status or ''}{said.out}{said.err}"


def records(content: bytes) -> list[tuple[str, str, Any, bytes]]:
    """Type, address, HTTP head and body of every record, as another program reads them."""
    return [
        (
            record.rec_type,
            record.rec_headers.get_header("WARC-Target-URI"),
            record.http_headers,
            record.raw_stream.read(),
        )
        for record in ArchiveIterator(io.BytesIO(content))
    ]


@pytest.mark.parametrize("pack", [False, True])
def test_public_tools_open_it(
    httpx_mock: HTTPXMock, tmp_path: Path, capsys: pytest.CaptureFixture[str], *, pack: bool
) -> None:
    """All digests hold, plain and packed."""
    body = gzip.compress(PAGE, mtime=0)
    httpx_mock.add_response(content=body, headers={**HTML, "content-encoding": "gzip"})
    content, _ = fetched("https://tool.example/", "see who saved", pack=pack)

    assert checked(content, tmp_path, capsys) == ""
    assert [kind for kind, *_ in records(content)] == [
        "warcinfo", "metadata", "resource", "metadata", "request", "response", "resource",
    ]  # fmt: skip


def test_what_was_received_and_what_was_read_are_said_apart(httpx_mock: HTTPXMock) -> None:
    """The answer stays packed as it came; its hash and that of the page are both named."""
    body = gzip.compress(PAGE, mtime=0)
    httpx_mock.add_response(content=body, headers={**HTML, "content-encoding": "gzip"})
    content, listing = fetched("https://tool.example/")
    document = opened(content).manifest.targets[0].calls[0].document

    assert body in content
    assert document is not None
    assert (document.packing, document.received_length, document.length) == ("gzip", len(body), len(PAGE))
    assert document.received_sha256 == hashlib.sha256(body).hexdigest()
    assert document.sha256 == hashlib.sha256(PAGE).hexdigest() == listing.sources[0].sha256


def test_every_hop_is_kept_with_its_headers(httpx_mock: HTTPXMock) -> None:
    """Request and answer, redirects first."""
    httpx_mock.add_response(status_code=301, headers={"location": "/b", "server": "one"})
    httpx_mock.add_response(content=PAGE, headers={**HTML, "server": "two"})
    content, _ = fetched("https://tool.example/a")
    answers = [(uri, http) for kind, uri, http, _ in records(content) if kind == "response"]
    requests = [http for kind, _, http, _ in records(content) if kind == "request"]

    assert [uri for uri, _ in answers] == ["https://tool.example/a", "https://tool.example/b"]
    assert [http.get_statuscode() for _, http in answers] == ["301", "200"]
    assert [http.get_header("Server") for _, http in answers] == ["one", "two"]
    assert [http.get_header("Host") for http in requests] == ["tool.example", "tool.example"]
    hops = opened(content).manifest.targets[0].calls[0].exchanges
    assert [(hop.status, hop.whole) for hop in hops] == [(301, False), (200, True)]


SECRET = "k3Jq0ZbX9wLm"  # noqa: S105 - an invented one
CONSENT = (
    f"https://www.tiktok.com/v2/auth/authorize/?client_key=aw1&scope=video.list&state={SECRET}&code={SECRET}"
)


@pytest.mark.parametrize("pack", [False, True])
@pytest.mark.parametrize(
    "target",
    [
        f"https://tool.example/cb?code={SECRET}&state={SECRET}&x=1#access_token={SECRET}",
        f"https://tool.example/?next=https%3A%2F%2Fa.example%2F%3Ftoken%3D{SECRET}",
        CONSENT,
        f"See who saved your video: https://tool.example/?session={SECRET} now",
    ],
)
def test_no_secret_of_an_address_is_kept(httpx_mock: HTTPXMock, target: str, *, pack: bool) -> None:
    """Wherever it stood: in what was handed in, in where a page led, in headers."""
    headers = {"location": f"/in?state={SECRET}", "link": f"<https://a.example/?token={SECRET}>; rel=x"}
    httpx_mock.add_response(status_code=302, headers=headers, is_optional=True)
    httpx_mock.add_response(
        content=PAGE, headers={**HTML, "set-cookie": f"id={SECRET}", "x-csrf-token": SECRET}, is_optional=True
    )
    content, listing = fetched(target, pack=pack)
    plain = gzip.decompress(content) if pack else content

    assert SECRET.encode() not in plain
    assert SECRET not in listing.model_dump_json()
    assert listing_of(opened(content)) == listing


def test_cookies_and_authorisation_are_never_kept(httpx_mock: HTTPXMock) -> None:
    """Neither ours (there are none) nor theirs; everything else stays."""
    theirs = {
        "Set-Cookie": "a=1", "Authorization": "b", "WWW-Authenticate": "c", "X-Session-Id": "d", "ETag": "e",
    }  # fmt: skip
    httpx_mock.add_response(content=PAGE, headers={**HTML, **theirs})
    content, _ = fetched("https://tool.example/")
    (http,) = [http for kind, _, http, _ in records(content) if kind == "response"]

    assert {name.lower() for name, _ in http.headers} == {"content-type", "etag", "content-length"}


def test_the_same_gives_the_same_bytes(httpx_mock: HTTPXMock) -> None:
    """And another time gives others."""
    httpx_mock.add_response(content=PAGE, headers=HTML, is_reusable=True)
    one, _ = fetched("https://tool.example/", "see who saved your TikTok")
    two, _ = fetched("https://tool.example/", "see who saved your TikTok")

    assert one == two


def test_the_audit_of_the_day_is_inside_byte_for_byte(httpx_mock: HTTPXMock) -> None:
    """With versions and the digest of the rules."""
    httpx_mock.add_response(content=PAGE, headers=HTML)
    content, listing = fetched("https://tool.example/")
    result = audit(listing, rulebook(), on=NOON.date())
    inside = {uri: body for _, uri, _, body in records(content)}
    manifest = json.loads(inside[MANIFEST])

    assert inside[AUDIT].decode() == result.model_dump_json(by_alias=True, indent=2) + "\n"
    assert manifest["rulebook"] == {"version": rulebook().version, "digest": rulebook().digest}
    assert manifest["tool_version"] == result.tool_version
    assert manifest["at"] == "2026-11-22T12:00:00Z"
    assert "e-mail" in manifest["about"]


def test_failures_are_kept_and_come_back_as_they_were(httpx_mock: HTTPXMock) -> None:
    """A page that is gone, a wall, no network at all, a file that is not there."""
    httpx_mock.add_response(url="https://gone.example/", status_code=404)
    httpx_mock.add_response(url="https://walled.example/", status_code=403, text="Just a moment...")
    content, listing = fetched(
        "see who saved",
        "https://gone.example/",
        "https://walled.example/",
        "https://10.0.0.1/",
        "nothere.html",
    )
    again = listing_of(opened(content))

    assert again == listing
    assert [note.check for note in again.not_read].count("target") == 4
    assert [kind for kind, *_ in records(content)].count("response") == 2


def test_a_page_that_did_not_change_since_an_earlier_run_is_kept_whole(
    httpx_mock: HTTPXMock, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the answer of then, and that of today, which says that it still holds."""
    httpx_mock.add_response(content=PAGE, headers={**HTML, "etag": '"1"'})
    httpx_mock.add_response(status_code=304, headers={"etag": '"1"'})
    recorder = Recorder()
    conduct = Conduct(keep=recorder.exchange, store=Store(tmp_path / "pages"))
    fetcher = GuardedFetcher(now=lambda: NOON, conduct=conduct)
    fetcher.get("https://tool.example/")
    content, listing = kept(["https://tool.example/"], fetcher, recorder=recorder)

    assert [kind for kind, *_ in records(content)][4:] == ["request", "response", "request", "revisit"]
    assert checked(content, tmp_path, capsys) == ""
    assert listing_of(opened(content)) == listing


def test_what_robots_txt_said_is_kept_too(httpx_mock: HTTPXMock) -> None:
    """A site that let us in can be shown to have done so; one that did not, too."""
    httpx_mock.add_response(url="https://tool.example/robots.txt", text="User-agent: *\nDisallow: /no")
    httpx_mock.add_response(url="https://tool.example/", content=PAGE, headers=HTML)
    recorder = Recorder()
    fetcher = open_fetcher(keep=recorder.exchange, sleep=lambda _: None)
    content, listing = kept(["https://tool.example/", "https://tool.example/no"], fetcher, recorder=recorder)
    answers = [uri for kind, uri, *_ in records(content) if kind == "response"]

    assert answers == ["https://tool.example/robots.txt", "https://tool.example/"]
    assert "robots.txt" in listing.not_read[-1].reason
    assert listing_of(opened(content)) == listing


def test_a_page_that_leads_to_a_consent_link_reads_the_same_again(httpx_mock: HTTPXMock) -> None:
    """The link is not kept with its secrets, so what was read from it is."""
    httpx_mock.add_response(status_code=302, headers={"location": CONSENT})
    recorder = Recorder()
    conduct = Conduct(never_open=is_consent_link, keep=recorder.exchange)
    content, listing = kept(["https://short.example/x"], GuardedFetcher(conduct=conduct), recorder=recorder)

    assert SECRET.encode() not in content
    assert listing_of(opened(content)) == listing
    assert [request.id for request in listing.access_requests] == ["tiktok:video.list"]


def test_a_file_is_kept_as_it_was_handed_in(tmp_path: Path) -> None:
    """With its name, by whose ending it is read; its folder is only in the label."""
    path = tmp_path / "tool.yaml"
    path.write_text("name: SaveSpy\ntexts: [See who saved your TikTok]\naccess: []\n", "utf-8")
    content, listing = kept([str(path)])
    (document,) = opened(content).manifest.targets[0].documents

    assert path.read_bytes() in content
    assert document.name == "tool.yaml"
    assert listing_of(opened(content)) == listing


def test_a_bundle_is_a_target_like_any_other(tmp_path: Path) -> None:
    """Also beside others, and of several targets."""
    path = tmp_path / "b.warc"
    content, listing = kept(["see who saved your TikTok", "It also asks for your password"])
    path.write_bytes(content)

    assert read([str(path)]) == listing
    assert len(read([str(path), "One text more"]).texts) == 3


def test_another_archive_is_named_as_such(tmp_path: Path) -> None:
    """A WARC that some other program wrote."""
    path = tmp_path / "b.warc"
    path.write_bytes(
        written(Record("warcinfo", "", NOON, "application/warc-fields", b"software: x"), "<urn:x>")
    )

    with pytest.raises(UnreadableTarget, match="no evidence bundle"):
        read([str(path)])


_targets = st.lists(
    st.sampled_from(
        [
            "See who saved your TikTok!",
            "Nothing to see here.",
            '{"texts": ["Who viewed your profile"], "access": ["tiktok:video.list"]}',
            CONSENT,
            "missing.html",
            "https://tool.example/",
        ]
    )
    | st.text(min_size=1, max_size=80).filter(
        lambda text: text.strip() and not Path(text.strip()[:80]).exists()
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(targets=_targets)
def test_whatever_was_read_is_read_again_from_the_bundle(targets: list[str]) -> None:
    """To the same listing, so that the same rules give the same audit."""
    try:
        content, listing = kept(targets, Fixed())
    except AuditorError:
        return

    assert listing_of(opened(content)) == listing
    assert kept(targets, Fixed())[0] == content


class Fixed:
    """A fetcher that answers one page."""

    def get(self, url: str, *, accept: str = "") -> Any:
        """The page."""
        from auditor.sources import Document  # noqa: PLC0415 - beside its only use

        assert accept
        return Document(target=url, body=PAGE, url=url, media_type="text/html", retrieved_at=NOON)

    def post(self, url: str, *, form: Any) -> Any:
        """No form is sent to such pages."""
        raise AssertionError(url, form)
