"""Recognizers as data: one file per entity or family, usable by redactor and by any Presidio application.

Every public module of this package that has a `RULES` tuple is a plug-in; nothing else lists them.
"""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

from recognizers.rule import Rule

_NOT_RULES = {"rule", "scan", "presidio"}


def modules(package: ModuleType | None = None) -> dict[str, ModuleType]:
    """The rule modules of a package (default: this one) by name, in alphabetical order."""
    name, path = (__name__, __path__) if package is None else (package.__name__, package.__path__)
    names = sorted(entry.name for entry in pkgutil.iter_modules(path) if not entry.name.startswith("_"))
    loaded = {entry: importlib.import_module(f"{name}.{entry}") for entry in names if entry not in _NOT_RULES}
    return {entry: module for entry, module in loaded.items() if hasattr(module, "RULES")}


def rules(package: ModuleType | None = None) -> tuple[Rule, ...]:
    """All rules of a package (default: this one), module by module; a duplicate id is an error."""
    found = [rule for module in modules(package).values() for rule in module.RULES]
    seen: set[str] = set()
    for rule in found:
        if rule.id in seen:
            raise ValueError(f"two rules have the id {rule.id}")
        seen.add(rule.id)
    return tuple(found)
