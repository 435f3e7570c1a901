"""Cleaning: what a stranger writes is shown whole, harmless and not endless."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.formats.clean import citation, defang, language_tag, passage, sentence_case, shorten, visible

STEERING = {
    chr(c) for c in (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
}


@given(st.text())
def test_nothing_that_steers_is_left(text: str) -> None:
    """No control character and no bidi override survives, whatever comes in."""
    assert not STEERING & set(visible(text))
    assert not STEERING & set(passage(text))
    assert not STEERING & set(defang(text))


@given(st.text(), st.integers(min_value=1, max_value=50))
def test_a_cut_text_keeps_within_its_limit(text: str, limit: int) -> None:
    """Shortening never lengthens and only ever drops the end."""
    cut = shorten(text, limit)

    assert len(cut) <= max(limit, 0)
    assert cut == text or text.startswith(cut[:-1])


@given(st.text())
def test_a_citation_is_http_without_user_port_or_odd_letters(text: str) -> None:
    """What is linked begins with http and holds nothing that could leave an attribute."""
    for address in (text, f"https://{text}", f"https://example.org/{text}"):
        linked = citation(address)
        assert linked is None or (linked == address and linked.startswith(("http://", "https://")))
        assert linked is None or not set(linked) & set("\"'<> \n\t\\`") - {"'"}


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JAVASCRIPT://example.org/%0aalert(1)",
        "data:text/html,x",
        "//example.org/",
        "https://user@example.org/",
        "https://example.org:8080/",
        "https://localhost/",
        "https://ex\u00e4mple.org/",
        "https://example.org/\u202e",
        "https://[::1/",
        "ftp://example.org/",
        "",
    ],
)
def test_odd_addresses_are_not_linked(address: str) -> None:
    """Anything but a plain http or https address to a named host stays text."""
    assert citation(address) is None


def test_a_plain_address_is_linked_as_it_is() -> None:
    """Query and fragment stay."""
    assert citation("https://www.tiktok.com/legal?lang=en#a") == "https://www.tiktok.com/legal?lang=en#a"


def test_addresses_are_defanged() -> None:
    """Scheme and dots of the host are changed, the path stays readable."""
    assert defang("https://a.evil.example/x.html?y=1") == "hxxps://a[.]evil[.]example/x.html?y=1"
    assert defang("evil.example/x") == "evil[.]example/x"


def test_control_characters_become_visible() -> None:
    """Escape has a picture; bidi overrides, zero-width blanks and soft hyphens are named."""
    assert visible("a\x1b[31mb") == "a␛[31mb"
    assert visible("a\u202eb\u200bc\u00add") == "a‹U+202E›b‹U+200B›c‹U+00AD›d"


def test_scripts_that_need_joiners_keep_them() -> None:
    """Persian, Hindi and family emoji are shown as written."""
    for text in ("\u0645\u06cc\u200c\u062e\u0648", "क\u094d\u200dष", "👨\u200d👩\u200d👧", "❤\ufe0f"):
        assert visible(text) == text


def test_piled_up_marks_are_thinned() -> None:
    """More than four combining marks in a row are dropped."""
    assert visible("e" + "\u0301" * 60) == "e" + "\u0301" * 4


def test_passages_keep_a_blank_at_their_ends() -> None:
    """Pieces of a sentence join as they stood."""
    assert passage("Tap to see ") + "who" + passage("  today") == "Tap to see who today"
    assert passage("") == ""
    assert passage("  ") == " "


def test_a_cut_falls_between_words_and_not_inside_a_letter() -> None:
    """An ellipsis follows a whole word; a letter keeps its marks."""
    assert shorten("one two three four", 15) == "one two three…"
    assert shorten("aaaae\u0301\u0301bbb", 7) == "aaaa…"


def test_language_tags_of_strangers_are_checked() -> None:
    """Only what has the form of a tag is used."""
    assert language_tag("pt-BR") == "pt-BR"
    assert language_tag('en" onload="x') == ""


def test_only_the_first_letter_is_raised() -> None:
    """Names inside stay."""
    assert sentence_case("read SMS") == "Read SMS"
    assert sentence_case("") == ""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("«\u00a0qui enregistre\u00a0»\u202f: 12\u202f%", "«\u00a0qui enregistre\u00a0»\u202f: 12\u202f%"),
        ("12\u202f000 favoris", "12\u202f000 favoris"),
        ("who\u00a0saved\u00a0it", "who saved it"),
        ("a\u00a0\u00a0« b \u202f» c\u00a0", "a « b » c"),
    ],
)
def test_a_no_break_blank_stays_beside_marks_and_digits(text: str, shown: str) -> None:
    """French quotation marks and numbers keep their blank; words that somebody glued together come apart."""
    assert visible(text) == shown


def test_passages_join_with_the_blank_that_stood_between_them() -> None:
    """A no-break blank at the edge of a passage is one at the edge of what is shown."""
    assert passage("«\u00a0") + passage("mot") + passage("\u00a0»") == "«\u00a0mot\u00a0»"
