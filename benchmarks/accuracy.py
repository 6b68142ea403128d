"""`python -m benchmarks.accuracy [--corpora DIR] [--peers DIR] [--json FILE]`: recall, retention, false alarms, sharpness.

Corpora are the folders below DIR that hold `in/` and `gold.jsonl` (see `redactor evaluate --help`); each of their files
is a case of its own.  With `--peers` others are run on the same files: stock Presidio here, netconan, scrubadub and
datafog from PyPI in virtual environments below that folder, which are made on the first run and need the network then.
Without `--corpora` only the false alarms on generated text and the sharpness of the rules are measured.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks import mutants, ordinary

POLICIES = ("strict", "balanced")
ORDINARY = 40_000
"""Characters of each kind of ordinary text."""
Row = dict[str, Any]


def _run(source: Path, target: Path | None, policy: str) -> Any:
    from redactor import pipeline
    from redactor import policy as policies
    from redactor.job import Job

    job = Job(inputs=(source,), policy=policies.load(policy), out=target, case_by="file")
    return pipeline.run(job)


def _ours(policy: str) -> Callable[[Path, Path], None]:
    def work(source: Path, target: Path) -> None:
        _run(source, target, policy)

    return work


def _scored(folder: Path, who: str, work: Callable[[Path, Path], None]) -> tuple[Row, list[Row]]:
    """The figures of one tool on one corpus: all together, and by entity."""
    from redactor.evaluate import micro, score, summary

    with tempfile.TemporaryDirectory(prefix="accuracy-") as place:
        work(folder / "in", Path(place))
        found = score(folder, Path(place))
    figures = micro(found)
    row = {"corpus": folder.name, "tool": who, **{key: figures[key] for key in ("blocked", "recall", "retention", "f")}}
    table = summary(found, "entity").reset_index(names="entity")
    return row, [{"corpus": folder.name, "tool": who, **entry} for entry in table.to_dict("records")]


def corpora(root: Path) -> list[Path]:
    """The corpora below a folder."""
    return sorted(path.parent for path in root.glob("*/gold.jsonl") if (path.parent / "in").is_dir())


def measured(root: Path, others: dict[str, Callable[[Path, Path], None]]) -> Iterator[tuple[Row, list[Row]]]:
    """Every tool on every corpus."""
    for folder in corpora(root):
        for policy in POLICIES:
            yield _scored(folder, f"redactor, {policy}", _ours(policy))
        for name, work in others.items():
            yield _scored(folder, name, work)


def false_alarms(policy: str = "balanced", size: int = ORDINARY) -> list[Row]:
    """Findings per KB of text that holds nothing sensitive, by kind and for all; withheld files count as one finding."""
    with tempfile.TemporaryDirectory(prefix="ordinary-") as place:
        for name, text in ordinary.files(size).items():
            (Path(place) / name).write_text(text, encoding="utf-8")
        outcomes = _run(Path(place), None, policy).outcomes
    rows: list[Row] = []
    for outcome in outcomes:
        counts = getattr(outcome, "counts", None)
        found = 1 if counts is None else sum(count.occurrences for count in counts if count.action != "keep")
        rows.append({"text": Path(outcome.name).name, "KB": size / 1024, "findings": found})
    rows.append({"text": "all", "KB": sum(row["KB"] for row in rows), "findings": sum(row["findings"] for row in rows)})
    return [{**row, "per KB": row["findings"] / row["KB"]} for row in rows]


def sharpness() -> list[Row]:
    """Mutants of the rules killed by their near misses and examples, hollow examples refused."""
    import recognizers

    found = mutants.sharpness(recognizers.rules())
    return [
        {"what": "mutants of rules killed", "of": found.mutants, "share": found.killed / found.mutants},
        {"what": "hollow examples refused", "of": found.hollow, "share": found.refused / found.hollow},
    ]


def _show(title: str, rows: list[Row]) -> None:
    import pandas

    if rows:
        table = pandas.DataFrame(rows).to_string(index=False, na_rep="", float_format=lambda number: f"{number:.3f}")
        print(f"{title}\n{table}\n")


def _entities(rows: list[Row]) -> list[Row]:
    """One row for each corpus and entity, a column for each tool's recall."""
    wide: dict[tuple[str, str], Row] = {}
    sizes: Counter[tuple[str, str]] = Counter()
    for row in rows:
        place = row["corpus"], row["entity"]
        sizes[place] = max(sizes[place], row["occurrences"])
        wide.setdefault(place, {"corpus": place[0], "entity": place[1]})[row["tool"]] = row["recall"]
    return [{**row, "occurrences": sizes[place]} for place, row in wide.items()]


def main() -> None:
    """Print the tables; write them as JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, help="a folder of labelled corpora")
    parser.add_argument("--peers", type=Path, help="run the peers too; their virtual environments stand here")
    parser.add_argument("--json", type=Path, help="also write the rows here")
    options = parser.parse_args()
    whole: list[Row] = []
    parts: list[Row] = []
    if options.corpora is not None:
        from benchmarks.peers import peers

        for row, entries in measured(options.corpora, peers(options.peers) if options.peers else {}):
            whole.append(row)
            parts += entries
    tables = {
        "Recall and retention": whole,
        "Recall by entity": _entities(parts),
        "False alarms on ordinary text, balanced": false_alarms(),
        "Sharpness of the rules": sharpness(),
    }
    for title, rows in tables.items():
        _show(title, rows)
    if options.json:
        options.json.write_text(json.dumps(tables, indent=1, default=float) + "\n")


if __name__ == "__main__":
    main()
