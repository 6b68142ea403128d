"""Validators that a rule file may name: check digits and plausibility, each tri-state."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from typing import NamedTuple

from recognizers import checksums
from recognizers.common_words import is_ordinary
from recognizers.rule import Check, Validator, Verdict


class Named(NamedTuple):
    """A validator with what `redactor list` and complaints say of it."""

    check: Check
    doc: str


def _proof(test: Callable[[bytes], bool]) -> Check:
    """A check digit: right confirms, wrong refuses."""
    return lambda value: Verdict.CONFIRM if test(value) else Verdict.REFUSE


def _compact(value: bytes) -> bytes:
    return bytes(byte for byte in value if chr(byte).isalnum())


def _address(value: bytes) -> bool:
    try:
        ipaddress.ip_address(value.decode("ascii"))
    except ValueError:
        return False
    return True


def _no_word(value: bytes) -> Verdict:
    return Verdict.REFUSE if is_ordinary(value.lower()) else Verdict.ABSTAIN


def _mixed(value: bytes) -> Verdict:
    text = value.decode("latin-1")
    both = any(map(str.isdigit, text)) and any(map(str.isalpha, text))
    return Verdict.ABSTAIN if both else Verdict.REFUSE


VALIDATORS: dict[str, Named] = {
    "luhn": Named(
        _proof(lambda value: checksums.luhn(checksums.digits(value))), "the last digit is Luhn's (ISO/IEC 7812)"
    ),
    "mod97": Named(_proof(lambda value: checksums.mod97(_compact(value))), "MOD 97-10, as IBANs have (ISO 7064)"),
    "mod11_10": Named(_proof(lambda value: checksums.mod11_10(checksums.digits(value))), "MOD 11,10 (ISO 7064)"),
    "ean13": Named(
        _proof(lambda value: checksums.ean13(checksums.digits(value))), "13 digits with the check digit of EAN-13"
    ),
    "ip": Named(_proof(_address), "an IPv4 or IPv6 address"),
    "not_a_word": Named(_no_word, "no ordinary word"),
    "letters_and_digits": Named(_mixed, "holds letters and digits"),
}


def near(words: tuple[str, ...]) -> Validator:
    """A validator that refuses a match on a line without one of the words, in any case."""
    wanted = tuple(word.lower().encode() for word in words)

    def validate(line: bytes, start: int, end: int) -> Verdict:
        around = (line[:start] + b" " + line[end:]).lower()
        return Verdict.ABSTAIN if any(stands(word, around) for word in wanted) else Verdict.REFUSE

    return validate


def stands(word: bytes, text: bytes) -> bool:
    """True where no letter or digit touches the word."""
    at = text.find(word)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(word) : at + len(word) + 1]
        if not before.isalnum() and not after.isalnum():
            return True
        at = text.find(word, at + 1)
    return False
