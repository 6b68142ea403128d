"""Accounts, peers and sessions in mail server logs: Postfix, Sendmail, Exim, Dovecot, Cyrus, qmail, webmail.

Postfix  client=HOST[address], relay=HOST[address]:25      Sendmail relay=HOST [address]
Dovecot  imap(USER)<pid><SESSION>, sql(USER,address,<SESSION>)   Exim H=HOST (HELO) [address]
"""

from __future__ import annotations

from recognizers._log import (
    ADDRESS,
    DOMAIN,
    HEADERS,
    HOST,
    TOKEN,
    USER,
    either,
    host,
    named_user,
    opening,
    shaped_host,
    user,
)
from recognizers.rule import Rule

_PASSDB = (
    "(?:pam|passwd(?:-file)?|shadow|sql|ldap|static|lua|checkpassword|oauth2|policy|vpopmail|"
    "bsdauth|dict|imap|pop3|lmtp|lda|managesieve|sieve|indexer(?:-worker)?|doveadm|quota-"
    "status|submission|imap-urlauth|imap-hibernate|cache|gssapi|ntlm|plain|login|cram-md[0-9]|"
    "digest-md[0-9])"
)
_PEER = either(
    "[Cc]onnect(?:ed|ion)? (?:from|to) ",
    "RCPT from ",
    "warning: hostname ",
    "Name service error for name=",
    "(?:host|against) ",
    r"STARTTLS: \[",
    "(?:HELO|EHLO) ",
    "(?:helo|ehlo)=<",
    "H=",
)
_MAILBOX_PHRASES = (
    r"\(set_id=",
    "A=[a-z_0-9]{1,40}:",
    "U=",
    r"(?:badlogin|login): [^\n]{1,253}\] (?:plaintext|PLAIN|LOGIN|CRAM-MD[0-9]|DIGEST-MD[0-9]|login) ",
    "(?:orig_)?to=<",
    "from=<",
    r"\(SMTP AUTH\) ",
    "recipient <",
    "mailbox ",
    "ctladdr=<?",
    "vpopmail user not found ",
)
_MAILBOX = either(*_MAILBOX_PHRASES)
_SESSION = "[0-9A-Za-z+/]{8,32}"

