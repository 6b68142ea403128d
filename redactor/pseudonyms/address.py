"""Prefix-preserving addresses: two addresses share as many leading bits after the map as before.

Each bit is flipped or not by a keyed function of the bits before it (Xu, Fan, Ammar, Moon: "Prefix-preserving IP
address anonymization", ICNP 2002; known as Crypto-PAn).  Any such map is a bijection.  Some flips are not free:

* A special block (private, link-local, documentation …) maps onto itself: no flip where a special block branches off.
  What gives way is secrecy, not structure: a public address keeps the leading bits that it shares with a special block,
  and one more (8.x becomes 8.x or 9.x; 11.x stays 11.x and changes behind its first octet).
* Known networks (the case's, every IPv6 /64, and the one that a `/len` implies): no flip while the host bits so far are
  all 0 or all 1.  So network and broadcast map to the network and broadcast of the mapped network, hosts to hosts,
  and /30 and /31 links survive; what gives way is that the first and last hosts of a network keep their number.
* Where nothing was flipped up to the last network bit of the outermost known network (without one: the last bit), that
  bit is flipped.  So no address and no network maps to itself.

All of this depends on the prefix alone, alike for both children of a node: so the map stays prefix-preserving.
A known network that is itself a special block of at most 256 addresses (192.0.2.0/24) cannot move: where no other known
network lies in it, its hosts are permuted without regard to prefixes, and its network and broadcast address stay.
Networks that share all bits but the last with a special block (11.0.0.0/8) cannot move either and count as unknown.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable

from redactor.pseudonyms.permutation import Step
from redactor.pseudonyms.prf import Prf

Block = tuple[int, int]
"""(network as a number, prefix length)."""
_CACHED = 1 << 14
_WHOLE_BITS = 8
"""Host bits of the largest special block whose hosts are permuted."""


class Tree:
    """The map of one address family under one key; `networks` are the known ones of the case."""

    def __init__(
        self, prf: Prf, width: int, blocks: tuple[Block, ...], networks: Iterable[Block] = (), every: int = 0
    ) -> None:
        self._prf = prf
        self._width = width
        self._every = every
        self._head_bits = 64 if width == 128 else 24
        self._blocks = _by_first_octet(width, blocks)
        self._special = frozenset(blocks)
        self._subtrees: dict[tuple[int, int], int] = {}
        self._heads: dict[int, int] = {}
        self._steps: dict[Block, Step] = {}
        self._known: dict[int, set[int]] = {}
        self._parents: dict[int, set[int]] = {}
        self._whole: set[Block] = set()
        for network, length in sorted(set(networks), key=lambda block: (block[1], block[0])):
            self._learn(network >> (width - length) << (width - length), length)

    def map(self, x: int, own: int | None = None) -> int:
        """The pseudonym of address `x`; `own` is the prefix length that stood next to it."""
        whole = self._whole_block(x, own)
        if whole is not None:
            return self._permute(x, whole)
        locked = self.locked(x)
        flips = self._flips(x)
        if locked:
            flips &= (1 << (self._width - locked)) - 1
        lengths = self._networks_of(x, locked, own)
        for length in lengths:
            flips &= ~self._host_lock(x, length)
        forced = self._forced(x, lengths)
        if flips >> (self._width - 1 - forced) == 0:
            flips |= 1 << (self._width - 1 - forced)
        return x ^ flips

    def scatter(self, x: int) -> int:
        """A random address of the same block, never `x`: one-way, and blind to prefixes."""
        free = (1 << (self._width - self.locked(x))) - 1
        for attempt in range(256):
            bits = self._prf.number(b"scatter" + attempt.to_bytes(2, "little") + x.to_bytes(16, "little"), 16) & free
            if bits != x & free:
                return x & ~free | bits
        return x ^ 1

    def stays(self, x: int, own: int | None = None) -> bool:
        """True for network and broadcast address of a known network that cannot move."""
        whole = self._whole_block(x, own)
        return whole is not None and self._permute(x, whole) == x

    def locked(self, x: int) -> int:
        """How many leading bits `x` keeps, since it shares them with a special block."""
        locked, deeper = self._blocks[x >> (self._width - 8)]
        for network, length in deeper:
            common = self._width - (x ^ network).bit_length()
            locked = max(locked, min(common + 1, length))
        return locked

    def _learn(self, network: int, length: int) -> None:
        shift = self._width - length
        if (network, length) in self._special and 2 <= shift <= _WHOLE_BITS:
            self._whole.add((network, length))
            return
        if self.locked(network) >= length or length == 0:
            return
        self._whole = {block for block in self._whole if not _inside(network, block, self._width)}
        outer = any(network >> (self._width - known) in found for known, found in self._known.items())
        if not outer:
            self._parents.setdefault(length, set()).add(network >> shift >> 1)
        self._known.setdefault(length, set()).add(network >> shift)

    def _whole_block(self, x: int, own: int | None) -> Block | None:
        if not self._whole and (own is None or self._width - own > _WHOLE_BITS):
            return None
        for block in self._whole:
            if _inside(x, block, self._width):
                return block
        if own is None or own >= self._width - 1 or self._has_known(x, own):
            return None
        block = (x >> (self._width - own) << (self._width - own), own)
        return block if block in self._special else None

    def _has_known(self, x: int, own: int) -> bool:
        shift = self._width - own
        return any(
            length > own and any(prefix >> (length - own) == x >> shift for prefix in found)
            for length, found in self._known.items()
        )

    def _permute(self, x: int, block: Block) -> int:
        network, length = block
        usable = (1 << (self._width - length)) - 2
        if not 1 <= x - network <= usable:
            return x
        step = self._steps.get(block)
        if step is None:
            tweak = b"hosts" + network.to_bytes(16, "little")
            step = self._steps[block] = Step(self._prf, tweak, usable)
        return network + 1 + step(x - network - 1)

    def _networks_of(self, x: int, locked: int, own: int | None) -> list[int]:
        width = self._width
        lengths = [length for length, found in self._known.items() if x >> (width - length) in found]
        for length in (self._every, own):
            if length and length > locked and length not in lengths:
                lengths.append(length)
        return lengths

    def _forced(self, x: int, lengths: list[int]) -> int:
        width = self._width
        forced = min(lengths, default=width) - 1
        for length, parents in self._parents.items():
            if length - 1 < forced and x >> (width - length + 1) in parents:
                forced = length - 1
        return forced

    def _host_lock(self, x: int, length: int) -> int:
        size = self._width - length
        host = x & ((1 << size) - 1)
        if host >> (size - 1) & 1 if size else 0:
            host ^= (1 << size) - 1
        free = max(host.bit_length() - 1, 0)
        return ((1 << size) - 1) >> free << free

    def _flips(self, x: int) -> int:
        tail = self._width - self._head_bits
        head = x >> tail
        flips = self._heads.get(head)
        if flips is None:
            flips = self._run(x, 0, self._head_bits // 8)
            if len(self._heads) >= _CACHED:
                self._heads.clear()
            self._heads[head] = flips
        return flips << tail | self._run(x, self._head_bits // 8, self._width // 8)

    def _run(self, x: int, first: int, last: int) -> int:
        flips = 0
        for octet in range(first, last):
            prefix = x >> (self._width - 8 * octet)
            tree, node = self._subtree(octet, prefix), 1
            value = x >> (self._width - 8 * octet - 8)
            for shift in (7, 6, 5, 4, 3, 2, 1, 0):
                flips = flips << 1 | (tree >> node & 1)
                node = node << 1 | (value >> shift & 1)
        return flips

    def _subtree(self, octet: int, prefix: int) -> int:
        """The flips of the 255 nodes below a prefix of `octet` octets, as bits numbered like a heap."""
        tree = self._subtrees.get((octet, prefix))
        if tree is None:
            tree = self._prf.number(bytes([octet]) + prefix.to_bytes(16, "little"), 32)
            if len(self._subtrees) >= _CACHED:
                self._subtrees.clear()
            self._subtrees[octet, prefix] = tree
        return tree


def _inside(x: int, block: Block, width: int) -> bool:
    return (x ^ block[0]) >> (width - block[1]) == 0


@functools.lru_cache(maxsize=4)  # the same few special blocks for every case
def _by_first_octet(width: int, blocks: tuple[Block, ...]) -> tuple[tuple[int, tuple[Block, ...]], ...]:
    """For every first octet: the bits it locks alone, and the blocks that have to be looked at."""
    table = []
    for octet in range(256):
        locked, deeper = 0, []
        for network, length in blocks:
            common = 8 - (octet ^ network >> (width - 8)).bit_length()
            if common == 8 and length > 8:
                deeper.append((network, length))
            else:
                locked = max(locked, min(common + 1, length))
        table.append((locked, tuple(deeper)))
    return tuple(table)
