"""The words by which each vendor's configuration is known: marks that sum to 10 or more settle it."""

from __future__ import annotations

from recognizers import lazy_re as re

_SOURCE: tuple[tuple[str, tuple[tuple[int, str], ...]], ...] = (
    (
        "cisco-ios-config",
        (
            (10, r"^(?:! Last configuration change at|Current configuration : \d+|! NVRAM config last updated)"),
            (6, r"^version \d\d\.\d\s*$"),
            (5, r"^service (?:timestamps|password-encryption|tcp-keepalives)"),
            (5, r"^boot-start-marker"),
            (4, r"^(?:no )?aaa new-model"),
            (4, r"^line (?:vty|con|aux) \d"),
            (4, r"^interface (?:Fast|Gigabit|TenGigabit|TwentyFiveGigE|HundredGigE)?Ethernet ?\d"),
            (3, r"^hostname \S"),
            (3, r"^!\s*$"),
            (3, r"^ip (?:cef|routing|forward-protocol|http server)"),
            (3, r"^snmp-server "),
            (3, r"^(?:ip|ipv6) (?:route|access-list|domain|host|name-server) "),
        ),
    ),
    (
        "cisco-nxos-config",
        (
            (10, r"^!(?:Command: show running-config|Time: .* \d{4}$)"),
            (8, r"NX-OS"),
            (7, r"^vdc \S+ id \d"),
            (6, r"^vrf context "),
            (5, r"^feature \S+\s*$"),
            (5, r"^version \d+\.\d+\(\d+\)"),
            (4, r"^hostname \S"),
            (5, r"^interface (?:Ethernet\d+/\d+|mgmt0|port-channel\d+|nve1)\s*$"),
            (3, r"^!\s*$"),
        ),
    ),
    (
        "cisco-xr-config",
        (
            (10, r"^!! (?:IOS XR Configuration|Last configuration change)"),
            (7, r"^interface (?:MgmtEth|TenGigE|Bundle-Ether|HundredGigE|GigabitEthernet)\d+/\S*/\S*"),
            (6, r"^ *address-family ipv[46] unicast"),
            (5, r"^router static\s*$"),
            (5, r"^route-policy \S+"),
            (4, r"^end-(?:policy|set)"),
            (4, r"^hostname \S"),
            (3, r"^!\s*$"),
            (6, r"^(?:prefix-set|taskgroup|usergroup|line default|logging archive)"),
        ),
    ),
    (
        "cisco-asa-config",
        (
            (10, r"^(?:ASA|PIX|NGFW) Version \d"),
            (6, r"^ nameif \S"),
            (6, r"^: (?:Saved|end|Serial Number|Hardware)"),
            (5, r"^ security-level \d"),
            (5, r"^object(?:-group)? (?:network|service) "),
            (5, r"^access-group \S+ (?:in|out) interface"),
            (6, r"^(?:tunnel-group|crypto map) \S+"),
            (4, r"^hostname \S"),
            (5, r"^names\s*$"),
            (6, r"^! .*Adaptive Security"),
        ),
    ),
    (
        "arista-eos-config",
        (
            (10, r"^! device: .*EOS"),
            (6, r"^! Command: show "),
            (6, r"^transceiver qsfp default-mode"),
            (6, r"^service routing protocols model"),
            (6, r"^management (?:api|ssh|console)"),
            (5, r"^daemon \S"),
            (4, r"^interface (?:Ethernet\d|Management\d)"),
            (4, r"^hostname \S"),
            (3, r"^!\s*$"),
        ),
    ),
    (
        "juniper-junos-config",
        (
            (10, r"^(?:## Last (?:commit|changed)|version \d\S*[RBXI]\S*;)"),
            (
                7,
                r"^(?:system|interfaces|protocols|policy-options|routing-options|security|chassis|snmp|"
                r"groups|firewall|vlans|applications) \{\s*$",
            ),
            (6, r"^\s+host-name \S+;"),
            (4, r"^\s+family inet6? \{"),
            (4, r"^\s+unit \d+ \{"),
            (4, r"## SECRET-DATA"),
        ),
    ),
    (
        "juniper-junos-set-config",
        (
            (
                10,
                r"^set (?:system host-name|interfaces \S+ unit \d|policy-options|routing-options|"
                r"routing-instances|apply-groups|chassis|firewall family) ?",
            ),
            (10, r"^set system (?:login|services|syslog|root-authentication|ntp|name-server) \S"),
            (8, r"^set version \d"),
            (8, r"^set protocols (?:bgp|ospf|isis|lldp|mpls|rstp)"),
            (4, r"^set security "),
        ),
    ),
    (
        "fortinet-fortios-config",
        (
            (10, r"^#config-version=FG"),
            (
                9,
                r"^config (?:system|firewall|vpn|router|user|log|wireless-controller|switch-controller|"
                r"antivirus|webfilter|ips|global|vdom)\b",
            ),
            (4, r"^ +edit \S"),
            (3, r"^ +set [\w-]+ "),
            (3, r"^ +next\s*$"),
            (2, r"^end\s*$"),
        ),
    ),
    (
        "paloalto-panos-set-config",
        (
            (
                10,
                r"^set (?:deviceconfig|mgt-config|rulebase|network (?:interface|virtual-router|profiles|"
                r"ike)|device-group|vsys|template) ",
            ),
            (6, r"^set (?:address|address-group|service|zone|tag|shared) \S"),
        ),
    ),
    ("paloalto-panos-config", ((10, r"^\s*(?:mgt-config|deviceconfig) \{"), (6, r"^\s*phash \S"), (4, r"^config \{"))),
    (
        "mikrotik-routeros-config",
        (
            (10, r"^# .*by RouterOS"),
            (
                8,
                r"^/(?:interface|ip|ipv6|system|routing|user|queue|tool|snmp|ppp|caps-man|certificate|port|"
                r"disk)\b[ \w-]*(?:$| (?:add|set) )",
            ),
            (4, r"^(?:add|set) .*[\w-]+="),
        ),
    ),
    (
        "vyos-config",
        (
            (10, r"(?:vyos|vyatta)-config-version"),
            (6, r"^\s+hw-id \S"),
            (5, r"^\s*ethernet eth\d+ \{"),
            (5, r"^\s+(?:plaintext|encrypted)-password \S"),
            (10, r"^set interfaces ethernet eth\d"),
            (
                8,
                r"^set (?:nat|firewall name|service (?:ssh|dns|dhcp-server)|protocols static route|"
                r"vpn ipsec) ",
            ),
        ),
    ),
    (
        "huawei-vrp-config",
        (
            (10, r"^!Software Version V\d+R\d+"),
            (6, r"^ ?sysname \S"),
            (4, r"^ ?undo \S"),
            (4, r"^#\s*$"),
            (4, r"^return\s*$"),
            (5, r"^interface (?:Vlanif|Eth-Trunk|MEth|NULL|XGigabitEthernet)\S*"),
            (4, r"^user-interface "),
            (4, r"^ local-user \S+ password"),
        ),
    ),
    (
        "hp-comware-config",
        (
            (8, r"^ version \d\.\d.*(?:Release|ESS|Feature|Alpha)"),
            (6, r"^ ?sysname \S"),
            (4, r"^#\s*$"),
            (4, r"^return\s*$"),
            (6, r"^interface (?:Vlan-interface|Bridge-Aggregation|Ten-GigabitEthernet|Route-Aggregation)\S*"),
            (4, r"^ undo \S"),
            (5, r"^ irf "),
        ),
    ),
    (
        "hp-procurve-config",
        (
            (10, r"^; (?:J[A-Z]?\d\w+|hpStack\S*) Configuration Editor"),
            (5, r"^ +(?:untagged|tagged) [A-Z]?\d"),
            (4, r"^snmp-server community"),
            (5, r"^(?:console idle-timeout|password manager|spanning-tree Trk)"),
        ),
    ),
    (
        "aruba-aoscx-config",
        (
            (10, r"^!(?:Version ArubaOS-CX|export-password:)"),
            (5, r"^ +vrf attach "),
            (5, r"^ +vlan (?:access|trunk (?:native|allowed))"),
            (4, r"^interface (?:lag )?\d+(?:/\d+/\d+)?\s*$"),
            (4, r"^ssh server vrf"),
            (3, r"^hostname \S"),
        ),
    ),
    (
        "aruba-aos-config",
        (
            (8, r"^# ?Aruba Operating System|ArubaOS \(MODEL"),
            (
                6,
                r"^(?:netdestination|crypto-local|wlan (?:ssid-profile|virtual-ap)|ap (?:system|"
                r"regulatory)|aaa (?:profile|authentication)|user-role)\b",
            ),
            (6, r"^ip access-list session "),
            (5, r"^(?:ap-group|mgmt-user|controller-ip|masterip) "),
        ),
    ),
    (
        "brocade-fastiron-config",
        (
            (7, r"^ver(?:sion)? 0?\d\d\.\d\.\d\S*"),
            (6, r"^ +(?:un)?tagged (?:ethe?|lag) "),
            (6, r"^vlan \d+ (?:name \S+ )?by port"),
            (5, r"^ +router-interface ve"),
            (5, r"^module 1 "),
            (4, r"^(?:stack unit|global-stp|optical-monitor)"),
        ),
    ),
    (
        "f5-bigip-config",
        (
            (10, r"^#TMSH-VERSION"),
            (9, r"^(?:ltm|net|sys|auth|apm|security|cm|gtm|asm|pem|analytics) [\w-]+(?: [\w-]+)? [^{\n]*\{"),
            (3, r"^ {4}[\w-]+ \S+"),
        ),
    ),
    (
        "netscaler-config",
        (
            (10, r"^#NS\d+\.\d+ Build"),
            (
                6,
                r"^(?:add|set|bind|enable|link) (?:ns|lb|cs|ssl|vpn|serviceGroup|server|service|HA node|"
                r"aaa|rewrite|responder) ",
            ),
            (5, r"^(?:add|set|bind) .* -\w+ "),
        ),
    ),
    (
        "a10-acos-config",
        (
            (6, r"^slb (?:server|service-group|virtual-server|template) "),
            (5, r"^ +port \d+ +(?:tcp|udp|http|https)"),
            (5, r"^(?:aflow|vrrp-a|partition|ip nat pool) "),
            (8, r"^!.*(?:ACOS|advanced core os|version [245]\.\d\S*-[pP]\d)"),
            (3, r"^!\s*$"),
        ),
    ),
    (
        "cumulus-config",
        (
            (10, r"^(?:net add|nv set) \S"),
            (6, r"^(?:auto|iface) \S+"),
            (4, r"^ +(?:bridge-(?:ports|vids|access)|bond-slaves|clag-id|vxlan-id|vrf-table|address) \S"),
            (6, r"interfaces\(5\)"),
        ),
    ),
    (
        "iptables-save",
        (
            (10, r"^# Generated by (?:iptables|ip6tables)-save"),
            (6, r"^\*(?:filter|nat|mangle|raw|security)\s*$"),
            (4, r"^:[\w-]+ (?:ACCEPT|DROP|RETURN|-) \["),
            (5, r"^(?:\[\d+:\d+\] )?-A [\w-]+ "),
            (3, r"^COMMIT\s*$"),
        ),
    ),
    (
        "extreme-exos-config",
        (
            (10, r"^# Module \w+ configuration"),
            (
                6,
                r"^(?:configure|create|enable|disable) (?:vlan|ports|snmp|account|iproute|vr|stpd|sharing|"
                r"ssh2) ",
            ),
        ),
    ),
    ("rancid-config", ((10, r"^[!#;] ?RANCID-CONTENT-TYPE: "),)),
)
VENDORS: tuple[tuple[str, tuple[tuple[int, re.Pattern[bytes]], ...]], ...] = tuple(
    (name, tuple((weight, re.compile(mark.encode(), re.MULTILINE)) for weight, mark in marks))
    for name, marks in _SOURCE
)
