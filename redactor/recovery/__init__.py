"""The way back (EDPB: recovery, role-bound and logged): pseudonyms in a text, or a whole copy, become originals again.

bytes ─► a copy of ours?  ─yes─► files.py   its edit list is spliced back: byte for byte, but for what never entered
                          └no──► text.py    every pseudonym of the case, in any spelling

parts.py    what a pair tells of its parts: labels of a host, the two sides of an address
known.py    the pairs of a case, ready to be sought        views.py   text without quoting, wrapping and escapes
notations.py  addresses and telephone numbers, which are written in many ways
session.py  one request: who asks, which case, which types; counts, and the entry in the access log
"""
