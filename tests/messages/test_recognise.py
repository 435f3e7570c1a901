"""Finished sentences are led back to their message, whatever values stand in them."""

from __future__ import annotations

import string

from hypothesis import given
from hypothesis import strategies as st

from auditor.messages.catalogue import Catalogue
from auditor.messages.recognise import Recogniser
from auditor.messages.worded import is_foreign
from tests.pace import soon

MESSAGES = {
    ("", "Only the first {bound} of {length} {what} were kept."): "Behalten: {bound} von {length} ({what}).",
    ("", "The store could not be read: {error}."): "Store nicht lesbar: {error}.",
    ("", "{host} refuses the connection"): "{host} lehnt die Verbindung ab",
    ("", "{host} is in {languages}, which is not read."): "{host}: {languages} wird nicht gelesen.",
    ("", "texts"): "Texte",
    ("", "“%(quote)s”"): "„%(quote)s“",
}
GERMAN = Catalogue("de", messages=MESSAGES)


def test_values_are_found_and_translated_too() -> None:
    """A value that is a message itself, a number or a language is shown the way the language does."""
    assert GERMAN.said("Only the first 1,000 of 23,500 texts were kept.") == (
        "Behalten: 1.000 von 23.500 (Texte)."
    )
    assert GERMAN.said("The store could not be read: a.example refuses the connection.") == (
        "Store nicht lesbar: a.example lehnt die Verbindung ab."
    )
    assert GERMAN.said("x is in German, Turkish and Arabic, which is not read.") == (
        "x: Deutsch, Türkisch und Arabisch wird nicht gelesen."
    )


def test_names_in_quotation_marks_stand_in_those_of_the_language() -> None:
    """Listed as the language lists things; a name that is a message itself is translated."""
    assert GERMAN.said("“texts” is in German, which is not read.") == "„Texte“: Deutsch wird nicht gelesen."
    assert GERMAN.said("“a”, “texts” and “Über uns, and more” is in German, which is not read.") == (
        "„a“, „Texte“ und „Über uns, and more“: Deutsch wird nicht gelesen."
    )


def test_an_error_that_became_a_sentence_is_known() -> None:
    """Errors begin small and have no full stop; in a report they have."""
    assert GERMAN.said("A.example refuses the connection.") == "A.example lehnt die Verbindung ab."


def test_what_is_not_known_says_that_it_is_english() -> None:
    """Never silently."""
    assert is_foreign(GERMAN.said("Something else."))
    assert not is_foreign(Catalogue().said("Something else."))


words = st.text(string.ascii_letters + string.digits + "{}%. ", min_size=1, max_size=40)


@given(words, words)
def test_any_value_is_found(first: str, second: str) -> None:
    """Formatting and recognising are inverse wherever the values hold none of the message's own words."""
    message = "alpha {a} beta-gamma {b} delta"
    sentence = message.format(a=first, b=second)

    found = Recogniser([message]).recognise(sentence)

    assert found is not None
    assert found.message.format_map(found.values) == sentence


def test_hostile_sentences_take_no_time() -> None:
    """Literals that stand a thousand times are looked for once."""
    with soon(1):
        shapes = [f"a{n} {{x}} a {{y}} a {{z}} a {{q}} end{n}" for n in range(300)]

        assert Recogniser(shapes).recognise("a0 " + "a " * 1_900 + "end") is None
