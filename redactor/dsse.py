"""The signed envelope: DSSE 1.0 (github.com/secure-systems-lab/dsse, protocol.md and envelope.md) with Ed25519.

    payload + payload type ──pae──► what is signed ──Ed25519──► {"payload", "payloadType", "signatures": [{"keyid", "sig"}]}

As the protocol has it: either base64 alphabet is read, key ids are mere hints, and whoever signs twice counts once.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple


class Signature(NamedTuple):
    """One signature, with the hint at whose it is."""

    key_id: str
    value: bytes


@dataclass(frozen=True, slots=True)
class Envelope:
    """A payload, what it is, and who vouches for it."""

    payload: bytes
    payload_type: str
    signatures: tuple[Signature, ...]


def pae(payload_type: str, payload: bytes) -> bytes:
    """The pre-authentication encoding: the bytes that are signed; lengths are of bytes."""
    kind = payload_type.encode()
    return b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload)


def parse(data: bytes) -> Envelope:
    """The envelope that a JSON text holds; raises `ValueError` on anything else."""
    try:
        given = json.loads(data)
        signatures = tuple(
            Signature(_text(entry.get("keyid", "")), _raw(entry["sig"])) for entry in given["signatures"]
        )
        return Envelope(_raw(given["payload"]), _text(given["payloadType"]), signatures)
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
        raise ValueError("not a DSSE envelope") from None


def dump(envelope: Envelope) -> bytes:
    """The one way we write an envelope: a line of ASCII without its end."""
    data = {
        "payload": base64.b64encode(envelope.payload).decode(),
        "payloadType": envelope.payload_type,
        "signatures": [
            {"keyid": key_id, "sig": base64.b64encode(value).decode()} for key_id, value in envelope.signatures
        ],
    }
    return json.dumps(data, separators=(",", ":")).encode()


def signers(envelope: Envelope, trusted: Mapping[str, bytes]) -> frozenset[str]:
    """The trusted keys (name → raw public key) that signed the envelope; its own key ids decide nothing."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    signed = pae(envelope.payload_type, envelope.payload)
    found = set()
    for name, raw in trusted.items():
        key = Ed25519PublicKey.from_public_bytes(raw)
        for signature in envelope.signatures:
            try:
                key.verify(signature.value, signed)
            except InvalidSignature:
                continue
            found.add(name)
    return frozenset(found)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _raw(value: Any) -> bytes:
    """The bytes behind base64 of either alphabet."""
    plain = _text(value).replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(plain, validate=True)
    except binascii.Error:
        raise ValueError("not base64") from None
