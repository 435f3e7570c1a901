"""Languages of the report: message catalogues, how they are read, and how messages are collected for them.

Rooms that write words for a report mark them with :func:`N_`; the renderings look the words up. Audits
themselves stay English: they are data, and the same in every language.
"""

from __future__ import annotations


def N_(message: str) -> str:  # noqa: N802 - the name that gettext tools look for
    """Mark ``message`` for translation and return it as it is.

    Unlike elsewhere, a message may be an f-string: ``python -m auditor.messages`` collects it with the
    names of its values in braces, and a report finds the values again in the finished sentence.
    """
    return message
