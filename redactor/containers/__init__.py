"""How containers are opened and built: one file each, with the names of `model.Container`.

    members   bytes → members in order, each with its own bytes in memory, in a private spool, or as a slice
    build     redacted members → bytes; the same members, modes, times, order, not the same compressed bytes

Readers are strict: what they cannot account for to the last byte raises `FormatError`.  Files that begin with an underscore
hold what several share.
"""
