"""Compare what a tool asks for with what it says it does: needed, unexplained, excessive or unknown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.judge.told import Told, told
from auditor.messages import N_
from auditor.model import (
    AccessJudged,
    AccessRequest,
    CapabilityShown,
    ClaimFound,
    Deliverable,
    Grade,
    Need,
    PurposeFound,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from auditor.rulebook import Rulebook

_EXCESSIVE_FROM = Grade.HIGH


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What one access is, whichever rule describes it."""

    title: str
    danger: Grade
    warning: str | None
    explanation: str
    yields: tuple[str, ...]
    takeover: bool
    known: bool = True


def kind_of(access_id: str) -> str:
    """The kind that an access id names: ``chrome`` of ``chrome:tabs``, ``android`` of a permission's name."""
    prefix, colon, _ = access_id.partition(":")
    return prefix if colon and prefix else "android"


def _meaning(access_id: str, rulebook: Rulebook) -> _Meaning:
    rule = rulebook.access_rule(access_id)
    if rule:
        return _Meaning(
            rule.title, rule.danger, rule.platform_warning, rule.explanation, rule.yields, rule.takeover
        )
    kind = kind_of(access_id)
    if ":host:" in access_id:
        match = rulebook.host_class(kind, access_id)
        if match:
            fitting = match.rule
            title = fitting.title.replace("{domain}", match.domain)
            warning = match.platform_warning(kind)
            return _Meaning(
                title, fitting.danger, warning, fitting.explanation, fitting.yields, fitting.takeover
            )
    return _Meaning(access_id, Grade.NONE, None, "", (), takeover=False, known=False)


def _explainers(
    purposes: Iterable[PurposeFound], claims: Iterable[ClaimFound], rulebook: Rulebook
) -> dict[str, list[str]]:
    """By capability, the stated purposes and possible claims that need it."""
    by_capability: dict[str, list[str]] = {}
    stated = [purpose.id for purpose in purposes]
    for purpose_id in (*stated, *_always(rulebook)):
        for capability in _with_included(rulebook.purposes[purpose_id].needs, rulebook):
            by_capability.setdefault(capability, []).append(purpose_id)
    for claim in claims:
        needs = rulebook.claims[claim.id].needs
        if claim.deliverable is Deliverable.POSSIBLE and needs:
            by_capability.setdefault(needs, []).append(claim.id)
    return by_capability


def _always(rulebook: Rulebook) -> tuple[str, ...]:
    """Purposes that every tool of its kind has, whether it says so or not."""
    return tuple(rule.id for rule in rulebook.purposes.values() if rule.always)


def _with_included(needs: Iterable[str], rulebook: Rulebook) -> Iterator[str]:
    """Yield capabilities with those that come with them: every page includes the computer's own files."""
    for need in needs:
        yield need
        yield from rulebook.capabilities[need].includes


def trained_purposes(
    requests: Iterable[AccessRequest], stated: Iterable[str], known: Collection[str], rulebook: Rulebook
) -> frozenset[str]:
    """Purposes for the second reader to look for: those that could explain an access that nothing explains.

    Args:
        requests: What is asked for.
        stated: Purposes that are stated already.
        known: Purposes that the second reader knows.
        rulebook: The rules.
    """
    needs = (need for purpose in (*stated, *_always(rulebook)) for need in rulebook.purposes[purpose].needs)
    explained = set(_with_included(needs, rulebook))
    rules = [rulebook.purposes[p] for p in known if p in rulebook.purposes and rulebook.purposes[p].trained]
    trained = {need for rule in rules for need in rule.needs}
    wanted: set[str] = set()
    for request in requests:
        meaning = _meaning(request.id, rulebook)
        missing = set(meaning.yields) - explained
        if meaning.danger is not Grade.NONE and missing <= trained:
            wanted |= missing
    return frozenset(rule.id for rule in rules if not wanted.isdisjoint(rule.needs))


def checked_purposes(
    requests: Iterable[AccessRequest], stated: Iterable[str], rulebook: Rulebook
) -> frozenset[str]:
    """Stated purposes that would explain an access and that are checked by trained ones."""
    asked = {
        capability
        for request in requests
        if (meaning := _meaning(request.id, rulebook)).danger is not Grade.NONE
        for capability in meaning.yields
    }
    rules = (rulebook.purposes[purpose] for purpose in stated)
    return frozenset(rule.id for rule in rules if rule.checked_by and not asked.isdisjoint(rule.needs))


