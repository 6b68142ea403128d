"""Inputs for the benchmarks: made from a seed, nobody's data; the same bytes on every machine.

mixed log   sshd, access, application, block-storage, mail and kernel lines in turn; some 6,000 entities a MB, since the
            same clients, users and machines come back as they do in real logs
config      an IOS-like device with interfaces, users, neighbours, communities
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

_WORDS = "cache queue replica shard lease token batch index segment worker session buffer snapshot channel".split()
_STATES = "started stopped completed failed retried scheduled accepted rejected".split()
_USERS = "avega bnorth ckimura dlopez emartin fnovak gsmith hpatel ijones kweber".split()
_AGENTS = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.6099.71 Safari/537.36",
    "curl/7.88.1",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:109.0) Gecko/20100101 Firefox/115.0",
)


def _ip(rnd: random.Random) -> str:
    """An address: most often one of a few frequent clients, sometimes one never seen before."""
    client = int(rnd.paretovariate(0.35)) % 400_000
    return f"10.{client // 65025 % 8}.{client // 255 % 255}.{client % 255}"


def _stamp(rnd: random.Random, number: int) -> str:
    seconds = number // 7
    return f"{seconds // 3600 % 24:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _sshd(rnd: random.Random, number: int) -> str:
    user = rnd.choice(_USERS)
    return (
        f"Mar {number // 100000 % 28 + 1:2} {_stamp(rnd, number)} edge-{rnd.randrange(40):02} sshd[{rnd.randrange(30000)}]: "
        f"Failed password for invalid user {user} from {_ip(rnd)} port {rnd.randrange(1024, 65535)} ssh2"
    )


def _access(rnd: random.Random, number: int) -> str:
    return (
        f'{_ip(rnd)} - - [04/Mar/2025:{_stamp(rnd, number)} +0000] "GET /api/v1/{rnd.choice(_WORDS)}/{rnd.randrange(9999)} '
        f'HTTP/1.1" {rnd.choice((200, 200, 200, 404, 500))} {rnd.randrange(90000)} "-" "{rnd.choice(_AGENTS)}"'
    )


def _application(rnd: random.Random, number: int) -> str:
    return (
        f"2025-03-04 {_stamp(rnd, number)},{rnd.randrange(1000):03} INFO [pool-{rnd.randrange(9)}-thread-{rnd.randrange(64)}] "
        f"c.e.store.{rnd.choice(_WORDS).title()}Manager: {rnd.choice(_WORDS)} {rnd.randrange(10**6)} {rnd.choice(_STATES)} "
        f"in {rnd.randrange(5000)} ms"
    )


def _block(rnd: random.Random, number: int) -> str:
    return (
        f"250304 {_stamp(rnd, number).replace(':', '')} {rnd.randrange(4000)} INFO dfs.DataNode$PacketResponder: Received block "
        f"blk_{rnd.randrange(10**18)} of size {rnd.randrange(10**8)} from /{_ip(rnd)}"
    )


def _mail(rnd: random.Random, number: int) -> str:
    user = rnd.choice(_USERS)
    return (
        f"Mar {number // 100000 % 28 + 1:2} {_stamp(rnd, number)} mx-{rnd.randrange(8)} postfix/smtpd[{rnd.randrange(30000)}]: "
        f"NOQUEUE: reject: RCPT from host-{rnd.randrange(900)}.example.net[{_ip(rnd)}]: 554 5.7.1 <{user}@example.com>: "
        f"Relay access denied; from=<{rnd.choice(_USERS)}@example.org> proto=ESMTP"
    )


def _kernel(rnd: random.Random, number: int) -> str:
    neighbour = int(rnd.paretovariate(0.7)) % 5000
    mac = f"00:1b:{neighbour % 7:02x}:{neighbour * 7919 % 65536 >> 8:02x}:{neighbour * 7919 % 256:02x}:{neighbour % 256:02x}"
    return (
        f"Mar {number // 100000 % 28 + 1:2} {_stamp(rnd, number)} fw-{rnd.randrange(12)} kernel: [{number}.{rnd.randrange(10**6):06}] "
        f"DROP IN=eth0 OUT= MAC={mac} SRC={_ip(rnd)} DST={_ip(rnd)} LEN=60 TTL=64 ID={rnd.randrange(65536)} PROTO=TCP"
    )


def _json(rnd: random.Random, number: int) -> str:
    identifier = f"{rnd.getrandbits(128):032x}"
    uuid = f"{identifier[:8]}-{identifier[8:12]}-4{identifier[13:16]}-a{identifier[17:20]}-{identifier[20:]}"
    return (
        f'{{"ts":"2025-03-04T{_stamp(rnd, number)}Z","level":"info","msg":"request done","request_id":"{uuid}",'
        f'"client_ip":"{_ip(rnd)}","user":"{rnd.choice(_USERS)}","duration_ms":{rnd.randrange(900)}}}'
    )


_LINES: tuple[tuple[Callable[[random.Random, int], str], int], ...] = (
    (_sshd, 4), (_access, 4), (_application, 34), (_block, 8), (_mail, 1), (_kernel, 1)
)  # fmt: skip


def mixed_log(size: int, seed: int = 1) -> Iterator[bytes]:
    """Lines of a mixed log until `size` bytes are reached."""
    rnd = random.Random(seed)
    makers = [maker for maker, weight in _LINES for _ in range(weight)]
    made = number = 0
    while made < size:
        line = rnd.choice(makers)(rnd, number).encode() + b"\n"
        yield line
        made += len(line)
        number += 1


def json_lines(size: int, seed: int = 1) -> Iterator[bytes]:
    """JSON lines of an application until `size` bytes are reached."""
    rnd = random.Random(seed)
    made = number = 0
    while made < size:
        line = _json(rnd, number).encode() + b"\n"
        yield line
        made += len(line)
        number += 1


def config(size: int, seed: int = 1) -> bytes:
    """A device configuration of about `size` bytes."""
    rnd = random.Random(seed)
    out = [
        "version 17.3",
        "hostname edge-rtr-07",
        "enable secret 9 $9$2MJBozw/9R3UsU$2lFhcKvpghcyw8deP25GOfyZaagyUOGBymkryvOdfo6",
        "username netops privilege 15 password 7 0822455D0A16",
        "ip domain name corp.example.com",
    ]
    length = sum(map(len, out))
    number = 0
    while length < size:
        address = _ip(rnd)
        block = [
            "!",
            f"interface GigabitEthernet0/{number // 48}/{number % 48}",
            f" description link to dist-sw-{rnd.randrange(99):02} Gi1/0/{rnd.randrange(48)}",
            f" ip address {address} 255.255.255.0",
            " ip helper-address 10.20.30.40",
            f" ip ospf message-digest-key 1 md5 7 {rnd.getrandbits(64):016X}",
            " duplex full",
            " spanning-tree portfast",
        ]
        out += block
        length += sum(len(line) + 1 for line in block)
        number += 1
    out += ["snmp-server community n3tw0rkRO RO", "snmp-server location Building 7, Example City", "end", ""]
    return "\n".join(out).encode()
