"""Device configurations: each argument stands under the commands that lead to it, whatever the vendor's grammar."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redactor.formats import _windows, config
from redactor.limits import Limits
from redactor.model import MediaType, Segment


class Memory:
    """Bytes as a source."""

    name = "device.cfg"

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.size = len(data)

    def read_at(self, offset: int, size: int) -> bytes:
        return self.data[offset : offset + size]

    def windows(self, size: int):
        return (self.data[at : at + size] for at in range(0, self.size, size))


def read(data: bytes, encoding: str = "utf-8") -> list[Segment]:
    media = MediaType("config", "config", "some-config", encoding, 1.0)
    return list(config.read(Memory(data), media, Limits()))


def pairs(data: bytes, encoding: str = "utf-8") -> list[tuple[str, str]]:
    return [
        (field.label, segment.text[field.start : field.end].decode())
        for segment in read(data, encoding)
        for field in segment.fields
    ]


FAMILIES = {
    "indented": (
        b"""hostname r1-example
enable secret 9 $9$aaaa$bbbb
username alice privilege 15 secret 5 $1$abcd$efgh
tacacs server T1
 key 7 0822455D0A16
interface GigabitEthernet0/1
 description to bob, room 7
 ip address 192.0.2.1 255.255.255.0
router bgp 64500
 neighbor 192.0.2.9 password 7 13061E010803
snmp-server community s3cr3t-ro RO
snmp-server host 192.0.2.8 version 2c trapcomm
snmp-server host 192.0.2.8 version 3 auth carol
snmp-server user carol OPS v3 auth sha authpw1 priv aes 128 privpw1
ntp authentication-key 1 md5 1511021F0725 7
""",
        [
            ("hostname", "r1-example"),
            ("enable secret 9", "$9$aaaa$bbbb"),
            ("username", "alice"),
            ("username/secret 5", "$1$abcd$efgh"),
            ("tacacs server", "T1"),
            ("tacacs server/key 7", "0822455D0A16"),
            ("interface/description", "to bob, room 7"),
            ("router bgp/neighbor/password 7", "13061E010803"),
            ("snmp-server community", "s3cr3t-ro"),
            ("snmp-server host/community", "trapcomm"),
            ("snmp-server host/user", "carol"),
            ("snmp-server user", "carol"),
            ("snmp-server user/auth", "authpw1"),
            ("snmp-server user/auth/priv 128", "privpw1"),
            ("ntp authentication-key 1", "1511021F0725"),
        ],
    ),
    "separators": (
        b"#\n sysname SW-EX-1\n#\naaa\n local-user lena password irreversible-cipher $1c$a$\n#\n"
        b"snmp-agent community read cipher %^%#comm%^%#\n",
        [
            ("sysname", "SW-EX-1"),
            ("aaa/local-user", "lena"),
            ("aaa/local-user/password", "$1c$a$"),
            ("snmp-agent community", "%^%#comm%^%#"),
        ],
    ),
    "braces": (
        b"""system {
    host-name r2-example;
    root-authentication {
        encrypted-password "$6$abc$defg"; ## SECRET-DATA
    }
    login {
        user dave {
            full-name "Dave Example";
        }
    }
    domain-search [ example.com example.net ];
    name-server {
        ns1.example.com;
    }
}
/* a note */
snmp { community opsview { authorization read-only; } }
""",
        [
            ("system/host-name", "r2-example"),
            ("system/root-authentication/encrypted-password", "$6$abc$defg"),
            ("system/login/user", "dave"),
            ("system/login/user dave/full-name", "Dave Example"),
            ("system/domain-search", "example.com"),
            ("system/domain-search", "example.net"),
            ("system/name-server", "ns1.example.com"),
            ("snmp/community", "opsview"),
        ],
    ),
    "tmsh": (
        b"""auth user heidi {
    description "Heidi
Example"
    encrypted-password $6$aa$bb
    partition-access {
        all-partitions { role admin }
    }
}
sys dns {
    name-servers { ns1.example.com ns2.example.com }
}
sys snmp {
    communities {
        /Common/comm-1 {
            community-name readstring
        }
    }
}
""",
        [
            ("auth user", "heidi"),
            ("auth user heidi/description", "Heidi\nExample"),
            ("auth user heidi/encrypted-password", "$6$aa$bb"),
            ("sys dns/name-servers", "ns1.example.com"),
            ("sys dns/name-servers", "ns2.example.com"),
            ("sys snmp/communities", "/Common/comm-1"),
            ("sys snmp/communities/ Common comm-1/community-name", "readstring"),
        ],
    ),
    "set": (
        b'set system login user erin authentication encrypted-password "$6$x$y"\n'
        b'set system ntp authentication-key 4 type md5 value "$9$ntpkey"\n'
        b"set mgt-config users ivan phash $5$aa$bb\n"
        b"set system password minimum-length 8\n",
        [
            ("system login user", "erin"),
            ("system login user/encrypted-password", "$6$x$y"),
            ("system ntp authentication-key 4", "$9$ntpkey"),
            ("mgt-config users", "ivan"),
            ("mgt-config users/phash", "$5$aa$bb"),
        ],
    ),
    "fortios": (
        b"""config system global
    set hostname "FW-EX-1"
