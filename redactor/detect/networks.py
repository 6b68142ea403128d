"""The networks of a case: addresses written with their length or mask, learnt so that bare members agree with them."""

from __future__ import annotations

import functools
import ipaddress

from recognizers.rule import Rule

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


@functools.lru_cache(maxsize=4096)
def network(written: bytes) -> tuple[int, int, int] | None:
    """(version, network as a number, prefix length) of `addr/len` or `addr mask`; None for a host or no real mask."""
    words = written.decode("latin-1").replace(",", " ").replace("/", " ").split()
    try:
        known = ipaddress.ip_interface(f"{words[0]}/{words[-1].rpartition(':')[2]}").network
    except ValueError:
        return None
    if not 0 < known.prefixlen < known.max_prefixlen:
        return None
    return known.version, int(known.network_address), known.prefixlen
