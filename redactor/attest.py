"""What we say and sign: in-toto statements (github.com/in-toto/attestation, spec/v1) in signed envelopes.

    Statement ──seal──► one line of JSON ──unseal, with trusted keys──► Statement, or `WithheldError`

A sealed statement is the exact bytes that were written: one changed byte, even one that changes no meaning, is refused.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from redactor import dsse
from redactor.errors import WithheldError
from redactor.model import Reason
from redactor.signing import Signer

TYPE = "https://in-toto.io/Statement/v1"
PAYLOAD_TYPE = "application/vnd.in-toto+json"

RECEIPT = "urn:x-redactor:receipt:v1"
WITHHELD = "urn:x-redactor:withheld:v1"
REFUSAL = "urn:x-redactor:refusal:v1"
ERASURE = "urn:x-redactor:erasure:v1"

NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
"""SHA-256 of no bytes: the subject of a statement about something of which nothing was released."""


class Subject(NamedTuple):
    """What a statement is about, named by a digest."""

    name: str
    digest: str
    algorithm: str = "sha256"


@dataclass(frozen=True, slots=True)
class Statement:
    """A kind (`RECEIPT` …), what it is about, and what is said of it."""

    kind: str
    subjects: tuple[Subject, ...]
    predicate: Mapping[str, Any] = field(hash=False)


def seal(statement: Statement, signer: Signer) -> bytes:
    """The signed statement, as one line without its end."""
    body = {
        "_type": TYPE,
        "subject": [{"name": name, "digest": {algorithm: digest}} for name, digest, algorithm in statement.subjects],
        "predicateType": statement.kind,
        "predicate": statement.predicate,
    }
    payload = json.dumps(body, separators=(",", ":")).encode()
    signature = dsse.Signature(signer.key_id, signer.sign(dsse.pae(PAYLOAD_TYPE, payload)))
    return dsse.dump(dsse.Envelope(payload, PAYLOAD_TYPE, (signature,)))


def unseal(line: bytes, trusted: Mapping[str, bytes]) -> Statement:
    """The statement, where one of the trusted keys signed it and no byte was changed since; else `WithheldError`."""
    envelope = _envelope(line)
    named = {key for key, _ in envelope.signatures}
    if not named or not named <= trusted.keys():
        raise refused("it is signed by a key that is not trusted", "name the key with --public-key")
    fits = dsse.signers(envelope, {key: trusted[key] for key in named})
    if fits != named or len(envelope.signatures) != len(named):
        raise refused("its signature does not fit")
    if envelope.payload_type != PAYLOAD_TYPE:
        raise refused("its payload is of an unknown type")
    return _statement(envelope.payload)


def unchecked(line: bytes) -> Statement:
    """What an envelope says, whoever signed it: to be shown, never to be believed."""
    return _statement(_envelope(line).payload)


def refused(why: str, hint: str = "it was changed, or is not ours; ask for it again") -> WithheldError:
    """A receipt, a certificate or the file it belongs to is not to be believed."""
    return WithheldError(f"the receipt is refused: {why}", Reason.RECEIPT, hint)


def _envelope(line: bytes) -> dsse.Envelope:
    line = line.removesuffix(b"\n")
    try:
        envelope = dsse.parse(line)
    except ValueError:
        raise refused("it is no signed envelope") from None
    if dsse.dump(envelope) != line:
        raise refused("it is not written as it was sealed")
    return envelope


def _statement(payload: bytes) -> Statement:
    try:
        body = json.loads(payload)
        if body["_type"] != TYPE:
            raise ValueError
        subjects = tuple(_subject(entry) for entry in body["subject"])
        kind, predicate = body["predicateType"], body["predicate"]
    except (AttributeError, KeyError, TypeError, ValueError):
        raise refused("its payload is no in-toto statement") from None
    if not isinstance(kind, str) or not isinstance(predicate, dict):
        raise refused("its payload is no in-toto statement")
    return Statement(kind, subjects, predicate)


def _subject(entry: dict[str, Any]) -> Subject:
    ((algorithm, digest),) = entry["digest"].items()
    return Subject(str(entry["name"]), str(digest), str(algorithm))
