"""Audits made by hand, one for each kind of report. The tools in them are invented."""

from __future__ import annotations

from sample_avoid import avoid
from sample_hostile import hostile
from sample_parts import GDPR, INSTEAD, READ_AT, STAMP, access, evidence

from auditor.model import (
    Audit,
    Certainty,
    Completeness,
    Evidence,
    Grade,
    Level,
    Need,
    NotAnalysed,
    Reason,
    ScoreRow,
    SourceRecord,
    Tool,
    Verdict,
)

_NOUNS = (
    "contacts",
    "calendar",
    "camera",
    "microphone",
    "place",
    "call log",
    "photos",
    "files",
    "clipboard",
    "Wi-Fi",
    "Bluetooth",
    "alarms",
)


def sixty() -> Audit:
    """A tool that asks for sixty permissions, twenty of them explained."""
    grades = (Grade.CRITICAL, Grade.HIGH, Grade.HIGH, Grade.MEDIUM, Grade.LOW, Grade.NONE)
    asked = tuple(
        access(
            f"android.permission.NUMBER_{n}",
            f"use your {_NOUNS[n % 12]} in way {n}",
            grades[n % 6],
            yields=(
                (f"gift.{n % 30}", f"what your {_NOUNS[n % 12]} hold, part {n % 30}"),
                (f"gift.{n % 7}", f"what your {_NOUNS[n % 7]} hold, part {n % 7}"),
            ),
            by=("download-videos", "reminders")[: 1 + n % 2] if n % 3 == 0 else (),
            warning="use this" if n % 2 else None,
        )
        for n in range(60)
    )
    return avoid().model_copy(update={"access": asked, "id": "sixty"})


def caution() -> Audit:
    """A scheduler with a consent link: one scope too many, one unknown, and a likely deceptive claim."""
    base = avoid()
    asked = (
        access(
            "tiktok:user.info.basic",
            "see your name and picture",
            Grade.LOW,
            kind="tiktok",
            yields=(("id", "your display name and picture"),),
            by=("download-videos",),
            warning="Read your profile info (avatar, display name)",
        ),
        access(
            "tiktok:video.publish",
            "post videos for you",
            Grade.MEDIUM,
            kind="tiktok",
            yields=(("post", "posting to your profile"),),
            by=("reminders",),
            warning="Post content to TikTok",
        ),
        access(
            "tiktok:comment.list.manage",
            "answer and hide comments",
            Grade.MEDIUM,
            kind="tiktok",
            yields=(("comments", "comments under your videos"),),
        ),
        access(
            "tiktok:made.up",
            "do something that no list explains",
            Grade.LOW,
            kind="tiktok",
            verdict=Need.UNKNOWN,
        ),
    )
    finding = base.findings[2].model_copy(
        update={
            "rule": "scope-unexplained",
            "severity": Grade.MEDIUM,
            "title": "It wants to manage comments, and nothing it says explains that",
            "evidence": (Evidence(quote="comment.list.manage", where="scope of the consent link"),),
            "references": (GDPR,),
        }
    )
    return base.model_copy(
        update={
            "id": "planner",
            "tool": Tool(
                name="PostPlanner",
                publisher="Example Tools",
                url="https://www.tiktok.com/v2/auth/authorize/?client_key=x",
            ),
            "verdict": Verdict(
                level=Level.CAUTION,
                score=38,
                headline="Be careful: it asks to manage your comments and does not say what for.",
                reasons=(
                    Reason(
                        text="Nothing it says needs this.",
                        quote="comment.list.manage",
                        rule="scope-unexplained",
                    ),
                ),
                certainty=Certainty.LIKELY,
                completeness=Completeness(looked=5, of=6, enough=True),
                table=(
                    ScoreRow(
                        rule="scope-unexplained",
                        severity=Grade.MEDIUM,
                        certainty=Certainty.CERTAIN,
                        level=Level.CAUTION,
                        points=38,
                    ),
                ),
            ),
            "claims": (base.claims[3],),
            "access": asked,
            "findings": (finding,),
            "set_aside": (),
            "expired_exceptions": (),
            "handed_over": (
                "You would let it see your display name and your picture.",
                "You would let it post videos to your profile.",
                "You would let it answer, hide and delete comments. You may untick this.",
            ),
            "sources": (
                SourceRecord(
                    target="https://www.tiktok.com/v2/auth/authorize/?client_key=x",
                    kind="consent-link",
                    sha256="1a" * 32,
                ),
            ),
        }
    )


