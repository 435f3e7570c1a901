"""What is lost to a wrong encoding is evidence for nothing, and the audit says so."""

from __future__ import annotations

import pytest

from auditor.judge import audit
from auditor.model import Audit, Level
from auditor.rulebook import Rulebook, load_rulebook
from auditor.sources import Document, read_document

PROMISE = "Узнайте, кто сохранил ваше видео в TikTok."
REASON = "Many letters of the text are lost to a wrong encoding; the lines with them were not read."


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    """Return the shipped rules."""
    return load_rulebook()


def audited(html: str, encoding: str, rulebook: Rulebook, declared: str = "utf-8") -> Audit:
    """Return the audit of a page that declares an encoding which is not its own."""
    body = f"<!doctype html><meta charset={declared}>{html}".encode(encoding, "replace")
    return audit(read_document(Document(target="page.html", body=body)), rulebook)


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251"])
def test_a_promise_in_the_declared_encoding_is_found(encoding: str, rulebook: Rulebook) -> None:
    """Nothing is lost there."""
    found = audited(f"<title>TikTok</title><p>{PROMISE}</p>", encoding, rulebook, declared=encoding)
    assert found.findings
    assert REASON not in [note.reason for note in found.not_analysed]


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r"])
def test_a_promise_in_another_encoding_than_declared_cannot_be_seen(
    encoding: str, rulebook: Rulebook
) -> None:
    """Nothing is found, and the audit is not complete."""
    found = audited(f"<title>TikTok</title><p>{PROMISE}</p>", encoding, rulebook)
    assert found.findings == ()
    assert next(note.reason for note in found.not_analysed if note.check == "texts") == REASON
    assert found.verdict.completeness.looked < found.verdict.completeness.of


def test_nothing_but_lost_text_is_not_analysed(rulebook: Rulebook) -> None:
    """There was nothing to look at."""
    assert audited(f"<p>{PROMISE}</p>", "windows-1251", rulebook).verdict.level is Level.NOT_ANALYSED


def test_what_can_be_read_beside_it_counts(rulebook: Rulebook) -> None:
    """Bytes that fit nowhere, in some corner of a page, take no promise out of it."""
    found = audited(f"<p>See who saved your TikTok videos.</p><p>{PROMISE}</p>", "windows-1251", rulebook)
    assert [finding for finding in found.findings if "reveals-savers" in finding.claims]
    assert REASON in [note.reason for note in found.not_analysed]


def test_a_sign_or_two_that_did_not_survive_is_nothing(rulebook: Rulebook) -> None:
    """Neither the sentence nor the completeness suffers."""
    found = audited("<p>© See who saved your TikTok – today.</p>", "windows-1252", rulebook)
    assert found.findings
    assert REASON not in [note.reason for note in found.not_analysed]
