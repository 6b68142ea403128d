"""Sentences and line shapes of device and host reports that name a machine or somebody who is on it."""

from __future__ import annotations

from recognizers.field_values import locate
from recognizers.rule import Rule, Verdict

_HOST = r"[0-9A-Za-z][0-9A-Za-z_.-]{1,62}"
_IP = r"[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}"
_USER = r"[A-Za-z_][0-9A-Za-z_.-]{1,31}"
_SHOWN = frozenset({"cli", "text"})
_DAY = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"


def _looks(line: bytes, start: int, end: int) -> Verdict:
    """Refuses what does not look like a host name by itself."""
    return Verdict.ABSTAIN if locate("HOSTNAME", line[start:end], weak=True) == (0, end - start) else Verdict.REFUSE


def _host(line: bytes, start: int, end: int) -> Verdict:
    """Refuses what cannot be a host name."""
    return Verdict.ABSTAIN if locate("HOSTNAME", line[start:end]) == (0, end - start) else Verdict.REFUSE


def _user(line: bytes, start: int, end: int) -> Verdict:
    """Refuses accounts of the system and words that are none."""
    return Verdict.ABSTAIN if locate("USERNAME", line[start:end]) == (0, end - start) else Verdict.REFUSE


def _mixed(line: bytes, start: int, end: int) -> Verdict:
    """Refuses words without digits and numbers without letters."""
    value = line[start:end]
    return Verdict.ABSTAIN if any(48 <= byte <= 57 for byte in value) and not value.isdigit() else Verdict.REFUSE


