"""Device configurations: by the words that a vendor's configuration begins with, else by their line-oriented form.

Sources: the vendors' command references for `show running-config` and its equivalents, iptables-save(8), interfaces(5).
"""

from __future__ import annotations

from recognizers import lazy_re as re
from redactor.signatures._sample import Guess, Sample
from redactor.signatures._vendors import VENDORS

_COMMANDS = re.compile(
    rb"\s*(?:no |undo |default )?(?:interface|hostname|sysname|ip|ipv6|router|line|vlan|vrf|snmp-server|"
    rb"snmp-agent|snmp|logging|ntp|"
    rb"clock|username|user|local-user|aaa|radius|radius-server|tacacs|tacacs-server|access-list|permit|"
    rb"deny|match|set|add|delete|"
    rb"edit|next|config|end|exit|quit|return|description|switchport|spanning-tree|stp|neighbor|network|"
    rb"redistribute|service|crypto|"
    rb"enable|banner|route-map|route-policy|class-map|policy-map|class|police|bandwidth|address-family|"
    rb"channel-group|mtu|shutdown|"
    rb"object|object-group|nameif|security-level|feature|boot|version|port|tagged|untagged|trunk|acl|rule|"
    rb"domain|standby|vrrp|dns|"
    rb"telnet|ssh|http|https|dhcp|dhcprelay|lacp|lldp|cdp|bfd|bgp|ospf|isis|mpls|qos|key|authentication|"
    rb"encryption|tunnel|"
    rb"server|pool|lease|default-router|dns-server|transport|login|password|exec-timeout|session-timeout|"
    rb"privilege|speed|duplex|"
    rb"auto|iface|address|bridge|bridge-ports|route|static|group|peer|remote|local|timer|timers|storage|dataplane|host|"
    rb"bind|link|create|configure|disable|monitor|event|track|export|import|system|management|"
    rb"control-plane|platform|call-home|"
    rb"archive|dial-peer|voice|ephone|telephony-service|redundancy|mode|protocol|priority|weight|source|"
    rb"destination|action)(?: |$)"
)
_SEPARATOR = re.compile(
    rb"(?:!|#|;)(?:$| )|\s+(?:!|exit|next|end|quit)$|(?:end|exit|return|quit|next)$|\s*\}$|"
    rb"\s*[\w\" .:/-]+ \{$"
)
_INDENTED = re.compile(rb" {1,8}(?:no )?[a-z][a-z0-9-]+(?: |$)")
_STATEMENT = re.compile(rb"\s*[\w.:/\"*-]+(?: [^{};]+)?;(?:\s*#.*)?$|\s*[\w.:/\"* -]+ \{.*$|\s*\}$")
_OUTPUT = re.compile(rb"[\w()/ .-]{2,40}(?: :|: |\.{3,} ?)\S|.*\S {3,}\S+ {3,}\S|[\s|+]*[-=]{4,}[\s|+=-]*$")
_PROMPT = re.compile(
    rb"[\w.@/:~()\[\]-]{1,60}[#>] ?(?!show run|sh run|show start|show conf|display curr|write term|"
    rb"more )[a-z]{2,}"
)

CEILING = 0.965
"""The surest it ever is: not asked where another family is surer already."""


def guess(sample: Sample) -> Guess | None:
    """The vendor whose words are found, else `line-configuration` where most lines are commands."""
    text = b"\n".join(sample.lines)
    scored = [(sum(weight for weight, mark in marks if mark.search(text)), name) for name, marks in VENDORS]
    score, name = max(scored, default=(0, ""))
    output = sample.share(_OUTPUT)
    prompts = sample.count(_PROMPT)
    if score >= 10 and prompts < 2 and output < 0.6:
        confidence = min(CEILING, 0.86 + 0.004 * score) - 0.3 * output
        return Guess("config", "config", name, confidence, (f"commands of {name}",))
    commands, separators = sample.share(_COMMANDS), sample.share(_SEPARATOR)
    braces = sample.share(_STATEMENT) if b"{" in text else 0.0
    form = max(min(1.0, commands + separators + 0.3 * sample.share(_INDENTED)), braces)
    if (
        (len(sample.lines) > 2 or (len(sample.lines) > 1 and commands == 1))
        and form > 0.5
        and output < 0.4
        and not prompts > 1
    ):
        found = name if score >= 8 else "line-configuration"
        sure = min(CEILING, 0.5 + 0.35 * form - 0.4 * output + 0.01 * score)
        why = f"{form:.0%} of lines have the form of configuration commands"
        return Guess("config", "config", found, sure, (why,))
    return None
