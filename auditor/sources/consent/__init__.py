"""Consent links of OAuth providers: recognised, taken apart and described offline, never fetched."""

from auditor.sources.consent.link import KIND, consent_links_in, is_consent_link, read_link
from auditor.sources.consent.redirects import RETURN_LABEL, unrelated_redirects
from auditor.sources.redact import redact

__all__ = [
    "KIND",
    "RETURN_LABEL",
    "consent_links_in",
    "is_consent_link",
    "read_link",
    "redact",
    "unrelated_redirects",
]
