"""Laws of the rules for secrets and personal data that one rule alone cannot state."""

from __future__ import annotations

import importlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recognizers import checksums, pem
from recognizers.rule import Rule
from recognizers.scan import scan

MODULES = """
    device_secret device_key device_vendor device_user snmp snmp_v3 crypt_hash key_material password password_text
    web_token jwt pem http_credentials connection_string api_token credit_card iban national_id phone_number
    date_of_birth location location_prose person_cue
"""
RULES: list[Rule] = [rule for name in MODULES.split() for rule in importlib.import_module(f"recognizers.{name}").RULES]


def found(text: str, entity: str, kind: str = "config") -> set[str]:
    """The values of `entity` in `text`, all rules of these modules together."""
    data = text.encode()
    return {data[start:end].decode() for start, end, name, _, _ in scan(RULES, data, kind) if name == entity}


@pytest.mark.parametrize(
    ("line", "secret"),
    [
        ("enable secret 9 $9$nhEmQVczB7dqsO$X.HsgL6x1il0Rx", "$9$nhEmQVczB7dqsO$X.HsgL6x1il0Rx"),
        ("username bob privilege 15 secret Word.9", "Word.9"),
        ("    set passwd ENC AbCdEf012+/==", "AbCdEf012+/=="),
        (' set psksecret ENC "AbCdEf012+/=="', "AbCdEf012+/=="),
        ("  secret sha512 $6$salt$hash/x.", "$6$salt$hash/x."),
        ("  key 7 0822455D0A16", "0822455D0A16"),
        ('  pre-shared-key "two words"', "two words"),
        ("snmp-server host 192.0.2.1 version 2c netread", "netread"),
        ("set system ntp authentication-key 2 value ntpword2", "ntpword2"),
        ("ntp authentication-key 1 md5 02050D480809 7", "02050D480809"),
        (" peer 192.0.2.1 password cipher %^%#x%", "%^%#x%"),
        ("set vpn ipsec pre-shared-secret Tunnel-Word", "Tunnel-Word"),
        ("add authentication tacacsAction T -tacacsSecret 9f0ab2 -encrypted", "9f0ab2"),
        ("configure snmp add community readwrite zulu9", "zulu9"),
        ("  <pre-shared-key>Tunnel-Word</pre-shared-key>", "Tunnel-Word"),
        ("  30820241 308201AA A0030201 02020101 300D0609", "30820241 308201AA A0030201 02020101 300D0609"),
        ("config wlan security wpa akm psk set-key ascii WifiWord9 1", "WifiWord9"),
    ],
)
def test_the_secret_and_nothing_else_of_its_command(line: str, secret: str) -> None:
    """The secret of a command is found to the byte; keywords, forms, quotes and ids of the command stay."""
    assert {secret} == found(line, "SECRET")


@pytest.mark.parametrize(
    "line",
    [
        "password encryption aes",
        "service password-encryption",
        "aaa authentication login default group tacacs+ local",
        "no snmp-server community",
        "snmp-server community",
        "key chain BACKBONE",
        " key 1",
        "key config-key password-encrypt",
        "username admin privilege 15",
        "authentication mode md5",
        "crypto key generate rsa modulus 2048",
        "ip ssh pubkey-chain",
        "tunnel key 12345",
        "password policy",
        "set password-policy minimum-length 8",
        "community 65000:100",
        "set community no-export",
        "ntp server 192.0.2.1 key 1 prefer",
        "passwd: files sss",
        "Failed password for invalid user x from 192.0.2.1 port 22 ssh2",
        "Password required, but none set",
        "password expired",
        "IKE pre-shared-key mismatch with peer",
        "Unexpected token: identifier",
        "password=*** token=<redacted> secret=${SECRET}",
    ],
)
def test_what_only_speaks_of_secrets_stays(line: str) -> None:
    """Commands, messages and placeholders that hold no secret are left alone in every kind of attachment."""
    for kind in ("config", "cli", "log", "prose", "json", "ini"):
        assert set() == found(line, "SECRET", kind), kind


def test_both_keys_of_an_snmp_user() -> None:
    """A user's authentication and privacy keys are found, and the user beside them."""
    line = "snmp-server user bob G v3 auth sha Auth.1 priv aes 128 Priv.1"

    assert {"Auth.1", "Priv.1"} == found(line, "SECRET")
    assert {"bob"} == found(line, "USERNAME")


@pytest.mark.parametrize("name", ["admin", "root", "cisco", "enable", "nsroot", "ubnt", "operator"])
def test_default_accounts_single_nobody_out(name: str) -> None:
    """Accounts that every device has are no user names."""
    assert set() == found(f"username {name} privilege 15", "USERNAME")
    assert {"alee"} == found("username alee privilege 15", "USERNAME")


def test_no_secret_teaches_the_lexicon() -> None:
    """Only names of users, people and hosts seed the case's lexicon, never a secret."""
    assert set() == {rule.id for rule in RULES if rule.seeds} & {rule.id for rule in RULES if rule.entity == "SECRET"}


def test_every_cookie_value_and_no_attribute() -> None:
    """Each value of a cookie header is a secret; names and attributes stay."""
    line = "Set-Cookie: sid=0a1b2c; Path=/app; Max-Age=3600; SameSite=Lax; HttpOnly"

    assert {"0a1b2c"} == found(line, "SECRET", "log")
    assert {"1x", "2y", "3z"} == found("Cookie: a=1x; b=2y; c=3z", "SECRET", "log")


