"""What a labelled value must look like to be what its label says, and which part of the field it is.

The label is the evidence; this only keeps placeholders, states and numbers from being taken for names.
"""

from __future__ import annotations

from recognizers import lazy_re as re
from recognizers._near import is_api_group

PLACEHOLDERS = frozenset(
    b"""- -- --- ---- * ** *** n/a na none null nil nan unknown undefined unset empty not no yes true false on off any
    all default enabled disabled enable disable up down active inactive ok okay failed success auto dynamic static
    local remote self this other never always unspecified unassigned unavailable absent present missing normal
    standby master slave primary secondary backup unsupported supported optional required allowed denied permit deny
    accept reject hidden redacted removed masked encrypted xxx xxxx configured unconfigured installed valid invalid
    pending running stopped ready idle busy open closed full half internal external public private in out read write
    ro rw any4 any6 both either mixed changeme value string text name user password secret key host hostname type
    version id address description status state port interface vlan total set get is localhost localhost.localdomain
    system admin-down with the and for from to of by at as if then else was has are be but <null> (null) (none)
    <none> [none] <unknown> undef notset not-set inherit inherited manual server client dhcp ipv4 ipv6 ip mac tcp
    udp icmp http https ssh snmp telnet ftp tftp ntp dns console vty aux tty usb flash sha sha1 sha256 md5 des aes
    aes128 aes256 3des cipher plaintext clear ascii hex base64 low medium high critical minor major info warning
    error debug notice emergency alert line protocol software hardware image mode level group list table index
    number count size length max min timeout interval retry retries encryption encrypted-password authentication-key
    unencrypted esp ah sub-type port-id chassis-id mac-address not-available permitted completed started finished
    expired created deleted updated changed new old first last next previous left right top bottom front rear side
    inside outside input output builtin built-in voice data mon tue wed thu fri sat sun <error> ena dis mgmt vacant
    inserted integrated str bytes int bool float object self exists doesnotexist notin read-only read-write""".split()
)
"""Values that are states, placeholders or keywords whatever the label says (lower case)."""

WELL_KNOWN_USERS = frozenset(
    b"""root nobody daemon bin sys sync system www-data sshd syslog messagebus systemd-network systemd-resolve
    systemd-timesync localsystem anonymous anyone everyone operator manager enable console unknown nt
    authority\\system uid gid local_admin tty reboot shutdown runlevel""".split()
)
"""Accounts that every system has: they single out nobody."""