def _justified(yields: tuple[str, ...], explainers: Mapping[str, list[str]]) -> tuple[str, ...]:
    """The purposes that explain an access: only where each thing that it yields is needed by one."""
    if not all(capability in explainers for capability in yields):
        return ()
    return tuple(dict.fromkeys(name for capability in yields for name in explainers[capability]))


def unknown_to_rules(access: Iterable[AccessJudged], rulebook: Rulebook) -> tuple[str, ...]:
    """Ids of what is asked for that no rule describes, in the order asked for."""
    return tuple(one.id for one in access if not _meaning(one.id, rulebook).known)


def _unread(*, partly: bool) -> str:
    """Why nothing is said about an access that nothing explains.

    In other languages than English, 102 of 115 sentences that explain contacts were read as such, 59 of 75
    for the microphone, 68 of 70 for the calendar (kept aside, sixteen languages, November 2026). By these
    figures one honest sentence in three may be missed (95 %), and how many in any one language is not known.
    So the silence of such a text is no finding: it would accuse makers who did give their reason.
    """
    if partly:
        return N_(
            "We found no reason for it, but in the language of its texts we do not look for every reason."
        )
    return N_("We read no text in which we could look for a reason.")


def _verdict(
    meaning: _Meaning, justified: tuple[str, ...], always: Collection[str], unread: str
) -> tuple[Need, str]:
    if not meaning.known:
        return Need.UNKNOWN, N_("The rules do not know this access, so nothing is said about it.")
    if not set(justified) <= set(always):
        return Need.NEEDED, N_("What the tool says it does needs this.")
    if justified or meaning.danger is Grade.NONE:
        return Need.NEEDED, N_("Any ordinary tool may ask for this.")
    if unread:
        return Need.UNKNOWN, unread
    if meaning.danger.rank >= _EXCESSIVE_FROM.rank:
        return Need.EXCESSIVE, N_("Nothing that the tool says it does needs this.")
    return Need.UNEXPLAINED, N_("The tool does not say what it needs this for.")


def _judge_one(
    request: AccessRequest,
    explainers: Mapping[str, list[str]],
    words: Told,
    rulebook: Rulebook,
    unread: str,
) -> AccessJudged:
    meaning = _meaning(request.id, rulebook)
    together = kind_of(request.id) in rulebook.worded_together
    justified = _justified(meaning.yields, explainers)
    verdict, reason = _verdict(meaning, justified, _always(rulebook), unread)
    return AccessJudged(
        id=request.id,
        kind=kind_of(request.id),
        title=meaning.title,
        danger=meaning.danger,
        platform_warning=words.by_access.get(request.id) if together else meaning.warning,
        explanation=meaning.explanation,
        yields=tuple(
            CapabilityShown(id=cap, title=rulebook.capabilities[cap].title) for cap in meaning.yields
        ),
        takeover=meaning.takeover,
        optional=request.optional,
        justified_by=justified,
        verdict=verdict,
        reason=reason,
        where=request.where,
        source=request.source,
    )


def judge_access(  # noqa: PLR0913  # the sets that are compared
    requests: Iterable[AccessRequest],
    purposes: Iterable[PurposeFound],
    claims: Iterable[ClaimFound],
    rulebook: Rulebook,
    *,
    texts_read: bool,
    partly: bool = False,
    words: Told | None = None,
) -> tuple[AccessJudged, ...]:
    """Judge every access, in the order asked for; the same access asked for twice is judged once.

    Args:
        requests: What the tool asks for.
        purposes: What it says it does.
        claims: What it claims.
        rulebook: The rules.
        texts_read: Whether there was a text in which a reason could have stood.
        partly: Whether there was at least one in which some reasons are looked for.
        words: What browsers tell at installation; worked out from ``requests`` where not given.
    """
    requests = tuple(requests)
    words = told(requests, rulebook) if words is None else words
    explainers = _explainers(purposes, claims, rulebook)
    unread = "" if texts_read else _unread(partly=partly)
    first: dict[str, AccessRequest] = {}
    for request in requests:
        first.setdefault(request.id, request)
    return tuple(_judge_one(request, explainers, words, rulebook, unread) for request in first.values())
