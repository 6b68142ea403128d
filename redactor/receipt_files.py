"""Where receipts lie: a line each in `receipts.jsonl`, or files of their own in a folder.

Reading checks every signature: one receipt that is not to be believed refuses them all, since nobody can tell what it hid.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from redactor import atomic, attest, receipt
from redactor.attest import Statement
from redactor.errors import UsageError, WithheldError
from redactor.model import Released
from redactor.receipt import Circumstances, Receipt
from redactor.report import RunReport
from redactor.signing import Signer

ENDINGS = (".jsonl", ".json")
VOUCHED = "receipt"
"""The check of an attachment that passed by an earlier receipt."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A receipt with the very line that says so."""

    receipt: Receipt
    line: bytes


def lines(
    report: RunReport, held: Circumstances, signer: Signer, earlier: Mapping[str, bytes] | None = None
) -> Iterator[bytes]:
    """The sealed receipts of a run; what passed by an `earlier` receipt (SHA-256 → line) keeps that one."""
    outcomes = [outcome for case in report.cases for outcome in case.outcomes]
    for outcome, made in zip(outcomes, receipt.receipts(report, held, signer), strict=True):
        passed = isinstance(outcome, Released) and any(check.name == VOUCHED for check in outcome.checks)
        line = (earlier or {}).get(made.sha256) if passed else None
        yield line or attest.seal(receipt.statement(made), signer)


def write(path: Path, sealed: Iterable[bytes]) -> None:
    """Write receipts, whole or not at all, over earlier ones."""
    with atomic.writing(path, overwrite=True) as file:
        file.writelines(line + b"\n" for line in sealed)


def read(paths: Iterable[Path], trusted: Mapping[str, bytes]) -> Iterator[Sealed]:
    """The receipts in files and folders, each checked; raises `WithheldError` at the first that is refused."""
    for line, said in statements(paths, trusted):
        if said.kind in (attest.RECEIPT, attest.WITHHELD):
            yield Sealed(receipt.of(said), line)


def statements(paths: Iterable[Path], trusted: Mapping[str, bytes]) -> Iterator[tuple[bytes, Statement]]:
    """Every sealed statement in files and folders, each checked: receipts, refusals, certificates."""
    for path in paths:
        for file in _files(path):
            for number, line in enumerate(raw_lines(file), 1):
                try:
                    yield line, attest.unseal(line, trusted)
                except WithheldError as error:
                    raise WithheldError(f"{file.name}:{number}: {error}", error.reason, error.hint) from None


def raw_lines(file: Path) -> list[bytes]:
    """The lines of a file of receipts, without their ends."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UsageError(f"receipts {file} cannot be read ({type(error).__name__})", "check the path") from None
    return [line for line in data.split(b"\n") if line]


def _files(path: Path) -> list[Path]:
    """The files of receipts that a path names: itself, a run's `receipts.jsonl`, or every file of receipts in a folder."""
    if not path.is_dir():
        if not path.exists():
            raise UsageError(f"no such file or directory: {path}", "name receipts.jsonl, or the folder it is in")
        return [path]
    if (path / receipt.NAME).exists():
        return [path / receipt.NAME]
    found = sorted(each for each in path.iterdir() if each.suffix in ENDINGS and each.is_file())
    if not found:
        raise UsageError(f"no receipts are in {path}", f"name {receipt.NAME}, or the folder it is in")
    return found