_MARKS = {"HOSTNAME": b"[.@*>", "USERNAME": b">"}
"""What may stand before a name: a bracket around it, the mark of the current one."""
_QUOTES = b"\"'`"
_NUMBER = re.compile(rb"[-+]?[0-9][0-9.,:/%x]*")
_SHAPES: dict[str, re.Pattern[bytes]] = {
    "HOSTNAME": re.compile(rb"[0-9A-Za-z_\x80-\xff][0-9A-Za-z_.\x80-\xff-]*"),
    "USERNAME": re.compile(rb"[0-9A-Za-z_.\x80-\xff$][0-9A-Za-z_.\x80-\xff@\\+$-]*"),
    "SERIAL_NUMBER": re.compile(rb"[0-9A-Za-z][0-9A-Za-z./_-]*[0-9A-Za-z]"),
    "PRODUCT_ID": re.compile(rb"[0-9A-Za-z][0-9A-Za-z./+_-]*[0-9A-Za-z+]"),
    "OS_VERSION": re.compile(
        rb"[Vv][0-9]+[A-Za-z][0-9]+[0-9A-Za-z]*(?:[.-][0-9A-Za-z]+)*|[0-9]{4}P[0-9]{1,3}"
        rb"|(?:[A-Za-z]{2,12}[.-])?[A-Za-z]{0,6}[0-9A-Za-z_-]*?[vVrR]?[0-9]+(?:[.][0-9A-Za-z]+"
        rb"|\([0-9A-Za-z.]+\)[0-9A-Za-z.]*|[-_][0-9A-Za-z.]+)+"
    ),
    "OS_FEATURE_SET": re.compile(rb"[0-9A-Za-z][0-9A-Za-z._-]{4,}[0-9A-Za-z]"),
    "PHONE_NUMBER": re.compile(rb"[+(]?[0-9][0-9 ()./-]{3,}[0-9]"),
    "EMAIL_ADDRESS": re.compile(rb"[^\s@<>\"',;]+@[^\s@<>\"',;]+"),
    "DATE_OF_BIRTH": re.compile(rb"[0-9]{1,4}[-./ ][0-9A-Za-z]{1,9}[-./ ][0-9]{1,4}"),
    "IBAN": re.compile(rb"[A-Z]{2}[0-9]{2}[0-9A-Z ]{10,32}"),
    "CREDIT_CARD": re.compile(rb"[0-9][0-9 -]{10,22}[0-9]"),
    "NATIONAL_ID": re.compile(rb"[0-9A-Z][0-9A-Z ./-]{4,20}[0-9A-Z]"),
    "OTHER_ID": re.compile(rb"\S+"),
    "SECRET": re.compile(rb".+"),
    "PERSON": re.compile(rb".+"),
    "LOCATION": re.compile(rb".+"),
    "ORGANIZATION": re.compile(rb".+"),
    "URL": re.compile(rb"\S+"),
    "MAC_ADDRESS": re.compile(
        rb"(?:[0-9A-Fa-f]{2}([:-]))(?:[0-9A-Fa-f]{2}\1){4}[0-9A-Fa-f]{2}(?![:-])"
        rb"|(?:[0-9A-Fa-f]{4}[.-]){2}[0-9A-Fa-f]{4}(?![.-])"
        rb"|[0-9A-Fa-f]{6}-[0-9A-Fa-f]{6}(?![0-9A-Fa-f-])|[0-9A-Fa-f]{12}(?![0-9A-Fa-f-])"
    ),
}
_MACHINE = re.compile(rb"(?i)(?:x86|x64|i[3-6]86|amd64|aarch64|arm64|armv[0-9]|ppc64|mips|s390x|riscv)")
"""Processors: what software was built for."""
_FEATURES = re.compile(
    rb"(?i)(?:vpn|firewall|layer|level|type|mode|class|phase|tier|stage|version|usb|ipv|raid|rev|cat|sha|aes)-?[0-9]{1,3}"
)
"""Words with a number that name no product."""
_PRODUCT_WORDS = re.compile(rb"[0-9A-Za-z][0-9A-Za-z+./_-]*(?: [0-9A-Za-z][0-9A-Za-z+./_-]*){1,3}")
"""A product's name of several words, of which one has digits: `Ridge R640`."""
_VERSION_WORD = re.compile(
    rb"(?<![^ (:,])[A-Za-z]{0,3}[0-9]{1,5}(?:[.][0-9A-Za-z]+)+(?:\([0-9A-Za-z.]+\)[0-9A-Za-z.]*"
    rb"|[-_][0-9A-Za-z.]+)*(?![^ ),;])"
)
_GENERIC = re.compile(
    rb"(?i)(?:power[-_ ]?|fan[-_ ]?)?(?:node|unit|slot|member|module|fpc|cpu|rps?|rsp|pem|psu?|ps|fan"
    rb"|port|card|chassis|stack|switch|tray"
    rb"|disk|drive|bay|supply|sensor|cpu|lc|fc|sup|fabric|engine|group|vlan|vrf|sfp|xcvr|temp|line"
    rb"|channel|dhcp)[-_ #]?[0-9]{1,3}"
)
"""Parts of a device that are only numbered."""
_QUANTITY = re.compile(
    rb"(?i)[0-9.]+[ ]?(?:[kmgtp]i?b?(?:/s|ps|it)?|m?hz|ghz|v|w|a|ms?|km|nm|%|dbm?|rpm|pages|bytes)"
    rb"|[0-9]+x[0-9][0-9/gmb]*"
)
_CODE = re.compile(rb"[0-9A-Z]*[A-Z][0-9A-Z]*[0-9][A-Z]*[0-9][0-9A-Z]{2,20}|[A-Z]{2,8}[0-9]{2}[0-9A-Z]{0,8}")
"""A version that is a code of its maker: `EX25FAR06A06M4`."""
_DIGEST = re.compile(rb"(?:\S*@)?sha256:[0-9a-f]{64}")
"""A container image by its content, as registries name it (OCI image specification): everybody's is the same."""
_WELL_KNOWN_SID = re.compile(rb"S-1-(?!5-21-|12-1-)[0-9-]+")
"""A security identifier that every Windows has (MS-DTYP 2.4.2.4)."""
_OID = re.compile(rb"[0-9]+(?:\.[0-9]+){4,}")
_LETTERS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_ "
_LETTER, _DIGIT, _UPPER = re.compile(rb"[A-Za-z\x80-\xff]"), re.compile(rb"[0-9]"), re.compile(rb"[A-Z]")
_ADDRESS = re.compile(
    rb"(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?:[/:][0-9]+)?|[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,}(?:/\d+)?"
    rb"|(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}|(?:[0-9A-Fa-f]{4}[.-]){2}[0-9A-Fa-f]{4}"
)
_EXPRESSION = re.compile(
    rb"OID [0-9.]{5,}.*|"
    rb"(?:new |await |not |return )?(?:self|this|cls|sys|os|args|kwargs|opts|props|params|ctx|System)[.\[]\w[^ ]*.*"
    rb"|(?:new |await |not |return )?[A-Za-z_][\w.:]*[._:A-Z]\w*\(.*[)\]{;:,]"
    rb"|(?:new |await )?[A-Za-z_]\w*\((?:|[\w.]*[\"'._(][^)]*)\)?[);,:{ ]*.*"
    rb"|[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*\.[A-Z][A-Z0-9]*_[A-Z0-9_]+|[A-Z][A-Z0-9]*_[A-Z0-9_]+\)+[;,]*"
    rb"|[0-9]{0,2}\*(?:\(|[A-Z]|[0-9(]).*|[\"']?\$[{(].*|[A-Za-z_][\w.]*(?:\[[^\]]*\])?(?: \| \w+)* = (?:None|null|nil|field\(.*|[0-9.]+)"
    rb"|(?:[Ss]tr(?:ing)?|bytes|int|bool|float|any|object|Secret(?:Str)?|Optional\[.*\])(?: ?\| ?\w+)*(?: = .*|[,)]+.*)?"
)
"""Source text: a call, an attribute of a program's own object, a constant, a type."""
_OWN = re.compile(
    rb"(?:settings|config|cfg|conf|options|request|req|process|context|vars?|local|data|module|each|app|env|environ|secrets)"
    rb"(?:\.[A-Za-z_]\w*)+(?:\[.*)?|[A-Z][A-Za-z]+(?:\.[A-Z][A-Za-z]+){2,}"
)
"""A setting of the program's own, where a secret is due."""
_INTERFACE = re.compile(
    rb"(?i)(?:(?:gi|te|fa|eth|et|hu|fo|po|vlan|vl|lo|tu|mgmt|ge|xe|ae|irb|port|trk|bond|wlan|ens|enp|eno|swp|lag|trunk|"
    rb"gigabitethernet|tengigabitethernet|fastethernet|ethernet|serial|loopback|tunnel|port-channel"
    rb"|bundle-ether|management|"
    rb"xgigabitethernet|twe|twentyfivegige|hundredgige|fortygige|gige|dialer|virtual-template|nve|bdi"
    rb"|vlanif|null|cellular)"
    rb"[-_ ]?[0-9][0-9/.:]*|[0-9]+(?:/[0-9]+)+(?:\.[0-9]+)?"
    rb"|(?:en|wl|ww)(?:[opsx]|p[0-9]+s)[0-9][0-9a-z]*|(?:virbr|docker|veth|tun|tap|wg|vmnic|vmk|vmbr|br|tap|fwpr|ppp|ib)-?[0-9][0-9a-f.]*)"
)
_PROSE = re.compile(rb"[A-Za-z][a-z']*,?(?: [A-Za-z][a-z']*,?){4,}\.?|\S+(?: [a-z']+){5,}\.")
"""A sentence that explains."""
_WWN = re.compile(rb"[0-9a-f] [0-9a-f]{6} [0-9a-f]{9}")
_EXPRESS = re.compile(rb"[0-9]{3}(?: [0-9]{3}){2,3}(?: [0-9]{1,3})?")
_LOWER_HEX = re.compile(rb"[0-9a-f]{8}")
"""A counter or a handle in hexadecimal: serial numbers are written in capitals."""
_DAEMONS = frozenset(
    b"""haproxy nginx apache apache2 httpd www-data mysql postgres redis mongodb rabbitmq elasticsearch kafka zookeeper tomcat
    jenkins git puppet zabbix nagios prometheus grafana docker containerd dnsmasq chrony ntp named bind unbound postfix
    dovecot squid openvpn freerad radiusd snmp systemd libvirt-qemu qemu ceph nova neutron ubuntu debian centos vagrant pi
    admin administrator guest agent agents user users client clients""".split()
)
"""Accounts that come with a product, behind a label that proves little."""


