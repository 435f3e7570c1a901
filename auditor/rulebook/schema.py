"""The shape of the rule set.

Each YAML file under ``rules/`` is a mapping of sections, each section a list of the records below. Which file
holds which record is the author's choice.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, Literal

from pydantic import Field, model_validator

from auditor.model import Category, Certainty, Deliverable, Grade, Identifier, Model, Need, Sentence
from auditor.rulebook.schema_access import AccessRule, HostClass, InstallWarning
from auditor.rulebook.schema_compare import Comparison, Saying, Side
from auditor.rulebook.schema_signs import Sign


class Answer(StrEnum):
    """What one surface gives of one datum."""

    YES = "yes"
    COUNT_ONLY = "count-only"
    OWN_DATA_ONLY = "own-data-only"
    RESEARCHERS_ONLY = "researchers-only"
    LIMITED = "limited"
    DISPUTED = "disputed"
    NO = "no"


class Surface(Model):
    """A place where TikTok gives out data: a column of the capability matrix."""

    id: Identifier
    title: Sentence
    third_party: bool
    """Whether an ordinary third-party tool can be given data through it."""


class Cell(Model):
    """What one surface gives of one datum, with source and date."""

    surface: Identifier
    answer: Answer
    note: str = ""
    source: Sentence
    """Address of the document that shows it."""
    date: dt.date


class Capability(Model):
    """A datum or an action: a row of the capability matrix, and what access yields and purposes need."""

    id: Identifier
    title: Sentence
    about: Literal["self", "others", "device", "public", "account"]
    kind: Literal["data", "action"] = "data"
    includes: tuple[Identifier, ...] = ()
    """Capabilities that come with it, so that a function that needs this one explains those too."""
    cells: tuple[Cell, ...] = ()
    """One for each surface; what a missing one means, :mod:`auditor.rulebook.matrix` says."""


class ClauseRule(Model):
    """One clause of a document."""

    id: Identifier
    section: Sentence
    says: Sentence
    """In our own words."""
    quote: str = ""
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
    name: Sentence
    publisher: Sentence
    url: Sentence
    date: dt.date
    """Its own date, or the day on which the copy was read."""
    date_means: Literal["version", "read"] = "version"
    region: str = ""
    confidence: Literal["high", "medium", "low"] = "high"
    stored: str = ""
    """Where a dated copy can be found."""
    clauses: tuple[ClauseRule, ...] = Field(min_length=1)


THINGS = ("claim", "claim_is", "access", "observation", "purpose", "contradiction")
"""What a plain condition can look for."""


class Condition(Model):
    """When a finding, a step of advice or a row of the means table applies.

    Exactly one of ``claim``, ``claim_is``, ``access``, ``observation``, ``purpose``, ``contradiction``,
    ``all``, ``any``, ``not`` is given; the other fields narrow it. ``access`` is an id or a glob over ids
    (``android.*``); ``contradiction`` is the id of a comparison.
    """

    claim: Identifier | None = None
    deliverable: Deliverable | None = None
    """Narrows ``claim``: it holds only while the capability matrix makes the claim this."""
    claim_is: Deliverable | None = None
    """Any claim that is so deliverable."""
    certainty: Certainty | None = None
    access: Identifier | None = None
    access_kind: tuple[Identifier, ...] = ()
    danger: tuple[Grade, ...] = ()
    need: tuple[Need, ...] = ()
    takeover: bool | None = None
    yields: Identifier | None = None
    """A capability that the access must yield."""
    yields_about: Literal["self", "others", "device", "public", "account"] | None = None
    observation: Identifier | None = None
    value: tuple[Sentence, ...] = ()
    """Globs, one of which the observation's value must fit, whatever the case of its letters."""
    value_not: tuple[Sentence, ...] = ()
    """Globs, none of which it may fit."""
    purpose: Identifier | None = None
    contradiction: Identifier | None = None
    all_: tuple[Condition, ...] = Field(default=(), alias="all")
    any_: tuple[Condition, ...] = Field(default=(), alias="any")
    not_: Condition | None = Field(default=None, alias="not")

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
    targets: tuple[dict[str, Any], ...] = ()
    """Described listings. ``kind`` says what each stands for: ``google-play``, ``android-package`` …"""
    quote: str = ""
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
    near_miss: tuple[Example, ...] = Field(min_length=1)


class FindingRule(Model):
    """A fault that a report states."""

    id: Identifier
    title: Sentence
    category: Category
    severity: Grade
    order: int = 50
    """Place among findings of the same severity and certainty; lower comes first."""
    when: Condition
    explanation: Sentence
    references: tuple[Identifier, ...] = Field(min_length=1)
    """Clause ids."""
    advice: Sentence
    headline: str = ""
    """How the fault reads inside the verdict's sentence: "promises a list that no app can be given"."""
    examples: Examples


