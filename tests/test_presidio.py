"""Laws of recognizers.presidio and of the reference mode: the same rules, inside of Presidio."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from presidio_analyzer import AnalyzerEngine, EntityRecognizer, RecognizerRegistry, RecognizerResult
from presidio_analyzer.nlp_engine import NoOpNlpEngine

import recognizers
from recognizers._presidio_pack import Characters
from recognizers.presidio import bodies, load_into
from recognizers.rule import expected
from recognizers.scan import Span, scan
from redactor.detect import presidio_scanner
from redactor.detect.presidio_engine import LANGUAGE, PlainText, engine
from redactor.detect.presidio_scanner import PresidioScanner, blocked
from redactor.detect.scanner import Scanner
from redactor.model import Action
from redactor.presidio_replacer import PresidioReplacer
from redactor.pseudonyms import Pseudonyms
from tests import sample_cases

ROOT = Path(__file__).resolve().parent.parent
RULES = recognizers.rules()
LOG = "<34>Oct 11 22:14:15 edge-sw1 sshd[7]: Failed password for alee from 192.0.2.7 port 4022 ssh2\n"
CONFIG = (
    "hostname core-sw1\nenable secret 5 $1$abcd$0123456789abcdefghijkl\nsnmp-server community s3cretRO ro\n"
    "interface Gi0/1\n ip address 198.51.100.2 255.255.255.252\n description to «Zürich» 2001:db8::1\n"
)
PROSE = "Grüße, Ann Müller (ann@example.com), +49 30 1234567, Musterstraße 5, 12345 Musterstadt — 203.0.113.9\n"
KEY = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADAN\nBgkqhkiG9w0B\n-----END PRIVATE KEY-----\n"
TABLE = "Mac Address        Port\n0011.2233.4455     Gi1/0/1\n00:11:22:33:44:55  \u4e16\u754c\n"
MIXED = (LOG, CONFIG, PROSE, KEY, TABLE, LOG + KEY + PROSE + CONFIG + TABLE, "", "\n\n", "\r\n")


@cache
def _plain() -> AnalyzerEngine:
    registry = RecognizerRegistry()
    load_into(registry)
    nlp = NoOpNlpEngine([{"lang_code": "en", "model_name": "no_op"}])
    return AnalyzerEngine(registry=registry, nlp_engine=nlp)


@cache
def _reference() -> PresidioScanner:
    return PresidioScanner(RULES)


@cache
def _scanner() -> Scanner:
    return Scanner(RULES, "re")


def _deduplicated(spans: list[Span], text: str) -> set[tuple[str, int, int, float]]:
    """What Presidio leaves of the spans, in characters."""
    raw = text.encode()
    results = [
        RecognizerResult(entity, len(raw[:start].decode()), len(raw[:end].decode()), score)
        for start, end, entity, score, _ in spans
    ]
    return {(it.entity_type, it.start, it.end, it.score) for it in EntityRecognizer.remove_duplicates(results)}


def _found(text: str) -> set[tuple[str, int, int, float]]:
    return {(it.entity_type, it.start, it.end, it.score) for it in _plain().analyze(text, "en")}


def test_a_plain_engine_finds_the_examples_of_every_rule() -> None:
    """In a plain AnalyzerEngine every rule finds what `recognizers.scan.scan` finds, after Presidio's de-duplication."""
    lines = [expected(example)[0].decode() for rule in RULES for example in (*rule.examples, *rule.near_misses)]
    for start in range(0, len(lines), 40):
        text = "\n".join(line for line in lines[start : start + 40] if "BEGIN" not in line)
        spans = scan(RULES, text.encode())

        assert _deduplicated(spans, text) == _found(text)


@pytest.mark.parametrize("text", MIXED)
def test_a_plain_engine_finds_what_the_scan_finds(text: str) -> None:
    """Logs, configurations, prose, key blocks, tables: the same spans in characters, other scripts among them."""
    spans = sorted([*scan(RULES, text.encode()), *bodies(text.encode())])

    assert _deduplicated(spans, text) == _found(text)


def test_every_module_of_rules_is_one_recognizer() -> None:
    """The registry holds one recognizer for each module of rules, under names of our own, for each of its languages."""
    registry = RecognizerRegistry(supported_languages=["en", "de"])
    load_into(registry)
    modules = {f"redactor_{name}" for name in recognizers.modules()}

    assert modules == {recognizer.name for recognizer in registry.recognizers}
    assert 2 * len(modules) == len(registry.recognizers)


def test_kinds_are_those_of_the_scan() -> None:
    """Rules for other kinds of attachment stay out where a kind is named."""
    registry = RecognizerRegistry()
    load_into(registry, kind="config")
    nlp = NoOpNlpEngine([{"lang_code": "en", "model_name": "no_op"}])
    found = AnalyzerEngine(registry=registry, nlp_engine=nlp).analyze(LOG + PROSE, "en")

    assert _deduplicated(scan(RULES, (LOG + PROSE).encode(), "config"), LOG + PROSE) == {
        (it.entity_type, it.start, it.end, it.score) for it in found
    }


