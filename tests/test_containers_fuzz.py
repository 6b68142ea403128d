"""Containers against damage: whatever bytes come, an archive is withheld with a reason, or goes without an original.

`REDACTOR_TEST_PROFILE=search python -m pytest tests/test_containers_fuzz.py` tries 2,000 of each instead of the few of CI.
"""

from __future__ import annotations

import base64
import bz2
import gzip
import lzma
import os
import re
import sys
import time
import zipfile
from importlib import import_module

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redactor.errors import WithheldError
from redactor.model import Reason
from tests.boxes import CONFIG, HOST, LOG, ORIGINALS, PASSWORD, USER, gzipped, redacted, tar, zipped
from tests.unpack import unpacked

zstd = import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
TAR = tar(("a/running.cfg", CONFIG), ("b.log", LOG), uname="kpetrova")
ZIP = zipped(("a/running.cfg", CONFIG), ("b.log", LOG), comment=b"by kpetrova")
MAIL = (
    f"""\
Received: from {HOST} ([192.0.2.217]) by mx.example.com; Wed, 4 Mar 2026 05:12:30 +0000
From: =?utf-8?Q?Krasimira_Petrova?= <kpetrova@example.com>
To: support@example.com
Date: Wed, 4 Mar 2026 05:12:30 +0000
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b1"

--b1
Content-Transfer-Encoding: quoted-printable

{USER} logged in to {HOST} from 192.0.2.217, =
that is all.

--b1
Content-Transfer-Encoding: base64
Content-Disposition: attachment; filename="{HOST}.cfg"

{base64.encodebytes(CONFIG).decode()}
--b1--
""".replace("\n", "\r\n")
).encode()
PLAIN = (PASSWORD.encode(), b"192.0.2.217", b"kpetrova@example.com")
"""What needs no context: a mail has no checksums, so that damage may take away what told of a name."""
VALID = {
    "gzip": gzipped(CONFIG, name=b"running.cfg", comment=b"kpetrova"),
    "bzip2": bz2.compress(LOG),
    "xz": lzma.compress(CONFIG),
    "zstd": zstd.compress(CONFIG),
    "tar": TAR,
    "zip": ZIP,
    "zip-stored": zipped(("a.cfg", CONFIG), ("in.gz", gzip.compress(LOG)), method=zipfile.ZIP_STORED),
    "zip-bzip2": zipped(("a.cfg", CONFIG), method=zipfile.ZIP_BZIP2),
    "eml": MAIL,
    "mbox": b"From kpetrova@example.com Wed Mar  4 05:12:30 2026\n" + MAIL.replace(b"\r\n", b"\n") * 2,
    "tar.gz": gzip.compress(TAR, mtime=0),
    "tar.xz in zip": zipped(("t.tar.xz", lzma.compress(TAR)), ("c.txt", b"plain\n"), method=zipfile.ZIP_STORED),
}
EXAMPLES = 2000 if os.environ.get("REDACTOR_TEST_PROFILE") == "search" else 25
SECONDS = 5.0


@st.composite
def damaged(draw: st.DrawFn, data: bytes) -> bytes:
    """Bytes of a sound file with a few of them changed, cut, doubled or moved."""
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.sampled_from((1, 1, 2, 4, 30, 512))))
        new = draw(
            st.one_of(st.binary(max_size=8), st.sampled_from((b"", data[start:end] * 2, b"\xff" * 4, b"PK\5\6")))
        )
        data = data[:start] + new + data[end:]
    return data


def attempt(data: bytes, originals: tuple[bytes, ...] = ORIGINALS) -> None:
    """Redact and look at what comes out; only `WithheldError` may be raised, and nothing takes long."""
    began = time.process_time()
    try:
        copy, _ = redacted(data, "box.eml", seconds=SECONDS)
    except WithheldError as error:
        assert error.reason is not Reason.INTERNAL
        copy = b""

    assert time.process_time() - began < 2 * SECONDS
    told = b"\n".join([*unpacked("box.eml", copy).values(), *map(str.encode, unpacked("box.eml", copy))])
    assert [] == [value for value in originals if re.search(rb"(?<![\w.-])" + re.escape(value) + rb"(?![\w.-])", told)]


@pytest.mark.parametrize("kind", VALID)
def test_a_damaged_container_never_passes_an_original(kind: str) -> None:
    """Bits flipped, pieces cut, doubled, moved: withheld, a member withheld, or all of it redacted."""

    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
    @given(damaged(VALID[kind]))
    def law(data: bytes) -> None:
        attempt(data, PLAIN if kind in ("eml", "mbox") else ORIGINALS)

    law()


MAGIC = (
    b"PK\3\4",
    b"PK\5\6",
    b"\x1f\x8b\x08",
    b"BZh9",
    b"\xfd7zXZ\0",
    b"\x28\xb5\x2f\xfd",
    b"\0" * 257 + b"ustar\x0000",
)


@settings(max_examples=EXAMPLES * 3)
@given(st.sampled_from(MAGIC), st.binary(max_size=1500))
def test_random_bytes_behind_a_magic_are_no_archive(magic: bytes, data: bytes) -> None:
    """What only begins like a container is withheld without a crash."""
    attempt(magic + data)
