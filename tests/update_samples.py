"""`python -m tests.update_samples [KIND/CASE…]`: make the expected results of samples anew; a person looks at the diff.

A new case is a folder under `samples/in/KIND/` (or `samples/withheld/`): its first update writes a sheet to fill in.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import pytest

from redactor.keys import KeyStore
from tests import sample_cases
from tests.sample_cases import KEYS, MEASURED, NAME, Case

SHEET = """\
about = ""
policy = "balanced"
names = false
exit = 0
must_vanish = []
must_survive = []

"""


def main(chosen: list[str]) -> int:
    """Update the chosen cases, or all."""
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        sample_cases.share_kits(patch)
        keys = _keys(Path(name))
        for case in sample_cases.cases():
            if not chosen or str(case) in chosen:
                _update(case, Path(name) / case.kind / case.name, keys)
    return 0


def _keys(folder: Path) -> Path:
    """A private copy of the samples' key store, which is made where there is none."""
    if not KEYS.exists():
        made = folder / "made.json"
        KeyStore.open(made).secret(NAME, NAME)
        shutil.copyfile(made, KEYS)
    return sample_cases.keys_in(folder)


def _update(case: Case, out: Path, keys: Path) -> None:
    if not case.sheet.exists():
        case.sheet.parent.mkdir(parents=True, exist_ok=True)
        case.sheet.write_text(SHEET)
    report = sample_cases.run(case, out, keys)
    by_hand = case.sheet.read_text().partition(MEASURED)[0].rstrip("\n")
    case.sheet.write_text(f"{by_hand}\n\n{sample_cases.measured(sample_cases.counted(report))}")
    shutil.rmtree(case.copies, ignore_errors=True)
    for copy, data in sample_cases.contents(out).items():
        target = case.copies / copy
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    print(case, len(report.totals().by_entity), "entities", file=sys.stderr)  # noqa: T201  # it is a script


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