def locate(entity: str, value: bytes, *, weak: bool = False) -> tuple[int, int] | None:
    """The half-open range of `value` that is the entity, or None where it cannot be one.

    `weak`: the label alone proves little, so the value must also have the entity's look.
    """
    stripped = value.strip()
    if not stripped:
        return None
    low = value.index(stripped)
    text, low = _bare(entity, stripped, low)
    if not text or text.lower() in PLACEHOLDERS or _EXPRESSION.fullmatch(text):
        return None
    shape = _SHAPES.get(entity)
    if shape is None:
        return None
    match = shape.match(text)
    if match is not None and _possible(entity, match.group(), text, match.end(), weak):
        return low, low + match.end()
    inner = None if weak else _inside(entity, text)
    return None if inner is None else (low + inner[0], low + inner[1])


def _bare(entity: str, text: bytes, low: int) -> tuple[bytes, int]:
    """A field without its quotes and the marks before a host's or an account's name, and where it begins."""
    while len(text) > 1 and text[0] in _QUOTES and text[-1] == text[0]:
        text, low = text[1:-1], low + 1
    marks = _MARKS.get(entity, b"")
    if text[:1] in marks and len(text) > 2 and marks:
        bare = text.lstrip(marks)
        text, low = bare, low + len(text) - len(bare)
    if entity == "OTHER_ID" and text[:1] == b"{" and text[-1:] == b"}":
        text, low = text[1:-1], low + 1
    if entity == "USERNAME" and text[:5].lower() == b"host/":
        text, low = text[5:], low + 5
    return text, low


