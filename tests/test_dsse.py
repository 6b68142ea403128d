"""Laws of the signed envelope and of the signing key."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from redactor import cli, dsse, signing
from redactor.errors import KeyStoreError, UsageError
from redactor.signing import Signer

# RFC 8032, section 7.1, TEST 1 to 3: seed, public key, message, signature.
RFC_8032 = (
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24"
        "655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aee"
        "b00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28d"
        "c027beceea1ec40a",
    ),
)
KEYS = {"A": bytes.fromhex(RFC_8032[0][1]), "B": bytes.fromhex(RFC_8032[1][1])}

# secure-systems-lab/dsse, testvectors/vectors.json: payload, type, (signature, key id), trusted, threshold, PAE, accepted.
IN_TOTO = "application/vnd.in-toto+json"
STATEMENT = "eyJfdHlwZSI6Imh0dHBzOi8vaW4tdG90by5pby9TdGF0ZW1lbnQvdjEifQ=="
BY_A = "2WAfaHm5jluo0w+0rk8uVkluELJYWjSmU9x7EUzx+AyteDGJ4/nqyJXfmAUVFIAoQafWm7AxBZNw5M9ixNHiCA=="
BY_B = "c1+67/aT0yqEpwx8PsVY3MLHsj9D0CZ014/Fv/QlG59P+9CobUZ7xECJ/V3USG0Ob9CiE5LjReEZUzNF2l7eBw=="
VECTORS: dict[str, tuple[str, str, list[dict[str, str]], str, int, bool]] = {
    "single-signature": (STATEMENT, IN_TOTO, [{"sig": BY_A, "keyid": "A"}], "A", 1, True),
    "url-safe-base64": (
        "-_-_Pj8=",
        IN_TOTO,
        [{
            "sig": "P-_KHICeR7tI6S_YyejJTRtrXhcQyQ2LYPaL8h90KjC9qN8HU_svOQ6TuDOT1HIrsGW886DbWNWcCmX5twLrAw==",
            "keyid": "A",
        }],
        "A",
        1,
        True,
    ),
    "payload-type-swapped": (
        STATEMENT, "application/vnd.example.other+json", [{"sig": BY_A, "keyid": "A"}], "A", 1, False,
    ),
    "non-ascii-payload-type": (
        STATEMENT,
        "application/vnd.exämple+json",
        [{
            "sig": "xmSk/ug66ysT7ayhkCIjhAq42zgZXSsEWuzUaNL7w2eGAdF/NU6/fRXPtmfN+5DNSAs5/i2lUnHjbbjPsu0tAw==",
            "keyid": "A",
        }],
        "A",
        1,
        True,
    ),
    "empty-payload": (
        "",
        IN_TOTO,
        [{
            "sig": "gSggCAaTLTYyRH6FIDBem6meyIynsYy8RTHVzwx9tnTb7Bg/1jMWnuVgI/gffqmbsC2VX5/jHfkkDqsj7CDbDg==",
            "keyid": "A",
        }],
        "A",
        1,
        True,
    ),
    "threshold-two-distinct-keys": (
        STATEMENT, IN_TOTO, [{"sig": BY_A, "keyid": "A"}, {"sig": BY_B, "keyid": "B"}], "AB", 2, True,
    ),
    "threshold-two-one-key-twice": (
        STATEMENT, IN_TOTO, [{"sig": BY_A, "keyid": "A"}, {"sig": BY_A, "keyid": "A"}], "AB", 2, False,
    ),
    "threshold-two-without-keyids": (STATEMENT, IN_TOTO, [{"sig": BY_A}, {"sig": BY_B}], "AB", 2, True),
}  # fmt: skip
PAES = {
    "single-signature": "445353457631203238206170706c69636174696f6e2f766e642e696e2d746f746f2b6a736f6e203433207b225f7479706522"
    "3a2268747470733a2f2f696e2d746f746f2e696f2f53746174656d656e742f7631227d",
    "url-safe-base64": "445353457631203238206170706c69636174696f6e2f766e642e696e2d746f746f2b6a736f6e203520fbffbf3e3f",
    "non-ascii-payload-type": "445353457631203239206170706c69636174696f6e2f766e642e6578c3a46d706c652b6a736f6e203433207b225f747970"
    "65223a2268747470733a2f2f696e2d746f746f2e696f2f53746174656d656e742f7631227d",
    "empty-payload": "445353457631203238206170706c69636174696f6e2f766e642e696e2d746f746f2b6a736f6e203020",
}


def envelope(name: str) -> dsse.Envelope:
    payload, kind, signatures, _, _, _ = VECTORS[name]
    return dsse.parse(json.dumps({"payload": payload, "payloadType": kind, "signatures": signatures}).encode())


def test_the_specification_s_own_example() -> None:
    """protocol.md, "Test Vectors": type, payload and what is signed."""
    given = dsse.pae("http://example.com/HelloWorld", b"hello world")

    assert b"DSSEv1 29 http://example.com/HelloWorld 11 hello world" == given


@pytest.mark.parametrize("name", VECTORS)
def test_published_envelopes_are_judged_as_published(name: str) -> None:
    """As many distinct trusted keys as asked for, over type and payload; key ids decide nothing."""
    *_, trusted, threshold, accepted = VECTORS[name]
    found = dsse.signers(envelope(name), {key: KEYS[key] for key in trusted})

    assert accepted is (len(found) >= threshold)


@pytest.mark.parametrize("name", PAES)
def test_published_encodings_are_ours(name: str) -> None:
    """Lengths are of bytes, nothing is escaped."""
    given = envelope(name)

    assert PAES[name] == dsse.pae(given.payload_type, given.payload).hex()


@pytest.mark.parametrize(("seed", "public", "message", "signature"), RFC_8032)
def test_signatures_are_those_of_the_rfc(tmp_path: Path, seed: str, public: str, message: str, signature: str) -> None:
    """RFC 8032, through a key file of ours and back through the envelope's check."""
    path = key_file(tmp_path, bytes.fromhex(seed))
    signer = Signer.open(path)

    assert public == signer.public.hex()
    assert signature == signer.sign(bytes.fromhex(message)).hex()


