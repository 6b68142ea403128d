"""The host slot of log headers: BSD and IETF syslog, journald, network devices, relays, collectors, HPC node logs.

The slot decides, whatever stands in it; only where the header lacks its host does something else stand there: the
program directly before `[pid]:`, a level, the first word of a message.
"""

from __future__ import annotations

from recognizers import lazy_re as re
from recognizers._log import CLOCK, HEADERS, HOST, ISO, LEVELS, MONTH, host, numbered_host, shaped_host
from recognizers.rule import WORD, Rule, Verdict

_ZONE = "(?:Z|[A-Z][A-Za-z]{1,4}|\\(?[+-][0-9]{2}:?[0-9]{2}\\)?)"
_YEAR = "[0-9]{4}"
_BSD = (
    f"{MONTH} {{1,2}}[0-9]{{1,2}},? (?:{_YEAR} )?[0-9]{{1,2}}:[0-9]{{2}}:[0-9]{{2}}(?:[.,:][0-9]{{1,9}})?"
    f"(?:[+-][0-9]{{2}}:[0-9]{{2}}| {_ZONE})?(?: {_YEAR})?"
)
_PROGRAM = r"[^ \t\[\]:={}\"'|;,]{1,64}"
_TAG = (
    rf"(?:{_PROGRAM}\]?(?: ?\[[^\] ]{{0,64}}\])?:(?:[ \t]|$)|[a-z0-9-]{{1,24}}(?:,[a-z0-9!-]{{1,24}}){{1,4}} "
    rf"|{_PROGRAM}\[[0-9]{{1,10}}\]|: ?%?[A-Z]|%{{1,2}}[0-9A-Z]"
    r"|-- |last message repeated |message repeated |CEF:|LEEF:|date=|time=|devname=|id=firewall|1 [0-9]{10}\.[0-9]"
    r"|[0-9]{1,10}: |[A-Z][0-9A-Z_]{2,24}/[0-9]/|\(|<[0-9A-Za-z]|RT_FLOW|MSWinEventLog|[0-9],[0-9]{4}/)"
)
_MONTH_DAY = f"{MONTH} {{1,2}}[0-9]"
_NEXT = re.compile(rb"[ \t]+([^ \t\[\]:(]*)")
_TAGGED = re.compile(f" {{1,2}}{_TAG}".encode())
_MESSAGE = frozenset(
    b"to for from is of in at with by on error errors failed failure exception warning server client state status "
    b"result"
    b" code reason message request response connection user config file path address port name event data value"
    b" version".split()
)
_VERBAL = re.compile(rb"[A-Z]?[a-z]{2,}(?:ing|ed)")


def _header_host(line: bytes, start: int, end: int) -> Verdict:
    """Refuse a message's first word: what follows it reads like a message, not like a program."""
    if host(line, start, end) is Verdict.REFUSE:
        return Verdict.REFUSE
    after = _NEXT.match(line, end)
    word = after[1].lower() if after else b""
    if word in LEVELS or word in _MESSAGE:
        return Verdict.REFUSE
    if _VERBAL.fullmatch(line[start:end]) and (not after or line[after.end() : after.end() + 1] != b"["):
        return Verdict.REFUSE
    return Verdict.ABSTAIN


def _bsd_host(line: bytes, start: int, end: int) -> Verdict:
    """Without a program after it, only what looks like a host is one."""
    return _header_host(line, start, end) if _TAGGED.match(line, end) else numbered_host(line, start, end)


def _bare_host(line: bytes, start: int, end: int) -> Verdict:
    """Without a stamp, a verb is a message's first word whatever follows."""
    return Verdict.REFUSE if _VERBAL.fullmatch(line[start:end]) else _header_host(line, start, end)


