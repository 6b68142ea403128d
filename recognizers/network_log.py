"""Accounts, hosts and peers in the logs of network devices and services: AAA, VPN, DHCP, DNS, SIP, RADIUS."""

from __future__ import annotations

from recognizers._log import (
    ADDRESS,
    DOMAIN,
    ENDS,
    HEADERS,
    HOST,
    USER,
    WORDY,
    either,
    host,
    opening,
    quoted_user,
    shaped_host,
    user,
)
from recognizers.rule import Rule

_MAC = "[0-9A-Fa-f]{2}(?:[:.-]?[0-9A-Fa-f]{2}){5}"
_PORT = r"(?:[A-Z][A-Za-z-]{0,24} ?[0-9]{1,3}(?:[/.:][0-9]{1,4}){0,4}|[a-z]{2}-[0-9]+/[0-9]+/[0-9]+)"
_DNS_TYPE = "(?:A|AAAA|PTR|MX|TXT|SRV|NS|SOA|CNAME|ANY|HTTPS|SVCB|CAA|DS|DNSKEY|NAPTR)"

_BY_PHRASES = (
    "[Cc]onfigured from [^ ]{1,32} by ",
    "[Cc]onfiguration (?:changed|saved|committed) by ",
    "[Rr]eload(?:ed)? requested by ",
    "(?:[Cc]ommit(?:ted)?|executed|[Ll]ogged command|accessed|[Ss]aved|[Cc]leared|[Rr]equest(?:ed)?) by (?:user )?",
    "[Uu]ser(?:name)? ?= ",
    "Group <[^>]{1,64}> User <",
    "[Uu]ser:",
    r"[Ll]ogin (?:Success|[Ff]ailed) \[user: ?",
    "[Cc]hanged by user ",
    "rec'd CHAP name=\"?",
    "peer name ",
)
_BY = either(*_BY_PHRASES)
_RADIUS = r"(?:Login OK|Login incorrect[^\[\n]{0,120}|Invalid user[^\[\n]{0,80}|Multiple logins[^\[\n]{0,60}): ?"
_NEXT_TO = either(
    "[Aa]djacency (?:to|with) ",
    "[Nn]eighbor ",
    "AP (?:'|Name:? ?)",
    "[Aa]p ?[Nn]ame:? ?",
    "Device ID ",
)
_ASKED = either(
    "quer(?:y|ied):? ",
    r"query\[[A-Z0-9=]{1,12}\] ",
    "(?:reply|forwarded|cached|config|zone) ",
    f"info: {ADDRESS} ",
    r"[0-9A-Fa-f:.]{2,45}#[0-9]{1,5} \(",
    "update '",
)

