"""Accounts and secrets that service configurations hold: directives of SSH, web, mail, directory, proxy and VPN servers.

`key = value` and `key: value` lines are read as labels (`labels`); here is what has no separator, or several values.
"""

from __future__ import annotations

from recognizers._settings import ACCOUNT, LEAD, NAME, SECRET, SERVICE, account, listed
from recognizers._values import argument, plausible
from recognizers.common_words import is_ordinary
from recognizers.rule import Rule, Validator, Verdict

_LIST = "(?:[ \\t]{0,4},[ \\t]{0,4}|[ \\t]{1,4})"
_PASSWORD_KINDS = "Cleartext|User|Crypt|MD5|SMD5|SHA|SSHA|SHA[0-9]?|NT|LM|Password-With-Header|Digest"
_END = "[\"']?[ \\t]{0,8}[;{]?[ \\t]*$"


def _rare(line: bytes, start: int, end: int) -> Verdict:
    """An account behind a word of a sentence: refused where it is an ordinary word itself."""
    return Verdict.REFUSE if is_ordinary(line[start:end]) else account(line, start, end)


def _crontab(line: bytes, start: int, end: int) -> Verdict:
    """Of a crontab's sixth word: refused where it is a command (`nice`, `run-parts`)."""
    value = line[start:end]
    return Verdict.REFUSE if b"_" not in value and is_ordinary(value) else account(line, start, end)


def _rule(
    name: str,
    entity: str,
    pattern: str,
    trigger: str | tuple[str, ...],
    reference: str,
    examples: tuple[str, ...],
    near_misses: tuple[str, ...],
    validate: Validator,
) -> Rule:
    return Rule(
        id=name,
        entity=entity,
        pattern=pattern,
        trigger=trigger,
        before="",
        after="",
        validate=validate,
        kinds=SERVICE,
        score=0.92,
        seeds=entity == "USERNAME",
        reference=reference,
        examples=examples,
        near_misses=near_misses,
    )