RULES = (
    Rule(
        id="sentence-host-before-address",
        entity="HOSTNAME",
        pattern=rf"(?:^|[ \t])(?P<value>{_HOST}) \({_IP}\)(?: at |  ?[0-9*]|: icmp| [0-9]+\()",
        trigger=r"[0-9A-Za-z] \([0-9]{1,3}\.",
        before="",
        after="",
        validate=_host,
        seeds=True,
        score=0.9,
        reference="arp(8), traceroute(8), ping(8): name, then the address in brackets",
        examples=(
            "«printer3» (192.0.2.77) at 02:00:5e:10:00:01 [ether] on eth0",
            " 2  «pe7-lab» (203.0.113.1)  2.110 ms  2.101 ms",
            "PING «nas-lab» (192.0.2.9) 56(84) bytes of data.",
        ),
        near_misses=("connected to peer (192.0.2.1)", "? (192.0.2.1) at 02:00:5e:10:00:01", "interface (192.0.2.1) up"),
        kinds=_SHOWN,
    ),
    Rule(
        id="sentence-host-behind-address",
        entity="HOSTNAME",
        pattern=rf"{_IP}[ \t]\((?P<value>{_HOST})\)",
        trigger=r"[0-9][ \t]\([0-9A-Za-z]",
        after="",
        validate=_looks,
        seeds=True,
        score=0.8,
        reference="NetScaler `show ha node`, CDP and LLDP reports: address, then the name in brackets",
        examples=("IP: 192.0.2.10 («ns-lab-a»)", "neighbor 192.0.2.7 («core1.example.com»)"),
        near_misses=("192.0.2.10 (inside)", "192.0.2.10 (192.0.2.11)"),
        kinds=_SHOWN,
    ),
    Rule(
        id="sentence-host-framed",
        entity="HOSTNAME",
        pattern=rf"(?:-{{4,60}}\[ |^[ \t]{{6,60}}\[)(?P<value>{_HOST})(?: \]-{{4,60}}|\]\r?$)",
        trigger=r"[-\t ]\[ ?[0-9A-Za-z]",
        before="",
        after="",
        validate=_looks,
        seeds=True,
        score=0.85,
        reference="headings of Firepower `show version`; device aliases of `show fcns database`",
        examples=("-----[ «ftd-lab-1» ]-----", "              [«esx14-hba0»]"),
        near_misses=("-----[ Summary ]-----", "           [active]"),
        kinds=_SHOWN,
    ),
    Rule(
        id="sentence-host-of-session",
        entity="HOSTNAME",
        pattern=rf"(?:pts/[0-9]{{1,4}}|tty[0-9A-Za-z]{{1,4}}|vty[ /]?[0-9]{{1,3}}) {{2,16}}(?P<value>{_HOST}) {{1,16}}"
        rf"(?:{_DAY}\b|[0-9]{{2}}:[0-9]{{2}})",
        trigger=r"(?:pts/[0-9]|tty[0-9A-Za-z]|vty)[^\n]{2,24}[ ](?:[0-9A-Za-z])",
        after="",
        validate=_looks,
        seeds=True,
        score=0.85,
        reference="last(1), lastlog(8), w(1)",
        examples=(
            "ann      pts/1        «ci-runner-3.exa»  Tue Mar  4 08:11",
            "bob pts/3    «bastion-2»    Mon Mar  3 19:02:11 +0100 2031",
        ),
        near_misses=("ann      pts/0        192.0.2.44       Mon Mar  3 10:11", "ann   pts/0   Tue Mar  4 09:02"),
        kinds=_SHOWN,
    ),
    Rule(
        id="sentence-host-behind-time",
        entity="HOSTNAME",
        pattern=rf"(?:[0-9]{{2}}:[0-9]{{2}}|[0-9]{{4}}) \((?P<value>{_HOST})\)\r?$",
        trigger=r"[0-9] \([0-9A-Za-z]",
        after="",
        validate=_looks,
        seeds=True,
        score=0.85,
        reference="who(1), pinky(1): where a session comes from",
        examples=(
            "ann      pts/2        2031-03-04 09:02 («bastion-9»)",
            "bob  pts/3   Mar  4 08:11 («ws7.example.com»)",
        ),
        near_misses=("up since 09:02 (active)", "build 2031 (stable)"),
        kinds=_SHOWN,
    ),
    Rule(
        id="sentence-user-of-session",
        entity="USERNAME",
        pattern=rf"^(?P<value>{_USER}) {{1,20}}(?:pts/[0-9]{{1,4}}|tty[0-9S][0-9A-Za-z]{{0,3}}) ",
        trigger=r" (?:pts/[0-9]|tty[0-9S])",
        before="",
        after="",
        validate=_user,
        seeds=True,
        score=0.85,
        reference="who(1), w(1), last(1)",
        examples=(
            "«ann»    pts/0        2031-03-04 09:02 (192.0.2.44)",
            "«deploy7»  pts/1        Tue Mar  4 08:11   still logged in",
        ),
        near_misses=("root     pts/0  Sat Mar  1", "USER     TTY      FROM"),
        kinds=_SHOWN,
    ),
    Rule(
        id="sentence-changed-by",
        entity="USERNAME",
        pattern=(
            rf"(?:[Cc]hange:?|[Cc]hanged|[Mm]odified|[Uu]pdated|[Ss]aved"
            rf"|[Cc]ommitted)[^\n]{{1,60}}? by (?P<value>{_USER})(?: via| from| on|$)"
        ),
        trigger=r" by [A-Za-z_]",
        after="",
        validate=_user,
        seeds=True,
        score=0.8,
        reference="crm_mon(8), `show configuration commit list`: time, then who",
        examples=(
            "Configuration saved at 10:11 by «j.doe» from 192.0.2.9",
            "Last change:  Tue Mar  4 09:11:12 2031 by «ann» via cibadmin on db1",
        ),
        near_misses=("Configuration changed by the system", "modified since then by root on db1"),
        kinds=_SHOWN,
    ),
    Rule(
        id="sentence-passwd-line",
        entity="USERNAME",
        pattern=r"^(?P<value>[A-Za-z_][0-9A-Za-z_.-]{1,31}):(?:x|\*|!|)?:[0-9]{1,10}:[0-9]{1,10}:[^:\n]{0,120}:/",
        trigger=r":(?:x|\*|!)?:[0-9]{1,10}:[0-9]{1,10}:",
        before="",
        after="",
        validate=_user,
        score=0.9,
        reference="passwd(5)",
        examples=(
            "«ann»:x:1007:1007:Ann Example,,,:/home/ann:/bin/bash",
            "«svc_app7»:x:990:990::/opt/app:/usr/sbin/nologin",
        ),
        near_misses=("root:x:0:0:root:/root:/bin/bash", "wheel:x:10:ann"),
    ),
    Rule(
        id="sentence-user-password",
        entity="USERNAME",
        pattern=rf"[Uu]ser(?:name)? (?P<value>{_USER}) [Pp]assword ",
        trigger=r"[Pp]assword ",
        after="",
        validate=_user,
        seeds=True,
        score=0.9,
        reference="`show voice register pool` and its like: account and password on one line",
        examples=(
            "user «dial.in4» password y",
            " Username «phone7» Password x",
        ),
        near_misses=("username is password protected", "user the password"),
        kinds=_SHOWN,
    ),
    Rule(
        id="sentence-password-of-user",
        entity="SECRET",
        pattern=rf"[Uu]ser(?:name)? {_USER} [Pp]assword (?P<value>[^\s\"]{{3,64}})\r?$",
        trigger=r"[Pp]assword ",
        after="",
        validate=_mixed,
        score=0.9,
        reference="`show voice register pool` and its like: account and password on one line",
        examples=(
            "user dial.in4 password «x9-yy»",
            " Username phone7 Password «4411kd»",
        ),
        near_misses=("Username phone7 Password required", "Username phone7 Password"),
        kinds=_SHOWN,
    ),
    Rule(
        id="sentence-remote-share",
        entity="HOSTNAME",
        pattern=rf"^(?://(?P<value>{_HOST})/[^\s]{{1,200}} {{1,60}}[0-9.]{{1,8}}[KMGTP])",
        trigger=r"^//[0-9A-Za-z]",
        before="",
        after="",
        validate=_host,
        seeds=True,
        score=0.85,
        reference="df(1), mount(8): shares of other hosts",
        examples=(
            "//«files.example.com»/a   12T  1.1T",
            "//«fs-lab-02»/transfer     500G  100G  400G  20% /mnt/t",
        ),
        near_misses=("// comment 500G", "/dev/sda1 500G"),
        kinds=_SHOWN,
    ),
    Rule(
        id="sentence-remote-export",
        entity="HOSTNAME",
        pattern=rf"^(?P<value>{_HOST}):/[^\s:]{{0,200}} {{1,60}}(?:[0-9.]{{1,8}}[KMGTP]|[0-9]{{4,16}} )",
        trigger=r"^[0-9A-Za-z._-]{2,62}:/",
        before="",
        after="",
        validate=_host,
        seeds=True,
        score=0.85,
        reference="df(1): exports of other hosts",
        examples=(
            "«nas.example.com»:/vol/a   104857600 77 1% /a",
            "«nas-lab»:/export/home        2.0T  1.1T  0.9T  55% /home",
        ),
        near_misses=("tmpfs 3.2G 1.1M", "note:/ 12"),
        kinds=_SHOWN,
    ),
    Rule(
        id="sentence-time-source",
        entity="HOSTNAME",
        pattern=(
            rf"^(?:[#+*xo-]|[\^=#][+?*x~ -]) ?(?P<value>{_HOST}) {{1,30}}(?:\.[A-Z0-9]{{2,5}}\.|{_IP}"
            rf"|[0-9]{{1,2}} {{1,6}}[0-9]{{1,2}} {{1,6}}[0-7]{{1,3}}) "
        ),
        trigger=r"^[#+*xo^=-]",
        before="",
        after="",
        validate=_host,
        seeds=True,
        score=0.85,
        reference="ntpq(8) `peers`, chronyc(1) `sources`",
        examples=(
            "+«ntp2-lab»       192.0.2.3        2 u   31   64  377",
            "^+ «ntp2-lab»      2   6   377    32   -221us",
        ),
        near_misses=("*  1 1/1 up 3", "+--------+"),
        kinds=_SHOWN,
    ),
    Rule(
        id="sentence-hop",
        entity="HOSTNAME",
        pattern=rf"^ *[0-9]{{1,2}}\.\|-- (?P<value>{_HOST}) ",
        trigger=r"\.\|-- [0-9A-Za-z]",
        before="",
        after="",
        validate=_host,
        seeds=True,
        score=0.9,
        reference="mtr(8) `--report`",
        examples=(
            " 12.|-- «pe7-lab.example.com»    0.0%",
            "  1.|-- «gw-lab»    0.0%    10    0.3",
        ),
        near_misses=("  1.|-- 192.0.2.1    0.0%", "  3.|-- ???   100.0"),
        kinds=_SHOWN,
    ),
    Rule(
        id="sentence-report-host",
        entity="HOSTNAME",
        pattern=rf"^HOST: (?P<value>{_HOST}) {{2,60}}Loss%",
        trigger=r"^HOST: ",
        before="",
        after="",
        validate=_host,
        seeds=True,
        score=0.95,
        reference="mtr(8) `--report`",
        examples=("HOST: «probe.example.com»   Loss%   Snt", "HOST: «app-21»      Loss%   Snt"),
        near_misses=("HOST: 192.0.2.1   Loss%", "HOST: app-21 is up"),
        kinds=_SHOWN,
    ),
)
