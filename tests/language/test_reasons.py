"""Why words were read as a claim: a reason names the words, and says no more than is so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from auditor.language.reasons import PEAK
from auditor.model import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.language import ClaimSpan, Reader
    from auditor.rulebook import Rulebook


STATED = "nothing in the text denies it, reports it of others or lays it to another platform."
SHOWS, ASKS, SAVES = "promises to show", "asks for persons", "is the act of saving"
CONTENT = "is what it is done to"
QUOTED = re.compile("“([^“”]*)”")


@pytest.fixture(scope="module")
def read(reader: Reader) -> Callable[..., ClaimSpan]:
    """One claim of a text."""

    def claim(text: str, claim: str = "reveals-savers") -> ClaimSpan:
        found = [span for span in reader.read([Text(content=text)]).claims if span.claim == claim]
        assert len(found) == 1, text
        return found[0]

    return claim


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Find out who saved your TikTok videos",
            {"Find out": SHOWS, "who": ASKS, "saved": SAVES, "your TikTok videos": CONTENT},
        ),
        (
            "Descubre quién guardó tus vídeos de TikTok",
            {"Descubre": SHOWS, "quién": ASKS, "guardó": SAVES, "tus vídeos de TikTok": CONTENT},
        ),
        (
            "Finde heraus, wer deine TikTok-Videos gespeichert hat",
            {"Finde heraus": SHOWS, "wer": ASKS, "deine TikTok-Videos": CONTENT, "gespeichert": SAVES},
        ),
        (
            "اعرف من حفظ فيديوهاتك على تيك توك",
            {"اعرف": SHOWS, "من": ASKS, "حفظ": SAVES, "فيديوهاتك": CONTENT},
        ),
    ],
)
def test_the_parts_of_a_stated_claim_are_named(
    text: str, parts: dict[str, str], read: Callable[..., ClaimSpan]
) -> None:
    """Each in the order of the text, and then what the context does."""
    told = ", ".join(f"“{words}” {part}" for words, part in parts.items())

    assert read(text).reason == f"{told}; {STATED}"


def test_a_language_without_blanks_has_parts_too(read: Callable[..., ClaimSpan]) -> None:
    """What is named is cut where the grammar cuts it, and a likely claim says why it is no more."""
    assert read("あなたのTikTok動画を保存した人がわかるアプリ").reason == (
        "“TikTok動画” is what it is done to, “保存した人” stands for whoever saved it, "
        "“わかるアプリ” promises to show; a reader trained on labelled texts is less sure, "
        "so it counts as likely only."
    )


@pytest.mark.parametrize(
    ("claim", "text", "named"),
    [
        ("wants-credentials", "Enter your TikTok password to continue", ["Enter", "your TikTok password"]),
        ("fake-engagement", "Buy 1000 TikTok followers for $5", ["Buy", "1000 TikTok followers"]),
        ("reveals-messages", "Read his TikTok messages", ["Read", "his", "TikTok messages"]),
        ("reveals-private-content", "View private TikTok accounts", ["View", "private TikTok accounts"]),
        ("scrapes-data", "TikTok scraper for hashtags and profiles", ["TikTok", "scraper"]),
        ("claims-affiliation", "Official TikTok partner", ["Official", "TikTok"]),
        ("reveals-blockers", "See who blocked you on TikTok", ["See", "who", "blocked you"]),
        (
            "reveals-unfollowers",
            "Descubre quién te dejó de seguir",
            ["Descubre", "quién", "te dejó de seguir"],
        ),
    ],
)
def test_each_kind_of_claim_has_parts_of_its_own(
    claim: str, text: str, named: list[str], read: Callable[..., ClaimSpan]
) -> None:
    """The words that carry it."""
    assert QUOTED.findall(read(text, claim).reason) == named


def test_a_turn_of_phrase_without_parts_is_quoted_whole(read: Callable[..., ClaimSpan]) -> None:
    """Its words are no concepts, or none but the platform's name is."""
    reason = read("Nuestro bot: sáltate las restricciones de privacidad en TikTok", "bypasses-privacy").reason

    assert reason.startswith("“sáltate las restricciones de privacidad” is a fixed turn of phrase for it; ")


def test_what_the_second_reader_alone_finds_says_so(read: Callable[..., ClaimSpan]) -> None:
    """It points at the words where that reader is surest, and says that no turn of phrase states it."""
    text = "Bypass TikTok's privacy settings and see hidden likes."
    reason = read(text, "bypasses-privacy").reason
    pointed, clause = reason.split("; ")

    (words,) = QUOTED.findall(pointed)
    assert words in text
    assert 1 <= len(words.split()) <= 3
    assert pointed == PEAK.format(words=words)
    assert clause == "no fixed turn of phrase states it, so it counts as likely only."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ever wondered who saved your TikTok?", "it is put as a question, and nothing answers no, so"),
        ("Can I see who saved my TikTok? Yes, with SaveSpy you can see them.", "and the text answers yes."),
        ("TikTok doesn't show you who saved your videos. SaveSpy does.", "that TikTok does not give it, and"),
        ("Your bookmarks have owners. Meet them. TikTok fans only.", "the words suggest it without saying"),
    ],
)
def test_the_context_is_told(text: str, told: str, read: Callable[..., ClaimSpan]) -> None:
    """A question, its answer, what TikTok withholds, and what is only suggested."""
    reason = read(text).reason

    assert told in reason
    assert STATED not in reason


@pytest.mark.parametrize(
    "text",
    [
        "Ever wondered who saved your TikTok?",
        "Your bookmarks have owners. Meet them. TikTok fans only.",
        "あなたのTikTok動画を保存した人がわかるアプリ",
        "TikTok hides who saved your video. We show you.",
    ],
)
def test_what_is_only_likely_says_why(text: str, read: Callable[..., ClaimSpan]) -> None:
    """No likely claim is said to be stated."""
    assert read(text).reason.endswith("so it counts as likely only.")


def test_a_reason_quotes_the_quote_alone(reader: Reader, rulebook: Rulebook) -> None:
    """Of every example that states a claim: one to four stretches, each of them in the claim's own words."""
    raw = (piece.data for group in rulebook.languages.values() for piece in group)
    texts = [example["text"] for data in raw for example in data.get("examples", ()) if example.get("claims")]
    claims = [(text, claim) for text in texts for claim in reader.read([Text(content=text)]).claims]
    for text, claim in claims:
        quote = " ".join(text[claim.start : claim.end].split()).translate({0x201C: '"', 0x201D: '"'})
        named = QUOTED.findall(claim.reason)
        assert 1 <= len(named) <= 4, claim.reason
        assert all(words and words in quote for words in named), claim.reason
        assert claim.reason.startswith("“")
    assert len(claims) > 300


def test_quotation_marks_of_strangers_end_no_quotation(read: Callable[..., ClaimSpan]) -> None:
    """What a tool writes never looks like words of ours."""
    reason = read("See who saved your “” TikTok” videos! Find out who “saved” your TikTok video.").reason

    assert reason.count("“") == reason.count("”")
    assert not any("”" in words or "“" in words for words in QUOTED.findall(reason))


def test_the_same_text_has_the_same_reason(read: Callable[..., ClaimSpan]) -> None:
    """Word for word."""
    text = "See the people who bookmarked your TikTok clips."

    assert read(text).reason == read(text).reason
