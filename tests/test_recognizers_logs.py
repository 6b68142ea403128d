"""The log grammars together: a line of a daemon tells its host, its accounts and its peers, and nothing else."""

from __future__ import annotations

import pytest

from recognizers import (
    application_log,
    auth_log,
    container_log,
    field_log,
    firewall_log,
    mail_log,
    network_log,
    resource_log,
    syslog_header,
    voip_log,
    web_log,
    windows_log,
)
from recognizers._log import host, numbered_host, quoted_user, shaped_host, user
from recognizers.rule import Rule, Validator, Verdict, expected
from recognizers.scan import scan

MODULES = (
    application_log, auth_log, container_log, field_log, firewall_log, mail_log, network_log, resource_log,
    syslog_header, voip_log, web_log, windows_log,
)  # fmt: skip
RULES: tuple[Rule, ...] = tuple(rule for module in MODULES for rule in module.RULES)

LINES = (
    "Mar  4 10:11:12 «pbx» asterisk[1]: Registration from '\"«201»\" <sip:«201»@192.0.2.9>' failed",
    "Mar  4 10:11:12 «ftp1» proftpd[1]: x ([192.0.2.1]) - USER «carol» (Login failed): Incorrect password",
    "Mar  4 10:11:12 «nas» vsftpd: pam_unix(vsftpd:auth): authentication failure; uid=0 ruser=«carol» rhost=192.0.2.1",
    'Mar  4 10:11:12 «dir1» slapd[1]: conn=1001 op=0 BIND dn="uid=«carol»,ou=people,dc=example,dc=com" method=128',
    "Mar  4 10:11:12 «mx» imapd[1]: Login failed user=«carol» host=«pc9.example.net» [192.0.2.1]",
    "Mar  4 10:11:12 «mx» saslauthd[1]: do_auth: auth failure: [user=«carol»] [service=smtp] [mech=pam]",
    "Mar  4 10:11:12 «mx» sogod [123]: SOGoRootPage Login from '192.0.2.1' for user '«carol»' might not have worked",
    "Mar  4 10:11:12 «db» mysqld[1]: Access denied for user '«carol»'@'«pc9»' (using password: YES)",
    "Mar  4 10:11:12 «pve» pvedaemon[1]: authentication failure; rhost=::ffff:192.0.2.1 user=«carol@pam» msg=x",
    "Mar  4 10:11:12 «fw» openvpn[1]: TLS: Username/Password authentication succeeded for username '«carol»'",
    "Mar  4 10:11:12 «mt» system,error,critical login failure for user «carol» from 192.0.2.1 via ssh",
    "Mar  4 10:11:12 «syno» synologyd: SYSTEM: User [«carol»] from [192.0.2.1] failed to log in via [DSM]",
    'time="2024-01-02T10:11:12Z" level=error msg="Unsuccessful TOTP authentication attempt by user \'«carol»\'"',
    "WARN [org.keycloak.events] type=LOGIN_ERROR, clientId=shop, ipAddress=192.0.2.1, username=«carol»",
    "[ERROR] Username or password is incorrect. Try again. IP: 192.0.2.1. Username: «carol».",
    "Mar  4 10:11:12 «edge» login[12]: FAILED LOGIN (1) on '/dev/tty1' FOR '«carol»', Authentication failure",
    "Mar  4 10:11:12 «edge» systemd[1]: Started Session 5 of User «carol».",
    "Mar  4 10:11:12 «edge» CROND[12]: («carol») CMD (/bin/x)",
    "Mar  4 10:11:12 «fw1» %ASA-5-111008: User '«carol»' executed the 'show run' command.",
    "Mar  4 10:11:12  «mx240» mgd[1]: UI_CMDLINE_READ_LINE: User '«carol»', command 'show interfaces'",
    "Mar  4 10:11:12 «sw1» 123: Mar  4 10:11:12.345: %SEC_LOGIN-4-LOGIN_FAILED: Login failed [user: «carol»] at x",
    'Mar  4 10:11:12 «k1» kubelet[1]: I0102 10:11:12.345678 12 x.go:70] "Attempting" node="«worker-3»"',
    "2024-01-02 10:11:12 authenticator failed for («ylmf-pc») [192.0.2.1]: 535 Incorrect data (set_id=«carol»)",
    "Mar  4 10:11:12 «box» monit[1]: HttpRequest: access denied -- client 192.0.2.1: unknown user '«carol»'",
    "Account Name:\t«carol»\tAccount Domain:\t«CORP»\tWorkstation Name:\t«PC9»",
)
QUIET = (
    "Mar  4 10:11:12 sshd[1]: Connection closed by 192.0.2.1 port 22",
    "Mar  4 10:11:12 localhost kernel: [12.3] usb 1-1: new high-speed USB device",
    "2024-01-02T10:11:12.345Z  INFO 1 --- [main] c.e.App : Started App in 2.1 seconds",
    "09-01 10:11:12.345  1234  5678 I ActivityManager: Start proc 123:com.vendor/u0a1",
    "I0102 10:11:12.345678       1 main.go:210] syncing user resources",
    "2024-01-02 10:11:12,345 [http-nio-8080-exec-1] ERROR c.e.Service - user not found in database",
    "[Sun Dec 04 04:58:58 2005] [error] mod_jk child workerEnv in error state 6",
    "2016-09-28 04:30:31, Info                  CBS    Starting the TrustedInstaller main loop.",
    "authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.1  user=root",
    "Invalid user from 192.0.2.1",
    "Node is not ready, server is down, connected to server, user has expired",
    '192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] "GET /a HTTP/1.0" 200 1',
    "C:\\Windows\\System32\\svchost.exe HKLM\\Software\\Vendor NT AUTHORITY\\SYSTEM",
)