def test_bare_numbers_of_logs_are_no_cards() -> None:
    """A number that passes Luhn is a card in prose, and in a log only where a word or its groups say so."""
    assert {"4111111111111111"} == found("I paid with 4111111111111111", "CREDIT_CARD", "prose")
    assert set() == found("rx 4111111111111111 bytes", "CREDIT_CARD", "log")
    assert {"4111 1111 1111 1111"} == found("rx 4111 1111 1111 1111", "CREDIT_CARD", "log")


@pytest.mark.parametrize(
    "text",
    ["192.0.2.1", "2026-01-02 03:04:05", "255.255.255.0", "12.1.3", "1700000000", "00:11:22", "+0200", "10-20-30"],
)
def test_addresses_dates_and_versions_are_no_phones(text: str) -> None:
    """Dotted quads, dates, versions, time stamps and offsets are no telephone numbers, in prose or elsewhere."""
    for kind in ("prose", "log", "cli", "config"):
        assert set() == found(f"seen {text} here", "PHONE_NUMBER", kind)


BODY = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC\nBKcwggSjAgEAAoIBAQDExample==\n"


@pytest.mark.parametrize(
    ("before", "body", "after"),
    [
        ("x\n-----BEGIN PRIVATE KEY-----\n", BODY, "-----END PRIVATE KEY-----\ny\n"),
        ("-----BEGIN RSA PRIVATE KEY-----\n", "Proc-Type: 4,ENCRYPTED\n\n" + BODY, "-----END RSA PRIVATE KEY-----"),
        ("-----BEGIN CERTIFICATE-----\n", BODY, ""),
        ('set cert "-----BEGIN CERTIFICATE-----\n', BODY, '-----END CERTIFICATE-----"\n'),
        ("---- BEGIN SSH2 PUBLIC KEY ----\n", 'Comment: "x"\n' + BODY, "---- END SSH2 PUBLIC KEY ----\n"),
        ("-----BEGIN PGP MESSAGE-----\r\n", "Version: 1\r\n\r\nhQEMA\r\n", "-----END PGP MESSAGE-----\r\n"),
        (
            "PuTTY-User-Key-File-3: ssh-rsa\nPublic-Lines: 2\n",
            BODY + "Private-Lines: 1\nAAAA\nPrivate-MAC: 0a",
            "\n\nz",
        ),
    ],
)
def test_the_body_of_a_block_is_between_its_lines(before: str, body: str, after: str) -> None:
    """The body of a block is everything between BEGIN and END, headers included; without END, all that follows."""
    text = (before + body + after).encode()

    assert [(len(before.encode()), len((before + body).encode()))] == pem.blocks(text)


def test_indented_and_prefixed_blocks() -> None:
    """Prefixes of quoted or indented blocks do not hide them, and the END line stays whole."""
    text = b"> -----BEGIN X-----\n> AAAA\n> -----END X-----\n  | -----BEGIN Y-----\n  | BBBB\n  | -----END Y-----\n"

    assert [b"> AAAA\n", b"  | BBBB\n"] == [text[start:end] for start, end in pem.blocks(text)]


def test_one_line_blocks_are_for_the_rules() -> None:
    """A block on one line has no body between lines; the rule finds its text."""
    text = r'{"k":"-----BEGIN PRIVATE KEY-----\nMIIEvQIBADAN\n-----END PRIVATE KEY-----\n"}'

    assert [] == pem.blocks(text.encode())
    assert "MIIEvQIBADAN" in found(text, "SECRET", "json")


@given(st.lists(st.sampled_from([b"-----BEGIN A-----", b"-----END A-----", b"\n", b"AA", b"> "]), max_size=30))
def test_blocks_are_ascending_and_disjoint(parts: list[bytes]) -> None:
    """Whatever the order of BEGIN and END lines, bodies ascend, do not overlap, and begin behind a line end."""
    text, last = b"".join(parts), 0
    for start, end in pem.blocks(text):
        assert last <= start < end <= len(text)
        assert text[start - 1 : start] == b"\n"
        last = end


def test_blocks_take_linear_time() -> None:
    """A megabyte of BEGIN lines without an END, and one of alternating lines, take under a second."""
    for piece in (b"-----BEGIN A-----\n", b"-----BEGIN A-----\nA\n-----END A-----\n", b"-----BEGIN A----- "):
        started = time.process_time()
        pem.blocks(piece * (1_000_000 // len(piece)))

        assert time.process_time() - started < 1.0


@given(st.integers(min_value=10**10, max_value=10**17))
def test_luhn_has_one_check_digit(number: int) -> None:
    """To every number belongs exactly one Luhn digit."""
    body = str(number).encode()

    assert 1 == sum(checksums.luhn(body + bytes([digit])) for digit in b"0123456789")


@given(st.integers(min_value=10**8, max_value=10**9 - 1), st.integers(min_value=0, max_value=9))
def test_checksums_see_a_wrong_digit(number: int, place: int) -> None:
    """A Luhn, MOD 11,10 or EAN number with one digit changed does not pass."""
    for check, length in ((checksums.luhn, 10), (checksums.mod11_10, 11), (checksums.ean13, 13)):
        body = str(number).encode().rjust(length - 1, b"1")
        for valid in (body + bytes([digit]) for digit in b"0123456789"):
            if check(valid):
                changed = bytearray(valid)
                changed[place] = 48 + (changed[place] - 47) % 10

                assert not check(bytes(changed))
