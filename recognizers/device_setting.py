"""Secrets and names of device configurations whose keyword does not say so: accounts with a hash, SSD blocks, objects."""

from __future__ import annotations

from recognizers._log import host
from recognizers._settings import ACCOUNT, LEAD, NAME, server
from recognizers._values import argument, plausible
from recognizers.rule import Rule

_DEVICE = frozenset({"config", "cli", "text"})
_QUOTED = r"[^\"\n]{1,64}"

RULES: tuple[Rule, ...] = (
    Rule(
        id="device-account-hash",
        entity="SECRET",
        pattern=rf"(?:create|configure) account (?:admin|user)(?: [\"']?{ACCOUNT}[\"']?)?(?: encrypted)? \"?(?P<value>[^\s\"]{{6,128}})\"?[ \t]*$",
        trigger="(?:create|configure) account (?:admin|user) ",
        before="",
        after="",
        validate=argument,
        kinds=_DEVICE,
        score=0.93,
        reference="ExtremeXOS Command Reference: create account",
        examples=(
            'create account admin exadm encrypted "«abCdEf$K9XqLm2pZtY7»"',
            'configure account admin encrypted "«zzCdEf$K9XqLm2p»"',
        ),
        near_misses=("create account admin", "create account lockout"),
    ),
    Rule(
        id="device-ssd-digest",
        entity="SECRET",
        pattern=r"^[ \t]*ssd-control-end (?P<value>[0-9a-f]{16,64})",
        trigger="ssd-control-end [0-9a-f]",
        before="",
        kinds=_DEVICE,
        validate=plausible,
        score=0.93,
        reference="Cisco Small Business 350 Series: Secure Sensitive Data block",
        examples=(
            "ssd-control-end «cb0a3fdb1f3a1af4e4430033719968c0»",
            "  ssd-control-end «00112233445566778899aabbccddeeff»",
        ),
        near_misses=("ssd-control-start", "ssd-control-end"),
    ),
    Rule(
        id="device-community-map",
        entity="SECRET",
        pattern=r"community-map [\"']?(?P<value>[^\s\"']{3,64})[\"']? (?:user|hash-key|enable)",
        trigger="community-map [\"']?[^\\s\"']",
        before="",
        after="",
        kinds=_DEVICE,
        validate=argument,
        score=0.93,
        reference="Alcatel-Lucent OmniSwitch CLI Reference: snmp community-map",
        examples=('snmp community-map "«aluRO»" user "x" enable', "snmp community-map «pub7» user y"),
        near_misses=("snmp community-map mode enable", "community-map enable"),
    ),
    Rule(
        id="device-address-object",
        entity="HOSTNAME",
        pattern=rf"{LEAD}(?:set address|address-object ipv[46])[ \t]"
        rf"\"?(?P<value>{NAME}|{_QUOTED})\"?[ \t]"
        r"(?:ip-netmask [0-9.]{7,15}/32|fqdn |host [0-9])",
        trigger=r"[ \t](?:ip-netmask [0-9.]{7,15}/[0-9][0-9]|fqdn |host [0-9])",
        before="",
        after="",
        kinds=_DEVICE,
        validate=server,
        seeds=True,
        score=0.9,
        reference="PAN-OS set address, SonicOS address-object: an object that is one host",
        examples=(
            "set address «PC-Weiss» ip-netmask 192.0.2.77/32",
            'address-object ipv4 "«PC Empfang»" host 192.0.2.33 zone LAN',
            "set address «srv-sap» fqdn sap.example.de",
        ),
        near_misses=("set address NET-LAN ip-netmask 192.0.2.0/24", "address-object ipv4 LAN network 192.0.2.0"),
    ),
    Rule(
        id="device-own-name",
        entity="HOSTNAME",
        pattern=rf"{LEAD}(?:firewall-name|system-name|sysName|switch-name|box-name)[ \t]{{1,8}}\"?(?P<value>{NAME})\"?[ \t]*$",
        trigger="^[ \\t]{0,24}(?:firewall-name|system-name|sysName|switch-name|box-name)[ \\t]",
        before="",
        after="",
        kinds=_DEVICE,
        validate=host,
        seeds=True,
        score=0.93,
        reference="SonicOS firewall-name and its like on other systems",
        examples=('firewall-name "«SW-Praxis»"', "  switch-name «etage-2»"),
        near_misses=('firewall-name ""', "system-name is not set"),
    ),
    Rule(
        id="device-lease-mapping",
        entity="HOSTNAME",
        pattern=rf"[ \t]static-mapping[ \t](?P<value>{NAME})[ \t](?:ip-address|mac-address|mac)[ \t]",
        trigger="[ \\t]static-mapping[ \\t]",
        before="",
        after="",
        kinds=_DEVICE,
        validate=host,
        seeds=True,
        score=0.93,
        reference="VyOS and EdgeOS: dhcp-server static-mapping",
        examples=(
            "set service dhcp-server shared-network-name LAN static-mapping «SonosKueche» ip-address 192.0.2.50",
            "x static-mapping «nas7» mac-address '00:00:5e:00:53:03'",
        ),
        near_misses=("static-mapping {", "show dhcp static-mapping"),
    ),
)
