"""SNMP communities in the configurations of network devices and of net-snmp."""

from __future__ import annotations

from recognizers._values import MARK, OPEN, TOKEN, argument, plausible
from recognizers.digits import zeroed
from recognizers.rule import Rule, Verdict

_OPTIONS_TEXT = b"use-vrf vrf source-interface port udp-port timeout retries source bgp config"
_OPTIONS = frozenset(_OPTIONS_TEXT.split())
NOT_COMMUNITY_TEXT = b"""
    name view group security public-view read write read-only read-write ro rw index mask trap string context
    map 1 2 2c v1 v2 v2c version traps informs information mib members complexity-check authorization clients
    restrict match delete community community-map
"""
NOT_COMMUNITY = frozenset(zeroed(NOT_COMMUNITY_TEXT).split())


def community(line: bytes, start: int, end: int) -> Verdict:
    """Refuses keywords of SNMP commands, and values of BGP communities such as `65000:100`."""
    value = line[start:end]
    if value in (b"public", b"private") and line.lstrip()[:3] == b"no ":
        return Verdict.REFUSE
    if value in (b"readonly", b"readwrite") and line[:start].rstrip().endswith(b"add community"):
        return Verdict.REFUSE
    if zeroed(value.lower()) in NOT_COMMUNITY or value.replace(b":", b"").isdigit() and b":" in value:
        return Verdict.REFUSE
    return plausible(line, start, end)


def notification(line: bytes, start: int, end: int) -> Verdict:
    """As `argument`; refuses addresses, interface names and SNMP's own words in the place of a trap community."""
    if b"version 3" in line[:start] or b" v3" in line[:start] or line[start:end].lower() in _OPTIONS:
        return Verdict.REFUSE
    if (
        zeroed(line[start:end].lower()) in NOT_COMMUNITY
        or b"." in line[start:end]
        and line[start:end].replace(b".", b"").isdigit()
    ):
        return Verdict.REFUSE
    return argument(line, start, end)


