"""What a sentence does with a claim: states it, denies it, asks it, dangles it, or reports it of others.

The words come from the languages' ``context`` (and constructions of the same names); the structure is here:

==============  ==========================================================================================
negator         turns round what stands in its scope
no-need         denies only a requirement ("no login needed"); shadows negators inside it
not-only        "not just the count": no denial
not-noticed     "without them knowing that": denies only that somebody notices
stop            "stop", "no more": turns round an ignorance
ignorance       "wonder", "guess": not knowing; a lure, or a claim where it is turned round
withhold        "hides", "keeps secret": a negative predicate
scope-end       "but", "and", "so": the scope of a negation ends
reported        somebody else says it: "apps that claim to"
warning         "fake", "beware"
wish            "want to", "ever wondered": with a question or a condition, a lure
alternative     "or": one negation denies all that it joins
not-asked       "is not required": denies what stands right before it
there-not-here  "on tiktok.com, never here": denies what is asked for before it
rhetorical      "who doesn't love …?" asks after nobody
data-talk       "we collect", "may access", "hackers can": only names data, so no function is stated …
data-use        "so that you can", "to find": … unless the sentence says what the data is for
==============  ==========================================================================================
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from auditor.language.tokens import is_clause_mark

if TYPE_CHECKING:
    from auditor.language.candidates import Candidate
    from auditor.language.sentence import Sentence

_INSERTION = 5
"""How many words an insertion between two commas may have that a negation reaches across."""
_SOON = 3
"""How many tokens after a candidate its being unknown may be said."""
_OPENING = 2
_GOVERNS = 8
"""How many tokens before a candidate an ignorance may stand and still govern it."""


class Stance(Enum):
    """What the sentence does with the claim."""

    STATED = "stated"
    DENIED = "denied"
    LURE = "lure"
    ASKED = "asked"
    REPORTED = "reported"


Span = tuple[int, int]


def _inside(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def negators(sentence: Sentence) -> list[Span]:
    """Negators that deny something, not merely a requirement."""
    shadows = [span for name in ("no-need", "not-only", "not-noticed") for span in sentence.spans(name)]
    return [
        span for span in sentence.spans("negator") if not any(_inside(span, shadow) for shadow in shadows)
    ]


def scope_reaches(sentence: Sentence, past: int, position: int) -> bool:
    """Whether the scope of a negation that ends before token ``past`` reaches token ``position``."""
    breaks = {start for start, _ in sentence.spans("scope-end")}
    index = past
    while index < position:
        word = sentence.words[index]
        if word == "," and (closing := _parenthesis_end(sentence, index, position)):
            index = closing
        elif word == "," and _in_alternatives(sentence, index):
            pass
        elif index in breaks or (is_clause_mark(word) and index != past):
            return False
        index += 1
    return True


def _parenthesis_end(sentence: Sentence, comma: int, position: int) -> int | None:
    """Where a short insertion between two commas ends: ", ours included,"."""
    for index in range(comma + 2, min(comma + 2 + _INSERTION, position)):
        if sentence.words[index] == ",":
            return index
    return None


def _in_alternatives(sentence: Sentence, comma: int) -> bool:
    """Whether a comma parts alternatives that one negation denies: "no viewers, savers or visitors"."""
    return any(comma < start <= comma + 1 + _INSERTION for start, _ in sentence.spans("alternative"))


def _denied_after(sentence: Sentence, end: int) -> bool:
    """Whether the sentence goes on ": nothing" or ", never"."""
    negations = {start for start, _ in negators(sentence)}
    past = end + 1
    if end in negations and (past >= len(sentence.words) or is_clause_mark(sentence.words[past])):
        return True
    return any(
        index in negations and is_clause_mark(sentence.words[index - 1]) and index + 3 >= len(sentence.words)
        for index in range(end, min(end + 3, len(sentence.words)))
        if index
    )


def _turned_round(sentence: Sentence, position: int, names: tuple[str, ...]) -> bool:
    spans = [span for name in names for span in sentence.spans(name)]
    if "negator" in names:
        spans += negators(sentence)
    return any(past <= position and scope_reaches(sentence, past, position) for _, past in spans)


def is_denied(sentence: Sentence, start: int, end: int, *, loose: bool, negation: str) -> bool:
    """Whether tokens ``start:end`` stand in the scope of an odd number of negations."""
    count = 0
    for span in negators(sentence):
        if span[1] <= start:
            count += negation != "backward" and scope_reaches(sentence, span[1], start)
        elif span[0] >= end:
            count += negation != "forward" and scope_reaches(sentence, end, span[0])
        elif loose:
            count += 1
    for span in sentence.spans("withhold"):
        near = span[1] <= start and scope_reaches(sentence, span[1], start)
        if near or (loose and _inside(span, (start, end))) or 0 <= span[0] - end < _SOON:
            count += 1
    # Where negations work backward, one that follows is counted above.
    if negation == "forward" and not any(start <= span[0] < end for span in negators(sentence)):
        count += _denied_after(sentence, end)
    return count % 2 == 1


def only_talks_of_data(sentence: Sentence) -> bool:
    """Whether a sentence says that data is collected, shared or at risk, but not for which function."""
    return sentence.has("data-talk") and not sentence.has("data-use")


def _quotations(sentence: Sentence) -> list[Span]:
    """Stretches between quotation marks. A mark opens where a word is glued to it and it to none."""
    found, opened = [], None
    for index, token in enumerate(sentence.tokens):
        if token.text not in ("'", '"'):
            continue
        follows = index + 1 < len(sentence.tokens) and sentence.tokens[index + 1].glued
        if opened is None and follows and (index == 0 or not token.glued):
            opened = index
        elif opened is not None:
            found.append((opened, index + 1))
            opened = None
    return found


def _quoted(sentence: Sentence, candidate: Candidate) -> bool:
    """Whether the candidate's words are quoted inside a sentence that speaks of something else."""
    for start, end in _quotations(sentence):
        whole = start == 0 and end >= len(sentence.words) - 1
        if start < candidate.end and candidate.start < end and not whole:
            return not any(sentence.has(name) for name in ("offer", "counter"))
    return False


