"""National identification numbers: their form, their check digit, or the word that says what they are."""

from __future__ import annotations

from collections.abc import Callable

from recognizers import checksums
from recognizers import lazy_re as re
from recognizers.rule import Check, Rule, Validator, Verdict

_NEAR = 60
_NINO_REFUSED = (b"BG", b"GB", b"NK", b"KN", b"TN", b"NT", b"ZZ")


def _near(words: str) -> Callable[[bytes, int, int], bool]:
    """A test for one of `words` close before the number, or just behind it."""
    pattern = re.compile(rf"(?:^|[^0-9A-Za-z])(?:{words})(?:[^0-9A-Za-z]|$)".encode("latin-1"), re.IGNORECASE)

    def test(line: bytes, start: int, end: int) -> bool:
        if pattern.search(line, max(0, start - _NEAR), start):
            return True
        behind = pattern.search(line, end, end + 20)
        return behind is not None and (behind.end() < end + 20 or len(line) <= end + 20)

    return test


def _named(words: str, *, alone: bool) -> Validator:
    """Confirms a number that words near it support; without words it stands only if `alone`."""
    named = _near(words)

    def validate(line: bytes, start: int, end: int) -> Verdict:
        if named(line, start, end):
            return Verdict.CONFIRM
        return Verdict.ABSTAIN if alone else Verdict.REFUSE

    return validate


def _issued(check: Callable[[bytes], bool]) -> Check:
    """Refuses a wrong check digit, separators aside."""

    def judge(value: bytes) -> Verdict:
        return Verdict.ABSTAIN if check(re.sub(rb"[^0-9A-Za-z]", b"", value).upper()) else Verdict.REFUSE

    return judge


def _any_case(words: str) -> str:
    """A trigger for `words` where `_near` finds them: no pattern of ours is for one case only in part."""
    spelt = "".join(
        f"[{letter.lower()}{letter.upper()}]" if letter.isascii() and letter.isalpha()
        else letter if letter.isascii() else f"\\x{ord(letter):02x}"
        for letter in words
    )  # fmt: skip
    return rf"(?:^|[^0-9A-Za-z])(?:{spelt})(?:[^0-9A-Za-z]|\b)"


def _date_and_month(value: bytes) -> bool:
    """True where a Swedish number's month and day can be one, or (day plus 60) a co-ordination number's."""
    month, day = int(value[-8:-6]), int(value[-6:-4])
    century = value[:-10] in (b"", b"19", b"20")
    return century and 1 <= month <= 12 and (day < 40 or day >= 60) and checksums.luhn(value[-10:])


def _hetu(value: bytes) -> bool:
    return value[0] < 0x34 and value[2] < 0x32 and checksums.finnish_hetu(value[:6] + value[-4:])


def _insee(value: bytes) -> bool:
    month = value[3:5]
    return value[:1] in b"12" and not b"13" <= month <= b"19" and month != b"00" and checksums.french_insee(value)


def _swiss(value: bytes) -> bool:
    return value.startswith(b"756") and checksums.ean13(value)


def _tax_id(value: bytes) -> bool:
    return value[0] != 0x30 and checksums.mod11_10(value)


def social_security(number: bytes) -> bool:
    """True for areas, groups and serials that the SSA issues or the IRS uses for ITINs."""
    return (
        number[:3] not in (b"000", b"666") and number[3:5] != b"00" and number[5:] != b"0000" and len(set(number)) > 1
    )


def _nino(value: bytes) -> bool:
    return value[:2] not in _NINO_REFUSED


def _always(value: bytes) -> bool:
    return len(set(value)) > 1


_SSN = r"social[ -]security|ssn|itin|tax(?:payer)?[ -]id|tin"
_EDGE = "0-9A-Za-z_.:/+\\x80-\\xff-"


def _rule(
    name: str,
    pattern: str,
    reference: str,
    examples: tuple[str, ...],
    near: tuple[str, ...],
    check: Callable[[bytes], bool],
    words: str,
    trigger: str = "",
    score: float = 0.8,
) -> Rule:
    """A number whose form is `pattern`; without a `trigger` of its own it stands only beside one of the words."""
    return Rule(
        id=name,
        entity="NATIONAL_ID",
        pattern=f"(?P<value>{pattern})",
        reference=reference,
        examples=examples,
        near_misses=near,
        trigger=trigger or _any_case(words),
        score=score,
        before=_EDGE,
        after="0-9A-Za-z_-",
        validate=_named(words, alone=bool(trigger)),
        blind=True,
        check=_issued(check),
    )


