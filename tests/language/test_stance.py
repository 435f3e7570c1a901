"""Who says it, of what, and whether: the structure around a claim decides."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.model import Certainty

Read = Callable[[str], dict[str, tuple[Certainty, str]]]
CLAIM = "See who saved your TikTok videos."


def test_the_plain_claim_is_certain(claims_of: Read) -> None:
    """Stated in so many words, with its exact quote."""
    certainty, quote = claims_of(CLAIM)["reveals-savers"]

    assert certainty is Certainty.CERTAIN
    assert quote == "See who saved your TikTok videos"


@pytest.mark.parametrize(
    "text",
    [
        "You can't see who saved your TikTok videos.",
        "No app can show you who saved your TikTok videos.",
        "Nobody can see who saved your TikTok videos.",
        "This app does not show who saved your TikTok videos, only how many.",
        "It is impossible to see who saved your TikTok videos.",
        "We will never be able to tell you who saved your TikTok videos.",
    ],
)
def test_a_denial_is_no_claim(claims_of: Read, text: str) -> None:
    """A negation whose scope reaches the claim takes it back."""
    assert "reveals-savers" not in claims_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "No login needed: see who saved your TikTok videos.",
        "See who saved your TikTok videos without them knowing.",
        "It doesn't just count saves, it shows you who saved your TikTok videos.",
        "Never wonder again who saved your TikTok videos.",
        "Stop guessing who saved your TikTok videos.",
        "No more guessing who saved your TikTok videos.",
    ],
)
def test_a_negation_of_something_else_leaves_the_claim(claims_of: Read, text: str) -> None:
    """Requirements, "not just" and not knowing may be denied without denying the claim."""
    assert "reveals-savers" in claims_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Beware of apps that claim to show who saved your TikTok videos.",
        "Some sites say they can show you who saved your TikTok videos.",
        "Tools which promise to reveal who saved your TikTok videos want your password.",
        "Apps that let you see who saved your TikTok videos are a scam.",
    ],
)
def test_what_is_said_of_others_is_no_claim(claims_of: Read, text: str) -> None:
    """Reports and warnings speak of somebody else's claim."""
    assert "reveals-savers" not in claims_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Can you see who saved your TikTok videos? No.",
        "Can you see who saved your TikTok videos? Unfortunately, TikTok gives no such list.",
        "Is it possible to see who saved my TikTok? Short answer: no, you can't.",
        "Can you see who saved your TikTok videos?",
    ],
)
def test_a_question_without_a_yes_is_no_claim(claims_of: Read, text: str) -> None:
    """A question answered with no, or not at all, states nothing."""
    assert "reveals-savers" not in claims_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Want to know who saved your TikTok? Download our app and find out.",
        "Who saved your TikTok? Enter your link and we show you the list.",
        "Ever wondered who saved your videos? Now you can see every name.",
        "Can I see who saved my TikTok? Yes, with our app you can.",
    ],
)
def test_a_question_answered_by_an_offer_is_a_claim(claims_of: Read, text: str) -> None:
    """A lure and its offer make one claim."""
    assert "reveals-savers" in claims_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Who saved your TikTok?",
        "Curious who saved your TikTok?",
        "¿Quién guardó tu TikTok?",
        "Wer hat dein TikTok gespeichert?",
        "Qui a enregistré ton TikTok ?",
    ],
)
def test_a_question_that_dangles_it_and_nothing_else_is_a_likely_claim(claims_of: Read, text: str) -> None:
    """Whoever reads only that expects the answer of the tool."""
    assert [(claim, found[0]) for claim, found in claims_of(text).items()] == [
        ("reveals-savers", Certainty.LIKELY)
    ]


@pytest.mark.parametrize(
    "other",
    [
        "Nobody can tell you that; TikTok counts saves and names nobody.",
        "Beware of fake apps that ask for your password.",
        "A quiz for a party: guess which friend did it.",
    ],
)
def test_a_dangling_question_is_none_where_the_text_goes_on(claims_of: Read, other: str) -> None:
    """What follows it decides."""
    assert "reveals-savers" not in claims_of(f"Who saved your TikTok? {other}")


