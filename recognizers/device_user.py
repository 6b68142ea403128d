"""User names that the commands of network devices give away."""

from __future__ import annotations

from recognizers.digits import zeroed
from recognizers.rule import Rule, Verdict

_CONFIG = frozenset({"config", "cli", "text"})
_WORDS_TEXT = b"""
    admin administrator root cisco enable operator monitor guest manager user users username default system
    nobody none unknown console local remote admin1 netadmin super superuser supervisor readonly read-only
    network-admin network-operator vty0 vty oper daemon service security nsroot ubnt pi support anonymous test?
    all any name group role groups access authentication privilege password secret class table logging lock
    lockout session sessions profile view database policy permission permissions management add delete set edit
    create list command agent mode id info is was has not does who which in from with for by on at as to and or
    the a an account accounts login logged data mib role-based authenticated failed invalid input output
    interface defined exec priv level vlan identity domain prompt list:
"""
_WORDS = frozenset(zeroed(_WORDS_TEXT).split())
_NAME = r"[0-9A-Za-z_\x80-\xff][0-9A-Za-z_.@\\\x80-\xff+-]{0,62}[0-9A-Za-z_$\x80-\xff]|[0-9A-Za-z]"


def account(line: bytes, start: int, end: int) -> Verdict:
    """Refuses well-known default accounts, which single nobody out, and words of the command itself."""
    return Verdict.REFUSE if zeroed(line[start:end].lower()) in _WORDS else Verdict.ABSTAIN