end
config system admin
    edit "grace"
        set password ENC SH2abcdefghij=
    next
end
config vpn ipsec phase1-interface
    edit "to-hq"
        config child
            set psksecret ENC abcDEF123==
        end
        set comments "line \\"one\\"
set line two"
    next
end
""",
        [
            ("config system global/hostname", "FW-EX-1"),
            ("config system admin/edit", "grace"),
            ("config system admin/password", "SH2abcdefghij="),
            ("config vpn ipsec phase1-interface/edit", "to-hq"),
            ("config vpn ipsec phase1-interface/config child/psksecret", "abcDEF123=="),
            ("config vpn ipsec phase1-interface/comments", 'line \\"one\\"\nset line two'),
        ],
    ),
    "routeros": (
        b'/ip ipsec identity\nadd peer=hq secret="a \\"b\\" c"\n/system identity set name=mt-ex-1\n'
        b'/user add name=kim \\\n    password=pw1 comment="Kim Example"\n',
        [
            ("ip ipsec identity/peer", "hq"),
            ("ip ipsec identity/secret", 'a \\"b\\" c'),
            ("system identity/name", "mt-ex-1"),
            ("user/name", "kim"),
            ("user/password", "pw1"),
            ("user/comment", "Kim Example"),
        ],
    ),
    "dashes": (
        b"set ns hostName ns-ex-1\nadd authentication tacacsAction A1 -serverIP 192.0.2.4 -tacacsSecret abcd12\n"
        b"set system user mia 3f2a -encrypted\n",
        [
            ("ns hostName", "ns-ex-1"),
            ("authentication tacacsAction tacacsSecret", "abcd12"),
            ("system user", "mia"),
            ("system user/password", "3f2a"),
        ],
    ),
    "dotted": (
        b"service.tacacs.client.0.server.1.key={enc2}AABB\nuser.account.0.name=otto\n",
        [("service/tacacs/client/server/key", "{enc2}AABB"), ("user/account/name", "otto")],
    ),
    "unindented": (
        b'!\naaa authentication-server radius "r1"\nhost "192.0.2.3"\nkey "radkey1"\n!\nwpa-passphrase "guestpass"\n',
        [("aaa authentication-server radius/key", "radkey1"), ("wpa-passphrase", "guestpass")],
    ),
    "comments": (
        b"! Serial Number: ABC1234567X\n# PID: XX-100 , VID: V01, SN: DEF7654321Y\n: Hardware: ASAv\n",
        [
            ("Serial Number", "ABC1234567X"),
            ("PID", "XX-100"),
            ("VID", "V01"),
            ("SN", "DEF7654321Y"),
            ("Hardware", "ASAv"),
        ],
    ),
    "prompted": (b"r1#show running-config\nhostname r1\n", [("prompt/host", "r1"), ("hostname", "r1")]),
}


@pytest.mark.parametrize("family", FAMILIES)
def test_each_family_gives_its_arguments_their_path(family: str) -> None:
    """The fields of a small configuration are exactly its telling arguments, in order, under their command path."""
    data, expected = FAMILIES[family]

    assert expected == pairs(data)


@pytest.mark.parametrize("family", FAMILIES)
def test_line_ends_and_encodings_change_nothing(family: str) -> None:
    """CRLF and UTF-16 give the same labels and the same values (their own line ends aside)."""
    data, expected = FAMILIES[family]
    wide = b"\xff\xfe" + data.decode().encode("utf-16-le")
    crlf = [(label, value.replace("\r\n", "\n")) for label, value in pairs(data.replace(b"\n", b"\r\n"))]

    assert expected == pairs(wide, "utf-16-le")
    if family != "prompted":
        assert expected == crlf


STRETCHES = {
    "caret": (b"banner motd ^C\nExample Corp\nkeep out\n^C\nhostname r1\n", ("banner motd", "Example Corp\nkeep out")),
    "mark": (b"banner login #Example#\nhostname r1\n", ("banner login", "Example")),
    "eof": (b"banner login\nExample\nEOF\nhostname r1\n", ("banner login", "Example")),
    "line": (b"banner motd Users of Example only\nhostname r1\n", ("banner motd", "Users of Example only")),
    "pem": (
        b"-----BEGIN CERTIFICATE-----\nMIIFHDBOBgkq\n-----END CERTIFICATE-----\nhostname r1\n",
        ("pem/certificate", "MIIFHDBOBgkq"),
    ),
    "hex": (
        b"crypto pki certificate chain TP\n certificate ca 01\n  30820229 30820192\n  2B0E\n  quit\nhostname r1\n",
        ("crypto pki certificate chain/certificate ca", "30820229 30820192\n  2B0E"),
    ),
    "key": (b"ssh-rsa AAAAB3NzaC1yc2EAAAADAQAB\nhostname r1\n", ("ssh-public-key", "AAAAB3NzaC1yc2EAAAADAQAB")),
}


@pytest.mark.parametrize("stretch", STRETCHES)
def test_a_stretch_of_many_lines_is_one_field(stretch: str) -> None:
    """A banner, a PEM body, a certificate is one field, and the line behind it is read as usual."""
    data, expected = STRETCHES[stretch]

    assert [expected, ("hostname", "r1")] == pairs(data)


@pytest.mark.parametrize(
    "opened",
    [
        b"banner motd ^C\n",
        b"banner motd #\n",
        b"-----BEGIN CERTIFICATE-----\n",
        b'config x\n edit 1\n  set comment "open\n next\nend\n',
        b'a {\n b "open;\n}\n',
        b"}\n}\n",
        b"a {\n b {\n}\n",
        b"/* open\n",
    ],
)
def test_what_is_never_closed_hides_nothing(opened: bytes) -> None:
    """After a banner, quote, block or comment without an end, the next setting still has its field."""
    assert "r1" in [value for _, value in pairs(opened + b"hostname r1\n")]


@pytest.mark.parametrize(
    "line",
    [
        b"no ip domain lookup\n",
        b"route-map RM permit 10\n set community 64500:2\n",
        b"ip access-list extended A\n permit tcp host 192.0.2.1 host 192.0.2.2\n",
        b"service password-encryption\n",
        b"ip name-server 192.0.2.1\n",
    ],
)
def test_settings_are_no_arguments(line: bytes) -> None:
    """Words that set something, route communities and bare addresses get no field."""
    assert [] == pairs(line)


NASTY = st.lists(
    st.sampled_from(
        [
            b"a b",
            b"hostname r1",
            b"config x",
            b'edit "y',
            b'set k "v',
            b'"',
            b"next",
            b"end",
            b"{",
            b"}",
            b"k {",
            b"k v;",
        ]
        + [b"[", b"]", b"/ip x", b'add a="b', b"\\", b"!", b"#", b": x: y", b"banner motd #", b"banner motd c", b"k: v"]
        + [b"-----BEGIN A-----", b"ssh-rsa AAAAAAAAAAAAAAAAAAAA", b"certificate 1", b"00 11", b"r1#show run", b"\t"]
        + [
            b"\r",
            b"\xff\xfe",
            b"\xc3\xa9",
            b"set a [ b c ];",
            b" key x",
            b"  secret 5 y",
            b"",
            b" ",
            b"a.b=c",
            b"<r1>dis",
        ]
        + [b"snmp-server host 192.0.2.1 v"]
    ),
    max_size=40,
)


@given(NASTY)
def test_segments_and_fields_keep_their_order(lines: list[bytes]) -> None:
    """Whatever the lines: the text is the bytes, and fields lie inside, ascend, do not overlap and are not empty."""
    data = b"\n".join(lines)
    segments = read(data)

    assert data == b"".join(segment.text for segment in segments)
    for segment in segments:
        last = 0
        for start, end, label in segment.fields:
            assert last <= start < end <= len(segment.text)
            assert label
            last = end


def test_windows_cover_the_file_and_count_its_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long file is cut at line ends into segments that touch, and later ones know their line."""
    monkeypatch.setattr(_windows, "WINDOW", 64)
    monkeypatch.setattr(_windows, "_BACK", 48)
    text = "".join(f"hostname Ċ{number}\n!\n" for number in range(40))

    for encoding, mark in (("utf-8", ""), ("utf-16-le", "\ufeff"), ("utf-16-be", "\ufeff")):
        data = (mark + text).encode(encoding)
        segments = read(data, encoding)
        assert len(segments) > 5
        assert data[len(mark.encode(encoding)) :] == b"".join(data[item.start : item.end] for item in segments)
        assert [(first.end, first.line + first.text.count(b"\n")) for first in segments[:-1]] == [
            (later.start, later.line) for later in segments[1:]
        ]
        assert all(item.codec.decode(data[item.start : item.end]) == item.text for item in segments)


