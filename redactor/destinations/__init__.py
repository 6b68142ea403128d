"""Where verified copies go; one module each.

A destination has `NAME`, `DOC` and `deliver(copy, out, name, *, overwrite)`.  The caller hands over only what `verify`
returned; a destination that cannot take it whole raises `WithheldError` with the reason `destination-failed`.
"""

from __future__ import annotations

import sys
from types import ModuleType

from redactor import plugins

GROUP = "redactor.destinations"


def available() -> dict[str, ModuleType]:
    """Every installed destination by name."""
    return plugins.load(sys.modules[__name__], GROUP)
