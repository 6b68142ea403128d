"""The peers on the same files: stock Presidio in this process, the others in virtual environments of their own.

A peer is given a folder of inputs and an empty folder; what it writes is scored like our own copies.  A file that a peer
does not write, or on which it fails, counts as blocked.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.__main__ import stock_presidio_engines

CHUNK = 100
"""Lines that Presidio sees at once: it was made for prose, and its models have a limit."""
NETCONAN, SCRUBADUB, DATAFOG = "netconan==0.15.0", "scrubadub==2.0.1", "datafog==4.9.0"
_EACH = """
import pathlib, sys
source, target = map(pathlib.Path, sys.argv[1:])
{prepare}
for path in sorted(p for p in source.rglob("*") if p.is_file()):
    text = path.read_bytes().decode("utf-8", "surrogateescape")
    try:
        clean = {clean}
    except Exception:
        continue
    copy = target / path.relative_to(source)
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_bytes(clean.encode("utf-8", "surrogateescape"))
"""
_PROGRAMS = {
    SCRUBADUB: ("import scrubadub", "scrubadub.clean(text)"),
    DATAFOG: ("import datafog", 'datafog.sanitize(text, engine="regex")'),
}


def presidio(source: Path, target: Path) -> None:
    """Stock Presidio with the small spaCy model and its default anonymizer, in chunks of lines."""
    analyzer, anonymizer = stock_presidio_engines()
    for path in sorted(each for each in source.rglob("*") if each.is_file()):
        lines = path.read_bytes().decode("utf-8", "surrogateescape").splitlines(keepends=True)
        clean = ""
        for start in range(0, len(lines), CHUNK):
            chunk = "".join(lines[start : start + CHUNK])
            readable = chunk.encode("utf-8", "replace").decode()
            clean += anonymizer.anonymize(readable, analyzer.analyze(readable, "en")).text
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(clean.encode("utf-8", "surrogateescape"))


def _python(home: Path, requirement: str) -> Path | None:
    """The interpreter of a peer's virtual environment, made where it is missing; None where that fails."""
    place = home / requirement.partition("==")[0]
    python = place / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
        made = subprocess.run(
            [str(python), "-m", "pip", "install", "-q", requirement], capture_output=True, check=False
        )
        if made.returncode:
            return None
    return python


def _netconan(python: Path) -> Callable[[Path, Path], None]:
    def work(source: Path, target: Path) -> None:
        program = python.with_name("netconan")
        command = [str(program), "-i", str(source), "-o", str(target), "-a", "-p", "-s", "benchmark"]
        subprocess.run(command, capture_output=True, check=False)

    return work


def _each_file(python: Path, requirement: str) -> Callable[[Path, Path], None]:
    prepare, clean = _PROGRAMS[requirement]

    def work(source: Path, target: Path) -> None:
        program = _EACH.format(prepare=prepare, clean=clean)
        subprocess.run([str(python), "-c", program, str(source), str(target)], capture_output=True, check=False)

    return work


def peers(home: Path | None) -> dict[str, Callable[[Path, Path], None]]:
    """What can be run: stock Presidio always, the others with a `home` for their virtual environments."""
    found: dict[str, Callable[[Path, Path], None]] = {"Presidio, stock": presidio}
    for requirement in (NETCONAN, SCRUBADUB, DATAFOG) if home is not None else ():
        assert home is not None
        python = _python(home, requirement)
        if python is None:
            print(f"{requirement} cannot be installed here", file=sys.stderr)
        else:
            found[requirement] = _netconan(python) if requirement == NETCONAN else _each_file(python, requirement)
    return found
