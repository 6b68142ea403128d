"""MAC addresses in every notation: `:` and `-` pairs, Cisco and HP dots and dashes, bare, EUI-64, DHCP client ids.

The pseudonym is locally administered (second bit of the first octet, IEEE 802), so it belongs to no vendor;
the multicast bit stays.  Vendor half and device half are mapped one after the other: cards of one maker stay cards of
one maker.  All zeros and all ones stay.  Injective among universal addresses and among local ones; of q addresses, one
of each kind meet with p < q*q / 2**46.
"""

from __future__ import annotations

from recognizers import lazy_re as re
from redactor.pseudonyms.permutation import Step
from redactor.pseudonyms.prf import Prf
from redactor.pseudonyms.shape import Shapes

_CACHED = 2048
_LOCAL, _GROUP = 0x020000, 0x010000
_PAIRS = re.compile(rb"[0-9A-Fa-f]{1,2}(?::[0-9A-Fa-f]{1,2}){5}")
_HEX = re.compile(rb"[0-9A-Fa-f]+(?:[-:. ][0-9A-Fa-f]+)*")
_SEPARATORS = b"-:. "
_FILLERS = (b"fffe", b"ffff")


class Macs:
    """The map of 48-bit addresses under one key."""

    __slots__ = ("_devices", "_one_way", "_prf", "_vendors")

    def __init__(self, prf: Prf, *, one_way: bool = False) -> None:
        self._prf = prf
        self._one_way = one_way
        self._vendors: dict[int, int] = {}
        self._devices: dict[tuple[int, int], Step] = {}

    def map(self, mac: int) -> int:
        """The pseudonym of a 48-bit address; all zeros and all ones stay."""
        if mac in (0, 0xFFFFFFFFFFFF):
            return mac
        if self._one_way:
            bits = self._prf.number(b"scatter" + mac.to_bytes(6, "little"), 6)
            found = bits & ~((_LOCAL | _GROUP) << 24) | _LOCAL << 24 | mac & _GROUP << 24
            return found if found != mac else found ^ 1
        return self.vendor(mac >> 24) << 24 | self.device(mac >> 24, mac & 0xFFFFFF, 24)

    def vendor(self, oui: int) -> int:
        """The pseudonym of the first three octets: local bit set, multicast bit kept, never the same."""
        found = self._vendors.get(oui)
        if found is None:
            if len(self._vendors) >= _CACHED:
                self._vendors.clear()
            number = oui >> 18 << 16 | oui & 0xFFFF
            step = Step(self._prf, b"vendor" + bytes([oui >> 16 & 3]), 1 << 22)
            number = step(number)
            found = number >> 16 << 18 | _LOCAL | oui & _GROUP | number & 0xFFFF
            self._vendors[oui] = found
        return found

    def device(self, oui: int, number: int, bits: int) -> int:
        """The pseudonym of what follows the vendor's octets, `bits` bits of it."""
        step = self._devices.get((oui, bits))
        if step is None:
            if len(self._devices) >= _CACHED:
                self._devices.clear()
            tweak = b"device" + oui.to_bytes(3, "little") + bytes([bits])
            step = self._devices[oui, bits] = Step(self._prf, tweak, 1 << bits)
        return step.shuffle(number)

    def interface(self, identifier: int) -> int | None:
        """The pseudonym of a modified EUI-64 interface id (RFC 4291 appendix A), or None where it is not one."""
        if identifier >> 24 & 0xFFFF != 0xFFFE:
            return None
        mac = (identifier >> 40 << 24 | identifier & 0xFFFFFF) ^ _LOCAL << 24
        found = self.map(mac) ^ _LOCAL << 24
        return found >> 24 << 40 | 0xFFFE << 24 | found & 0xFFFFFF


def is_special(value: bytes) -> bool:
    """True for the address of nobody (all zeros) and of everybody (all ones)."""
    digits = value.translate(None, _SEPARATORS).lower()
    return len(digits) >= 6 and (not digits.strip(b"0") or not digits.strip(b"f"))


def pseudonym(macs: Macs, shapes: Shapes, value: bytes) -> bytes:
    """The pseudonym of `value` in the notation of `value`; text that is no MAC keeps its shape."""
    if is_special(value):
        return value
    if _PAIRS.fullmatch(value):
        groups = value.split(b":")
        digits = _digits(macs, b"".join(group.zfill(2) for group in groups))
        found = b":".join(_group(digits[2 * i : 2 * i + 2], len(group)) for i, group in enumerate(groups))
    elif _HEX.fullmatch(value) and len(value.translate(None, _SEPARATORS)) in (6, 12, 14, 16):
        found = _fill(value, _digits(macs, value.translate(None, _SEPARATORS)))
    else:
        return shapes.replace("mac", value)
    return found.upper() if value != value.lower() else found


def _digits(macs: Macs, digits: bytes) -> bytes:
    """6, 12, 14 or 16 hex digits for as many."""
    number = int(digits, 16)
    if len(digits) == 6:
        return b"%06x" % macs.vendor(number)
    if len(digits) == 12:
        return b"%012x" % macs.map(number)
    if len(digits) == 14:
        return digits[:2].lower() + b"%012x" % macs.map(number & 0xFFFFFFFFFFFF)
    middle = digits[6:10].lower()
    if middle in _FILLERS:
        mac = b"%012x" % macs.map(int(digits[:6] + digits[10:], 16))
        return mac[:6] + middle + mac[6:]
    oui = number >> 40
    return b"%06x%010x" % (macs.vendor(oui), macs.device(oui, number & 0xFFFFFFFFFF, 40))


def _group(digits: bytes, width: int) -> bytes:
    """Two digits, or one where the notation leaves leading zeros out and it can."""
    return digits[1:] if width == 1 and digits[:1] == b"0" else digits


def _fill(template: bytes, digits: bytes) -> bytes:
    """The separators of `template` with other digits between them."""
    rest = iter(digits)
    return bytes(byte if byte in _SEPARATORS else next(rest) for byte in template)
