"""Host names that show themselves: FQDNs with a known last label, hosts of URLs and shares, names built from addresses.

Bare names (`core-sw1`) are found by labels, prompts and log headers, not here.  Of a dotted name the evidence for code
is weighed against it: packages, files, methods, properties, API groups and sentences without a blank look alike.
"""

from __future__ import annotations

from recognizers import lazy_re as re
from recognizers._near import (
    ABSTAIN,
    CONFIRM,
    REFUSE,
    byte,
    file_extension_at,
    is_api_group,
    is_reference,
    is_word,
    word_set,
)
from recognizers._tlds import AMBIGUOUS, PRIVATE, REGEX
from recognizers.digits import zeroed
from recognizers.rule import Rule, Verdict

_LABEL = r"[0-9A-Za-z_\x80-\xff](?:[0-9A-Za-z_\x80-\xff-]{0,62})"
_ROOTS = word_set("""
akka amazon android androidx app application args array client cls com conf config conn console ctx cursor data db
dict docker document e edu el elem element err error event ex exc exception exports f field file form g github
golang google gov grpc helm http https i input io istio item j jakarta java javax jdk json k k8s kafka kotlin kube
kubelet kubernetes list log logger logging m map math metadata microsoft model module n net node node_modules np
npm obj object options org os output p page params path pd perl php process props python q r re req request res
response row ruby s scala self server session settings spec spring state status std string sun sys system t tf this
torch user value view window x xml y z
""")
_HOSTISH = re.compile(
    rb"^(?:www|mail|smtp|imap|pop[0-9]?|mx|ns|dns|ftp|vpn|proxy|api|web|srv|host|server|gw|fw|rtr|sw|db|app|git"
    rb"|ldap|ad|dc|dhcp|ntp"
    rb"|static|dynamic|dyn|pool|client|node|relay|ip|ec[0-9]|s[0-9]|cdn|portal|webmail|autodiscover|remote|login|sso"
    rb"|auth|dev|test|stage"
    rb"|staging|prod|mqtt|sip|voip|pbx|printer|prn|nas|files?|esx|vm|vc|vcenter|pc|nb|lt|ws|ap)[0-9]*(?:[-_]|$)"
)
_ANNOUNCED = re.compile(
    rb"(?:(?:\b|_)(?:host(?:name)?s?|servers?|domains?(?:[ -]?name)?|endpoint)|\bfqdn|\bpeer|\brelay|\bhelo"
    rb"|\behlo|\bclient|\bfrom|\bvia|\bconnect to|\bconnected to|\bsni"
    rb"|\bCN|\bsubject|\bDNS|\brealm|\bsearch(?: \{)?|\bnameserver|\bresolv(?:e|ing|er)?|\blookup|\bquery"
    rb"|\bNXDOMAIN|\bping|\bssh|\bto)"
    rb"[ \t]*[:=]?[ \t]*\\?[\"'(<\[]?$",
    re.IGNORECASE,
)


def _fqdn(line: bytes, start: int, end: int) -> Verdict:
    """Weighs what stands around a dotted name; refuses what reads as code, a file, a version or a sentence."""
    name = line[start:end]
    labels = name.split(b".")
    lower = [zeroed(label.lower()) for label in labels]
    if not _possible(line, end, labels, lower):
        return REFUSE
    if is_reference(name) or is_api_group(name) or lower[0] == b"localhost":
        return REFUSE
    url = line[max(0, start - 3) : start] == b"://" or byte(line, start - 1) == 0x40
    tld = lower[-1].decode("latin-1")
    if url or lower[0] == b"www":
        return CONFIRM
    if _code(line, start, end, labels, lower):
        return REFUSE
    if tld in AMBIGUOUS and not _evidence(line, start, end, labels, lower):
        return REFUSE
    return CONFIRM if len(labels) > 2 else ABSTAIN


def _possible(line: bytes, end: int, labels: list[bytes], lower: list[bytes]) -> bool:
    """False for what cannot be a host name: it goes on, is all numbers, or names a reverse zone."""
    if byte(line, end) == 0x2E and is_word(byte(line, end + 1)) and not file_extension_at(line, end):
        return False
    if lower[-1] == b"arpa" and lower[-2] in (b"in-addr", b"ip0"):
        return False
    if b"_" in lower[-2]:
        return False  # no domain has one: a file
    return any(not label.isdigit() and len(label) > 1 for label in labels[:-1]) or len(labels) > 2


def _code(line: bytes, start: int, end: int, labels: list[bytes], lower: list[bytes]) -> bool:
    """True for packages, method calls, properties and sentences that lost their blank."""
    after, before = byte(line, end), byte(line, start - 1)
    if after == 0x28 and byte(line, end + 1) not in b"0123456789":
        return True
    if before in b"$%" and start or line[end : end + 8] == b" import ":
        return True
    if lower[0] in _ROOTS and not (
        len(labels) > 2 and lower[0] in (b"server", b"client", b"node", b"app", b"log", b"db", b"user")
    ):
        return True
    if labels[-1][:1].isupper() and labels[-1][1:].islower():
        return True
    return any(re.search(rb"[a-z][A-Z]", label) for label in labels[:-1]) and any(
        label[:1].isupper() for label in labels[1:]
    )


