"""Small audits of invented tools, for histories."""

from __future__ import annotations

import datetime as dt
import hashlib

from auditor.model import (
    Audit,
    Completeness,
    Level,
    RulebookStamp,
    SourceRecord,
    Tool,
    Verdict,
)

NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


def days(count: float) -> dt.timedelta:
    """So many days."""
    return dt.timedelta(days=count)


def audit_saying(words: str) -> Audit:
    """An audit whose verdict says ``words``."""
    return Audit(
        tool=Tool(name="Glimmerlist"),
        verdict=Verdict(
            level=Level.CAUTION,
            score=30,
            headline=words,
            completeness=Completeness(looked=1, of=2, enough=True),
        ),
        sources=(
            SourceRecord(
                target="page.html",
                kind="web-page",
                retrieved_at=NOON,
                sha256=hashlib.sha256(words.encode()).hexdigest(),
            ),
        ),
        rulebook=RulebookStamp(version="1", digest="sha256:00"),
    )
