"""Host names by the way they are built: a role, a place, a number (`fw-ber-01`, `vie-k8s-w3`, `dc1-leaf-n9k-7`).

A name counts where one of its parts is a role that machines are named after and the rest singles it out: three parts or
more, a number of two digits or three, or a part that is no ordinary word.  `node-1` and `worker-2` count machines; they name
none.
"""

from __future__ import annotations

from recognizers import lazy_re as re
from recognizers._near import file_extension_at
from recognizers.common_words import is_ordinary
from recognizers.rule import Rule, Verdict

ROLES = frozenset(
    """sw swi switch rtr router fw firewall gw gateway core dist distribution acc access agg leaf spine bleaf tor srv server svr
    host node ap wap wlc lb db sql pg web www app api mon monitor dns ntp mx mail smtp proxy edge pe ce cpe bras bng hub esx
    esxi vm kvm hv kube master worker etcd nas san ups pdu bastion jump nagios zabbix log syslog backup bkp file fs print prn
    dc nms probe sensor cam phone voip pbx term citrix vdi pc laptop wks ws nb desktop kiosk pos
    border bdr fabric stack mgmt oob con ts lan wan isp olt onu ont bts enb gnb mme""".split()
)
"""What machines are named after, in the spellings that stand in names."""

_LETTERS = re.compile(r"[a-z]+")
_ROLE = "(?:" + "|".join(sorted(ROLES)) + "|k[0-9]s)"
_PART = r"[0-9A-Za-z]{1,16}"
_SHORT = frozenset(
    """the and for to of in on at by is as or no not new old all any max min up down off set get put add del end top low high
    tcp udp ip ipv http https ssh snmp bgp ospf isis rip lldp cdp stp lacp vrf vpc mac arp nat qos cos mtu ttl cpu mem disk
    eth ens eno enp gi te fa hu po vl ge xe et lo irb ae reth unit slot port rate pps bps kbps mbps gbps sec min hour day week
    id key tag name user time date last next prev left from with into over than then when size len num cnt sum avg err warn
    info fail pass read send recv sync ack nack req resp rsp msg pkt hdr tx rx rw ro v vs eg ie a b c d e x y z n t s m k g""".split()
)
_NOT_HOSTS = re.compile(
    rb"(?i)(?:vm-[0-9]+(?:-(?:disk|cloudinit|state|suspend).*)?|.*_v[0-9]+|.*\.(?:py|js|ts|c|h|cc|go|rs|rb|java|jar|so|dll|exe|sh|log|txt|cfg|conf|json|ya?ml|xml|gz|tar|zip|png|html?|md|service)$"
    rb"|.*(?:port-channel|eth-trunk|access-list|route-map|prefix-list|class-map|policy-map|vlan|tunnel|loopback|profile|policy|rule"
    rb"|acl|filter|pool|group|list|template|version|level|mode|type|config|error|thread|exec|task|job|stage|test|rfc|iso|tls|ssl"
    rb"|aes|sha|utf|ipv)[-_].*)"
)


def _named(line: bytes, start: int, end: int) -> Verdict:
    """Refuses names without a role or a number, counted machines, and names of other things."""
    value = line[start:end]
    if (
        _NOT_HOSTS.fullmatch(value)
        or file_extension_at(line, end)
        or line[end : end + 1] in (b"(", b"=", b"/")
        or line[start - 1 : start] in (b"/", b"$", b"%")
    ):
        return Verdict.REFUSE
    parts = re.split("[-_]", value.decode("latin-1").lower())
    words = [_LETTERS.findall(part) for part in parts]
    if not any(ROLES.intersection(found) for found in words) or not any(char.isdigit() for char in parts[-1]):
        return Verdict.REFUSE
    odd = any(_odd(found[0]) for found in words if found)
    padded = any(part.isdigit() and 1 < len(part) < 4 for part in parts)
    numbers = sum(part.isdigit() for part in parts)
    roles = sum(bool(ROLES.intersection(found)) for found in words)
    telling = (len(parts) > 2 and numbers < 2 and (odd or roles > 1)) or padded or (len(parts) == 2 and odd)
    return Verdict.ABSTAIN if telling and len(value) > 5 and not (value.isupper() and b"_" in value) else Verdict.REFUSE


def _odd(word: str) -> bool:
    """True for a code (`hf`, `ber`) or any word that is not ordinary; a role is neither."""
    if word in ROLES:
        return False
    return word not in _SHORT if len(word) < 5 else not is_ordinary(word.encode())


RULES = (
    Rule(
        id="host-by-role",
        entity="HOSTNAME",
        pattern=rf"(?P<value>(?:{_PART}[-_]){{1,5}}[0-9]{{0,3}}{_ROLE}[0-9]{{0,4}}(?:[-_]{_PART}){{0,5}}"
        rf"|[0-9]{{0,3}}{_ROLE}[0-9]{{0,4}}(?:[-_]{_PART}){{1,5}})",
        trigger=(rf"[-_][0-9]{{0,3}}{_ROLE}", rf"{_ROLE}[0-9]{{0,4}}[-_][0-9A-Za-z]"),
        ignore_case=True,
        before="0-9A-Za-z_.@:%$\\x80-\\xff-",
        after="0-9A-Za-z_\\x80-\\xff-",
        validate=_named,
        blind=True,
        score=0.6,
        reference="how operators name machines: site, role and number joined by hyphens",
        examples=(
            "alert on «fw-ber-01» cleared",
            "description «hf-hub-rtr01»",
            "uplink: «dc1-leaf-n9k-7»",
            "scheduled on «gru-node-05».",
        ),
        near_misses=(
            "node-1 joined",
            "worker-2 of 4",
            "pool-3-thread-13 started",
            "ge-0/0/1 up",
            "utf-8 and sha-256",
            "policy-map core-1",
            "web-server.py",
            "app-log-1.txt",
            "vm-221-disk-0 removed",
            "ALPN req_fw_sb-act_v1",
        ),
    ),
)
