"""Bombs are refused within bounds: each in a child process that may use 700 MB and 40 s of CPU in all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MEMORY, SECONDS = 700 << 20, 40
CHILD = f"""
import json, resource, time
resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY}))
resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS}))
from tests import bombs
from tests.boxes import refusal
refusal(b"warm up\\n")
for name, make in bombs.ALL.items():
    data = make()
    began = time.process_time()
    reason = refusal(data, name, members=20_000)
    print(json.dumps([name, str(reason) if reason else "", time.process_time() - began, len(data)]), flush=True)
"""
REFUSED = {
    "zeros.gz": "limit-reached",
    "zeros.zst": "limit-reached",
    "zeros.bz2": "limit-reached",
    "zeros.zip": "limit-reached",
    "many-members.tar.gz": "limit-reached",
    "many-entries.zip": "limit-reached",
    "nested.zip": "limit-reached",
    "forty-forty.zip": "limit-reached",
    "many-streams.gz": "",
    "long-name.tar": "damaged",
    "huge-member.tar": "damaged",
    "huge-number.tar": "refused-entry",
    "long-pax.tar": "damaged",
    "sparse.tar": "refused-entry",
    "lying-sizes.zip": "damaged",
    "overlap.zip": "damaged",
    "dictionary.xz": "damaged",
    "window.zst": "damaged",
    "polyglot.pdf.zip": "unsupported-format",
    "many-attributes.xml": "limit-reached",
    "laughs.xml": "unsupported-format",
    "line.log": "limit-reached",
    "deep.json": "limit-reached",
}


@pytest.fixture(scope="module")
def results() -> dict[str, tuple[str, float, int]]:
    """Reason, seconds and size by bomb, from one child that does them one after the other."""
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", CHILD], capture_output=True, text=True, check=False, env=environ, cwd=ROOT
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]

    assert 0 == done.returncode, (done.stderr[-2000:], lines[-1:])
    return {name: (reason, seconds, size) for name, reason, seconds, size in lines}


def test_every_bomb_goes_off_in_here(results: dict[str, tuple[str, float, int]]) -> None:
    """The table above has all of them, and each is small: that is what makes it a bomb."""
    assert set(REFUSED) == set(results)
    assert all(size < 25 << 20 for _, _, size in results.values())


@pytest.mark.parametrize("name", REFUSED)
def test_a_bomb_is_refused_in_time(name: str, results: dict[str, tuple[str, float, int]]) -> None:
    """With the reason that fits, in a few seconds; the child's memory bounds the rest."""
    reason, seconds, _ = results[name]

    assert reason == REFUSED[name]
    assert seconds < 10
