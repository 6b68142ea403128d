"""What the log grammars share: spellings of stamps, hosts and accounts, and the validators of their slots.

A slot proves that a value is a host or an account; the validators only refuse what a slot holds when it is empty: an
address (the address rules' own), a placeholder, an ordinary word of a message, an account that comes with a product.
"""

from __future__ import annotations

from recognizers import lazy_re as re
from recognizers.common_words import is_ordinary
from recognizers.digits import zeroed
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
    "(?:(?:[0-9]{1,3}\\.){3}[0-9]{1,3}"
    "|(?:IPv[0-9]:)?[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?:(?:[0-9]{1,3}\\.){3}[0-9]{1,3})?)"
)
MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
CLOCK = "[0-9]{2}:[0-9]{2}:[0-9]{2}"
ISO = f"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T{CLOCK}"

ENDS = "(?:[( \t\"'.,:;)\\]}|>]|$)"
"""What may follow a bare account in a sentence."""
WORDY = r"[^ \t\"'`<>\[\](){}=:;,|]{0,63}[^ \t\"'`<>\[\](){}=:;,|.?!]"
"""An account in a slot that nothing but an account fills, whatever it consists of."""


def either(*phrases: str) -> str:
    """One of these patterns."""
    return "(?:" + "|".join(phrases) + ")"


_OPTIONAL_END = re.compile(r"(?:\\.|\(\?:[^()]*\)|\[[^\]]*\]|[^\\)\]])\?$")


def opening(*phrases: str) -> tuple[str, ...]:
    """Triggers for `either(*phrases)`: how each begins, up to its first long gap, without optional ends."""
    found = []
    for phrase in phrases:
        gap = phrase.find("[^")
        if gap > 0 and not (phrase[:gap].count("(") - phrase[:gap].count(")")):
            phrase = phrase[:gap]
        while (shorter := _OPTIONAL_END.sub("", phrase)) != phrase:
            phrase = shorter
        found.append(phrase)
    return tuple(found)


_CALL = re.compile(rb"\((?:\)|[\"']|[A-Za-z_][\w.]*[(.,\[])|\[(?:-?[0-9]{1,2}\]|['\"])")
_METHOD = re.compile(rb"[A-Za-z_][0-9A-Za-z_.]*\.(?:[A-Z][a-z]\w*|[a-z]+_\w+)")
_CODE = re.compile(
    rb"(?:self|this|cls|sys|os|args|kwargs|opts|props|params|ctx|System)\..+"
    rb"|[0-9A-Za-z_.]*\.[A-Z][A-Z0-9]*_[A-Z0-9_]+"
)
"""An attribute or a constant of a program, which source text assigns to a name."""
_ADDRESS = re.compile(rb"(?:\d{1,3}\.){3}\d{1,3}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*")
_NUMBER = re.compile(rb"[vV]?[0-9][0-9.,_-]*|[0-9][xX][0-9A-Fa-f]+|-+")
_EMAIL = re.compile(rb"[^@]+@[^@]+\.[A-Za-z]{2,24}")
_SHAPED = re.compile(rb".*(?:[A-Za-z].*[0-9]|[0-9].*[A-Za-z]|[A-Za-z]-.*[A-Za-z0-9]|[A-Za-z0-9]\.[A-Za-z])")
_THREAD = re.compile(
    rb"(?i)(?:thread|pool|task|job|attempt|container|application|blk|part|block|fs|rfc|utf|port|vlan|eth|ens|gige"
    rb"|interconnect|broker|partition|stage|session|channel|id)[-_ ]?[0-9A-F][0-9A-Fn_-]*"
)
_DURATION = re.compile(rb"(?:[0-9]+[smhdwy]){1,4}|[0-9]+(?:st|nd|rd|th|ms|us|ns|[KMGTkmgt]i?[Bb]?(?:ps)?)")
_HEX = re.compile(rb"[0-9A-Fa-f]{12,64}")
_STAMPED = re.compile(rb"[0-9]{4}-[0-9]{2}-[0-9]{2}.*|[IWEF][0-9]{4}|[0-9]{1,2}[A-Z][a-z]{2}[0-9]{2,4}")


def _words(text: str) -> frozenset[bytes]:
    """The words, digits as zeros: look them up by `zeroed`."""
    return frozenset(zeroed(text.encode()).split())


