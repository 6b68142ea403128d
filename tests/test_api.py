"""The library: ten names at most, one call an attachment, safe to call from threads."""

from __future__ import annotations

import doctest
import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import redactor
from redactor import api
from redactor.errors import UsageError

TEXT = b"hostname core-sw1\nusername alice7 secret 5 $1$abcd$0123456789abcdefghijkl\n"


def test_public_names_are_pinned() -> None:
    """The public API is these names and no others; each can be had."""
    assert [
        "Limits",
        "Outcome",
        "Policy",
        "RedactorError",
        "Report",
        "UsageError",
        "redact",
        "restore",
        "scan",
    ] == redactor.__all__
    assert all(getattr(redactor, name) is not None for name in (*redactor.__all__, "__version__"))
    assert not hasattr(redactor, "no_such_name")


def test_importing_it_is_cheap() -> None:
    """`import redactor` loads none of its own modules but the package itself."""
    code = "import sys, redactor; print(sorted(name for name in sys.modules if name.startswith('redactor.')))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert result.stdout.strip() == "[]"


def test_the_example_in_the_docstring_runs() -> None:
    """The documented example is true."""
    assert doctest.testmod(api).failed == 0


def test_the_same_bytes_however_they_come(tmp_path: Path) -> None:
    """Bytes, a path and a file object give the same copy; so does the same case in another call."""
    path = tmp_path / "device.cfg"
    path.write_bytes(TEXT)
    key = tmp_path / "keys.json"
    ways = (TEXT, path, str(path), io.BytesIO(TEXT), bytearray(TEXT))
    copies = {redactor.redact(way, filename="device.cfg", key=key, names=False).data for way in ways}

    assert len(copies) == 1


def test_another_case_has_other_pseudonyms(tmp_path: Path) -> None:
    """Cases cannot be linked; under the tenant's scope they can."""
    key = tmp_path / "keys.json"
    one, two = (redactor.redact(TEXT, key=key, case=case, names=False).data for case in ("1", "2"))
    same = {redactor.redact(TEXT, key=key, case=case, scope="tenant", names=False).data for case in ("1", "2")}

    assert one != two
    assert len(same) == 1


def test_scan_tells_where_and_never_what(tmp_path: Path) -> None:
    """`scan` needs no key, makes no copy and counts what `redact` would replace."""
    outcome = redactor.scan(TEXT, filename="device.cfg", names=False)

    assert outcome.counts["SECRET"] == 1
    assert isinstance(outcome.account, redactor.api.Released)
    assert {place.line for place in outcome.account.places} == {1, 2}
    with pytest.raises(ValueError, match="no copy"):
        _ = outcome.data


def test_what_cannot_be_read_is_withheld_not_raised() -> None:
    """The contents of an attachment never raise; there is no copy then."""
    outcome = redactor.redact(b"PK\x03\x04 not really", filename="x.zip", key=None, names=False)

    assert outcome.verdict == "withheld"
    with pytest.raises(ValueError, match="withheld"):
        _ = outcome.data


def test_a_wrong_argument_is_raised(tmp_path: Path) -> None:
    """An unknown policy is the caller's mistake, and says so."""
    with pytest.raises(UsageError):
        redactor.redact(TEXT, policy="blanced", key=tmp_path / "keys.json")


def test_threads(tmp_path: Path) -> None:
    """Calls from several threads at once give what single calls give."""
    key = tmp_path / "keys.json"
    texts = [TEXT.replace(b"core-sw1", b"core-sw%d" % number) for number in range(8)]
    alone = [redactor.redact(text, key=key, names=False).data for text in texts]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda text: redactor.redact(text, key=key, names=False).data, texts))

    assert alone == together
