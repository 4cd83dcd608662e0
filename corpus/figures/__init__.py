"""The figures of what was found: one module a kind of document, and one for comparisons.

Each takes gold (`corpus.gold` says its forms) and results, and gives figures by name ("segmentation.f1", "parent").
Fields of clauses and actions are judged on those that were found.
"""
