"""`python -m tests.make_archives`: build the archives of `samples/` anew from the texts below; nobody makes them by hand.

A support bundle as `sos` lays it out, a cluster's as `must-gather` does, and a ticket's mixture: logs in gzip in a tar in a zip.
"""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import lzma
import sys
import tarfile
import zipfile
from importlib import import_module
from pathlib import Path

from tests import documents

ROOT = Path(__file__).parents[1] / "samples"
TIME = 1_772_600_000

MESSAGES = b"".join(
    b"Mar  4 05:%02d:07 ovh-gra-app31 sshd[912]: Failed password for invalid user btremblay from 198.51.100.%d port 5022%d ssh2\n"
    % (minute, 20 + minute, minute)
    for minute in range(10)
)
IP_ADDR = b"""\
1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
    inet 127.0.0.1/8 scope host lo
2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP group default qlen 1000
    link/ether 52:54:00:8a:31:c7 brd ff:ff:ff:ff:ff:ff
    inet 203.0.113.31/27 brd 203.0.113.63 scope global eth0
"""
SOS = {
    "etc/hostname": b"ovh-gra-app31\n",
    "etc/hosts": b"127.0.0.1 localhost\n203.0.113.31 ovh-gra-app31.example.net ovh-gra-app31\n203.0.113.40 ovh-gra-db07\n",
    "var/log/messages": MESSAGES,
    "var/log/messages-20260301.gz": gzip.compress(MESSAGES.replace(b"Mar  4", b"Mar  1"), mtime=0),
    "sos_commands/networking/ip_-d_address": IP_ADDR,
    "sos_commands/host/hostnamectl": b"   Static hostname: ovh-gra-app31\n            Kernel: Linux 5.14.0\n",
    "version.txt": b"sosreport: 4.8.2\n",
}  # fmt: skip
POD = b"""\
2026-03-04T05:11:02.113Z stderr F time="2026-03-04T05:11:02Z" msg="dial 203.0.113.40:5432: connect: connection refused" host=ovh-gra-db07
2026-03-04T05:11:04.551Z stdout F time="2026-03-04T05:11:04Z" level=info msg="login" user=btremblay client=198.51.100.23
"""
GATHER = {
    "must-gather/version": b"openshift/must-gather\n4.16.3\n",
    "must-gather/namespaces/shop/pods/cart-6f/cart/logs/current.log": POD,
    "must-gather/namespaces/shop/pods/cart-6f/cart/logs/previous.log": POD.replace(b"T05:", b"T04:"),
    "must-gather/host_service_logs/ovh-gra-app31.log": MESSAGES,
}
CONFIG = b"""\
hostname lyon-edge4
!
username btremblay privilege 15 secret 5 $1$Qw3e$Zx7cVb5nMm1aSdFgHjKl0.
!
interface GigabitEthernet0/0/1
 ip address 203.0.113.1 255.255.255.224
!
snmp-server community Tr0isRivieres RO
end
"""
ZSTD_POD = import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd").compress(POD)
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(200))
TICKET = b"Hello,\n\nsince Tuesday lyon-edge4 drops the tunnel to 203.0.113.31. Logs attached.\n\nBenoit Tremblay\nbtremblay@example.com\n"


def tar(files: dict[str, bytes], top: str = "", extra: tuple[tarfile.TarInfo, ...] = ()) -> bytes:
    """A tar archive of the files, with directories, owners and times."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for number, (name, data) in enumerate(files.items()):
            info = tarfile.TarInfo(top + name)
            info.size, info.mtime, info.mode = len(data), TIME + number, 0o600 if "etc/" in name else 0o644
            info.uname = info.gname = "btremblay"
            archive.addfile(info, io.BytesIO(data))
        for info in extra:
            archive.addfile(info)
    return out.getvalue()


def zipped(files: dict[str, bytes], comment: bytes = b"") -> bytes:
    """A zip archive of the files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, (2026, 3, 4, 5, 12, 30))
            info.external_attr, info.create_system = 0o100640 << 16, 3
            info.compress_type = zipfile.ZIP_STORED if name.endswith((".gz", ".xz", ".bz2")) else zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
        archive.comment = comment
    return out.getvalue()


