"""National identification numbers: their form, their check digit, or the word that says what they are."""

from __future__ import annotations

import re
from collections.abc import Callable

from recognizers import checksums
from recognizers.rule import Rule, Validator, Verdict

_NEAR = 60
_NINO_REFUSED = (b"BG", b"GB", b"NK", b"KN", b"TN", b"NT", b"ZZ")


def _near(words: str) -> Callable[[bytes, int, int], bool]:
    """A test for one of `words` close before the number, or just behind it."""
    pattern = re.compile(rf"(?:^|[^0-9A-Za-z])(?:{words})(?:[^0-9A-Za-z]|$)".encode("latin-1"), re.IGNORECASE)

    def test(line: bytes, start: int, end: int) -> bool:
        return (
            pattern.search(line, max(0, start - _NEAR), start) is not None
            or pattern.search(line, end, end + 20) is not None
        )

    return test


def _checked(check: Callable[[bytes], bool], words: str, *, alone: bool) -> Validator:
    """Refuses a wrong check digit; confirms a right one that words support; without words it stands only if `alone`."""
    named = _near(words)

    def validate(line: bytes, start: int, end: int) -> Verdict:
        value = re.sub(rb"[^0-9A-Za-z]", b"", line[start:end]).upper()
        if not check(value):
            return Verdict.REFUSE
        if named(line, start, end):
            return Verdict.CONFIRM
        return Verdict.ABSTAIN if alone else Verdict.REFUSE

    return validate


def social_security(number: bytes) -> bool:
    """True for areas, groups and serials that the SSA issues or the IRS uses for ITINs."""
    return (
        number[:3] not in (b"000", b"666") and number[3:5] != b"00" and number[5:] != b"0000" and len(set(number)) > 1
    )


def _nino(value: bytes) -> bool:
    return value[:2] not in _NINO_REFUSED


def _always(value: bytes) -> bool:
    return len(set(value)) > 1


def _luhn_tail(value: bytes) -> bool:
    return checksums.luhn(value[-10:])


_SSN = r"social[ -]security|ssn|itin|tax(?:payer)?[ -]id|tin"
_EDGE = "0-9A-Za-z_.:/+\\x80-\\xff-"


def _rule(
    name: str,
    pattern: str,
    reference: str,
    examples: tuple[str, ...],
    near: tuple[str, ...],
    validate: Validator,
    trigger: str,
    score: float = 0.8,
) -> Rule:
    """A number whose form is `pattern`."""
    return Rule(
        id=name,
        entity="NATIONAL_ID",
        pattern=f"(?P<value>{pattern})",
        reference=reference,
        examples=examples,
        near_misses=near,
        trigger=trigger,
        score=score,
        before=_EDGE,
        after="0-9A-Za-z_-",
        validate=validate,
    )


