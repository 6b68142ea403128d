"""CLI transcripts: what a person sees who types commands, with or without the prompts.

They are known by prompts, by ruled and aligned tables, by `key: value` lines and by the words of equipment.
"""

from __future__ import annotations

from recognizers import lazy_re as re
from redactor.signatures._sample import Guess, Sample

_PROMPT = re.compile(
    rb"(?:\x1b\[[\d;?]*[a-zA-Z])*(?:"
    rb"<[\w.-]{1,60}> ?[a-z]{2,}"
    rb"|\[[~*]?[\w.@/ ~:-]{1,60}\] ?[#>$%]? ?/?[a-z]{2,}"
    rb"|[A-Za-z_][\w.-]*@[\w.:~/-]+(?:\([\w-]+\))?[#>$%] ?\S"
    rb"|(?:RP/\d+/\w+/\w+:)?[A-Za-z][\w.:/-]{0,60}(?:\([\w./ -]+\))?[#>] ?(?:show|sh|display|dis|get|"
    rb"diagnose|debug|ping|traceroute|dir|more|term\w*|conf\w*|en\w*|exit|quit|execute|do|tmsh|list|bash|"
    rb"ls|cat|ip|ps|df)\b"
    rb"|[\w.-]{1,40} (?:\([\w.-]+\) )?[#>$] (?:show|get|diagnose|config|execute|end|exit)\b"
    rb"|(?:root|[\w.-]{1,20})?[$#] (?:sudo|ip|ls|cat|ps|df|kubectl|docker|netstat|ss|systemctl|journalctl|"
    rb"dpkg|rpm|uname|free|top|ping|dig|curl|ifconfig|arp|lsblk|mount|hostnamectl|dmidecode|virsh|lscpu)\b"
    rb")"
)
_RULE = re.compile(rb"[\s|+:]*(?:[-=~_*#]{3,}|-{2})(?:[\s|+:]+[-=~_]+)*[\s|+:]*$|[-=*]{4,}.{1,60}[-=*]{4,}$")
_COLUMNS = re.compile(rb" *\S+(?: \S+){0,5}(?: {2,}|\t+| +\| +)\S+(?: \S+){0,5}(?: {2,}|\t+| +\| +)\S")
_TWO_COLUMNS = re.compile(rb"\s*\S+(?: \S+){0,5}(?: {3,}|\t+)\S")
_PAIR = re.compile(
    rb"\s*[A-Za-z*#\"(][\w()/#.,+'\"& *-]{0,60}?(?:[ \t]*:(?:[ \t]+\S|$)|[ \t]+=[ \t]*\S|[ \t]?\.{3,}[ :]*|"
    rb"\t+\S)"
)
_PRINTED_PAIR = re.compile(
    rb"[^:=]*(?: {2,}|\t)[^:=]*[:=]|[^:=]*[:=](?: {2,}|\t)|[^:=]*\.{3,}|[^:=]* [:=] |[^:=]*\t|[\w.-]+="
)
_PERSONAL = re.compile(
    rb"\W*(?:phone|e-?mail|address|website|name|date|fax|tel|mobile|personal info|directed by|subject|from|"
    rb"to|cc|sent|company)\b"
    rb"|(?:\S+ ){4,}[^:]*:|\W*(?:i|we|my|our|the|please|could|can|if|when|what|how|it|this|you|in|on|at)\b",
    re.I,
)
_INDENT = re.compile(rb"(?: {1,12}|\t+)\S")
_EQUIPMENT = re.compile(
    rb"\b(?:interface|vlan|vrf|mtu|mac address|ip address|line protocol|uptime|up time|port|ports|router|"
    rb"switch|neighbou?rs?|"
    rb"routes?|gateway|subnet|netmask|bytes|packets?|input|output|errors|serial (?:number|no)|firmware|"
    rb"software|hardware|version|"
    rb"status|state|enabled|disabled|admin|oper|chassis|slot|module|transceiver|sfp|bgp|ospf|isis|eigrp|"
    rb"rip|mpls|lldp|cdp|stp|"
    rb"spanning|trunk|native|tunnel|peer|session|cpu|memory|flash|filesystem|mounted|swap|pid|uid|tty|cmd|"
    rb"rx|tx|metric|ttl|"
    rb"arp|dhcp|dns|nat|acl|access list|hits|matches|active|standby|failover|cluster|node|namespace|ready|"
    rb"restarts|image|container|radius|tacacs|ntp|stratum|syslog|timestamp|description|index|flags|legend|"
    rb"codes|total|temperature|"
    rb"fan|power supply|watts|dbm|wavelength|vendor|license|configured|encapsulation|duplex|speed|proto|system|sync|"
    rb"reboot|counters?|entries|sip|call|process|service|server|device|boot|clock)\b",
    re.I,
)
_VALUE = re.compile(
    rb"(?:\d{1,3}\.){3}\d{1,3}|(?:[0-9a-fA-F]{2}[:-]){5}[0-9a-fA-F]{2}|[0-9a-fA-F]{4}\.[0-9a-fA-F]{4}\.[0-9a-fA-F]{4}"
    rb"|\b[A-Z][A-Za-z-]{1,20} ?\d+(?:/\d+)+|\b(?:eth|ens|enp|lo|gi|te|fa|et|po|ge|xe|ae|vlan|port)\d|"
    rb"\b0x[0-9a-f]+|\b\d+%"
    rb"|\b\d{1,2}:\d\d:\d\d\b|\b\d+[wdhm]\d+[dhms]\b|<[A-Z_,]+>|\b[A-Z]{2,}[-_][A-Z\d]+\b|\b\d{7,}\b"
)
_KUBECTL = re.compile(rb"(?:NAMESPACE +)?NAME +(?:READY|STATUS|TYPE|DATA|AGE|ROLES|COMPLETIONS|DESIRED)\b")
_LINUX = re.compile(
    rb"\d+: [\w.@-]+: <[A-Z,_-]+> mtu |Filesystem +\S+ |\s*(?:UID|USER) +PID |"
    rb"Active (?:Internet connections|UNIX)|Netid +State|Desired=Unknown/Install|"
    rb"\s+total +used +free|Proto Recv-Q|Kernel IP routing|\w+: flags=\d+<|\w+ +Link encap:|"
    rb"(?:[dlcbps-][rwxsStT-]{9}[.+@]? +\d+ )|\s*PID +TTY|Linux \S+ \d+\.\d+|"
    rb"traceroute to |PING \S+ \(|\d+ bytes from |; <<>> DiG|procs -+memory|top - \d|COMMAND +PID|"
    rb"Architecture: +x86|(?:tcp|udp)6? +\d+ +\d+ "
)

