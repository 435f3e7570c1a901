"""``--evidence`` and bundles as targets, through the command."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from auditor.cli import app
from auditor.errors import AuditorError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result
    from pytest_httpx import HTTPXMock

TOOL = "name: SaveSpy\ntexts: [See who saved your TikTok videos.]\n"


def run(*arguments: str | Path) -> Result:
    """The command inside this process."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def listing(tmp_path: Path) -> Path:
    """A described tool."""
    path = tmp_path / "tool.yaml"
    path.write_text(TOOL, "utf-8")
    return path


@pytest.mark.parametrize("name", ["tool.warc", "tool.warc.gz"])
def test_a_bundle_audited_again_gives_the_same_bytes(tmp_path: Path, listing: Path, name: str) -> None:
    """As JSON and as HTML; the target itself may be gone by then."""
    bundle, first, second = tmp_path / name, tmp_path / "1.json", tmp_path / "2.json"
    pages = tmp_path / "1.html", tmp_path / "2.html"
    run("audit", listing, "--evidence", bundle, "--format", "json", "-o", first, "--report", pages[0])
    listing.unlink()
    run("audit", bundle, "--format", "json", "-o", second, "--report", pages[1])

    assert first.read_bytes() == second.read_bytes()
    assert pages[0].read_bytes() == pages[1].read_bytes()
    assert json.loads(first.read_bytes())["verdict"]["level"] == "avoid"


def test_exceptions_of_the_day_count_again(tmp_path: Path, listing: Path) -> None:
    """They are part of what was judged; others may be given in their place."""
    reviewed, bundle = tmp_path / "exceptions.yaml", tmp_path / "tool.warc"
    line = "{rule: promises-savers, tool: SaveSpy, reason: parody, reviewer: me, expires: 2999-01-01}"
    reviewed.write_text(f"exceptions:\n- {line}\n", "utf-8")
    was = run("audit", listing, "--exceptions", reviewed, "--evidence", bundle, "--format", "json").output
    reviewed.write_text("exceptions: []\n", "utf-8")
    without = run("audit", bundle, "--exceptions", reviewed, "--format", "json").output

    assert run("audit", bundle, "--format", "json").output == was
    assert [finding["rule"] for finding in json.loads(was)["set_aside"]] == ["promises-savers"]
    assert json.loads(without)["set_aside"] == []


def test_a_bundle_beside_other_targets_says_what_of_it_does_not_count(tmp_path: Path, listing: Path) -> None:
    """Its exceptions were made for what is in it alone. Named twice, it still is the only target."""
    reviewed, bundle, more = tmp_path / "exceptions.yaml", tmp_path / "tool.warc", tmp_path / "more.txt"
    line = "{rule: promises-savers, tool: SaveSpy, reason: parody, reviewer: me, expires: 2999-01-01}"
    reviewed.write_text(f"exceptions:\n- {line}\n", "utf-8")
    more.write_text("Another text of the tool.", "utf-8")
    run("audit", listing, "--exceptions", reviewed, "--evidence", bundle)
    alone, twice = (run("audit", *[bundle] * times, "--format", "json") for times in (1, 2))
    beside = run("audit", bundle, more, "--format", "json")
    given = run("audit", bundle, more, "--exceptions", reviewed, "--format", "json")

    assert (twice.stdout, alone.stderr, twice.stderr, given.stderr) == (alone.stdout, "", "", "")
    assert json.loads(beside.stdout)["set_aside"] == []
    assert f"'{bundle}' is judged as of today and without exceptions of its own" in beside.stderr


def test_an_older_bundle_stays_when_the_run_fails(tmp_path: Path) -> None:
    """Nothing is written of an audit that was not made."""
    bundle = tmp_path / "tool.warc"
    bundle.write_text("older", "utf-8")
    result = run("audit", tmp_path / "none.html", "--evidence", bundle)

    assert isinstance(result.exception, AuditorError)
    assert bundle.read_text("utf-8") == "older"
    assert [path.name for path in tmp_path.iterdir()] == ["tool.warc"]


def test_evidence_of_evidence_is_refused(tmp_path: Path, listing: Path) -> None:
    """A bundle is copied, not made anew."""
    bundle = tmp_path / "tool.warc"
    run("audit", listing, "--evidence", bundle)
    result = run("audit", bundle, "--evidence", tmp_path / "other.warc")

    assert isinstance(result.exception, UsageError)


def test_a_bundle_is_read_as_a_listing_too(tmp_path: Path, listing: Path) -> None:
    """Without judging."""
    bundle = tmp_path / "tool.warc.gz"
    run("audit", listing, "--evidence", bundle)

    assert run("read", bundle).output == run("read", listing).output


def test_pages_are_asked_about_again_and_not_asked_for(httpx_mock: HTTPXMock, tmp_path: Path) -> None:
    """With --cache, and the evidence holds the page all the same."""
    httpx_mock.add_response(url="https://tool.example/robots.txt", status_code=404, is_reusable=True)
    page = "<p>See who saved your TikTok videos!</p>"
    httpx_mock.add_response(
        url="https://tool.example/", text=page, headers={"etag": "1", "content-type": "text/html"}
    )
    httpx_mock.add_response(url="https://tool.example/", status_code=304)
    bundle, cache = tmp_path / "tool.warc", tmp_path / "pages"
    first = run("audit", "https://tool.example/", "--cache", cache, "--format", "json").output
    run("audit", "https://tool.example/", "--cache", cache, "--evidence", bundle)
    second = run("audit", bundle, "--format", "json").output

    assert json.loads(first)["verdict"] == json.loads(second)["verdict"]
    assert httpx_mock.get_requests()[-1].headers["if-none-match"] == "1"
    assert page.encode() in bundle.read_bytes()


def test_a_bundle_that_is_not_there_is_a_sentence() -> None:
    """Its name is no text to audit."""
    for name in ("no such bundle.warc", "nothing.warc.gz"):
        result = run("audit", name)
        assert "there is no file" in str(result.exception)
