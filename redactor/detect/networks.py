"""The networks of a case: addresses written with their length or mask, learnt so that bare members agree with them."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from recognizers.rule import Rule
from recognizers.scan import Span

_OCTET = r"[0-9]{1,3}"
_V4 = rf"{_OCTET}\.{_OCTET}\.{_OCTET}\.{_OCTET}"
_MASK_WORDS = r"(?:[ \t]+|,? (?:subnet )?(?:net)?mask:? ?|  Mask:|/)"
NETWORK = "NETWORK"

RULES = (
    Rule(
        id="network-length",
        entity=NETWORK,
        pattern=rf"(?P<value>(?:{_V4}|[0-9A-Fa-f:]{{2,39}}:[0-9A-Fa-f.:]{{0,15}})/[0-9]{{1,3}})",
        trigger=r"[0-9A-Fa-f:]/[0-9]",
        before="0-9A-Za-z_.:",
        after="0-9A-Za-z_./",
        reference="RFC 4632 section 3.1, RFC 4291 section 2.3",
        examples=("route «192.0.2.0/24» via", "inet6 «2001:db8::1/64» scope"),
        near_misses=("Gi1/0/24", "192.0.2.0/24/1"),
    ),
    Rule(
        id="network-mask",
        entity=NETWORK,
        pattern=rf"(?P<value>{_V4}{_MASK_WORDS}(?:255|254|252|248|240|224|192|128|0)\.{_OCTET}\.{_OCTET}\.{_OCTET})",
        trigger=rf"\.{_OCTET}{_MASK_WORDS}(?:255|254|252|248|240|224|192|128|0)\.",
        before="0-9A-Za-z_.:",
        after="0-9A-Za-z_.:",
        reference="RFC 950; wildcard masks as access lists write them",
        examples=("ip address «192.0.2.1 255.255.255.0»", "network «192.0.2.0 0.0.0.255» area 0"),
        near_misses=("192.0.2.1 198.51.100.1",),
    ),
)


def networks(text: bytes, spans: list[Span]) -> Iterator[tuple[int, int, int]]:
    """(version, network as a number, prefix length) of every NETWORK span that is one; host routes do not count."""
    for start, end, entity, _score, _rule in spans:
        if entity == NETWORK:
            known = _network(text[start:end].decode("latin-1"))
            if known is not None and 0 < known.prefixlen < known.max_prefixlen:
                yield known.version, int(known.network_address), known.prefixlen


def _network(written: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network | None:
    """The network that `addr/len` or `addr mask` names; None for a mask that is none."""
    words = written.replace(",", " ").replace("/", " ").split()
    address, length = words[0], words[-1].rpartition(":")[2]
    try:
        return ipaddress.ip_interface(f"{address}/{length}").network
    except ValueError:
        return None