MAIL = """\
Return-Path: <benoit.tremblay@corp.example.com>
Received: from LAPTOP-BT77 (host-203-0-113-9.isp.example.net [203.0.113.9])
\tby mx1.corp.example.com (Postfix) with ESMTPSA id 4F2C1A0B
\tfor <support@vendor.example>; Wed, 4 Mar 2026 05:12:30 +0000 (UTC)
Message-ID: <20260304051230.1234@LAPTOP-BT77>
Date: Wed, 4 Mar 2026 05:12:30 +0000
From: =?UTF-8?Q?Beno=C3=AEt_Tremblay?= <benoit.tremblay@corp.example.com>
To: "Thornbury, Alice" <alice.thornbury@vendor.example>, Bob Whittaker <bob@vendor.example>
Cc: support@vendor.example (Carla Oyelaran)
Subject: lyon-edge4 lost its tunnel, ask for =?utf-8?B?QmVub8OudA==?=
X-Originating-IP: [203.0.113.9]
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="----=_NextPart_000_0012"

This is a multi-part message in MIME format.

------=_NextPart_000_0012
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: quoted-printable

Hello,=20

the tunnel from lyon-edge4 to 203.0.113.31 is down since Tuesday, this li=
ne is softly broken. Bien =C3=A0 vous,
Beno=C3=AEt Tremblay

------=_NextPart_000_0012
Content-Type: text/plain; name="lyon-edge4.cfg"
Content-Transfer-Encoding: base64
Content-Disposition: attachment; filename="lyon-edge4.cfg"

{config}
------=_NextPart_000_0012
Content-Type: application/gzip
Content-Transfer-Encoding: base64
Content-Disposition: attachment;
\tfilename*=utf-8''journal%20de%20Beno%C3%AEt.log.gz

{log}
------=_NextPart_000_0012--
"""
REPLY = """\
From bob@vendor.example Wed Mar  4 06:00:00 2026
Received: from app by lyon-edge4.example.net; Wed, 4 Mar 2026 06:00:00 +0000
From: Bob Whittaker <bob@vendor.example>
To: Benoit Tremblay <benoit.tremblay@corp.example.com>
Date: Wed, 4 Mar 2026 06:00:00 +0000
Subject: Re: lyon-edge4 lost its tunnel

Dear Mr Tremblay,

please send the output of "show tunnel" from 203.0.113.31.

>From our side all is well.
Bob

"""


def mail() -> bytes:
    """A mail with attachments in base64, CRLF as on the wire."""
    parts = [base64.encodebytes(data).decode().strip() for data in (CONFIG, gzip.compress(MESSAGES, mtime=0))]
    return MAIL.format(config=parts[0], log=parts[1]).replace("\n", "\r\n").encode()


def mbox() -> bytes:
    """Two mails in a mailbox, one of them as on the wire was."""
    mark = "From benoit.tremblay@corp.example.com Wed Mar  4 05:12:30 2026\n"
    return mark.encode() + mail().replace(b"\r\n", b"\n") + b"\n" + REPLY.encode()


def mail_with_picture() -> bytes:
    """One whose attachment nobody may pass."""
    return mail().replace(
        base64.encodebytes(CONFIG).strip().replace(b"\n", b"\r\n"), base64.encodebytes(PICTURE).strip()
    )


def odd_tar() -> bytes:
    """What an archive must not do: links, a name that leads out of it, a name that stands twice, an unknown binary."""
    link, up = tarfile.TarInfo("latest.log"), tarfile.TarInfo("../../etc/cron.d/job")
    link.type, link.linkname = tarfile.SYMTYPE, "/var/log/ovh-gra-app31.log"
    again = tarfile.TarInfo("EDGE.cfg")
    return tar({"edge.cfg": CONFIG, "core.bin": bytes(range(256)) * 8}, "", (link, up, again))


def files() -> dict[str, bytes]:
    """Every archive by its place in `samples/`."""
    sos = lzma.compress(tar(SOS, "sosreport-ovh-gra-app31-2026-03-04/"))
    logs = {
        "logs/messages.1.gz": gzip.compress(MESSAGES, mtime=0),
        "logs/pod.log.bz2": bz2.compress(POD),
        "logs/pod.1.log.zst": ZSTD_POD,
    }
    mixed = {
        "edge/lyon-edge4.cfg": CONFIG,
        "bundle.tar.gz": gzip.compress(tar(logs), mtime=0),
        "readme.txt": TICKET,
    }
    return {
        "in/archive/sosreport/sosreport-ovh-gra-app31.tar.xz": sos,
        "in/archive/must-gather/must-gather.tar.gz": gzip.compress(tar(GATHER), mtime=0),
        "in/archive/ticket-zip/attachments.zip": zipped(mixed, b"packed by btremblay"),
        "in/mail/with-attachments/report.eml": mail(),
        "in/mail/mailbox/ticket.mbox": mbox(),
        "in/document/office/report.docx": documents.docx(),
        "in/document/office/slides.pptx": documents.pptx(),
        "in/document/office/devices.xlsx": documents.xlsx(),
        "in/document/office/letter.odt": documents.odt(),
        "in/document/pdf/change.pdf": documents.pdf(CONFIG.decode(), TICKET.decode()),
        "withheld/odd-members/backup.tar": odd_tar(),
        "withheld/mail/picture.eml": mail_with_picture(),
    }


def main() -> None:
    """Write them all."""
    for name, data in files().items():
        path = ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


if __name__ == "__main__":
    main()