def test_results_explain_themselves_without_the_value() -> None:
    """A result names rule, pattern and reference; nothing in it quotes the text."""
    results = _plain().analyze("hostname core-sw1-example", "en", return_decision_process=True)

    assert {"HOSTNAME"} <= {it.entity_type for it in results}
    assert all(it.analysis_explanation.pattern_name == it.recognition_metadata["rule"] for it in results)
    assert "core-sw1-example" not in "".join(str(it.to_dict()) for it in results)


def test_only_wanted_entities_come_back() -> None:
    """A pack that finds several entities gives those that were asked for: Presidio itself does not filter."""
    found = _plain().analyze(LOG + CONFIG, "en", entities=["IP_ADDRESS"])

    assert {"IP_ADDRESS"} == {it.entity_type for it in found}


def test_importing_the_bridge_is_light() -> None:
    """`import recognizers.presidio` imports no Presidio; only `load_into` does."""
    code = "import sys, recognizers.presidio; print('presidio_analyzer' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)

    assert "False" == result.stdout.strip()


@given(st.text())
def test_characters_and_bytes_agree(text: str) -> None:
    """For every character the byte offsets of its ends are mapped back to it."""
    raw = text.encode("utf-8", "surrogatepass").decode("utf-8", "surrogateescape").encode("utf-8", "surrogateescape")
    decoded = raw.decode("utf-8", "surrogateescape")
    characters, at = Characters(raw), 0
    for number, character in enumerate(decoded):
        size = len(character.encode("utf-8", "surrogateescape"))

        assert (number, number + 1) == (characters.before(at), characters.until(at + size))
        at += size


@pytest.mark.parametrize(
    "text", [*(text.encode() for text in MIXED), b"\xff\xfe 192.0.2.7 caf\xe9 \xc3\n password=s3cret\xff!x\n"]
)
def test_the_reference_engine_is_the_scanner(text: bytes) -> None:
    """`--engine presidio` gives all spans of all rules, overlaps too, on any bytes: those of the other engines."""
    assert _scanner().scan(text) == _reference().scan(text)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from([*MIXED[:5], "key: value\n", "\n"]), max_size=6), st.integers(20, 400))
def test_blocks_do_not_show(parts: list[str], size: int) -> None:
    """Where the reference engine cuts a text changes nothing."""
    text = "".join(parts).encode()
    before, presidio_scanner.BLOCK = presidio_scanner.BLOCK, size
    try:
        found = _reference().scan(text)
    finally:
        presidio_scanner.BLOCK = before

    assert _scanner().scan(text) == found


@given(st.binary(max_size=400), st.integers(1, 50))
def test_blocks_are_the_text(text: bytes, size: int) -> None:
    """Blocks follow each other without a gap and end behind a line end, or with the text."""
    text = text.replace(b"\x01", b"\n")
    before, presidio_scanner.BLOCK = presidio_scanner.BLOCK, size
    try:
        found = list(blocked(text))
    finally:
        presidio_scanner.BLOCK = before

    assert text == b"".join(text[start:end] for start, end in found)
    assert all(end == len(text) or text[end - 1] == 10 for _, end in found)


def test_an_engine_is_never_empty() -> None:
    """An engine without recognizers is refused: Presidio would load all of its own in silence."""
    with pytest.raises(ValueError, match="without recognizers"):
        engine([])


def test_an_engine_holds_what_it_was_given() -> None:
    """No recognizer comes along unasked, no text is logged, no context is looked for, no model is loaded."""
    made = _reference()._engine

    assert ["rules"] == [recognizer.name for recognizer in made.registry.recognizers]
    assert not made.log_decision_process
    assert isinstance(made.nlp_engine, PlainText)
    assert [] == made.nlp_engine.process_text("a b", LANGUAGE).lemmas


VALUES = (
    ("IP_ADDRESS", b"192.0.2.7"),
    ("HOSTNAME", b"core-sw1.example.com"),
    ("PERSON", "Zoë Müller".encode()),
    ("SECRET", b"s3cret\xff\xfe"),
    ("OS_VERSION", b"17.3.4a"),
    ("MAC_ADDRESS", b"0011.2233.4455"),
    ("LOCATION", b"  Musterweg 5 "),
    ("IP_ADDRESS", b"127.0.0.1"),
)


@pytest.mark.parametrize("action", [Action.PSEUDONYMISE, Action.GENERALISE, Action.SUPPRESS])
def test_the_anonymizer_writes_what_the_pseudonyms_say(action: Action) -> None:
    """Through Presidio's AnonymizerEngine a value becomes what `Pseudonyms.apply` makes of it, any bytes, also twice."""
    pseudonyms = Pseudonyms(b"reference mode secret".ljust(32, b"."))
    replacer = PresidioReplacer(pseudonyms)
    for entity, value in VALUES * 2:
        assert pseudonyms.apply(action, entity, value) == replacer.apply(action, entity, value)


def test_every_sample_is_the_same_through_presidio(tmp_path: Path) -> None:
    """`--engine presidio` gives the expected copies of every sample, to the byte, also where names are sought."""
    keys = sample_cases.keys_in(tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        sample_cases.share_kits(patch)
        for case in sample_cases.cases():
            out = tmp_path / case.kind / case.name
            sample_cases.run(case, out, keys, "presidio")

            assert case.files == sample_cases.contents(out), case
