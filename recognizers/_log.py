"""What the log grammars share: spellings of stamps, hosts and accounts, and the validators of their slots.

A slot proves that a value is a host or an account; the validators only refuse what a slot holds when it is empty: an
address (the address rules' own), a placeholder, an ordinary word of a message, an account that comes with a product.
"""

from __future__ import annotations

import re

from recognizers.rule import WORD, Verdict

HEADERS = frozenset({"log", "text", "cli", "json", "prose"})
"""Where a log line may stand: also pasted into a ticket, or as a string inside an event."""
TOKEN = WORD + "."
"""For `Rule.before`: a host pattern starts at the start of a token, not at each of its labels."""
START = WORD + ".@/-"

_W = "0-9A-Za-z_\\x80-\\xff"
HOST = f"[{_W}](?:[{_W}.-]{{0,252}}[{_W}])?"
USER = f"[{_W}](?:[{_W}.@+\\-]{{0,126}}[{_W}$])?"
"""An account without blanks; a domain before a backslash is no part of it."""
DOMAIN = f"(?:[{_W}][{_W}.-]{{0,62}}\\\\{{1,4}})?"
ADDRESS = (
    "(?:(?:[0-9]{1,3}\\.){3}[0-9]{1,3}|(?:IPv6:)?[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?:(?:[0-9]{1,3}\\.){3}[0-9]{1,3})?)"
)
MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
CLOCK = "[0-9]{2}:[0-9]{2}:[0-9]{2}"
ISO = f"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T{CLOCK}"

_ADDRESS = re.compile(rb"(?:\d{1,3}\.){3}\d{1,3}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*")
_NUMBER = re.compile(rb"[vV]?[0-9][0-9.,_-]*|0[xX][0-9A-Fa-f]+|-+")
_EMAIL = re.compile(rb"[^@]+@[^@]+\.[A-Za-z]{2,24}")
_SHAPED = re.compile(rb".*(?:[A-Za-z].*[0-9]|[0-9].*[A-Za-z]|[A-Za-z]-.*[A-Za-z0-9]|[A-Za-z0-9]\.[A-Za-z])")
_HEX = re.compile(rb"[0-9A-Fa-f]{12,64}")
_STAMPED = re.compile(rb"[0-9]{4}-[0-9]{2}-[0-9]{2}.*|[IWEF][0-9]{4}|[0-9]{1,2}[A-Z][a-z]{2}[0-9]{2,4}")


def _words(text: str) -> frozenset[bytes]:
    return frozenset(text.encode().split())


LEVELS = _words(
    "trace debug info information notice warn warning err error eror crit critical alert emerg emergency fatal panic"
    " severe fine verbose default dbg inf wrn ftl stdout stderr audit note log"
)
NOT_HOSTS = LEVELS | _words(
    "localhost localhost.localdomain localhost6 unknown none null nil undefined n/a na host hostname servername"
    " kernel systemd sshd sudo su cron crond syslogd rsyslogd message messages last repeated inside outside dmz"
    " tcp udp icmp http https ftp ssh ssl tls ip ipv4 ipv6 default any all self via unix local"
    " unknown_location no_host nohost not"
)
"""Words that stand in a host's place when there is no host, or that name none."""
ACCOUNTS = _words(
    "root admin administrator nobody anonymous guest ubuntu debian centos ec2-user daemon bin sys sync mail news uucp"
    " proxy www-data backup list irc gnats systemd-network systemd-resolve systemd-timesync messagebus syslog sshd"
    " _apt apache nginx httpd mysql mariadb postgres redis mongodb rabbitmq rabbit elasticsearch kafka zookeeper hdfs"
    " yarn spark nova neutron glance cinder keystone heat swift ceph libvirt-qemu libvirt dnsmasq chrony ntp avahi lxd"
    " polkitd dbus rpc rpcuser nfsnobody postfix dovecot dovenull cyrus exim named bind unbound haproxy tomcat jenkins"
    " git gdm lightdm sa system local_system localsystem operator ftp games lp man puppet zabbix nagios prometheus"
    " grafana docker containerd kubelet kube-proxy kube-scheduler kube-controller-manager default vagrant pi toor"
)
"""Accounts that come with a system or a product: they single out nobody, and an engineer needs them."""
NOT_USERS = _words(
    "a an and any are as at authenticated authentication authorization auth be been but by cannot can could did does"
    " doesn't do due error exists exist failed failure for from had has have he id in info input into invalid is it its"
    " limit list login logged logon logout logoff lookup may mode must name named no none not null nil undefined unknown"
    " of off on or out page password permission permissions port process record reset role request requests service"
    " session sessions slice space that the their this to too type unavailable unable unix usage user userid username users"
    " was were when which while who will with without would yes your account accounts agent agents manager database data"
    " client server host ip ssh pam ldap sql uid gid pid tty access code connection database domain group key context"
    " found given granted denied disabled enabled expired locked successful successfully success attempt attempts invalid"
    " credentials details directory disconnected email field file files home ident identity interface lacks level"
    " management mapping namespace namespaces object objects other own owned preferences profile provided rate settings"
    " shell specified state status store string table token tokens true false using value via we you deleted created"
    " creation removed added changed updated wants attempted tried runtime root's command commands count data"
    " authenticating illegal local remote new old has_been logins all some each every both another if then"
)
_PLACEHOLDER = re.compile(rb"[-_.<>(){}\[\]*x?%$]+|%[a-z]|\{\w*\}|\$\w+")


def is_address(value: bytes) -> bool:
    """An IP address, which the address rules find."""
    return _ADDRESS.fullmatch(value) is not None


def host(line: bytes, start: int, end: int) -> Verdict:
    """Refuse what is no host name even where a host name is due."""
    value = line[start:end]
    if is_address(value) or _NUMBER.fullmatch(value) or value.lower() in NOT_HOSTS or _STAMPED.fullmatch(value):
        return Verdict.REFUSE
    return Verdict.ABSTAIN


def shaped_host(line: bytes, start: int, end: int) -> Verdict:
    """Refuse what does not look like a host either: for slots that also hold ordinary words."""
    value = line[start:end]
    if host(line, start, end) is Verdict.REFUSE or len(value) < 3:
        return Verdict.REFUSE
    return Verdict.ABSTAIN if _SHAPED.match(value) or _HEX.fullmatch(value) else Verdict.REFUSE


def user(line: bytes, start: int, end: int) -> Verdict:
    """Refuse words of the message, well-known accounts, addresses and e-mail addresses (which have their own rules)."""
    value = line[start:end]
    lower = value.lower()
    if lower in ACCOUNTS or lower in NOT_USERS or is_address(value) or _PLACEHOLDER.fullmatch(value):
        return Verdict.REFUSE
    return Verdict.REFUSE if _EMAIL.fullmatch(value) else Verdict.ABSTAIN


def quoted_user(line: bytes, start: int, end: int) -> Verdict:
    """The same for a quoted account, where no word of the message can stand."""
    value = line[start:end].strip()
    if not value or value.lower() in ACCOUNTS | {b"none", b"null", b"unknown", b"undefined", b"true", b"false"}:
        return Verdict.REFUSE
    if is_address(value) or _PLACEHOLDER.fullmatch(value) or _EMAIL.fullmatch(value):
        return Verdict.REFUSE
    return Verdict.ABSTAIN
