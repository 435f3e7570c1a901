"""Host patterns: how far they reach, and the class that they fall into."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.rulebook import HostPattern, HostScope, classify_host, load_rulebook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from auditor.rulebook import Rulebook

    Folder = Callable[..., Path]


@pytest.mark.parametrize(
    "pattern",
    [
        "<all_urls>",
        "*://*/*",
        "http://*/*",
        "https://*/*",
        "https://*/login*",
        "*://*",
        "*://*:*/*",
        "https://*:443/*",
        "*://*.com/*",
        "https://*.co.uk/*",
        "*://*.com.br/",
        "ws://*/*",
        "*",
        " <ALL_URLS> ",
        "*://*.*/*",
    ],
)
def test_patterns_over_everything_are_all_sites(pattern: str) -> None:
    """Also those over a whole ending, which reach millions of sites."""
    assert classify_host(pattern) == HostPattern(HostScope.ALL_SITES)


@pytest.mark.parametrize(
    ("pattern", "domain", "subdomains"),
    [
        ("*://*.tiktok.com/*", "tiktok.com", True),
        ("https://www.tiktok.com/*", "www.tiktok.com", False),
        ("https://www.TikTok.com./*", "www.tiktok.com", False),
        ("http://localhost:8080/*", "localhost", False),
        ("*://*.localhost/*", "localhost", True),
        ("https://tiktok.com", "tiktok.com", False),
        ("https://bbc.co.uk/*", "bbc.co.uk", False),
        ("https://*.bbc.co.uk/*", "bbc.co.uk", True),
        ("http://127.0.0.1/*", "127.0.0.1", False),
        ("http://com/*", "com", False),
    ],
)
def test_patterns_over_one_domain_name_it(pattern: str, domain: str, *, subdomains: bool) -> None:
    """Without port and in small letters."""
    assert classify_host(pattern) == HostPattern(HostScope.DOMAIN, domain, subdomains)


@pytest.mark.parametrize("pattern", ["file:///*", "file://*", "file:///C:/*"])
def test_patterns_over_files_are_local(pattern: str) -> None:
    """Whatever the path."""
    assert classify_host(pattern).scope is HostScope.LOCAL_FILES


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "tiktok.com",
        "chrome://favicon/*",
        "https://www.*.com/*",
        "*://*tiktok.com/*",
        "https:///",
        "://x/",
    ],
)
def test_other_patterns_are_other(pattern: str) -> None:
    """No browser gives sites for them."""
    assert classify_host(pattern) == HostPattern(HostScope.OTHER)


@given(st.text(max_size=80))
def test_every_text_falls_somewhere(pattern: str) -> None:
    """A domain is named exactly when one domain is asked for."""
    host = classify_host(pattern)

    assert bool(host.domain) == (host.scope is HostScope.DOMAIN)


@pytest.mark.parametrize(
    ("pattern", "rule", "domain"),
    [
        ("<all_urls>", "everywhere", ""),
        ("*://*.film.example/*", "film-site", "film.example"),
        ("https://www.film.example/*", "film-site", "www.film.example"),
        ("https://notfilm.example/*", "somewhere", "notfilm.example"),
        ("https://film.example.evil.test/*", "somewhere", "film.example.evil.test"),
        ("file:///*", "somewhere", ""),
    ],
)
def test_the_first_class_that_fits_counts(book: Rulebook, pattern: str, rule: str, domain: str) -> None:
    """A domain includes what is below it and nothing that only looks like it."""
    for given_as in (pattern, f"chrome:host:{pattern}"):
        found = book.host_class("chrome", given_as)
        assert found is not None
        assert (found.rule.id, found.domain) == (rule, domain)


def test_the_browsers_warning_names_the_domain(book: Rulebook) -> None:
    """Each browser has its own words, or none."""
    found = book.host_class("chrome", "https://www.film.example/*")

    assert found is not None
    assert found.platform_warning("chrome") == "Read and change your data on www.film.example"
    assert found.platform_warning("firefox") is None


def test_a_class_of_local_files_takes_them(folder: Folder) -> None:
    """And nothing else."""
    text = (
        "host_classes: [{id: files, title: x, match: local-files, danger: high, explanation: x,"
        " source: x, date: 2026-10-01}]"
    )
    book = load_rulebook(base=folder(a=text))

    assert book.host_class("firefox", "file:///*") is not None
    assert book.host_class("firefox", "*://*/*") is None


def test_only_browsers_have_host_patterns(book: Rulebook) -> None:
    """An Android permission is never one."""
    assert book.host_class("android", "<all_urls>") is None
