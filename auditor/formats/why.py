"""Why words were read as a claim, as a report says it: our words translated, the tool's words kept apart.

A reason is an English sentence: ``“who” asks for persons, “saved” is the act of saving; nothing …``. What
stands in quotation marks is the tool's, everything else ours, so that each piece finds its translation.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from auditor.formats.clean import language_tag, visible
from auditor.messages import N_
from auditor.messages.worded import Worded, apart, foreign, is_foreign, joined

if TYPE_CHECKING:
    from auditor.messages.catalogue import Catalogue
    from auditor.model import Audit, Evidence, Finding

_COMMA: Final = N_(", ")
"""Between parts of a sentence that are alike."""
_SEMICOLON: Final = N_("; ")
_STAND_IN: Final = "{words}"
_LONGEST: Final = 700
"""Characters of a reason: those that we write stay below, those in files of strangers need not."""
_QUOTED: Final = re.compile("“([^“”]*)”")
_EARLIER: Final = frozenset(
    {
        "The text states it.",
        "The sentence says it.",
        "The sentence says it in other words.",
        "A wish, and the offer to fulfil it in the same sentence.",
        "A question that the text answers with its offer.",
        "A question that the text answers with yes.",
        "A question that dangles it, and no word that answers.",
        "A question that dangles it; the text gives no plain answer.",
        "What the platform withholds, the tool offers.",
    }
)
"""What older audits hold in place of a reason. It told nobody why, and so no report shows it."""


def why_shown(audit: Audit, finding: Finding, evidence: Evidence, translations: Catalogue) -> str:
    """Return why the words of ``evidence`` were read as a claim that ``finding`` rests on, or ""."""
    for claim in audit.claims:
        here = (claim.text, claim.start, claim.end) == (evidence.text, evidence.start, evidence.end)
        if here and claim.id in finding.claims:
            return reason_shown(claim.reason, claim.language, translations)
    return ""


def reason_shown(reason: str, language: str, translations: Catalogue) -> str:
    """Return a reason in the words of ``translations``, or "" where there is none.

    Args:
        reason: As an audit holds it.
        language: Code of the language in which the tool's words were read.
        translations: Catalogue of messages.
    """
    text = visible(reason, _LONGEST)
    if not text or text in _EARLIER:
        return ""
    parts, clauses = _pieces(text.removesuffix("."))
    said = [_clause(clause, translations) for clause in clauses]
    if parts:
        told: list[str] = [_part(part, language_tag(language), translations) for part in parts]
        told[0] = _part(parts[0], language_tag(language), translations, is_first=True)
        said = [joined(translations.gettext(_COMMA), tuple(told)), *said]
    elif not is_foreign(said[0]):
        said[0] = translations.sentence_case(said[0])
    return joined("", (joined(translations.gettext(_SEMICOLON), tuple(said)), "."))


def _pieces(text: str) -> tuple[list[tuple[str, str]], list[str]]:
    """Return quotes, each with what is said of it, and the clauses that follow."""
    begun, *rest = _QUOTED.split(text)
    if begun or not rest:
        return [], text.split("; ")
    last, *clauses = rest[-1].split("; ")
    said = [*(words.removesuffix(", ") for words in rest[1:-1:2]), last]
    return list(zip(rest[::2], said, strict=True)), clauses


def _part(part: tuple[str, str], language: str, translations: Catalogue, *, is_first: bool = False) -> Worded:
    """Return what is said of one quote. The tool's words stand apart, so that they turn no letter of ours."""
    quote, words = part
    message = f"“{_STAND_IN}”{words}"
    own = translations.gettext(message)
    told = own if own != message else translations.rule("parts.words", message)
    if is_first and not is_foreign(told):
        told = translations.sentence_case(told)
    before, _, after = told.partition(_STAND_IN)
    filled = Worded(f"{before}{quote}{after}")
    html = Markup("{}{}{}").format(before, apart(quote, language), after)
    filled.html = Markup('<span lang="en" dir="ltr">{}</span>').format(html) if is_foreign(told) else html
    return filled


def _clause(text: str, translations: Catalogue) -> str:
    """Return one of our own clauses; at the beginning of a sentence it has a capital."""
    words = text[:1].lower() + text[1:]
    if translations.is_english:
        return words
    told = translations.gettext(words)
    return told if told != words else foreign(text)
