"""Spellings: one canonical form for all of them, and all of them from one value."""

from __future__ import annotations

import base64
import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redactor.spellings import ENCODED, canonical, encodings, fold, mac, spellings

V4 = b"192.0.2.55"
V6 = b"2001:db8::c0:ffee"
MAC = b"00:53:00:aa:bb:0c"


@pytest.mark.parametrize(
    "spelling",
    [
        b"192-0-2-55",
        b"192_0_2_55",
        b"192.000.002.055",
        b"192.0.2.55/24",
        b"::ffff:192.0.2.55",
        b"::FFFF:c000:237",
        b"0:0:0:0:0:ffff:c000:0237",
        b"64:ff9b::192.0.2.55",
        b"[::ffff:192.0.2.55]",
        b"55.2.0.192.in-addr.arpa",
        b"55.2.0.192.IN-ADDR.ARPA.",
        b"3221226039",
        b"0xC0000237",
    ],
)
def test_ipv4_spellings_share_one_form(spelling: bytes) -> None:
    """However an IPv4 address is written, with or without prefix length, it is one value."""
    assert canonical("IP_ADDRESS", V4) == canonical("IP_ADDRESS", spelling)


@pytest.mark.parametrize(
    "spelling",
    [
        b"2001:DB8:0:0:0:0:00c0:ffee",
        b"2001:0db8:0000:0000:0000:0000:00c0:ffee",
        b"2001:db8::c0:ffee/64",
        b"2001:db8::c0:ffee%eth0",
        b"e.e.f.f.0.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa",
    ],
)
def test_ipv6_spellings_share_one_form(spelling: bytes) -> None:
    """However an IPv6 address is written, with or without prefix length and zone, it is one value."""
    assert canonical("IP_ADDRESS", V6) == canonical("IP_ADDRESS", spelling)


@pytest.mark.parametrize(
    "spelling",
    [
        b"0053.00aa.bb0c",
        b"005300aabb0c",
        b"00-53-00-AA-BB-0C",
        b"0053-00aa-bb0c",
        b"005300-aabb0c",
        b"00 53 00 aa bb 0c",
        b"0100.5300.aabb.0c",
        b"01:00:53:00:aa:bb:0c",
        b"00:53:00:ff:fe:aa:bb:0c",
        b"0253:00ff:feaa:bb0c",
        b"253:ff:feaa:bb0c",
    ],
)
def test_mac_spellings_share_one_form(spelling: bytes) -> None:
    """Vendor notations, DHCP client id, EUI-64 and interface id are one address."""
    assert b"005300aabb0c" == canonical("MAC_ADDRESS", spelling)


@pytest.mark.parametrize(
    ("entity", "one", "other"),
    [
        ("HOSTNAME", b"Core-SW1.example.com.", b"core-sw1.example.com"),
        ("PHONE_NUMBER", b"+49 (0)30 5550 100", b"0049-30-5550100"),
        ("CREDIT_CARD", b"4111 1111 1111 1111", b"4111-1111-1111-1111"),
        ("IBAN", b"de00 1234 5678 9012", b"DE00123456789012"),
        ("SERIAL_NUMBER", b"FDO-0000A0BC", b"fdo0000a0bc"),
        ("OTHER_ID", b"00000000-0000-4000-8000-00000000000a", b"0000000000004000800000000000000A"),
        ("PERSON", "ÜMIT ÇELİK".encode(), "ümit çelİk".encode()),
    ],
)
def test_other_spellings_share_one_form(entity: str, one: bytes, other: bytes) -> None:
    """Case, grouping, a trailing dot and trunk zeros do not make another value."""
    assert canonical(entity, one) == canonical(entity, other)


@pytest.mark.parametrize(
    ("entity", "value"),
    [
        ("IP_ADDRESS", b"192.0.2.256"),
        ("IP_ADDRESS", b"192.0-2.1"),
        ("IP_ADDRESS", b"12:34:56"),
        ("IP_ADDRESS", b"not.in-addr.arpa"),
        ("IP_ADDRESS", b"0xc000023g"),
        ("MAC_ADDRESS", b"00:53:00:aa:bb"),
        ("MAC_ADDRESS", b"0253:0000:feaa:bb0c"),
    ],
)
def test_what_is_no_address_is_only_folded(entity: str, value: bytes) -> None:
    """A value that its entity cannot be keeps its letters."""
    assert value == canonical(entity, value)


@given(st.ip_addresses())
def test_every_notation_of_an_address_is_canonical(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    """What `spellings` writes as an address, `canonical` reads as the same address."""
    value = str(address).encode()
    encoded = {text for form in (value, value.upper()) for text in encodings(form)}

    for spelling in spellings("IP_ADDRESS", value):
        assert spelling in encoded or canonical("IP_ADDRESS", value) == canonical("IP_ADDRESS", spelling)


@given(st.binary(min_size=6, max_size=6))
def test_every_notation_of_a_mac_is_canonical(packed: bytes) -> None:
    """The same for MAC addresses."""
    value = packed.hex(":").encode()
    encoded = {text for form in (value, value.upper()) for text in encodings(form)}

    for spelling in spellings("MAC_ADDRESS", value):
        assert spelling in encoded or mac(value) == mac(spelling)


@given(st.text(st.characters(codec="utf-8"), min_size=6, max_size=20), st.binary(max_size=5), st.binary(max_size=5))
def test_base64_of_a_longer_text_holds_a_core(value: str, before: bytes, after: bytes) -> None:
    """Wherever a value stands in what was encoded, one of its base64 spellings stands in the code."""
    raw = value.encode()
    code = base64.b64encode(before + raw + after)

    assert any(spelling in code for spelling in spellings("SECRET", raw) if len(spelling) >= 7)


def test_weak_spellings_are_asked_for() -> None:
    """An address as a bare number is given only to who asks, since counters read the same."""
    assert b"3221226039" not in set(spellings("IP_ADDRESS", V4))
    assert b"3221226039" in set(spellings("IP_ADDRESS", V4, weak=True))


def test_short_values_have_no_encoded_spellings() -> None:
    """Below `ENCODED` bytes an encoded spelling occurs by chance."""
    assert {b"Ab1cd", b"ab1cd", b"AB1CD"} == set(spellings("SECRET", b"Ab1cd"))
    assert ENCODED == len(b"Ab1cde")
    assert b"416231636465" in set(spellings("SECRET", b"Ab1cde"))


def test_spellings_are_given_once() -> None:
    """No spelling twice."""
    found = list(spellings("MAC_ADDRESS", MAC))

    assert len(set(found)) == len(found)


@given(st.binary(max_size=40))
def test_folding_moves_nothing(text: bytes) -> None:
    """Whatever the bytes, folding keeps their number, and folding twice is folding once."""
    assert len(text) == len(fold(text))
    assert fold(text) == fold(fold(text))


def test_folding_knows_other_scripts() -> None:
    """Greek, Cyrillic and accented letters fold; a letter that would grow stays, its neighbours on the line do not."""
    assert "αθήνα москва éclair".encode() == fold("ΑΘΉΝΑ МОСКВА ÉCLAIR".encode())
    assert "ẞé\nä".encode() == fold("ẞÉ\nÄ".encode())
