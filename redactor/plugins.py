"""Everything that can be added is found here: the modules of a built-in package and those that other packages offer.

A plug-in is one module with a `NAME`; dropping the file into its package is all it takes.  Another distribution offers
some through an entry point of the group, which names a module or a package of modules.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Iterator
from functools import lru_cache
from importlib import metadata
from types import ModuleType
from typing import Any

from redactor.errors import PluginError


def load(package: ModuleType, group: str) -> dict[str, ModuleType]:
    """All public plug-ins of `package` and of the entry points in `group`, by `NAME`, in alphabetical order.

    A module without `NAME` goes by its file's name.  Raises `PluginError` for a name that is taken or a failed import.
    """
    found: dict[str, ModuleType] = {}
    for module in (*_modules(package), *offered(group)):
        name = getattr(module, "NAME", module.__name__.rpartition(".")[2])
        if not isinstance(name, str) or not name:
            raise PluginError(f"plug-in {module.__name__} has a NAME that is no text")
        if name in found and found[name] is not module:
            raise PluginError(f"plug-in {name!r} is defined by {found[name].__name__} and by {module.__name__}")
        found[name] = module
    return dict(sorted(found.items()))


def offered(group: str) -> Iterator[ModuleType]:
    """The plug-ins that the entry points of `group` name, one by one or as the public modules of a package."""
    for point in sorted(
        _entry_points(tuple(sys.path)).select(group=group), key=lambda point: (point.name, point.value)
    ):
        module = _import(point.module)
        if hasattr(module, "__path__") and not hasattr(module, "NAME"):
            yield from _modules(module)
        else:
            yield module


@lru_cache(maxsize=1)
def _entry_points(_path: tuple[str, ...]) -> Any:
    """Those of all distributions on `sys.path`: reading them costs milliseconds."""
    return metadata.entry_points()


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    for entry in pkgutil.iter_modules(package.__path__):
        if not entry.name.startswith("_"):
            yield _import(f"{package.__name__}.{entry.name}")


def _import(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except Exception as error:
        raise PluginError(f"plug-in {name} cannot be imported: {type(error).__name__}") from error
