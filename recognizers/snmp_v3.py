"""Users and keys of SNMPv3, and the secrets of the net-snmp tools."""

from __future__ import annotations

from recognizers._values import TOKEN, argument, plausible
from recognizers.digits import zeroed
from recognizers.rule import Rule, Verdict
from recognizers.snmp import NOT_COMMUNITY

_AUTH = (
    r"(?:md5|sha|sha-?1|sha-?224|sha-?256|sha-?384|sha-?512|sha2-256|sha2-512|hmac-md5"
    r"|hmac-sha[0-9-]{0,6}|hmac[0-9]{2,3}-sha-?[0-9]{3})"
)
_PRIV = r"(?:(?:aes|des|3des|des56)(?:[- ]?(?:128|192|256|cfb-?128|56))?(?:-cfb|-c)?)"
_CONFIG = frozenset({"config", "cli", "text", "prose", "log"})


def v3_line(line: bytes, start: int, end: int) -> Verdict:
    """As `argument`, on lines that speak of SNMP or of an engine or user."""
    head = line[:start].lower()
    if b"snmp" not in head and b"usm" not in head and not (b"user" in head and (b"auth" in head or b"v3" in head)):
        return Verdict.REFUSE
    return argument(line, start, end)


def v3_user(line: bytes, start: int, end: int) -> Verdict:
    """Refuses groups (`snmp-server group`), views and keywords in the place of a user."""
    if b"group" in line[:start] or zeroed(line[start:end].lower()) in NOT_COMMUNITY:
        return Verdict.REFUSE
    return argument(line, start, end)


RULES = (
    Rule(
        id="snmp-v3-host-user",
        entity="USERNAME",
        pattern=(
            r"snmp(?:-server|-agent)?[ \t][^\n\"]{1,100}?(?:version[ \t]+3|v3)[ \t]+(?:auth|noauth"
            r"|priv|authentication|privacy|noAuthNoPriv|authPriv|authNoPriv)[ \t]+"
            r"(?P<value>[0-9A-Za-z_][0-9A-Za-z_.@-]{1,62})"
        ),
        reference="Cisco IOS `snmp-server host A version 3 priv USER`",
        examples=(
            "snmp-server host 192.0.2.1 vrf Mgmt informs version 3 auth «alee»  bfd",
            "snmp-server host 192.0.2.1 version 3 priv «snmpann»",
        ),
        near_misses=(
            "snmp-server host 192.0.2.1 version 2c priv",
            "snmp-server group OPS v3 auth",
            "snmp-server group OPS v3 priv read ALL",
        ),
        trigger="snmp(?:-server|-agent)?[ \t]",
        score=0.9,
        validate=v3_user,
        blind=True,
        seeds=True,
    ),
    Rule(
        id="snmp-v3-auth-key",
        entity="SECRET",
        pattern=(
            r"(?:auth(?:entication)?(?:-mode|-protocol|-type|-method)?|auth-key|localized|encrypted)?[ \t]*"
            rf"(?:[ \t]|=){_AUTH}[ \t]+(?:(?:auth-password|auth-key|authentication-password|authentication-key"
            rf"|key|localizedkey|localized|encrypted|cipher|simple|plaintext|ciphertext|clear|0x"
            rf"|[0-9])[ \t]+){{0,3}}\"?(?P<value>{TOKEN})"
        ),
        reference="Cisco IOS, NX-OS, EOS `snmp-server user … auth sha KEY`; Huawei `usm-user`; RFC 3414",
        examples=(
            "snmp-server user ann OPS v3 auth sha «AuthWord1» priv aes 128 PrivWord1",
            "snmp-server user ann network-admin auth md5 «AuthWord3» priv PrivWord3 localizedkey",
            "snmp-server user ann OPS v3 encrypted auth sha «AA:BB:CC:DD» priv aes 128 11:22",
            "snmp-agent usm-user v3 ann authentication-mode sha cipher «%@%@x»",
            'snmpv3 user ann auth-protocol SHA "«wordone»"',
        ),
        near_misses=(
            "snmp-server group OPS v3 auth read ALL",
            "crypto ipsec transform-set T esp-aes esp-sha-hmac",
            "hash sha 256",
            "snmp-server user ann OPS v3 auth sha",
            "7 192.0.2.5 user up aes SHA preshrd 3600",
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
            rf"(?:(?:priv-password|priv-key|privacy-password|privacy-key|key|localizedkey|localized|encrypted"
            rf"|cipher|simple|plaintext|ciphertext|clear|[0-9])[ \t]+){{0,3}}\"?(?P<value>{TOKEN})"
        ),
        reference="Cisco IOS, NX-OS, EOS `snmp-server user … priv aes 128 KEY`; Huawei `privacy-mode`; RFC 3414, 3826",
        examples=(
            "snmp-server user ann OPS v3 auth sha AuthWord1 priv aes 128 «PrivWord1»",
            "snmp-server user ann network-admin auth md5 AuthWord3 priv «PrivWord3» localizedkey",
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
        pattern=(
            r"(?:createUser|usmUser)[ \t]+(?:-e[ \t]+\S{1,70}[ \t]+)?\S{1,64}[ \t]+(?:MD5"
            r"|SHA[0-9-]{0,4})[ \t]+(?:-[ml][ \t]+)?\"?(?P<value>[^\s\"]{1,128})"
        ),
        reference="net-snmp, snmpd.conf(5), createUser",
        examples=(
            'createUser ann SHA "«authword»" AES privword',
            "createUser -e 0x8000000001020304 bob MD5 «authword»",
        ),
        near_misses=("createUser ann", "rouser ann authPriv"),
        trigger="User",
        score=0.95,
        after="",
    ),
    Rule(
        id="net-snmp-user-privacy-key",
        entity="SECRET",
        pattern=(
            r"(?:createUser|usmUser)[ \t]+[^\n]{1,200}?[ \t](?:AES|DES)[0-9]{0,3}[ \t]+"
            r"(?:-[ml][ \t]+)?\"?(?P<value>[^\s\"]{1,128})"
        ),
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
        blind=True,
    ),
    Rule(
        id="snmp-tool-key",
        entity="SECRET",
        pattern=r"snmp[a-z]{3,9}[ \t][^\n]{0,300}?-[AX][ \t]+[\"']?(?P<value>[^\s\"']{1,128})",
        reference="net-snmp, snmpcmd(1), options -A and -X",
        examples=(
            "snmpget -v3 -u ann -l authPriv -A «AuthWord1» 192.0.2.1",
            "snmpwalk -v3 -u bob -x AES -X «PrivWord1» 192.0.2.1",
        ),
        near_misses=("snmpget -v2c 192.0.2.1 sysDescr.0", "grep -A 5 snmpd"),
        trigger="snmp",
        score=0.9,
        after="",
        validate=plausible,
        blind=True,
    ),
)
