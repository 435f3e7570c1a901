"""From an audit to what templates are given: words chosen, strings cleaned, quotes placed. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from auditor.formats import words
from auditor.formats.clean import MAX_NAME, MAX_QUOTE, defang, language_tag, passage, visible
from auditor.formats.earlier import earlier_shown
from auditor.formats.findings import finding_shown, is_code
from auditor.formats.picture import picture
from auditor.formats.shown import (
    AccessRow,
    AdviceBlock,
    CheckShown,
    DialShown,
    NotLookedShown,
    PromiseRow,
    PurposeRow,
    ReasonShown,
    ReportView,
    ScoreLine,
    SourceShown,
)
from auditor.messages import N_
from auditor.messages.worded import is_foreign, reshaped
from auditor.model import AccessJudged, AdviceShown, Audit, Certainty, Level, Need, SourceRecord

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.history.timeline import Stage
    from auditor.messages.catalogue import Catalogue

MAX_REASONS: Final = 3
MAX_MARKS_SHOWN: Final = 40
"""Marks of the completeness dial; more checks than that are shown in proportion."""
_LOOSE: Final = (Need.EXCESSIVE, Need.UNEXPLAINED)


def report_view(audit: Audit, translations: Catalogue, earlier: Sequence[Stage] = ()) -> ReportView:
    """Return everything that a report shows of ``audit``, in words of ``translations``.

    Args:
        audit: What was found.
        translations: Catalogue of messages.
        earlier: The states of the tool, oldest first, that of ``audit`` last.
    """
    return _Builder(audit, translations, earlier).build()


def headline_of(audit: Audit, translations: Catalogue) -> str:
    """Return the verdict's sentence put together in a language, or the whole of it in English. Pure."""
    verdict, say = audit.verdict, translations.rule
    wording = say("verdicts", verdict.wording)
    faults = [say("findings.headline", fault) for fault in verdict.faults]
    if translations.is_english or not verdict.wording or any(map(is_foreign, (wording, *faults))):
        return words.rule("verdicts", verdict.headline, translations)
    named = faults[0] if faults else ""
    for fault in faults[1:]:
        both = translations.gettext(words.BOTH_FAULTS)
        named = both % {"first": named, "second": fault}
    return visible(wording.replace("{faults}", named))


