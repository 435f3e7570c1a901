"""Consent links that stand in plain text, Markdown and saved shortcuts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.judge import audit
from auditor.model import RETURN_LABEL, Link, Listing
from auditor.rulebook import load_rulebook
from auditor.sources import read
from auditor.sources.linked_consent import addresses_in
from tests.pace import soon

if TYPE_CHECKING:
    from pathlib import Path

LINK = (
    "https://www.tiktok.com/v2/auth/authorize/?client_key=aw1&scope=user.info.basic,video.list"
    "&response_type=code&redirect_uri=https%3A%2F%2Fsavers.example%2Fcb&state=k3Jq0ZbX9wLmT5vB"
)
SCOPES = ["tiktok:user.info.basic", "tiktok:video.list"]


def listing_of(tmp_path: Path, name: str, text: str) -> Listing:
    """What a file of that name is read into."""
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return read([str(path)])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("consent.txt", f"{LINK}\n"),
        ("consent.txt", f"{LINK.replace('basic,video', 'basic video')}\r\n"),
        ("login.txt", f"Log in here: {LINK}.\n"),
        ("login.txt", f"Our page (see {LINK}), and its mirror <{LINK}>"),
        ("login.md", f"# Start\n\n[Log in]({LINK.replace('&', '&amp;')}), then wait.\n"),
        ("login.url", f"[InternetShortcut]\r\nURL={LINK}\r\nIconIndex=0\r\n"),
    ],
)
def test_the_scopes_of_a_consent_link_in_a_file_are_access(tmp_path: Path, name: str, text: str) -> None:
    """Whatever stands around the link."""
    listing = listing_of(tmp_path, name, text)

    assert [request.id for request in listing.access_requests] == SCOPES
    assert listing.links == (Link(url="https://savers.example/cb", label=RETURN_LABEL),)
    assert listing.observations == ()
    assert listing.sources[0].target == str(tmp_path / name)


def test_a_file_that_is_a_link_alone_is_judged_like_the_link(tmp_path: Path) -> None:
    """It holds no words to read for claims."""
    rulebook = load_rulebook()
    alone = listing_of(tmp_path, "consent.txt", f"{LINK}\n")

    assert (alone.kind, alone.texts) == ("consent-link", ())
    assert audit(alone, rulebook).verdict == audit(read([LINK]), rulebook).verdict


def test_what_is_amiss_with_a_link_in_a_text_is_seen(tmp_path: Path) -> None:
    """With the place of the link."""
    listing = listing_of(tmp_path, "a.txt", f"Log in: {LINK.replace('https%3A', 'http%3A')}")

    assert [(seen.id, seen.where) for seen in listing.observations] == [
        ("consent.redirect-insecure", "link, redirect_uri")
    ]


def test_a_pasted_text_with_a_link_is_read_too() -> None:
    """Its state value, which is taken out of pasted texts, is none that could be guessed."""
    listing = read([f"Log in here and wait:\n{LINK}"])

    assert [request.id for request in listing.access_requests] == SCOPES
    assert listing.observations == ()


def test_a_text_without_consent_links_states_no_access(tmp_path: Path) -> None:
    """Other addresses ask for nothing."""
    assert not listing_of(tmp_path, "a.txt", "See https://tool.example/oauth-help for more.").access_known


@pytest.mark.parametrize(
    "text",
    ["https://" * 50_000, "https://a.example/" + ")" * 300_000, "https://a.example/?client_id) " * 12_000],
)
def test_hostile_texts_end_soon(text: str) -> None:
    """Whatever its length."""
    with soon(3):
        assert len(list(addresses_in(text))) <= 20_000