def key_file(folder: Path, seed: bytes) -> Path:
    """A signing key from a published seed."""
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    path = folder / "keys.json.signing.pem"
    key = Ed25519PrivateKey.from_private_bytes(seed)
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    path.chmod(0o600)
    return path


@pytest.mark.parametrize(
    "broken",
    [b"", b"{}", b"[]", b"null", b'{"payload":1,"payloadType":"","signatures":[]}', b"[" * 100_000,
     b'{"payload":"a","payloadType":"x","signatures":[]}', b'{"payload":"","payloadType":"x","signatures":[1]}',
     b'{"payload":"","payloadType":"x","signatures":[{"sig":"*"}]}'],
)  # fmt: skip
def test_what_is_no_envelope_is_refused(broken: bytes) -> None:
    """Anything but a whole envelope is one kind of error."""
    with pytest.raises(ValueError, match="not a DSSE envelope"):
        dsse.parse(broken)


def test_writing_and_reading_are_inverse() -> None:
    """An envelope comes back as it was, on one line of ASCII."""
    given: Any = dsse.Envelope(b"\xff\x00 payload", "type/é", (dsse.Signature("a", b"1"), dsse.Signature("", b"2")))
    line = dsse.dump(given)

    assert given == dsse.parse(line)
    assert line.isascii() and b"\n" not in line


def test_the_key_is_private_whole_and_made_once(tmp_path: Path) -> None:
    """Made on first use, 0600, the same ever after; nothing else is left beside it."""
    path = tmp_path / "new" / "keys.json.signing.pem"
    first, second = Signer.open(path), Signer.open(path)

    assert (True, False) == (first.created, second.created)
    assert first.public == second.public
    assert 0o600 == stat.S_IMODE(path.stat().st_mode)
    assert [path] == list(path.parent.iterdir())
    assert b"PRIVATE" not in signing.public_pem(first.public) and "PRIVATE" not in repr(first)


def test_processes_that_start_together_get_one_key(tmp_path: Path) -> None:
    """Whoever is first makes it, the others read it."""
    code = "import sys; from pathlib import Path; from redactor.signing import Signer; print(Signer.open(Path(sys.argv[1])).key_id)"
    command = [sys.executable, "-c", code, str(tmp_path / "key.pem")]
    root = Path(cli.__file__).parents[2]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, cwd=root) for _ in range(4)]
    said = {process.communicate(timeout=60)[0] for process in running}

    assert 1 == len(said) and all(said)


def test_a_key_that_others_can_read_or_that_is_damaged_is_an_error(tmp_path: Path) -> None:
    """Never a new key in its place; a missing one is only made where that is allowed."""
    path = key_file(tmp_path, b"\x01" * 32)
    path.chmod(0o644)
    with pytest.raises(KeyStoreError, match="read by others"):
        Signer.open(path)
    path.chmod(0o600)
    path.write_bytes(b"-----BEGIN PRIVATE KEY-----\nshort\n")
    with pytest.raises(KeyStoreError, match="damaged"):
        Signer.open(path)
    with pytest.raises(KeyStoreError, match="no signing key"):
        Signer.open(tmp_path / "other.pem", create=False)

    assert [path.name] == [each.name for each in tmp_path.iterdir()]


def test_public_keys_are_read_back(tmp_path: Path) -> None:
    """What is exported is what others read; anything else is refused."""
    path = tmp_path / "public.pem"
    path.write_bytes(signing.public_pem(KEYS["A"]))

    assert KEYS["A"] == signing.read_public(path)
    path.write_bytes(b"-----BEGIN PUBLIC KEY-----\n")
    for wrong in (path, tmp_path / "missing.pem"):
        with pytest.raises(UsageError):
            signing.read_public(wrong)


def test_words_are_named_by_key(tmp_path: Path) -> None:
    """Equal sets have equal names under one key, in any order and case; another key, another label: another name."""
    one, other = Signer.open(tmp_path / "one.pem"), Signer.open(tmp_path / "other.pem")
    name = one.digest("never", ("Otter", "monitor"))

    assert name == one.digest("never", ("MONITOR", "otter"))
    assert "" == one.digest("never", ())
    different = [other.digest("never", ("Otter", "monitor")), one.digest("always", ("Otter", "monitor"))]
    assert name not in different and name != one.digest("never", ("Otter",))