LEVELS = _words(
    "trace debug info information notice warn warning err error eror crit critical alert emerg emergency fatal panic"
    " severe fine verbose default dbg inf wrn ftl stdout stderr audit note log"
)
NOT_HOSTS = LEVELS | _words(
    "localhost localhost.localdomain localhost6 unknown none null nil undefined n/a na host hostname servername"
    " kernel systemd sshd sudo su cron crond syslogd rsyslogd message messages last repeated inside outside dmz"
    " tcp udp icmp http https ftp ssh ssl tls ip ipv4 ipv6 default any all self via unix local"
    " unknown_location no_host nohost not defconf dhcp dhcp0 n str bytes object"
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
    "nonexistent non-existent permitted authenticator refused rejected unix-user user- history pam_unix thread "
    "worker main attempts remote console vty0 vty1 tty0 server "
    "a access account accounts added agent agents all an and another any are as at attempt attempted attempts"
    " auth authenticated authenticating authentication authorization be been both but by can cannot changed client"
    " code command commands connection context could count created creation credentials data database deleted"
    " denied details did directory disabled disconnected do does doesn't domain due each email enabled error every"
    " exist exists expired failed failure false field file files for found from gid given granted group had has"
    " has_been have he home host id ident identity if illegal in info input interface into invalid ip is it its"
    " key lacks ldap level limit list local locked logged login logins logoff logon logout lookup management"
    " manager mapping may mode must name named namespace namespaces new nil no none not null object objects of off"
    " old on or other out own owned page pam password permission permissions pid port preferences process profile"
    " provided rate record remote removed request requests reset role root's runtime server service session"
    " sessions settings shell slice some space specified sql ssh state status store string success successful"
    " successfully table that the their then this to token tokens too tried true tty type uid unable unavailable"
    " undefined unix unknown updated usage user userid username users using value via wants was we were when which"
    " while who will with without would yes you your str bytes int bool float object agent agents"
)
_NOT_QUOTED = ACCOUNTS | _words("none null unknown undefined true false pam_unix console default")
_PRODUCT = re.compile(rb"[A-Za-z]+/[0-9][0-9.]*")
_REALM = re.compile(rb"@(?:pam|pve|pbs)\Z")
_PLACEHOLDER = re.compile(rb"[-_.<>(){}\[\]*x?%$]+|%[a-z]|\{\w*\}|\$\w+")


def _assigned_itself(line: bytes, start: int, end: int) -> bool:
    """True for `server=server`, which only source text says."""
    value = zeroed(line[start:end])
    return zeroed(line[max(0, start - len(value) - 1) : start]) == value + b"="


def is_address(value: bytes) -> bool:
    """An IP address, which the address rules find."""
    return _ADDRESS.fullmatch(value) is not None


def is_code(line: bytes, start: int, end: int) -> bool:
    """True for a call, an attribute or a constant in source text."""
    if line[end : end + 1] == b"(" and _METHOD.fullmatch(line, start, end):
        return True
    return _CODE.fullmatch(line, start, end) is not None or _CALL.match(line, end) is not None


def host(line: bytes, start: int, end: int) -> Verdict:
    """Refuse what is no host name even where a host name is due."""
    value = line[start:end]
    if is_code(line, start, end) or line[end : end + 2] == b"/A" or _assigned_itself(line, start, end):
        return Verdict.REFUSE
    if is_address(value) or _NUMBER.fullmatch(value) or zeroed(value.lower()) in NOT_HOSTS or _STAMPED.fullmatch(value):
        return Verdict.REFUSE
    return Verdict.ABSTAIN


def shaped_host(line: bytes, start: int, end: int) -> Verdict:
    """Refuse what does not look like a host either: for slots that also hold ordinary words."""
    value = line[start:end]
    if (
        host(line, start, end) is Verdict.REFUSE
        or len(value) < 3
        or _THREAD.fullmatch(value)
        or _DURATION.fullmatch(value)
    ):
        return Verdict.REFUSE
    return Verdict.ABSTAIN if _SHAPED.match(value) or _HEX.fullmatch(value) else Verdict.REFUSE


def numbered_host(line: bytes, start: int, end: int) -> Verdict:
    """Refuse also a name without a digit or a domain: for slots after words such as `on` and `node`."""
    verdict = shaped_host(line, start, end)
    return verdict if re.search(rb"[0-9.]", line[start:end]) else Verdict.REFUSE


def user(line: bytes, start: int, end: int) -> Verdict:
    """Refuse words of the message, well-known accounts, addresses and e-mail addresses (which have their own rules)."""
    value = line[start:end]
    lower = zeroed(value.lower())
    if _PRODUCT.fullmatch(value):
        return Verdict.REFUSE
    if is_code(line, start, end) or _assigned_itself(line, start, end):
        return Verdict.REFUSE
    if lower in ACCOUNTS or lower in NOT_USERS or is_address(value) or _PLACEHOLDER.fullmatch(value):
        return Verdict.REFUSE
    return Verdict.REFUSE if _EMAIL.fullmatch(value) else Verdict.ABSTAIN


def named_user(line: bytes, start: int, end: int) -> Verdict:
    """The same, and refuse numbers: for fields such as `uid=` that hold either."""
    return Verdict.REFUSE if _NUMBER.fullmatch(line[start:end]) else user(line, start, end)


def quoted_user(line: bytes, start: int, end: int) -> Verdict:
    """The same for a quoted account, where no word of the message can stand."""
    value = line[start:end].strip()
    if line[start - 1 : start] == b"[" and _NUMBER.fullmatch(value):
        return Verdict.REFUSE  # a process id
    if not value or zeroed(value.lower()) in _NOT_QUOTED:
        return Verdict.REFUSE
    if line[start - 1 : start] == b"`" and value.isalpha() and is_ordinary(value.lower()):
        return Verdict.REFUSE  # a word of a manual
    if is_address(value) or _PLACEHOLDER.fullmatch(value) or _EMAIL.fullmatch(value) or _REALM.search(value):
        return Verdict.REFUSE
    return Verdict.ABSTAIN
