"""The review page: a local web page on which a person looks at a case, corrects it and approves the plan of it.

job ─► session (plan, corrections, undo) ─► view (rows of both panes) ─► app (JSON, strict headers) ─► serve (loopback)
"""
