"""Laws of receipts: every attachment has one, it says what was done and never a value, and no byte of it can change."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from redactor import attest, receipt, receipt_files, report, spellings
from redactor.errors import WithheldError
from redactor.model import Reason
from redactor.signing import Signer, public_pem, trusted
from tests.receipt_cases import ORIGINALS, redactor, run, sealed, signer, work

__all__ = ["work"]


def test_every_attachment_has_a_receipt(work: Path) -> None:
    """Released or withheld, in the order of the report, with the counts, checks and coverage that stand there."""
    run("out", "--tenant", "acme", "--case", "T-1")
    made = [each.receipt for each in sealed("out")]
    files = json.loads(Path("out", report.JSON_NAME).read_bytes())["files"]

    assert [entry["name"] for entry in files] == [each.name for each in made]
    assert [entry["verdict"] for entry in files] == [each.verdict for each in made]
    assert {("acme", "T-1", "case")} == {(each.tenant, each.case, each.scope) for each in made}
    for entry, each in zip(files, made, strict=True):
        if each.released:
            assert hashlib.sha256(Path("out", each.name).read_bytes()).hexdigest() == each.sha256
            assert entry["replaced"] == [vars_of(count) for count in each.counts]
            assert {check["name"] for check in entry["checks"]} == {check.name for check in each.checks}
            assert entry["size"] == each.coverage.scanned + each.coverage.structure
        else:
            assert (entry["reason"], attest.NOTHING) == (each.reason, each.sha256)


def vars_of(count: object) -> dict[str, object]:
    from dataclasses import asdict

    return asdict(count)  # type: ignore[call-overload, no-any-return]  # a dataclass


def test_it_names_what_it_was_made_with(work: Path) -> None:
    """Policy with its digest, rules, tool, key and scheme: all that another would need to make the same copy."""
    run("out", "--policy", "strict")
    made = sealed("out")[0].receipt
    head = json.loads(Path("out", report.JSON_NAME).read_bytes())

    assert (head["policy"]["name"], head["policy"]["digest"]) == (made.policy.name, made.policy.digest())
    assert (head["rules"]["digest"], head["version"], head["engine"]) == (
        made.made.rules,
        made.made.tool,
        made.made.engine,
    )
    assert head["cases"][0]["key_id"] == made.key.id and 1 == made.key.scheme == made.key.generation
    assert not made.made.names_sought and "" == made.made.model


def test_no_original_stands_in_it(work: Path) -> None:
    """Neither in the lines nor in what their base64 holds, in any spelling; not in the name of the file either."""
    run("out")
    lines = Path("out", receipt.NAME).read_bytes().splitlines()
    text = b"\n".join([*lines, *(base64.b64decode(json.loads(line)["payload"]) for line in lines)])

    assert 4 == len(lines)
    for value in (original.encode() for original in ORIGINALS):
        assert value.lower() not in text.lower()
        assert [] == [each for each in spellings.encodings(value) if each in text]


def test_it_is_the_same_for_any_number_of_workers(work: Path) -> None:
    """But for the time: receipts speak of copies, and those do not depend on who made them.

    Without a vault: what an earlier run of the case put there is quoted, not found, in the next.
    """
    run("one", "--no-vault")
    run("two", "--no-vault", "--jobs", "2")
    one, two = (
        [replace(each.receipt, time=sealed("one")[0].receipt.time) for each in sealed(out)] for out in ("one", "two")
    )

    assert one == two


def test_it_comes_back_as_it_was_sealed(work: Path) -> None:
    """Sealing and opening are inverse."""
    run("out")
    key = signer()
    for each in sealed("out"):
        line = attest.seal(receipt.statement(each.receipt), key)

        assert each.line == line
        assert each.receipt == receipt.of(attest.unseal(line, trusted(key.public)))


def test_a_change_at_any_byte_is_refused(work: Path) -> None:
    """Whatever byte is changed, removed, doubled: the receipt is not to be believed."""
    run("out")
    key, line = signer(), sealed("out")[0].line
    known = trusted(key.public)
    for at in range(len(line)):
        byte = line[at : at + 1]
        others = (
            bytes([byte[0] ^ 1]),
            bytes([byte[0] ^ 0x20]),
            b"A" if byte != b"A" else b"B",
            b"",
            byte + byte,
            byte + b" ",
        )
        for other in others:
            with pytest.raises(WithheldError) as caught:
                attest.unseal(line[:at] + other + line[at + 1 :], known)
            assert Reason.RECEIPT is caught.value.reason
    with pytest.raises(WithheldError):
        attest.unseal(line + b" ", known)

    assert attest.unseal(line + b"\n", known) == attest.unseal(line, known)


def test_another_s_signature_counts_only_where_it_is_named(work: Path, tmp_path: Path) -> None:
    """A receipt of a key that nobody trusts is refused; whoever trusts it can check it without anything of ours."""
    run("out")
    other = Signer.open(tmp_path / "other.pem")
    Path("theirs.jsonl").write_bytes(attest.seal(receipt.statement(sealed("out")[0].receipt), other) + b"\n")
    Path("their.pem").write_bytes(public_pem(other.public))
    refused = redactor("receipt", "verify", "--receipt", "theirs.jsonl")
    name = sealed("out")[0].receipt.name
    accepted = redactor("receipt", "verify", f"out/{name}", "--receipt", "theirs.jsonl", "--public-key", "their.pem")

    assert (1, True) == (refused.code, "not trusted" in refused.err)
    assert 0 == accepted.code, accepted.err


def test_a_signature_of_another_kind_is_not_a_receipt(work: Path) -> None:
    """What says `withheld` cannot vouch for a file, and what says nothing of a receipt is none."""
    run("out")
    key, good = signer(), receipt.statement(sealed("out")[0].receipt)
    for wrong in (
        replace(good, kind=attest.WITHHELD),
        replace(good, kind=attest.ERASURE),
        replace(good, subjects=()),
        replace(good, predicate={}),
        replace(good, predicate={**good.predicate, "policy": {**good.predicate["policy"], "custom": "keep"}}),
    ):
        with pytest.raises(WithheldError):
            receipt.of(attest.unseal(attest.seal(wrong, key), trusted(key.public)))


@pytest.mark.parametrize("change", ["append", "flip", "cut", "empty"])
def test_a_tampered_file_is_refused(work: Path, change: str) -> None:
    """`receipt verify` says 0 for the copy as it is, 1 for anything else."""
    run("out")
    path = Path("out/logs/auth.log")
    good = redactor("receipt", "verify", str(path), "--receipt", "out")
    data = path.read_bytes()
    changed = {"append": data + b"\n", "flip": bytes([data[0] ^ 1]) + data[1:], "cut": data[:-1], "empty": b""}
    path.write_bytes(changed[change])
    bad = redactor("receipt", "verify", str(path), "--receipt", "out")

    assert (0, "valid receipt: logs/auth.log") == (good.code, good.err.partition(" (")[0])
    assert (1, True) == (bad.code, bad.err.startswith("error: withheld: receipt-refused"))


def test_one_bad_line_refuses_them_all(work: Path) -> None:
    """With file and number of the line, so that one can look."""
    run("out")
    lines = Path("out", receipt.NAME).read_bytes().splitlines(keepends=True)
    Path("out", receipt.NAME).write_bytes(lines[0] + lines[1].replace(b'"sig":"', b'"sig":"A') + lines[2])
    done = redactor("receipt", "show", "out")

    assert (1, "") == (done.code, done.out)
    assert "receipts.jsonl:2: " in done.err


def test_show_tells_what_receipts_say(work: Path) -> None:
    """As a table, or as JSON with every field."""
    run("out")
    table = redactor("receipt", "show", "out").out.splitlines()
    rows = [json.loads(line) for line in redactor("receipt", "show", "out", "--json").out.splitlines()]

    assert 1 + len(rows) == len(table) == 5
    assert {"redacted", "withheld"} == {row["verdict"] for row in rows}
    assert all({"key", "policy", "coverage", "checks", "made"} <= set(row) for row in rows)


def test_the_public_key_is_exported(work: Path) -> None:
    """PEM on standard output, of the key that signs; without a key there is an error and no new key."""
    missing = redactor("receipt", "key")
    run("out")
    done = redactor("receipt", "key")

    assert 2 == missing.code
    assert public_pem(signer().public).decode() == done.out


def test_receipts_of_an_earlier_run_are_replaced(work: Path) -> None:
    """`--overwrite` leaves those of this run alone, and no attachment can take their name."""
    run("out")
    (work / "case" / "show.txt").unlink()
    (work / "case" / receipt.NAME).write_text("hostname edge-rtr3\n")
    run("out", "--overwrite")
    made = [each.receipt for each in sealed("out")]

    assert {"show.txt"} & {each.name for each in made} == set()
    assert ["destination-failed"] == [each.reason for each in made if each.name == receipt.NAME]


def test_receipts_are_found_in_files_and_folders(work: Path) -> None:
    """A run's folder, a folder of single receipts, a file; nothing else is taken for receipts."""
    run("out")
    Path("single").mkdir()
    for number, each in enumerate(sealed("out")):
        receipt_files.write(Path("single") / f"{number}.json", [each.line])
    Path("none").mkdir()

    assert sealed("out") == sealed("single") == sealed("out/receipts.jsonl")
    assert [2, 2] == [redactor("receipt", "show", path).code for path in ("none", "missing")]