RULES: tuple[Rule, ...] = (
    *listed(
        "service-allowed-users",
        "USERNAME",
        "AllowUsers|DenyUsers|Match User|Require user|Require ldap-user",
        "AllowUsers ",
        validate=account,
        reference="sshd_config(5), Apache mod_authz_user",
        words=("hschulz", "backup-op", "erik", "fay"),
        item=ACCOUNT,
    ),
    *listed(
        "service-user-lists",
        "USERNAME",
        "valid users|invalid users|admin users|write list|read list|force user|guest account|admin_users|stats_users"
        "|User_Alias [A-Z0-9_]{1,32}|Runas_Alias [A-Z0-9_]{1,32}|simple_allow_users|simple_deny_users|trusted_users",
        "valid users = ",
        validate=account,
        reference="smb.conf(5), PgBouncer, sudoers(5), sssd-simple(5)",
        words=("agathe", "bernd7", "cyril", "dana", "emil"),
        separator=_LIST,
        between=", ",
        opening="[ \\t]{0,8}=[ \\t]{0,8}",
        item=ACCOUNT,
    ),
    _rule(
        "ssh-config-user",
        "USERNAME",
        rf"^[ \t]{{1,16}}User[ \t]{{1,8}}(?P<value>{ACCOUNT})[ \t]*$",
        "^[ \\t]{1,16}User[ \\t]",
        "ssh_config(5)",
        ("    User «mlang»", "\tUser «git-ops»"),
        ("User mlang logged in", "  User root", "  User Name"),
        account,
    ),
    _rule(
        "net-snmp-user",
        "USERNAME",
        rf"{LEAD}(?:rouser|rwuser|createUser|iquerySecName)[ \t]{{1,8}}(?:-e[ \t]+0x[0-9A-Fa-f]+[ \t]+)?(?P<value>{ACCOUNT})(?:[ \t]|$)",
        "^[ \\t]{0,24}(?:rouser|rwuser|createUser|iquerySecName)[ \\t]",
        "snmpd.conf(5)",
        ('createUser «snmpmon» SHA "x" AES', "rouser «poll7» priv"),
        ("createUser", "rouser root"),
        account,
    ),
    _rule(
        "sudoers-user",
        "USERNAME",
        rf"^(?P<value>{NAME})[ \t]{{1,16}}[A-Z0-9_.,-]{{2,64}}[ \t]{{0,4}}=[ \t]{{0,4}}(?:\([^)\n]{{1,64}}\)|NOPASSWD:)",
        "[A-Z0-9_][ \\t]{0,4}=[ \\t]{0,4}(?:\\(|NOPASSWD:)",
        "sudoers(5): who where = (as whom) what",
        ("«tklein» ALL=(ALL:ALL) NOPASSWD: /usr/bin/systemctl", "«deploy7» WEB1 = (www) /bin/true"),
        ("root ALL=(ALL:ALL) ALL", "%sudo ALL=(ALL:ALL) ALL", "export PATH=/usr/bin"),
        account,
    ),
    _rule(
        "crontab-user",
        "USERNAME",
        r"^(?:@[a-z]{4,8}|(?:[0-9*][0-9*/,-]{0,24}[ \t]{1,8}){3}[0-9*A-Za-z/,-]{1,24}[ \t]{1,8}[0-9*A-Za-z/,-]{1,24})[ \t]{1,8}(?P<value>[a-z_][0-9a-z_.-]{1,31})[ \t]{1,16}[/~\[(]",
        r"^(?:@[a-z]|[0-9*])[^\n]{4,160}[ \t][/~\[(]",
        "crontab(5): the account of a system crontab's line",
        ("17 * * * * «etl_batch» /opt/etl/run.sh", "*/5 2-6 * * 1,5  «svc-bkp7»  /usr/bin/x"),
        ("17 * * * * root /opt/x", "0 3 * * * nice /opt/x", "5 4 * * * cd /tmp"),
        _crontab,
    ),
    _rule(
        "arrow-user",
        "USERNAME",
        rf"(?:^|[ \t{{,])[\"':]?(?:user|username|login)[\"']? ?=> ?[\"'](?P<value>{ACCOUNT})[\"']",
        "=> ?[\"']",
        'Logstash, Puppet, Ruby and PHP: key => "value"',
        ('    user => "«logstash_w»"', "'username' => '«shopadm»',"),
        ('user => "root"', 'user => ""'),
        account,
    ),
    _rule(
        "radius-users-file",
        "USERNAME",
        rf"^[\"']?(?P<value>{ACCOUNT})[\"']?[ \t]{{1,40}}(?:{_PASSWORD_KINDS})-Password[ \t]*(?::=|==|\+?=)",
        "-Password[ \\t]*(?::=|==|\\+?=)",
        "FreeRADIUS users(5)",
        ('«bobh»  Cleartext-Password := "x"', "«alicek» NT-Password := 0CB6948805F797BF2A82807973B89537"),
        ('DEFAULT Cleartext-Password := "x"', 'Cleartext-Password := "x"'),
        _rare,
    ),
    _rule(
        "bind-dn-user",
        "USERNAME",
        r"(?:[Bb]ind_?-?[Dd][Nn]|BINDDN|BindDN|[Rr]oot_?-?dn|[ \t]-D|^[ \t]*dn)[ \t]{0,8}[=:]?[ \t]{0,8}[\"']?(?:cn|CN|uid|UID)="
        r"(?P<value>[^,\"'=\n]{1,64}),",
        "(?:cn|CN|uid|UID)=[^,\"'=\\n]{1,64},",
        "ldap.conf(5), Apache AuthLDAPBindDN, PAN-OS, Squid helpers, Dovecot: the account that binds",
        (
            'AuthLDAPBindDN "cn=«webbind»,dc=example,dc=net"',
            "BINDDN cn=«reader»,dc=example,dc=org",
            'x -D "cn=«squid-1»,dc=x"',
        ),
        ("BINDDN cn=admin,dc=example", "Subject: cn=foo,dc=x"),
        account,
    ),
    _rule(
        "service-directive-secret",
        "SECRET",
        r"^[ \t]{0,24}(?:[A-Za-z][0-9A-Za-z]*[a-z0-9](?:Password|Passwd|Secret|Passphrase)|[A-Za-z][0-9A-Za-z_]*_(?:pass|password|passwd"
        r"|secret|psk|passphrase)|(?:dn|bind|root|db|ldap|auth)(?:pass|pw|passwd|password)|TLSPSK)"
        rf"[ \t]{{1,8}}=?[ \t]{{0,8}}[\"']?(?P<value>{SECRET}){_END}",
        "(?:P|p)ass(?:w(?:or)?d|phrase)?[ \\t]|Secret[ \\t]|_(?:secret|psk)[ \\t]|pw[ \\t]|TLSPSK[ \\t]",
        "Apache AuthLDAPBindPassword, keepalived auth_pass, Dovecot dnpass, OpenLDAP rootpw",
        (
            '    AuthLDAPBindPassword "«B1nd-me-not»"',
            "    auth_pass «k33p1t»",
            "dnpass = «d0veS3cret»",
            "ldap_secret «x7»;",
        ),
        ("PasswordAuthentication no", "auth_pass on", "reset_password true", "Change password now"),
        argument,
    ),
    _rule(
        "ipsec-secret",
        "SECRET",
        rf"(?:^|[ \t]):[ \t]{{0,8}}(?:PSK|EAP|XAUTH|NTLM|PIN|(?:RSA|ECDSA|P12|PKCS[0-9]{{1,2}}|BLISS)[ \t]+[\"']?[^\s\"']{{1,128}}[\"']?)"
        rf"[ \t]{{1,8}}(?:0[sx])?[\"']?(?P<value>{SECRET})[\"']?",
        ":[ \\t]{0,8}(?:PSK|EAP|XAUTH|NTLM|PIN|RSA|ECDSA|P12|PKCS[0-9]{1,2}|BLISS)[ \\t]",
        "strongSwan and Libreswan ipsec.secrets(5)",
        (
            '192.0.2.1 198.51.100.1 : PSK "«tunnel-key-9»"',
            'carol : EAP "«Ch3ddar!»"',
            "@a.example : PSK 0s«Zm9vYmFyYmF6»",
            ': RSA gw.pem "«passph4ase»"',
        ),
        (": RSA gw.pem", "auth : PSK", "key mgmt: PSK none"),
        argument,
    ),
    _rule(
        "ipsec-secret-quoted",
        "SECRET",
        r":[ \t]{0,8}(?:PSK|EAP|XAUTH|NTLM)[ \t]{1,8}\"(?P<value>[^\"\n]{1,200} [^\"\n]{1,200})\"",
        ':[ \\t]{0,8}(?:PSK|EAP|XAUTH|NTLM)[ \\t]{1,8}"',
        "strongSwan and Libreswan ipsec.secrets(5): quoted secrets hold blanks",
        ('a b : PSK "«the quick fox 9»"', 'carol : EAP "«two words»"'),
        (': PSK "single"', 'PSK "a b"'),
        plausible,
    ),
    *(
        _rule(
            f"colon-file-{name}",
            entity,
            pattern,
            ":[^\\s:]{1,64}:",
            "Exim passwd.client (host:user:password), pgpass (host:port:database:user:password)",
            examples,
            ("root:x:0:0:root:/root:/bin/sh", "10:20:30", "a.b:c:d:e"),
            check,
        )
        for name, entity, pattern, examples, check in (
            (
                "user",
                "USERNAME",
                rf"^[0-9A-Za-z*-]{{1,63}}\.[0-9A-Za-z.*-]{{2,128}}(?::[0-9*]{{1,5}}:[^\s:]{{1,63}})?:(?P<value>{ACCOUNT}):[^\s:/]{{4,128}}$",
                ("*.relay.example:«mxroth»:pw-9z", "db.example.com:5432:shop:«shoprw»:pw-9z"),
                account,
            ),
            (
                "secret",
                "SECRET",
                rf"^[0-9A-Za-z*-]{{1,63}}\.[0-9A-Za-z.*-]{{2,128}}(?::[0-9*]{{1,5}}:[^\s:]{{1,63}})?:{ACCOUNT}:(?P<value>[^\s:/]{{4,128}})$",
                ("*.relay.example:mxroth:«pw-9z»", "db.example.com:5432:shop:shoprw:«pw-9z»"),
                plausible,
            ),
        )
    ),
    _rule(
        "ipsec-secret-user",
        "USERNAME",
        rf"^[\"']?(?P<value>{ACCOUNT})[\"']?[ \t]{{1,8}}:[ \t]{{1,8}}(?:EAP|XAUTH|NTLM)[ \t]",
        ":[ \\t]{1,8}(?:EAP|XAUTH|NTLM)[ \\t]",
        "strongSwan ipsec.secrets(5)",
        ('«carol» : EAP "x"', "«dave7» : XAUTH y"),
        ("method : EAP failed", "carol: EAP x"),
        _rare,
    ),
    _rule(
        "ipsec-secret-peer",
        "HOSTNAME",
        r"(?:^|[ \t])@(?P<value>[A-Za-z][0-9A-Za-z.-]{1,62})[ \t][^:\n]{0,120}:[ \t]{1,8}(?:PSK|RSA)[ \t]",
        ":[ \\t]{1,8}(?:PSK|RSA)[ \\t]",
        "strongSwan and Libreswan ipsec.secrets(5): identities",
        ("@«vpn-hh» : PSK x", "192.0.2.1 @«branch-rtr» : PSK y"),
        ("vpn-hh : PSK x", "@a : PSK"),
        plausible,
    ),
    _rule(
        "ipsec-identity",
        "HOSTNAME",
        rf"{LEAD}(?:left|right)id[0-9]?[ \t]*=[ \t]*[\"']?@(?P<value>{NAME})",
        "(?:left|right)id[0-9]?[ \\t]*=",
        "strongSwan and Libreswan ipsec.conf(5)",
        ("    rightid=@«branch-rtr»", 'leftid="@«gw7»"'),
        ("leftid=%any", "rightid=192.0.2.1"),
        plausible,
    ),
    _rule(
        "static-login-user",
        "USERNAME",
        rf"(?:[ \t]login=|=[ \t]{{0,4}}static:|stats auth |proxy-user[ =])(?P<value>{ACCOUNT}):[^\s:/]",
        "(?:[ \\t]login=|static:|stats auth |proxy-user[ =])",
        "Squid cache_peer login=, Postfix static: maps, HAProxy stats auth, curl --proxy-user",
        ("cache_peer px parent 8080 0 login=«pxuser»:pw", "smtp_sasl_password_maps = static:«relayuser»:pw"),
        ("login=PASS", "x static:foo"),
        account,
    ),
    _rule(
        "static-login-secret",
        "SECRET",
        rf"(?:[ \t]login=|=[ \t]{{0,4}}static:|stats auth |proxy-user[ =]){ACCOUNT}:(?P<value>[^\s/\"'][^\s\"']{{0,127}})",
        "(?:[ \\t]login=|static:|stats auth |proxy-user[ =])",
        "Squid cache_peer login=, Postfix static: maps, HAProxy stats auth, curl --proxy-user",
        (
            "cache_peer px parent 8080 0 login=pxuser:«pxPass»",
            "smtp_sasl_password_maps = static:relayuser:«R3lay!Pass»",
        ),
        ("login=PASS", "x static:foo:"),
        plausible,
    ),
    _rule(
        "directory-helper-secret",
        "SECRET",
        rf"(?:ldap[a-z_]{{0,16}}|-D[ \t]+[\"']?(?:cn|CN|uid)=[^\s\"']{{1,128}}[\"']?)[ \t](?:[^\n|;]{{0,200}}[ \t])?-w[ \t]{{1,4}}[\"']?"
        rf"(?P<value>{SECRET})",
        "[ \\t]-w[ \\t]",
        "ldapsearch(1), Squid basic_ldap_auth: -w",
        (
            'basic_ldap_auth -b "dc=example" -D "cn=x,dc=example" -w "«sqPW!23»" -h ldap',
            "ldapsearch -x -w «geheim7» -b dc=x",
        ),
        ("ping -w 5 x", "ldap is -w"),
        argument,
    ),
    _rule(
        "client-command-user",
        "USERNAME",
        rf"(?:mysql(?:dump|admin)?|mariadb|psql|pg_dump|mongo(?:sh|dump)?|rsync|smbclient|ipmitool"
        r"|snmp(?:walk|get)|curl|importer|sqlcmd)[ \t]"
        rf"(?:[^\n|;]{{0,200}}[ \t])?(?:-[uU][ ]?|--user(?:name)?[ =])(?P<value>{ACCOUNT})",
        ("[ \\t]-[uU] ?[0-9A-Za-z]", "[ \\t]--user"),
        "command lines of database, monitoring and transfer clients",
        (
            "/usr/bin/mysql -u«wiki» -p wikidb",
            "importer --host pg --user «orderimp» --port 5432",
            "psql -U «etl_ro» dwh",
        ),
        ("sort -u file", "mysql -u root", "curl -u"),
        account,
    ),
)
