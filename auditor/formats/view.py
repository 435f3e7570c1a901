"""From an audit to what templates are given: words chosen, strings cleaned, quotes placed. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from auditor.formats import words
from auditor.formats.clean import MAX_NAME, MAX_QUOTE, defang, language_tag, passage, sentence_case, visible
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
from auditor.model import AdviceShown, Audit, Certainty, Need, SourceRecord

if TYPE_CHECKING:
    from collections.abc import Sequence
    from gettext import NullTranslations

    from auditor.history.timeline import Stage

MAX_REASONS: Final = 3
MAX_MARKS_SHOWN: Final = 40
"""Marks of the completeness dial; more checks than that are shown in proportion."""
_LOOSE: Final = (Need.EXCESSIVE, Need.UNEXPLAINED)


def report_view(audit: Audit, translations: NullTranslations, earlier: Sequence[Stage] = ()) -> ReportView:
    """Return everything that a report shows of ``audit``, in words of ``translations``.

    Args:
        audit: What was found.
        translations: Catalogue of messages.
        earlier: The states of the tool, oldest first, that of ``audit`` last.
    """
    return _Builder(audit, translations, earlier).build()


@dataclass(frozen=True, slots=True)
class _Builder:
    audit: Audit
    translations: NullTranslations
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
            headline=visible(verdict.headline),
            score=verdict.score,
            tool=visible(audit.tool.name or "", MAX_NAME),
            publisher=visible(audit.tool.publisher or "", MAX_NAME),
            package=visible(audit.tool.package or "", MAX_NAME),
            address=defang(audit.tool.url or ""),
            read_on=words.long_date(read_on.date(), self.translations) if read_on else "",
            read_on_iso=read_on.date().isoformat() if read_on else "",
            read_what=tuple(dict.fromkeys(self.word(words.SOURCES, s.kind) for s in audit.sources)),
            reasons=self.reasons(),
            do_this=self.word(words.DO_THIS, verdict.level),
            handed_over=tuple(visible(line) for line in audit.handed_over),
            if_installed=_advice(audit.if_installed),
            instead=_advice(audit.instead),
            earlier=earlier_shown(self.earlier, self.translations),
            questions=tuple((visible(q), visible(a)) for q, a in audit.questions),
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
                PurposeRow(visible(p.title), visible(p.quote, MAX_QUOTE), self.language(p.text))
                for p in audit.purposes
            ),
            access=self.access(),
            access_known=audit.access_known,
            impossible=len({c.id for c in audit.claims if c.deliverable == "impossible"}),
            loose=sum(a.verdict in _LOOSE for a in audit.access),
            uncompared=sum(a.verdict is Need.UNKNOWN for a in audit.access),
            findings=findings,
            set_aside=tuple(finding_shown(self.audit, f, n, self.translations) for n, f in aside),
            expired=tuple(visible(line) for line in audit.expired_exceptions),
            table=self.table(),
            checks=tuple(
                CheckShown(sentence_case(visible(c.title)), c.outcome, visible(c.detail))
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
        for number, finding in enumerate(self.audit.findings, 1):
            anchors.setdefault(finding.rule, f"finding-{number}")
        return tuple(
            ReasonShown(
                visible(reason.text),
                visible(reason.quote, MAX_QUOTE),
                next((language_tag(c.language) for c in self.audit.claims if c.quote == reason.quote), ""),
                is_code(reason.quote),
                anchors.get(reason.rule, ""),
            )
            for reason in self.audit.verdict.reasons[:MAX_REASONS]
        )

    def not_looked(self) -> tuple[NotLookedShown, ...]:
        titles = {check.id: check.title for check in self.audit.checks}
        return tuple(
            NotLookedShown(
                sentence_case(visible(titles.get(gap.check, gap.check.replace("-", " ")), MAX_NAME)),
                visible(gap.reason),
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
        message = words.N_("%(looked)s of %(of)s") if done.enough else words.N_("Not enough to say")
        return DialShown(
            self.translations.gettext(message) % {"looked": done.looked, "of": done.of}, filled, of
        )

    def promises(self) -> tuple[PromiseRow, ...]:
        return tuple(
            PromiseRow(
                visible(claim.title),
                visible(claim.quote, MAX_QUOTE),
                language_tag(claim.language),
                self.word(words.CERTAINTIES, claim.certainty),
                claim.deliverable.value,
                visible(claim.means),
            )
            for claim in self.audit.claims
        )

    def access(self) -> tuple[AccessRow, ...]:
        titles = {claim.id: claim.title for claim in self.audit.claims}
        titles |= {purpose.id: purpose.title for purpose in self.audit.purposes}
        implied = self.translations.gettext(words.IMPLIED)
        ranked = sorted(self.audit.access, key=lambda a: (a.verdict not in _LOOSE, -a.danger.rank))
        return tuple(
            AccessRow(
                id=visible(one.id, MAX_NAME),
                title=sentence_case(visible(one.title)),
                danger_word=self.word(words.GRADES, one.danger),
                platform=words.PLATFORMS.get(one.kind, ""),
                warning=visible(one.platform_warning or "", MAX_QUOTE),
                explanation=visible(one.explanation),
                gives=tuple(sentence_case(visible(gift.title)) for gift in one.yields),
                takeover=one.takeover,
                optional=one.optional,
                explained_by=tuple(dict.fromkeys(visible(titles.get(j, implied)) for j in one.justified_by)),
                need=one.verdict.value,
                need_word=self.word(words.NEEDS, one.verdict),
                reason=visible(one.reason),
            )
            for one in ranked
        )

    def table(self) -> tuple[ScoreLine, ...]:
        titles = {finding.rule: finding.title for finding in self.audit.findings}
        return tuple(
            ScoreLine(
                visible(titles.get(row.rule, row.rule)),
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
            kind=sentence_case(self.word(words.SOURCES, record.kind)),
            target=defang(record.target) if "://" in record.target else passage(record.target, MAX_NAME),
            address=defang(record.url) if record.url and record.url != record.target else "",
            date=words.long_date(at.date(), self.translations) if at else "",
            date_iso=at.isoformat() if at else "",
            time=at.strftime("%H:%M %Z").strip() if at else "",
            sha256=visible(record.sha256, MAX_NAME),
            read_with=visible(record.read_with, MAX_NAME),
        )


def _advice(advice: AdviceShown | None) -> AdviceBlock | None:
    if advice is None:
        return None
    return AdviceBlock(visible(advice.title), tuple(visible(step) for step in advice.steps))
