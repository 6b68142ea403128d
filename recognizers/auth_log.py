"""Accounts and remote hosts in the messages of log-in daemons: sshd, PAM, su, sudo, cron, shadow, audit, Kerberos.

Failed password for [invalid user] X from …     Invalid user X from …     session opened for user X by Y(uid=0)
"""

from __future__ import annotations

from recognizers._log import ADDRESS, DOMAIN, ENDS, HOST, USER, WORDY, either, opening, shaped_host, user
from recognizers.rule import Rule

_SSHD_PHRASES = (
    "(?:[Ff]ailed|[Aa]ccepted|[Pp]ostponed|[Pp]artial) [0-9A-Za-z/_-]{1,40} for (?:(?:in|il)valid user )?(?:user )?",
    "(?:[Ii]nvalid|[Ii]llegal|authenticating|[Nn]on-?existent|[Uu]nknown|[Dd]isconnected from(?: invalid)?) user:? ",
    "[Aa]uthentication failures for (?:invalid user )?",
    "(?:Close session:|Connection from|Root login accepted for) user ",
    "Starting session: [a-z]{1,20}(?: on [^ ]{1,20})? for ",
    "[Ll]ogin (?:attempt )?for (?:nonexistent|invalid) user (?:from )?",
    "(?:[Pp]assword|[Pp]ubkey) auth succeeded for ",
    "Bad (?:PAM )?password attempt for ",
    "exceeded for (?:invalid user )?",
)
_SSHD = either(*_SSHD_PHRASES)
_DID = either(
    "in (?:security )?(?:realm|domain|role|group) ",
    "(?:and|and/or|or) password",
    "- (?:transaction|session|client|action|partition|object)",
    "from [^ ]{1,256} not allowed",
    "not (?:allowed|found|authorized|permitted|known|in )",
    "of [^ ]{1,64} not allowed",
    "ha(?:s|ve) (?:had|logged|been|no |expired|connected|disconnected|locked|entered|changed|attempted|failed)",
    "(?:is|was) (?:not|now|already|un|successfully|locked|disabled|granted|denied|authenticated|logged|banned|blocked)",
    "(?:is|was) (?:rejected|allowed|created|deleted|removed|added)",
    "(?:does not|doesn't|did not|didn't|may not|cannot|could not|can't) ",
    "log(?:ged|s)?[ -]?(?:in|out|on|off)",
    "(?:authenticat|successful|unsuccessful)",
    "(?:connected|disconnected|failed|failure|signed|locked|denied|rejected|granted|executed|running|exiting)",
    "(?:entered|left) ",
    "(?:changed|removed|created|added|deleted|modified|tried|attempted|requested|committed|issued|uses?)[ .,:]",
    "from (?:host |IP |ip |address |the |source |remote )?[0-9(\\[]",
)
_SESSION_PHRASES = (
    "session (?:opened|closed) for (?:local |virtual )?(?:user )?",
    "for (?:local |virtual |the )?user:? ",
    "(?:check pass|password changed) for ",
    "[Nn]ew session [0-9a-z]{1,16} of user ",
    "Session [0-9a-z]{1,16} (?:logged out|of [Uu]ser) ",
    "LOGIN ON [^ ]{1,32} BY ",
    "FAILED LOGIN [^\\n]{1,64} FOR ",
    "[+-] (?:/dev/)?(?:pts/[0-9]+|tty[0-9A-Za-z]+|\\?{1,3}) ",
    "to su (?:for|to) ",
    "su(?:\\[[0-9]+\\])?: \\(to ",
    "\\(to root\\) ",
    "(?:FAILED|BAD|[Ss]uccessful|failed) (?:su|SU) (?:for |\\(to )",
    "changed user information for ",
    "(?:password|request) for user ",
    "getpwnam(?:_r)?\\(",
    "[Aa]uthenticat(?:ed|ing) (?:user |as )(?:unix-user:)?",
    "[Gg]ot user ",
    "[Cc]reated slice User Slice of ",
)
_SESSION = either(*_SESSION_PHRASES)
_SHADOW = either("user(?:add|mod|del)", "group(?:add|mod)", "gpasswd", "passwd", "ch(?:age|fn|passwd)", "adduser")

