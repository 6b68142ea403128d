"""Payment card numbers: issuer range, length and Luhn digit, or the word that says what the number is."""

from __future__ import annotations

from recognizers import lazy_re as re
from recognizers.checksums import digits, luhn
from recognizers.rule import Rule, Verdict

_EVIDENCE = re.compile(
    rb"\b(?:card|cards|cc|credit|debit|visa|master ?card|amex|american express|discover|diners|jcb|maestro|unionpay|pan"
    rb"|kreditkarte|karte|carte|tarjeta|cart[\xc3\xa3\xe3]+o|kort|kortnummer|payment|cardholder)\b",
    re.IGNORECASE,
)
_NEAR = 80
_GROUPS = re.compile(
    rb"(?:[0-9]{4}[ -]){3}[0-9]{1,7}|[0-9]{4}[ -][0-9]{6}[ -][0-9]{4,5}|[0-9]{4}[ -]"
    rb"(?:[0-9]{4}[ -]){3}[0-9]{3}|[0-9]+"
)
_RANGES = (
    (b"4", b"4", (13, 16, 19)),
    (b"51", b"55", (16,)),
    (b"2221", b"2720", (16,)),
    (b"34", b"34", (15,)),
    (b"37", b"37", (15,)),
    (b"300", b"305", (14,)),
    (b"36", b"36", (14, 16)),
    (b"38", b"39", (14, 16)),
    (b"6011", b"6011", (16, 19)),
    (b"644", b"659", (16, 19)),
    (b"3528", b"3589", (16, 19)),
    (b"2131", b"2131", (15,)),
    (b"1800", b"1800", (15,)),
    (b"62", b"62", (16, 17, 18, 19)),
    (b"2200", b"2204", (16,)),
    (b"5018", b"5018", (16, 18, 19)),
    (b"6304", b"6304", (16, 18, 19)),
    (b"6759", b"6763", (16, 18, 19)),
)
"""First and last prefix, lengths."""


def issued(number: bytes) -> bool:
    """True where an issuer uses this prefix with this length."""
    return any(low <= number[: len(low)] <= high and len(number) in lengths for low, high, lengths in _RANGES)


def evidence(line: bytes, start: int, end: int) -> bool:
    """True where a word near the number says that it is a card's."""
    before = _EVIDENCE.search(line, max(0, start - _NEAR), start)
    return (before or _EVIDENCE.search(line, end, end + 40)) is not None


def card(line: bytes, start: int, end: int) -> Verdict:
    """Confirms Luhn and issuer range where a word says it too; a bare number needs both checks, and usual grouping."""
    value = line[start:end]
    number = digits(value)
    if not 12 <= len(number) <= 19 or not luhn(number) or len(set(number)) < 2:
        return Verdict.REFUSE
    named = evidence(line, start, end)
    if named:
        return Verdict.CONFIRM
    return Verdict.ABSTAIN if issued(number) and _GROUPS.fullmatch(value) else Verdict.REFUSE


def named_card(line: bytes, start: int, end: int) -> Verdict:
    """As `card`, for machine text: without a word near it, only a number in groups of four stands for itself."""
    verdict = card(line, start, end)
    if verdict is Verdict.ABSTAIN and line[start:end].isdigit():
        return Verdict.REFUSE
    return verdict


def labelled_number(line: bytes, start: int, end: int) -> Verdict:
    """A number that is said to be a card's is one; its check digit only adds certainty."""
    number = digits(line[start:end])
    if not 12 <= len(number) <= 19:
        return Verdict.REFUSE
    return Verdict.CONFIRM if luhn(number) else Verdict.ABSTAIN


_NUMBER = r"(?P<value>[0-9]{4}(?:[ -]?[0-9]{3,6}){2,5})"
_EDGE = "0-9A-Za-z_.+:/\\x80-\\xff-"

RULES = (
    Rule(
        id="credit-card",
        entity="CREDIT_CARD",
        pattern=_NUMBER,
        reference="ISO/IEC 7812-1; issuer ranges as the networks publish them; numbers from the networks' test lists",
        examples=(
            "«4111 1111 1111 1111»",
            "paid with «5555555555554444»",
            "amex «378282246310005» please",
            "the card «6011000990139424»",
            "«2223003122003222»",
        ),
        near_misses=(
            "4111 1111 1111 1112",
            "1131567033 2005",
            "ts=1715843921000000",
            "1234567890123456",
            "0000000000000000",
            "blk_4111111111111111",
        ),
        trigger=rf"(?:^|[^{_EDGE}])[0-9]{{4}}(?:[ -]?[0-9]){{8}}",
        score=0.85,
        before=_EDGE,
        after="0-9A-Za-z_-",
        validate=card,
        kinds=frozenset({"prose", "text", "json", "ini"}),
    ),
    Rule(
        id="credit-card-in-machine-text",
        entity="CREDIT_CARD",
        pattern=_NUMBER,
        reference="ISO/IEC 7812-1",
        examples=("card=«4111111111111111» ok", "INFO pay «4111 1111 1111 1111»", "VISA «4012888888881881»"),
        near_misses=("id 4111111111111111", "octets 4012888888881881", "4111 1111 1111 1112"),
        trigger=(
            "[0-9]{4}[ -][0-9]{4}[ -][0-9]{4}[ -][0-9]",
            "[0-9]{4}[ -][0-9]{6}[ -][0-9]{4}",
            r"\b(?:card|cc|credit|debit|visa|master ?card|amex|american express|discover|diners|jcb|maestro|unionpay"
            r"|pan|kreditkarte|karte|carte|tarjeta|cart[\xc3\xa3\xe3]|kort|payment)",
        ),
        ignore_case=True,
        score=0.8,
        before=_EDGE,
        after="0-9A-Za-z_-",
        validate=named_card,
        kinds=frozenset({"log", "cli", "config"}),
    ),
    Rule(
        id="labelled-card",
        entity="CREDIT_CARD",
        pattern=(
            rf"(?:card|credit[ -]?card|debit[ -]?card|visa|mastercard|amex|maestro|card[ _-]?(?:number"
            rf"|no|num|nr)|kreditkarte|kartennummer)[ \t]*(?:number|no\.?|#|is"
            rf"|ending)?[ \t]*[:=#]?[ \t]*{_NUMBER}"
        ),
        reference="ISO/IEC 7812-1; 12-digit Maestro and other numbers that only their label gives away",
        examples=("credit card «501800001239» refused", "card number: «5018 0000 0009»"),
        near_misses=("card 12345", "card slot 1", "card 2026-01-02"),
        trigger=("card", "visa", "amex", "maestro", "karte"),
        ignore_case=True,
        score=0.85,
        after="0-9A-Za-z_-",
        validate=labelled_number,
    ),
)
