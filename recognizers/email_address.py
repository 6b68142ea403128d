"""E-mail addresses and the like (`user@host`, SIP), internal domains included, and users before an address."""

from __future__ import annotations

from recognizers import lazy_re as re
from recognizers._near import ABSTAIN, CONFIRM, REFUSE, byte, word_set
from recognizers._tlds import ALL
from recognizers.digits import zeroed
from recognizers.rule import Rule, Verdict

_LOCAL = r"[0-9A-Za-z_\x80-\xff][0-9A-Za-z_.%+'~\x80-\xff-]{0,63}"
_LABEL = r"[0-9A-Za-z_\x80-\xff](?:[0-9A-Za-z_\x80-\xff-]{0,61}[0-9A-Za-z_\x80-\xff])?"
_USERINFO = re.compile(rb"[A-Za-z0-9+.-]://[^\s/\"'<>]*$")
_UNITS = (
    b".service", b".socket", b".timer", b".target", b".mount", b".slice", b".scope", b".path", b".swap", b".device",
    b".automount", b".js", b".tgz",
)  # fmt: skip
_NOT_HOSTS = word_set("""
alpha beta head latest localhost main master md5 next sha1 sha256 sha512 stable types
""")
_VERSION = re.compile(rb"[v^~]?[0-9]+(?:\.[0-9x]+)*(?:[-+.][0-9A-Za-z.+-]*)?")
_INTERFACE = re.compile(
    rb"(?:if|eth|bond|en[opsx]?|br|vlan|vxlan|veth|sfp|ether|wlan|lo|tun|tap|team|bridge|combo|qsfp|dummy"
    rb"|macvlan|gre|ppp)"
    rb"[0-9A-Za-z-]*"
)
_OCTET = re.compile(rb"[0-9A-Fa-f]{2}")
_REALM = re.compile(
    rb"docker|file|internal|kubernetes(?:crd|ingress|gateway)?|consul(?:catalog)?|rest|http|pam|pve|pbs|ldap|from-[a-z-]+|ext-[a-z-]+|default"
)
"""What programs write behind an @ and is no machine: providers of Traefik, realms of Proxmox, contexts of Asterisk."""
_OBJECT = re.compile(rb"[0-9a-f]{4,16}")


def _address(line: bytes, start: int, end: int) -> Verdict:
    """Refuses user information of URLs, ssh remotes, systemd units, package versions and Java object ids."""
    local, _, domain = line[start:end].rpartition(b"@")
    host = domain.lower()
    if host.endswith(_UNITS) or zeroed(host) in _NOT_HOSTS or host.split(b".")[0] == b"localhost":
        return REFUSE
    if local.lower() in (b"git", b"hg", b"svn") and byte(line, end) in b":/" and end < len(line):
        return REFUSE
    if _USERINFO.search(line, max(0, start - 300), start) or byte(line, start - 1) in b"@" and start:
        return REFUSE
    labels = host.split(b".")
    if local.endswith(b"'"):
        return REFUSE  # a literal of a program
    if _INTERFACE.fullmatch(labels[0]) and _INTERFACE.match(local.lower()):
        return REFUSE
    if len(labels) == 1:
        return _dotless(line, start, local, domain)
    if _VERSION.fullmatch(host) or labels[-1].isdigit() or len(labels[-1]) < 2:
        return REFUSE
    return CONFIRM if labels[-1].decode("latin-1") in ALL else ABSTAIN


def _dotless(line: bytes, start: int, local: bytes, domain: bytes) -> Verdict:
    """`root@srv01` is one; `Foo@1a2b3c`, `pkg@v4` and `/checkout@main` are not."""
    if _VERSION.fullmatch(domain.lower()) or domain.isdigit() or len(domain) < 2:
        return REFUSE
    if _REALM.fullmatch(domain.lower()) or (_INTERFACE.fullmatch(domain.lower()) and _OCTET.fullmatch(local)):
        return REFUSE
    if _OBJECT.fullmatch(domain) and (
        b"." in local or local[:1].isupper() or any(map(str.isdigit, domain.decode("latin-1")))
    ):
        return REFUSE
    return REFUSE if byte(line, start - 1) in b"/$" and start else ABSTAIN


def _forwarded(line: bytes, start: int, end: int) -> Verdict:
    """`KEY=alice@example.com` is an assignment; a domain before the last `@` is an address inside another."""
    parts = line[start:end].rpartition(b"@")[0].split(b"=")
    return (
        CONFIRM
        if zeroed(parts[0][:4]) == b"SRS0"
        or (len(parts) == 2 and b"." in parts[1].strip(b".") and b"." not in parts[0][-1:])
        and re.search(rb"[+.-]", parts[0])
        else REFUSE
    )