RULES = (
    Rule(
        id="snmp-community",
        entity="SECRET",
        pattern=(
            r"(?:snmp(?:-server|-agent|v2c|v2)?|snmpd|trap2?sink|snmp sysinfo|snmp snmpv2c)[ \t/]+"
            r"(?:[a-z0-9]{1,16}[ \t]+){0,2}?communit(?:y|ies)[ \t]+"
            rf"(?:(?:add|create|set|read|write|read-only|read-write|ro|rw|string|name|index [0-9]{{1,5}}"
            rf"|[0-9]{{1,3}}|[0-9]{{1,3}} name|{MARK})[ \t]+){{0,3}}"
            rf"{OPEN}(?P<value>[^\s\"';,{{]{{1,256}})"
        ),
        reference="Cisco IOS SNMP Command Reference; Huawei `snmp-agent community`; Junos `set snmp community`; HP",
        examples=(
            "snmp-server community «Word1» RO 10",
            'snmp-server community "«AAAABBBB»"',
            "snmp-server community «netread» group network-operator",
            "snmp-agent community read cipher «%@%@uXc2»",
            "set snmp community «netread» authorization read-only",
            "snmp-server community 0 «netread» ro",
            "config snmp community create «netread»",
            "set service snmp community «netread» authorization ro",
            "snmp-server community «public» ro",
            "snmp community «netread»",
            "set deviceconfig system snmp-setting snmp community «netread»",
        ),
        near_misses=(
            "snmp-server community",
            "community 65000:100",
            "set community no-export",
            "set snmp name sw1",
            "snmp-server community-map X context Y",
            "ip community-list standard X permit 65000:1",
            "no snmp-server community public RO",
        ),
        trigger="communit",
        score=0.95,
        after="",
        validate=community,
        blind=True,
    ),
    Rule(
        id="extreme-snmp-community",
        entity="SECRET",
        pattern=r"add[ \t]+community[ \t]+read(?:only|write)[ \t]+(?:encrypted[ \t]+)?[\"']?(?P<value>[^\s\"']{1,128})",
        reference="Extreme ExtremeXOS Command Reference, `configure snmp add community`",
        examples=(
            "configure snmp add community readonly «zulu9»",
            'configure snmpv3 add community readwrite encrypted "«r4x7»"',
        ),
        near_misses=("configure snmp add community readonly", "configure snmp delete community readonly all"),
        trigger="community",
        score=0.96,
        after="",
        validate=community,
        blind=True,
    ),
    Rule(
        id="net-snmp-community",
        entity="SECRET",
        pattern=(
            r"(?:rocommunity6?|rwcommunity6?|authcommunity[ \t]+\S{1,40}|com2sec6?"
            r"(?:[ \t]+-Cn[ \t]+\S{1,40})?[ \t]+\S{1,40}[ \t]+\S{1,60}|(?:^"
            r"|[ \t])trapcommunity)[ \t]+\"?(?P<value>[^\s\"#]{1,128})"
        ),
        reference="net-snmp, snmpd.conf(5)",
        examples=(
            "rocommunity «netread» 192.0.2.0/24",
            "rwcommunity6 «netwrite»",
            "com2sec readonly default «netread»",
            "trapcommunity «trapword»",
        ),
        near_misses=("rouser ann", "# rocommunity", "com2sec readonly default"),
        trigger=("community", "com2sec"),
        score=0.95,
        after="",
        validate=community,
        blind=True,
    ),
    Rule(
        id="snmp-option-community",
        entity="SECRET",
        pattern=(
            r"(?:trap-?community|trap_community|community[-_]?(?:string|name)|securityname|params securityname"
            r"|-community)"
            rf"(?:[ \t]*[=:][ \t]*|[ \t]+)(?:(?:{MARK})[ \t]+)?{OPEN}(?P<value>[^\s\"',;]{{1,128}})"
        ),
        reference="MikroTik RouterOS `/snmp set trap-community`; Huawei `params securityname`; NetScaler; snmpget -c",
        examples=(
            "/snmp set contact=x trap-community=«mttraps»",
            "snmp-agent target-host trap address udp-domain 192.0.2.1 params securityname «netread» v2c",
            "set snmp trap-community «netread»",
            "snmp community-string «netread»",
        ),
        near_misses=(
            "snmp-server enable traps",
            "trap-community=",
        ),
        trigger=("community", "ecurityname"),
        score=0.85,
        after="",
        validate=notification,
    ),
    Rule(
        id="routeros-snmp-community",
        entity="SECRET",
        pattern=r"/snmp[ \t]+community[ \t]+(?:add|set)\b[^\n]{0,300}?[ \t]name=\"?(?P<value>[^\s\"]{1,128})",
        reference="MikroTik RouterOS documentation, SNMP",
        examples=(
            "/snmp community add addresses=192.0.2.0/24 name=«mtread»",
            '/snmp community set [ find default=yes ] name="«x1y2»"',
        ),
        near_misses=("/snmp community add addresses=192.0.2.0/24", "/interface set 0 name=ether1"),
        trigger="/snmp community",
        score=0.95,
        after="",
    ),
    Rule(
        id="snmp-trap-host-community",
        entity="SECRET",
        pattern=(
            r"(?:snmp(?:-server|-agent)?|trap2?sink|informsink)[ \t]+(?:(?:trap-?)?(?:host|receiver|receivers"
            r"|sink|target-host|target|manager|client)[ \t]+)?"
            r"(?:(?:vrf|ip|ipv4|ipv6|addr(?:ess)?)[ \t]+)?[0-9A-Fa-f.:/\[\]]{4,45}(?:[ \t]+(?:traps?|informs?"
            r"|version|v1|v2|v2c|1|2c|2|v1-trap"
            r"|(?:use-vrf|vrf|source-interface|port|udp-port|timeout|retries)[ \t]+[^\s\"]{1,40}|level|all"
            r"|community|clear|poll|0|7))*[ \t]+"
            r"\"?(?P<value>[^\s\"']{1,128})"
        ),
        reference="Cisco IOS, NX-OS, EOS, ArubaOS `snmp-server host`; ASA; snmpd.conf trapsink",
        examples=(
            "snmp-server host 192.0.2.1 version 2c «netread»",
            "snmp-server host 192.0.2.1 traps version 2c «netread» udp-port 162",
            "snmp-server host 192.0.2.1 «netread» bgp",
            "trap2sink 192.0.2.1 «netread»",
            "snmp-server host 192.0.2.1 informs version 2c «netread»",
            'snmp-server host 192.0.2.1 community "«netread»" trap-level not-info',
        ),
        near_misses=(
            "snmp-server host 192.0.2.1",
            "snmp-server host 192.0.2.1 version 2c",
            "snmp-server trap-source Loopback0",
            "snmp-server host 192.0.2.1 use-vrf management",
            "snmp-server host 192.0.2.1 version 3 auth ann",
        ),
        trigger=("snmp", "sink"),
        score=0.88,
        after="",
        validate=notification,
    ),
    Rule(
        id="asa-snmp-host-community",
        entity="SECRET",
        pattern=(
            rf"snmp-server[ \t]+host[ \t]+\S{{1,64}}[ \t]+\S{{3,64}}[ \t]+"
            rf"(?:[^\s\"]{{1,32}}[ \t]+){{0,4}}?community[ \t]+(?:[0-9][ \t]+)?(?P<value>{TOKEN})"
        ),
        reference="Cisco ASA Series Command Reference, `snmp-server host`",
        examples=(
            "snmp-server host inside 192.0.2.1 community «netread» version 2c",
            "snmp-server host mgmt 192.0.2.1 poll community 8 «aBcD»",
        ),
        near_misses=("snmp-server host inside 192.0.2.1 version 3 ann", "snmp-server host inside 192.0.2.1 community"),
        trigger="community",
        score=0.93,
        after="",
        validate=community,
        blind=True,
    ),
)
