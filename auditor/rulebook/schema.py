"""The shape of the rule set.

Each YAML file under ``rules/`` is a mapping of sections, each section a list of the records below. Which file
holds which record is the author's choice.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Final, Literal

from pydantic import Field, model_validator

from auditor.model import Category, Certainty, Deliverable, Grade, Identifier, Model, Need, Sentence
from auditor.rulebook.schema_access import AccessRule, HostClass, InstallWarning
from auditor.rulebook.schema_compare import Comparison, Saying, Side
from auditor.rulebook.schema_matrix import Capability, Surface
from auditor.rulebook.schema_parts import PartRule
from auditor.rulebook.schema_providers import Provider
from auditor.rulebook.schema_signs import Sign

NO_ACCESS_READ: Final = "ios"
"""Stands among kinds of access for apps of which no access is read."""


class ClauseRule(Model):
    """One clause of a document."""

    id: Identifier
    """Names the clause in ``references``."""
    section: Sentence
    """Where in the document it stands."""
    says: Sentence
    """In our own words."""
    quote: str = ""
    """Verbatim, where it is short enough to quote."""
    url: str = ""
    """Where the document has an address of its own for it."""
    date: dt.date | None = None
    """Where the clause was read on another day than the document."""
    fact: str = ""
    """Id of the collected fact it came from."""
    not_visible: str = ""
    """Why a breach can't be seen from outside, for clauses that no finding cites."""


class DocumentRule(Model):
    """A document with clauses: terms, policy, law."""

    id: Identifier
    """Names the document."""
    name: Sentence
    """As readers see it."""
    publisher: Sentence
    """Who issued it."""
    url: Sentence
    """Where it stands."""
    date: dt.date
    """Its own date, or the day on which the copy was read."""
    date_means: Literal["version", "read"] = "version"
    """Whether the date is the document's own or that of reading."""
    region: str = ""
    """Where it holds, if not everywhere."""
    confidence: Literal["high", "medium", "low"] = "high"
    """How sure we are to have read what holds."""
    stored: str = ""
    """Where a dated copy can be found."""
    about: tuple[Identifier, ...] = ()
    """Kinds of access that it speaks of, if not of all: ``android``. A finding that shows nothing but access
    of other kinds does not cite it. ``ios`` stands for apps of which no access is read."""
    clauses: tuple[ClauseRule, ...] = Field(min_length=1)
    """At least one."""


THINGS = ("claim", "claim_is", "access", "observation", "purpose", "contradiction")
"""What a plain condition can look for."""


class Condition(Model):
    """When a finding, a step of advice or a row of the means table applies.

    Exactly one of ``claim``, ``claim_is``, ``access``, ``observation``, ``purpose``, ``contradiction``,
    ``all``, ``any``, ``not`` is given; the other fields narrow it. ``access`` is an id or a glob over ids
    (``android.*``); ``contradiction`` is the id of a comparison.
    """

    claim: Identifier | None = None
    """Id of a claim that the tool makes."""
    deliverable: Deliverable | None = None
    """Narrows ``claim``: it holds only while the capability matrix makes the claim this."""
    claim_is: Deliverable | None = None
    """Any claim that is so deliverable."""
    certainty: Certainty | None = None
    """Narrows ``claim``: how sure it is."""
    access: Identifier | None = None
    """Id of an access that it asks for, or a glob over ids."""
    access_kind: tuple[Identifier, ...] = ()
    """Narrows ``access``: one of these kinds."""
    danger: tuple[Grade, ...] = ()
    """Narrows ``access``: one of these grades."""
    need: tuple[Need, ...] = ()
    """Narrows ``access``: one of these verdicts."""
    takeover: bool | None = None
    """Narrows ``access``: whether it could be enough to take an account over."""
    yields: Identifier | None = None
    """A capability that the access must yield."""
    yields_about: Literal["self", "others", "device", "public", "account"] | None = None
    """Narrows ``access``: it must yield data about these."""
    observation: Identifier | None = None
    """Id of a fact that a source saw."""
    value: tuple[Sentence, ...] = ()
    """Globs, one of which the observation's value must fit, whatever the case of its letters."""
    value_not: tuple[Sentence, ...] = ()
    """Globs, none of which it may fit."""
    purpose: Identifier | None = None
    """Id of a function that it names."""
    contradiction: Identifier | None = None
    """Id of a comparison whose sides contradict each other."""
    all_: tuple[Condition, ...] = Field(default=(), alias="all")
    """All of these must hold."""
    any_: tuple[Condition, ...] = Field(default=(), alias="any")
    """One of these must hold."""
    not_: Condition | None = Field(default=None, alias="not")
    """This must not hold."""

    @model_validator(mode="after")
    def _exactly_one(self) -> Condition:
        given = [name for name in (*THINGS, "all_", "any_", "not_") if getattr(self, name) not in (None, ())]
        if len(given) != 1:
            raise ValueError(f"a condition has exactly one of {', '.join(THINGS)}, all, any, not")
        if self.deliverable is not None and self.claim is None:
            raise ValueError("'deliverable' narrows 'claim'; for any claim that is so, write 'claim_is'")
        if self.observation is None and (self.value or self.value_not):
            raise ValueError("value and value_not narrow an observation")
        return self


