"""How attachments are read: one file per format, each with `NAME`, `DOC` and `read` (see `model.Format`).

No format writes.  Files that begin with an underscore hold what several formats share.
"""
