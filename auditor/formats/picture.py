"""The picture of a report: what it says, what it asks for, what that can give, and what joins them.

Three bands from top to bottom: promises that end in an empty socket; access that nothing explains and
that hangs loose; access that a purpose explains. Where there is much, the quieter part folds into groups.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from auditor.formats import words
from auditor.formats.boxes import Box, Column, Join, Picture, lines_needed
from auditor.formats.clean import language_tag, visible
from auditor.formats.layout import arrange
from auditor.messages import N_
from auditor.messages.languages import ENGLISH_CODE
from auditor.messages.worded import apart, filled
from auditor.model import AccessJudged, Audit, ClaimFound, Deliverable, Grade, Need, PurposeFound

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from auditor.messages.catalogue import Catalogue

MAX_SINGLE: Final = 6
"""Boxes of one band that are shown singly; the rest fold into one box for each grade of danger."""
MAX_GIFTS: Final = 6
"""Data and actions of one band that are shown singly."""
MAX_PURPOSES: Final = 8
"""Purposes that are shown singly."""
MAX_NAMED: Final = 4
"""Names that a folded box spells out."""
TITLE_WIDTH: Final = {"says": 28, "asks": 28, "gives": 27}
"""Letters of a title that surely fit on a line of each column at its narrowest, in the wide DejaVu."""
SOCKET_WIDTH: Final = 22
"""The same for a socket, whose words are bold and stand further in."""
NOTE_WIDTH: Final = {"says": 36, "asks": 37, "gives": 32}
_AFTER_SINGLES: Final = 10
_PROMISES, _LOOSE, _UNKNOWN, _EXPLAINED = range(4)
_BANDS: Final = {
    Need.UNEXPLAINED: _LOOSE,
    Need.EXCESSIVE: _LOOSE,
    Need.UNKNOWN: _UNKNOWN,
    Need.NEEDED: _EXPLAINED,
}
_STRONG: Final = (Grade.HIGH, Grade.CRITICAL)
_LOOKS: Final = {_LOOSE: "loose", _UNKNOWN: "unknown", _EXPLAINED: "explained"}
_VOIDS: Final = {
    _LOOSE: N_("Nothing it says explains these"),
    _UNKNOWN: N_("These could not be compared"),
}
_SOCKETS: Final = {
    Deliverable.IMPOSSIBLE: N_("Nobody is given this"),
    Deliverable.AGAINST_TERMS: N_("Only against TikTok’s terms"),
    Deliverable.DECEPTIVE: N_("Counts as misleading"),
}


def picture(audit: Audit, translations: Catalogue) -> Picture:
    """Return the picture of ``audit``, drawn."""
    draft = _Draft(translations)
    _draw_promises(draft, audit)
    for band in (_LOOSE, _UNKNOWN, _EXPLAINED):
        _draw_access(draft, band, [a for a in audit.access if _BANDS[a.verdict] == band])
    _draw_absence(draft, audit)
    _draw_purposes(draft, audit)
    _draw_gifts(draft)
    return draft.finish()


@dataclass(slots=True)
class _Draft:
    """Boxes and joins as they are collected."""

    translations: Catalogue
    boxes: list[Box] = field(default_factory=list)
    joins: list[Join] = field(default_factory=list)
    explainers: dict[str, str] = field(default_factory=dict)
    """Key of the box of a claim, by claim id."""
    explains: list[tuple[str, str]] = field(default_factory=list)
    """Pairs of claim or purpose id, and key of the access box."""
    yields: list[tuple[str, int, tuple[str, str], bool]] = field(default_factory=list)
    """Access box, its band, capability (id, title), whether the access stands singly."""

    def say(self, message: str) -> str:
        return self.translations.gettext(message)

    def rule(self, context: str, text: str, limit: int) -> str:
        return words.rule(context, text, self.translations, limit)

    def add(self, column: Column, look: str, band: int, **words_of: object) -> str:
        """Add a box, tall enough for its words; return its key."""
        key = f"{column[0]}{len(self.boxes)}"
        box = Box(key, column, look, band, height=0, **{"rank": 0, **words_of})  # type: ignore[arg-type]
        self.boxes.append(_sized(box, self.translations))
        return key

    def finish(self) -> Picture:
        """Give each box the titles of what it leads to, for phones, and arrange all."""
        titles = {box.key: box.title or box.quote for box in self.boxes}
        joined = [
            replace(
                box,
                joins=tuple(titles[join.end] for join in self.joins if join.start == box.key),
                back=tuple(titles[join.start] for join in self.joins if join.end == box.key),
            )
            for box in self.boxes
        ]
        return arrange(joined, self.joins)


def _sized(box: Box, translations: Catalogue) -> Box:
    width = SOCKET_WIDTH if box.look == "socket" else TITLE_WIDTH[box.column]
    rows = lines_needed(box.title, width) if box.title else 0
    rows += lines_needed(translations.quoted(box.quote), TITLE_WIDTH[box.column]) if box.quote else 0
    rows += sum(lines_needed(note, NOTE_WIDTH[box.column]) for note in box.notes)
    return replace(box, height=rows * 5 + 4 + rows % 2)


def _draw_promises(draft: _Draft, audit: Audit) -> None:
    """Draw one row for each kind of claim that somebody ought not to make, worst first."""
    order = list(Deliverable)
    kinds: dict[str, ClaimFound] = {}
    for claim in sorted(audit.claims, key=lambda c: (order.index(c.deliverable), c.certainty.value)):
        kinds.setdefault(claim.id, claim)
    row = 0
    for claim in kinds.values():
        if claim.deliverable is Deliverable.POSSIBLE:
            draft.explainers[claim.id] = _says(draft, "purpose", _EXPLAINED, 0, claim)
            continue
        draft.explainers[claim.id] = key = _says(draft, "promise", _PROMISES, row, claim)
        socket = draft.add(
            "gives",
            "socket",
            _PROMISES,
            rank=row,
            title=draft.say(_SOCKETS[claim.deliverable]),
            strong=claim.deliverable is Deliverable.IMPOSSIBLE,
        )
        draft.joins.append(Join(key, socket, "nowhere"))
        if claim.means:
            draft.add(
                "asks", "means", _PROMISES, rank=row, title=draft.rule("means.creator", claim.means, 160)
            )
        row += 1


def _says(draft: _Draft, look: str, band: int, rank: int, claim: ClaimFound) -> str:
    title = draft.rule("claims.title", claim.title, 90)
    return draft.add(
        "says",
        look,
        band,
        rank=rank,
        quote=visible(claim.quote, 110),
        lang=language_tag(claim.language),
        aside=draft.rule("means.creator", claim.means, 160),
        notes=(filled(draft.say(N_("says that it %(what)s")), what=title),),
    )


def _draw_access(draft: _Draft, band: int, access: Sequence[AccessJudged]) -> None:
    ranked = sorted(access, key=lambda a: -a.danger.rank)
    single = ranked if len(ranked) <= MAX_SINGLE + 1 else ranked[:MAX_SINGLE]
    for one in single:
        _connect(draft, draft.add("asks", _LOOKS[band], band, **_words_of(draft, one)), band, [one])
    rest = ranked[len(single) :]
    look = "loose" if band == _LOOSE else "fold"
    for rank in sorted({one.danger.rank for one in rest}, reverse=True):
        group = [one for one in rest if one.danger.rank == rank]
        _connect(draft, draft.add("asks", look, band, **_words_of_group(draft, group)), band, group)
    if access and band in _VOIDS:
        first = next(box for box in draft.boxes if box.column == "asks" and box.band == band)
        draft.add("says", "void", band, title=draft.say(_VOIDS[band]))
        draft.boxes[-1] = replace(draft.boxes[-1], height=max(first.height, draft.boxes[-1].height))


def _words_of(draft: _Draft, access: AccessJudged) -> dict[str, object]:
    grade = draft.translations.gettext(words.GRADES[access.danger])
    notes = [draft.say(N_("Danger: %(grade)s")) % {"grade": grade}]
    platform = words.PLATFORMS.get(access.kind)
    if access.platform_warning and platform:
        warning = apart(visible(access.platform_warning, 90), ENGLISH_CODE)
        tells = draft.say(N_("%(platform)s tells you: “%(warning)s”"))
        notes.append(filled(tells, platform=apart(platform), warning=warning))
    elif platform and access.danger.rank >= Grade.MEDIUM.rank:
        notes.append(filled(draft.say(N_("%(platform)s does not warn you")), platform=apart(platform)))
    if access.takeover:
        notes.append(draft.say(N_("Could be enough to take an account over")))
    title = words.access_title(access.id, access.title, draft.translations, 90)
    return {
        "title": title,
        "notes": tuple(notes),
        "rank": -access.danger.rank,
        "strong": access.danger in _STRONG,
    }


def _words_of_group(draft: _Draft, group: Sequence[AccessJudged]) -> dict[str, object]:
    grade = draft.translations.gettext(words.GRADES[group[0].danger])
    title = draft.translations.ngettext(
        "%(n)s more, danger: %(grade)s", "%(n)s more, danger: %(grade)s", len(group)
    )
    return {
        "title": title % {"n": len(group), "grade": grade},
        "notes": (_named(draft, [_plain_title(draft, one) for one in group]),),
        "rank": _AFTER_SINGLES - group[0].danger.rank,
    }


def _plain_title(draft: _Draft, access: AccessJudged) -> str:
    if access.title == access.id:
        return visible(access.title, 48)
    known = draft.translations.knows("access.title", access.title)
    return draft.rule("access.title" if known else "host_classes.title", access.title, 48)


def _named(draft: _Draft, titles: Sequence[str]) -> str:
    named = draft.translations.strung(titles[:MAX_NAMED])
    more = len(titles) - MAX_NAMED
    return named if more <= 0 else filled(draft.say(N_("%(named)s and %(n)s more")), named=named, n=more)


def _connect(draft: _Draft, key: str, band: int, group: Iterable[AccessJudged]) -> None:
    group = tuple(group)
    if band != _LOOSE:
        draft.explains += [(explainer, key) for one in group for explainer in one.justified_by]
    draft.yields += [
        (key, band, (gift.id, gift.title), len(group) == 1) for one in group for gift in one.yields
    ]


def _draw_absence(draft: _Draft, audit: Audit) -> None:
    """Say so where there is nothing to draw in the middle."""
    if not audit.access_known:
        words_of = N_("We could not see what it asks for.")
    elif not audit.access:
        words_of = N_("It asks for nothing.")
    else:
        return
    draft.add("asks", "note", _EXPLAINED, title=draft.say(words_of))


def _draw_purposes(draft: _Draft, audit: Audit) -> None:
    """Draw what explains access first, then other purposes, folded where there are many."""
    wanted = {explainer for explainer, _ in draft.explains}
    kinds: dict[str, PurposeFound] = {}
    for purpose in audit.purposes:
        kinds.setdefault(purpose.id, purpose)
    ranked = sorted(kinds.values(), key=lambda purpose: purpose.id not in wanted)
    single = ranked if len(ranked) <= MAX_PURPOSES + 1 else ranked[:MAX_PURPOSES]
    for purpose in single:
        draft.explainers[purpose.id] = draft.add(
            "says",
            "purpose",
            _EXPLAINED,
            quote=visible(purpose.quote, 90),
            notes=(
                filled(
                    draft.say(N_("says that it can %(what)s")),
                    what=draft.rule("purposes.title", purpose.title, 70),
                ),
            ),
        )
    if rest := ranked[len(single) :]:
        title = draft.translations.ngettext("%(n)s more function", "%(n)s more functions", len(rest))
        notes = (_named(draft, [draft.rule("purposes.title", purpose.title, 48) for purpose in rest]),)
        key = draft.add("says", "fold", _EXPLAINED, title=title % {"n": len(rest)}, notes=notes)
        draft.explainers |= {purpose.id: key for purpose in rest}
    _draw_implied(draft)
    pairs = ((draft.explainers[explainer], key) for explainer, key in draft.explains)
    _join_once(draft, pairs, "explains")


def _draw_gifts(draft: _Draft) -> None:
    """Draw what access gives, band by band, so that no line runs from one band into another."""
    for band in sorted({band for _, band, _, _ in draft.yields}):
        given = [(key, gift, single) for key, at, gift, single in draft.yields if at == band]
        look = "loose" if band == _LOOSE else "gives"
        shown = list(dict.fromkeys(gift for _, gift, single in given if single))
        shown = shown if len(shown) <= MAX_GIFTS + 1 else shown[:MAX_GIFTS]
        boxes = {
            gift: draft.add(
                "gives",
                "gift",
                band,
                title=words.phrase("capabilities.title", gift[1], draft.translations, 90),
            )
            for gift in shown
        }
        _join_once(
            draft, ((key, boxes[gift]) for key, gift, single in given if single and gift in boxes), look
        )
        rest = dict.fromkeys(gift for _, gift, _ in given if gift not in boxes)
        if rest:
            fold = _fold_gifts(
                draft, band, [draft.rule("capabilities.title", title, 48) for _, title in rest]
            )
            _join_once(draft, ((key, fold) for key, gift, _ in given if gift in rest), look)


def _draw_implied(draft: _Draft) -> None:
    """Draw what no text says and every tool of its kind needs, where that explains access."""
    unsaid = [explainer for explainer, _ in draft.explains if explainer not in draft.explainers]
    if unsaid:
        key = draft.add("says", "implied", _EXPLAINED, title=draft.say(words.IMPLIED))
        draft.explainers |= dict.fromkeys(unsaid, key)


def _fold_gifts(draft: _Draft, band: int, titles: Sequence[str]) -> str:
    title = draft.translations.ngettext("%(n)s more thing", "%(n)s more things", len(titles)) % {
        "n": len(titles)
    }
    return draft.add("gives", "fold", band, title=title, notes=(_named(draft, titles),))


def _join_once(draft: _Draft, pairs: Iterable[tuple[str, str]], look: str) -> None:
    draft.joins += [Join(start, end, look) for start, end in dict.fromkeys(pairs)]
