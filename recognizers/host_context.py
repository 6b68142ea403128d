"""Short host names in free positions: behind a preposition or a noun that machines follow, in clusters' lists, in blocks.

    … initiated on sap-n1     VM erp-neu: …     Uplink x695-kern     Online: [ sap-n1 sap-n2 ]     client wlc-sued {

The word must be built like a name (a hyphen, a dot or a digit inside) of which a part is no ordinary word.
"""

from __future__ import annotations

from recognizers import lazy_re as re
from recognizers._log import HOST, is_code, shaped_host
from recognizers._near import file_extension_at
from recognizers.common_words import is_ordinary
from recognizers.digits import zeroed
from recognizers.rule import Rule, Verdict

_NAME = r"[A-Za-z][0-9A-Za-z]{0,20}(?:[-_][0-9A-Za-z]{1,20}){1,5}|[A-Za-z]{2,20}[0-9]{1,4}"
_PARTS = re.compile(rb"[A-Za-z]{2,}")
_NUMBERED = re.compile(rb"[A-Za-z]-[A-Za-z]{1,3}[0-9]{1,3}\Z")
_ADJECTIVES = frozenset((b"os-type", b"in-use", b"up-time", b"not-ok", b"off-line", b"on-line", b"re-use", b"pre-boot"))
_MORE = re.compile(rb"[=(/\\{*<$%]|:[^ \t\r]|\.[A-Za-z]")
_THING = re.compile(
    rb"(?i)(?:(?:en|eth|gi|te|fa|po|hu|ge|xe|et|ae|vlan|wlan|bond|lag|port|slot|unit|fpc|pic|cpu|core|disk|dev|nvme|sd|hd|dm|md|tty"
    rb"|vty|con|tun|vti|lo|br|veth|docker|pod|job|task|thread|worker|pool|queue|stage|step|phase|version|rev|level|layer"
    rb"|class|group|list|rule|policy|acl|zone|area|table|type|mode|profile|template|area|rfc|utf|iso|sha|md|aes|ipv|ip|tcp|udp"
    rb"|http|tls|ssl|v|x|b|q|p|c|k|s|n|ike|esp|bgp|ospf|isis|cat|cve|kb|id|seq|part|page|line|col|row|day|week|month|year"
    rb"|route-map|prefix-list|access-list|service|daemon|module|driver|lib|python|perl|php|java|node|npm|gcc|glibc|linux|kernel"
    rb"|debian|ubuntu|rhel|centos|fedora|el|win|windows|macos|ios|nxos|junos|eos|tunnel|loopback|serial|null|dialer|vrf|vpn|wan)"
    rb"[-_]?[0-9].*|.*-(?:map|list|policy|profile|group|pool|template|rule|filter|class|acl|vrf|vlan|zone|interface|type|mode)|.*_.*_.*)"
)


def _odd(line: bytes, start: int, end: int) -> Verdict:
    """Refuses what is no name of its own: ordinary words joined, interfaces, files, keys, calls, parts of paths."""
    value = line[start:end]
    shape = zeroed(value)
    if _THING.fullmatch(shape) or _MORE.match(line, end) or file_extension_at(line, end) or is_code(line, start, end):
        return Verdict.REFUSE
    if value.isupper() and b"_" in value or shaped_host(line, start, end) is Verdict.REFUSE:
        return Verdict.REFUSE
    odd = any(not is_ordinary(part.lower()) for part in _PARTS.findall(value) if len(part) > 2)
    odd = odd or _NUMBERED.search(value) is not None
    return Verdict.ABSTAIN if odd and not is_ordinary(shape.lower()) else Verdict.REFUSE


def _machine(line: bytes, start: int, end: int) -> Verdict:
    """As `_odd` behind a word that only machines follow: ordinary words joined will do, unless English explains itself."""
    value = line[start:end]
    shape = zeroed(value)
    if _THING.fullmatch(shape) or _MORE.match(line, end) or file_extension_at(line, end):
        return Verdict.REFUSE
    if shaped_host(line, start, end) is Verdict.REFUSE or value.lower() in _ADJECTIVES:
        return Verdict.REFUSE
    joined = b"-" in value or b"_" in value
    english = joined and any(len(part) > 5 and is_ordinary(part.lower()) for part in _PARTS.findall(value))
    return Verdict.REFUSE if english or (not joined and is_ordinary(shape.lower())) else Verdict.ABSTAIN


def _member(line: bytes, start: int, end: int) -> Verdict:
    """Refuses states and numbers among the members of a cluster."""
    value = line[start:end]
    return Verdict.REFUSE if value.isdigit() or is_ordinary(zeroed(value.lower())) else Verdict.ABSTAIN


