"""The reference under ``reports/reference/``, made from what it describes: ``python -m auditor.reference``.

Commands come from the parser of the command line, exit statuses from the tree of errors, fields from the
models and the docstrings beneath their fields, ids from the rules. Nothing is told twice.
"""
