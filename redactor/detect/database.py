"""The compiled hyperscan database, cached between processes."""

from __future__ import annotations

import platform
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from redactor import cache


class Expressions(NamedTuple):
    """What a database is compiled from: patterns, the id that each reports, and whether it ignores case."""

    patterns: Sequence[bytes]
    ids: Sequence[int]
    ignore_case: Sequence[bool]


def cached(key: object, build: Callable[[], Expressions]) -> Any:
    """The database for `key` (anything whose repr tells all that `build` depends on), compiled only where it is new."""
    import hyperscan

    name = cache.name(".hsdb", str(getattr(hyperscan, "__version__", "")), platform.machine(), key)
    found = _loaded(cache.load(name))
    if found is None:
        found = compiled(build())
        cache.save(name, hyperscan.dumpb(found))
    return found


def compiled(expressions: Expressions) -> Any:
    """A block-mode database in memory only: for expressions that hold a customer's values."""
    import hyperscan

    flags = [
        hyperscan.HS_FLAG_MULTILINE | (hyperscan.HS_FLAG_CASELESS if caseless else 0)
        for caseless in expressions.ignore_case
    ]
    made = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    patterns, ids = list(expressions.patterns), list(expressions.ids)
    made.compile(expressions=patterns, ids=ids, elements=len(patterns), flags=flags)
    return made


def _loaded(serialised: bytes | None) -> Any:
    """The database, or None where hyperscan does not take it."""
    import hyperscan

    if serialised is None:
        return None
    try:
        loaded = hyperscan.loadb(serialised, hyperscan.HS_MODE_BLOCK)
        loaded.scratch = hyperscan.Scratch(loaded)
    except hyperscan.error:
        return None
    return loaded
