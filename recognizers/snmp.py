"""SNMP communities, and the users and keys of SNMPv3, in the configurations of network devices and net-snmp."""

from __future__ import annotations

from recognizers._values import MARK, OPEN, TOKEN, argument, plausible
from recognizers.rule import Rule, Verdict

_AUTH = r"(?:md5|sha|sha-?1|sha-?224|sha-?256|sha-?384|sha-?512|sha2-256|sha2-512|hmac-md5|hmac-sha[0-9-]{0,6}|hmac[0-9]{2,3}-sha-?[0-9]{3})"
_PRIV = r"(?:(?:aes|des|3des|des56)(?:[- ]?(?:128|192|256|cfb-?128|56))?(?:-cfb|-c)?)"
_CONFIG = frozenset({"config", "cli", "text", "prose", "log"})
_NOT_COMMUNITY = frozenset(
    b"name view group security public-view read write read-only read-write ro rw index mask trap string context map"
    b" 1 2 2c v1 v2 v2c version traps informs information mib members complexity-check authorization clients restrict match delete community community-map".split()
)


def community(line: bytes, start: int, end: int) -> Verdict:
    """Refuses keywords of SNMP commands, and values of BGP communities such as `65000:100`."""
    value = line[start:end]
    if value.lower() in _NOT_COMMUNITY or value.replace(b":", b"").isdigit() and b":" in value:
        return Verdict.REFUSE
    return plausible(line, start, end)


def notification(line: bytes, start: int, end: int) -> Verdict:
    """As `argument`; refuses addresses, interface names and SNMP's own words in the place of a trap community."""
    if line[start:end].lower() in _NOT_COMMUNITY or b"." in line[start:end] and line[start:end].replace(b".", b"").isdigit():
        return Verdict.REFUSE
    return argument(line, start, end)


def v3_line(line: bytes, start: int, end: int) -> Verdict:
    """As `argument`, on lines that speak of SNMP or of an engine or user."""
    head = line[:start].lower()
    if b"snmp" not in head and b"usm" not in head and b"v3" not in head and b"user" not in head:
        return Verdict.REFUSE
    return argument(line, start, end)


