"""What reaches one person does not stand around a published quote."""

from __future__ import annotations

import pytest

from auditor.judge import audit
from auditor.judge.personal import without_personal
from auditor.rulebook import load_rulebook
from auditor.sources import read
from tests.pace import soon


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Write to maria.k@mail.example now", "Write to [e-mail] now"),
        ("a mailbox: me@3.example", "a mailbox: [e-mail]"),
        ("mail: maria [at] mail.example", "mail: [e-mail]"),
        ("ring +49 151 2345678.", "ring [phone]."),
        ("call us: (555) 123-4567 today", "[phone] today"),
        ("We are at 123 North Main Street, Springfield", "We are at [address], Springfield"),
        ("Lindenstraße 12, 10115 Berlin", "[address], 10115 Berlin"),
        ("12 rue de la Paix, Paris", "[address], Paris"),
    ],
)
def test_it_is_replaced_by_what_it_was(text: str, shown: str) -> None:
    """In the forms that shops and pages print."""
    assert without_personal(text) == shown
    assert without_personal(shown) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Since 2024-01-15 more than 10,000,000 users", "5 star rating", "24 hours a day",
        "Version 12.4.1 (build 7)",
        "@maria tells who saved it", "1 of 3 people", "no numbers at all", "12/11/2026 12:30",
        "https://cdn.example/npm/jquery@3.7.1/dist/jquery.min.js",
    ],
)  # fmt: skip
def test_other_numbers_and_names_stay(text: str) -> None:
    """Dates, counts, versions, handles."""
    assert without_personal(text) == text


@pytest.mark.parametrize("piece", ["1 ", "a.b", "(1) ", "1 a ", ".", "rue ", "0 0-", "@a", "tel "])
def test_it_takes_no_time(piece: str) -> None:
    """Whatever the text repeats."""
    with soon(0.05):
        without_personal((piece * 200)[:320] + "@1")


def test_an_audit_carries_none_of_it() -> None:
    """The words around the quote are shown without; the quote is exact."""
    mail = "maria.k@mail.example"
    text = f"Made by Maria, {mail}, +49 151 2345678. See who saved your TikTok! Ask {mail}"
    written = audit(read([text]), load_rulebook()).model_dump_json()

    assert "maria.k" not in written
    assert "2345678" not in written
    assert "[e-mail]" in written
