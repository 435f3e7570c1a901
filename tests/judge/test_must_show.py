"""What the main job must show, through the whole pipeline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from auditor.formats import FormatChoice, FormatOptions
from auditor.formats.view import report_view
from auditor.formats.words import ENGLISH
from auditor.judge import audit
from auditor.model import Category, Certainty, Level, Need
from auditor.rulebook.matrix import gift_of
from auditor.sources import read

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.model import Audit
    from auditor.rulebook import Rulebook


MESSAGES_LINK = (
    "https://www.tiktok.com/v2/auth/authorize/?client_key=aw1"
    "&scope=user.info.basic,video.list,portability.directmessages.single"
    "&response_type=code&redirect_uri=http://savers.example/cb"
)


ARTICLE = (
    "Can you see who saved your TikTok? No. TikTok shows creators a number under each video.\n"
    "Nobody, neither the creator nor any app, is given the names behind it.\n"
    "Apps that promise to show who saved your video want your login."
)


def rules_of(result: Audit) -> set[str]:
    """The rules that fired."""
    return {finding.rule for finding in result.findings}


def needs_of(result: Audit) -> dict[str, Need]:
    """Access by id, with whether it is needed."""
    return {item.id: item.verdict for item in result.access}


def test_savers_with_password_and_phone_access_is_avoided(judge: Callable[..., Audit]) -> None:
    """An impossible claim, a breach of terms, excessive access: each with evidence, clause and date."""
    result = judge(
        name="SaveSpy",
        texts=["See who saved your TikTok — log in with your TikTok password"],
        access=[
            "android.permission.READ_CONTACTS",
            "android.permission.READ_SMS",
            "android.permission.BIND_ACCESSIBILITY_SERVICE",
        ],
    )
    categories = {finding.category for finding in result.findings}

    assert result.verdict.level is Level.AVOID
    assert categories >= {Category.IMPOSSIBLE_CLAIM, Category.TERMS_OF_SERVICE, Category.EXCESSIVE_ACCESS}
    for finding in result.findings:
        assert all(piece.quote for piece in finding.evidence)
        assert all(reference.clause and reference.date.year > 1980 for reference in finding.references)
    assert set(needs_of(result).values()) == {Need.EXCESSIVE}


def test_a_consent_link_for_messages(rulebook: Rulebook) -> None:
    """Messages are excessive, the video list shows no savers, redirect and state are seen."""
    result = audit(read([MESSAGES_LINK, "find out who saved your videos"]), rulebook)
    needs = needs_of(result)

    assert result.verdict.level is Level.AVOID
    assert needs["tiktok:portability.directmessages.single"] is Need.EXCESSIVE
    assert rules_of(result) >= {"consent-redirect-insecure", "consent-state-missing", "promises-savers"}
    assert "empty-promise" not in rules_of(result)
    video_list = next(item for item in result.access if item.id == "tiktok:video.list")
    assert "tiktok.video.savers" not in {shown.id for shown in video_list.yields}
    assert video_list.justified_by == ()
    assert len(result.handed_over) == 3


def test_a_look_alike_host_is_a_finding(rulebook: Rulebook) -> None:
    """The same path on somebody else's host."""
    link = MESSAGES_LINK.replace("www.tiktok.com", "tiktok.com.login.example")
    result = audit(read([link]), rulebook)

    assert "consent-look-alike" in rules_of(result)
    assert result.verdict.level is Level.AVOID


def test_a_scheduler_asks_for_nothing_excessive(judge: Callable[..., Audit]) -> None:
    """Publishing is what it says it does."""
    result = judge(
        name="Queueline",
        texts=["Plan your TikTok posts for the week. Queueline schedules and publishes them for you."],
        access=["tiktok:user.info.basic", "tiktok:video.publish"],
    )

    assert needs_of(result) == {"tiktok:user.info.basic": Need.NEEDED, "tiktok:video.publish": Need.NEEDED}
    assert result.verdict.level is Level.NOTHING_FOUND


ORDINARY = ("tiktok:user.info.basic", "android.permission.INTERNET")
"""One that harms nobody, and one that every app on a phone needs."""


def test_access_that_no_text_explains_is_called_ordinary_and_not_explained(
    judge: Callable[..., Audit],
) -> None:
    """Nothing was said, so nothing that was said needs it."""
    result = judge(texts=[], access=list(ORDINARY))

    assert set(needs_of(result).values()) == {Need.NEEDED}
    assert {item.reason for item in result.access} == {"Any ordinary tool may ask for this."}
    assert {row.need_word for row in report_view(result, ENGLISH).access} == {"ordinary for such a tool"}