def test_an_empty_file_has_no_segment() -> None:
    """No bytes, no segment, no error; a byte order mark alone neither."""
    assert [] == read(b"")
    assert [] == read(b"\xef\xbb\xbf", "utf-8-sig")


@pytest.mark.parametrize("unit", [b"a", b"key ", b'"', b"a {\n", b'set x "\n', b"banner motd c\n", b"a: b ", b"\\\n"])
def test_time_is_linear(unit: bytes) -> None:
    """Twice the input costs about twice the time, also on one endless line and on what never closes."""

    def seconds(size: int) -> float:
        started = time.process_time()
        read(unit * (size // len(unit)))
        return time.process_time() - started

    assert min(seconds(100_000) for _ in range(2)) <= 4 * min(seconds(50_000) for _ in range(2)) + 0.05


def test_config_lines_that_are_commands_open_no_block() -> None:
    """`config …` lines of equal indentation are commands of their own, except below `config global` and `config vdom`."""
    commands = b"config sysname wlc-1\nconfig wlan security wpa akm psk set-key ascii guestpw 3\n"
    nested = b'config global\nconfig system global\n    set hostname "fw-1"\nend\nend\n'

    assert [("config sysname", "wlc-1"), ("config akm psk set-key", "guestpw")] == pairs(commands)
    assert [("config global/config system global/hostname", "fw-1")] == pairs(nested)


@pytest.mark.parametrize("line", [b'password manager user-name "op1" sha1 "aabb"\n', b"user create user op1 level 3\n"])
def test_a_setting_between_keyword_and_argument_is_no_argument(line: bytes) -> None:
    """Words such as `manager` and `create` are passed over while more words follow."""
    assert "op1" in [value for _, value in pairs(line)]
    assert not {"manager", "create"} & {value for _, value in pairs(line)}