@pytest.mark.parametrize("line", LINES)
def test_a_line_tells_its_hosts_and_accounts(line: str) -> None:
    """All log rules together find each marked value of a line, and no byte outside of the marked values."""
    text, spans = expected(line)
    found = {(start, end) for start, end, *_ in scan(RULES, text, "log")}

    assert set(spans) == found


@pytest.mark.parametrize("line", QUIET)
def test_a_line_without_names_is_left_alone(line: str) -> None:
    """No log rule finds anything in a line that names no host and no account."""
    assert [] == scan(RULES, line.encode(), "log")


@pytest.mark.parametrize(
    "prefix", ["", "<134>", "web-1  | ", '{"message":"', "2024-01-02T03:04:05.000000001Z stdout F "]
)
def test_a_header_is_found_behind_what_collectors_put_before_it(prefix: str) -> None:
    """The host slot is found wherever in a line the header starts."""
    text, spans = expected(prefix + "Mar  4 10:11:12 «combo» sshd[7]: Server listening")
    found = {(start, end) for start, end, *_ in scan(syslog_header.RULES, text, "log")}

    assert set(spans) <= found


@pytest.mark.parametrize("value", ["combo", "e5a81dbf7fd1", "mail", "a", "nas.example.com", "MÜNCHEN-1"])
def test_the_slot_decides_whatever_the_host_looks_like(value: str) -> None:
    """A header's host is found whatever its shape, and learned."""
    text = f"Mar  4 10:11:12 {value} sshd[7]: x".encode()
    found = scan(syslog_header.RULES, text, "log")

    assert value.encode() in {text[start:end] for start, end, *_ in found}
    assert any(rule.seeds for rule in RULES if rule.id in {match[4] for match in found})


@pytest.mark.parametrize("value", ["192.0.2.1", "2001:db8::1", "localhost", "INFO", "unknown"])
def test_an_address_or_a_placeholder_is_no_host(value: str) -> None:
    """What stands in the host's place and is no host is refused."""
    assert [] == scan(syslog_header.RULES, f"Mar  4 10:11:12 {value} sshd[7]: x".encode(), "log")


@pytest.mark.parametrize(
    ("validate", "value", "verdict"),
    [
        (host, b"combo", Verdict.ABSTAIN),
        (host, b"192.0.2.1", Verdict.REFUSE),
        (host, b"17", Verdict.REFUSE),
        (shaped_host, b"combo", Verdict.REFUSE),
        (shaped_host, b"web-7", Verdict.ABSTAIN),
        (shaped_host, b"4d22h", Verdict.REFUSE),
        (shaped_host, b"Thread-8", Verdict.REFUSE),
        (numbered_host, b"re-started", Verdict.REFUSE),
        (numbered_host, b"node-247", Verdict.ABSTAIN),
        (user, b"test", Verdict.ABSTAIN),
        (user, b"oracle", Verdict.ABSTAIN),
        (user, b"root", Verdict.REFUSE),
        (user, b"from", Verdict.REFUSE),
        (user, b"a@example.com", Verdict.REFUSE),
        (quoted_user, b"from", Verdict.ABSTAIN),
        (quoted_user, b"root", Verdict.REFUSE),
    ],
)
def test_validators_refuse_what_fills_an_empty_slot(validate: Validator, value: bytes, verdict: Verdict) -> None:
    """Addresses, numbers, message words and stock accounts are refused; everything else is left to the slot."""
    assert verdict is validate(value, 0, len(value))


def test_header_rules_stay_out_of_configurations() -> None:
    """None of the header rules runs on a configuration, except where a message sets the host name."""
    assert {"journal-machine-host"} == {rule.id for rule in syslog_header.RULES if not rule.kinds}