RULES = (
    Rule(
        id="config-username",
        entity="USERNAME",
        pattern=(
            rf"^[ \t]*(?:no[ \t]+|set[ \t]+)?(?:username|local-user|mgmt-user|user-name|admin-user"
            rf"|console-user)[ \t]+\"?(?P<value>{_NAME})\"?(?:[ \t;{{]|$)"
        ),
        reference="Cisco IOS `username`, Huawei and H3C `local-user`, ArubaOS `mgmt-user`",
        examples=(
            "username ann.lee privilege 15 secret 9 $9$abcd",
            "username «alee» privilege 15",
            "local-user «alee» class manage",
            'username "«alee»" password 7 0822',
            "username «alee»",
        )[1:],
        near_misses=("username admin privilege 15", "username", "mgmt-user admin root 0a1b", "local-user root class x"),
        trigger=("username", "-user", "user-name"),
        score=0.95,
        before="",
        after="",
        validate=account,
        blind=True,
        seeds=True,
    ),
    Rule(
        id="config-user",
        entity="USERNAME",
        pattern=(
            r"(?:set system login user|delete system login user|set service \S{1,20} authentication local-users "
            r"username|set system user|add system user|system user|aaa user"
            r"|set mgt-config users|mgt-config users|set deviceconfig system user|usm-user v3|usm user|snmp user"
            r"|snmp-server user|snmpv3 user|mgmtuser add"
            rf"|netuser add|set user|auth user|auth-user|tacacs user|vpn-user|sent-username|ip ftp username|ip "
            rf"http client username|ftp-server user|radius-server user)[ \t]+\"?(?P<value>{_NAME})\"?(?:[ \t;{{]"
            rf"|$)"
        ),
        reference="Junos `set system login user`, PAN-OS `mgt-config users`, NetScaler, AireOS, Cisco SNMP users",
        examples=(
            "set system login user «alee» class ADMIN",
            "set mgt-config users «alee» permissions role-based",
            "snmp-server user «snmpann» network-admin auth md5 x",
            "set system user «alee» 0a1b -encrypted",
            "mgmtuser add «alee» Word.7 read-write",
            "snmp user «SNMP_ann»",
            " ppp pap sent-username «alee» password 0 x",
            "set user «alee» newpass x",
        ),
        near_misses=(
            "set system login user admin class x",
            "snmp-server user",
            "snmp-server user admin",
            "set user authentication",
        ),
        trigger=("user",),
        score=0.93,
        after="",
        validate=account,
        blind=True,
        seeds=True,
    ),
    Rule(
        id="junos-user-block",
        entity="USERNAME",
        pattern=rf"^[ \t]*(?:user|auth user|administrator|login-user)[ \t]+\"?(?P<value>{_NAME})\"?[ \t]*\{{[ \t]*$",
        reference="Junos `system login user NAME {`; F5 `auth user NAME {`",
        examples=("    user «alee» {", "auth user «alee» {"),
        near_misses=("    user admin {", "user {", "group alee {"),
        trigger="user",
        score=0.92,
        before="",
        after="",
        validate=account,
        blind=True,
        seeds=True,
    ),
    Rule(
        id="config-user-line",
        entity="USERNAME",
        pattern=(
            rf"^[ \t]*user[ \t]+\"?(?P<value>{_NAME})\"?[ \t]+(?:password|role|privilege|group|level"
            rf"|secret|encrypted|profile|class|access|type|uid|ssh-key|read-only|read-write|enable"
            rf"|disable|admin|no)\b"
        ),
        reference="HP, Dell, Alcatel, Nokia, Zyxel: `user NAME …`",
        examples=("user «alee» password word", 'user "«alee»" access console', "  user «alee» level 15"),
        near_misses=("user admin password word", "user alee is locked", "user password"),
        trigger="user",
        score=0.9,
        before="",
        after="",
        validate=account,
        blind=True,
        kinds=_CONFIG,
        seeds=True,
    ),
    Rule(
        id="config-changed-by",
        entity="USERNAME",
        pattern=(
            r"(?:[Ll]ast (?:configuration change|commit|changed|modified|modification|saved|login|update[d]?)"
            r"|config last updated|configuration last (?:changed|modified|saved)|Configured (?:from \S{1,20} )?"
            r"|[Cc]onfig(?:uration)? (?:saved|changed))"
            rf"[^\n]{{0,100}}?[ \t]by[ \t:]+\"?(?P<value>{_NAME})\"?(?:[ \t,;(]|\.?$|\.[ \t])"
        ),
        reference="Cisco IOS `! Last configuration change at … by`, Junos `## Last commit: … by`, SYS-5-CONFIG_I",
        examples=(
            "! Last configuration change at 08:15:02 UTC Mon Mar 4 2030 by «alee»",
            "! NVRAM config last updated at 08:14:59 UTC Mon Mar 4 2030 by «alee»",
            "## Last commit: 2030-03-04 08:15:02 UTC by «alee»",
            "%SYS-5-CONFIG_I: Configured from console by «alee» on vty0 (192.0.2.1)",
        ),
        near_misses=(
            "! Last configuration change at 08:15:02",
            "Configured from console by console",
            "Last login by admin",
        ),
        trigger=r"[ \t]by[ \t:]",
        score=0.95,
        before="",
        after="",
        validate=account,
        blind=True,
        seeds=True,
    ),
    Rule(
        id="fortios-header-user",
        entity="USERNAME",
        pattern=r"#config-version=[^\n]{1,200}:user=(?P<value>[^\s:]{1,64})",
        reference="FortiOS configuration backup, first line",
        examples=(
            "#config-version=FGT60F-7.4.8-FW-build2795-250523:opmode=0:vdom=1:user=«alee»",
            "#config-version=FGVM64-6.4.1-FW-build1637-200604:opmode=0:vdom=0:user=«bob.ray»",
        ),
        near_misses=("#config-version=FGT60F-7.4.8-FW-build2795-250523:opmode=0:vdom=0:user=admin", "user=x"),
        trigger="config-version",
        score=0.97,
        validate=account,
        blind=True,
        after="",
        seeds=True,
    ),
    Rule(
        id="shadow-user",
        entity="USERNAME",
        pattern=r"^(?P<value>[A-Za-z_][0-9A-Za-z_.-]{0,62}\$?):(?:\$[0-9a-z]{1,6}\$|!|\*|x:[0-9]{4})",
        reference="shadow(5), passwd(5), htpasswd",
        examples=("«alee»:$6$salt$hash:19000:0:99999:7:::", "«alee»:x:1001:1001::/home/a:/bin/sh"),
        near_misses=("root:x:0:0:root:/root:/bin/sh", "daemon:*:1:", "note: x:1001"),
        trigger=r":(?:\$|!|\*|x:)",
        score=0.93,
        before="",
        after="",
        validate=account,
        blind=True,
        seeds=True,
    ),
)
