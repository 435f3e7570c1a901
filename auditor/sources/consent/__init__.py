"""Consent links of OAuth providers: recognised, taken apart and described offline, never fetched."""

from auditor.model import RETURN_LABEL
from auditor.sources.consent.link import KIND, consent_links_in, is_consent_link, read_link
from auditor.sources.redact import redact

__all__ = [
    "KIND",
    "RETURN_LABEL",
    "consent_links_in",
    "is_consent_link",
    "read_link",
    "redact",
]
