"""Userscripts: the script itself with its metadata block, and its page and data on Greasy Fork."""

from auditor.sources.userscript.greasy_fork import GreasyForkData, GreasyForkPage, userscript_companions
from auditor.sources.userscript.script import Userscript

__all__ = ["GreasyForkData", "GreasyForkPage", "Userscript", "userscript_companions"]
