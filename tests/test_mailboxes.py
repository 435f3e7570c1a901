"""E-mail addresses: where they begin and end, and that whose they are changes no reading."""

from __future__ import annotations

import pytest

from auditor.judge.personal import personal_in
from auditor.language.second.cutting import cut
from auditor.language.second.lazy import LazyReader
from auditor.mailboxes import MAILBOX, unread
from tests.pace import soon

CLAIM = "See who saved your TikTok videos."


@pytest.mark.parametrize(
    ("text", "mailbox"),
    [
        ("Write to jane.doe+1@mail.example today", "jane.doe+1@mail.example"),
        ("联系我们help@tool.example可以查看谁收藏了", "help@tool.example"),
        ("お問い合わせはhelp@tool.example", "help@tool.example"),
        ("문의는help@tool.example", "help@tool.example"),
        ("ติดต่อhelp@tool.example", "help@tool.example"),
        ("пишите: иван@почта.example", "иван@почта.example"),
        ("Schreib an jürgen@müller.example", "jürgen@müller.example"),
    ],
)
def test_words_without_blanks_before_an_address_are_no_part_of_it(text: str, mailbox: str) -> None:
    """Nor are they veiled with it: a claim may stand there."""
    found = MAILBOX.search(text)
    assert found is not None
    assert found[0] == mailbox
    assert list(personal_in(text)) == [mailbox]


@pytest.mark.parametrize("mailbox", ["jane.doe77@mail.example", "a@b.example", "çağla_öz@posta.example"])
def test_whose_mailbox_it_is_changes_no_reading(mailbox: str) -> None:
    """The pieces are those of the veiled text, at the same places."""
    reader = LazyReader("").reader
    text = f"{CLAIM} Her mailbox is {mailbox} and she reads all."
    pieces, veiled = (cut(each, reader.pieces) for each in (text, text.replace(mailbox, unread(mailbox))))

    assert (pieces.pieces, pieces.sentences) == (veiled.pieces, veiled.sentences)
    assert text[pieces.sentences[0][0] : pieces.sentences[0][1]].startswith(CLAIM[:-1])


@pytest.mark.parametrize("hostile", ["a" * 200_000 + "@", "a@" * 99_000, "a." * 99_000 + "@b", "@b." * 9_000])
def test_hostile_text_takes_no_time(hostile: str) -> None:
    """However much of it might be one."""
    with soon(4):
        MAILBOX.sub("", hostile)
