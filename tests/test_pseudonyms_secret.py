"""Laws of redactor.pseudonyms.secret and type7."""

from __future__ import annotations

import base64
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redactor.pseudonyms import Pseudonyms, type7

PSEUDONYMS = Pseudonyms(b"secret test secret".ljust(32, b"."))


def _suppress(value: str) -> str:
    return PSEUDONYMS.suppress("SECRET", value.encode()).decode()


@pytest.mark.parametrize("value", ["02050D480809", "094F471A1A0A", "0822455D0A16"])
def test_type_7_is_decoded(value: str) -> None:
    """The vectors that circulate with the algorithm (passlib, Cisco forums) all read `cisco`."""
    assert b"cisco" == type7.decoded(value.encode())
    assert value.encode() == type7.encoded(b"cisco", int(value[:2]))


@given(st.from_regex(r"[ -~]{2,25}", fullmatch=True), st.integers(0, 15))
@settings(max_examples=60, deadline=None)
def test_type_7_stays_type_7(text: str, salt: int) -> None:
    """A type 7 password becomes one of the same length that decodes to a dummy text."""
    value = type7.encoded(text.encode(), salt).decode()
    found = _suppress(value)
    decoded = type7.decoded(found.encode())

    assert len(value) == len(found)
    assert value != found
    assert decoded is not None and decoded.isalnum() and decoded != text.encode()


@pytest.mark.parametrize(
    ("value", "pattern"),
    [
        ("$1$mErr$hx5rVt7rPNoS4wqbXKX7m0", r"\$1\$[./0-9A-Za-z]{4}\$[./0-9A-Za-z]{22}"),
        ("$6$rounds=5000$saltsalt$" + "a1./" * 21, r"\$6\$rounds=5000\$[./0-9A-Za-z]{8}\$[./0-9A-Za-z]{84}"),
        ("$8$dsYGNam3K1SIJO$" + "7nv/35M/qr6t.dVc7UY9zrJDWRVqncHub1PE9UlMQFs",
         r"\$8\$[./0-9A-Za-z]{14}\$[./0-9A-Za-z]{43}"),
        ("$9$LbHX-wg4Z.JD", r"\$9\$[-./0-9A-Za-z]{12}"),
        ("$2b$12$" + "abcdefghijklmnopqrstuv" + "A" * 31, r"\$2b\$12\$[./0-9A-Za-z]{53}"),
        ("$sha512$5000$abcdEFGH$ijklMNOP", r"\$sha512\$5000\$[./0-9A-Za-z]{8}\$[./0-9A-Za-z]{8}"),
        ("AKIAIOSFODNN7EXAMPLE", r"AKIA[A-Z0-9]{16}"),
        ("ghp_0123456789abcdefABCDEF", r"ghp_[0-9A-Za-z]{22}"),
        ("xoxb-123456789012-abcdefABCDEF", r"xoxb-[0-9A-Za-z]{12}-[0-9A-Za-z]{12}"),
        ("sk_live_abc123DEF456", r"sk_live_[0-9A-Za-z]{12}"),
        ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln-bm_F0", r"eyJ[\w-]{17}\.eyJ[\w-]{12}\.[\w-]{10}"),
        ("deadbeef0123", r"[0-9a-f]{12}"),
        ("DEADBEEF0123", r"[0-9A-F]{12}"),
        ("8675309", r"[1-9][0-9]{6}"),
        ("community", r"[a-z]{9}"),
        ("Blue-Horse 42", r"[A-Za-z0-9]{4}-[A-Za-z0-9]{5} [A-Za-z0-9]{2}"),
        ("x", r"[a-wyz]"),
    ],
)  # fmt: skip
def test_secrets_stay_valid_of_their_kind(value: str, pattern: str) -> None:
    """Prefix, parameters, character set and length stay; the secret does not."""
    found = _suppress(value)

    assert re.fullmatch(pattern, found)
    assert value.lower() != found.lower()


@given(st.binary(min_size=4, max_size=40))
@settings(max_examples=60, deadline=None)
def test_base64_stays_base64(value: bytes) -> None:
    """Padded base64 is canonical base64 of as many bytes afterwards."""
    text = base64.b64encode(value).decode()
    if text.endswith("="):
        found = _suppress(text)

        assert len(value) == len(base64.b64decode(found, validate=True))
        assert found == base64.b64encode(base64.b64decode(found)).decode()
        assert text != found


def test_pem_keeps_its_frame() -> None:
    """BEGIN and END lines, line lengths and line ends stay; no body line does, also when line ends are escaped."""
    frame = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\n", "\n-----END RSA PRIVATE KEY-----"
    value = "MIIEabcdefgh+/12\nAbCd==".join(frame)
    for text, end in ((value, "\n"), (value.replace("\n", "\\n"), "\\n")):
        old, new = text.split(end), _suppress(text).split(end)

        assert old[:3] == new[:3]
        assert old[-1] == new[-1]
        assert [len(line) for line in old] == [len(line) for line in new]
        assert not {old[3], old[4]} & {new[3], new[4]}


@given(st.text(min_size=1, max_size=30))
@settings(max_examples=100, deadline=None)
def test_no_secret_survives(value: str) -> None:
    """Any text with a letter or digit changes, at the same length in UTF-8; pseudonymising suppresses too."""
    data = value.encode("utf-8", "surrogatepass")
    found = PSEUDONYMS.suppress("SECRET", data)

    assert len(data) == len(found)
    assert found == PSEUDONYMS.pseudonymise("SECRET", data)
    assert (data.lower() == found.lower()) == PSEUDONYMS.unchanged("SECRET", data)


def test_suppression_is_not_a_permutation() -> None:
    """Distinct secrets may share a replacement: over all of two digits some do, so no function gives them back."""
    found = {PSEUDONYMS.suppress("SECRET", b"%d" % number) for number in range(10, 100)}

    assert len(found) < 90


@pytest.mark.parametrize("value", ["$6$(", "AKIA\\", "sk-!"])
def test_a_prefix_without_a_secret_changes_too(value: str) -> None:
    """Where only what says the kind could be changed, it is."""
    assert value != _suppress(value)