def _inside(entity: str, text: bytes) -> tuple[int, int] | None:
    """The part of a field that is the entity though the field does not begin with it, or is several words."""
    if entity == "OS_VERSION":
        match = _VERSION_WORD.search(text[:120]) or _CODE.fullmatch(text)
        return match.span() if match is not None and not _ADDRESS.fullmatch(match.group()) else None
    if entity == "OS_FEATURE_SET" and b"/" in text and b" " not in text:
        low = text.rindex(b"/") + 1
        return (low, len(text)) if b":" not in text[low:] and _image(text[low:], b"", False) else None
    spaced = {"OTHER_ID": _WWN, "SERIAL_NUMBER": _EXPRESS}.get(entity)
    if spaced is not None and spaced.fullmatch(text):
        return 0, len(text)
    return _several_words(text) if entity == "PRODUCT_ID" else None


def _several_words(text: bytes) -> tuple[int, int] | None:
    """A product's name of several words at the start of a field, up to a comma or a bracket."""
    match = _PRODUCT_WORDS.match(text)
    if match is None or text[match.end() : match.end() + 2].lstrip()[:1] not in (b"", b",", b"("):
        return None
    name = match.group()
    if _GENERIC.fullmatch(name) or _QUANTITY.fullmatch(name) or not (_UPPER.match(name) or name[:1].isdigit()):
        return None
    for word in name.split():
        if _DIGIT.search(word) and (_LETTER.search(word) or len(word) > 2) and not _QUANTITY.fullmatch(word):
            return match.span()
    return None


def _possible(entity: str, found: bytes, text: bytes, end: int, weak: bool) -> bool:
    """Whether `found`, the start of the field `text` up to `end`, can be the entity."""
    if found.lower().strip(b".:,;()[]") in PLACEHOLDERS:
        return False
    check = _CHECKS.get(entity)
    return check is None or check(found, text[end:], weak)


def _host(found: bytes, rest: bytes, weak: bool) -> bool:
    if is_api_group(found):
        return False
    if rest[:1] not in b" \t,;:()[]{}<>\"'|/" or _ADDRESS.fullmatch(found) or _NUMBER.fullmatch(found):
        return False
    if _INTERFACE.fullmatch(found) or not _LETTER.search(found) or found.endswith((b".bin", b".cfg", b".txt", b".log")):
        return False
    if not weak:
        return not (rest.startswith(b" ") and rest.strip()[:1].isalpha() and rest[1:2] != b" ") or _looks_host(found)
    if found.startswith(b"_"):
        return False
    return len(found) > 2 and rest.strip()[:1] in b",;()[]\"'" and _looks_host(found) and not _GENERIC.fullmatch(found)


def _looks_host(found: bytes) -> bool:
    return bool(_DIGIT.search(found) or b"." in found.strip(b".") or b"-" in found.strip(b"-") or b"_" in found)


def _user(found: bytes, rest: bytes, weak: bool) -> bool:
    if found.isdigit():
        return not weak and len(found) > 7  # a subscriber's number
    if found.lower() in WELL_KNOWN_USERS or _ADDRESS.fullmatch(found):
        return False
    if (weak and found.lower() in _DAEMONS) or rest[:1] == b"(" and rest[1:2] in b"\"')":
        return False
    if rest.startswith((b" ", b"\t")) and rest[1:2] not in (b" ", b"\t", b"(", b"[", b"<", b"@", b"") and weak:
        return False
    return len(found) > 1