RULES: tuple[Rule, ...] = (
    Rule(
        id="sshd-user",
        entity="USERNAME",
        pattern=rf"{_SSHD}['\"]?{DOMAIN}(?P<value>{WORDY})['\"]?{ENDS}",
        trigger=opening(*_SSHD_PHRASES),
        after="",
        validate=user,
        blind=True,
        seeds=True,
        score=0.95,
        reference="OpenSSH auth.c, auth2.c, packet.c; Dropbear svr-authpasswd.c; Tectia",
        examples=(
            "Failed password for invalid user «wilma» from 192.0.2.1 port 22 ssh2",
            "Accepted publickey for «carol» from 192.0.2.1 port 47564 ssh2: RSA SHA256:x",
            "Invalid user «0101» from 192.0.2.1",
            "Connection closed by authenticating user «dave» 192.0.2.1 port 22 [preauth]",
            "input_userauth_request: invalid user «wilma» [preauth]",
            "error: PAM: User not known for illegal user «wilma» from 192.0.2.1",
            "Disconnected from user «dave» 192.0.2.1 port 22",
            "error: maximum authentication attempts exceeded for «dave» from 192.0.2.1",
            "Bad password attempt for '«wilma»' from 192.0.2.1:3442",
            "Disconnecting: Too many authentication failures for «oracle» [preauth]",
        ),
        near_misses=(
            "Failed password for root from 192.0.2.1",
            "Invalid user from 192.0.2.1",
            "Accepted connection for the listener",
            "authentication failures for 192.0.2.1",
        ),
    ),
    Rule(
        id="sshd-user-denied",
        entity="USERNAME",
        pattern=(
            rf"(?:[Uu]ser(?:name| name|id)?|USER|[Ll]ogin(?: name)?|[Aa]ccount|[Pp]rincipal) {DOMAIN}(?P<value>{WORDY})"
            rf"(?: {_DID}|:? \(?(?:[Ll]ogin|no such user|[Aa]uthentication (?:fail|succe)|[Pp]assword (?:mis|incorrect|wrong)))"
        ),
        trigger="(?:[Uu]ser(?:name| name|id)?|USER|[Ll]ogin(?: name)?|[Aa]ccount|[Pp]rincipal) [^ ]",
        after="",
        validate=user,
        blind=True,
        seeds=True,
        reference="OpenSSH auth.c `User %.100s from %.100s not allowed because`, and the like of many daemons",
        examples=(
            "User «dave» from 192.0.2.1 not allowed because not listed in AllowUsers",
            "User «EXAMPLE» logged in from 192.0.2.1",
            "user CORP\\«erin» authenticated",
            "account «svc-x» is locked",
            "AUDIT - user «nfalk» - transaction #8812-2 - object 0",
            "Provided username «metrics_ro» and/or password are incorrect",
            "User «hpetz» in security realm myrealm has had 5 invalid login attempts",
            'AH01617: user «jk»: authentication failure for "/svn": Password Mismatch',
            "user «x2» from 192.0.2.7 tried to log in",
        ),
        near_misses=(
            "user not found in database",
            "User authentication failed",
            "user root logged in",
            "Account has expired",
            "user and group not found",
        ),
    ),
    Rule(
        id="pam-session-user",
        entity="USERNAME",
        pattern=rf"{_SESSION}['\"]?{DOMAIN}(?P<value>{WORDY})(?:\\(uid=[0-9]+\\))?['\"]?{ENDS}",
        trigger=opening(*_SESSION_PHRASES),
        after="",
        validate=user,
        blind=True,
        seeds=True,
        score=0.95,
        reference="Linux-PAM pam_unix, pam_limits; systemd-logind; shadow su.c",
        examples=(
            "pam_unix(sshd:session): session opened for user «dave» by (uid=0)",
            "pam_unix(sshd:session): session opened for user «dave»(uid=1000) by (uid=0)",
            "systemd-logind[1]: New session 4 of user «dave».",
            "su: (to «builder») root on none",
            "pam_unix(cron:session): session closed for user «backup-x»",
            "Successful su for «builder» by root",
            "sshd: session opened for local user «erin» from [192.0.2.1]",
        ),
        near_misses=(
            "session opened for user root by (uid=0)",
            "session closed for user",
            "check pass; user unknown",
            "a comment (to end of line)",
        ),
    ),
    Rule(
        id="pam-by-user",
        entity="USERNAME",
        pattern=rf"(?:(?:user|su for) [^ ]{{1,64}} by |\(to [^ )]{{1,64}}\) )(?P<value>{USER})(?:\(uid=| on | ?$)",
        trigger=(" by ", r"\(to [^ )]+\) "),
        after="",
        validate=user,
        blind=True,
        seeds=True,
        score=0.95,
        reference="Linux-PAM pam_unix `session opened for user %s by %s(uid=%lu)`, shadow su.c",
        examples=(
            "session opened for user root by «carol»(uid=1000)",
            "su: (to root) «carol» on pts/0",
            "FAILED su for root by «carol»",
        ),
        near_misses=("session opened for user root by (uid=0)", "su: (to rabbitmq) root on none"),
    ),
    Rule(
        id="sudo-user",
        entity="USERNAME",
        pattern=(
            rf"(?:sudo(?:\[[0-9]{{1,10}}\])?:? {{1,8}}|doas(?:\[[0-9]{{1,10}}\])?: )(?P<value>{USER})"
            r"(?: : (?:TTY|PWD|USER|COMMAND|HOST|GROUP|[0-9]|problem|a |user|command|un|no |sorry|parse)| ran command )"
        ),
        trigger=("sudo", "doas"),
        after="",
        validate=user,
        blind=True,
        seeds=True,
        score=0.97,
        reference="sudoers(5) LOG FORMAT; OpenBSD doas",
        examples=(
            "sudo:   «carol» : TTY=pts/0 ; PWD=/home/carol ; USER=root ; COMMAND=/bin/ls",
            "sudo[44]: «dave» : user NOT in sudoers ; TTY=pts/1 ; PWD=/ ; USER=root ; COMMAND=/bin/sh",
            "doas: «erin» ran command /bin/ls as root from /home",
        ),
        near_misses=("sudo: root : TTY=pts/0 ; PWD=/root", "sudo: pam_unix(sudo:session): session opened"),
    ),
    Rule(
        id="cron-user",
        entity="USERNAME",
        pattern=(
            r"(?:CROND?|[Cc]rond?|crontab|anacron|atd)(?:\[[0-9]{1,10}\])?: {1,2}"
            rf"\((?P<value>{USER})\) (?:CMD|LIST|EDIT|BEGIN|END|RE|DELETE|MAIL|ORPHAN|AUTH|WRONG|INFO|ERROR|FAIL|PAM)"
        ),
        trigger=r"\) (?:CMD|LIST|EDIT|BEGIN|END|RE|DELETE|MAIL|ORPHAN|AUTH|WRONG|INFO|ERROR|FAIL|PAM)",
        after="",
        validate=user,
        blind=True,
        seeds=True,
        score=0.97,
        reference="cronie, Vixie cron log_it(username, pid, event, detail)",
        examples=("CRON[1427]: («carol») CMD (/usr/bin/x)", "crontab[12]: («dave») LIST (dave)"),
        near_misses=("CRON[1427]: (root) CMD (x)", "cron[1]: (root) INFO (pidfile fd = 3)"),
    ),
    Rule(
        id="shadow-tools-user",
        entity="USERNAME",
        pattern=(
            rf"(?:{_SHADOW}(?:\[[0-9]{{1,10}}\])?: [^'\n]{{0,80}}['`]|new user: name=|member ['`]|delete ['`])"
            rf"(?P<value>{USER})(?:['`]|,| )"
        ),
        trigger=(rf"{_SHADOW}(?:\[[0-9]+\])?: ", "new user: name=", "(?:member|delete) ['`]"),
        after="",
        validate=user,
        blind=True,
        seeds=True,
        reference="shadow-utils useradd.c, usermod.c, passwd.c",
        examples=(
            "useradd[656]: add '«dave»' to group 'dialout'",
            "useradd[66]: new user: name=«dave», UID=1001, GID=1001, home=/home/dave",
            "passwd[9]: password for '«dave»' changed by 'root'",
        ),
        near_misses=("useradd[656]: add 'root' to group 'dialout'", "gpasswd[1]: user '' added"),
    ),
    Rule(
        id="log-reverse-host",
        entity="HOSTNAME",
        pattern=(
            r"(?:(?:getaddrinfo|gethostbyname) for |maps to |[Rr]everse (?:mapping|lookup) (?:of|for) "
            rf"|{ADDRESS}(?::[0-9]{{1,5}})? ?\()(?P<value>{HOST})(?:[ ),;]|$)"
        ),
        trigger=(
            "(?:info|name) for ",
            "maps to ",
            "everse (?:mapping|lookup) ",
            r"\.[0-9]{1,3}\.[0-9]{1,3} ?\([0-9A-Za-z_]",
            r":[0-9A-Fa-f]{0,5} ?\([0-9A-Za-z_]",
        ),
        after="",
        validate=shaped_host,
        blind=True,
        kinds=frozenset({"log", "text", "json"}),
        score=0.9,
        reference="OpenSSH canohost.c, ftpd connection from ADDRESS (HOST), TCP wrappers",
        examples=(
            "reverse mapping checking getaddrinfo for «ns.example.com» [192.0.2.1] failed - POSSIBLE BREAK-IN ATTEMPT!",
            "Address 192.0.2.1 maps to «pc7.example.com», but this does not map back",
            "attempt to connect to 192.0.2.1:8080 («app-be») failed",
            "connection from 192.0.2.1 («lns-vlq-45.example.net») at Sat Jun 18 02:08:11 2005",
        ),
        near_misses=(
            "connection from 192.0.2.1 () at Wed",
            "connection from 192.0.2.1 (192.0.2.1)",
            "192.0.2.1 (unknown)",
        ),
    ),
    Rule(
        id="kerberos-principal-user",
        entity="USERNAME",
        pattern=(
            r"(?:NEEDED_PREAUTH: |PREAUTH_FAILED: |CLIENT_NOT_FOUND: |ISSUE: [^\n]{0,160}\}, |[Pp]rincipal:? |AS-REQ )"
            rf"(?P<value>{USER})@[A-Z]"
        ),
        trigger="@[A-Z]",
        after="",
        validate=user,
        blind=True,
        seeds=True,
        reference="MIT krb5kdc do_as_req.c; Heimdal kdc",
        examples=(
            "AS_REQ (4 etypes {18 17 16 23}) 192.0.2.1: NEEDED_PREAUTH: «dave»@EXAMPLE.COM for krbtgt/EXAMPLE.COM",
            "AS-REQ «erin»@EXAMPLE.COM from IPv4:192.0.2.1 for krbtgt",
        ),
        near_misses=("AS-REQ root@EXAMPLE.COM from IPv4:192.0.2.1", "contact@Example for principal: none"),
    ),
)
