"""Collect what stands on one side of a comparison, each piece with where it stood."""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import cached_property
from typing import TYPE_CHECKING

from auditor.judge.compare.outcome import Item, Seen
from auditor.judge.compare.sides import sides_of
from auditor.judge.understand import after, before, place_of
from auditor.language.fold import fold
from auditor.language.phrases import CutText, Phrases
from auditor.messages import N_
from auditor.model import AccessJudged, Evidence, Listing, Observation, statements_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.rulebook import Rulebook
    from auditor.rulebook.schema_compare import Aspect

_IN_WORDS = {
    "name": N_("name"),
    "package": N_("package id"),
    "publisher": N_("developer"),
    "publisher_url": N_("developer's address"),
    "url": N_("address"),
    "privacy_policy": N_("privacy policy"),
    "version": N_("version"),
    "redirect": N_("where you are sent after consent"),
}


class Ground:
    """What was read of one tool, looked through side by side; what costs time, when first asked for."""

    def __init__(
        self,
        listing: Listing,
        access: Sequence[AccessJudged],
        observations: Sequence[Observation],
        rulebook: Rulebook,
    ) -> None:
        self.listing = listing
        self.rulebook = rulebook
        self._access = access
        self._observations = observations
        self._cut: dict[int, CutText] = {}
        self._said: dict[str, tuple[tuple[int, Item], ...]] = {}

    @cached_property
    def statements(self) -> tuple[tuple[str, str, int], ...]:
        """Field, value and source of all that sources say."""
        return tuple((s.field, s.value, s.source) for s in statements_of(self.listing))

    @cached_property
    def sides(self) -> tuple[str, ...]:
        """The side of each source."""
        return sides_of(self.listing, tuple(statements_of(self.listing)), self.rulebook)

    def on(self, aspect: Aspect) -> tuple[int, ...]:
        """Return the sources on the sides of ``aspect``."""
        return tuple(n for n, side in enumerate(self.sides) if not aspect.by or side in aspect.by)

    def look(self, aspect: Aspect) -> Seen:
        """Return what stands there."""
        sources = self.on(aspect)
        if not sources:
            return Seen()
        if aspect.says:
            items = tuple(self._stated(aspect, sources))
            return Seen(items, sources, known=bool(items))
        if aspect.saying is not None:
            items = tuple(item for source, item in self._sayings(aspect.saying) if source in sources)
            return Seen(items, sources, known=self._has_text(sources))
        if aspect.observation is not None:
            return self._observed(aspect, sources)
        if aspect.texts:
            items = tuple(self._texts(sources))
            return Seen(items, sources, known=bool(items))
        return self._asked(aspect, sources)

    def _stated(self, aspect: Aspect, sources: tuple[int, ...]) -> Iterator[Item]:
        for field, value, source in self.statements:
            if field in aspect.says and source in sources:
                yield Item(value, Evidence(quote=value, where=_IN_WORDS.get(field, field), source=source))

    def folded(self, source: int) -> str:
        """Return all that a source says, folded."""
        own = (text for text in self.listing.texts if text.source == source and text.kind.is_the_makers)
        return "\n".join(fold(text.content).text for text in own)

    def _has_text(self, sources: tuple[int, ...]) -> bool:
        return any(text.source in sources and text.kind.is_the_makers for text in self.listing.texts)

    def _sayings(self, saying: str) -> tuple[tuple[int, Item], ...]:
        if saying not in self._said:
            phrases = Phrases(self.rulebook.sayings[saying])
            self._said[saying] = tuple(self._spoken(phrases))
        return self._said[saying]

    def _spoken(self, phrases: Phrases) -> Iterator[tuple[int, Item]]:
        for number, text in enumerate(self.listing.texts):
            if not text.kind.is_the_makers:
                continue
            if number not in self._cut:
                self._cut[number] = CutText(text.content)
            for spoken in phrases.among(self._cut[number]):
                evidence = Evidence(
                    quote=spoken.quote,
                    where=place_of(text, number),
                    source=text.source,
                    text=number,
                    start=spoken.start,
                    end=spoken.end,
                    before=before(text.content, spoken.start),
                    after=after(text.content, spoken.end),
                )
                yield text.source, Item(spoken.name or spoken.quote, evidence)

    def _observed(self, aspect: Aspect, sources: tuple[int, ...]) -> Seen:
        seen = [o for o in self._observations if o.source in sources]
        rule = self.rulebook.observations[aspect.observation or ""]
        items = tuple(
            Item(o.value, Evidence(quote=o.value or rule.title, where=o.where or rule.title, source=o.source))
            for o in seen
            if o.id == rule.id
        )
        shown = bool(items) or any(o.id in aspect.shown_by for o in seen)
        return Seen(items, sources, known=shown)

    def _texts(self, sources: tuple[int, ...]) -> Iterator[Item]:
        for number, text in enumerate(self.listing.texts):
            if text.source in sources and text.content:
                line = text.content.strip().partition("\n")[0][:120]
                start = text.content.find(line)
                evidence = Evidence(
                    quote=line,
                    where=place_of(text, number),
                    source=text.source,
                    text=number,
                    start=start,
                    end=start + len(line),
                )
                yield Item(text.content, evidence)

    def _asked(self, aspect: Aspect, sources: tuple[int, ...]) -> Seen:
        telling = {source for field, _, source in self.statements if field == "access-known"}
        known = tuple(source for source in sources if source in telling)
        items, readable, asked = [], False, False
        for judged in self._access:
            by = {judged.source, *self._also_asked.get(judged.id, ())}
            asking = sorted(by.intersection(sources))
            asked = asked or bool(asking)
            readable = readable or (bool(asking) and judged.title != judged.id)
            if asking and self._fits(aspect, judged):
                where = judged.where if asking[0] == judged.source else ""
                evidence = Evidence(quote=judged.id, where=where or "asked for", source=asking[0])
                items.append(Item(judged.id, evidence, judged.id))
        # Labels in a language that the rules do not know are no list of what is asked for.
        return Seen(tuple(items), known or sources, known=bool(known) and readable == asked)

    @cached_property
    def _also_asked(self) -> dict[str, list[int]]:
        """By id of access, the sources that ask for it where several do."""
        found: dict[str, list[int]] = {}
        for field, value, source in self.statements:
            if field == "access":
                found.setdefault(value, []).append(source)
        return found

    @staticmethod
    def _fits(aspect: Aspect, judged: AccessJudged) -> bool:
        return (
            any(fnmatchcase(judged.id, pattern) for pattern in aspect.access)
            and (not aspect.danger or judged.danger in aspect.danger)
            and (not aspect.need or judged.verdict in aspect.need)
            and (not aspect.yields or any(shown.id in aspect.yields for shown in judged.yields))
        )
