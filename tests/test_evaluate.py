"""Laws of the scorer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from redactor import evaluate
from redactor.errors import UsageError
from redactor.evaluate import micro, score, summary

INPUT = "hostname core1\nip address 192.0.2.1 255.255.255.0\nip route 192.0.2.10\nend\n"
GOLD = {
    "file": "a/x.cfg",
    "kind": "config",
    "vendor": "none",
    "sensitive": [
        {"text": "core1", "entity": "HOSTNAME", "lines": [1]},
        {"text": "192.0.2.1/24", "entity": "IP_ADDRESS", "lines": [2]},
        {"text": "192.0.2.10", "entity": "IP_ADDRESS", "lines": [3]},
    ],
    "keep": [{"text": "hostname", "lines": [1]}, {"text": "address", "lines": [2]}, {"text": "end", "lines": [4]}],
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    (folder / "in" / "a").mkdir(parents=True)
    (folder / "in" / "a" / "x.cfg").write_text(INPUT)
    (folder / "gold.jsonl").write_text(json.dumps(GOLD) + "\n")
    return folder


def scored(corpus: Path, copy: str | None) -> dict[str, float | int]:
    out = corpus / "out"
    (out / "a").mkdir(parents=True, exist_ok=True)
    if copy is not None:
        (out / "a" / "x.cfg").write_text(copy)
    return micro(score(corpus, out))


def test_the_input_itself_leaks_everything(corpus: Path) -> None:
    """Without redaction recall is 0 and retention 1."""
    got = scored(corpus, INPUT)

    assert (3, 3, 0.0) == (got["occurrences"], got["leaks"], got["recall"])
    assert (3, 3, 1.0) == (got["keep"], got["survived"], got["retention"])
    assert (3, 3) == (got["residual"], got["distinct"])


@pytest.mark.parametrize(
    ("line", "leaks"),
    [
        ("hostname core1", 1),
        ("hostname CORE1", 1),
        ("hostname core10", 0),
        ("hostname x_core1", 0),
        ("hostname x-core1", 1),
        ("hostname qqqqq", 0),
    ],
)
def test_a_leak_is_a_token_in_any_case(corpus: Path, line: str, leaks: int) -> None:
    """Only the whole token counts, however it is written."""
    copy = f"{line}\nip address 10.1.1.1 255.255.255.0\nip route 10.1.1.2\nend\n"

    assert leaks == scored(corpus, copy)["leaks"]


@pytest.mark.parametrize(
    ("address", "leaks"), [("192.0.2.1", 1), ("192.0.2.1.7", 0), ("192.0.2.11", 0), ("192.0.2.1/24", 1)]
)
def test_an_address_leaks_without_its_length_too(corpus: Path, address: str, leaks: int) -> None:
    """Of `address/length` the address counts, unless a further octet makes it another number."""
    copy = f"hostname q\nip address {address} x\nip route q\nend\n"

    assert leaks == scored(corpus, copy)["leaks"]


def test_a_value_on_another_line_is_residual_and_no_leak(corpus: Path) -> None:
    """A leak is on the line that corresponds; elsewhere the value is only counted as left over."""
    got = scored(corpus, "hostname q\nip address q core1\nip route q\nend\n")

    assert (0, 1) == (got["leaks"], got["residual"])


def test_keeps_survive_in_their_own_case_only(corpus: Path) -> None:
    """What an engineer needs has to stand there as it was."""
    assert 2 == scored(corpus, "Hostname q\nip address q\nip route q\nend\n")["survived"]


def test_lines_correspond_where_some_are_gone(corpus: Path) -> None:
    """With fewer lines the rest is aligned by what it shares."""
    got = scored(corpus, "hostname q\nip route 192.0.2.10\nend\n")

    assert (1, 2) == (got["leaks"], got["survived"])


def test_line_ends_and_blank_lines_at_the_end_do_not_matter(corpus: Path) -> None:
    """CRLF or LF, one or no line end at the end: the same lines."""
    crlf = INPUT.replace("\n", "\r\n")

    assert 3 == scored(corpus, crlf)["leaks"] == scored(corpus, INPUT + "\n\n")["leaks"]
    assert 3 == scored(corpus, INPUT.rstrip())["survived"]


@pytest.mark.parametrize("copy", [None, ""])
def test_a_blocked_file_neither_leaks_nor_survives(corpus: Path, copy: str | None) -> None:
    """No copy, or an empty one: nothing leaks, nothing survives, and it is said."""
    got = scored(corpus, copy)

    assert (1, 0, 0) == (got["blocked"], got["leaks"], got["survived"])


def test_a_label_that_does_not_stand_there_counts_nowhere(corpus: Path) -> None:
    """A mistake of the label is no occurrence."""
    wrong = {**GOLD, "sensitive": [{"text": "core1", "entity": "HOSTNAME", "lines": [2, 99]}], "keep": []}
    (corpus / "gold.jsonl").write_text(json.dumps(wrong))
    got = scored(corpus, INPUT)

    assert (0, 0, 0) == (got["occurrences"], got["distinct"], got["keep"])
    assert 1.0 == got["recall"]


@pytest.mark.parametrize("by", ["entity", "kind", "vendor", "file"])
def test_the_table_adds_up(corpus: Path, by: str) -> None:
    """The last row is the whole, and the sum of the others."""
    scored(corpus, "hostname core1\nip address q\nip route q\nfin\n")
    table = summary(score(corpus, corpus / "out"), by)

    assert "all" == table.index[-1]
    assert table.occurrences.iloc[:-1].sum() == table.occurrences.loc["all"] == 3
    assert table.leaks.iloc[:-1].sum() == table.leaks.loc["all"] == 1
    assert round(2 / 3, 4) == round(table.recall.loc["all"], 4)
    assert by == "entity" or round(2 / 3, 4) == round(table.retention.loc["all"], 4)


def test_what_is_no_corpus_is_refused(corpus: Path) -> None:
    """A folder without labels or inputs, or with broken labels, is a usage error."""
    (corpus / "gold.jsonl").write_text('{"file": "x"}')
    with pytest.raises(UsageError, match="not as it should be"):
        evaluate.corpus(corpus)
    with pytest.raises(UsageError, match="gold.jsonl"):
        evaluate.corpus(corpus / "in")
