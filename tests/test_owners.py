"""Whose a web address is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.owners import host_of, owner_of


@pytest.mark.parametrize(
    ("url", "owner"),
    [
        ("https://www.tool.example/cb", "tool.example"),
        ("http://a.b.tool.co.uk/", "tool.co.uk"),
        ("https://x.vercel.app/", "x.vercel.app"),
        ("https://Tool.Example.:8443/", "tool.example"),
        ("https://bücher.example/", "xn--bcher-kva.example"),
        ("https://203.0.113.7/cb", "203.0.113.7"),
        ("https://[2001:db8::1]/", "2001:db8::1"),
        ("http://127.0.0.1:8080/cb", None),
        ("http://localhost/cb", None),
        ("https://{host}/cb", None),
        ("tool://callback", None),
        ("https://[::1", None),
        ("", None),
    ],
)
def test_the_part_that_one_owner_registers(url: str, owner: str | None) -> None:
    """Shared endings are no common owner; the user's own computer is nobody's site."""
    assert owner_of(url) == owner


@given(st.text(max_size=60))
def test_any_text_has_a_host_or_none(text: str) -> None:
    """Never an error, whatever stands in a link."""
    for url in (text, f"https://{text}", f"https://{text}/x"):
        host = host_of(url)
        assert host is None or (host and host == host.lower())
