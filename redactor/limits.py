"""What is allowed (`Limits`) and what is left (`Budget`)."""

from __future__ import annotations

import time
from dataclasses import dataclass, field


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


@dataclass(slots=True)
class Budget:
    """What is left of the limits for one attachment; raises nothing, is asked."""

    limits: Limits
    started: float = field(default_factory=time.process_time)

    def out_of_time(self) -> bool:
        """True once the attachment has used its seconds."""
        return time.process_time() - self.started > self.limits.seconds
