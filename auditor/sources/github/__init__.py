"""Repositories on GitHub: the page with its README, and the answer that lists the files of a release."""

from auditor.sources.github.page import GitHubPage
from auditor.sources.github.release import GitHubRelease, github_companions

__all__ = ["GitHubPage", "GitHubRelease", "github_companions"]
