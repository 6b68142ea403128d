"""Keys of AAA, IKE, routing, redundancy and time protocols in device configurations, where the command says so."""

from __future__ import annotations

from recognizers._values import MARK, OPEN, TOKEN, argument, last_argument
from recognizers.rule import Rule

_CONFIG = frozenset({"config", "cli", "text"})
_OPTIONS = r"(?:[^\s\"]{1,64}[ \t]+){0,12}?"

RULES = (
    Rule(
        id="aaa-server-key",
        entity="SECRET",
        pattern=(
            rf"(?:(?:tacacs|radius|ldap|hwtacacs)[0-9a-z+-]{{0,16}}|server(?:-private)?|client|host|peer"
            rf"|auth-server)[ \t]+{_OPTIONS}"
            rf"(?:key|secret|shared-secret|passkey)[ \t]+(?:{MARK}[ \t]+){{0,2}}{OPEN}(?P<value>{TOKEN})"
        ),
        reference="Cisco IOS `tacacs-server host A key K`, NX-OS, EOS, ArubaOS, Dell, Brocade, Junos set form",
        examples=(
            "tacacs-server host 192.0.2.1 key «TacWord1»",
            "radius-server host 192.0.2.1 auth-port 1812 acct-port 1813 timeout 5 key «Word.1»",
            "tacacs-server key «Word.1»",
            "  server-private 192.0.2.2 key 7 «0822455D0A16»",
            'set system radius-server 192.0.2.3 secret "«word3»"',
            'radius-server host 192.0.2.3 key "«abc»"',
            "client 192.0.2.10 key «abcdefg»",
        ),
        near_misses=(
            "tacacs-server host 192.0.2.1 timeout 5",
            "radius-server key",
            "ip radius source-interface Loopback0",
            "aaa group server tacacs+ ADMINS",
            "server name KEYHOLDER",
            "ldap server key-id",
            "host key verification failed",
        ),
        trigger=("key", "ecret"),
        score=0.9,
        after="",
        validate=argument,
        blind=True,
        kinds=_CONFIG,
    ),
    Rule(
        id="asa-server-key",
        entity="SECRET",
        pattern=rf"aaa-server[ \t]+\S{{1,64}}[ \t]+\([^)]{{1,64}}\)[ \t]+host[ \t]+\S{{1,64}}[ \t]+(?P<value>{TOKEN})",
        reference="Cisco ASA Series Command Reference, `aaa-server host … key`",
        examples=(
            "aaa-server TAC (inside) host 192.0.2.1 «PixWord» timeout 10",
            "aaa-server RAD (mgmt) host 192.0.2.2 «OtherWord7»",
        ),
        near_misses=("aaa-server TAC (inside) host 192.0.2.1", "aaa-server TAC (inside) host 192.0.2.1 timeout 10"),
        trigger="aaa-server",
        after="",
        validate=argument,
        blind=True,
    ),
    Rule(
        id="ike-key",
        entity="SECRET",
        pattern=(
            rf"(?:isakmp key[ \t]+(?:[06][ \t]+)?{OPEN}(?P<value>{TOKEN})[\"']?[ \t]+(?:address|hostname|netmask))"
        ),
        reference="Cisco IOS Security Command Reference, `crypto isakmp key`",
        examples=(
            "crypto isakmp key «Tunnel.Word» address 192.0.2.7",
            "crypto isakmp key 6 «AAiBhEcE» address 192.0.2.7 255.255.255.255",
            "isakmp key «word» hostname gw.example.com",
        ),
        near_misses=("crypto isakmp policy 10", "crypto isakmp key", "crypto isakmp keepalive 10"),
        trigger="isakmp key",
        score=0.97,
        after="",
        validate=argument,
        blind=True,
    ),
    Rule(
        id="ipsec-peer-key",
        entity="SECRET",
        pattern=(
            r"(?:(?:peer-ip-address|masterip|master-ip|localip|peer"
            r"|conductorip)[ \t]+[0-9A-Fa-f.:]{7,45}[ \t]+ipsec(?:-factory-cert|-custom-cert)?"
            rf"|authentication[ \t]+pre-share(?:d)?)[ \t]+(?:{MARK}[ \t]+)?{OPEN}(?P<value>{TOKEN})"
        ),
        reference="ArubaOS CLI reference: `masterip A ipsec KEY`, `ike authentication pre-share KEY`",
        examples=("masterip 192.0.2.3 ipsec «AAAABBBB»", "ike authentication pre-share «AAAABBBB»"),
        near_misses=("authentication pre-share", "masterip 192.0.2.3 ipsec", "peer 192.0.2.3 ipsec key"),
        trigger=("ipsec", "pre-share"),
        score=0.93,
        after="",
        validate=argument,
        blind=True,
        kinds=_CONFIG,
    ),
    Rule(
        id="address-key",
        entity="SECRET",
        pattern=(
            r"(?:pre-shared-key|pre-share|address|peer|gateway|hostname|nhs)[ \t]+(?:(?:address|prefix|hostname"
            r"|ipv4|ipv6)[ \t]+)?[^\s\"]{1,64}[ \t]+"
            rf"(?:[^\s\"]{{1,40}}[ \t]+)?(?:key|secret|pre-shared-key|pre-shared-secret|psk)[ \t]+"
            rf"(?:{MARK}[ \t]+){{0,2}}{OPEN}(?P<value>{TOKEN})"
        ),
        reference="Cisco IOS keyrings `pre-shared-key address A key K`; VyOS; RouterOS; NHRP",
        examples=(
            "  pre-shared-key address 192.0.2.152 key «Tunnel0Word1Abc»",
            "pre-shared-key address 192.0.2.1 255.255.255.0 key 6 «AAiB»",
            "vpn peer 192.0.2.1 psk «Word.1»",
        ),
        near_misses=("pre-shared-key address 192.0.2.1", "address 192.0.2.1 key-id"),
        trigger=("key", "ecret", "psk"),
        score=0.92,
        after="",
        validate=argument,
        blind=True,
        kinds=_CONFIG,
    ),
    Rule(
        id="routing-password",
        entity="SECRET",
        pattern=(
            r"(?:(?:neighbor|peer|group)[ \t]+[^\s\"]{1,64}[ \t]+(?:password|auth-password|md5-password"
            r"|authentication-key)"
            r"|(?:isis|lsp|rip|bgp|vtp|ftp|tftp|l2tp tunnel|sxp default|scp|vpdn|chap|pap)[ \t]+"
            r"(?:authentication[ \t]+)?"
            r"(?:password|string|secret|key)|(?:area|domain)-password|tcp-md5|ttcp-md5"
            r"|(?:ppp|dialer)[ \t]+(?:chap|pap)[ \t]+(?:refuse[ \t]+|sent-username[ \t]+\S{1,64}[ \t]+)?password)[ \t]+"
            rf"(?:{MARK}[ \t]+){{0,2}}{OPEN}(?P<value>{TOKEN})"
        ),
        reference="Cisco IOS IP Routing and Dial command references; Huawei BGP `peer password`; SR OS",
        examples=(
            "neighbor 192.0.2.1 password «bgpword»",
            " isis password «Lsp.Word» level-2",
            "vtp password «vtpword»",
            "ip ftp password «ftpword»",
            " ppp pap sent-username ann password 0 «dialword»",
            "cts sxp default password «sxpword»",
            " ip rip authentication string «ripword»",
        ),
        near_misses=(
            "neighbor 192.0.2.1 remote-as 64500",
            "peer 192.0.2.1 password cipher",
            "vtp password",
            "ip ftp username ann",
            " isis authentication key-chain ISIS",
        ),
        trigger=("password", "string", "ecret", "tcp-md5", "key"),
        score=0.92,
        after="",
        validate=argument,
        blind=True,
        kinds=_CONFIG,
    ),
    Rule(
        id="authentication-text",
        entity="SECRET",
        pattern=(
            r"(?:(?:standby|vrrp|glbp|vrid)[ \t]+(?:[0-9]{1,4}[ \t]+)?authentication(?:-mode)?|nhrp[ \t]+authentication"
            r"|authentication[ \t]+text|authentication(?:-mode|[ \t]+mode)?[ \t]+(?:simple|md5|hmac-sha256"
            r"|meticulous-md5|keyed-sha1))[ \t]+"
            rf"(?:(?:{MARK}|key-string|nonstandard|usual|rfc2453|rfc2082)[ \t]+|[0-9]{{1,5}}[ \t]+){{0,4}}{OPEN}"
            rf"(?P<value>{TOKEN})"
        ),
        reference="Cisco IOS FHRP `authentication`, Huawei `authentication-mode md5 … cipher`, NHRP",
        examples=(
            " standby 1 authentication «hsrpword»",
            " standby 1 authentication md5 key-string 7 «0822455D0A16»",
            " vrrp 1 authentication text «vrrpword»",
            " ip nhrp authentication «nhrpword»",
            " ospf authentication-mode md5 1 cipher «abC$%1»",
            " glbp 1 authentication text «glbpword»",
        ),
        near_misses=(
            "authentication mode md5",
            " standby 1 authentication md5 key-chain HSRP",
            "ip ospf authentication message-digest",
            "authentication login default",
        ),
        trigger="uthentication",
        score=0.88,
        after="",
        validate=last_argument,
        blind=True,
        kinds=_CONFIG,
    ),
    Rule(
        id="ospfv3-authentication-key",
        entity="SECRET",
        pattern=(
            r"ipsec[ \t]+spi[ \t]+[0-9]{1,10}[ \t][^\n]{0,400}?(?:md5|sha1)[ \t]+(?:[07][ \t]+)?"
            r"(?P<value>[0-9A-Fa-f]{8,})"
        ),
        reference="Cisco IOS `ipv6 ospf authentication ipsec spi`, RFC 4552",
        examples=(
            "ipv6 ospf authentication ipsec spi 500 md5 «0123456789ABCDEF0123456789ABCDEF»",
            "ospfv3 encryption ipsec spi 501 esp aes-cbc 128 7 0123456789ABCDEF sha1 «0123456789»",
        ),
        near_misses=("ipv6 ospf authentication ipsec spi 500 md5", "ipsec spi 500 sha1 none"),
        trigger="ipsec[ \t]+spi",
        score=0.97,
    ),
    Rule(
        id="ospfv3-encryption-key",
        entity="SECRET",
        pattern=(
            r"ipsec[ \t]+spi[ \t]+[0-9]{1,10}[ \t]+esp[ \t]+(?:aes-cbc[ \t]+(?:128|192|256)|3des|des)[ \t]+"
            r"(?:[07][ \t]+)?"
            r"(?P<value>[0-9A-Fa-f]{8,})"
        ),
        reference="Cisco IOS `ipv6 ospf encryption ipsec spi`, RFC 4552",
        examples=(
            "ipv6 ospf encryption ipsec spi 501 esp aes-cbc 128 7 «0123456789ABCDEF» sha1 0123456789",
            "ospfv3 encryption ipsec spi 502 esp 3des «0123456789ABCDEF» md5 0123",
        ),
        near_misses=("ipsec spi 501 esp null sha1 0123456789", "ipsec spi 501 esp 3des"),
        trigger="ipsec[ \t]+spi",
        score=0.97,
    ),
    Rule(
        id="protocol-key-id",
        entity="SECRET",
        pattern=(
            r"(?:message-digest-key|authentication-key|authentication-keyid|auth-key|trusted-key|keyid|key-id"
            r"|key)[ \t]+[0-9]{1,10}[ \t]+"
            rf"(?:(?:{MARK}|authentication-mode|type|algorithm|key|size|[0-9]{{2,3}}bit)[ \t]+){{1,5}}{OPEN}"
            rf"(?P<value>{TOKEN})"
        ),
        reference=(
            "NTP and OSPF keys by id: Cisco, Arista, Huawei `ntp-service authentication-keyid`, "
            "Junos; WEP keys on IOS access points"
        ),
        examples=(
            "ntp authentication-key 1 md5 «NtpWord1»",
            "ntp-service authentication-keyid 1 authentication-mode md5 cipher «abCd$1»",
            "set system ntp authentication-key 3 type md5 value «ntpword3»",
            " encryption key 1 size 128bit 0 «0123456789ABCDEF0123456789» transmit-key",
        ),
        near_misses=("ntp trusted-key 1", "key 1", "ntp authentication-key 1", " key 1 type md5"),
        trigger=("key", "keyid"),
        score=0.95,
        before="0-9A-Za-z_.\\x80-\\xff",
        after="",
        validate=argument,
        blind=True,
        kinds=_CONFIG,
    ),
)
