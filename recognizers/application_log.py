"""Accounts and hosts in the log-in messages of applications and databases, by the phrases they share.

user 'X' …    login failed for user "X"    Failed authentication attempt for X from …    'X'@'HOST'    (X) invalid user
"""

from __future__ import annotations

from recognizers._log import (
    DOMAIN,
    ENDS,
    HEADERS,
    HOST,
    USER,
    WORDY,
    either,
    host,
    named_user,
    numbered_host,
    quoted_user,
    user,
)
from recognizers.rule import Rule

_NOUN = either(
    "[Uu]sers?(?:[ _-]?(?:name|id))?",
    "[Uu]ser[NI](?:ame|d)",
    "USER(?:NAME|ID)?",
    "[Aa]ccount(?: name)?",
    "[Ll]ogin(?: ?name| id| user)?",
    "[Mm]ember",
    "[Rr]ole",
    "[Oo]wner",
    "[Pp]rincipal",
    "[Oo]perator",
    "[Aa]dmin(?:istrator)?",
    "[Ii]dentity",
    "[Ss]ubscriber",
    "[Uu]name",
    "[Cc]aller",
    "client (?:dis)?connected",
    "[Aa]ctor",
    "[Cc]lient name",
    "EAP identity",
    "authentication (?:of|for)",
    "[Aa]uthenticat(?:ed|ing)(?: user| as)?",
    "(?:logged|log|sign(?:ed)?) ?(?:in|on|out|off) (?:as|by)",
    "[Cc]reated by",
    "[Cc]hanged by",
    "[Rr]equested by",
    "[Pp]erformed by",
    "[Tt]riggered by",
    "[Ll]ogin for",
    "[Ll]ogon for",
    "permission(?:s)? for",
    "[Pp]assword for",
    "[Aa]ttempt for",
    "(?:failed|failure|succeeded|successful|rejected|granted|denied|invalid|error) for",
)
_EVENT = either(
    "[Aa]uth(?:entication|orization)?",
    "[Ll]og-? ?[io]n",
    "LOGIN",
    "AUTH",
    "[Ss]ign-? ?in",
    "[Aa]ccess",
    "[Ss]ession",
    "[Pp]assword(?: check| reset| change| verification)?",
    "[Cc]redentials?",
    "[Ll]og-? ?o(?:ut|ff)",
    "LDAP bind",
    "(?:[0-9]FA|MFA|TOTP)",
)
_OUTCOME = either(
    "fail(?:ed|ure|s)?",
    "FAIL(?:ED|URE)?",
    "succe(?:ss|eded|ssful)",
    "successful(?:ly)?",
    "(?:SUCCESS|OK|error|challenge|token|check|reset)",
    "(?:attempts?|request(?:ed)?)",
    "(?:denied|rejected|granted|accepted|incorrect|invalid|mismatch)",
    "(?:opened|closed|started|ended|expired|changed|revisited|locked)",
)
_BEFORE = either(
    rf"{_EVENT}(?:,| {_OUTCOME}){{1,3}}:? (?:for|from|by|of|as|on account)(?: the)?(?: {_NOUN})?:? ",
    rf"(?:[Ff]ailed|[Ss]uccessful|[Ii]nvalid|[Uu]nsuccessful|[Bb]ad|[Ww]rong|[Nn]on-existent|[Rr]ejected|"
    rf"[Uu]nauthorized|[Nn]ew|"
    rf"[Ii]ncorrect)"
    rf" {_EVENT}(?: {_OUTCOME}){{0,2}}:? (?:for|from|by|of|as|with)(?: the)?(?: {_NOUN})?:? ",
    "[Ll]ogged (?:in|out|on) (?:as|user):? ",
    rf"[Ll]og-?[io]n {_OUTCOME}: ",
    "WHO: ",
    "[Tt]oo many (?:failed )?(?:login |authentication )?(?:attempts|failures) (?:for|by|from) ",
)

