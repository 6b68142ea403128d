"""Laws of redactor.pseudonyms: what holds for every entity, and the notations of each kind."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redactor.errors import KeyStoreError
from redactor.model import Action
from redactor.pseudonyms import Pseudonyms, card, iban

SECRET = b"pseudonym test secret".ljust(32, b".")
PSEUDONYMS = Pseudonyms(SECRET)
ENTITIES = (
    "IP_ADDRESS", "MAC_ADDRESS", "HOSTNAME", "EMAIL_ADDRESS", "PERSON", "USERNAME", "PHONE_NUMBER", "SERIAL_NUMBER",
    "PRODUCT_ID", "OS_VERSION", "OS_FEATURE_SET", "BROWSER", "URL", "SECRET", "LOCATION", "ORGANIZATION", "CREDIT_CARD",
    "IBAN", "NATIONAL_ID", "DATE_OF_BIRTH", "OTHER_ID", "PROJECT_NAME",
)  # fmt: skip
ACTIONS = (Action.PSEUDONYMISE, Action.GENERALISE, Action.SUPPRESS)
SAMPLES = (
    b"10.1.2.3", b"00:1b:21:12:34:56", b"core-sw1.corp.example.com", b"ann.lee+x@example.com", b"Ann Lee", b"CORP\\ann",
    b"+49 30 1234567", b"FOC2134X0AB", b"C9300-48P-A", b"17.3.4a", b"Firefox/109.0", b"https://h.example.com/x?token=abc",
    b"4111 1111 1111 1111", b"DE89 3704 0044 0532 0130 00", b"078-05-1120", b"1980-02-03", b"i-0ee633e2673516adc",
    b"M\xc3\xbcnchen", b"M\xfcnchen", b"\xd0\x98\xd0\xb2\xd0\xb0\xd0\xbd", b"0", b"x", b"7", b"X0", b"2001:db8::1",
)  # fmt: skip


def _swap(entity: str, value: str) -> str:
    return PSEUDONYMS.pseudonymise(entity, value.encode()).decode()


def _coarse(entity: str, value: str, *, family_only: bool = False) -> str:
    return PSEUDONYMS.generalise(entity, value.encode(), family_only=family_only).decode()


@pytest.mark.parametrize("entity", ENTITIES)
@pytest.mark.parametrize("action", ACTIONS)
def test_every_value_changes_and_every_instance_agrees(entity: str, action: Action) -> None:
    """For every entity and action: another value, the same from a second instance, other with another key."""
    again, other = Pseudonyms(SECRET, cap=2), Pseudonyms(b"*" * 32)
    found = [PSEUDONYMS.apply(action, entity, value) for value in SAMPLES]

    assert found == [again.apply(action, entity, value) for value in SAMPLES]
    for value, new in zip(SAMPLES, found, strict=True):
        assert PSEUDONYMS.unchanged(entity, value) == (value.lower() == new.lower())
    if action is not Action.GENERALISE:
        assert found != [other.apply(action, entity, value) for value in SAMPLES]


@given(
    st.sampled_from(ENTITIES), st.sampled_from(ACTIONS), st.binary(max_size=24) | st.text(max_size=12).map(str.encode)
)
@settings(max_examples=400, deadline=None)
def test_any_bytes_are_taken(entity: str, action: Action, value: bytes) -> None:
    """Nothing raises; a value changes unless `unchanged` says so; blanks around it stay outside."""
    found = PSEUDONYMS.apply(action, entity, value)

    assert PSEUDONYMS.unchanged(entity, value) == (found.lower() == value.lower())
    assert b"  " + found + b"\t" == PSEUDONYMS.apply(action, entity, b"  " + value + b"\t") or value != value.strip()


@pytest.mark.parametrize("entity", [entity for entity in ENTITIES if entity not in ("SECRET", "IP_ADDRESS")])
def test_two_values_have_two_pseudonyms(entity: str) -> None:
    """Injective: a thousand host-like values have a thousand pseudonyms, whatever they are called."""
    values = {b"ab-%d.c%d" % (number, number % 7) for number in range(1000)}

    assert len(values) == len({PSEUDONYMS.pseudonymise(entity, value) for value in values})


def test_kinds_that_share_digits_do_not_mix() -> None:
    """Short card and phone numbers change too, in any order of asking."""
    for value in ("00", "000", "0000", "07", "12", "120"):
        for entity in ("CREDIT_CARD", "PHONE_NUMBER"):
            assert value != _swap(entity, value)


def test_keep_and_drop() -> None:
    """`keep` gives the value, `drop` nothing; a short secret is refused."""
    assert b"x" == PSEUDONYMS.apply(Action.KEEP, "PERSON", b"x")
    assert b"" == PSEUDONYMS.apply(Action.DROP, "PERSON", b"x")
    with pytest.raises(KeyStoreError):
        Pseudonyms(b"short")


def test_the_same_part_has_the_same_pseudonym() -> None:
    """Host, domain, user and name agree wherever they stand: bare, in an FQDN, an e-mail address, a URL, a path."""
    host, domain = _swap("HOSTNAME", "core-sw1"), _swap("HOSTNAME", "example.com")
    ann, lee = _swap("PERSON", "Ann"), _swap("PERSON", "Lee")
    user = f"{ann}.{lee}".lower()

    assert f"{host}.{domain}" == _swap("HOSTNAME", "core-sw1.example.com")
    assert f"{host}.{domain}".upper() == _swap("HOSTNAME", "CORE-SW1.EXAMPLE.COM")
    assert f"{ann} {lee}" == _swap("PERSON", "Ann Lee")
    assert f"{user}@{domain}" == _swap("EMAIL_ADDRESS", "ann.lee@example.com")
    assert user == _swap("USERNAME", "ann.lee")
    assert f"https://{host}.{domain}:8443/home/{user}/x" == _swap(
        "URL", "https://core-sw1.example.com:8443/home/ann.lee/x"
    )
    assert f"http://{_swap('IP_ADDRESS', '10.1.2.3')}/" == _swap("URL", "http://10.1.2.3/")


@pytest.mark.parametrize(
    ("value", "pattern"),
    [
        ("core-sw1.example.co.uk", r"[a-z]{4}-[a-z]{2}\d\.[a-z]{7}\.co\.uk"),
        ("www.example.com.", r"www\.[a-z]{7}\.com\."),
        ("dc1.corp.local", r"[a-z]{2}\d\.corp\.local"),
        ("_ldap._tcp.dc1.acme.local", r"_ldap\._tcp\.[a-z]{2}\d\.[a-z]{4}\.local"),
        ("SW_Core-7", r"[A-Z]{2}_[A-Z][a-z]{3}-\d"),
        ("r1", r"[a-z]\d"),
    ],
)
def test_host_names_keep_their_suffix_and_shape(value: str, pattern: str) -> None:
    """Public suffixes, internal roots and roles stay; labels keep letters, digits, case and separators."""
    assert re.fullmatch(pattern, _swap("HOSTNAME", value))
    assert value != _swap("HOSTNAME", value)


def test_addresses_inside_names_agree() -> None:
    """An address in a host name is the address' pseudonym; `localhost` stays."""
    dashed = _swap("IP_ADDRESS", "10.0.0.1").replace(".", "-")

    assert f"ip-{dashed}" == _swap("HOSTNAME", "ip-10-0-0-1")
    assert _swap("HOSTNAME", "ip-10-0-0-1.node.internal").startswith(f"ip-{dashed}.")
    assert _swap("HOSTNAME", "10.0.0.1.static.example.net").startswith(_swap("IP_ADDRESS", "10.0.0.1") + ".")
    assert _swap("IP_ADDRESS", "10.0.0.1") == _swap("HOSTNAME", "10.0.0.1")
    assert "localhost" == _swap("HOSTNAME", "localhost")
    assert "http://localhost:80/" == _swap("URL", "http://localhost:80/")