def test_access_that_the_rules_do_not_know_is_listed_by_its_own_name(judge: Callable[..., Audit]) -> None:
    """It counts as not looked at, and every form says so."""
    names = [f"some.unknown.PERMISSION{n}" for n in range(12)]
    one = judge(texts=["See who saved your TikTok!"], access=["android.permission.READ_SMS", names[0]])
    many = judge(texts=["See who saved your TikTok!"], access=names)
    told = f"The rules do not know {names[0]}, so nothing is said about it."

    assert [item.reason for item in one.not_analysed] == [told]
    assert [item.reason for item in many.not_analysed] == [
        f"The rules do not know {', '.join(names[:10])} and 2 more, so nothing is said about them."
    ]
    assert one.verdict.completeness.looked < one.verdict.completeness.of
    assert names[0] in {row.title for row in report_view(one, ENGLISH).access}
    for form in ("html", "markdown", "terminal"):
        made = FormatChoice(form).to_format(FormatOptions(width=200)).render(one)
        assert "The rules do not know" in made
        assert "Everything that applies" not in made
        assert "Some.unknown" not in made


def test_the_number_of_saves_is_no_claim(judge: Callable[..., Audit]) -> None:
    """Counts are possible; nobody is accused for showing them."""
    result = judge(
        texts=[
            "Analytics for TikTok: views, likes, and the number of saves of each of your videos, day by day."
        ],
        access=["tiktok:user.info.basic", "tiktok:video.list"],
    )

    assert result.claims == ()
    assert result.verdict.level is Level.NOTHING_FOUND


def test_an_article_that_says_nobody_can_see_it_makes_no_claim(judge: Callable[..., Audit]) -> None:
    """Explaining that there is no such list is not promising it."""
    result = judge(texts=[ARTICLE])

    assert result.claims == ()
    assert result.verdict.level is Level.NOTHING_FOUND


def test_access_that_is_not_known_is_listed_and_lowers_completeness(judge: Callable[..., Audit]) -> None:
    """Null is not known, an empty list is known to ask for nothing."""
    unknown = judge(texts=["A quiet game about trees."], access=None)
    nothing = judge(texts=["A quiet game about trees."], access=[])

    assert "access" in {item.check for item in unknown.not_analysed}
    assert not unknown.access_known
    assert nothing.access_known
    assert "access" not in {item.check for item in nothing.not_analysed}
    assert unknown.verdict.completeness.looked < nothing.verdict.completeness.looked


def test_a_text_in_another_language_is_not_called_clean(judge: Callable[..., Audit]) -> None:
    """What is not read is said to be not analysed."""
    result = judge(
        texts=["Ontdek wie je TikTok-video's heeft opgeslagen en wie elke dag je profiel bekijkt."]
    )

    assert result.verdict.level is Level.NOT_ANALYSED
    assert any("Dutch" in item.reason for item in result.not_analysed)


def test_claims_rest_on_the_capability_matrix(rulebook: Rulebook) -> None:
    """The day a surface gives savers to third parties, the claim is possible, without a change of code."""
    row = rulebook.capabilities["tiktok.video.savers"]
    given = tuple(cell.model_copy(update={"answer": "yes"}) for cell in row.cells)
    changed: dict[str, Any] = {**rulebook.capabilities, row.id: row.model_copy(update={"cells": given})}

    assert rulebook.deliverable("reveals-savers") == "impossible"
    assert not gift_of(row, rulebook.surfaces).by
    assert gift_of(changed[row.id], rulebook.surfaces).by


def test_means_tell_takeover_from_empty_promise(judge: Callable[..., Audit]) -> None:
    """The same claim weighs otherwise with a password, with a harmless scope, and with nothing."""
    said = ["See who saved your TikTok videos."]
    kinds = {
        name: judge(texts=said, access=access).claims[0].means_kind
        for name, access in {
            "credential": ["credential:tiktok-password"],
            "scope": ["tiktok:user.info.basic"],
            "nothing": [],
            "unknown": None,
        }.items()
    }

    assert kinds["credential"] == "takeover"
    assert len(set(kinds.values())) == len(kinds)


def test_a_likely_claim_is_never_the_sole_ground_of_avoid(judge: Callable[..., Audit]) -> None:
    """Implied claims lead to high risk at most."""
    result = judge(texts=["Who saved your TikTok?"])

    assert [claim.certainty for claim in result.claims] == [Certainty.LIKELY]
    assert result.verdict.level is Level.HIGH_RISK


def test_a_page_in_another_language_under_an_english_title_is_not_analysed(
    judge: Callable[..., Audit],
) -> None:
    """Half of what a tool says must have been read before anything is said about it."""
    dutch = (
        "Ontdek wie je TikTok-video's heeft opgeslagen en wie elke dag je profiel bekijkt, zonder wachtwoord."
    )
    result = judge(name="TokPeek", texts=["TokPeek for you", dutch])

    assert result.verdict.level is Level.NOT_ANALYSED
