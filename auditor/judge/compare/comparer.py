"""Make the comparisons that the rules describe, each once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from auditor.judge.compare import ways
from auditor.judge.compare.gather import Ground
from auditor.judge.compare.outcome import Item, Outcome, Seen, State
from auditor.language.fold import fold
from auditor.messages import N_
from auditor.model import Evidence
from auditor.owners import owner_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from auditor.model import AccessJudged, Listing, Observation
    from auditor.rulebook import Rulebook
    from auditor.rulebook.schema_compare import Aspect, Comparison

MOST_SHOWN: Final = 5
"""Pieces of evidence shown of either side; together they stay below what one finding shows."""

_WHOLE_POLICY: Final = 400
"""Characters from which a text can be expected to name whom it speaks of."""

_STATEMENTS: Final = ("saying", "observation")
"""What somebody may say or not. Where it is not said, there is nothing to contradict."""

Pair = tuple[list[Item], list[Item]]
"""What contradicts each other: of the first side, of the other."""


class Comparer:
    """Compares what was read of one tool. Remembers each outcome."""

    def __init__(
        self,
        listing: Listing,
        access: Sequence[AccessJudged],
        observations: Sequence[Observation],
        rulebook: Rulebook,
    ) -> None:
        self._ground = Ground(listing, access, observations, rulebook)
        self.rulebook = rulebook
        self.rules = rulebook.comparisons
        """The comparisons, by id."""
        self._outcomes: dict[str, Outcome] = {}

    def outcome(self, comparison: str) -> Outcome:
        """Return what the comparison with this id came to."""
        if comparison not in self._outcomes:
            self._outcomes[comparison] = self._compare(self._whole(self.rules[comparison]))
        return self._outcomes[comparison]

    def outcomes(self) -> dict[str, Outcome]:
        """Return the outcomes of all comparisons, by id."""
        return {name: self.outcome(name) for name in self.rules}

    def _whole(self, rule: Comparison) -> Comparison:
        """Return ``rule`` with what it ignores as another does."""
        if rule.ignore_as is None:
            return rule
        return rule.model_copy(update={"ignore": (*rule.ignore, *self.rules[rule.ignore_as].ignore)})

    def _compare(self, rule: Comparison) -> Outcome:
        ground = self._ground
        if not ground.on(rule.one) or not ground.on(rule.other):
            return Outcome(State.DOES_NOT_APPLY)
        # What is cheap to look for comes first: texts are cut only where the other side leaves it open.
        first, second = ("other", "one") if rule.one.saying or rule.one.texts else ("one", "other")
        seen: dict[str, Seen] = {first: ground.look(getattr(rule, first))}
        if early := _nothing_to_compare(getattr(rule, first), seen[first]):
            return early
        if rule.differ == "both" and not seen[first].items:
            return Outcome(State.NOTHING_FOUND)
        seen[second] = ground.look(getattr(rule, second))
        if early := _nothing_to_compare(getattr(rule, second), seen[second]):
            return early
        pair = _WAYS[rule.differ](rule, seen["one"], seen["other"])
        if isinstance(pair, Outcome):
            return pair
        return _found(rule, seen["one"], self._unmentioned(rule, pair) if rule.unless_mentioned else pair)

    def _unmentioned(self, rule: Comparison, pair: Pair) -> Pair:
        """Return ``pair`` without the sources that name the tool after all, in whatever words."""
        ignore = frozenset(rule.ignore)
        names = [ways.name_of(item.value, ignore) for item in pair[0]]
        sources = {item.evidence.source for item in pair[1]}
        texts = {source: ways.squeezed(self._ground.folded(source)) for source in sources}
        return pair[0], [
            item
            for item in pair[1]
            if not any(ways.is_mentioned(name, texts[item.evidence.source]) for name in names)
        ]


def _nothing_to_compare(aspect: Aspect, seen: Seen) -> Outcome | None:
    if seen.items:
        return None
    if not seen.known:
        reason = N_(f"We did not find {aspect.title} in what was read, so we could not compare it.")
        return Outcome(State.COULD_NOT_LOOK, reason)
    return Outcome(State.DOES_NOT_APPLY) if aspect.thing in _STATEMENTS else None


def _found(rule: Comparison, one: Seen, pair: Pair) -> Outcome:
    mine, theirs = pair
    if not theirs:
        return Outcome(State.NOTHING_FOUND)
    evidence = [item.evidence for item in mine[:MOST_SHOWN]]
    if not evidence and rule.one.silence:
        evidence = [Evidence(quote=rule.one.silence, where=rule.one.title, source=one.sources[0])]
    evidence += [item.evidence for item in theirs[:MOST_SHOWN]]
    access = (item.access for item in (*mine, *theirs) if item.access)
    return Outcome(
        State.FOUND,
        certainty=rule.certainty,
        evidence=tuple(dict.fromkeys(evidence)),
        access=tuple(dict.fromkeys(access)),
    )


def _both(_rule: Comparison, one: Seen, other: Seen) -> Pair:
    return (list(one.items), list(other.items)) if one.items and other.items else ([], [])


def _beyond(_rule: Comparison, one: Seen, other: Seen) -> Pair | Outcome:
    """What the other side asks for and the first does not name, among kinds that the first knows of."""
    named = {item.value for item in one.items}
    kinds = {_kind(value) for value in named}
    more = [item for item in other.items if item.value not in named]
    if named:
        more = [item for item in more if _kind(item.value) in kinds]
    return ([] if more else list(one.items)), more


def _kind(access: str) -> str:
    return access.partition(":")[0] if ":" in access else ""


def _identifier(_rule: Comparison, one: Seen, other: Seen) -> Pair | Outcome:
    if one == other:
        return _among_equals(one, lambda first, item: first.value == item.value)
    shapes = {ways.shape_of(item.value) for item in one.items}
    alike = [item for item in other.items if ways.shape_of(item.value) in shapes]
    if not alike:
        return Outcome(State.DOES_NOT_APPLY)
    known = {item.value for item in one.items}
    others = [item for item in alike if item.value not in known]
    told = {ways.shape_of(item.value) for item in others}
    return [item for item in one.items if ways.shape_of(item.value) in told], others


def _among_equals(seen: Seen, agree: Callable[[Item, Item], bool]) -> Pair | Outcome:
    """Hold what stands on one side against the first that stands there, where both sides are the same."""
    if len({item.evidence.source for item in seen.items}) == 1:
        return Outcome(State.DOES_NOT_APPLY)
    first, *rest = seen.items
    return [first], [item for item in rest if not agree(first, item)]


def _age(newer: bool) -> Callable[[Comparison, Seen, Seen], Pair | Outcome]:  # noqa: FBT001
    def differing(rule: Comparison, one: Seen, other: Seen) -> Pair | Outcome:
        mine = [version for item in one.items if (version := ways.version_of(item.value)) is not None]
        theirs = [(item, ways.version_of(item.value)) for item in other.items]
        told = [(item, version) for item, version in theirs if version is not None]
        if not mine or not told:
            aspect = rule.other if mine else rule.one
            reason = N_(f"We read {aspect.title} as words that are no version, so we could not compare it.")
            return Outcome(State.COULD_NOT_LOOK, reason)
        apart = [item for item, version in told if (version > max(mine) if newer else version < min(mine))]
        return list(one.items), apart

    return differing


def _name(rule: Comparison, one: Seen, other: Seen) -> Pair | Outcome:
    ignore = frozenset(rule.ignore)
    if one == other:
        return _among_equals(one, lambda first, item: _may_agree(first, item, ignore))
    mine = [(item, ways.name_of(item.value, ignore)) for item in one.items]
    theirs = [(item, ways.name_of(item.value, ignore)) for item in other.items]
    apart, agreeing, looked = [], set(), False
    for item, name in theirs:
        against = [known for _, known in mine if ways.comparable(name, known)]
        looked = looked or bool(against)
        if any(ways.names_agree(name, known) for known in against):
            agreeing.add(item.evidence.source)
        elif against:
            apart.append(item)
    # A maker that is named beside others (publisher, studio, licensor) is named.
    apart = [item for item in apart if item.evidence.source not in agreeing]
    if not looked:
        reason = N_(f"{_capital(rule.one.title)} and {rule.other.title} have no words that can be compared.")
        return Outcome(State.COULD_NOT_LOOK, reason)
    return [item for item, known in mine if known.words], apart


def _may_agree(one: Item, other: Item, ignore: frozenset[str]) -> bool:
    first, second = ways.name_of(one.value, ignore), ways.name_of(other.value, ignore)
    return not ways.comparable(first, second) or ways.names_agree(first, second)


def _site(rule: Comparison, one: Seen, other: Seen) -> Pair | Outcome:
    ignore = frozenset(rule.ignore)
    mine = [(item, owner) for item in one.items if (owner := _owner(item.value, ignore))]
    theirs = [(item, owner) for item in other.items if (owner := _owner(item.value, ignore))]
    if not mine or not theirs:
        aspect = rule.other if mine else rule.one
        reason = N_(f"We did not find {aspect.title} in what was read, so we could not compare it.")
        return Outcome(State.COULD_NOT_LOOK, reason)
    owners = {owner for _, owner in mine}
    return [item for item, _ in mine], [item for item, owner in theirs if owner not in owners]


def _owner(address: str, ignore: frozenset[str]) -> str | None:
    owner = owner_of(address)
    return None if owner in ignore else owner


def _mentions(rule: Comparison, one: Seen, other: Seen) -> Pair | Outcome:
    ignore = frozenset(rule.ignore)
    text = "\n".join(fold(item.value).text for item in one.items)
    names = [(item, ways.name_of(item.value, ignore)) for item in other.items]
    latin = ways.is_latin(text)
    telling = [(item, name) for item, name in names if name.words and name.together.isascii() == latin]
    if not telling or len(text) < _WHOLE_POLICY:
        reason = N_(f"There was too little to look for {rule.other.title} in {rule.one.title}.")
        return Outcome(State.COULD_NOT_LOOK, reason)
    text = ways.squeezed(text)
    if any(ways.is_mentioned(name, text) for _, name in telling):
        return [], []
    return list(one.items[:1]), [item for item, _ in telling]


def _unnamed(rule: Comparison, one: Seen, other: Seen) -> Pair:
    said = " \n ".join(fold(item.value).text for item in one.items)
    named = any(fold(word).text in said for word in rule.words)
    return ([], []) if named else (list(one.items), list(other.items))


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


_WAYS: Final[dict[str, Callable[[Comparison, Seen, Seen], Pair | Outcome]]] = {
    "both": _both,
    "beyond": _beyond,
    "identifier": _identifier,
    "mentions": _mentions,
    "name": _name,
    "newer": _age(newer=True),
    "older": _age(newer=False),
    "site": _site,
    "unnamed": _unnamed,
}