RULES = (
    _rule(
        "us-ssn",
        "[0-9]{3}-[0-9]{2}-[0-9]{4}",
        "US Social Security Administration, SSN randomisation; IRS, ITIN",
        ("my social security number is «219-09-9999».", "«123-45-6789»"),
        ("000-12-3456", "123-45-678", "2026-11-2500", "666-12-3456"),
        social_security,
        _SSN,
        "[0-9]{3}-[0-9]{2}-[0-9]{4}",
    ),
    _rule(
        "us-ssn-bare",
        "[0-9]{3} ?[0-9]{2} ?[0-9]{4}",
        "US Social Security Administration",
        ("SSN: «219099999»", "ssn «219 09 9999»"),
        ("219099999", "order 219 09 9999"),
        social_security,
        _SSN,
    ),
    _rule(
        "uk-nino",
        "[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] [0-9]{2} [0-9]{2} [0-9]{2} [A-D]",
        "HMRC NIM39110, National Insurance numbers",
        ("NI «JR 12 34 56 C».", "«AB 12 34 56 D»"),
        ("GB 12 34 56 A", "AB 12 34 56"),
        _nino,
        "nino|ni|national insurance|insurance",
        "[A-Z] [0-9]{2} [0-9]",
    ),
    _rule(
        "uk-nino-compact",
        "[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][0-9]{6}[A-D]",
        "HMRC NIM39110",
        ("NINO: «AB123456C»", "National Insurance number «JR123456D»"),
        ("part AB123456C", "NINO: GB123456A"),
        _nino,
        "nino|ni|ni number|national insurance|insurance",
    ),
    _rule(
        "de-tax-id",
        "[0-9]{2} ?[0-9]{3} ?[0-9]{3} ?[0-9]{3}",
        "BZSt, Steuerliche Identifikationsnummer, section 139b AO",
        ("Steuer-ID: «86095742719»", "IdNr «47 036 892 816»"),
        ("86095742719", "Steuer-ID: 86095742718"),
        _tax_id,
        "steuer[ -]?id|steuer-?identifikationsnummer|idnr|tin|steuernummer|tax id",
    ),
    _rule(
        "de-pension-number",
        "[0-9]{2} ?[0-9]{6} ?[A-Z] ?[0-9]{3}",
        "Deutsche Rentenversicherung, VKVV sections 2 to 4",
        ("Rentenversicherungsnummer «15070649C103»", "RVNR: «15 070649 C 103»"),
        ("RVNR: 15070649C104", "15070649C103"),
        checksums.german_pension,
        "renten(?:versicherungs)?-?(?:nummer|nr)|rvnr|versicherungsnummer"
        "|sozialversicherungsnummer|sv-?nummer|sv-?nr|vsnr",
    ),
    _rule(
        "fr-insee",
        "[0-9] ?[0-9]{2} ?[0-9]{2} ?[0-9][0-9AB] ?[0-9]{3} ?[0-9]{3} ?[0-9]{2}",
        "INSEE, numéro d'inscription au répertoire",
        ("NIR «2 55 08 14 168 025 38»", "numéro de sécurité sociale: «255081416802538»"),
        ("255081416802538", "NIR 255081416802539"),
        _insee,
        "nir|insee|s[\xc3\xa9\xe9]+curit[\xc3\xa9\xe9]+ sociale|securite sociale|ssn",
    ),
    _rule(
        "es-dni",
        "[0-9]{8}-?[A-HJ-NP-TV-Z]|[XYZ]-?[0-9]{7}-?[A-HJ-NP-TV-Z]",
        "Ministerio del Interior, cálculo del dígito de control del NIF/NIE",
        ("DNI «12345678Z»", "NIE: «X1234567L»"),
        ("12345678Z", "DNI 12345678A"),
        checksums.spanish_letter,
        "dni|nif|nie|documento",
    ),
    _rule(
        "it-tax-code",
        "[A-Z]{6}[0-9LMNP-V]{2}[ABCDEHLMPRST][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z]",
        "Agenzia delle Entrate, codice fiscale, DM 23/12/1976",
        ("CF «RSSMRA85T10A562S»", "codice fiscale: «VRDGPP13R10B293P»"),
        ("RSSMRA85T10A562T", "RSSMRA85T10"),
        checksums.codice_fiscale,
        "codice fiscale|cf|c\\.f\\.",
        "[A-Z]{6}[0-9LMNP-V]{2}",
        0.9,
    ),
    _rule(
        "ch-ahv",
        "[0-9]{3}\\.?[0-9]{4}\\.?[0-9]{4}\\.?[0-9]{2}",
        "Swiss Central Compensation Office, AHV number (EAN-13)",
        ("AHV «756.9217.0769.85»", "AVS: «7569217076985»"),
        ("756.9217.0769.84", "756.1"),
        _swiss,
        "ahv|avs|oasi|navs[0-9]{2}",
        rf"(?:^|[^{_EDGE}])[0-9]{{3}}\.?[0-9]{{4}}\.?[0-9]{{4}}\.?[0-9]{{2}}",
        0.85,
    ),
    _rule(
        "nl-bsn",
        "[0-9]{9}|[0-9]{4}\\.[0-9]{2}\\.[0-9]{3}",
        "Rijksoverheid, burgerservicenummer, elfproef",
        ("BSN: «111222333»", "burgerservicenummer «123456782»"),
        ("111222333", "BSN: 111222334"),
        checksums.dutch_bsn,
        "bsn|burgerservicenummer|sofinummer",
    ),
    _rule(
        "pl-pesel",
        "[0-9]{11}",
        "Poland, Act on population registration, PESEL",
        ("PESEL: «44051401359»", "pesel «02070803628»"),
        ("44051401359", "PESEL: 44051401358"),
        checksums.pesel,
        "pesel",
    ),
    _rule(
        "br-cpf",
        "[0-9]{3}\\.[0-9]{3}\\.[0-9]{3}-[0-9]{2}",
        "Receita Federal, CPF",
        ("CPF «529.982.247-25»", "«111.444.777-35»"),
        ("529.982.247-26", "111.111.111-11"),
        checksums.brazilian_cpf,
        "cpf",
        "[0-9]\\.[0-9]{3}-[0-9]",
        0.9,
    ),
    _rule(
        "se-personnummer",
        "(?:[0-9]{2})?[0-9]{6}[-+]?[0-9]{4}",
        "Skatteverket, SKV 704 (Luhn)",
        ("personnummer «811218-9876»", "Personnr: «19811218-9876»"),
        ("811218-9876", "personnummer 811218-9875"),
        _date_and_month,
        "personnummer|personnr|pnr|samordningsnummer",
    ),
    _rule(
        "fi-hetu",
        "[0-9]{6}[-+ABCDEFYXWVU][0-9]{3}[0-9A-FHJ-NPR-Y]",
        "DVV, henkilötunnus",
        ("HETU «131052-308T»", "«010594Y9032»"),
        ("131052-308U", "131052-308"),
        _hetu,
        "hetu|henkil[\xc3\xb6\xf6]+tunnus",
        "[0-9]{6}[-+A-FU-Y][0-9]{3}",
        0.8,
    ),
    _rule(
        "be-register-number",
        "[0-9]{2}\\.?[0-9]{2}\\.?[0-9]{2}-?[0-9]{3}[.-]?[0-9]{2}",
        "Belgian Rijksregister, Royal Decree of 3 April 1984",
        ("rijksregisternummer «85.07.30-033.28»", "NISS «85073003328»"),
        ("85073003328", "NISS 85073003329"),
        checksums.belgian_register,
        "rijksregister(?:nummer)?|niss|insz|registre national|nrn",
    ),
    _rule(
        "nordic-and-other-numbers",
        "[0-9]{6}[ -]?[0-9]{4,5}|[0-9]{6}/[0-9]{3,4}|[0-9]{4} ?[0-9]{4} ?[0-9]{4}|[0-9]{3}[ -][0-9]{3}[ -][0-9]{3}",
        "CPR (DK), fødselsnummer (NO), kennitala (IS), rodné číslo (CZ, SK), Aadhaar (IN), SIN (CA), TFN (AU)",
        ("CPR «070761-4285»", "fødselsnummer «01010750160»", "rodné číslo: «736028/5163»", "SIN «046 454 286»"),
        ("070761-4285", "046 454 286", "CPR 0707"),
        _always,
        "cpr(?:-?nr\\.?|-?nummer)?|f[\xc3\xb8\xf8]+dselsnummer|personnummer|kennitala"
        "|rodn[\xc3\xa9\xe9]+ [\xc4\x8d]+[\xc3\xad]+slo|rc|aadhaar|aadhar|sin|social insurance"
        "(?: number)?|tfn|tax file number",
    ),
    _rule(
        "identity-document",
        "[A-Z]{0,3}[0-9]{5,10}[A-Z]{0,2}|[CFGHJKLMNPRTVWXYZ][0-9CFGHJKLMNPRTVWXYZ]{8}",
        "ICAO Doc 9303: passports and identity cards, by their label",
        ("passport no. «C01X00T47»", "Personalausweisnummer: «L01X00T47»", "passport number «533380006»"),
        ("passport.js failed", "build 533380006"),
        _always,
        "passport(?: (?:no|number|nr))?\\.?|reisepass(?:nummer)?|ausweis(?:nummer)?"
        "|personalausweis(?:nummer)?|driving licen(?:c|s)e|driver'?s? licen(?:c|s)e|pasaporte"
        "|passeport|identity card",
        score=0.7,
    ),
)