def _user(line: bytes, start: int, end: int) -> Verdict:
    return REFUSE if _USERINFO.search(line, max(0, start - 300), start) else ABSTAIN


RULES = (
    Rule(
        id="email-address",
        entity="EMAIL_ADDRESS",
        pattern=rf"(?P<value>{_LOCAL}@{_LABEL}(?:\.{_LABEL}){{0,8}})",
        trigger=r"[0-9A-Za-z_.%+'~\x80-\xff-]@[0-9A-Za-z_\x80-\xff]",
        validate=_address,
        blind=True,
        reference="RFC 5321 section 4.1.2, RFC 5322 section 3.4.1, RFC 6531 (letters beyond ASCII)",
        examples=(
            "to=<«alice.doe@example.com»>, relay=none",
            "mailto:«bob+tickets@example.org»?subject=x",
            "cron: «root@srv01» and «ops@host.local».",
            'From: "Doe" <«jörg@beispiel.example»>',
            "INVITE sip:«alice@pbx.example.net» SIP/2.0",
        ),
        near_misses=(
            "getty@tty1.service user@1000.service",
            "lodash@4.17.21 @scope/pkg@1.2.3 actions/checkout@v4",
            "git@git.example.com:team/repo.git",
            "com.example.Foo@1a2b3c java.lang.Object@deadbeef",
            "https://alice:secret@host.example.com/",
            "image@sha256:0123 root@localhost",
            "02:00:5E:10:00:01@wlan1: connected",
            "routerName=web@docker ann@pam 0049301234@from-internal",
            "eth0.100@eth0: mtu 1500 veth1a@if5 vlan10@bond1 vlan7@sfp-sfpplus1",
        ),
        worst="a.b-c",
    ),
    Rule(
        id="email-forwarded",
        entity="EMAIL_ADDRESS",
        pattern=rf"(?P<value>[0-9A-Za-z_][0-9A-Za-z_.+/-]{{0,63}}(?:=[0-9A-Za-z_.+/-]{{1,63}}){{1,4}}@{_LABEL}(?:\.{_LABEL}){{1,8}})",
        trigger=r"=[0-9A-Za-z_.+/-]{1,63}@[0-9A-Za-z_\x80-\xff]",
        validate=_forwarded,
        blind=True,
        reference="VERP (D. J. Bernstein, 1997) and SRS (Sender Rewriting Scheme): an address inside the local part",
        examples=(
            "to=<«bounces+alice=example.com@lists.example.org»>",
            "from=<«SRS0=Ab12=X7=example.com=bob@relay.example.net»>",
        ),
        near_misses=("MAIL_FROM=alice@example.com", "user=bob@example.com", "a=b@c"),
        worst="a=b-c",
    ),
    Rule(
        id="email-percent-encoded",
        entity="EMAIL_ADDRESS",
        pattern=rf"(?P<value>[0-9A-Za-z_][0-9A-Za-z_.+~-]{{0,63}}%40{_LABEL}(?:\.{_LABEL}){{1,8}})",
        trigger=r"%40[0-9A-Za-z_\x80-\xff]",
        before=r"0-9A-Za-z_\x80-\xff%",
        reference="RFC 3986 section 2.1 around RFC 5321 section 4.1.2",
        examples=("GET /u?mail=«alice%40example.com»&x=1", "user=«bob.doe%40corp.example.org» HTTP/1.1"),
        near_misses=("100%40", "a%40b"),
        worst="a.b-c",
    ),
    Rule(
        id="email-quoted-user",
        entity="USERNAME",
        pattern=r"\"(?P<value>[^\"\s@<>]{1,64})\"@[0-9A-Za-z]",
        trigger=r"\"@[0-9A-Za-z]",
        before="",
        after="",
        reference="RFC 5321 section 4.1.2 (quoted local part); the domain is a host name of its own",
        examples=('to=<"«bob»"@example.org>', '"«j..doe»"@example.com'),
        near_misses=('"a b"@example.org', '""@example.org', '"bob" @example.org'),
        worst='"a@',
    ),
    Rule(
        id="user-at-address",
        entity="USERNAME",
        pattern=r"(?P<value>[0-9A-Za-z_][0-9A-Za-z_.-]{0,31})@\[?(?:[0-9]{1,3}\.){3}[0-9]{1,3}",
        trigger=r"@\[?[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]",
        validate=_user,
        blind=True,
        reference="OpenSSH ssh(1): user@hostname; RFC 3261 section 19.1 (SIP)",
        examples=("ssh «alice»@192.0.2.1", "sip:«bob»@198.51.100.4:5060"),
        near_misses=("https://alice:x@192.0.2.1/", "pkg@1.2.3"),
        worst="a.b-c",
    ),
)
