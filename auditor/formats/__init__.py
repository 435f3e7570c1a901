"""How an audit is shown: in a terminal, as JSON, as an HTML page. Nothing is judged here."""

from auditor.formats.interface import Format, FormatChoice
from auditor.formats.options import FormatOptions

__all__ = ["Format", "FormatChoice", "FormatOptions"]
