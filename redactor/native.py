"""Whether the inner loops run in C: `core` is `redactor._native` where it was built, else None.

The Python beside each call is what the C has to do; `REDACTOR_NATIVE=0` in the environment asks for it.
"""

from __future__ import annotations

import importlib
import os
from types import ModuleType


def _load(name: str) -> ModuleType | None:
    if os.environ.get("REDACTOR_NATIVE") == "0":
        return None
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


core = _load("redactor._native")
patterns = _load("redactor._patterns")
"""The matcher of `redactor.detect.programs`."""