def test_what_the_platform_hides_and_the_tool_shows_is_a_claim(claims_of: Read) -> None:
    """The contrast decides, not the negation."""
    assert "reveals-savers" in claims_of("TikTok doesn't show who saved your videos, but we do.")
    assert "reveals-savers" not in claims_of("TikTok doesn't show who saved your videos, and neither do we.")


@pytest.mark.parametrize(
    "text",
    [
        "TikTok hides who saved your video, but we can show how the number grows.",
        "TikTok no muestra quién guardó tu video. Nosotros mostramos lo que hay: el total.",
    ],
)
def test_a_turn_that_offers_something_else_is_none(claims_of: Read, text: str) -> None:
    """By its words alone it is a turn; read as a whole, it is not."""
    assert "reveals-savers" not in claims_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Me preguntan mucho si esto muestra quién guardó mi TikTok. Solo da el total.",
        "On nous redemande chaque semaine si Loupe montre qui a enregistré une vidéo TikTok. Elle compte.",
        "Ci chiedono sempre se l'app mostra chi ha salvato un video TikTok. Conta, ordina per ora e basta.",
        "Perguntam muito se o app mostra quem salvou um vídeo do TikTok. Ele conta e ordena, só isso.",
        "このアプリは誰がTikTokの動画を保存したか表示できますかとよく聞かれます。数えて並べるだけです。",
    ],
)
def test_what_others_ask_is_no_claim(claims_of: Read, text: str) -> None:
    """Who says that users ask whether it shows something says nothing of that."""
    assert "reveals-savers" not in claims_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "See who saved your Instagram posts.",
        "On our recipe community you can see who saved your recipe.",
        "See who saved the most money this month.",
        "See how many people saved your TikTok videos.",
        "Save TikTok videos without watermark.",
    ],
)
def test_other_platforms_counts_and_other_saving_are_no_claim(claims_of: Read, text: str) -> None:
    """The claim is about the people who saved a TikTok video, and nothing else."""
    assert "reveals-savers" not in claims_of(text)


def test_a_disclaimer_afterwards_does_not_clear_the_claim(claims_of: Read) -> None:
    """Small print takes nothing back."""
    for disclaimer in ("For entertainment only.", "We are not affiliated with TikTok.", "Results may vary."):
        assert "reveals-savers" in claims_of(f"{CLAIM} {disclaimer}")


@pytest.mark.parametrize(
    "text",
    [
        "Who hasn't wanted to save a TikTok video? Paste the link.",
        "Who doesn't love saving TikToks? Paste the link and download in HD.",
        "¿Quién no ha querido guardar un vídeo de TikTok? Pega el enlace.",
        "Qui n'a jamais voulu enregistrer une vidéo TikTok ? Collez le lien.",
        "Quem nunca quis salvar um vídeo do TikTok? Cole o link.",
        "Wer hat noch nie ein TikTok-Video speichern wollen? Link einfügen, fertig.",
        "Chi non ha mai voluto salvare un video TikTok? Incolla il link.",
    ],
)
def test_a_question_that_means_everybody_asks_after_nobody(claims_of: Read, text: str) -> None:
    """A downloader says no more than that all like it."""
    assert "reveals-savers" not in claims_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Who doesn't want to know who saved their TikTok? Enter your link and see every name.",
        "Who doesn't love TikTok? See who saved your videos.",
        "¿Quién no quiere saber quién guardó su vídeo de TikTok? Mira la lista con nombres.",
    ],
)
def test_what_is_promised_beside_such_a_question_counts(claims_of: Read, text: str) -> None:
    """It excuses nothing."""
    assert "reveals-savers" in claims_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Type your TikTok password on tiktok.com, never here.",
        "Enter your TikTok password only on TikTok's own page, not in our app.",
    ],
)
def test_a_password_that_is_typed_at_tiktok_alone_is_not_asked_for(claims_of: Read, text: str) -> None:
    """A tool that says what we advise asks for nothing."""
    assert "wants-credentials" not in claims_of(text)


def test_a_password_that_is_typed_here_is(claims_of: Read) -> None:
    """The order decides."""
    assert "wants-credentials" in claims_of("Type your TikTok password here, never on tiktok.com.")