RULES: tuple[Rule, ...] = (
    Rule(
        id="syslog-bsd-host",
        entity="HOSTNAME",
        pattern=rf"{_BSD} {{1,2}}(?:[0-9A-Za-z_.-]{{1,64}}[@/])?(?P<value>{HOST})(?: [^\n]|$)",
        trigger=f"{MONTH} {{1,2}}[0-9]",
        after="",
        validate=_bsd_host,
        blind=True,
        kinds=HEADERS,
        seeds=True,
        score=0.95,
        reference="RFC 3164 section 4.1 and its relatives: Cisco NX-OS and ASA, Juniper, Arista, Huawei, H3C, rsyslog",
        examples=(
            "Mar  4 10:11:12 «core-sw1» sshd[123]: Server listening",
            "<134>Sep 28 10:38:09 «fw» filterlog: 53,,,100,em0",
            "Jan 29 05:13:40 «mail» dovecot: auth: unknown user",
            "Mar 04 2024 10:11:12 «asa-edge» : %ASA-6-302013: Built inbound",
            "2024 Mar  4 10:11:12.345 «n9k-1» %ETHPORT-5-IF_UP: Interface Ethernet1/1 is up",
            "Nov  9 10:10:33 local@«tadmin1» postfix/postdrop[10896]: warning",
            "Nov  9 12:01:01 node28/«node28» crond(pam_unix)[2915]: session opened",
            "%Mar  4 10:11:12:123 2024 «H3C-1» SHELL/5/SHELL_LOGIN: VTY logged in",
            "Jun 20 04:44:39 «10-office» last message repeated 2 times",
            "Mar  4 2024 10:11:12+01:00 «huawei-ce1» %%01IFNET/4/LINK_STATE(l)[12]:line protocol",
            "Mar 12 05:11:38 «nas.example.com» /usr/sbin/cron[12]: (x) CMD (ls)",
            "Mar  4 10:11:12 «e5a81dbf7fd1» GET / done",
            "<134>Mar  4 10:11:12 «mx1» 1 1563249630.774247467 flows src=192.0.2.1",
        ),
        near_misses=(
            "Jan  1 00:00:00 sshd[123]: Server listening on 192.0.2.1",
            "Mar  1 12:00:00 kernel: usb 1-1: new device",
            "Mar  1 12:00:00 last message repeated 3 times",
            "*Mar  1 00:00:01.123: %SYS-5-CONFIG_I: Configured from console",
            "Mar  1 00:00:01 192.0.2.1 sshd[1]: x",
            "Mar  1 00:00:01 localhost sshd[1]: x",
            "Mar  1 00:00:01 Connection error: timed out",
            "Mar  1 00:00:01 Starting daemon: ok",
            "Mar  4 10:11:12 starting the service",
            "Mar  4 10:11:12 v1.2.3 started",
            "Mar  1 00:00:01 ERROR main: it broke",
            "Mar 01 2024 10:11:12: %ASA-6-302013: Built inbound",
        ),
    ),
    Rule(
        id="syslog-cisco-origin-host",
        entity="HOSTNAME",
        pattern=(
            rf"(?:^|[0-9]{{1,10}}: |> ?|{CLOCK} )(?P<value>{HOST}): "
            rf"(?:[0-9]{{1,10}}: )?[*.]?(?:{_MONTH_DAY}|%[A-Z][0-9A-Z_]+-)"
        ),
        trigger=(rf": [*.]?{_MONTH_DAY}", ": %[A-Z]"),
        after="",
        validate=host,
        blind=True,
        kinds=HEADERS,
        seeds=True,
        score=0.95,
        reference="Cisco IOS `logging origin-id hostname`, `service sequence-numbers`",
        examples=(
            "<187>21: «SW-access1»: 000022: *Mar  1 00:01:02.123: %LINK-3-UPDOWN: Interface",
            "«edge-rt»: *Mar  1 00:01:02.123: %LINK-3-UPDOWN: Interface",
            "Mar  4 10:11:12 «edge-rt»: %LINK-3-UPDOWN: Interface",
        ),
        near_misses=(
            "000022: *Mar  1 00:01:02.123: %LINK-3-UPDOWN: Interface",
            "Mar  4 10:11:12: %LINK-3-UPDOWN: Interface",
        ),
    ),
    Rule(
        id="syslog-xr-host",
        entity="HOSTNAME",
        pattern=rf"(?:[0-9]{{1,10}}: |> ?|{CLOCK} )(?P<value>{HOST}) (?:RP|LC|[0-9]{{1,2}})/[0-9]/[0-9A-Z]+/CPU[0-9]:",
        trigger="/CPU[0-9]:",
        after="",
        validate=host,
        blind=True,
        kinds=HEADERS,
        seeds=True,
        score=0.95,
        reference="Cisco IOS XR system logging, `logging hostnameprefix`",
        examples=(
            "<189>123: «pe1» RP/0/RSP0/CPU0:Mar  4 10:11:12.123 UTC: ifmgr[2]: %PKT-3-X : y",
            "Mar  4 10:11:12 «pe2.example.com» LC/0/0/CPU0:Mar  4 10:11:12.123 : ifmgr[2]: x",
        ),
        near_misses=("RP/0/RSP0/CPU0:Mar  4 10:11:12.123 UTC: ifmgr[2]: x", "12: 7 RP/0/RSP0/CPU0:Mar  4 10:11:12"),
    ),
    Rule(
        id="syslog-ietf-host",
        entity="HOSTNAME",
        pattern=rf"<[0-9]{{1,3}}>[0-9]{{1,2}} (?:{ISO}[^ ]{{0,20}}|-) (?P<value>{HOST}) [^ ]",
        trigger="<[0-9]{1,3}>[0-9]{1,2} ",
        before="",
        after="",
        validate=host,
        blind=True,
        kinds=HEADERS,
        seeds=True,
        score=0.97,
        reference="RFC 5424 section 6",
        examples=(
            "<34>1 2003-10-11T22:14:15.003Z «mail3.example.com» su - ID47 - BOM'su root' failed",
            '<30>1 2024-02-18T02:29:58+08:00 «fw» charon 15894 - [meta sequenceId="36"] 06[IKE] x',
            "<165>1 - «sw9» app 1 - - x",
        ),
        near_misses=(
            "<34>1 2003-10-11T22:14:15.003Z - su - ID47 - x",
            "<34>1 2003-10-11T22:14:15.003Z 192.0.2.1 su - ID47 - x",
        ),
    ),
    Rule(
        id="syslog-iso-host",
        entity="HOSTNAME",
        pattern=rf"{ISO}(?:[.,][0-9]{{1,9}})?(?:Z|[+-][0-9]{{2}}:?[0-9]{{2}})? (?P<value>{HOST}) {{1,2}}{_TAG}",
        trigger=f"T{CLOCK}",
        before=WORD,
        after="",
        validate=_header_host,
        blind=True,
        kinds=HEADERS,
        seeds=True,
        score=0.95,
        reference="rsyslog RSYSLOG_FileFormat, syslog-ng ISO stamps, journalctl --output=short-iso",
        examples=(
            "2024-01-02T03:04:05.678+00:00 «combo» sshd[12]: x",
            "2023-07-18T10:22:17+02:00 «subuina» jellyfin[742]: [10:22:17] [INF] x",
            "2024-01-02T03:04:05+0100 «web-7» kernel: usb 1-1",
            "2024-01-02T03:04:05Z «fg100» date=2024-01-02 time=03:04:05",
        ),
        near_misses=(
            "2024-01-02T03:04:05Z INFO main[1]: x",
            "2024-01-02T03:04:05.044141390Z I0316 13:32:39.044104 1 main.go:210] x",
            "2024-01-02T03:04:05Z stdout F main: x",
            "2024-01-02T03:04:05Z Connecting to: x",
            "2024-01-02T03:04:05Z sshd[1]: x y: z",
        ),
    ),
    Rule(
        id="syslog-plain-stamp-host",
        entity="HOSTNAME",
        pattern=(
            rf"(?:[0-9]{{4}}[-/][0-9]{{2}}[-/][0-9]{{2}} {CLOCK}(?:[.,][0-9]{{1,9}})?(?: ?{_ZONE})?|"
            rf"^[0-9]{{10}}\.[0-9]{{6}}"
            rf"|^\[ {{0,8}}[0-9]{{1,9}}\.[0-9]{{6}}\]) {{1,2}}(?P<value>{HOST}) [^ "
            rf"\[\]:,]{{1,64}}\[[0-9]{{1,10}}\](?: \([^)]{{1,64}}\))?:"
        ),
        trigger=(
            rf"[-/][0-9]{{2}} {CLOCK}[^ ]* (?:[^ \[]+ )?[^ \[]+ [^ \[]+\[[0-9]+\]",
            r"^[0-9]{10}\.[0-9]{6} ",
            r"^\[ *[0-9]+\.[0-9]{6}\] ",
        ),
        after="",
        validate=_header_host,
        blind=True,
        kinds=HEADERS,
        seeds=True,
        score=0.95,
        reference="journalctl --output=short-full, short-unix, short-monotonic; macOS `log show --style syslog`",
        examples=(
            "Tue 2024-01-02 03:04:05 UTC «nas» sshd[12]: x",
            "1704164645.123456 «nas» systemd[1]: Started",
            "[   12.345678] «nas» systemd[1]: Started",
            "2024-01-02 03:04:05.678901+0000 «Annes-iMac» mDNSResponder[99]: x",
        ),
        near_misses=("2024-01-02 03:04:05 INFO main[1]: x", "[   12.345678] usb 1-1: new [1]: x"),
    ),
    Rule(
        id="syslog-bare-host",
        entity="HOSTNAME",
        pattern=rf"^(?P<value>{HOST}) [A-Za-z][0-9A-Za-z_.@/-]{{1,40}}(?:\(pam_unix\))?\[[0-9]{{1,10}}\]: ",
        trigger=r"^[^ ]+ [A-Za-z][^ \[]+\[[0-9]+\]: ",
        before="",
        after="",
        validate=_bare_host,
        blind=True,
        kinds=frozenset({"log", "text", "json"}),
        seeds=True,
        reference="RFC 3164 section 4.1 behind a collector that took the stamp away",
        examples=("«web7» nginx[983478]: 2023/12/09 21:35:20 [error] x", "«nas.example.com» sshd[1]: x"),
        near_misses=("INFO main[1]: x", "12 main[1]: x", "Started sshd[1]: x"),
    ),
    Rule(
        id="journal-machine-host",
        entity="HOSTNAME",
        pattern=(
            rf"(?:[Hh]ostname (?:set|changed)(?: (?:from|to))? |[Ss]etting hostname to |[Ss]tatic "
            rf"hostname "
            rf"|as (?:the )?hostname |hostname (?:is|to|for [^ ]{{1,40}} is) )[\"'<]?(?P<value>{HOST})[\"'>]?"
        ),
        trigger="ostname",
        before="",
        validate=host,
        blind=True,
        seeds=True,
        score=0.95,
        reference="systemd hostname-setup.c, hostnamed, macOS configd, NetworkManager",
        examples=(
            "systemd[1]: Hostname set to <«nas»>.",
            'configd[53]: setting hostname to "«Annes-iMac.local»"',
            "systemd-hostnamed[1]: Hostname set to <«edge7»> (static)",
        ),
        near_misses=("Hostname set to <localhost>.", "hostname: unknown", "could not set hostname: none"),
    ),
    Rule(
        id="hpc-node",
        entity="HOSTNAME",
        pattern=(
            r"(?:(?:^|[ \t])[0-9]{10} [0-9]{4}\.[0-9]{2}\.[0-9]{2} "
            r"|[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{6} )"
            r"(?P<value>[A-Za-z][0-9A-Za-z_.:-]{0,126}[0-9A-Za-z])[ \t]"
        ),
        trigger=(r"[0-9]{10} [0-9]{4}\.[0-9]{2}\.", r"-[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{6} "),
        before="",
        after="",
        validate=host,
        blind=True,
        kinds=frozenset({"log", "text"}),
        seeds=True,
        score=0.95,
        reference="USENIX Computer Failure Data Repository: BG/L, Thunderbird, Spirit, Liberty",
        examples=(
            "- 1131567033 2005.11.09 «tadmin1» Nov  9 10:10:33 local@tadmin1 postfix/x[1]: y",
            "- 1117838570 2005.06.03 «R02-M1-N0-C:J12-U11» 2005-06-03-15.42.50.675872 «R02-M1-N0-C:J12-U11» RAS "
            "KERNEL INFO x",
        ),
        near_misses=("- 1131567033 2005.11.09 UNKNOWN_LOCATION Nov  9 10:10:33", "1131567033 2005.11.09 12 x"),
    ),
    Rule(
        id="hpc-state-node",
        entity="HOSTNAME",
        pattern=rf"^[0-9]{{1,9}} (?P<value>{HOST}) [^ ]{{1,40}} [^ ]{{1,60}} 1?[0-9]{{9}} -?[0-9] ",
        trigger="^[0-9]{1,9} [^ ]+ [^ ]+ [^ ]+ [0-9]",
        before="",
        after="",
        validate=shaped_host,
        blind=True,
        kinds=frozenset({"log", "text"}),
        seeds=True,
        reference="USENIX Computer Failure Data Repository: HPC (id, node, component, state, epoch, flag)",
        examples=(
            "2608062 «node-238» action start 1074461014 1 halt  (command 1982)",
            "2601823 «node-D7» node status 1074298784 1 running",
        ),
        near_misses=(
            "284195 full partition status 1080133799 1 running",
            "70088 2206 shutdown_cmd new 1077059790 1 Targeting",
        ),
    ),
)