While = dict[Identifier, Deliverable]
"""What claims must count as, by the capability matrix of the day, for a record to apply."""


class Example(Model):
    """A described listing on which a rule is run, or several targets of one tool, joined in any order.

    For a match, ``quote`` is the exact evidence expected.
    """

    listing: dict[str, Any] = Field(default_factory=dict)
    """A described listing."""
    targets: tuple[dict[str, Any], ...] = ()
    """Described listings. ``kind`` says what each stands for: ``google-play``, ``android-package`` …"""
    quote: str = ""
    """The exact evidence expected of a match."""
    while_: While = Field(default={}, alias="while")
    """The claims on whose cells the outcome depends. Once the matrix makes one of them something else, a
    match must not match any more, and a near-miss is not run."""

    @model_validator(mode="after")
    def _one_form(self) -> Example:
        if bool(self.listing) == bool(self.targets):
            raise ValueError("an example has either a listing or targets")
        return self

    @property
    def listings(self) -> tuple[dict[str, Any], ...]:
        """The listing, or each target."""
        return self.targets or (self.listing,)


class Examples(Model):
    """What must match and what must not."""

    match: tuple[Example, ...] = Field(min_length=1)
    """The rule must fire on each."""
    near_miss: tuple[Example, ...] = Field(min_length=1)
    """The rule must fire on none."""


class FindingRule(Model):
    """A fault that a report states."""

    id: Identifier
    """Names the rule in audits, exceptions and commands."""
    title: Sentence
    """The fault in one line."""
    category: Category
    """What kind of fault it is."""
    severity: Grade
    """How grave it is."""
    order: int = 50
    """Place among findings of the same severity and certainty; lower comes first."""
    when: Condition
    """When it fires."""
    explanation: Sentence
    """Why it matters to a creator, in plain words."""
    references: tuple[Identifier, ...] = Field(min_length=1)
    """Clause ids."""
    advice: Sentence
    """What to do about it."""
    headline: str = ""
    """How the fault reads inside the verdict's sentence: "promises a list that no app can be given"."""
    subject: Identifier | None = None
    """What other rules with the same subject see as well, elsewhere or in other words: of equally grave
    reasons, one on a subject that is told already waits."""
    examples: Examples
    """On which the rule is tested."""


class ClaimRule(Model):
    """One claim, described independent of language."""

    id: Identifier
    """Names the claim: ``reveals-savers``."""
    title: Sentence
    """Completes "The tool says that it …"."""
    needs: Identifier | None = None
    """The capability that keeping the claim would need."""
    otherwise: Literal[Deliverable.IMPOSSIBLE, Deliverable.AGAINST_TERMS, Deliverable.DECEPTIVE]
    """How the claim counts while no surface gives third parties what it needs; always, where it needs
    nothing. What anybody can do is no claim but a purpose."""
    explanation: Sentence
    """Said while the claim counts as ``otherwise``."""


class PurposeRule(Model):
    """An ordinary function of a tool, described independent of language."""

    id: Identifier
    """Names the function: ``download-videos``."""
    title: Sentence
    """Completes "The tool says that it can …"."""
    needs: tuple[Identifier, ...] = ()
    """The capabilities that the function needs, and which therefore explain access."""
    always: bool = False
    """Whether it is taken as stated by every tool (running at all, showing notifications)."""
    trained: bool = False
    """Whether the second reader looks for it, in all its languages, where nothing else explains an access."""
    checked_by: tuple[Identifier, ...] = ()
    """Trained purposes. Words of this one count only where one of those is not far-fetched."""


