"""Who may import whom: the layout is the architecture, so it is a test."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
STAGES = ("sniff", "decide", "replace", "write", "verify", "report")
HEAVY = """presidio_analyzer presidio_anonymizer spacy pandas rich jinja2 cryptography magic hyperscan httpx2 stamina
    starlette uvicorn""".split()
KNOWN_TO_VERIFY = {"write", "replace", "pseudonyms", "decide", "keys"}


def _modules(package: str) -> dict[str, Path]:
    """Dotted names of a package's modules, with their files."""
    found = {}
    for path in sorted((ROOT / package).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = {**_modules("redactor"), **_modules("recognizers")}


def _imports(path: Path, *, top_only: bool = False) -> Iterator[str]:
    """What a file imports, as dotted names; `top_only` leaves out imports inside functions and type checking.

    A package of which only modules are taken is not imported for itself.
    """
    tree = ast.parse(path.read_bytes())
    nodes: list[ast.AST] = list(ast.walk(tree)) if not top_only else [*tree.body]
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            members = [f"{node.module}.{alias.name}" for alias in node.names]
            if not all(member in MODULES for member in members):
                yield node.module
            yield from members


def _own(path: Path, *, top_only: bool = False) -> set[str]:
    """The modules of this repository that a file imports."""
    return {name for name in _imports(path, top_only=top_only) if name in MODULES}


def test_recognizers_know_nothing_of_redactor() -> None:
    """`recognizers` works in any Presidio application: it never imports `redactor`."""
    own = _modules("recognizers").items()
    guilty = [name for name, path in own if any(other.split(".")[0] == "redactor" for other in _imports(path))]

    assert guilty == []


def test_stages_do_not_import_each_other() -> None:
    """Only the pipeline knows the order of the stages."""
    for stage in STAGES:
        others = {f"redactor.{other}" for other in STAGES if other != stage}

        assert _own(MODULES[f"redactor.{stage}"]) & others == set()


def test_verify_cannot_repeat_a_mistake() -> None:
    """`verify` imports nothing that made the copy."""
    imported = {name.split(".")[1] for name in _own(MODULES["redactor.verify"]) if name.startswith("redactor.")}

    assert imported & KNOWN_TO_VERIFY == set()


@pytest.mark.parametrize("package", ["formats", "codecs", "containers"])
def test_formats_and_codecs_only_read(package: str) -> None:
    """Formats and codecs know the model, the limits, the errors, codecs and each other."""
    allowed = ("redactor.model", "redactor.limits", "redactor.errors", "redactor.codecs", f"redactor.{package}")
    for name, path in MODULES.items():
        if name.startswith(f"redactor.{package}"):
            foreign = {other for other in _own(path) if other.startswith("redactor.") and not other.startswith(allowed)}

            assert foreign == set(), name


def test_the_base_is_plain() -> None:
    """`model` imports only the standard library, `errors` only the model."""
    assert _own(MODULES["redactor.model"]) == set()
    assert {name for name in _own(MODULES["redactor.errors"])} <= {"redactor.model"}


def test_nobody_imports_the_command_line_or_the_package_root() -> None:
    """Neither `redactor.cli` (but by itself and `__main__`) nor the package root is imported from inside."""
    for name, path in MODULES.items():
        imported = set(_imports(path))
        if not name.startswith(("redactor.cli", "redactor.__main__")):
            assert not any(other.startswith("redactor.cli") for other in imported), name
        froms = [node for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, ast.ImportFrom)]
        roots = [alias.name for node in froms if node.module == "redactor" for alias in node.names]

        assert all(f"redactor.{alias}" in MODULES for alias in roots), name


def test_there_is_no_import_cycle() -> None:
    """Modules import downwards: the graph of top-level imports has no cycle."""
    graph = {name: _own(path, top_only=True) - {name} for name, path in MODULES.items()}
    done: set[str] = set()
    while remaining := {name: needs - done for name, needs in graph.items() if name not in done}:
        free = {name for name, needs in remaining.items() if not needs}

        assert free, f"a cycle among {sorted(remaining)}"
        done |= free


def test_the_pattern_path_is_light() -> None:
    """Importing the pipeline imports neither Presidio nor spaCy nor pandas, nor anything else that is slow to load."""
    code = "import sys, redactor.pipeline; print(*sorted(set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)

    assert [name for name in HEAVY if name in result.stdout.split()] == []


def test_only_verify_makes_a_verified() -> None:
    """No other module spells the constructor of `Verified`."""
    for name, path in _modules("redactor").items():
        calls = [node.func for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, ast.Call)]
        made = [func for func in calls if isinstance(func, ast.Name) and func.id == "Verified"]

        assert not made or name == "redactor.verify", name