RULES = (
    Rule(
        id="snmp-community",
        entity="SECRET",
        pattern=(
            r"(?:snmp(?:-server|-agent|v2c|v2)?|snmpd|trap2?sink|snmp sysinfo|snmp snmpv2c)[ \t/]+(?:[a-z0-9]{1,16}[ \t]+){0,2}?communit(?:y|ies)[ \t]+"
            rf"(?:(?:add|create|set|read|write|read-only|read-write|ro|rw|string|name|index [0-9]{{1,5}}|[0-9]{{1,3}}|[0-9]{{1,3}} name|{MARK})[ \t]+){{0,3}}"
            rf"{OPEN}(?P<value>[^\s\"';,{{]{{1,256}})"
        ),
        reference="Cisco IOS SNMP Command Reference; Huawei `snmp-agent community`; Junos `set snmp community`; HP; Brocade",
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
        ),
        trigger="communit",
        score=0.95,
        after="",
        validate=community,
    ),
    Rule(
        id="net-snmp-community",
        entity="SECRET",
        pattern=r"(?:rocommunity6?|rwcommunity6?|authcommunity[ \t]+\S{1,40}|com2sec6?(?:[ \t]+-Cn[ \t]+\S{1,40})?[ \t]+\S{1,40}[ \t]+\S{1,60}|(?:^|[ \t])trapcommunity)[ \t]+\"?(?P<value>[^\s\"#]{1,128})",
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
    ),
    Rule(
        id="snmp-option-community",
        entity="SECRET",
        pattern=(
            r"(?:trap-?community|trap_community|community[-_]?(?:string|name)|securityname|params securityname|-community)"
            rf"(?:[ \t]*[=:][ \t]*|[ \t]+)(?:(?:{MARK})[ \t]+)?{OPEN}(?P<value>[^\s\"',;]{{1,128}})"
        ),
        reference="MikroTik RouterOS `/snmp set trap-community`; Huawei `params securityname`; NetScaler; snmpget -c",
        examples=(
            "/snmp set enabled=yes trap-community=«somestring»",
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
        validate=v3_line,
    ),
    Rule(
        id="routeros-snmp-community",
        entity="SECRET",
        pattern=r"/snmp[ \t]+community[ \t]+(?:add|set)\b[^\n]{0,300}?[ \t]name=\"?(?P<value>[^\s\"]{1,128})",
        reference="MikroTik RouterOS documentation, SNMP",
        examples=("/snmp community add addresses=::/0 name=«somestringa»", '/snmp community set [ find default=yes ] name="«x1y2»"'),
        near_misses=("/snmp community add addresses=::/0", "/interface set 0 name=ether1"),
        trigger="/snmp community",
        score=0.95,
        after="",
    ),
    Rule(
        id="snmp-trap-host-community",
        entity="SECRET",
        pattern=(
            r"(?:snmp(?:-server|-agent)?|trap2?sink|informsink)[ \t]+(?:(?:trap-?)?(?:host|receiver|receivers|sink|target-host|target|manager|client)[ \t]+)?"
            r"(?:(?:vrf|ip|ipv4|ipv6|addr(?:ess)?)[ \t]+)?[0-9A-Fa-f.:/\[\]]{4,45}(?:[ \t]+(?:traps?|informs?|version|v1|v2|v2c|1|2c|2|v1-trap"
            r"|use-vrf|vrf|management|port|udp-port|level|all|community|clear|poll|[0-9]{2,5}|source-interface|0|7))*[ \t]+"
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
        pattern=rf"snmp-server[ \t]+host[ \t]+\S{{1,64}}[ \t]+\S{{3,64}}[ \t]+(?:[^\s\"]{{1,32}}[ \t]+){{0,4}}?community[ \t]+(?:[0-9][ \t]+)?(?P<value>{TOKEN})",
        reference="Cisco ASA Series Command Reference, `snmp-server host`",
        examples=("snmp-server host inside 192.0.2.1 community «netread» version 2c", "snmp-server host mgmt 192.0.2.1 poll community 8 «aBcD»"),
        near_misses=("snmp-server host inside 192.0.2.1 version 3 ann", "snmp-server host inside 192.0.2.1 community"),
        trigger="community",
        score=0.93,
        after="",
        validate=community,
    ),
    Rule(
        id="snmp-v3-auth-key",
        entity="SECRET",
        pattern=(
            r"(?:auth(?:entication)?(?:-mode|-protocol|-type|-method)?|auth-key|localized|encrypted)?[ \t]*"
            rf"(?:[ \t]|=){_AUTH}[ \t]+(?:(?:auth-password|auth-key|authentication-password|authentication-key|key|localizedkey|localized|encrypted|cipher|simple|plaintext|ciphertext|clear|0x|[0-9])[ \t]+){{0,3}}\"?(?P<value>{TOKEN})"
        ),
        reference="Cisco IOS, NX-OS, EOS `snmp-server user … auth sha KEY`; Huawei `usm-user`; RFC 3414",
        examples=(
            "snmp-server user ann OPS v3 auth sha «AuthWord1» priv aes 128 PrivWord1",
            "snmp-server user ann network-admin auth md5 «authpass1» priv privpass1 localizedkey",
            "snmp-server user ann OPS v3 encrypted auth sha «AA:BB:CC:DD» priv aes 128 11:22",
            "snmp-agent usm-user v3 ann authentication-mode sha cipher «%@%@x»",
            'snmpv3 user ann auth-protocol SHA "«wordone»"',
        ),
        near_misses=(
            "snmp-server group OPS v3 auth read ALL",
            "crypto ipsec transform-set T esp-aes esp-sha-hmac",
            "hash sha 256",
            "snmp-server user ann OPS v3 auth sha",
            "set authentication sha hello",
        ),
        trigger=("sha", "md5"),
        ignore_case=True,
        score=0.92,
        before="",
        after="",
        validate=v3_line,
        kinds=_CONFIG,
    ),
    Rule(
        id="snmp-v3-privacy-key",
        entity="SECRET",
        pattern=(
            rf"(?:priv(?:acy)?(?:-mode|-protocol|-type|-method)?)[ \t]+(?:{_PRIV}[ \t]+)?"
            rf"(?:(?:priv-password|priv-key|privacy-password|privacy-key|key|localizedkey|localized|encrypted|cipher|simple|plaintext|ciphertext|clear|[0-9])[ \t]+){{0,3}}\"?(?P<value>{TOKEN})"
        ),
        reference="Cisco IOS, NX-OS, EOS `snmp-server user … priv aes 128 KEY`; Huawei `privacy-mode`; RFC 3414, RFC 3826",
        examples=(
            "snmp-server user ann OPS v3 auth sha AuthWord1 priv aes 128 «PrivWord1»",
            "snmp-server user ann network-admin auth md5 authpass1 priv «privpass1» localizedkey",
            "snmp-server user ann admin auth md5 AAAA priv aes-128 «BBBBCCCC» localizedV2key",
            "snmp-agent usm-user v3 ann privacy-mode aes128 cipher «%@%@y»",
        ),
        near_misses=(
            "snmp-server group OPS v3 priv read ALL",
            "snmp-server group OPS v3 priv",
            "snmp-server user ann OPS v3 auth sha x priv aes 128",
            "username ann priv 15",
        ),
        trigger="priv",
        ignore_case=True,
        score=0.92,
        after="",
        validate=v3_line,
        kinds=_CONFIG,
    ),
    Rule(
        id="net-snmp-user-key",
        entity="SECRET",
        pattern=r"(?:createUser|usmUser)[ \t]+(?:-e[ \t]+\S{1,70}[ \t]+)?\S{1,64}[ \t]+(?:MD5|SHA[0-9-]{0,4})[ \t]+(?:-[ml][ \t]+)?\"?(?P<value>[^\s\"]{1,128})",
        reference="net-snmp, snmpd.conf(5), createUser",
        examples=('createUser ann SHA "«authword»" AES privword', "createUser -e 0x8000000001020304 bob MD5 «authword»"),
        near_misses=("createUser ann", "rouser ann authPriv"),
        trigger="User",
        score=0.95,
        after="",
    ),
    Rule(
        id="net-snmp-user-privacy-key",
        entity="SECRET",
        pattern=r"(?:createUser|usmUser)[ \t]+[^\n]{1,200}?[ \t](?:AES|DES)[0-9]{0,3}[ \t]+(?:-[ml][ \t]+)?\"?(?P<value>[^\s\"]{1,128})",
        reference="net-snmp, snmpd.conf(5), createUser",
        examples=('createUser ann SHA "authword" AES «privword»', "createUser bob MD5 authword DES «privword»"),
        near_misses=("createUser ann SHA authword", "createUser ann SHA authword AES"),
        trigger="User",
        score=0.95,
        after="",
    ),
    Rule(
        id="snmp-tool-community",
        entity="SECRET",
        pattern=r"snmp[a-z]{3,9}[ \t][^\n]{0,300}?-c[ \t]+[\"']?(?P<value>[^\s\"']{1,128})",
        reference="net-snmp, snmpcmd(1), option -c",
        examples=("snmpwalk -v2c -c «netread» 192.0.2.1", "snmpget -c '«netread»' -v 1 192.0.2.1 sysName.0"),
        near_misses=("ping -c 5 192.0.2.1", "snmpwalk -v3 -u ann 192.0.2.1", "snmpwalk -c"),
        trigger="snmp",
        score=0.9,
        after="",
        validate=plausible,
    ),
    Rule(
        id="snmp-tool-key",
        entity="SECRET",
        pattern=r"snmp[a-z]{3,9}[ \t][^\n]{0,300}?-[AX][ \t]+[\"']?(?P<value>[^\s\"']{1,128})",
        reference="net-snmp, snmpcmd(1), options -A and -X",
        examples=("snmpget -v3 -u ann -l authPriv -A «AuthWord1» 192.0.2.1", "snmpwalk -v3 -u bob -x AES -X «PrivWord1» 192.0.2.1"),
        near_misses=("snmpget -v2c 192.0.2.1 sysDescr.0", "grep -A 5 snmpd"),
        trigger="snmp",
        score=0.9,
        after="",
        validate=plausible,
    ),
)