def _members() -> tuple[Rule, ...]:
    """One rule for each place of a cluster's list of members."""
    words = ("sap-n1", "sap-n2", "erp7", "pg-gelb")
    rules = []
    for place in range(len(words)):
        marked = " ".join(f"«{word}»" if at == place else word for at, word in enumerate(words))
        short = " ".join(f"«{word}»" if at == place else word for at, word in enumerate(words[: place + 1]))
        rules.append(
            Rule(
                id=f"cluster-member-{place + 1}",
                entity="HOSTNAME",
                pattern=rf"(?:On|Off)line: \[ (?:[^\s\[\]]{{1,64}} ){{{place}}}(?P<value>{HOST}) ",
                trigger=r"line: \[ ",
                after="",
                validate=_member,
                blind=True,
                seeds=True,
                score=0.9,
                reference="Pacemaker crm_mon: lists of nodes",
                examples=(f"  * Online: [ {marked} ]", f"Offline: [ {short} ]"),
                near_misses=("Online: [ ]", "offline: [ 1 2 ]"),
            )
        )
    return tuple(rules)


RULES: tuple[Rule, ...] = (
    Rule(
        id="host-behind-preposition",
        entity="HOSTNAME",
        pattern=(
            r"(?:^|[ \t(\[,;:>])(?:[Oo]n|[Ff]rom|[Vv]ia|[Aa]t|[Aa]gainst|[Tt]o|[Tt]owards|[Ss]tarted|[Mm]aster|[Ss]lave|[Uu]plink(?: to)?"
            r"|[Dd]ownlink(?: to)?|[Tt]runk to|[Ll]ink to|[Pp]eer|[Nn]eighbou?r|VM|[Vv]irtual machine|[Gg]uest|[Ii]nstance|[Mm]achine"
            r"|[Cc]omputer|[Ww]orkstation|[Cc]urrent DC:|[Hh]ypervisor|[Bb]ackend server|[Pp]rinter|[Dd]evice|[Rr]outer|[Ss]witch|[Ff]irewall)"
            rf"[ \t]['\"\[]?(?P<value>{_NAME})(?:[ \t,;)\]'\"!?]|[.:](?:[ \t\r]|$)|$)"
        ),
        trigger=(
            r"(?:[OoIi]n|[Ff]rom|[Vv]ia|[Aa]t|[Aa]gainst|[Tt]o|[Tt]owards|tarted|aster|lave|plink|nlink|eer|eighbou?r|VM|achine|uest"
            r"|nstance|omputer|orkstation|DC:|ypervisor|erver|rinter|evice|outer|witch|irewall)[ \t]['\"\[]?[A-Za-z]"
        ),
        before="",
        after="",
        validate=_odd,
        blind=True,
        score=0.6,
        reference="how messages, comments and descriptions speak of machines",
        examples=(
            "Last change by hacluster via crmd on «sap-n1»",
            "Failed to process VM «erp-kiel»: Insufficient quota",
            " description Uplink «vdx-gmund»",
            "rsync from «nas-dora» failed.",
        ),
        near_misses=(
            "listening on port-channel 1",
            "from time-to-time",
            "on eth0 and vlan10",
            "to python3 on el9",
            "at line-rate on TenGigE0/0",
            "started on worker-2",
            "from setup_tools.py",
        ),
    ),
    Rule(
        id="host-behind-machine",
        entity="HOSTNAME",
        pattern=(
            r"(?:^|[ \t(\[,;:])(?:VM|[Vv]irtual [Mm]achine|[Gg]uest|[Ww]orkstation|[Hh]ypervisor|ESXi? host|[Dd]omain [Cc]ontroller"
            rf"|[Hh]ost|[Rr]eplica|[Ss]tandby|[Cc]lient PC)[ \t]['\"\[]?(?P<value>{_NAME})(?:[ \t,;)\]'\"!?]|[.:](?:[ \t\r]|$)|$)"
        ),
        trigger=(r"(?:VM|achine|uest|orkstation|ypervisor|host|Host|ontroller|eplica|tandby|PC)[ \t]['\"\[]?[A-Za-z]"),
        before="",
        after="",
        validate=_machine,
        blind=True,
        score=0.7,
        reference="how virtualisation and backup programs name machines",
        examples=(
            "Failed to process VM «erp-neu»: Insufficient quota",
            "guest «mail-alt» stopped, workstation «buero3»",
        ),
        near_misses=("VM memory-pressure warning", "guest os-type", "host header mismatch", "host eth0"),
    ),
    Rule(
        id="named-block-host",
        entity="HOSTNAME",
        pattern=rf"^[ \t]{{0,16}}(?:client|host|peer|server|machine|device|node|neighbor|upstream)[ \t]+\"?(?P<value>{_NAME})\"?[ \t]*\{{",
        trigger=r"(?:client|host|peer|server|machine|device|node|neighbor|upstream)[ \t]+\"?[A-Za-z]",
        before="",
        after="",
        validate=_odd,
        blind=True,
        seeds=True,
        score=0.8,
        reference="FreeRADIUS clients.conf, dhcpd.conf host blocks, and the like",
        examples=("client «wlc-sued» {", '  host "«kantine2»" {'),
        near_misses=("server default {", "client localhost {", "upstream app_servers_pool {"),
    ),
    *_members(),
)
