"""redactor: finds what is personal or secret in support attachments and writes copies that engineers can debug from.

The names below are the public API; everything else may change.  Importing them costs a few milliseconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from redactor.api import Outcome, redact, restore, scan
    from redactor.errors import RedactorError, UsageError
    from redactor.limits import Limits
    from redactor.policy import Policy
    from redactor.report import RunReport as Report
    from redactor.version import VERSION

    __version__ = VERSION

_HOMES = {
    "redact": ("redactor.api", "redact"),
    "restore": ("redactor.api", "restore"),
    "scan": ("redactor.api", "scan"),
    "Outcome": ("redactor.api", "Outcome"),
    "Policy": ("redactor.policy", "Policy"),
    "Limits": ("redactor.limits", "Limits"),
    "Report": ("redactor.report", "RunReport"),
    "RedactorError": ("redactor.errors", "RedactorError"),
    "UsageError": ("redactor.errors", "UsageError"),
    "__version__": ("redactor.version", "VERSION"),
}

__all__ = ["Limits", "Outcome", "Policy", "RedactorError", "Report", "UsageError", "redact", "restore", "scan"]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(name)
    import importlib

    module, attribute = _HOMES[name]
    return getattr(importlib.import_module(module), attribute)