def high_risk() -> Audit:
    """The same tool with likely claims only."""
    base = avoid()
    verdict = base.verdict.model_copy(
        update={
            "level": Level.HIGH_RISK,
            "score": 71,
            "certainty": Certainty.LIKELY,
            "headline": "Keep your distance: it seems to promise a list that no app can be given.",
        }
    )
    return base.model_copy(update={"verdict": verdict, "set_aside": (), "expired_exceptions": ()})


def nothing_found() -> Audit:
    """An honest tool whose permissions could not be seen."""
    base = avoid()
    return base.model_copy(
        update={
            "id": "whereabouts",
            "tool": Tool(name="Whereabouts", publisher="Open Example", package="org.example.whereabouts"),
            "verdict": Verdict(
                level=Level.NOTHING_FOUND,
                score=4,
                headline="We saw nothing against it in what could be read; its permissions could not.",
                completeness=Completeness(looked=5, of=8, enough=True),
            ),
            "claims": (),
            "access": (),
            "access_known": False,
            "findings": (),
            "set_aside": (),
            "expired_exceptions": (),
            "if_installed": None,
            "not_analysed": (
                NotAnalysed(
                    check="android-permissions",
                    reason=(
                        "A saved Google Play page does not hold the permissions. Hand them in as a "
                        "second file."
                    ),
                ),
            ),
            "sources": base.sources[:1],
        }
    )


def not_analysed() -> Audit:
    """A page behind a wall."""
    return Audit(
        tool=Tool(url="https://wall.example/app"),
        verdict=Verdict(
            level=Level.NOT_ANALYSED,
            score=0,
            headline="Not enough could be read to say anything.",
            completeness=Completeness(looked=0, of=6, enough=False),
        ),
        not_analysed=(
            NotAnalysed(
                check="texts",
                reason=(
                    "A bot wall stood before the page. Save the page in your browser and hand in the file."
                ),
            ),
            NotAnalysed(check="access", reason="The listing does not say what the tool asks for."),
        ),
        sources=(
            SourceRecord(
                target="https://wall.example/app", kind="web-page", retrieved_at=READ_AT, sha256="00" * 32
            ),
        ),
        instead=INSTEAD,
        rulebook=STAMP,
    )


def minimal() -> Audit:
    """What the very first version wrote: required fields and nothing else."""
    return Audit.model_validate_json(
        '{"schema":1,"tool":{},"verdict":{"level":"caution","score":30,"headline":"Be careful.",'
        '"completeness":{"looked":1,"of":2,"enough":true}},"rulebook":{"version":"1","digest":"0"}}'
    )


def right_to_left() -> Audit:
    """Quotes in Arabic and Turkish inside an English report."""
    base = avoid()
    text = "اعرف من حفظ فيديوهاتك على TikTok الآن. Videonuzu kimlerin kaydettiğini görün."
    quote = "اعرف من حفظ فيديوهاتك على TikTok"
    found = base.claims[0].model_copy(
        update={"quote": quote, "start": 0, "end": len(quote), "language": "ar"}
    )
    finding = base.findings[0].model_copy(update={"evidence": (evidence(quote, text),)})
    reason = base.verdict.reasons[0].model_copy(update={"quote": quote})
    return base.model_copy(
        update={
            "claims": (found, *base.claims[2:]),
            "findings": (finding, *base.findings[1:3]),
            "verdict": base.verdict.model_copy(update={"reasons": (reason, *base.verdict.reasons[1:])}),
            "tool": Tool(name="من حفظ", publisher="مثال"),
        }
    )


SAMPLES = {
    "avoid": avoid,
    "sixty": sixty,
    "high-risk": high_risk,
    "caution": caution,
    "nothing-found": nothing_found,
    "not-analysed": not_analysed,
    "hostile": hostile,
    "minimal": minimal,
    "right-to-left": right_to_left,
}
"""Name and maker of each sample."""
