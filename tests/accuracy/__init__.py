"""How well texts are read: precision and recall on labelled texts, against floors that may only rise."""
