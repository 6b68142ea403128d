"""A keyed permutation of [0, n) that moves every number: x -> P^-1(P(x) + 1 mod n)."""

from __future__ import annotations

from math import isqrt

from redactor.pseudonyms.prf import Prf

TABLE = 1024
"""Up to this size the permutation is a keyed shuffle, held as a table."""
ROUNDS = 8


class Step:
    """One cycle through all of [0, n): applying it is a bijection without a fixed point, for n of 2 or more.

    Small n: a shuffle by keyed sort.  Otherwise P is an alternating Feistel network on pairs of [0, a) x [0, b) with
    a*b - n < a (Black and Rogaway, "Ciphers with arbitrary finite domains", 2002: method of cycle walking).
    """

    __slots__ = ("_a", "_b", "_prf", "_rounds", "_table", "n")

    def __init__(self, prf: Prf, tweak: bytes, n: int) -> None:
        self.n = n
        self._prf = prf
        self._table: list[int] | None = None
        if n <= TABLE:
            self._table = _cycle(prf, tweak, n)
            return
        self._a = isqrt(n - 1) + 1
        self._b = -(-n // self._a)
        tag = prf.digest(b"step" + tweak, 16)
        self._rounds = [(bytes([number]) + tag, number % 2 == 0) for number in range(ROUNDS)]

    def __call__(self, x: int) -> int:
        """The number after `x` on the cycle."""
        if self._table is not None:
            return self._table[x]
        y = self.shuffle(x)
        y = y + 1 if y + 1 < self.n else 0
        y = self._backward(y)
        while y >= self.n:
            y = self._backward(y)
        return y

    def shuffle(self, x: int) -> int:
        """P(x) alone: a bijection at half the cost, which may leave a number where it is."""
        if self._table is not None:
            return self._table[x]
        y = self._forward(x)
        while y >= self.n:
            y = self._forward(y)
        return y

    def _forward(self, x: int) -> int:
        left, right = divmod(x, self._b)
        number, a, b = self._prf.number, self._a, self._b
        for tag, even in self._rounds:
            if even:
                left = (left + number(tag + right.to_bytes(8, "little"))) % a
            else:
                right = (right + number(tag + left.to_bytes(8, "little"))) % b
        return left * b + right

    def _backward(self, x: int) -> int:
        left, right = divmod(x, self._b)
        number, a, b = self._prf.number, self._a, self._b
        for tag, even in reversed(self._rounds):
            if even:
                left = (left - number(tag + right.to_bytes(8, "little"))) % a
            else:
                right = (right - number(tag + left.to_bytes(8, "little"))) % b
        return left * b + right


def _cycle(prf: Prf, tweak: bytes, n: int) -> list[int]:
    words = prf.words(b"cycle" + tweak, 2 * n)
    order = sorted(range(n), key=lambda x: (words[2 * x], words[2 * x + 1]))
    after = [0] * n
    for place, x in enumerate(order):
        after[x] = order[place + 1 - n]
    return after