@dataclass(frozen=True, slots=True)
class _Builder:
    audit: Audit
    translations: Catalogue
    earlier: Sequence[Stage]

    def word(self, catalogue: object, key: str) -> str:
        return words.named(catalogue, key, self.translations)  # type: ignore[arg-type]

    def build(self) -> ReportView:
        audit, verdict = self.audit, self.audit.verdict
        read_on = max((s.retrieved_at for s in audit.sources if s.retrieved_at), default=None)
        findings = tuple(
            finding_shown(self.audit, f, n, self.translations) for n, f in enumerate(audit.findings, 1)
        )
        aside = enumerate(audit.set_aside, len(findings) + 1)
        return ReportView(
            level=verdict.level.value,
            level_word=self.word(words.LEVELS, verdict.level),
            headline=headline_of(audit, self.translations),
            score=verdict.score,
            tool=visible(audit.tool.name or "", MAX_NAME),
            publisher=visible(audit.tool.publisher or "", MAX_NAME),
            package=visible(audit.tool.package or "", MAX_NAME),
            address=defang(audit.tool.url or ""),
            read_on=words.long_date(read_on.date(), self.translations) if read_on else "",
            read_on_iso=read_on.date().isoformat() if read_on else "",
            read_what=tuple(dict.fromkeys(self.word(words.SOURCES, s.kind) for s in audit.sources)),
            reasons=self.reasons(),
            reasons_head=self.reasons_head(),
            do_this=self.do_this(),
            handed_over=tuple(self.rule("access.hand_over", line) for line in audit.handed_over),
            if_installed=self.advice(audit.if_installed),
            instead=self.advice(audit.instead),
            earlier=earlier_shown(self.earlier, self.translations),
            questions=tuple(
                (self.rule("questions.question", question), self.rule("questions.answer", answer))
                for question, answer in audit.questions
            ),
            not_looked=self.not_looked(),
            risk=DialShown(self.word(words.LEVELS, verdict.level), verdict.level.rank, 4),
            certainty=self.certainty(),
            completeness=self.completeness(),
            looked=verdict.completeness.looked,
            looked_of=verdict.completeness.of,
            enough=verdict.completeness.enough,
            picture=picture(audit, self.translations),
            promises=self.promises(),
            purposes=tuple(
                PurposeRow(
                    self.rule("purposes.title", p.title), visible(p.quote, MAX_QUOTE), self.language(p.text)
                )
                for p in audit.purposes
            ),
            access=self.access(),
            access_known=audit.access_known,
            impossible=len({c.id for c in audit.claims if c.deliverable == "impossible"}),
            loose=sum(a.verdict in _LOOSE for a in audit.access),
            uncompared=sum(a.verdict is Need.UNKNOWN for a in audit.access),
            findings=findings,
            set_aside=tuple(finding_shown(self.audit, f, n, self.translations) for n, f in aside),
            expired=tuple(self.said(line) for line in audit.expired_exceptions),
            table=self.table(),
            checks=tuple(
                CheckShown(
                    self.check(c.title), c.outcome, self.word(words.OUTCOMES, c.outcome), self.said(c.detail)
                )
                for c in audit.checks
            ),
            sources=tuple(self.source(s) for s in audit.sources),
            rules_version=visible(audit.rulebook.version, MAX_NAME),
            rules_digest=visible(audit.rulebook.digest, 200),
            tool_version=visible(audit.tool_version, MAX_NAME),
        )

    def language(self, text: int) -> str:
        """Return the language of a text, known from the claims found in it."""
        return next((language_tag(c.language) for c in self.audit.claims if c.text == text), "")

    def reasons(self) -> tuple[ReasonShown, ...]:
        anchors: dict[str, str] = {}
        likely: set[str] = set()
        for number, finding in enumerate(self.audit.findings, 1):
            if finding.rule not in anchors and finding.certainty is Certainty.LIKELY:
                likely.add(finding.rule)
            anchors.setdefault(finding.rule, f"finding-{number}")
        return tuple(
            ReasonShown(
                self.rule("findings.title", reason.text),
                self.reason_quote(reason.quote),
                next((language_tag(c.language) for c in self.audit.claims if c.quote == reason.quote), ""),
                is_code(reason.quote),
                anchors.get(reason.rule, ""),
                reason.rule in likely,
            )
            for reason in self.audit.verdict.reasons[:MAX_REASONS]
        )

    def reasons_head(self) -> str:
        """Return the heading of the reasons; what no verdict rests on is only noted."""
        count = min(len(self.audit.verdict.reasons), MAX_REASONS)
        warns = self.audit.verdict.level.rank >= Level.CAUTION.rank
        return self.translations.gettext(words.REASONS[max(count, 1) - 1] if warns else words.ALSO_NOTED)

    def do_this(self) -> str:
        level = self.audit.verdict.level
        if level is Level.NOTHING_FOUND and self.audit.findings:
            return self.translations.gettext(words.DO_THIS_NOTED)
        return self.word(words.DO_THIS, level)

    def not_looked(self) -> tuple[NotLookedShown, ...]:
        titles = {check.id: check.title for check in self.audit.checks}
        return tuple(
            NotLookedShown(
                self.check(titles.get(gap.check, gap.check.replace("-", " "))),
                self.said(gap.reason),
            )
            for gap in self.audit.not_analysed
        )

    def certainty(self) -> DialShown | None:
        found = self.audit.verdict.certainty
        if found is None:
            return None
        return DialShown(self.word(words.CERTAINTIES, found), 2 if found is Certainty.CERTAIN else 1, 2)

    def completeness(self) -> DialShown:
        done = self.audit.verdict.completeness
        of = min(done.of, MAX_MARKS_SHOWN)
        filled = min(done.looked, done.of) * of // done.of if done.of else 0
        message = N_("%(looked)s of %(of)s") if done.enough else N_("Not enough to say")
        return DialShown(
            self.translations.gettext(message) % {"looked": done.looked, "of": done.of}, filled, of
        )

    def rule(self, context: str, text: str) -> str:
        return words.rule(context, text, self.translations)

    def said(self, text: str) -> str:
        return words.said(text, self.translations)

    def check(self, title: str) -> str:
        shown = words.said(title, self.translations, MAX_NAME)
        return reshaped(shown, self.translations.sentence_case)

    def reason_quote(self, quote: str) -> str:
        if self.translations.knows("observations.title", quote):
            return self.rule("observations.title", quote)
        return visible(quote, MAX_QUOTE)

    def promises(self) -> tuple[PromiseRow, ...]:
        return tuple(
            PromiseRow(
                self.rule("claims.title", claim.title),
                visible(claim.quote, MAX_QUOTE),
                language_tag(claim.language),
                self.word(words.CERTAINTIES, claim.certainty),
                claim.deliverable.value,
                self.translations.strung(self.rule("surfaces.title", title) for title in claim.given_by),
                self.rule("means.creator", claim.means),
            )
            for claim in self.audit.claims
        )

    def access(self) -> tuple[AccessRow, ...]:
        titles = {claim.id: self.rule("claims.title", claim.title) for claim in self.audit.claims}
        titles |= {p.id: self.rule("purposes.title", p.title) for p in self.audit.purposes}
        implied = self.translations.gettext(words.IMPLIED)
        ranked = sorted(self.audit.access, key=lambda a: (a.verdict not in _LOOSE, -a.danger.rank))
        return tuple(
            AccessRow(
                id=visible(one.id, MAX_NAME),
                title=words.access_title(one.id, one.title, self.translations),
                danger_word=self.word(words.GRADES, one.danger),
                platform=words.PLATFORMS.get(one.kind, ""),
                warning=visible(one.platform_warning or "", MAX_QUOTE),
                explanation=words.access_explanation(one.explanation, self.translations),
                gives=tuple(
                    words.phrase("capabilities.title", gift.title, self.translations) for gift in one.yields
                ),
                takeover=one.takeover,
                optional=one.optional,
                explained_by=tuple(dict.fromkeys(titles.get(j, implied) for j in one.justified_by)),
                need=one.verdict.value,
                need_word=self.need_word(one),
                reason=self.said(one.reason),
            )
            for one in ranked
        )

    def need_word(self, access: AccessJudged) -> str:
        """Return whether what the tool says explains an access; what nothing needs to explain is ordinary."""
        said = {claim.id for claim in self.audit.claims} | {p.id for p in self.audit.purposes}
        if access.verdict is Need.NEEDED and said.isdisjoint(access.justified_by):
            return self.translations.gettext(words.ORDINARY)
        return self.word(words.NEEDS, access.verdict)

    def table(self) -> tuple[ScoreLine, ...]:
        titles = {finding.rule: finding.title for finding in self.audit.findings}
        return tuple(
            ScoreLine(
                self.rule("findings.title", titles[row.rule]) if row.rule in titles else row.rule,
                visible(row.rule, MAX_NAME),
                self.word(words.GRADES, row.severity),
                self.word(words.CERTAINTIES, row.certainty),
                self.word(words.LEVELS, row.level),
                row.points,
                row.level is self.audit.verdict.level,
            )
            for row in self.audit.verdict.table
        )

    def source(self, record: SourceRecord) -> SourceShown:
        at = record.retrieved_at
        return SourceShown(
            kind=self.translations.sentence_case(self.word(words.SOURCES, record.kind)),
            target=self.target(record.target),
            address=defang(record.url) if record.url and record.url != record.target else "",
            date=words.long_date(at.date(), self.translations) if at else "",
            date_iso=at.isoformat() if at else "",
            time=at.strftime("%H:%M %Z").strip() if at else "",
            sha256=visible(record.sha256, MAX_NAME),
            read_with=visible(self.translations.place(record.read_with), MAX_NAME),
        )

    def target(self, target: str) -> str:
        """Return what was handed in: an address that nobody follows, a file's name, or that it was pasted."""
        if "://" in target:
            return defang(target)
        return passage(self.translations.place(target), MAX_NAME)

    def advice(self, advice: AdviceShown | None) -> AdviceBlock | None:
        if advice is None:
            return None
        steps = tuple(self.rule("advice.step", step) for step in advice.steps)
        return AdviceBlock(self.rule("advice.title", advice.title), steps)
