"""What is allowed (`Limits`) and what is left (`Budget`)."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from redactor.errors import BudgetError
from redactor.model import Spooled


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one attachment; sizes in bytes, times in seconds of CPU."""

    attachment_bytes: int = 4 << 30
    line_bytes: int = 16 << 20
    depth: int = 200
    """Nesting of structured text (JSON arrays and objects)."""
    seconds: float = 3600.0
    window_bytes: int = 256 << 10
    """How much text is looked at at once; results do not depend on it."""
    rounds: int = 3
    """How often findings that are new after replacement may go back to `decide`."""
    nesting: int = 8
    """How deep containers may lie in one another."""
    members: int = 100_000
    """Entries of an attachment and of all containers in it."""
    unpacked_bytes: int = 16 << 30
    """Bytes that an attachment may unpack to, every layer counted."""
    ratio: int = 200
    """Unpacked bytes for each byte of the attachment, beyond the first `FREE`."""


FREE = 64 << 20
"""Small archives may unpack to so many bytes whatever their ratio: repetitive logs shrink a thousandfold."""


@dataclass(slots=True)
class Budget:
    """What is left of the limits for one attachment and everything inside of it."""

    limits: Limits
    size: int = 0
    """Bytes of the attachment that unpacked bytes are measured by."""
    spools: Callable[[str, int], Spooled] | None = field(default=None, repr=False)
    """Makes a private spool of a name and a most size."""
    started: float = field(default_factory=time.process_time)
    members: int = 0
    unpacked: int = 0

    def out_of_time(self) -> bool:
        """True once the attachment has used its seconds."""
        return time.process_time() - self.started > self.limits.seconds

    def seconds_left(self) -> float:
        """Seconds of CPU that may still be used; never quite nothing."""
        return max(0.001, self.limits.seconds - (time.process_time() - self.started))

    def member(self) -> None:
        """One more entry of a container; raises `BudgetError` where there are too many, or no time is left."""
        self.members += 1
        if self.members > self.limits.members:
            raise BudgetError("more members than allowed", hint="raise limits.members, or attach less")
        self.unpack(0)

    def unpack(self, size: int) -> None:
        """So many bytes more were unpacked; raises `BudgetError` where that is too much, or no time is left."""
        self.unpacked += size
        if self.unpacked > min(self.limits.unpacked_bytes, max(FREE, self.limits.ratio * self.size)):
            raise BudgetError("unpacks to more than allowed", hint="raise limits.ratio or limits.unpacked_bytes")
        if self.out_of_time():
            raise BudgetError("unpacking took longer than allowed", hint="raise limits.seconds")

    def spool(self, name: str) -> Spooled:
        """A new private spool."""
        assert self.spools is not None
        return self.spools(name, self.limits.attachment_bytes)
