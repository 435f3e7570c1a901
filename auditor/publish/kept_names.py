"""How the files beside a tool's page are called: for ever, as all addresses of a site."""

from __future__ import annotations

from typing import Final

BADGE: Final = "badge.svg"
CARD: Final = "card.svg"
CARD_PNG: Final = "card.png"
REVIEW: Final = "claimreview.jsonld"
MARKDOWN: Final = "report.md"
SARIF: Final = "report.sarif"
CSV: Final = "report.csv"
EVIDENCE: Final = "evidence.warc.gz"
AUDIT: Final = "audit.json"
WITHOUT_LANGUAGE: Final = (SARIF, CSV, EVIDENCE)
