"""Fixed heads of log records that put a machine or an account in a place of its own.

Mar 10 08:40:00 lb-a notice mcpd[6001]: …     ####<date> <severity> <subsystem> <machine> <server> <thread> <user>
2026 Mar 10 09:10:00 (web-gera) 192.0.2.20->/var/log/auth.log     "NPS-1","IAS",03/10/2026,…
"""

from __future__ import annotations

from recognizers._log import ADDRESS, CLOCK, HEADERS, HOST, MONTH, USER, host, shaped_host, user
from recognizers._phrase import phrase
from recognizers.rule import Rule, Verdict

_FULL = r"[A-Z\x80-\xff][A-Za-z\x80-\xff'-]{1,30}(?: [A-Z\x80-\xff][A-Za-z\x80-\xff'.-]{0,30}){1,3}"


def _zone(line: bytes, start: int, end: int) -> Verdict:
    """Refuses reverse zones, whose addresses have rules of their own, and zones that are no domain."""
    value = line[start:end]
    return Verdict.REFUSE if b"." not in value or value.endswith(b".arpa") else host(line, start, end)


RULES: tuple[Rule, ...] = (
    phrase(
        "severity-header-host",
        "HOSTNAME",
        rf"{MONTH} {{1,2}}[0-9]{{1,2}} {CLOCK} (?P<value>{HOST}) "
        r"(?:emerg|alert|crit|err|error|warning|warn|notice|info|debug) [A-Za-z][0-9A-Za-z_./-]{1,40}(?:\[[0-9]{1,10}\])?:",
        r" (?:emerg|alert|crit|err|error|warning|warn|notice|info|debug) [A-Za-z]",
        "F5 BIG-IP, A10: the severity stands between host and process",
        (
            "Mar 10 08:40:00 «lb-a» notice mcpd[6001]: 01070417:5: AUDIT",
            "Mar  1 08:40:09 «waage» err tmm1[11220]: HA: Connection",
        ),
        ("Mar 10 08:40:00 kernel notice x: y", "Mar 10 08:40:00 lb-a notice: y"),
        host,
    ),
    phrase(
        "server-log-machine",
        "HOSTNAME",
        rf"^####<[^>\n]{{10,60}}> <[A-Z][a-z]{{2,16}}> <[^>\n]{{1,64}}> <(?P<value>{HOST})> ",
        "^####<",
        "Oracle WebLogic: ####<date> <severity> <subsystem> <machine> <server> <thread> <user>",
        (
            "####<Mar 10, 2026 9:10:00 AM CET> <Error> <Security> <«wls-app3»> <Managed3> <x> <y>",
            "####<10.03.2026 09:10 Uhr MEZ> <Notice> <Log Management> <«kiosk»> <AdminServer> <x>",
        ),
        ("####<a> <b>", "####<Mar 10, 2026 9:10:00 AM CET> <Error> <Security> <> <>"),
        host,
    ),
    phrase(
        "server-log-server",
        "HOSTNAME",
        rf"^####<[^>\n]{{10,60}}> <[A-Z][a-z]{{2,16}}> <[^>\n]{{1,64}}> <[^>\n]{{0,64}}> <(?P<value>{HOST})> ",
        "^####<",
        "Oracle WebLogic: ####<date> <severity> <subsystem> <machine> <server> <thread> <user>",
        (
            "####<Mar 10, 2026 9:10:00 AM CET> <Error> <Security> <wls-app3> <«Managed3»> <x> <y>",
            "####<10.03.2026 09:10 Uhr MEZ> <Notice> <Log Management> <> <«OrderSrv1»> <x>",
        ),
        ("####<a> <b>", "####<Mar 10, 2026 9:10:00 AM CET> <Error> <Security> <x> <>"),
        shaped_host,
    ),
    phrase(
        "server-log-user",
        "USERNAME",
        rf"^####<[^>\n]{{10,60}}> <[A-Z][a-z]{{2,16}}> (?:<[^>\n]{{0,96}}> ){{4}}<(?P<value>{USER})> <",
        "^####<",
        "Oracle WebLogic: ####<date> <severity> <subsystem> <machine> <server> <thread> <user>",
        (
            "####<Mar 10, 2026 9:10:00 AM CET> <Error> <Security> <wls> <Managed3> <[ACTIVE] x> <«wl_ops»> <> <> <1>",
            "####<10.03.2026 09:10 Uhr MEZ> <Notice> <Log> <> <Srv1> <main> <«hpetz»> <a> <b>",
        ),
        ("####<a> <b>", "####<Mar 10, 2026 9:10:00 AM CET> <Error> <Security> <a> <b> <c> <> <>"),
        user,
    ),
    Rule(
        id="syslog-xr-own-host",
        entity="HOSTNAME",
        pattern=rf"/CPU[0-9]:(?P<value>{HOST}):(?:{MONTH}|[0-9]{{4}}) ",
        trigger="/CPU[0-9]:[0-9A-Za-z]",
        before="",
        after="",
        validate=host,
        blind=True,
        kinds=HEADERS,
        seeds=True,
        score=0.95,
        reference="Cisco IOS XR system logging: node, host, time",
        examples=(
            "RP/0/RSP0/CPU0:«pe-gera»:Mar 10 10:20:04.001 UTC: SSHD_[65712]: %SECURITY-SSHD-6-INFO : x",
            "LC/0/0/CPU0:«waage»:Mar  4 10:11:12.123 : ifmgr[2]: x",
        ),
        near_misses=("RP/0/RSP0/CPU0:Mar  4 10:11:12.123 UTC: ifmgr[2]: x", "RP/0/RP0/CPU0:r1#show"),
    ),
    phrase(
        "agent-header-host",
        "HOSTNAME",
        rf"{CLOCK} \((?P<value>{HOST})\) (?:{ADDRESS}|any)->",
        r"\) [^ ]{3,45}->",
        "OSSEC and Wazuh alerts: (agent) address->location",
        (
            "2026 Mar 10 09:10:00 («web-gera») 192.0.2.20->/var/log/auth.log",
            "2026 Mar 10 09:10:00 («dc1») any->EventChannel",
        ),
        ("10:00:00 (x) y->z", "(web) 192.0.2.1"),
        host,
    ),
    phrase(
        "policy-server-host",
        "HOSTNAME",
        rf"^\"(?P<value>{HOST})\",\"(?:IAS|RAS)\",[0-9]",
        '","(?:IAS|RAS)",',
        "Microsoft NPS: database-compatible log files",
        ('"«NPS-GERA»","IAS",03/10/2026,09:00:00,1', '"«RADIUS1»","RAS",03/10/2026,09:00:00,4'),
        ('"","IAS",03/10/2026', 'x,"IAS",03/10/2026'),
        host,
    ),
    phrase(
        "directory-path-person",
        "PERSON",
        rf"[0-9A-Za-z-]{{1,63}}\.[A-Za-z]{{2,16}}/(?:[^/\",\n]{{1,40}}/){{0,4}}(?P<value>{_FULL})[\",]",
        r"\.[A-Za-z]{2,16}/[^\",\n]{1,200}[\",]",
        "Active Directory canonical names, as NPS logs them",
        ('"corp.example/Amt/«Ulf Berger»",,', '"ad.werft.example/Users/«Ann Mary Lee»","x"'),
        ('"corp.example/Amt/x",', '"www.example.com/Path/To",'),
    ),
    Rule(
        id="zone-block",
        entity="HOSTNAME",
        pattern=rf"^[ \t]{{0,16}}zone[ \t]{{1,8}}\"?(?P<value>{HOST})\.?\"?[ \t]{{1,8}}(?:IN[ \t]{{1,8}})?\{{",
        trigger=r"zone[ \t]{1,8}\"?[0-9A-Za-z]",
        before="",
        after="",
        validate=_zone,
        blind=True,
        score=0.9,
        seeds=True,
        reference="BIND named.conf: zone statements",
        examples=('zone "«stadt.example»" {', "zone «werft.intern» IN {"),
        near_misses=('zone "." {', "zone public {", 'zone "2.0.192.in-addr.arpa" {'),
    ),
)
