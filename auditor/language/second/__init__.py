"""The second reader: proposes claims where the words are not the usual ones.

A small encoder that was trained on labelled texts (``auditor/training``) marks, in any of its languages,
the pieces of a text that state a claim. What it proposes is weighed against the grammar in
:mod:`auditor.language`.
"""

from __future__ import annotations

from auditor.language.second.lazy import LazyReader

__all__ = ["LazyReader"]
