"""The case's lexicon: what is learnt, and where it is found again."""

from __future__ import annotations

import pytest

from redactor.detect.lexicon import Lexicon, distinctive


def _lexicon(*terms: tuple[str, bytes]) -> Lexicon:
    lexicon = Lexicon()
    for entity, value in terms:
        lexicon.learn(entity, value, "test")
    return lexicon


@pytest.mark.parametrize("engine", ["hyperscan", "re"])
@pytest.mark.parametrize(
    ("text", "found"),
    [
        (b"to-core-sw1-Gi0/1", [b"core-sw1"]),
        (b"CORE-SW1.example.com up", [b"CORE-SW1"]),
        (b"core-sw1_backup, core-sw1", [b"core-sw1", b"core-sw1"]),
        (b"core-sw12 xcore-sw1", []),
        (b"", []),
    ],
)
def test_terms_are_found_in_company(engine: str, text: bytes, found: list[bytes]) -> None:
    """A term is found affixed, re-cased and dashed, but not as part of a longer word; engines agree."""
    lexicon = _lexicon(("HOSTNAME", b"core-sw1"))

    assert found == [text[finding.start : finding.end] for finding in lexicon.find(text, engine)]


def test_a_full_name_teaches_its_short_name() -> None:
    """The first label of a FQDN is a term of its own, and so are the words of a person's name."""
    lexicon = _lexicon(("HOSTNAME", b"edge-fw9.corp.example.com"), ("PERSON", b"Zenobia Quark"))

    assert b"edge-fw9" in lexicon
    assert b"zenobia" in lexicon


@pytest.mark.parametrize("value", [b"mail", b"server", b"10", b"x", b"switch", b"12345678", b"test", b"a  b"])
def test_ordinary_words_are_not_learnt(value: bytes) -> None:
    """Words, numbers and short values are replaced only where their anchor stands."""
    assert not distinctive("HOSTNAME", value)
    assert len(_lexicon(("HOSTNAME", value))) == 0


def test_a_secret_must_be_telling() -> None:
    """Only long, mixed secrets are sought elsewhere: a password that reads like a word would fail every log."""
    assert distinctive("SECRET", b"s3cretstring")
    assert not distinctive("SECRET", b"information")
    assert not distinctive("SECRET", b"abc123")


def test_provenance_counts_without_values() -> None:
    """The lexicon tells which rule taught how much, and its repr shows no term."""
    lexicon = _lexicon(("HOSTNAME", b"core-sw1"), ("HOSTNAME", b"core-sw2"))

    assert {("HOSTNAME", "test"): 2} == dict(lexicon.provenance())
    assert "core-sw1" not in repr(lexicon)


def test_once_used_it_learns_no_more() -> None:
    """A look-up ends the learning, so that results cannot depend on the order of files."""
    lexicon = _lexicon(("HOSTNAME", b"core-sw1"))
    list(lexicon.find(b"core-sw1", "re"))
    lexicon.learn("HOSTNAME", b"core-sw2", "test")

    assert b"core-sw2" not in lexicon
    assert b"core-sw1" in lexicon.thawed()
