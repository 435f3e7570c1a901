"""As much CSS as it takes to know whether a reader sees a text. See :mod:`.cascade`."""

from auditor.sources.webpage.style.budget import Budget
from auditor.sources.webpage.style.cascade import Styles, style_tree

__all__ = ["Budget", "Styles", "style_tree"]
