"""From texts to claims and purposes with their words: the step between reading and judging."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from auditor.judge.access import checked_purposes, trained_purposes
from auditor.judge.personal import without_personal
from auditor.judge.signs import signs
from auditor.language import reader_for
from auditor.language.grounds import Ground
from auditor.messages import N_
from auditor.model import (
    AccessRequest,
    ClaimFound,
    Listing,
    NotAnalysed,
    Observation,
    PurposeFound,
    Text,
    TextKind,
)
from auditor.rulebook.conditions import all_conditions, parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.language import Reading
    from auditor.language.spans import ClaimSpan
    from auditor.rulebook import Rulebook

_CONTEXT = 160
"""Characters shown before and after a quote."""

_LONGEST_ID = 512

_PLACEHOLDER: Final = re.compile(r"\s*__MSG_\w+__\s*")
"""What an extension's manifest holds where the words stand in a file of messages:
https://developer.chrome.com/docs/extensions/reference/api/i18n"""


def place_of(text: Text, number: int) -> str:
    """Where a text stood, in words."""
    return text.where or (f"{text.kind.value} {number + 1}" if number else text.kind.value)


def before(text: str, start: int) -> str:
    """Up to 160 characters before ``start``, from the beginning of a word and of the line."""
    stretch = text[max(0, start - _CONTEXT) : start]
    cut = stretch.rfind("\n") + 1
    if not cut and start > _CONTEXT:
        cut = stretch.find(" ") + 1
    return without_personal(stretch[cut:])


def after(text: str, end: int) -> str:
    """Up to 160 characters after ``end``, to the end of a word and of the line."""
    stretch = text[end : end + _CONTEXT]
    line = stretch.find("\n")
    if line >= 0:
        return without_personal(stretch[:line])
    if end + _CONTEXT < len(text):
        stretch = stretch[: stretch.rfind(" ") + 1].rstrip() or stretch
    return without_personal(stretch)


def requests(listing: Listing, rulebook: Rulebook) -> tuple[AccessRequest, ...]:
    """What is asked for: what the listing names, and what observations show that the user is to switch on."""
    asked = {request.id: request for request in listing.access_requests}
    for seen in listing.observations:
        rule = rulebook.observations.get(seen.id)
        if rule is not None and rule.gives_access and seen.value:
            name = seen.value[:_LONGEST_ID]
            asked.setdefault(
                name, AccessRequest(id=name, where=seen.where, source=seen.source, optional=True)
            )
    return tuple(asked.values())


def describes(listing: Listing) -> bool:
    """Whether there is a text that could say what the tool needs its access for; a name alone never does."""
    return any(text.kind.speaks_for_tool and text.kind is not TextKind.TITLE for text in listing.texts)


def read(listing: Listing, rulebook: Rulebook, *, every_purpose: bool = True) -> Reading:
    """Read the listing's texts with the rulebook's languages. Placeholders count as texts not read.

    Purposes explain access; ``every_purpose`` says whether they are looked for too where none is asked for.
    """
    empty = [text for text in listing.texts if _PLACEHOLDER.fullmatch(text.content)]
    texts = [text.model_copy(update={"content": ""}) if text in empty else text for text in listing.texts]
    asked = requests(listing, rulebook)
    purposes = every_purpose or bool(asked) or _judges_purposes(rulebook)
    reading = reader_for(rulebook).read(texts, purposes=purposes)
    if asked:
        reading = _explained(reading, texts, asked, rulebook)
    if not empty:
        return reading
    unread = tuple(_words_elsewhere(text) for text in empty)
    return replace(
        reading,
        characters=reading.characters + sum(len(text.content) for text in empty),
        not_analysed=tuple(dict.fromkeys((*reading.not_analysed, *unread))),
    )


def _explained(
    reading: Reading, texts: Sequence[Text], asked: Sequence[AccessRequest], rulebook: Rulebook
) -> Reading:
    """Let the second reader doubt what explains access, and look for more where nothing does."""
    explaining = reader_for(rulebook).explaining(texts)
    if explaining is None:
        return reading
    doubtful = checked_purposes(asked, _stated(reading), rulebook)
    if doubtful:
        reading = explaining.without_far_fetched(reading, doubtful)
    wanted = trained_purposes(asked, _stated(reading), reading.trained, rulebook)
    return explaining.with_purposes(reading, wanted) if wanted else reading


def _stated(reading: Reading) -> set[str]:
    return {span.purpose for span in reading.purposes}


@lru_cache(maxsize=4)
def _judges_purposes(rulebook: Rulebook) -> bool:
    """Whether a condition of the rules names a purpose; the shipped ones do not."""
    return any(part.condition.purpose for condition in all_conditions(rulebook) for part in parts(condition))


def _words_elsewhere(text: Text) -> NotAnalysed:
    reason = N_(f"“{text.content.strip()}” stands for words in another file, which we did not see.")
    return NotAnalysed(check="texts", reason=reason)


def _standing(spans: Sequence[ClaimSpan], listing: Listing) -> Iterator[ClaimSpan]:
    """Yield the claims without those that the second reader alone sees, and only in a translation.

    A package carries its description in fifty languages. They say the same; a doubtful reading of one of
    them, where neither the words themselves nor the original say it, is a misreading.
    """
    translated = {n for n, text in enumerate(listing.texts) if text.kind is TextKind.TRANSLATION}
    in_original = {span.claim for span in spans if span.text not in translated}
    for span in spans:
        alone = span.ground is Ground.TRAINED and span.claim not in in_original
        if not (alone and span.text in translated):
            yield span


def claims(reading: Reading, listing: Listing, rulebook: Rulebook) -> tuple[ClaimFound, ...]:
    """The claims that were read, with their words and what they count as."""
    found = []
    for span in _standing(reading.claims, listing):
        text = listing.texts[span.text].content
        found.append(
            ClaimFound(
                id=span.claim,
                title=rulebook.claims[span.claim].title,
                certainty=span.certainty,
                quote=text[span.start : span.end],
                text=span.text,
                start=span.start,
                end=span.end,
                language=span.language,
                deliverable=rulebook.deliverable(span.claim),
                given_by=rulebook.deliverability[span.claim].given_by,
                reason=span.reason,
                before=before(text, span.start),
                after=after(text, span.end),
            )
        )
    return tuple(found)


def purposes(reading: Reading, listing: Listing, rulebook: Rulebook) -> tuple[PurposeFound, ...]:
    """The purposes that were read, each once, with the first words that state it."""
    found: dict[str, PurposeFound] = {}
    for span in reading.purposes:
        if span.purpose not in found:
            found[span.purpose] = PurposeFound(
                id=span.purpose,
                title=rulebook.purposes[span.purpose].title,
                quote=listing.texts[span.text].content[span.start : span.end],
                text=span.text,
                start=span.start,
                end=span.end,
            )
    return tuple(found.values())


def observations(reading: Reading, listing: Listing, rulebook: Rulebook) -> tuple[Observation, ...]:
    """What the sources saw, and what words and fields show: words of claims in disguise, and signs."""
    disguised = [
        Observation(
            id="text.obfuscated",
            value=listing.texts[item.text].content[item.start : item.end],
            where=N_(f"{place_of(listing.texts[item.text], item.text)}, read as “{item.read_as}”"),
            source=listing.texts[item.text].source,
        )
        for item in reading.disguises
    ]
    places = [place_of(text, number) for number, text in enumerate(listing.texts)]
    return (*listing.observations, *disguised, *signs(listing, rulebook, places))
