"""Accounts and hosts in `key=value` and quoted fields of log messages, whoever writes them.

rhost=X  ruser=X  user=<X>  acct="X"  client=X[address]  devname="X"  username":"X"
"""

from __future__ import annotations

from recognizers._log import DOMAIN, HEADERS, HOST, USER, either, host, named_user
from recognizers.rule import Rule

_USER_PART = "[0-9A-Za-z_\\x80-\\xff][0-9A-Za-z_.\\x80-\\xff-]{0,63}"
_USER_KEYS = either(
    "(?:user|User|USER)(?:[_-]?(?:name|id|Name))?",
    "r(?:emote_?)?user",
    "logname",
    "usr(?:[Nn]ame)?",
    "uname",
    "sasl_username",
    "acct",
    "AccountID",
    "auth_?user",
    "auid",
    "login(?:_?name)?",
    "s(?:rc_?)?user",
    "d(?:st_?)?user",
    "xauthuser",
    "account",
    "principal",
    "operator",
    "initiator",
    "auth(?:c|z)?id",
    "uid",
)
_HOST_KEYS = either(
    "(?:r?host|[a-z]{2,12}host)(?:_?name)?",
    "client",
    "relay",
    "helo",
    "ehlo",
    "proxy",
    "mx",
    "server",
    "node",
    "workstation",
    "machine",
    "computer",
    "s(?:rc_?)?host",
    "d(?:st_?|vc)?host",
    "(?:src|dst|dev)name",
    "remote_?host",
    "nas-?id(?:entifier)?",
    "data ?source",
)
RULES: tuple[Rule, ...] = (
    Rule(
        id="log-user-field",
        entity="USERNAME",
        pattern=rf"{_USER_KEYS}(?: = |=)[<\"'\[(]{{0,2}}{DOMAIN}(?P<value>{USER})",
        trigger=rf"{_USER_KEYS} ?=",
        validate=named_user,
        blind=True,
        seeds=True,
        score=0.9,
        reference="`key=value` messages of PAM, audit, Dovecot, Postfix, FortiOS, CEF",
        examples=(
            "authentication failure; uid=0 ruser= rhost=192.0.2.1  user=«guest2»",
            'op=login acct="«dave»" exe="/usr/sbin/sshd" hostname=? addr=192.0.2.1',
            "user=<«username.bob»>, method=PLAIN, rip=192.0.2.1",
            "AUTHFAIL: user=«typist» ip=192.0.2.1",
            "LoginFailed user=CORP\\\\«erin» reason=x",
        ),
        near_misses=(
            "uid=0 euid=0 ruser= rhost=192.0.2.1",
            "user=<>, rip=192.0.2.1",
            "user=root",
            "user=a@b.example.com",
            'user = System.getProperty("user.name");',
        ),
    ),
    Rule(
        id="log-host-field",
        entity="HOSTNAME",
        pattern=rf"{_HOST_KEYS}(?: = |=)[<\"'\[(]{{0,2}}(?P<value>{HOST})",
        trigger=rf"{_HOST_KEYS} ?=",
        ignore_case=True,
        validate=host,
        blind=True,
        seeds=True,
        score=0.9,
        reference="`key=value` messages of PAM (rhost=), audit (hostname=), Postfix (client=, helo=), FortiOS, CEF",
        examples=(
            "euid=0 tty=ssh ruser= rhost=«dsl-70.example.net»  user=root",
            "to=<x>, relay=«mx1.example.com»[192.0.2.1]:25, delay=1",
            'devname="«FW-HQ»" devid="x"',
            "from=<a> to=<b> proto=ESMTP helo=<«WIN-PC7»>",
        ),
        near_misses=(
            "rhost=192.0.2.1",
            "relay=none, delay=1",
            "hostname=? addr=?",
            "client=unknown[192.0.2.1]",
            "host=N/A",
            "server=defconf",
            "server=server)",
            "host=sys.argv[1]",
        ),
    ),
    Rule(
        id="user-at-host",
        entity="USERNAME",
        pattern=(
            r"(?:ssh|scp|sftp|rsync|mosh|connect(?:ing|ion|ed) (?:to|as)|login as|logged in as|[Ff]or|[Uu]ser|"
            r"\[SSH\]|CMD:)"
            rf" ['\"]?(?P<value>{_USER_PART})@{HOST}(?:[ :'\",<]|$)"
        ),
        trigger="[0-9A-Za-z_]@[0-9A-Za-z]",
        after="",
        validate=named_user,
        blind=True,
        kinds=HEADERS,
        seeds=True,
        reference="OpenSSH ssh(1): destination user@host",
        examples=("ssh «dave»@nas uptime", "connecting to «erin»@bastion7:22"),
        near_misses=("ssh root@nas", "mail to dave@example.com"),
    ),
)