def test_no_label_becomes_an_address() -> None:
    """A label of four numbers that is no address never becomes one that reads as an address."""
    labels = [f"300-{number}-2-3" for number in range(200)]
    octets = [[int(part) for part in _swap("HOSTNAME", label).split("-")] for label in labels]

    assert all(max(numbers) > 255 for numbers in octets)


@given(st.integers(1, 2**48 - 2))
@settings(max_examples=100, deadline=None)
def test_mac_notations_agree(mac: int) -> None:
    """One MAC is one pseudonym in every notation: locally administered, multicast bit kept, same notation back."""
    digits = f"{mac:012x}"
    pairs, quads = re.findall("..", digits), re.findall("....", digits)
    found = _swap("MAC_ADDRESS", digits)

    assert int(found[:2], 16) & 2 and int(found[:2], 16) & 1 == mac >> 40 & 1
    assert digits != found
    for text in (":".join(pairs), "-".join(pairs), ".".join(quads), "-".join(quads), f"{digits[:6]}-{digits[6:]}"):
        assert found == re.sub("[-:.]", "", _swap("MAC_ADDRESS", text))
        assert re.sub("[0-9a-f]", "x", text) == re.sub("[0-9a-f]", "x", _swap("MAC_ADDRESS", text))
    assert found.upper() == _swap("MAC_ADDRESS", digits.upper()) or digits == digits.upper()
    assert f"01:{':'.join(re.findall('..', found))}" == _swap("MAC_ADDRESS", f"01:{':'.join(pairs)}")
    assert f"{found[:6]}fffe{found[6:]}" == _swap("MAC_ADDRESS", f"{digits[:6]}fffe{digits[6:]}")


