"""What the sample audits are put together from. Tools and makers in them are invented."""

from __future__ import annotations

import datetime as dt

from auditor.model import (
    AccessJudged,
    AdviceShown,
    CapabilityShown,
    Certainty,
    Check,
    ClaimFound,
    Deliverable,
    Evidence,
    Grade,
    Need,
    PurposeFound,
    Reference,
    RulebookStamp,
)

STAMP = RulebookStamp(version="2026.11", digest="sha256:" + "5b1e09c7" * 8)
READ_AT = dt.datetime(2026, 11, 22, 18, 4, tzinfo=dt.UTC)

TEXT = (
    "Stop guessing! SaveSpy shows you exactly who saved your TikTok videos, with names and profile pictures. "
    "Log in with your TikTok user name and password to start. We also show you who viewed your profile. "
    "SaveSpy is the official TikTok partner app. Download any video without a watermark and get a reminder "
    "when a video does well."
)

PLAY = Reference(
    clause="play-impossible",
    document="Google Play Developer Program Policies",
    publisher="Google",
    section="Deceptive Behavior",
    region="",
    date=dt.date(2026, 8, 11),
    url="https://support.google.com/googleplay/android-developer/answer/9888077",
    says="Apps must not promise functions that cannot work, not even as a joke.",
    quote="apps which are determined to be functionally impossible",
)
TERMS_US = Reference(
    clause="tiktok-us-password",
    document="TikTok Terms of Service",
    publisher="TikTok",
    section="3.2",
    region="United States",
    date=dt.date(2026, 7, 15),
    url="https://www.tiktok.com/legal/page/us/terms-of-service/en",
    says="You keep your password to yourself and let nobody else into your account.",
)
TERMS_EEA = TERMS_US.model_copy(
    update={
        "clause": "tiktok-eea-password",
        "section": "4.2",
        "region": "EEA, United Kingdom, Switzerland",
        "url": "https://www.tiktok.com/legal/page/eea/terms-of-service/en",
        "says": "You keep your password secure and disclose it to no third party.",
    }
)
GDPR = Reference(
    clause="gdpr-minimisation",
    document="General Data Protection Regulation",
    publisher="European Union",
    section="Article 5(1)(c)",
    region="European Union",
    date=dt.date(2016, 4, 27),
    url="https://eur-lex.europa.eu/eli/reg/2016/679/oj",
    says="Only data that the stated purpose needs may be collected.",
)


def evidence(quote: str, text: str = TEXT, where: str = "description") -> Evidence:
    """Return ``quote`` as evidence out of ``text``, with what stands around it."""
    start = text.index(quote)
    end = start + len(quote)
    return Evidence(
        quote=quote,
        where=where,
        text=0,
        start=start,
        end=end,
        before=text[max(0, start - 160) : start],
        after=text[end : end + 160],
    )


def claim(  # noqa: PLR0913 - a record of many fields
    name: str, title: str, quote: str, kind: Deliverable, means: str = "", *, sure: bool = True
) -> ClaimFound:
    """Return a claim made in :data:`TEXT`."""
    start = TEXT.index(quote)
    return ClaimFound(
        id=name,
        title=title,
        certainty=Certainty.CERTAIN if sure else Certainty.LIKELY,
        quote=quote,
        text=0,
        start=start,
        end=start + len(quote),
        language="en",
        deliverable=kind,
        reason=f"“{quote}” is a fixed turn of phrase for it; nothing in the text denies it.",
        means=means,
    )


def purpose(name: str, title: str, quote: str) -> PurposeFound:
    """Return a purpose named in :data:`TEXT`."""
    start = TEXT.index(quote)
    return PurposeFound(id=name, title=title, quote=quote, text=0, start=start, end=start + len(quote))


def access(  # noqa: PLR0913 - a record of many fields
    name: str,
    title: str,
    danger: Grade,
    *,
    yields: tuple[tuple[str, str], ...] = (),
    by: tuple[str, ...] = (),
    warning: str | None = None,
    takeover: bool = False,
    verdict: Need | None = None,
    kind: str = "android",
) -> AccessJudged:
    """Return one access, explained where ``by`` names something."""
    return AccessJudged(
        id=name,
        kind=kind,
        title=title,
        danger=danger,
        platform_warning=warning,
        explanation=f"It lets the tool {title}.",
        yields=tuple(CapabilityShown(id=i, title=t) for i, t in yields),
        takeover=takeover,
        justified_by=by,
        verdict=verdict or (Need.NEEDED if by else Need.EXCESSIVE),
        where="permissions",
    )


IF_INSTALLED = AdviceShown(
    id="if-installed",
    title="If you already have it",
    steps=(
        (
            "Change your TikTok password now: TikTok › Profile › Menu › Settings and privacy "
            "› Account › Password."
        ),
        "Log out other devices: Settings and privacy › Security & permissions › Manage devices.",
        "Turn on two-step verification: Settings and privacy › Security & permissions › 2-step verification.",
        (
            "Take away its access: Settings and privacy › Security & permissions › Apps and "
            "services permissions."
        ),
        "Turn off its accessibility service, then remove the app: phone Settings › Accessibility › SaveSpy.",
    ),
)
INSTEAD = AdviceShown(
    id="instead",
    title="What the official numbers can tell you",
    steps=(
        "Read the number of saves of each video in TikTok Studio: Analytics › the video › Saves.",
        "Divide saves by views. A video that one viewer in fifty keeps is worth making again.",
        "Post the same idea in two formats and compare the saves after seven days.",
        "Write down who you make videos for in three sentences, and check them against the audience page.",
        "Ask in a comment what people want to come back to, and answer with a video.",
        "Look once a week at what is rising in your field before you plan.",
        "Download your numbers from TikTok Studio each month and keep them.",
    ),
)
QUESTIONS = (
    (
        "Can another app tell me who saved my video?",
        "No permission, scope or API gives any third-party app this.",
    ),
    ("Is the number of saves reliable?", "It comes from TikTok itself and settles after a day or two."),
)
CHECKS = (
    Check(id="texts", title="claims in its texts", outcome="found", detail="Four claims in one text."),
    Check(id="android-permissions", title="Android permissions", outcome="found"),
    Check(id="consent", title="the consent page", outcome="does-not-apply"),
    Check(id="images", title="words in its pictures", outcome="could-not-look", detail="Six pictures."),
    Check(id="privacy-policy", title="a link to a privacy policy", outcome="nothing-found"),
)
