"""Secrets under names that frameworks, cookies and messengers give them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.sources.record import without_secrets
from auditor.sources.redact import redact
from tests.cli.test_evidence_command import run

if TYPE_CHECKING:
    from pathlib import Path

NAMES = (
    "user[password]", "user%5Bpassword%5D", "token[]", "access_token%5B%5D", "token[0]", "sms_code",
    "verification_code", "passcode", "pin", "sessionid_ss", "sid_guard", "uid_tt", "odin_tt", "PHPSESSID",
    "sessid", "session_key", "private_key", "access_key", "secretKey", "authorization", "assertion",
    "SAMLResponse", "tgWebAppData", "login_hint",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_they_are_removed(name: str) -> None:
    """From addresses that were handed in, and from those on a page."""
    address = f"https://a.example/in?x=1&{name}=hunter2&z=1"

    assert redact(address) == without_secrets(address) == f"https://a.example/in?x=1&{name}=…&z=1"


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example/pin/12?spin=1&pin_id=4&country_code=de&invite_code=7&user[name]=b&ids[]=1",
        "https://a.example/?client_id=7&scope=a&redirect_uri=https%3A%2F%2Fb.example%2F&code_challenge=x",
        "https://www.tiktok.com%2Flogin@evil.example/",
        "https://{user}@a.example/",
        "https://a.example/@name?x=a@b",
        "mailto:a@b.example",
    ],
)
def test_what_is_none_stays(address: str) -> None:
    """Nor is what stands before an @ and looks like a site: the reader shall see it."""
    assert redact(address) == without_secrets(address) == address


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://hunter2@a.example/", "https://…@a.example/"),
        ("//u:hunter2@a.example/", "//u:…@a.example/"),
        (
            "https://a.example/?to=https%3A%2F%2Fu%3Ahunter2%40b.example",
            "https://a.example/?to=https%3A%2F%2Fu%3A…%40b.example",
        ),
    ],
)
def test_user_information_is_removed(address: str, shown: str) -> None:
    """A token alone, an address without its scheme, an address in an address."""
    assert redact(address) == redact(shown) == shown


def test_nothing_that_is_kept_or_shown_holds_them(tmp_path: Path) -> None:
    """Neither evidence nor report."""
    bundle, page, data = tmp_path / "s.warc", tmp_path / "s.html", tmp_path / "s.json"
    query = "&".join(f"{name}=hunter2" for name in NAMES)
    words = ("See who saved your TikTok videos", f"https://hunter2@tool.example/login?{query}", "--offline")
    run("audit", *words, "--evidence", bundle, "--report", page, "--format", "json", "-o", data)

    assert not [file for file in (bundle, page, data) if b"hunter2" in file.read_bytes()]
