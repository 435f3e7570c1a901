"""Fragments of HTML inside JSON become text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.sources.fragment import fragment_text
from tests.pace import soon


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ("plain", "plain"),
        ("a &amp; b &lt;3", "a & b <3"),
        ("a<br>b<br/><br>c", "a\nb\n\nc"),
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("S<b>e</b>e", "See"),
        ("a<script>x</script><style>y</style>b", "ab"),
        ("<ul><li>a</li><li>b</li></ul>", "a\n\nb"),
        ("a < b and c > d", "a < b and c > d"),
        ("half \ud800", "half \ufffd"),
    ],
)
def test_a_fragment_reads_as_it_shows(fragment: str, text: str) -> None:
    """Inline elements join, lines break, code is gone."""
    assert fragment_text(fragment) == text


@pytest.mark.parametrize(
    "piece", ["<div>", "<br>x", '<a "', "<b>", "<div>x</div>", "<![CDATA[", "&#x", "</b"]
)
def test_a_fragment_built_to_exhaust_ends(piece: str) -> None:
    """Two seconds are far more than it takes."""
    with soon(2):
        fragment_text(piece * 50_000)


@given(st.text(st.sampled_from("<>/![]-?abp &;#x\"'= \n"), max_size=80))
def test_any_fragment_becomes_text(fragment: str) -> None:
    """Whatever stands in it."""
    assert isinstance(fragment_text(fragment).encode(), bytes)