RULES: tuple[Rule, ...] = (
    Rule(
        id="device-user",
        entity="USERNAME",
        pattern=rf"{_BY}['\"]?{DOMAIN}(?P<value>{WORDY})['\"]?{ENDS}",
        trigger=opening(*_BY_PHRASES),
        after="",
        validate=user,
        blind=True,
        kinds=HEADERS,
        seeds=True,
        score=0.93,
        reference="Cisco IOS, NX-OS and ASA system messages; Junos; Arista; pppd",
        examples=(
            "%SYS-5-CONFIG_I: Configured from console by «dave» on vty0 (192.0.2.1)",
            "%ASA-6-113012: AAA user authentication Successful : local database : user = «erin»",
            "%PARSER-5-CFGLOG_LOGGEDCMD: User:«dave»  logged command:interface Loopback0",
            "%ASA-4-722051: Group <GP> User <«carol»> IP <192.0.2.1> Address assigned",
        ),
        near_misses=(
            "%SYS-5-CONFIG_I: Configured from console by console",
            "Configured from console by vty0",
            "user = admin",
        ),
    ),
    Rule(
        id="neighbor-log-host",
        entity="HOSTNAME",
        pattern=rf", with (?P<value>{HOST})(?:\([^)]{{1,32}}\))? {_PORT}",
        trigger=", with ",
        after="",
        before="",
        validate=host,
        blind=True,
        kinds=HEADERS,
        seeds=True,
        score=0.95,
        reference="Cisco %CDP-4-NATIVE_VLAN_MISMATCH, %CDP-4-DUPLEX_MISMATCH",
        examples=(
            "%CDP-4-NATIVE_VLAN_MISMATCH: Native VLAN mismatch discovered on GigabitEthernet0/1 (1), with «SW2» "
            "GigabitEthernet0/2 (10).",
            "%CDP-4-DUPLEX_MISMATCH: duplex mismatch discovered on Fa0/1, with «acc-7.example.com» "
            "FastEthernet0/2 (half duplex).",
        ),
        near_misses=("stopped, with error code 2", "done, with 192.0.2.1 Ethernet1"),
    ),
    Rule(
        id="adjacency-host",
        entity="HOSTNAME",
        pattern=rf"{_NEXT_TO}(?P<value>{HOST})(?:['\"]? \((?:{_PORT}|L[12])|' )",
        trigger=_NEXT_TO,
        after="",
        validate=host,
        blind=True,
        kinds=HEADERS,
        seeds=True,
        reference="Cisco %CLNS-5-ADJCHANGE, %CAPWAP messages",
        examples=(
            "%CLNS-5-ADJCHANGE: ISIS: Adjacency to «pe7» (GigabitEthernet0/1) Up, new adjacency",
            "%CAPWAP-3-ERRORLOG: AP '«ap-lobby»' joined",
        ),
        near_misses=("Neighbor 192.0.2.1 (GigabitEthernet0/1) is down", "neighbor is (down"),
    ),
    Rule(
        id="dhcp-log-host",
        entity="HOSTNAME",
        pattern=rf"{_MAC} \((?P<value>{HOST})\) via ",
        trigger=r"\) via ",
        after="",
        validate=host,
        blind=True,
        seeds=True,
        score=0.97,
        reference="ISC dhcpd DHCPACK/DHCPREQUEST/DHCPOFFER messages",
        examples=(
            "DHCPACK on 192.0.2.9 to 00:00:5e:00:53:01 («Annes-iPhone») via eth0",
            "DHCPREQUEST for 192.0.2.9 from 00:00:5e:00:53:01 («DESKTOP7») via em1",
        ),
        near_misses=("DHCPDISCOVER from 00:00:5e:00:53:01 via eth0", "00:00:5e:00:53:01 (192.0.2.1) via eth0"),
    ),
    Rule(
        id="dnsmasq-host",
        entity="HOSTNAME",
        pattern=(
            rf"(?:DHCP[A-Z]{{3,8}}\([^)]{{1,32}}\) {ADDRESS} {_MAC} |client-hostname \"?|client provided name: |"
            rf"client name: "
            rf"|[Hh]ostname option:? |hostname \")(?P<value>{HOST})"
        ),
        trigger=(r"DHCP[A-Z]+\([^)]+\) ", "client-hostname ", "name: ", "option:? ", 'hostname "'),
        validate=host,
        blind=True,
        seeds=True,
        score=0.97,
        reference="dnsmasq-dhcp log, dhcpd.leases(5), systemd-networkd, ISC Kea",
        examples=(
            "dnsmasq-dhcp[9]: DHCPACK(br0) 192.0.2.9 00:00:5e:00:53:01 «annes-ipad»",
            'client-hostname "«printer7»";',
        ),
        near_misses=("DHCPACK(br0) 192.0.2.9 00:00:5e:00:53:01", 'client-hostname "localhost"'),
    ),
    Rule(
        id="dns-query-host",
        entity="HOSTNAME",
        pattern=(
            rf"{_ASKED}(?P<value>{HOST})"
            rf"(?:\.?\)?:? (?:IN |from |is |to |{_DNS_TYPE} IN|{_DNS_TYPE} )|\.?\): |/IN|' )"
        ),
        trigger=_ASKED,
        after="",
        validate=shaped_host,
        blind=True,
        kinds=HEADERS,
        reference="BIND 9 query log, dnsmasq log-queries, Unbound log-queries",
        examples=(
            "client @0x7f 192.0.2.1#5353 («nas.example.com»): view x",
            "query: «intranet.example.com» IN A +E(0)",
            "dnsmasq[1]: query[A] «pc-7.example.com» from 192.0.2.1",
            "info: 192.0.2.1 «mail.example.com». AAAA IN",
        ),
        near_misses=("query: failed IN x", "reply ok is 3", "cached 192.0.2.1 is x"),
    ),
    Rule(
        id="radius-user",
        entity="USERNAME",
        pattern=rf"{_RADIUS}\[{DOMAIN}(?P<value>[0-9A-Za-z_][^\]/\n]{{0,126}})[/\]]",
        trigger=("Login OK:", "Login incorrect", r"Invalid user[^\[\n]{0,80}:", "Multiple logins"),
        after="",
        validate=quoted_user,
        blind=True,
        seeds=True,
        score=0.95,
        reference="FreeRADIUS rlm_auth log messages",
        examples=(
            "Auth: (12) Login OK: [«dave»/<via Auth-Type = eap>] (from client ap7 port 0 cli 00-00-5e-00-53-01)",
            "Auth: Login incorrect (mschap: MS-CHAP2-Response is incorrect): [«erin»] (from client nas1 port 0)",
        ),
        near_misses=("Login OK: [] (from client x port 0)", "Login incorrect: [root/x]"),
    ),
    Rule(
        id="radius-password",
        entity="SECRET",
        pattern=rf"{_RADIUS}\[[^\]/\n]{{1,127}}/(?P<value>[^<\]\n][^\]\n]{{0,126}})\]",
        trigger=("Login OK:", "Login incorrect", r"Invalid user[^\[\n]{0,80}:", "Multiple logins"),
        after="",
        score=0.95,
        reference="FreeRADIUS log.auth_badpass, auth_goodpass",
        examples=(
            "Login incorrect: [dave/«hunter2»] (from client nas1 port 0)",
            "Login OK: [erin/«s3cret»] (from client ap7 port 1)",
        ),
        near_misses=("Login OK: [dave/<via Auth-Type = eap>] (from client ap7)", "Login OK: [dave] (from client ap7)"),
    ),
    Rule(
        id="radius-client-host",
        entity="HOSTNAME",
        pattern=rf"\(from client (?P<value>{HOST}) port ",
        trigger=r"\(from client ",
        before="",
        after="",
        validate=host,
        blind=True,
        seeds=True,
        score=0.95,
        reference="FreeRADIUS: shortname of the NAS",
        examples=("Login OK: [x] (from client «ap-lobby» port 0)", "Login OK: [x] (from client «nas1» port 3 cli 1)"),
        near_misses=("Login OK: [x] (from client 192.0.2.1 port 0)", "(from client localhost port 1812)"),
    ),
    Rule(
        id="vpn-identity-user",
        entity="USERNAME",
        pattern=rf"\[(?P<value>{USER})\] Peer Connection Initiated",
        trigger=r"\] Peer Connection",
        before="",
        after="",
        validate=user,
        blind=True,
        seeds=True,
        score=0.95,
        reference="OpenVPN: common name of the peer",
        examples=(
            "192.0.2.1:1194 [«dave-laptop»] Peer Connection Initiated with [AF_INET]192.0.2.1:1194",
            "[«erin»] Peer Connection Initiated",
        ),
        near_misses=("[] Peer Connection Initiated", "[server] Peer Connection"),
    ),
    Rule(
        id="vpn-prefix-user",
        entity="USERNAME",
        pattern=(
            rf"(?P<value>{USER})/{ADDRESS}:[0-9]{{1,5}} (?:MULTI|SENT|PUSH|VERIFY|TLS|peer|Data|Control|SIGTERM|\["
            r"|Outgoing|Incoming|Connection|PID|send|Inact)"
        ),
        trigger="/[0-9A-Fa-f:.]+:[0-9]{1,5} [A-Zpds\\[]",
        before="0-9A-Za-z_.@/-",
        after="",
        validate=user,
        blind=True,
        seeds=True,
        score=0.95,
        reference="OpenVPN: multi_instance prefix NAME/ADDRESS:PORT",
        examples=(
            "«dave»/192.0.2.1:1194 MULTI: Learn: 198.51.100.6 -> x",
            "ovpn[1]: «erin.laptop»/192.0.2.1:1194 SENT CONTROL",
        ),
        near_misses=("tcp/192.0.2.1:1194 refused", "/192.0.2.1:1194 SENT"),
    ),
    Rule(
        id="certificate-name-host",
        entity="HOSTNAME",
        pattern=rf"(?:CN ?= ?|commonName ?= ?)(?P<value>{HOST})(?:[,/'\"> ;)\]]|$)",
        trigger=("CN ?= ?", "monName ?= ?"),
        after="",
        validate=host,
        blind=True,
        kinds=HEADERS,
        score=0.8,
        reference="RFC 4514 distinguished names in TLS, IPsec and OpenVPN logs",
        examples=(
            "VERIFY OK: depth=0, C=DE, O=Example, CN=«vpn7»",
            "authentication of 'C=DE, CN=«gw.example.com»' with RSA",
        ),
        near_misses=("CN=, x", "CN=192.0.2.1"),
    ),
    Rule(
        id="geo-suffix-host",
        entity="HOSTNAME",
        pattern=rf"\((?:[A-Z]{{2}}|-)/(?:[^/()\n]{{1,60}}/){{1,3}}(?P<value>{HOST})\)",
        trigger=r"\([A-Z-]{1,2}/",
        before="",
        after="",
        validate=shaped_host,
        blind=True,
        score=0.95,
        reference="ConfigServer lfd: ADDRESS (CC/Country/[Region/City/]reverse name)",
        examples=(
            "Failed SSH login from 192.0.2.1 (PT/Portugal/«1.2.rev.example.net»): 5 in the last 300 secs",
            "login from 192.0.2.1 (DE/Germany/Hesse/Frankfurt/«dsl.example.net»): 5",
        ),
        near_misses=("from 192.0.2.1 (PT/Portugal/-): 5", "(AB/CD)"),
    ),
)
