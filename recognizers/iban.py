"""International bank account numbers: country, its length, and the check of ISO 7064."""

from __future__ import annotations

from collections import defaultdict

from recognizers.checksums import mod97
from recognizers.rule import Rule, Verdict

_LENGTHS = {
    15: "NO", 16: "BE BI", 18: "DK FO FI GL NL SD FK", 19: "MK SI", 20: "AT BA EE KZ XK LT LU MN", 21: "CH HR LI LV",
    22: "BG BH CR DE GB GE IE ME RS VA", 23: "AE GI IL IQ TL OM SO", 24:
        "AD CZ ES MD PK RO SA SE SK TN VG", 25: "LY PT ST",
    26: "IS TR", 27: "BJ DJ FR GR IT MC MR SM", 28:
        "AL AZ BY CY DO GT HU LB NI PL SV", 29: "BR EG PS QA UA", 30: "JO KW MU YE",
    31: "MT SC", 32: "LC", 33: "RU",
}  # fmt: skip
"""Characters of an IBAN by country (SWIFT IBAN Registry)."""


def _body(separator: str) -> str:
    """One alternative per length: country code, check digits, groups of four, the rest."""
    forms = defaultdict(str)
    for length, countries in _LENGTHS.items():
        groups, rest = divmod(length - 4, 4)
        tail = f"{separator}[0-9A-Z]{{{rest}}}" if rest else ""
        forms[length] = f"(?:{'|'.join(countries.split())})[0-9]{{2}}(?:{separator}[0-9A-Z]{{4}}){{{groups}}}{tail}"
    return f"(?P<value>(?:{'|'.join(forms.values())}))"


def checked(value: bytes) -> Verdict:
    """Confirms a number that passes MOD 97-10 and refuses others."""
    return Verdict.CONFIRM if mod97(value.replace(b" ", b"").replace(b"-", b"")) else Verdict.REFUSE


RULES = (
    Rule(
        id="iban",
        entity="IBAN",
        pattern=_body("[ -]?"),
        reference="ISO 13616-1; SWIFT IBAN Registry, whose example numbers these are",
        examples=(
            "IBAN «DE89 3704 0044 0532 0130 00» BIC COBADEFF",
            "«GB29NWBK60161331926819»",
            "«FR1420041010050500013M02606»",
            "«NO93 8601 1117 947» er kontoen",
        ),
        near_misses=("DE89 3704 0044 0532 0130 01", "GB29NWBK6016133192681", "DE89", "NO9386011117948"),
        trigger="[A-Z]{2}[0-9]{2}[ -]?[0-9A-Z]{4}",
        score=0.9,
        before="0-9A-Za-z_\\x80-\\xff-",
        check=checked,
    ),
    Rule(
        id="iban-lower-case",
        entity="IBAN",
        pattern=_body("").replace("A-Z", "a-z"),
        reference="ISO 13616-1, as people type it",
        examples=("my iban is «gb29nwbk60161331926819»", "iban «de89370400440532013000»"),
        near_misses=("gb29nwbk60161331926818", "de89 3704"),
        trigger="[a-z]{2}[0-9]{2}[0-9a-z]{6}",
        ignore_case=True,
        score=0.9,
        before="0-9A-Za-z_\\x80-\\xff-",
        check=checked,
    ),
)