def _evidence(line: bytes, start: int, end: int, labels: list[bytes], lower: list[bytes]) -> bool:
    """True where an ambiguous last label is a domain after all: a host-like name, a port, a word that announces one."""
    if byte(line, end) == 0x3D or (byte(line, start - 1) in b"/\\" and start):
        return False
    head = line[max(0, start - 24) : start]
    tail = re.match(rb":[0-9]{2,5}(?![0-9:])", line[end : end + 7])
    announced = bool(_ANNOUNCED.search(head))
    private = lower[-1].decode("latin-1") in PRIVATE
    if len(labels) > 2:
        return (
            private
            or announced
            or bool(tail)
            or any(b"-" in label or label in _TENANTS for label in lower[:-1])
            or bool(_HOSTISH.match(lower[0]))
            or any(map(_numbered, lower[:-1]))
        )
    if lower[-1] in (b"local", b"internal"):
        return announced or b"-" in lower[0] or any(map(_numbered, lower[:-1])) or bool(_HOSTISH.match(lower[0]))
    return announced and lower[-1] not in _EXTENSIONS


_TENANTS = word_set("""
atlassian auth0 azurecr freshdesk github gitlab herokuapp ngrok okta onmicrosoft sharepoint zendesk
""")
_EXTENSIONS = word_set("""
am app as at be cc do in is it la md me mov my no pl pm ps py rs sh so st to us vi zip
""")


def _numbered(label: bytes) -> bool:
    """True for `web-01`, `srv7`: letters and a number, as machines are named."""
    return bool(re.fullmatch(rb"[0-9a-z-]*[a-z-][0-9]{1,5}[a-z]?", label)) and not re.fullmatch(
        rb"v[0-9]+(?:beta|alpha)?[0-9]*", label
    )


_SCHEMES = (
    r"(?:https?|ftps?|sftp|ssh|ldaps?|smb|cifs|nfs|tcp|udp|tls|ssl|amqps?|rediss?|mysql|mariadb|postgres(?:ql)?"
    r"|mongodb(?:\+srv)?|mssql"
    r"|sqlserver|oracle|kafka|mqtts?|rtsps?|rtmp|wss?|git|svn|svn\+ssh|git\+ssh|rsync|telnet|tftp|scp|hdfs"
    r"|imaps?|smtps?|pop[0-9]s?|syslog|vnc"
    r"|rdp|grpc|thrift|zk|etcd|elasticsearch|clickhouse|nats|stun|turns?|radius|tacacs|iscsi|coap|opc\.tcp"
    r"|memcached|jdbc:[a-z]{2,12})"
)


def _url_host(line: bytes, start: int, end: int) -> Verdict:
    """Refuses addresses, the local host, bare references and placeholders."""
    name = line[start:end].rstrip(b".").lower()
    if (
        re.fullmatch(rb"[0-9.]+", name)
        or name.split(b".")[0] == b"localhost"
        or is_reference(name)
        or is_api_group(name)
    ):
        return REFUSE
    if name in (
        b"host",
        b"hostname",
        b"server",
        b"domain",
        b"example",
        b"x",
        b"foo",
        b"user",
        b"username",
        b"your-domain",
    ):
        return REFUSE
    return CONFIRM


def _last_label(line: bytes, start: int, end: int) -> Verdict:
    """Refuses the first label of a longer name, which has its own rule."""
    return REFUSE if byte(line, end) == 0x2E and is_word(byte(line, end + 1)) else ABSTAIN


def _dashed(name: bytes) -> Verdict:
    """Four octets with dashes between them, the first two large enough not to be a slot or a version."""
    match = re.search(rb"([0-9]{1,3})-([0-9]{1,3})-([0-9]{1,3})-([0-9]{1,3})", name)
    if match is None:
        return REFUSE
    octets = [int(group) for group in match.groups()]
    prefix = name[: match.start()].rstrip(b"-").lower()
    if (
        max(octets) > 255
        or octets[0] < 5
        or prefix in (b"ge", b"xe", b"et", b"te", b"gi", b"fa", b"eth", b"po", b"v", b"kb")
    ):
        return REFUSE
    return ABSTAIN


def _share(line: bytes, start: int, end: int) -> Verdict:
    """Refuses escape sequences (`\\\\x00`, `\\\\u00e9`), device namespaces and addresses."""
    name = line[start:end].lower()
    if re.fullmatch(rb"[0-9.]+|x[0-9a-f]{2}|u[0-9a-f]{4}|localhost|server|[a-z]", name) or not re.search(
        rb"[a-z]", name
    ):
        return REFUSE
    return ABSTAIN if len(name) > 2 else REFUSE