RULES: tuple[Rule, ...] = (
    Rule(
        id="dovecot-user",
        entity="USERNAME",
        pattern=rf"{_PASSDB}\((?P<value>{USER})[,)]",
        trigger=rf"{_PASSDB}\(",
        after="",
        validate=named_user,
        blind=True,
        kinds=HEADERS,
        seeds=True,
        score=0.95,
        reference="Dovecot logging: auth_request_get_log_prefix, mail_log_prefix `%s(%u)<%{pid}><%{session}>: `",
        examples=(
            "auth-worker(304): pam(«dave»,192.0.2.1): unknown user",
            "auth: passwd-file(«erin»,192.0.2.1,<n4JLdHNVngZGpV2j>): unknown user",
            "imap(«dave.miller»)<1234><abcdefgh>: Logged out in=1 out=2",
        ),
        near_misses=(
            "auth-worker(304): x",
            "lmtp(1234): Connect from local",
            "sql(a@b.example.com,192.0.2.1): x",
            "imap(): x",
        ),
    ),
    Rule(
        id="dovecot-session",
        entity="OTHER_ID",
        pattern=(
            rf"(?:session=<|{_PASSDB}\([^()<>]{{1,200}},<|{_PASSDB}\([^()<>]{{1,200}}\)<[0-9]{{1,10}}><)"
            rf"(?P<value>{_SESSION})=*>"
        ),
        trigger=("session=<", ",<", "><"),
        after="",
        kinds=HEADERS,
        reference="Dovecot base64 session id, `%{session}`",
        examples=(
            "user=<x>, rip=192.0.2.1, session=<«Dp8j1Ho3suQYdo+k»>",
            "auth: sql(x,192.0.2.1,<«n4JLdHNVngZGpV2j»>): unknown user",
            "imap(x)<1234><«abcdEFGH1234»>: Logged out",
            "sql(x,192.0.2.1,<«Yx7+W8+Io»>): Password mismatch",
        ),
        near_misses=("session=<>", "from=<a>,<b>, to=<c>"),
    ),
    Rule(
        id="logged-password",
        entity="SECRET",
        pattern=(
            r"(?:(?:SHA1|MD5|SHA256|hash)? ?of given password: |given password: |\(pass(?:word)?: ['\"]?|with "
            r"password:? ['\"]"
            r"|tried (?:with )?password:? ['\"]?)(?P<value>[^ \t'\")]{1,128})"
        ),
        trigger=("password:? ", r"\(pass: "),
        ignore_case=True,
        before="",
        after="",
        score=0.95,
        reference="Dovecot auth_verbose_passwords; vpopmail vchkpw",
        examples=(
            "unknown user (SHA1 of given password: «f638ff»)",
            "vchkpw-pop3: password fail (pass: '«hunter2»') x@example.com:192.0.2.1",
            'login attempt with password "«abc123»"',
        ),
        near_misses=("unknown user (password mismatch?)", "enter password: "),
    ),
    Rule(
        id="host-before-address",
        entity="HOSTNAME",
        pattern=rf"(?P<value>{HOST})\.?\[{ADDRESS}\]",
        trigger=(r"\[[0-9]{1,3}\.[0-9]", r"\[(?:IPv6:)?[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:]"),
        before=TOKEN + "-",
        after="",
        validate=host,
        blind=True,
        seeds=True,
        score=0.95,
        reference="Postfix smtpd `NAME[ADDRESS]`",
        examples=(
            "connect from «mx1.example.net»[192.0.2.1]",
            "to=<x>, relay=«mail»[2001:db8::25]:25, delay=1",
            "NOQUEUE: reject: RCPT from «dyn-7.example.net»[192.0.2.1]: 554 5.7.1",
        ),
        near_misses=("connect from unknown[192.0.2.1]", "sshd[12345]: x", "from [192.0.2.1]", "x[0] = y[1]"),
    ),
    Rule(
        id="host-space-address",
        entity="HOSTNAME",
        pattern=rf"(?P<value>{HOST})\.? (?:\([^()]{{0,253}}\) )?\[{ADDRESS}\]",
        trigger=(r" \[[0-9]{1,3}\.[0-9]", r" \[(?:IPv6:)?[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:]"),
        before=TOKEN + "-",
        after="",
        validate=shaped_host,
        blind=True,
        score=0.9,
        reference="Sendmail `NAME [ADDRESS]`, Exim `H=NAME (HELO) [ADDRESS]`, Cyrus imapd",
        examples=(
            "s1: «dsl.example.net» [192.0.2.1] (may be forged): possible SMTP attack: command=AUTH, count=6",
            "user=test, relay=«host.example.com» [192.0.2.7]",
            "H=«mail7.example.com» (pc) [192.0.2.1] P=esmtp",
        ),
        near_misses=("lost connection from [192.0.2.1]", "Permission denied [192.0.2.1]", "nrpe v2.3 [192.0.2.1]"),
    ),
    Rule(
        id="mail-helo-host",
        entity="HOSTNAME",
        pattern=rf"\((?:HELO |EHLO |helo=)?(?P<value>{HOST})\) \[{ADDRESS}\]",
        trigger=r"\) \[",
        after="",
        validate=host,
        blind=True,
        kinds=HEADERS,
        score=0.9,
        reference="Exim specification, log files: `H=NAME (HELO) [ADDRESS]`",
        examples=("H=(«WIN-PC7») [192.0.2.1] F=<x>", "login authenticator failed for («ylmf-pc») [192.0.2.1]: 535"),
        near_misses=("H=([192.0.2.1]) [192.0.2.1]", "done (3) [192.0.2.1]"),
    ),
    Rule(
        id="mail-auth-user",
        entity="USERNAME",
        pattern=rf"{_MAILBOX}{DOMAIN}(?P<value>{USER})(?:[ >,;):(\]]|$)",
        trigger=opening(*_MAILBOX_PHRASES),
        after="",
        validate=user,
        blind=True,
        kinds=HEADERS,
        seeds=True,
        reference="Exim specification, log files; Cyrus imapd; Postfix local; Sendmail ctladdr=",
        examples=(
            "[192.0.2.1]: 535 Incorrect authentication data (set_id=«dave»)",
            "H=x [192.0.2.1] P=esmtpa A=login:«erin» S=123",
            "badlogin: x.example.com [192.0.2.1] plaintext «dave» SASL(-13): authentication failure",
            "9A3: uid=0 from=<«carol»>",
        ),
        near_misses=("from=<>, size=1", "from=<a@b.example.com>, size=1", "from=<root>"),
    ),
    Rule(
        id="mail-peer-host",
        entity="HOSTNAME",
        pattern=rf"{_PEER}(?P<value>{HOST})(?:[ ,;:\])>]|$)",
        trigger=_PEER,
        after="",
        validate=shaped_host,
        blind=True,
        kinds=HEADERS,
        reference="Postfix smtp, smtpd; Exim; Roundcube rcube_imap",
        examples=(
            "Host or domain name not found. Name service error for name=«mx9.example.com» type=MX",
            "Login failed for x against «imap1.example.com» from 192.0.2.1",
            "warning: hostname «dyn-7.example.net» does not resolve to address 192.0.2.1",
        ),
        near_misses=("connect from unknown", "connected to 192.0.2.1", "host is down"),
    ),
)
