"""Names of targets, initiators, multipath volumes and tunnel peers, which single out an array, a host or a machine."""

from __future__ import annotations

from recognizers import lazy_re as re
from recognizers._log import HOST, shaped_host
from recognizers.rule import Rule, Verdict

_KEY = r"[0-9A-Za-z+/]{42}[AEIMQUYcgkosw048]="


def _identifier(line: bytes, start: int, end: int) -> Verdict:
    """Refuses what has no digit or no letter."""
    value = line[start:end]
    return Verdict.ABSTAIN if re.search(rb"[0-9]", value) else Verdict.REFUSE


RULES: tuple[Rule, ...] = (
    Rule(
        id="iscsi-name",
        entity="OTHER_ID",
        pattern=r"(?P<value>iqn\.[0-9]{4}-[0-9]{2}\.[0-9A-Za-z.-]{2,100}(?::[0-9A-Za-z.:_-]{0,120}[0-9A-Za-z])?)",
        trigger=r"iqn\.[0-9]{4}-[0-9]",
        before="0-9A-Za-z_.-",
        after="0-9A-Za-z_",
        score=0.97,
        reference="RFC 3720 section 3.2.6.3.1 (iqn.)",
        examples=(
            "Target: «iqn.1992-08.com.example:sn.2f7c1ab2:vs.5» (non-flash)",
            "InitiatorName=«iqn.1994-05.com.example:batch07»",
            "node.name = «iqn.2003-01.org.linux-iscsi.stor1.x8664:sn.4b0a»,",
        ),
        near_misses=("iqn.1992", "eui.02004567A425678D", "iqn.92-08.com"),
        worst="iqn.1992-08.a:",
    ),
    Rule(
        id="volume-identifier",
        entity="OTHER_ID",
        pattern=r"\((?P<value>[0-9a-f]{17}|[0-9a-f]{33})\)",
        trigger=r"\((?:[0-9a-f]{17}|[0-9a-f]{33})\)",
        before="",
        after="",
        validate=_identifier,
        blind=True,
        score=0.9,
        reference="multipath(8): SCSI page 0x83 identifiers",
        examples=(
            "data01 («360002ac0000000000000004c0001f2ab») dm-3 3PARdata,VV",
            "mpatha («36001405f1e2d3c4b5a69788776655443») dm-0",
        ),
        near_misses=("(0123456789abcdef)", "(deadbeefdeadbeefdeadbeefdeadbeefdeadbeef)"),
    ),
    Rule(
        id="volume-identifier-prefixed",
        entity="OTHER_ID",
        pattern=r"(?:naa\.|eui\.|t10\.|scsi-|wwn-0x|mpath-|nvme-eui\.)(?P<value>[0-9a-fA-F]{16,33})",
        trigger=r"(?:naa\.|eui\.|t10\.|scsi-|wwn-0x|mpath-)[0-9a-fA-F]{16}",
        before="0-9A-Za-z_",
        after="0-9A-Za-z_",
        validate=_identifier,
        blind=True,
        score=0.93,
        reference="VMware and udev names of SCSI devices (SPC-4 designators)",
        examples=(
            "device naa.«60002ac0000000000000004c0001f2ab» performance has deteriorated",
            "/dev/disk/by-id/wwn-0x«5002538e39612345»-part1",
        ),
        near_misses=("naa.x", "wwn-0x12", "scsi-host"),
    ),
    Rule(
        id="multipath-alias",
        entity="HOSTNAME",
        pattern=rf"^(?P<value>{HOST}) \([0-9a-f]{{17,33}}\) dm-[0-9]",
        trigger=r"\) dm-[0-9]",
        before="",
        after="",
        validate=shaped_host,
        blind=True,
        score=0.8,
        reference="multipath -ll: alias (wwid) dm-N vendor,product",
        examples=(
            "ora_data01 (360002ac0000000000000004c0001f2ab) dm-3 3PARdata,VV".replace("ora_data01", "«ora_data01»"),
            "«pg-wal-2» (36001405f1e2d3c4b5a69788776655443) dm-0 IBM,2145",
        ),
        near_misses=("size=500G dm-3", "x (y) dm-1"),
    ),
    Rule(
        id="tunnel-public-key",
        entity="OTHER_ID",
        pattern=rf"(?:[Pp]ublic-?[Kk]ey ?[=:] ?\"?|peer:? )(?P<value>{_KEY})",
        trigger=r"(?:[Pp]ublic-?[Kk]ey ?[=:]|peer:?) ",
        before="",
        after="0-9A-Za-z+/=",
        score=0.95,
        reference="wg(8): Curve25519 public keys in base64 name a peer",
        examples=(
            "PublicKey = «xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=»",
            "peer: «HIgo9xNzJMWLKASShiTqIybxZ0U3wGLiUeJ1PKf8ykw=»",
        ),
        near_misses=("PublicKey = short=", "peer: 192.0.2.1"),
    ),
)
