"""SARIF 2.1.0: findings for code scanning, editors and stores' own tools.

What could not be looked at stands as a notification of the run, since a log without results would pass for
a clean one; what was set aside stands as suppressed, with the reason. Only what is certain is an error.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from auditor import __version__
from auditor.formats.clean import MAX_NAME, MAX_QUOTE, citation, visible
from auditor.formats.json_text import dumped
from auditor.formats.sarif_text import location_of, message
from auditor.formats.summary import in_short
from auditor.formats.view import report_view
from auditor.formats.words import ENGLISH
from auditor.model import Certainty, Grade, Level

if TYPE_CHECKING:
    from typing import Self

    from auditor.formats.options import FormatOptions
    from auditor.messages.catalogue import Catalogue
    from auditor.model import Audit, Evidence, Finding, NotAnalysed

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MAX_LOCATIONS: Final = 5
_GRAVE: Final = (Grade.HIGH, Grade.CRITICAL)


@dataclass(frozen=True, slots=True)
class SarifFormat:
    """Audits as a SARIF log with one run."""

    name: str = "sarif"
    suffix: str = ".sarif"

    @classmethod
    def for_options(cls, _options: FormatOptions, _translations: Catalogue) -> Self:
        """Return the form; it stays English, since machines read it."""
        return cls()

    def render(self, audit: Audit) -> str:
        """Return the log of ``audit``."""
        return dumped({"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(audit)]})


def _run(audit: Audit) -> dict[str, Any]:
    findings = (*audit.findings, *audit.set_aside)
    rules = {finding.rule: finding for finding in reversed(findings)}
    order = list(dict.fromkeys(finding.rule for finding in findings))
    return {
        "tool": {
            "driver": {
                "name": "Saveraudit",
                "version": visible(audit.tool_version or __version__, MAX_NAME),
                "rules": [_rule(rules[rule]) for rule in order],
                "properties": {
                    "rulebook": {
                        "version": visible(audit.rulebook.version, MAX_NAME),
                        "digest": visible(audit.rulebook.digest, 200),
                    }
                },
            }
        },
        "language": "en",
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": audit.verdict.level is not Level.NOT_ANALYSED,
                "toolExecutionNotifications": [_gap(audit, gap) for gap in audit.not_analysed],
            }
        ],
        "artifacts": _artifacts(audit),
        "results": [_result(audit, finding, order.index(finding.rule)) for finding in findings],
        "properties": _verdict(audit),
    }


def _verdict(audit: Audit) -> dict[str, Any]:
    verdict, tool = audit.verdict, audit.tool
    return {
        "tool": {
            "name": visible(tool.name or "", MAX_NAME),
            "publisher": visible(tool.publisher or "", MAX_NAME),
            "package": visible(tool.package or "", MAX_NAME),
        },
        "level": verdict.level.value,
        "score": verdict.score,
        "certainty": verdict.certainty.value if verdict.certainty else None,
        "completeness": verdict.completeness.model_dump(),
        "headline": visible(verdict.headline),
        "reasons": [
            {"reason": visible(reason.text), "quote": visible(reason.quote, MAX_QUOTE)}
            for reason in verdict.reasons
        ],
        "summary": in_short(report_view(audit, ENGLISH), ENGLISH),
    }


def _level(finding: Finding) -> str:
    """Return how loud a result is: what is only likely is never an error."""
    if finding.severity in _GRAVE:
        return "error" if finding.certainty is Certainty.CERTAIN else "warning"
    return "warning" if finding.severity is Grade.MEDIUM else "note"


def _rule(finding: Finding) -> dict[str, Any]:
    help_uri = next(filter(None, (citation(r.url) for r in finding.references)), None)
    clauses = "; ".join(
        f"{r.document}, {r.section}, {r.date.isoformat()}: {r.says}" for r in finding.references
    )
    rule: dict[str, Any] = {
        "id": visible(finding.rule, MAX_NAME),
        "shortDescription": message(finding.title),
        "fullDescription": message(finding.explanation),
        "help": message(f"{finding.advice} ({clauses})"),
        "properties": {"tags": [finding.category.value], "severity": finding.severity.value},
    }
    return rule | ({"helpUri": help_uri} if help_uri else {})


def _result(audit: Audit, finding: Finding, index: int) -> dict[str, Any]:
    quotes = [visible(piece.quote, MAX_QUOTE) for piece in finding.evidence[:MAX_LOCATIONS]]
    likely = "" if finding.certainty is Certainty.CERTAIN else " (likely)"
    result: dict[str, Any] = {
        "ruleId": visible(finding.rule, MAX_NAME),
        "ruleIndex": index,
        "kind": "fail",
        "level": _level(finding),
        "message": message(f"{finding.title}{likely}: “{quotes[0]}”"),
        "locations": [_location(audit, piece) for piece in finding.evidence[:MAX_LOCATIONS]],
        "partialFingerprints": {"ruleAndQuote/v1": _fingerprint(finding)},
        "properties": {"certainty": finding.certainty.value, "quotes": quotes},
    }
    return result | ({"suppressions": [_suppression(finding)]} if finding.set_aside else {})


def _location(audit: Audit, piece: Evidence) -> dict[str, Any]:
    around = f"{piece.before}“{piece.quote}”{piece.after}"
    location: dict[str, Any] = {
        "message": message(around),
        "logicalLocations": [{"fullyQualifiedName": visible(piece.where, MAX_NAME) or "unknown"}],
    }
    if 0 <= piece.source < len(audit.sources):
        location["physicalLocation"] = {"artifactLocation": _artifact(audit, piece.source)}
    return location


def _suppression(finding: Finding) -> dict[str, Any]:
    aside = finding.set_aside
    why = f"{aside.reason} ({aside.reviewer}, {aside.expires.isoformat()})" if aside else ""
    return {"kind": "external", "status": "accepted", "justification": visible(why)}


def _gap(audit: Audit, gap: NotAnalysed) -> dict[str, Any]:
    notification: dict[str, Any] = {
        "descriptor": {"id": visible(gap.check, MAX_NAME)},
        "level": "warning",
        "message": message(gap.reason),
    }
    if gap.source is not None and 0 <= gap.source < len(audit.sources):
        place = {"physicalLocation": {"artifactLocation": _artifact(audit, gap.source)}}
        notification["locations"] = [place]
    return notification


def _artifact(audit: Audit, number: int) -> dict[str, Any]:
    return {"uri": location_of(audit.sources[number], number), "index": number}


def _artifacts(audit: Audit) -> list[dict[str, Any]]:
    return [
        {
            "location": _artifact(audit, number),
            "roles": ["analysisTarget"],
            "hashes": {"sha-256": visible(record.sha256, MAX_NAME)},
            "description": message(record.kind),
        }
        for number, record in enumerate(audit.sources)
    ]


def _fingerprint(finding: Finding) -> str:
    told = "\n".join((finding.rule, *(piece.quote for piece in finding.evidence)))
    return hashlib.sha256(told.encode(errors="replace")).hexdigest()
