"""Names that members of archives may have: those that stay below the place where they are unpacked, on every system."""

from __future__ import annotations

LONGEST, LONGEST_PART = 2000, 255
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))]
)


def sound(name: str) -> bool:
    """Whether a member may be called so; a trailing slash (a directory) and a leading `./` are fine."""
    if not name or len(name) > LONGEST or name[0] in "/\\" or name[1:2] == ":":
        return False
    if any(char < " " or char == "\x7f" for char in name):
        return False
    parts = name.removeprefix("./").removesuffix("/").split("/")
    return name in ("./", ".") or all(_sound_part(part) for part in parts)


def _sound_part(part: str) -> bool:
    if part in ("", ".", "..") or len(part.encode("utf-8", "surrogateescape")) > LONGEST_PART:
        return False
    if ".." in part.split("\\") or part.rstrip(" .") != part:
        return False
    return part.partition(".")[0].casefold() not in _DEVICES
