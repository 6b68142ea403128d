"""Check digits: pure functions that say whether a number could have been issued; none of them raises."""

from __future__ import annotations

from collections.abc import Sequence

_DNI_LETTERS = b"TRWAGMYFPDXBNJZSQVHLCKE"
_HETU_LETTERS = b"0123456789ABCDEFHJKLMNPRSTUVWXY"
_ODD = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23)


def digits(value: bytes) -> bytes:
    """The ASCII digits of `value`, separators dropped."""
    return bytes(byte for byte in value if 48 <= byte <= 57)


def luhn(number: bytes) -> bool:
    """True where the digit string passes ISO/IEC 7812-1 annex B."""
    total = 0
    for place, byte in enumerate(reversed(number)):
        digit = (byte - 48) << (place & 1)
        total += digit - 9 if digit > 9 else digit
    return bool(number) and total % 10 == 0


def mod97(value: bytes) -> bool:
    """True where an IBAN without separators passes ISO 7064 MOD 97-10 (ISO 13616)."""
    text = value.upper()
    expanded = "".join(str(int(chr(byte), 36)) for byte in text[4:] + text[:4] if chr(byte).isalnum() and byte < 128)
    return bool(expanded) and int(expanded) % 97 == 1


def weighted(number: bytes, weights: Sequence[int]) -> int:
    """Sum of the leading digits times their weights."""
    return sum((byte - 48) * weight for byte, weight in zip(number, weights, strict=False))


def mod11_10(number: bytes) -> bool:
    """True where the last digit is the ISO 7064 MOD 11,10 check digit (German Steuer-Identifikationsnummer)."""
    product = 10
    for byte in number[:-1]:
        total = (byte - 48 + product) % 10 or 10
        product = total * 2 % 11
    return bool(number) and (11 - product) % 10 == number[-1] - 48


def german_pension(value: bytes) -> bool:
    """True where a Rentenversicherungsnummer (12 characters, one letter) has its check digit (VKVV section 4)."""
    letter = value[8:9].upper()
    if len(value) != 12 or not letter.isalpha():
        return False
    expanded = value[:8] + b"%02d" % (letter[0] - 64) + value[9:11]
    products = (
        (byte - 48) * weight for byte, weight in zip(expanded, (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1), strict=True)
    )
    return sum(product // 10 + product % 10 for product in products) % 10 == value[11] - 48


def french_insee(value: bytes) -> bool:
    """True where a numéro de sécurité sociale (15 characters) has its key: 97 minus the number modulo 97 (INSEE)."""
    body = value[:13].upper().replace(b"2A", b"19").replace(b"2B", b"18")
    return len(value) == 15 and body.isdigit() and value[13:].isdigit() and 97 - int(body) % 97 == int(value[13:])


def spanish_letter(value: bytes) -> bool:
    """True where a DNI or NIE without separators ends on its control letter (number modulo 23)."""
    number = value[:-1].upper().replace(b"X", b"0").replace(b"Y", b"1").replace(b"Z", b"2")
    return number.isdigit() and _DNI_LETTERS[int(number) % 23] == value[-1:].upper()[0]


def codice_fiscale(value: bytes) -> bool:
    """True where an Italian tax code (16 characters) ends on its control letter (DM 23 December 1976)."""
    total = 0
    for place, byte in enumerate(value[:15].upper()):
        index = byte - 48 if 48 <= byte <= 57 else byte - 65
        total += index if place & 1 else _ODD[index]
    return len(value) == 16 and total % 26 == value[15:].upper()[0] - 65


def ean13(number: bytes) -> bool:
    """True where 13 digits pass EAN-13 (Swiss AHV number)."""
    return len(number) == 13 and weighted(number, (1, 3) * 6 + (1,)) % 10 == 0


def dutch_bsn(number: bytes) -> bool:
    """True where nine digits pass the elfproef."""
    return len(number) == 9 and weighted(number, (9, 8, 7, 6, 5, 4, 3, 2, -1)) % 11 == 0 and any(number.strip(b"0"))


def pesel(number: bytes) -> bool:
    """True where 11 digits have the PESEL check digit."""
    return len(number) == 11 and weighted(number, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)) % 10 == 0


def brazilian_cpf(number: bytes) -> bool:
    """True where 11 digits have both CPF check digits and are not all equal."""
    if len(number) != 11 or len(set(number)) == 1:
        return False
    first = weighted(number[:9], range(10, 1, -1)) * 10 % 11 % 10
    second = weighted(number[:10], range(11, 1, -1)) * 10 % 11 % 10
    return (first, second) == (number[9] - 48, number[10] - 48)


def finnish_hetu(value: bytes) -> bool:
    """True where a henkilötunnus without its separator ends on its control character (number modulo 31)."""
    number = value[:-1]
    return len(value) == 10 and number.isdigit() and _HETU_LETTERS[int(number) % 31] == value[-1]


def belgian_register(number: bytes) -> bool:
    """True where 11 digits end on 97 minus the rest modulo 97, for either century."""
    if len(number) != 11:
        return False
    check = int(number[9:])
    return check in (97 - int(number[:9]) % 97, 97 - int(b"2" + number[:9]) % 97)