class ClaimRule(Model):
    """One claim, described independent of language."""

    id: Identifier
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
    title: Sentence
    """Completes "The tool says that it can …"."""
    needs: tuple[Identifier, ...] = ()
    """The capabilities that the function needs, and which therefore explain access."""
    always: bool = False
    """Whether it is taken as stated by every tool (running at all, showing notifications)."""
    trained: bool = False
    """Whether the second reader looks for it, in all its languages, where nothing else explains an access."""


class MeansRule(Model):
    """A row of the table claim against means; the first row that fits counts."""

    id: Identifier
    claims: tuple[Identifier, ...]
    deliverable: Deliverable | None = None
    """The row is for claims that count as this; without it, for claims of any kind."""
    when: Condition | None = None
    """Over the access asked for; absent in the last row of a claim."""
    access_known: bool | None = None
    creator: Sentence
    researcher: Sentence


class CheckRule(Model):
    """A check that an audit can make or have to leave out, by the name that a reader sees."""

    id: Identifier
    """As sources and observations name it."""
    title: Sentence


class ObservationRule(Model):
    """A fact that sources can see, and how it is said."""

    id: Identifier
    title: Sentence
    check: Identifier
    """The check it belongs to."""
    judged: bool = True
    """Whether a finding is to rest on it; false for what only tells the tool apart."""
    gives_access: bool = False
    """Whether its value is the id of an access that the user is to give, though the tool does not list it."""


class Step(Model):
    """One step of advice."""

    text: Sentence
    when: Condition | None = None


class AdviceRule(Model):
    """What to do, in order."""

    id: Literal["if-installed", "instead"]
    title: Sentence
    steps: tuple[Step, ...] = Field(min_length=1)


class QuestionRule(Model):
    """A question that creators ask, with a short answer."""

    id: Identifier
    question: Sentence
    answer: Sentence
    while_: While = Field(default={}, alias="while")
    """What claims must count as for the answer to be right; else the question is not shown."""
    source: Sentence
    date: dt.date


class VerdictRule(Model):
    """The words of one level's headline. ``{faults}`` stands for what the deciding findings say."""

    id: Literal["avoid", "high-risk", "caution", "nothing-found", "not-analysed"]
    plain: Sentence
    """Where no finding lends words."""
    opening: str = ""
    likely: str = ""
    """Where all deciding findings are only likely."""
    partly: str = ""
    """In place of ``plain`` where something could not be looked at."""
    joiner: str = ", and"


class AuthorizePage(Model):
    """One address at which a provider asks for consent."""

    host: Identifier
    path: str
    """Compared without a trailing slash; ``*`` stands for one segment."""
    client_parameter: str = "client_id"
    scope_parameter: str = "scope"
    """Empty where what is asked for is set elsewhere and never stands in the link."""
    redirect_in_link: bool = True
    """Whether the link says where the user is sent back to; else that is set elsewhere."""
    state_in_link: bool = True
    """Whether the page takes a state value and a code challenge at all."""
    implied_scopes: tuple[Identifier, ...] = ()
    """What consent on this page always gives, whatever the link says."""
    status: str = ""
    """"legacy" or empty."""


class Provider(Model):
    """A service with OAuth consent pages."""

    id: Identifier
    """Also the kind of its scopes: ``tiktok`` in ``tiktok:video.list``."""
    title: Sentence
    domains: tuple[str, ...]
    """Registrable domains that are really the provider's."""
    names: tuple[str, ...]
    """Words that a look-alike host would carry."""
    authorize: tuple[AuthorizePage, ...]
    scope_separators: str = " "
    """Any of these characters separates scopes."""
    scopes_complete: bool = False
    """Whether the rules hold every scope that the provider documents, so that another one is remarkable."""
    redirect_https: bool = True
    """Whether the provider registers only https addresses."""
    redirect_static: bool = False
    """Whether it refuses addresses with a query or a fragment."""
    redirect_below: int | None = None
    """How many characters an address must stay below, where the provider says so."""
    pkce: Literal["required", "public-clients"] = "public-clients"
    """Who must send a code challenge: every tool, or those that run on the user's device."""
    state: Literal["required", "recommended"] = "recommended"
    source: Sentence
    date: dt.date


class Meta(Model):
    """About the rule set as a whole. Stands once."""

    version: Sentence
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
}
"""Sections of plain lists. ``rulebook`` (one :class:`Meta`) and ``language`` (see
:mod:`auditor.language.schema`) stand beside them."""
