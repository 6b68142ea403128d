"""Laws of plug-in loading."""

from __future__ import annotations

import sys
from importlib import metadata
from pathlib import Path
from types import ModuleType

import pytest

from redactor import plugins
from redactor.errors import PluginError


def _package(root: Path, name: str, files: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    (root / name).mkdir()
    for file, text in {"__init__": "", **files}.items():
        (root / name / f"{file}.py").write_text(text)
    monkeypatch.syspath_prepend(str(root))
    for module in [entry for entry in sys.modules if entry.split(".")[0] == name]:
        monkeypatch.delitem(sys.modules, module)
    return __import__(name)


def _offer(monkeypatch: pytest.MonkeyPatch, *values: str) -> None:
    points = [metadata.EntryPoint(f"point{number}", value, "test.group") for number, value in enumerate(values)]
    monkeypatch.setattr(plugins, "_entry_points", lambda _path: metadata.EntryPoints(points))


def test_one_file_is_one_plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every public module is found by its NAME, private ones are not."""
    package = _package(tmp_path, "plug_one", {"alpha": "NAME = 'a'", "beta": "", "_help": "1/0"}, monkeypatch)

    assert ["a", "beta"] == list(plugins.load(package, "test.none"))


def test_other_packages_offer_plugins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry point names a package of plug-ins or a plug-in; the built-in package offered again is no duplicate."""
    package = _package(tmp_path, "plug_two", {"alpha": "NAME = 'a'"}, monkeypatch)
    _package(tmp_path, "plug_more", {"beta": "NAME = 'b'"}, monkeypatch)
    _package(tmp_path, "plug_single", {"gamma": "NAME = 'c'"}, monkeypatch)
    _offer(monkeypatch, "plug_two", "plug_more", "plug_single.gamma")

    assert ["a", "b", "c"] == list(plugins.load(package, "test.group"))


def test_a_taken_name_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two modules with one NAME never shadow each other in silence."""
    package = _package(tmp_path, "plug_three", {"alpha": "NAME = 'a'", "beta": "NAME = 'a'"}, monkeypatch)

    with pytest.raises(PluginError, match="'a' is defined by"):
        plugins.load(package, "test.none")


@pytest.mark.parametrize("text", ["1/0", "import no_such_module_at_all", "NAME = 3", "NAME = ''"])
def test_a_broken_plugin_is_an_error(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plug-in that cannot be imported, or has no usable name, stops the program instead of being left out."""
    package = _package(tmp_path, "plug_four", {"alpha": text}, monkeypatch)

    with pytest.raises(PluginError, match=r"plug_four\.alpha"):
        plugins.load(package, "test.none")


def test_a_missing_offer_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry point that leads nowhere is an error."""
    package = _package(tmp_path, "plug_five", {}, monkeypatch)
    _offer(monkeypatch, "no_such_package_at_all")

    with pytest.raises(PluginError, match="no_such_package_at_all"):
        plugins.load(package, "test.group")
