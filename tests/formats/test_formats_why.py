"""Reports show why words were read as a claim: translated, with the tool's words kept apart."""

from __future__ import annotations

from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from auditor.formats import FormatChoice, FormatOptions
from auditor.formats.why import reason_shown
from auditor.judge import audit
from auditor.messages.catalogue import catalogue
from auditor.model import Audit, Listing, Text
from auditor.rulebook import load_rulebook

STATED = "See who saved your TikTok videos, newest first."
HOSTILE = (
    "See who saved your <img src=x onerror=alert(1)> https://evil.example TikTok! See who saved your TikTok."
)
LABEL = "Why we read it so"


def audited(*texts: str) -> Audit:
    """Return the audit of a tool that says this."""
    return audit(Listing(name="SaveSpy", texts=tuple(Text(content=text) for text in texts)), load_rulebook())


def shown(form: str, of: Audit, language: str = "en", **options: Any) -> str:
    """Return an audit in one form."""
    return FormatChoice(form).to_format(FormatOptions(language=language, **options)).render(of)


def folded(page: str) -> list[str]:
    """Return the reasons that a page holds, each as text."""
    found = LexborHTMLParser(page).css("figure.evidence > figcaption:last-child > details.because")
    return [" ".join(str(node.text()).split()) for node in found]


def test_a_page_shows_the_reason_under_the_quote() -> None:
    """Folded away, with the tool's words isolated and in their language."""
    page = shown("html", audited(STATED))
    tree = LexborHTMLParser(page)

    assert folded(page)[0].startswith(f"{LABEL} “See” promises to show, “who” asks for persons, ")
    words = [node.text() for node in tree.css("details.because")[0].css('p > bdi[lang="en"]')]
    assert words == ["See", "who", "saved", "your TikTok videos"]
    assert not tree.css("details.because a, details.because[open]")


def test_a_page_in_another_language_tells_the_reason_in_it() -> None:
    """Our words are translated, the tool's are not, and nothing stays English."""
    page = shown("html", audited(STATED), "de")
    tree = LexborHTMLParser(page)

    assert folded(page)[0].startswith(
        "Warum wir es so lesen „See“ verspricht zu zeigen, „who“ fragt nach Personen, "
    )
    assert not tree.css('details.because span[lang="en"]')


@pytest.mark.parametrize("form", ["markdown", "terminal"])
def test_long_forms_without_markup_show_it_too(form: str) -> None:
    """On one line, or wrapped."""
    text = " ".join(shown(form, audited(STATED), verbose=True).split())

    assert f"{LABEL}: “See” promises to show, “who” asks for persons," in text


@pytest.mark.parametrize("form", ["csv", "badge", "card", "share", "terminal"])
def test_short_forms_do_not(form: str) -> None:
    """They have no room for it."""
    assert LABEL not in shown(form, audited(STATED))
    assert "asks for persons" not in shown(form, audited(STATED))


def test_what_a_tool_writes_is_never_ours() -> None:
    """Markup and addresses of strangers stay words, wherever a reason quotes them."""
    of = audited(HOSTILE)
    page = shown("html", of)

    assert of.claims
    assert "<img" not in page
    assert "evil.example" not in "".join(str(a.attributes) for a in LexborHTMLParser(page).css("a"))
    assert folded(page)


def test_a_reason_that_strangers_wrote_is_words() -> None:
    """An audit may come from anywhere: unknown words stand as English, quoted ones isolated, all escaped."""
    reason = "“<b>who</b>” does <i>odd</i> {words} things, “x” is the act of saving; it is <u>a plan</u>."
    written = reason_shown(reason, "es", catalogue("de"))

    assert written.__html__() == (  # type: ignore[attr-defined]
        '<span lang="en" dir="ltr">“<bdi lang="es">&lt;b&gt;who&lt;/b&gt;</bdi>” does &lt;i&gt;odd&lt;/i&gt; '
        '{words} things</span>, „<bdi lang="es">x</bdi>“ ist das Speichern; '
        '<span lang="en" dir="ltr">it is &lt;u&gt;a plan&lt;/u&gt;</span>.'
    )


@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_what_older_audits_hold_is_no_reason(language: str) -> None:
    """One sentence for all told nobody why, and was too sure of what is only likely."""
    assert reason_shown("The text states it.", "en", catalogue(language)) == ""
    assert reason_shown("", "en", catalogue(language)) == ""


@pytest.mark.parametrize("language", ["es", "pt-BR", "fr", "de", "id", "tr", "ar"])
@pytest.mark.parametrize(
    "text",
    [
        STATED,
        "Ever wondered who saved your TikTok?",
        "TikTok doesn't show you who saved your videos. SaveSpy does.",
        "Bypass TikTok's privacy settings and see hidden likes.",
    ],
)
def test_every_reason_is_told_whole_in_every_language(language: str, text: str) -> None:
    """No clause of ours stays English."""
    for claim in audited(text).claims:
        told = reason_shown(claim.reason, claim.language, catalogue(language))
        assert "<span" not in told.__html__()  # type: ignore[attr-defined]
        assert told[0] == told[0].upper()
