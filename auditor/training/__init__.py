"""How the second reader was trained. Needs ``saveraudit[train]``; nothing here runs in an audit."""
