"""Text whose length in bytes stands in the eight bytes before it: raw and text are the same, the length has to follow."""

from __future__ import annotations

from redactor.codecs.plain import Plain


class Sized(Plain):
    """The identity; `redactor.field_lengths` makes the length follow."""

    __slots__ = ()
    name = "sized"


SIZED = Sized()