RULES = (
    Rule(
        id="hostname-fqdn",
        entity="HOSTNAME",
        pattern=rf"(?:\*\.)?(?P<value>(?:{_LABEL}\.){{1,10}}{REGEX})",
        trigger=rf"[0-9A-Za-z_\x80-\xff-]\.{REGEX}\b",
        ignore_case=True,
        before=r"0-9A-Za-z_\x80-\xff.-",
        after=r"0-9A-Za-z_\x80-\xff-",
        validate=_fqdn,
        blind=True,
        reference="RFC 1123 section 2.1, RFC 8499; last labels: IANA Root Zone Database and reserved names (`_tlds`)",
        examples=(
            "connect from «mail.example.com»[192.0.2.1]:25",
            "«core-sw1.lab.local»: link down, «ip-10-0-0-1.us-west-2.compute.internal»",
            "«198-51-100-7.dynamic.isp.example.net».",
            "lookup «orders.shop.svc.cluster.local» on 192.0.2.53:53: no such host",
            "/var/log/«www.example.com».log git@«git.example.org»:x.git",
            "DNS:*.«apps.example.net», CN=«vpn.example.de», O=Example; «NB-0042.corp.example.com»",
        ),
        near_misses=(
            "org.apache.hadoop.ipc.Client java.net.Socket kafka.utils.ZkUtils com.example.Foo",
            "rbac.authorization.k8s.io/v1 machine.openshift.io/region",
            "foo.py libc.so.6 README.md setup.sh main.rs app.js x.cc archive.zip",
            "https://www.w3.org/2001/XMLSchema http://schemas.microsoft.com/x github.com/x/y",
            "failed.To retry e.g. this, see end.The next; done.in",
            "foo.info(x) self.name user.id=5 e.message",
            "localhost.localdomain 4.3.2.1.in-addr.arpa",
            "Microsoft.Extensions.Hosting System.Net System.Data",
            "version 1.2.no 10.1.is",
        ),
        worst="a.b-c.",
    ),
    Rule(
        id="hostname-url",
        entity="HOSTNAME",
        pattern=rf"{_SCHEMES}://(?:[^\s/@\"'<>]{{1,256}}@)?(?P<value>[0-9A-Za-z_\x80-\xff](?:[0-9A-Za-z_.\x80-\xff-]{{0,251}}[0-9A-Za-z_\x80-\xff])?)",
        trigger=r"[A-Za-z0-9]://[^\s/\"'<>]",
        ignore_case=True,
        before="0-9A-Za-z_",
        after=r"0-9A-Za-z_\x80-\xff@%$\{",
        validate=_url_host,
        blind=True,
        score=0.9,
        seeds=True,
        reference="RFC 3986 section 3.2.2",
        examples=(
            "GET http://«srv01»:8080/health",
            "amqp://svc:pw@«mq.internal.example.net»:5672/%2f",
            '"https://«www.example.org»/x"',
            "ldap://«dc01.corp.example»/dc=corp",
        ),
        near_misses=(
            "http://192.0.2.1/ https://localhost:8443/ https://[2001:db8::1]/",
            "http://www.w3.org/2000/svg file://srv01/x flash://disk0",
            "https://${HOST}/ http://%s/x",
        ),
        worst="http://a@",
    ),
    Rule(
        id="hostname-dashed-address",
        entity="HOSTNAME",
        pattern=r"(?P<value>(?:[A-Za-z][0-9A-Za-z]{0,30}-?){1,3}[0-9]{1,3}-[0-9]{1,3}-[0-9]{1,3}-[0-9]{1,3}(?:-[0-9A-Za-z]{1,30}){0,2})",
        trigger=r"[0-9]-[0-9]{1,3}-[0-9]{1,3}-[0-9]",
        before=r"0-9A-Za-z_\x80-\xff./-",
        after=r"0-9A-Za-z_\x80-\xff/-",
        validate=_last_label,
        blind=True,
        check=_dashed,
        score=0.8,
        reference="AWS VPC User Guide: private DNS host names (`ip-10-0-0-1`); habit of hosters and DHCP servers",
        examples=(
            "Nov  1 10:00:00 «ip-10-0-0-1» sshd[1]: x",
            "lease to «dhcp-192-168-0-66»",
            "«s198-51-100-187» kernel: up",
        ),
        near_misses=("ge-0-0-1-0", "attempt-1-0-0-1", "2024-01-02-03", "x-10-300-1-1", "v10-1-2-3"),
        worst="a-1-2-3",
    ),
    Rule(
        id="hostname-share",
        entity="HOSTNAME",
        pattern=r"\\{2,4}(?P<value>[0-9A-Za-z_\x80-\xff][0-9A-Za-z_.\x80-\xff-]{0,62})\\{1,2}[0-9A-Za-z_$\x80-\xff]",
        trigger=r"\\\\[0-9A-Za-z_\x80-\xff][0-9A-Za-z_.\x80-\xff-]{0,62}\\",
        before=r"0-9A-Za-z_\x80-\xff\\:.",
        after="",
        validate=_share,
        blind=True,
        score=0.8,
        reference="Microsoft [MS-DTYP] section 2.2.57 (UNC)",
        examples=(r"open \\«FILESRV01»\projects failed", r'"path": "\\\\«nas.example.net»\\backup$"'),
        near_misses=(r"\\?\C:\x", r"\\x00\\x01", r"C:\\Windows\\System32", r"\\d\\w+", r"\\192.0.2.1\share"),
        worst=r"\\aa",
    ),
)
