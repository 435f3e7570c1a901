"""ZIP archives as bytes: the list of members and their content. What a lie in them means, others decide.

:mod:`auditor.sources.archive` refuses what different programs would read differently, as an extension has no
reason for it; :mod:`auditor.sources.android.archive` reads it as Android does, as evasive apps count on that.
"""