def _ignorance(sentence: Sentence, candidate: Candidate) -> Span | None:
    for span in sentence.spans("ignorance"):
        governs = span[1] <= candidate.start and candidate.start - span[1] <= _GOVERNS
        if governs or _inside(span, (candidate.start, candidate.end)):
            return span
    return None


def _stays_unknown(sentence: Sentence, candidate: Candidate) -> bool:
    """Whether the sentence goes on to say that it is not known: "… stays a mystery"."""
    return any(
        0 <= start - candidate.end <= _SOON
        and not _turned_round(sentence, start, ("stop", "negator", "no-need"))
        for start, _ in sentence.spans("ignorance")
    )


def _refused_later(sentence: Sentence, candidate: Candidate) -> bool:
    """Whether a later clause refuses to tell: "counts your savers, it can't name them"."""
    if not candidate.loose or any(start < candidate.end for start, _ in sentence.spans("reveal")):
        return False
    reveals = [start for start, _ in sentence.spans("reveal")]
    return any(
        past > candidate.end and any(0 <= start - past <= 1 for start in reveals)
        for _, past in negators(sentence)
    )


def _is_reported(sentence: Sentence, candidate: Candidate) -> bool:
    if sentence.has("warning") or _quoted(sentence, candidate):
        return True
    contrasts = [start for start, _ in sentence.spans("contrast")]
    return any(
        span[0] < candidate.end and not any(span[1] <= start <= candidate.start for start in contrasts)
        for span in sentence.spans("reported")
    )


def _begins(sentence: Sentence, name: str) -> bool:
    """Whether a mention stands at the sentence's beginning, after at most two tokens."""
    return any(start <= _OPENING for start, _ in sentence.spans(name))


def asks_after_nobody(sentence: Sentence, start: int) -> bool:
    """Whether a claim begins with a question that expects "nobody" as its answer and asks after no others."""
    turns = sentence.spans("rhetorical")
    if sentence.closing != "?" or not any(start <= turn for turn, _ in turns):
        return False
    past = max(end for _, end in turns)
    return not any(index >= past for index, _ in sentence.spans("who"))


def _needs_denied(sentence: Sentence, candidate: Candidate) -> bool:
    """Whether "no … needed" stands over the candidate, or in it."""
    return any(
        start < candidate.end and (past > candidate.start or scope_reaches(sentence, past, candidate.start))
        for start, past in sentence.spans("no-need")
    )


def stance_of(
    sentence: Sentence, candidate: Candidate, negation: str, *, denied_by_no_need: bool = False
) -> Stance:
    """Decide the stance of a sentence towards a candidate in it."""
    if denied_by_no_need and _needs_denied(sentence, candidate):
        return Stance.DENIED
    if _is_reported(sentence, candidate) or asks_after_nobody(sentence, candidate.start):
        return Stance.REPORTED
    ignorance = _ignorance(sentence, candidate)
    if ignorance:
        known = _turned_round(sentence, ignorance[0], ("stop", "negator", "no-need"))
        return Stance.STATED if known else Stance.LURE
    if _is_taken_back(sentence, candidate, negation):
        return Stance.DENIED
    return _stance_by_mood(sentence, candidate)


def _is_taken_back(sentence: Sentence, candidate: Candidate, negation: str) -> bool:
    """Whether the sentence denies the candidate: before it, inside it or afterwards."""
    return (
        is_denied(sentence, candidate.start, candidate.end, loose=candidate.loose, negation=negation)
        or _stays_unknown(sentence, candidate)
        or _refused_later(sentence, candidate)
        or any(0 <= start - candidate.end <= 1 for start, _ in sentence.spans("not-asked"))
        or any(start - 1 <= candidate.end <= past for start, past in sentence.spans("there-not-here"))
    )


def _stance_by_mood(sentence: Sentence, candidate: Candidate) -> Stance:
    """A question, a wish under a condition, or a plain statement."""
    wishes = any(span[1] <= candidate.end for span in sentence.spans("wish"))
    if sentence.closing == "?":
        return Stance.LURE if wishes or not _begins(sentence, "query") else Stance.ASKED
    if wishes and sentence.has("condition"):
        return Stance.LURE
    return Stance.STATED