CEILING = 0.96
"""The surest it ever is: not asked where another family is surer already."""


def guess(sample: Sample) -> Guess | None:
    """Weigh prompts, rules, columns, pairs and the words of equipment against the number of lines."""
    total = len(sample.lines)
    if not total:
        return None
    prompts = sample.count(_PROMPT)
    known = _known(sample)
    if known:
        return Guess("cli", "cli", known, 0.93, (f"the heading of {known}",))
    if prompts and prompts * 200 > total:
        return Guess(
            "cli", "cli", "device-transcript", 0.88 + min(0.08, 0.02 * prompts), (f"{prompts} lines with a prompt",)
        )
    rules, columns = sample.count(_RULE), sample.share(_COLUMNS)
    pairs = sum(map(_is_pair, sample.lines)) / total
    layout = columns + pairs + 0.5 * sample.share(_TWO_COLUMNS) + 0.2 * sample.share(_INDENT) + min(0.5, 0.25 * rules)
    words = sum(bool(_EQUIPMENT.search(line)) + bool(_VALUE.search(line)) for line in sample.lines) / total
    if words == 0 and layout < 0.4:
        return None
    why = [f"{columns:.0%} of lines are columns, {pairs:.0%} are key and value"]
    why += [f"{rules} ruled lines"] if rules else []
    why += [f"{words:.1f} words or values of equipment a line"]
    confidence = 0.4 + min(0.5, 0.2 * layout + 0.22 * min(1.2, words))
    return Guess("cli", "cli", "command-output", confidence, tuple(why))


def _is_pair(line: bytes) -> bool:
    """Key and value as a program prints them: people write `Phone: …` as well, and sentences with colons."""
    return bool(_PAIR.match(line) and (_PRINTED_PAIR.match(line) or not _PERSONAL.match(line)))


def _known(sample: Sample) -> str:
    """The name of a command whose heading is unmistakable."""
    top = sample.lines[:6]
    if any(_KUBECTL.match(line) for line in top):
        return "kubectl-output"
    if sample.lines[0].startswith(b"%"):
        return "device-message"
    return "linux-command-output" if any(_LINUX.match(line) for line in top) else ""