RULES = (
    _rule(
        "us-ssn",
        "[0-9]{3}-[0-9]{2}-[0-9]{4}",
        "US Social Security Administration, SSN randomisation; IRS, ITIN",
        ("my social security number is «219-09-9999».", "«123-45-6789»"),
        ("000-12-3456", "123-45-678", "2026-11-2500", "666-12-3456"),
        _checked(social_security, _SSN, alone=True),
        "[0-9]-[0-9]{2}-[0-9]",
    ),
    _rule(
        "us-ssn-bare",
        "[0-9]{3} ?[0-9]{2} ?[0-9]{4}",
        "US Social Security Administration",
        ("SSN: «219099999»", "ssn «219 09 9999»"),
        ("219099999", "order 219 09 9999"),
        _checked(social_security, _SSN, alone=False),
        "[0-9]{3} ?[0-9]{2} ?[0-9]",
    ),
    _rule(
        "uk-nino",
        "[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] [0-9]{2} [0-9]{2} [0-9]{2} [A-D]",
        "HMRC NIM39110, National Insurance numbers",
        ("NI «JR 12 34 56 C».", "«AB 12 34 56 D»"),
        ("GB 12 34 56 A", "AB 12 34 56"),
        _checked(_nino, "nino|ni|national insurance|insurance", alone=True),
        "[A-Z] [0-9]{2} [0-9]",
    ),
    _rule(
        "uk-nino-compact",
        "[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][0-9]{6}[A-D]",
        "HMRC NIM39110",
        ("NINO: «AB123456C»", "National Insurance number «JR123456D»"),
        ("part AB123456C", "NINO: GB123456A"),
        _checked(_nino, "nino|ni|ni number|national insurance|insurance", alone=False),
        "[A-Z][0-9]{6}[A-D]",
    ),
    _rule(
        "de-tax-id",
        "[1-9][0-9] ?[0-9]{3} ?[0-9]{3} ?[0-9]{3}",
        "BZSt, Steuerliche Identifikationsnummer, section 139b AO",
        ("Steuer-ID: «86095742719»", "IdNr «47 036 892 816»"),
        ("86095742719", "Steuer-ID: 86095742718"),
        _checked(
            checksums.mod11_10, "steuer[ -]?id|steuer-?identifikationsnummer|idnr|tin|steuernummer|tax id", alone=False
        ),
        "[0-9]{2} ?[0-9]{3} ?[0-9]{3} ?[0-9]",
    ),
    _rule(
        "de-pension-number",
        "[0-9]{2} ?[0-9]{6} ?[A-Z] ?[0-9]{3}",
        "Deutsche Rentenversicherung, VKVV sections 2 to 4",
        ("Rentenversicherungsnummer «15070649C103»", "RVNR: «15 070649 C 103»"),
        ("RVNR: 15070649C104", "15070649C103"),
        _checked(
            checksums.german_pension,
            "renten(?:versicherungs)?-?(?:nummer|nr)|rvnr|versicherungsnummer"
            "|sozialversicherungsnummer|sv-?nummer|sv-?nr|vsnr",
            alone=False,
        ),
        "[0-9] ?[A-Z] ?[0-9]{3}",
    ),
    _rule(
        "fr-insee",
        "[12] ?[0-9]{2} ?(?:0[1-9]|1[0-2]|[2-9][0-9]) ?(?:[0-9]{2}|2[AB]) ?[0-9]{3} ?[0-9]{3} ?[0-9]{2}",
        "INSEE, numéro d'inscription au répertoire",
        ("NIR «2 55 08 14 168 025 38»", "numéro de sécurité sociale: «255081416802538»"),
        ("255081416802538", "NIR 255081416802539"),
        _checked(
            checksums.french_insee,
            "nir|insee|s[\xc3\xa9\xe9]+curit[\xc3\xa9\xe9]+ sociale|securite sociale|ssn",
            alone=False,
        ),
        "[12] ?[0-9]{2} ?[0-9]{2}",
    ),
    _rule(
        "es-dni",
        "[0-9]{8}-?[A-HJ-NP-TV-Z]|[XYZ]-?[0-9]{7}-?[A-HJ-NP-TV-Z]",
        "Ministerio del Interior, cálculo del dígito de control del NIF/NIE",
        ("DNI «12345678Z»", "NIE: «X1234567L»"),
        ("12345678Z", "DNI 12345678A"),
        _checked(checksums.spanish_letter, "dni|nif|nie|documento", alone=False),
        "[0-9]{6}-?[A-Z]",
    ),
    _rule(
        "it-tax-code",
        "[A-Z]{6}[0-9LMNP-V]{2}[ABCDEHLMPRST][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z]",
        "Agenzia delle Entrate, codice fiscale, DM 23/12/1976",
        ("CF «RSSMRA85T10A562S»", "codice fiscale: «VRDGPP13R10B293P»"),
        ("RSSMRA85T10A562T", "RSSMRA85T10"),
        _checked(checksums.codice_fiscale, "codice fiscale|cf|c\\.f\\.", alone=True),
        "[A-Z]{6}[0-9LMNP-V]{2}",
        0.9,
    ),
    _rule(
        "ch-ahv",
        "756\\.?[0-9]{4}\\.?[0-9]{4}\\.?[0-9]{2}",
        "Swiss Central Compensation Office, AHV number (EAN-13)",
        ("AHV «756.9217.0769.85»", "AVS: «7569217076985»"),
        ("756.9217.0769.84", "756.1"),
        _checked(checksums.ean13, "ahv|avs|oasi|navs13", alone=True),
        "756\\.?[0-9]",
        0.85,
    ),
    _rule(
        "nl-bsn",
        "[0-9]{9}|[0-9]{4}\\.[0-9]{2}\\.[0-9]{3}",
        "Rijksoverheid, burgerservicenummer, elfproef",
        ("BSN: «111222333»", "burgerservicenummer «123456782»"),
        ("111222333", "BSN: 111222334"),
        _checked(checksums.dutch_bsn, "bsn|burgerservicenummer|sofinummer", alone=False),
        "[0-9]{4}\\.?[0-9]",
    ),
    _rule(
        "pl-pesel",
        "[0-9]{11}",
        "Poland, Act on population registration, PESEL",
        ("PESEL: «44051401359»", "pesel «02070803628»"),
        ("44051401359", "PESEL: 44051401358"),
        _checked(checksums.pesel, "pesel", alone=False),
        "[0-9]{11}",
    ),
    _rule(
        "br-cpf",
        "[0-9]{3}\\.[0-9]{3}\\.[0-9]{3}-[0-9]{2}",
        "Receita Federal, CPF",
        ("CPF «529.982.247-25»", "«111.444.777-35»"),
        ("529.982.247-26", "111.111.111-11"),
        _checked(checksums.brazilian_cpf, "cpf", alone=True),
        "[0-9]\\.[0-9]{3}-[0-9]",
        0.9,
    ),
    _rule(
        "se-personnummer",
        "(?:19|20)?[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-3][0-9]|[6-9][0-9])[-+]?[0-9]{4}",
        "Skatteverket, SKV 704 (Luhn)",
        ("personnummer «811218-9876»", "Personnr: «19811218-9876»"),
        ("811218-9876", "personnummer 811218-9875"),
        _checked(_luhn_tail, "personnummer|personnr|pnr|samordningsnummer", alone=False),
        "[0-9]{6}[-+]?[0-9]",
    ),
    _rule(
        "fi-hetu",
        "[0-3][0-9][01][0-9]{3}[-+ABCDEFYXWVU][0-9]{3}[0-9A-FHJ-NPR-Y]",
        "DVV, henkilötunnus",
        ("HETU «131052-308T»", "«010594Y9032»"),
        ("131052-308U", "131052-308"),
        _checked(
            lambda value: checksums.finnish_hetu(value[:6] + value[-4:]), "hetu|henkil[\xc3\xb6\xf6]+tunnus", alone=True
        ),
        "[0-9]{6}[-+A-FU-Y][0-9]{3}",
        0.8,
    ),
    _rule(
        "be-register-number",
        "[0-9]{2}\\.?[0-9]{2}\\.?[0-9]{2}-?[0-9]{3}[.-]?[0-9]{2}",
        "Belgian Rijksregister, Royal Decree of 3 April 1984",
        ("rijksregisternummer «85.07.30-033.28»", "NISS «85073003328»"),
        ("85073003328", "NISS 85073003329"),
        _checked(checksums.belgian_register, "rijksregister(?:nummer)?|niss|insz|registre national|nrn", alone=False),
        "[0-9]{2}\\.?[0-9]{2}\\.?[0-9]{2}",
    ),
    _rule(
        "nordic-and-other-numbers",
        "[0-9]{6}[ -]?[0-9]{4,5}|[0-9]{6}/[0-9]{3,4}|[0-9]{4} ?[0-9]{4} ?[0-9]{4}|[0-9]{3}[ -][0-9]{3}[ -][0-9]{3}",
        "CPR (DK), fødselsnummer (NO), kennitala (IS), rodné číslo (CZ, SK), Aadhaar (IN), SIN (CA), TFN (AU)",
        ("CPR «070761-4285»", "fødselsnummer «01010750160»", "rodné číslo: «736028/5163»", "SIN «046 454 286»"),
        ("070761-4285", "046 454 286", "CPR 0707"),
        _checked(
            _always,
            "cpr(?:-?nr\\.?|-?nummer)?|f[\xc3\xb8\xf8]+dselsnummer|personnummer|kennitala"
            "|rodn[\xc3\xa9\xe9]+ [\xc4\x8d]+[\xc3\xad]+slo|rc|aadhaar|aadhar|sin|social insurance"
            "(?: number)?|tfn|tax file number",
            alone=False,
        ),
        "[0-9]{3}[ /-]?[0-9]{3}",
    ),
    _rule(
        "identity-document",
        "[A-Z]{0,3}[0-9]{5,10}[A-Z]{0,2}|[CFGHJKLMNPRTVWXYZ][0-9CFGHJKLMNPRTVWXYZ]{8}",
        "ICAO Doc 9303: passports and identity cards, by their label",
        ("passport no. «C01X00T47»", "Personalausweisnummer: «L01X00T47»", "passport number «533380006»"),
        ("passport.js failed", "build 533380006"),
        _checked(
            _always,
            "passport(?: (?:no|number|nr))?\\.?|reisepass(?:nummer)?|ausweis(?:nummer)?"
            "|personalausweis(?:nummer)?|driving licen[cs]e|driver'?s? licen[cs]e|pasaporte"
            "|passeport|identity card",
            alone=False,
        ),
        "[0-9A-Z]{5}",
        0.7,
    ),
)