class MeansRule(Model):
    """A row of the table claim against means; the first row that fits counts."""

    id: Identifier
    """Names the row, and is ``means_kind`` of a claim."""
    claims: tuple[Identifier, ...]
    """Ids of the claims that it is for."""
    deliverable: Deliverable | None = None
    """The row is for claims that count as this; without it, for claims of any kind."""
    when: Condition | None = None
    """Over the access asked for; absent in the last row of a claim."""
    access_known: bool | None = None
    """Whether it must be known what the tool asks for, or must not."""
    given_by: Identifier | None = None
    """Surface that gives users themselves what the claim needs, and they hand it to the tool. The claim then
    counts as possible, though no surface gives it to apps."""
    creator: Sentence
    """The sentence for creators."""
    researcher: Sentence
    """The sentence for those who look closer."""


class CheckRule(Model):
    """A check that an audit can make or have to leave out, by the name that a reader sees."""

    id: Identifier
    """As sources and observations name it."""
    title: Sentence
    """As a reader sees it."""


class ObservationRule(Model):
    """A fact that sources can see, and how it is said."""

    id: Identifier
    """A dotted name: ``page.password-field``."""
    title: Sentence
    """How the fact is said."""
    check: Identifier
    """The check it belongs to."""
    judged: bool = True
    """Whether a finding is to rest on it; false for what only tells the tool apart."""
    gives_access: bool = False
    """Whether its value is the id of an access that the user is to give, though the tool does not list it."""


class Step(Model):
    """One step of advice."""

    text: Sentence
    """What to do."""
    when: Condition | None = None
    """When the step applies; always where it is absent."""


class AdviceRule(Model):
    """What to do, in order."""

    id: Literal["if-installed", "instead"]
    """Which of the two."""
    title: Sentence
    """Its heading."""
    steps: tuple[Step, ...] = Field(min_length=1)
    """In order."""


class QuestionRule(Model):
    """A question that creators ask, with a short answer."""

    id: Identifier
    """Names the question."""
    question: Sentence
    """As a creator asks it."""
    answer: Sentence
    """In a few sentences."""
    while_: While = Field(default={}, alias="while")
    """What claims must count as for the answer to be right; else the question is not shown."""
    source: Sentence
    """Address of what it rests on."""
    date: dt.date
    """When that was read."""


class VerdictRule(Model):
    """The words of one level's headline. ``{faults}`` stands for what the deciding findings say."""

    id: Literal["avoid", "high-risk", "caution", "nothing-found", "not-analysed"]
    """The level."""
    plain: Sentence
    """Where no finding lends words."""
    opening: str = ""
    """The sentence, with ``{faults}``."""
    likely: str = ""
    """Where all deciding findings are only likely."""
    partly: str = ""
    """In place of ``plain`` where something could not be looked at."""
    joiner: str = ", and"
    """What stands between two faults in English."""


class Meta(Model):
    """About the rule set as a whole. Stands once."""

    version: Sentence
    """Of the rule set, as every audit shows it."""
    reference_age_days: int = Field(gt=0)
    """References older than this are named by ``rules lint``."""
    second_reader: str = ""
    """SHA-256 of ``second-reader/card.json``, so that the digest covers the weights; empty for none."""


SECTIONS: dict[str, type[Model]] = {
    "surfaces": Surface,
    "capabilities": Capability,
    "access": AccessRule,
    "host_classes": HostClass,
    "install_warnings": InstallWarning,
    "documents": DocumentRule,
    "findings": FindingRule,
    "claims": ClaimRule,
    "purposes": PurposeRule,
    "means": MeansRule,
    "checks": CheckRule,
    "observations": ObservationRule,
    "signs": Sign,
    "advice": AdviceRule,
    "questions": QuestionRule,
    "providers": Provider,
    "verdicts": VerdictRule,
    "sides": Side,
    "sayings": Saying,
    "comparisons": Comparison,
    "parts": PartRule,
}
"""Sections of plain lists. ``rulebook`` (one :class:`Meta`) and ``language`` (see
:mod:`auditor.language.schema`) stand beside them."""
