"""Product numbers and feature sets: generalised to their family, the letters before the first digit.

Examples: C9200L-24T-4G-E ─► C0000X-00X-0X-X,  C3750E-UNIVERSALK9-M ─► C0000X-XXXXXXXXXX0-X
"""

from __future__ import annotations

from recognizers import lazy_re as re
from redactor.pseudonyms.version import crossed

_FAMILY = re.compile(rb"[^0-9]*(?=[0-9])")


def generalised(value: bytes) -> bytes:
    """The family kept, letters behind it as `X`, digits as `0`; without a digit everything becomes `X`."""
    family = _FAMILY.match(value)
    end = family.end() if family else 0
    return value[:end] + crossed(value[end:])