def _serial(found: bytes, rest: bytes, weak: bool) -> bool:
    if _ADDRESS.fullmatch(found) or _OID.fullmatch(found) or _LOWER_HEX.fullmatch(found) and not found.isdigit():
        return False
    if _INTERFACE.fullmatch(found) and (b"/" in found or len(found.lstrip(_LETTERS)) < 6):
        return False
    if not _DIGIT.search(found) and not found.isupper():
        return found.islower() and len(found) > 5 and found.isalnum() and not rest.strip() and not weak
    return len(found) >= (6 if weak else 4) and not (found.isdigit() and len(found) < 6)


def _product(found: bytes, rest: bytes, weak: bool) -> bool:
    if _GENERIC.fullmatch(found) or _QUANTITY.fullmatch(found) or _FEATURES.fullmatch(found) or _MACHINE.match(found):
        return False
    if _ADDRESS.fullmatch(found) or _INTERFACE.fullmatch(found) or _NUMBER.fullmatch(found):
        return bool(found.count(b"-") and _DIGIT.search(found) and len(found) > 8 and not _ADDRESS.fullmatch(found))
    if not (_DIGIT.search(found) and _LETTER.search(found)):
        numbered = found.count(b"-") and len(found) > 7 and bool(_DIGIT.search(found))
        return not weak and b"-" in found and (numbered or bool(_UPPER.search(found)) and not rest.strip())
    return len(found) > 3 if weak else len(found) > 2


def _version(found: bytes, rest: bytes, weak: bool) -> bool:
    return not (weak and found.count(b".") < 2 and b"(" not in found)


def _image(found: bytes, rest: bytes, weak: bool) -> bool:
    return bool(_DIGIT.search(found)) and (b"-" in found or b"." in found or b"_" in found)


def _phone(found: bytes, rest: bytes, weak: bool) -> bool:
    return 5 <= sum(48 <= byte <= 57 for byte in found) <= 17 and not _ADDRESS.fullmatch(found)


def _secret(found: bytes, rest: bytes, weak: bool) -> bool:
    if (
        _PROSE.fullmatch(found)
        or _OWN.fullmatch(found)
        or set(found) <= set(b"*x.<>X- ")
        or _ADDRESS.fullmatch(found)
        or found.startswith((b"${", b"%(", b"{{", b"$("))
    ):
        return False
    if weak:
        mixed = bool(_DIGIT.search(found)) and bool(_LETTER.search(found))
        return len(found) >= 8 and b" " not in found and mixed
    return len(found) > 2 or not found.isdigit()


def _person(found: bytes, rest: bytes, weak: bool) -> bool:
    words = found.split()
    if len(words) == 1 and b"@" in found:
        return False  # an address: the mail rules read it part by part
    if weak:
        capitals = all(word[:1].isupper() for word in found.decode("utf-8", "replace").split())
        return 1 < len(words) < 5 and capitals and not _DIGIT.search(found)
    return len(found) > 1 and bool(_LETTER.search(found))


def _place(found: bytes, rest: bytes, weak: bool) -> bool:
    if weak:
        return len(found.split()) > 2 and bool(_UPPER.search(found)) and not _ADDRESS.match(found)
    if b"://" in found or found.startswith((b"/", b"./")):
        return False
    return len(found) > 1 and bool(_LETTER.search(found)) and not _ADDRESS.fullmatch(found)


def _mac(found: bytes, rest: bytes, weak: bool) -> bool:
    return len(set(found.lower()) - set(b":.-")) > 1


def _id(found: bytes, rest: bytes, weak: bool) -> bool:
    digits = len(_DIGIT.findall(found))
    capitals = found.isupper() and found.isalnum() and len(found) > 9 and digits > 1
    if (
        len(found) < 6
        or (digits < 3 and not capitals)
        or b"=" in found.rstrip(b"=")
        or _ADDRESS.fullmatch(found)
        or _DIGEST.fullmatch(found)
        or _WELL_KNOWN_SID.fullmatch(found)
    ):
        return False
    if weak and (len(found) < 20 or not _LETTER.search(found)):
        return False
    short_hex = found.startswith(b"0x") and len(found) < 15
    return not short_hex and bool(_LETTER.search(found) or digits > 5)


_CHECKS = {
    "HOSTNAME": _host,
    "USERNAME": _user,
    "SERIAL_NUMBER": _serial,
    "PRODUCT_ID": _product,
    "OS_VERSION": _version,
    "OS_FEATURE_SET": _image,
    "PHONE_NUMBER": _phone,
    "SECRET": _secret,
    "PERSON": _person,
    "LOCATION": _place,
    "ORGANIZATION": _place,
    "OTHER_ID": _id,
    "MAC_ADDRESS": _mac,
}
