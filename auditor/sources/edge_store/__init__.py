"""Extensions on Microsoft Edge Add-ons: the store's answer about one, and its page, which scripts build."""

from auditor.sources.edge_store.answer import EdgeAddonAnswer
from auditor.sources.edge_store.page import EdgeAddonPage, edge_companions

__all__ = ["EdgeAddonAnswer", "EdgeAddonPage", "edge_companions"]
