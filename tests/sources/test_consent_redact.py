"""Nothing that belongs to somebody is kept from a link."""

from __future__ import annotations

import pytest

from auditor.sources.consent import redact


@pytest.mark.parametrize(
    "name",
    [
        "code",
        "state",
        "access_token",
        "refresh_token",
        "client_secret",
        "id_token",
        "code_verifier",
        "sessionid",
        "session",
        "sid",
        "password",
        "Code",
        "auth_code",
        "my_api_token",
        "amp;code",
        "c%6fde",
        "app_secret",
    ],
)
@pytest.mark.parametrize(
    "start", ["https://a.example/cb?x=1&", "https://a.example/#", "https://a.example/?y=2#/in?"]
)
def test_secrets_are_removed(name: str, start: str) -> None:
    """By the parameter's name, however it is spelled, in query and fragment."""
    assert redact(f"{start}{name}=s3cret&z=1") == f"{start}{name}=…&z=1"


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/?client_key=aw1&scope=video.list&redirect_uri=https%3A%2F%2Fb.example%2Fcb&nonsense",
        "https://a.example/?state={state}&code_challenge=abc&code_challenge_method=S256",
        "https://a.example/?response_type=code&client_id=7",
        "https://api.twitter.com/oauth/authorize?oauth_token=abc",
        "https://www.tiktok.com@evil.example/",
        "no address at all = nothing",
        "",
    ],
)
def test_everything_else_stays_as_it_is(url: str) -> None:
    """Scopes, clients, addresses, blanks of a template."""
    assert redact(url) == url


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://u:pw@a.example/", "https://u:…@a.example/"),
        (
            "https://a.example/?to=https%3A%2F%2Fb.example%2F%3Fcode%3Ds3cret%26x%3D1",
            "https://a.example/?to=https%3A%2F%2Fb.example%2F%3Fcode%3D…%26x%3D1",
        ),
        ("https://a.example/?client_key%3D1%26code%3Ds3cret", "https://a.example/?client_key%3D1%26code%3D…"),
        ("https://a.example/?x={&code=s3cret&y=}", "https://a.example/?x={&code=…&y=}"),
        ("https://a.example/?code=s3{x}cret", "https://a.example/?code=…"),
    ],
)
def test_secrets_in_hiding_are_removed_too(url: str, expected: str) -> None:
    """User information, addresses inside addresses, values that pretend to be templates."""
    assert redact(url) == expected
    assert redact(redact(url)) == expected


def test_the_label_is_cut() -> None:
    """An address of a megabyte is no label."""
    assert len(redact("https://a.example/?" + "a" * 1_000_000)) < 20_000
