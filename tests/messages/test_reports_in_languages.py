"""Reports in another language: put together by its own grammar, and marked where they are English."""

from __future__ import annotations

from samples import SAMPLES

from auditor.formats import FormatChoice, FormatOptions
from auditor.formats.html import HtmlFormat
from auditor.formats.view import report_view
from auditor.formats.words import ENGLISH
from auditor.judge import audit
from auditor.messages.catalogue import Catalogue, catalogue
from auditor.messages.worded import is_foreign
from auditor.model import Listing
from auditor.rulebook import load_rulebook

HEADLINE = {
    ("verdicts", "Stay away: it {faults}."): "Finger weg: Es {faults}.",
    ("findings.headline", "asks for your TikTok login"): "will deinen TikTok-Zugang",
    ("findings.headline", "carries TikTok in its name"): "trägt TikTok im Namen",
    ("", "%(first)s, and %(second)s"): "%(first)s, und %(second)s",
}


def _with_headline() -> object:
    audit = SAMPLES["avoid"]()
    verdict = audit.verdict.model_copy(
        update={
            "headline": "Stay away: it asks for your TikTok login, and carries TikTok in its name.",
            "wording": "Stay away: it {faults}.",
            "faults": ("asks for your TikTok login", "carries TikTok in its name"),
        }
    )
    return audit.model_copy(update={"verdict": verdict})


def test_a_headline_is_put_together_in_the_language() -> None:
    """Its parts are translated, and joined as the language joins them."""
    view = report_view(_with_headline(), Catalogue("de", messages=HEADLINE))  # type: ignore[arg-type]

    assert view.headline == "Finger weg: Es will deinen TikTok-Zugang, und trägt TikTok im Namen."


def test_a_headline_with_a_part_unknown_is_english_as_a_whole() -> None:
    """Never half a sentence in each language."""
    known = dict(list(HEADLINE.items())[:2])
    view = report_view(_with_headline(), Catalogue("de", messages=known))  # type: ignore[arg-type]

    assert view.headline == "Stay away: it asks for your TikTok login, and carries TikTok in its name."
    assert is_foreign(view.headline)


def test_texts_without_translation_say_that_they_are_english() -> None:
    """A rule of somebody's own folder stands in English, with its language."""
    html = HtmlFormat(Catalogue("de", messages={})).render(SAMPLES["avoid"]())

    assert '<html lang="de">' in html
    assert '<h1 id="headline"><span lang="en" dir="ltr">' in html


def test_arabic_runs_from_right_to_left() -> None:
    """The page says so, and the picture is mirrored by the style sheet."""
    html = HtmlFormat(Catalogue("ar", messages={})).render(SAMPLES["avoid"]())

    assert '<html lang="ar" dir="rtl">' in html
    assert "inset-inline-start" in html


def test_a_browser_s_english_words_stand_apart_in_a_right_to_left_note() -> None:
    """The note reads in its language's direction, and neither name nor quotation reorders it."""
    listing = Listing.model_validate({"texts": ["See who saved your TikTok!"], "access": ["chrome:tabs"]})
    html = HtmlFormat(catalogue("ar")).render(audit(listing, load_rulebook()))

    note = '<bdi dir="rtl">يقول لك <bdi>Chrome</bdi>: «<bdi lang="en">Read your browsing history</bdi>»</bdi>'
    assert f'<span class="note">{note}</span>' in html


def test_english_reports_are_as_they_were() -> None:
    """No mark of a language, no other words."""
    html = FormatChoice.HTML.to_format().render(SAMPLES["avoid"]())

    assert html == HtmlFormat(ENGLISH).render(SAMPLES["avoid"]())
    assert '<span lang="en"' not in html


def test_options_choose_the_language_of_page_and_terminal() -> None:
    """``--language de``."""
    options = FormatOptions(language="de")

    assert "Was wir nicht ansehen konnten" in FormatChoice.HTML.to_format(options).render(SAMPLES["avoid"]())
    assert "FINGER WEG" in FormatChoice.TERMINAL.to_format(options).render(SAMPLES["avoid"]())


def test_turkish_raises_its_own_letters() -> None:
    """The letter i keeps its dot."""
    assert catalogue("tr").upper("izin") == "İZİN"
    assert catalogue("tr").sentence_case("izin") == "İzin"
