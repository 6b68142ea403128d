"""Everything that the kinds share under one key: shapes, addresses, MACs.  Reversible (a bijection) or one-way."""

from __future__ import annotations

from collections.abc import Iterable

from redactor.pseudonyms.ip import Addresses
from redactor.pseudonyms.mac import Macs
from redactor.pseudonyms.prf import Prf
from redactor.pseudonyms.shape import Shapes


class Scheme:
    """The parts from which the pseudonym of a compound value is put together: the same part, the same pseudonym."""

    __slots__ = ("addresses", "macs", "prf", "shapes")

    def __init__(self, prf: Prf, networks: Iterable[tuple[int, int, int]], *, one_way: bool = False) -> None:
        self.prf = prf
        self.shapes = Shapes(prf.derive("shape"), one_way=one_way)
        self.macs = Macs(prf.derive("mac"), one_way=one_way)
        self.addresses = Addresses(prf.derive("address"), self.macs, self.shapes, networks, one_way=one_way)
