"""CLI transcripts: prompts name a machine, `key: value` lines keep their heading, shown configurations their path."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redactor.formats import cli
from redactor.limits import Limits
from redactor.model import MediaType, Segment


class Memory:
    """Bytes as a source."""

    name = "show.txt"

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.size = len(data)

    def read_at(self, offset: int, size: int) -> bytes:
        return self.data[offset : offset + size]

    def windows(self, size: int):
        return (self.data[at : at + size] for at in range(0, self.size, size))


def read(data: bytes, encoding: str = "utf-8") -> list[Segment]:
    media = MediaType("cli", "cli", "some-transcript", encoding, 1.0)
    return list(cli.read(Memory(data), media, Limits()))


def pairs(data: bytes, encoding: str = "utf-8") -> list[tuple[str, str]]:
    return [
        (field.label, segment.text[field.start : field.end].decode())
        for segment in read(data, encoding)
        for field in segment.fields
    ]


@pytest.mark.parametrize(
    ("line", "host", "user"),
    [
        ("r1#show version", "r1", ""),
        ("r1> sh ver", "r1", ""),
        ("r1(config-if)#exit", "r1", ""),
        ("RP/0/RSP0/CPU0:xr1#show users", "xr1", ""),
        ("asa1/pri/act# show run", "asa1", ""),
        ("*A:sr1>config# info", "sr1", ""),
        ("alice@r1> show version", "r1", "alice"),
        ("alice@web1:~$ uname -a", "web1", "alice"),
        ("alice@web1:/var/log# ls", "web1", "alice"),
        ("admin@pa1(active)> show clock", "pa1", "admin"),
        ("root@(big1)(cfg-sync In Sync)(Active)(/Common)(tmos)# list ltm", "big1", "root"),
        ("[alice@web1 ~]$ ls", "web1", "alice"),
        ("[admin@mt1] > export", "mt1", "admin"),
        ("[admin@mt1] /ip address> print", "mt1", "admin"),
        ("[root@big1:Active:Standalone] config # ls", "big1", "root"),
        ("<SW-1>display version", "SW-1", ""),
        ("[SW-1-GigabitEthernet1/0/1]quit", "SW-1", ""),
        ("[~SW-1]display this", "SW-1", ""),
        ("(wlc1) >show sysinfo", "wlc1", ""),
        ("(wlc1) [mynode] #show ap", "wlc1", ""),
        ("FGT-1 # get system status", "FGT-1", ""),
        ("FGT-1 (vdom) # edit", "FGT-1", ""),
    ],
)
def test_a_prompt_with_a_command_names_host_and_user(line: str, host: str, user: str) -> None:
    """A prompt before a command word gives its host, and its user where it has one."""
    expected = [("prompt/user", user)] * bool(user) + [("prompt/host", host)]

    assert expected == [pair for pair in pairs(line.encode() + b"\noutput\n") if pair[0].startswith("prompt")]


@pytest.mark.parametrize(
    "text",
    [
        "# Heading\n## Other\n",
        "! comment#show\n",
        "> quoted text\n> more\n",
        "Slot# Type\nSlot# Type\n",
        "C# is a language\n",
        "r>i192.0.2.0/24\nr>i198.51.100.0/24\n",
        "*> 192.0.2.0\n*> 198.51.100.0\n",
        "alice@example.com wrote:\n",
        "192.0.2.1> ok\n192.0.2.1> ok\n",
        "<b>show</b>\n",
        "Nov  1 12:00:00 r1 sshd[77]: session opened\n",
        "| r1# | show |\n",
        "(Cisco Controller) >show sysinfo\n",
    ],
)
def test_what_only_looks_like_a_prompt_names_nobody(text: str) -> None:
    """Headings, comments, quotes, table rows, mail addresses, tags and log lines are no prompts."""
    assert [] == [pair for pair in pairs(text.encode() + b"end of text\n") if pair[0].startswith("prompt")]


@pytest.mark.parametrize(
    "line", ["[local]r1#show ver", "r1 [standalone: master] > show ver", "r1::> system node show", "r1 > show info"]
)
def test_a_prompt_with_its_context(line: str) -> None:
    """A context in brackets, a privilege level or a blank before the mark does not hide the host."""
    assert ("prompt/host", "r1") in pairs(line.encode() + b"\noutput\n")


def test_an_unknown_command_needs_a_second_prompt() -> None:
    """A prompt before a word that is no command counts when the same host prompts twice, or alone at the end."""
    assert [] == pairs(b"r1#frobnicate\n")
    assert [("prompt/host", "r1")] * 2 == pairs(b"r1#frobnicate\nr1#frobnicate again\n")
    assert [("prompt/host", "edge")] == pairs(b"all is well\nedge#\n")


def test_what_somebody_typed_is_read_as_a_command() -> None:
    """Arguments of a typed command have the path of that command."""
    assert [("prompt/host", "r1"), ("username", "bob"), ("username/secret", "hunter2")] == pairs(
        b"r1(config)#username bob secret hunter2\n"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Serial Number : AAA111\n", [("Serial Number", "AAA111")]),
        ("Serial Number: AAA111\r\n", [("Serial Number", "AAA111")]),
        ("System Name........... wlc-1\n", [("System Name", "wlc-1")]),
        ("serial = AAA111\n", [("serial", "AAA111")]),
        ('NAME: "Chassis", DESCR: "A box"\n', [("NAME", "Chassis"), ("DESCR", "A box")]),
        ("PID: X-1 , VID: V01, SN: AAA111\n", [("PID", "X-1"), ("VID", "V01"), ("SN", "AAA111")]),
        ("PID: X-1 VID: V01 SN: AAA111\n", [("PID", "X-1"), ("VID", "V01"), ("SN", "AAA111")]),
        ("Name: foo   Serial: bar\n", [("Name", "foo"), ("Serial", "bar")]),
        ("Name: foo Serial number: bar\n", [("Name", "foo"), ("Serial number", "bar")]),
        ("  Location:   Main St 1, Example,\n", [("Location", "Main St 1, Example")]),
        ("[Serial] AAA111\n", [("Serial", "AAA111")]),
        ("| Serial Number | AAA111 |\n", [("Serial Number", "AAA111")]),
        ('0 R name=wg1 private-key=abc= note="d e"\n', [("name", "wg1"), ("private-key", "abc="), ("note", "d e")]),
        ("   Host Name . . . . . . : WS-7\n", [("Host Name", "WS-7")]),
        ("System Contact\n Ann Example\n", [("System Contact", "Ann Example")]),
        (
            "setup: speed=on driver=tg3 firmware=FX21.4.2\n",
            [("speed", "on"), ("driver", "tg3"), ("firmware", "FX21.4.2")],
        ),
        ("Chassis:\n  Serial: A1\nOther: B\n", [("Chassis/Serial", "A1"), ("Other", "B")]),
        ("System Name\n : sw1\nBoot\n  sw2\n", [("Boot", "sw2")]),
        (
            "Domain servers: ns1\n          ns2.example.com\n",
            [("Domain servers", "ns1"), ("Domain servers", "ns2.example.com")],
        ),
        ("Model      X-1\nSerial     A1\nAsset      77\n", [("Model", "X-1"), ("Serial", "A1"), ("Asset", "77")]),
        ("Port  State  Speed\n----  -----  -----\nGi1   up     1000\nGi2   up     1000\nGi3   up     1000\n", []),
        ("Uptime is 10:20:30 at 192.0.2.1\n", []),
        ("Peer 2001:db8::1 MAC aa:bb:cc:dd:ee:ff\n", []),
        ("Mac Address : aa:bb:cc:dd:ee:ff\n", [("Mac Address", "aa:bb:cc:dd:ee:ff")]),
        ("see http://example.com/a\n", []),
        ("Boot image = bootflash:image.bin\n", [("Boot image", "bootflash:image.bin")]),
    ],
)
def test_pairs_in_every_spelling(text: str, expected: list[tuple[str, str]]) -> None:
    """Each key of a line labels its own value, trimmed and without quotes; what is no pair has no field."""
    assert expected == pairs(text.encode())


def test_a_shown_configuration_is_read_as_one() -> None:
    """After `show running-config`, or under the banner of a collection, commands have their path, until the next."""
    data = (
        b"r1#show running-config\ntacacs server T1\n key 7 0822\nr1#show inventory\nSN: AAA111\n"
        b"------------------ show startup-config ------------------\nsnmp-server community s3cr3t RO\n"
    )

    assert [
        ("prompt/host", "r1"),
        ("tacacs server", "T1"),
        ("tacacs server/key 7", "0822"),
        ("prompt/host", "r1"),
        ("SN", "AAA111"),
        ("snmp-server community", "s3cr3t"),
    ] == pairs(data)


def test_a_configuration_without_a_prompt_is_noticed() -> None:
    """Output of which every fourth line is a configuration line is read as a configuration."""
    data = b"hostname r1\n!\ninterface Gi0/1\n description to bob\n!\nline vty 0 4\n password cisco-lab\n"

    assert [("hostname", "r1"), ("interface/description", "to bob"), ("line vty/password", "cisco-lab")] == pairs(data)


@given(
    st.lists(
        st.sampled_from(
            [
                "r1#show run",
                "r1#",
                "a: b",
                "a = b",
                "A....... b",
                "k=v",
                "x:y",
                "",
                " ",
                "\t",
                "\r",
                "[a] b",
                "| a | b |",
            ]
            + ["---", "Aa Bb", "  cc", "é: ü", "hostname r1", "config x", "edit y", "{", "}", ";", "A  b", "<r1>dis"]
            + ["[r1]quit", "(x) >show", "------ show run ------", "`show x`", "a, b: c; d: e"]
        ),
        max_size=30,
    )
)
def test_fields_keep_their_order(lines: list[str]) -> None:
    """Whatever the lines: the text is the bytes, fields lie inside, ascend, do not overlap and are not empty."""
    data = "\n".join(lines).encode()
    segments = read(data)

    assert data == b"".join(segment.text for segment in segments)
    for segment in segments:
        last = 0
        for start, end, label in segment.fields:
            assert last <= start < end <= len(segment.text)
            assert label
            last = end


def test_encodings_change_nothing() -> None:
    """UTF-16 and Windows text give the same fields; their segments decode to what they hold."""
    text = "r1#show x\nPlace: Malmö\nSerial : A1\n"
    expected = pairs(text.encode())

    assert expected == pairs(text.encode("utf-16-be"), "utf-16-be")
    assert expected == pairs(text.encode("cp1252"), "cp1252")
    assert ("Place", "Malmö") in expected


@pytest.mark.parametrize("unit", [b"a", b"a>", b"a: b ", b"a=b ", b".", b"Ab  c\n", b"host1#x\n", b"----- show ", b"["])
def test_time_is_linear(unit: bytes) -> None:
    """Twice the input costs about twice the time, also on one endless line."""

    def seconds(size: int) -> float:
        started = time.process_time()
        read(unit * (size // len(unit)))
        return time.process_time() - started

    assert min(seconds(100_000) for _ in range(2)) <= 4 * min(seconds(50_000) for _ in range(2)) + 0.05