def test_macs_of_nobody_stay() -> None:
    """All zeros and all ones stay in every notation; a thousand neighbours have a thousand pseudonyms of one vendor."""
    for value in ("00:00:00:00:00:00", "ffff.ffff.ffff", "FF-FF-FF-FF-FF-FF"):
        assert value == _swap("MAC_ADDRESS", value)
    images = {_swap("MAC_ADDRESS", f"001b.21{number:02x}.{number:04x}") for number in range(200)}

    assert 200 == len(images)
    assert 1 == len({image[:7] for image in images})


@pytest.mark.parametrize(
    ("value", "expected", "family"),
    [
        ("17.3.4a", "17.3.0a", "17.0.0a"), ("15.2(4)M7", "15.2(0)M0", "15.0(0)M0"), ("v7.4.8", "v7.4.0", "v7.0.0"),
        ("9.8(3)21", "9.8(0)0", "9.0(0)0"), ("17.03.04", "17.03.00", "17.00.00"), ("17.9", "17.0", "17.0"),
        ("17.0", "0.0", "0.0"), ("0.0", "0.1", "0.1"), ("Bookworm", "Xxxxxxxx", "Xxxxxxxx"),
        ("4.32.1F-37265360.4321F", "4.32.0F-0.0F", "4.0.0F-0.0F"),
    ],
)  # fmt: skip
def test_versions_are_generalised(value: str, expected: str, family: str) -> None:
    """The leading two numbers stay (family alone: one), the others become 0, and the result differs."""
    assert expected == _coarse("OS_VERSION", value)
    assert family == _coarse("OS_VERSION", value, family_only=True)
    assert family.encode() == Pseudonyms(SECRET, family_only=True).apply(
        Action.GENERALISE, "OS_VERSION", value.encode()
    )


@pytest.mark.parametrize(
    ("value", "expected", "family"),
    [
        ("Chrome/120.0.6099.71", "Chrome/120.0.0.0", "Chrome/0.0.0.0"), ("curl/7.88.1", "curl/7.0.0", "curl/0.0.0"),
        ("Firefox/109.0", "Firefox/100.0", "Firefox/0.0"), ("Firefox/100.0", "Firefox/0.0", "Firefox/0.0"),
        ("kubectl/v1.26.0", "kubectl/v1.0.0", "kubectl/v0.0.0"), ("x/0.0", "x/1.0", "x/1.0"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/120.0.6099.71",
         "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/120.0.0.0",
         "Mozilla/0.0 (Windows NT 0.0; Win64; x64) Chrome/0.0.0.0"),
    ],
)  # fmt: skip
def test_browsers_are_generalised(value: str, expected: str, family: str) -> None:
    """The first number of each version stays, where that changes nothing tens, else none (family alone: none)."""
    assert expected == _coarse("BROWSER", value)
    assert family == _coarse("BROWSER", value, family_only=True)


def test_products_are_generalised_to_their_family() -> None:
    """The letters before the first digit stay; what follows is crossed out in its shape."""
    assert "C0000X-00X-0X-X" == _coarse("PRODUCT_ID", "C9200L-24T-4G-E")
    assert "FortiGate-0000X" == _coarse("PRODUCT_ID", "FortiGate-1500D")
    assert "C0000X-XXXXXXXXXX0-X" == _coarse("OS_FEATURE_SET", "C3750E-UNIVERSALK9-M")


@given(st.integers(10**11, 10**18 - 1))
@settings(max_examples=60, deadline=None)
def test_cards_keep_luhn(number: int) -> None:
    """A valid card number stays valid, an invalid one invalid; first digit and grouping stay."""
    for check in range(10):
        value = f"{number}{check}"
        found = _swap("CREDIT_CARD", value)

        assert (card.check_digit(value[:-1]) == check) == (card.check_digit(found[:-1]) == int(found[-1]))
        assert value[0] == found[0] and value != found
        assert found == _swap("CREDIT_CARD", f"{value[:4]} {value[4:]}").replace(" ", "")