_TOWARDS = either(
    "(?:[Cc]onnect(?:ed|ing|ion)?|[Ff]ailed|[Bb]ound|[Rr]egister(?:ed|ing)|[Ss]ubmitted|[Ll]istening) (?:to|from|"
    "on|at|with) ",
    "(?:[Oo]n|[Ff]rom|[Tt]o|[Bb]y|[Ff]or) (?:host|node|server|machine|client|broker|worker|peer) ",
    "(?:[Hh]ost(?:name)?|[Nn]ode|[Ss]erver|[Bb]roker|[Mm]achine|[Pp]eer|[Ww]orker|[Rr]eplica|[Nn]eighbor) (?:is: )?",
    "[Rr]esolv(?:e|ed|ing) (?:host )?",
    "[Pp]ing(?:ing)? ",
    "UnknownHostException: ",
    "No Route to Host from {1,2}",
    "(?:[Dd]estination|[Ll]ocal) host is: ",
)

RULES: tuple[Rule, ...] = (
    Rule(
        id="quoted-user",
        entity="USERNAME",
        pattern=(
            rf"{_NOUN}(?:(?: =|:|=)? ?(?:\\?['\"`]|<|\[)|: ?\(){DOMAIN}"
            r"(?P<value>[0-9A-Za-z_\x80-\xff][^\"'`<>\[\](){}\n:;,=|\\/@]{0,62}[0-9A-Za-z_\x80-\xff$]|[0-9A-Za-z]"
            r"|[0-9A-Za-z_.+-]{1,64}@[0-9A-Za-z-]{1,63})(?:\\?['\"`]|>|\]|\))"
        ),
        trigger=rf"{_NOUN}(?: =|:|=)? ?(?:\\|['\"`<\[(])",
        after="",
        validate=quoted_user,
        blind=True,
        kinds=HEADERS,
        seeds=True,
        score=0.93,
        reference="messages of SQL servers, nginx auth_basic, Junos UI_LOGIN_EVENT, web applications",
        examples=(
            '*6 user "«xyz»": password mismatch, client: 192.0.2.1',
            "Login failed for user '«svc-app»'. Reason: Password did not match",
            'FATAL:  role "«reporting»" does not exist',
            "UI_LOGIN_EVENT: User '«dave»' login, class 'super-user' [123]",
            "Authentication attempt invalid user: («user1»)",
            "%SEC_LOGIN-5-LOGIN_SUCCESS: Login Success [user: x]".replace("[user: x]", "user [«erin»]"),
            "authentication of '«gw7»' with pre-shared key successful",
            "Login failed for user 'CORP\\«dave»'",
        ),
        near_misses=(
            "user 'root' login",
            'User "" not found',
            "user (192.0.2.1)",
            "user (uid=0)",
            'user "a@b.example.com": x',
        ),
    ),
    Rule(
        id="login-phrase-user",
        entity="USERNAME",
        pattern=rf"{_BEFORE}['\"<\[(]?{DOMAIN}(?P<value>{WORDY})['\">\])]?{ENDS}",
        trigger=(
            rf"{_EVENT}(?:,| {_OUTCOME})",
            rf"(?:[Ff]ailed|[Ss]uccessful|[Ii]nvalid|[Uu]nsuccessful|[Bb]ad|[Ww]rong|[Nn]on-existent|[Rr]ejected"
            rf"|[Uu]nauthorized|[Nn]ew|[Ii]ncorrect) {_EVENT}",
            "[Ll]ogged (?:in|out|on) (?:as|user)",
            rf"[Ll]og-?[io]n {_OUTCOME}: ",
            "WHO: ",
            "[Tt]oo many (?:failed |login |authentication |attempts |failures )",
        ),
        after="",
        validate=user,
        blind=True,
        kinds=HEADERS,
        seeds=True,
        reference="log-in messages of Gitea, Drupal, Jellyfin, Roundcube, WordPress, Nextcloud, Grafana and the like",
        examples=(
            "Failed authentication attempt for «toto» from 192.0.2.1:39522: user's password is invalid",
            "[INF] Authentication request for «dora» has succeeded.",
            "Login attempt failed for «drupaladm».",
            "Session opened for «drupaladm».",
            "Successful login for «erin» (ID: 3) from 192.0.2.1",
            "Authentication failure for «wpadm» from 192.0.2.1",
            "Invalid credentials for «dave»",
        ),
        near_misses=(
            "Login attempt failed from 192.0.2.4.",
            "Authentication failed for the session",
            "Failed login for root from 192.0.2.1",
            "session opened for user",
        ),
    ),
    Rule(
        id="login-phrase-person",
        entity="PERSON",
        pattern=(
            r"(?:[Ll]og-?in|[Aa]uthentication|[Ss]ession) (?:attempt )?(?:failed|opened|closed|succeeded) "
            r"(?:from|for|by) (?P<value>[A-Z][a-z\x80-\xff'-]{1,30} [A-Z][a-z\x80-\xff'-]{1,30})(?:[.,;]|$| \()"
        ),
        trigger="(?:from|for|by) [A-Z]",
        after="",
        kinds=HEADERS,
        reference="Drupal user.module `Login attempt failed for %user`: display names have blanks",
        examples=("Login attempt failed from «Greta Example».", "Session opened for «Ivo Sample»."),
        near_misses=("Login attempt failed from 192.0.2.1.", "Session opened for drupaladm."),
    ),
    Rule(
        id="unquoted-user",
        entity="USERNAME",
        pattern=(
            r"(?:[Uu]ser ?[Nn]ame|[Uu]ser ?[Ii][Dd]|[Uu]ser|USER|[Ll]ogin|[Ll]ogin name|[Aa]ccount|[Uu]name|"
            r"[Aa]uthenticated user"
            r"|[Ll]oginName|\[(?:uid: [0-9]+, )?name)(?:: ?|\|| => | -> )"
            rf"[\"'\[(<]?(?:host/)?{DOMAIN}(?P<value>{USER})[\"'\])>]?(?:[ \t,;.|\])}}]|$)"
        ),
        trigger=(
            r"[Uu](?:ser|SER|name|NAME)(?:: ?|\|| => | -> )",
            r"(?:[Nn]ame|[Ii][Dd]|ogin|ccount|ser)(?:: ?|\|| => | -> )",
        ),
        after="",
        validate=named_user,
        blind=True,
        kinds=HEADERS,
        seeds=True,
        reference="`user: X` inside messages: Cisco [user: X], SASL, RabbitMQ, Gitea [uid: 0, name: X]",
        examples=(
            "Login Success [user: «dave»] [Source: 192.0.2.1] [localport: 22]",
            "user not found: user: «scan» property: userPassword not found in sasldb",
            "user's password is invalid [uid: 1, name: «asd»]",
            "User Name: host/«lt-881» Ip Address: 192.0.2.1",
        ),
        near_misses=("User: root logged in", "user: not found", "user: 0", "error: user: a@b.example.com"),
    ),
    Rule(
        id="database-user",
        entity="USERNAME",
        pattern=rf"['`](?P<value>{USER})['`]@['`]",
        trigger="['`]@['`]",
        before="",
        after="",
        validate=user,
        blind=True,
        seeds=True,
        reference="MySQL and MariaDB account names: 'user'@'host'",
        examples=(
            "Access denied for user '«app7»'@'db1.example.com' (using password: YES)",
            "Aborted connection: '«erin»'@'pc9'",
        ),
        near_misses=("Access denied for user 'root'@'pc9'", "mail to x@example.com done"),
    ),
    Rule(
        id="database-host",
        entity="HOSTNAME",
        pattern=rf"(?:['`]@['`]|[ ,]host: ['\"`]|[ ,][Hh]ost ['\"`]|from host ['\"`]?)(?P<value>{HOST})['`\"]?",
        trigger=("['`]@['`]", "[Hh]ost:? ['\"`]", "from host "),
        before="",
        validate=host,
        blind=True,
        seeds=True,
        reference="MySQL and MariaDB account names and aborted-connection messages; Junos sshd",
        examples=(
            "Access denied for user 'app7'@'«db1.example.com»' (using password: YES)",
            "Aborted connection 9 to db: 'x' user: 'y' host: '«pc9»' (Got timeout)",
            "Login failed for user 'x' from host '«pc-9»'",
        ),
        near_misses=("'app7'@'%'", "'app7'@'192.0.2.1'", "'app7'@'localhost'"),
    ),
    Rule(
        id="view-acl-users",
        entity="USERNAME",
        pattern=rf"(?:acls? (?:groups )?to: |permissions: Set\()(?:[a-z]{{1,16}}, ?)?(?P<value>{USER})(?:[,;) ]|$)",
        trigger=("acls? (?:groups )?to: ", r"permissions: Set\("),
        after="",
        validate=user,
        blind=True,
        seeds=True,
        reference="Apache Spark SecurityManager",
        examples=(
            "SecurityManager: Changing view acls to: yarn,«curio»",
            "users with view permissions: Set(«wilma»); x",
        ),
        near_misses=("SecurityManager: Changing view acls to: yarn", "permissions: Set(); groups"),
    ),
    Rule(
        id="remote-shaped-host",
        entity="HOSTNAME",
        pattern=rf"{_TOWARDS}[\"'(\[<]{{0,2}}(?P<value>{HOST})(?::[0-9]{{2,5}})?[\"')\]>]{{0,2}}(?:[ ,;./)]|$)",
        trigger=_TOWARDS,
        after="",
        validate=numbered_host,
        blind=True,
        kinds=frozenset({"log", "text"}),
        score=0.6,
        reference="connection messages of Java, Go and Python services",
        examples=(
            "no longer served by node «node-247»",
            "Connecting to «db7»:5432 failed",
            "java.net.UnknownHostException: «mq-3.example.com»",
        ),
        near_misses=("connected to server", "node status running", "connect to 192.0.2.1:22", "on node 12"),
    ),
    Rule(
        id="session-prefix-user",
        entity="USERNAME",
        pattern=(
            r"(?:\[pid [0-9]{1,10}\] \[|<[0-9]{1,10}:|\[[0-9]{1,10}\] "
            r")(?P<value>[0-9A-Za-z_\x80-\xff][0-9A-Za-z_.\x80-\xff-]{0,63})"
            r"(?:\] (?:FAIL|OK) |\(-?[0-9]{1,10}\)> |@[0-9A-Za-z_-]{1,64} (?:FATAL|ERROR|LOG|WARNING|DETAIL|"
            r"STATEMENT|HINT): )"
        ),
        trigger=(r"\] (?:FAIL|OK) ", r"[0-9]\)> ", r"@[0-9A-Za-z_-]+ [A-Z]+: "),
        before="",
        after="",
        validate=named_user,
        blind=True,
        kinds=HEADERS,
        seeds=True,
        score=0.95,
        reference="vsftpd log, Murmur log, PostgreSQL log_line_prefix `[%p] %u@%d `",
        examples=(
            'Mon Jan  8 10:11:12 2024 [pid 2] [«dave»] FAIL LOGIN: Client "192.0.2.1"',
            "1 => <1:«Erin»(-1)> Rejected connection from 192.0.2.1:1234",
            "2024-01-02 10:11:12 UTC [123] «dave»@crm FATAL:  password authentication failed",
        ),
        near_misses=("[pid 2] [root] OK LOGIN: x", "[123] a@b.example.com FATAL: x"),
    ),
)
