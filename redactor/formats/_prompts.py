"""Prompts of network devices and shells: whose machine it is, who typed, and what.

    r1#show ver   RP/0/RP0/CPU0:r1(config)#   alice@r1> show   [alice@r1 ~]$ ls   <R1>display   [~R1-Gi1/0/1]quit
    [local]r1#show   r1 [standalone: master] > show   r1::> system   r1 > show
    (Cisco Controller) >show   FGT-1 (vdom) # get   [admin@MikroTik] /ip address> print   *A:r1>config# info
A prompt counts where a command word follows it, or where its host has a command elsewhere in the text, stands at least
twice and does not read like a word, or where it stands alone at the end of the text.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from recognizers import lazy_re as re

_HOST = rb"(?P<host>[A-Za-z0-9_](?:[\w.-]{0,62}[A-Za-z0-9_])?)"
_USER = rb"(?P<user>[A-Za-z0-9_](?:[\w.+\\-]{0,62}[\w])?)"
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        # r1#   r1(config-if)#   RP/0/RP0/CPU0:r1#   *A:r1>config#   asa/pri/act#
        rb"(?:RP/\d+/\w+/CPU\d+:|\*?[A-D]:|HRP_[MS]|\[[\w.-]{1,32}\])?"
        + _HOST
        + rb"(?: \[[\w.-]{1,30}: ?[\w *.-]{1,30}\] ?)?(?:::[\w *-]{0,30})?(?:\([\w./:@ -]{0,60}\)){0,3}(?:/[\w-]{1,20}){0,3}(?:>[\w./-]{1,60}){0,6}"
        rb"[#>](?=[ \t\ra-zA-Z?]|\Z)",
        # alice@r1>   alice@r1:~$   admin@fw(active)>   root@(big1)(cfg-sync In Sync)(tmos)#
        _USER
        + rb"@\(?"
        + _HOST
        + rb"\)?(?:\([^()\n]{0,40}\)){0,6}(?::(?:[~/][^\s#$>]{0,100})?)?[ ]?[#$>%](?=[ \t\ra-z?]|\Z)",
        # [alice@r1 ~]$   [admin@MikroTik] /ip address>   [root@big1:Active:Standalone] config #
        rb"\["
        + _USER
        + rb"@"
        + _HOST
        + rb"(?::[\w:. -]{0,40})?(?: [^\]\s]{1,80})?\] ?(?:[~/\w][\w/ .-]{0,60}?)?[ ]?[#$>]",
        # <R1>   [R1]   [~R1-GigabitEthernet1/0/1]
        rb"(?:HRP_[MS])?<"
        + _HOST
        + rb">(?!.*</)|\[[~*]?"
        + _HOST.replace(b"<host>", b"<view>")
        + rb"[\w/.:-]*\](?=[a-z ]|\Z)",
        # (Cisco Controller) >   (wlc1) [mynode] #   FGT-1 (vdom) #   FGT-1 $
        rb"\((?:(?P<host>[\w.-]{1,60})|Cisco Controller)\) (?:\[[\w/ -]{1,40}\] )?\^?\*?[#>]|"
        + _HOST.replace(b"<host>", b"<other>")
        + rb"(?: \([\w./-]{1,40}\)){0,3} (?:[#$](?= |\Z)|>(?= [a-z]))",
    )
)
_MARKS = re.compile(rb"[#>$%\]]")
_NAMED = re.compile(rb"[a-z][a-z0-9]*-[a-z0-9-]*[0-9][a-z0-9]*")
"""A host that no word reads like: its prompt counts at the very start, whatever the command."""
_WORD = re.compile(rb"[a-z][a-z-]{2,}(?: |$)")
_FAR = 200
"""A prompt ends within so many bytes."""
_VIEW = re.compile(rb"-(?:[A-Z][A-Za-z-]*\d[\d/.:]*|(?:aaa|bgp|ospf|isis|acl|ui|luser|radius|isp|vlan|pki|ike)\S*)\Z")
_WORDY = re.compile(rb"(?:[A-Za-z][a-z]+|[\d.]+|.)\Z")
COMMANDS = frozenset(
    b"show sh sho do display disp dis get diagnose diag execute exec config conf configure ping ping6 traceroute "
    b"tracert enable en ena exit quit end terminal term debug undebug clear copy dir more less ls ll cat cd pwd ip "
    b"ifconfig netstat ss uname uptime df free top ps dmesg journalctl systemctl service ethtool lspci lsblk grep "
    b"tail head sudo su ssh telnet scp curl wget docker kubectl helm oc nmcli ipconfig route arp nslookup dig host "
    b"write wr reload reboot restart set unset delete no run request monitor admin system interface int vrf router "
    b"hostname username sysname commit rollback save return screen-length list print export info tmsh tcpdump edit "
    b"next up file test environment fsck undo user-view who whoami id env echo date history vtysh birdc esxcli vim- "
    b"cmd cli bash shell start logout login disable logging snmp-server ntp vlan find chmod rm cp mv mkdir tar rpm "
    b"yum dnf apt python3 python hostnamectl timedatectl resolvectl ipmitool dmidecode racadm sensors smartctl "
    b"lldpcli net nv".split()
)
"""First words of commands, short forms included."""


class Prompt(NamedTuple):
    """A line with a prompt, as ranges of the text; `host` and `user` are empty where the prompt names none."""

    start: int
    end: int
    host: tuple[int, int]
    user: tuple[int, int]
    command: tuple[int, int]


def prompts(text: bytes) -> list[Prompt]:
    """The credible prompts of a text, in order."""
    found = list(_candidates(text))
    known = {_name(text, item) for item in found if _is_command(text, item)} - {b""}
    often = Counter(_name(text, item) for item in found)
    last = len(text.rstrip())
    kept: list[Prompt] = []
    for item in found:
        host = _name(text, item)
        again = host in known or (bool(host) and often[host] > 1 and not _WORDY.match(text[slice(*item.host)]))
        alone = item.command[0] >= item.command[1] and item.end >= last and len(host) > 1
        opens = item.start == 0 and _NAMED.fullmatch(host) is not None and bool(_WORD.match(text, item.command[0]))
        if again or alone or opens or _is_command(text, item):
            kept.append(_shortened(text, item, known))
    return kept


def _candidates(text: bytes) -> list[Prompt]:
    found: list[Prompt] = []
    start, size = 0, len(text)
    while start < size:
        end = text.find(b"\n", start)
        end = size if end < 0 else end
        far = min(end, start + _FAR)
        if end > start and text[start] not in b" \t!#|\r" and _MARKS.search(text, start, far):
            item = _prompt(text, start, end, far)
            if item is not None:
                found.append(item)
        start = end + 1
    return found


def _prompt(text: bytes, start: int, end: int, far: int) -> Prompt | None:
    for shape in _SHAPES:
        match = shape.match(text, start, far)
        if match is None:
            continue
        spans = match.groupdict()
        which = next((key for key in ("host", "view", "other") if spans.get(key) is not None), "")
        host = match.span(which) if which else (start, start)
        user = match.span("user") if spans.get("user") else (start, start)
        if not re.fullmatch(rb"[\d.]+", text[slice(*host)]):
            rest = text[match.end() : end]
            first = match.end() + len(rest) - len(rest.lstrip())
            return Prompt(start, end, host, user, (first, match.end() + len(rest.rstrip())))
    return None


def _name(text: bytes, item: Prompt) -> bytes:
    return text[slice(*item.host)].lower()


def _is_command(text: bytes, item: Prompt) -> bool:
    words = text[item.command[0] : min(item.command[1], item.command[0] + 40)].split(None, 1)
    return bool(words) and words[0].lower().rstrip(b"|;?") in COMMANDS


def _shortened(text: bytes, item: Prompt, known: set[bytes]) -> Prompt:
    """`[R1-GigabitEthernet1/0/1]` is the host R1 in a view of its own."""
    first, last = item.host
    if text[first - 1 : first] not in (b"[", b"~", b"*") or not first:
        return item
    name = text[first:last]
    for other in known:
        if len(other) < len(name) and name.lower().startswith(other + b"-"):
            return item._replace(host=(first, first + len(other)))
    view = _VIEW.search(name)
    return item._replace(host=(first, first + view.start())) if view else item