def test_check_digits_follow_their_published_vectors() -> None:
    """Luhn: the example of ISO/IEC 7812-1 as Wikipedia and card makers print it; IBAN: the registry's examples."""
    assert 3 == card.check_digit("7992739871")
    assert 1 == card.check_digit("411111111111111")
    for value in ("DE89370400440532013000", "GB29NWBK60161331926819", "NO9386011117947"):
        assert int(value[2:4]) == iban.check_digits(value[:2].encode(), value[4:].encode())
        found = _swap("IBAN", value)
        assert int(found[2:4]) == iban.check_digits(found[:2].encode(), found[4:].encode())
        assert value[:2] == found[:2] and value != found
        assert found == _swap("IBAN", " ".join(re.findall(".{1,4}", value))).replace(" ", "")


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
@settings(max_examples=60, deadline=None)
def test_dates_of_birth_stay_dates(day: date) -> None:
    """A date becomes another date, the same in every notation; generalised it keeps its year."""
    found = date.fromisoformat(_swap("DATE_OF_BIRTH", day.isoformat()))

    assert day != found
    assert f"{found:%d.%m.%Y}" == _swap("DATE_OF_BIRTH", f"{day:%d.%m.%Y}")
    assert f"{found:%m/%d/%Y}" == _swap("DATE_OF_BIRTH", f"{day:%m/%d/%Y}")
    assert f"{day.year}-01-01" == _coarse("DATE_OF_BIRTH", day.isoformat()) or (day.month, day.day) == (1, 1)


def test_phones_agree_in_every_formatting() -> None:
    """The country code and the formatting stay; one number is one pseudonym however it is grouped."""
    plain = _swap("PHONE_NUMBER", "+49301234567")

    assert plain.startswith("+49") and "+49301234567" != plain
    assert plain == re.sub("[ ()-]", "", _swap("PHONE_NUMBER", "+49 (30) 123-4567"))
    assert "0" + plain[3:] == _swap("PHONE_NUMBER", "0301234567")
    assert re.fullmatch(r"\+1 \(\d{3}\) \d{3}-\d{4} ext\. \d\d", _swap("PHONE_NUMBER", "+1 (555) 010-0199 ext. 12"))


def test_serials_stay_plausible() -> None:
    """Plant, year and week of a serial number stay in their ranges, and it stays injective."""
    values = [f"FOC{year:02d}{week:02d}X0AB" for year in range(5, 35) for week in range(1, 54)]
    images = [_swap("SERIAL_NUMBER", value) for value in values]

    assert len(values) == len(set(images))
    assert all(re.fullmatch(r"[A-Z]{3}[0-3]\d(0[1-9]|[1-4]\d|5[0-3])[A-Z]\d[A-Z]{2}", image) for image in images)


@pytest.mark.parametrize(
    ("value", "pattern"),
    [
        ("b6357f39-3ca9-49a3-8d4d-2af32dbf0c38", r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}"),
        ("B6357F39-3CA9-19A3-9D4D-2AF32DBF0C38", r"[0-9A-F]{8}-[0-9A-F]{4}-1[0-9A-F]{3}-9[0-9A-F]{3}-[0-9A-F]{12}"),
        ("i-0ee633e2673516adc", r"i-[0-9a-f]{17}"), ("vpc-12ab34cd", r"vpc-[0-9a-f]{8}"),
        ("arn:aws:iam::123456789012:user/Bob", r"arn:aws:iam::[1-9]\d{11}:user/[A-Z][a-z]{2}"),
        ("S-1-5-21-3623811015-3361044348-30300820-500", r"S-1-5-21-\d{10}-\d{10}-\d{8}-500"),
        ("SHA256:xyzDEF123", r"SHA256:[a-z]{3}[A-Z]{3}\d{3}"),
    ],
)  # fmt: skip
def test_ids_keep_what_says_their_kind(value: str, pattern: str) -> None:
    """Version and variant of a UUID, prefixes of cloud ids, ARNs, SIDs and fingerprints stay; the id does not."""
    assert re.fullmatch(pattern, _swap("OTHER_ID", value))
    assert value != _swap("OTHER_ID", value)


def test_urls_hide_what_identifies() -> None:
    """Passwords and secret parameters are suppressed, users and hosts swapped, path, keys and other values kept."""
    value = "https://bob:p%40ss@h.example.com:8443/a/b.html?token=abc123&page=2&user=bob&ip=10.1.2.3#top"
    bob, ip = _swap("USERNAME", "bob"), _swap("IP_ADDRESS", "10.1.2.3")
    found = _swap("URL", value)

    assert found.startswith(f"https://{bob}:") and found.endswith(f"&page=2&user={bob}&ip={ip}#top")
    assert "/a/b.html?token=" in found
    assert not re.search("p%40ss|abc123|example", found)
    assert len(value) - len("10.1.2.3") == len(found) - len(ip)
