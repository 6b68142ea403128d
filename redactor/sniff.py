"""What an attachment is: own signatures first, libmagic where they do not settle it and always for binary content.

The content decides.  The name is a hint where the content leaves it open, and disagreement is recorded.
"""

from __future__ import annotations

import contextlib
import pkgutil
import sys
from importlib import import_module
from types import ModuleType

from redactor import signatures
from redactor.errors import UsageError
from redactor.model import MediaType, Source
from redactor.signatures import binary
from redactor.signatures._encoding import decoded, encoding_of
from redactor.signatures._names import disagrees
from redactor.signatures._sample import Guess, Sample

HEAD = 64 << 10
PIECE = 4 << 10
LITTLE = 8 << 10
"""What libmagic sees of text: its own patterns are slow on white space."""
_PACKAGES = "install the system package: libmagic1 (Debian, Ubuntu), file-libs (Red Hat), libmagic (Alpine, Homebrew)"
SURE = 0.5
"""Below this, libmagic is asked; what it does not know either is text, and is read like CLI output."""
_FAMILIES = [
    import_module(f"{signatures.__name__}.{entry.name}")
    for entry in pkgutil.iter_modules(signatures.__path__)
    if not entry.name.startswith("_") and entry.name != "binary"
]
_MIME = {
    "application/zip": "container", "application/gzip": "container", "application/x-tar": "container",
    "application/x-7z-compressed": "container", "application/x-rar": "container", "application/x-bzip2": "container",
    "application/x-xz": "container", "application/zstd": "container", "application/pdf": "document",
    "application/msword": "document", "application/vnd.ms-excel": "document", "application/vnd.ms-outlook": "document",
    "application/rtf": "document", "text/rtf": "document", "application/postscript": "document",
}  # fmt: skip


def sniff(source: Source) -> MediaType:
    """The media type of `source`; never raises for what is in it, `UsageError` where libmagic is needed and missing."""
    head = source.read_at(0, HEAD)
    if not head.strip():
        return MediaType("text", "text", "empty", "utf-8", 1.0, ("nothing but white space" if head else "no bytes",))
    raw = Sample(head, (), "", len(head) == source.size, source.size)
    guess = binary.guess(raw)
    encoding, reason = encoding_of(head, whole=raw.whole)
    if guess or not encoding:
        return _binary(source, head, guess, reason)
    if encoding.startswith("?"):
        return _media(source, Guess("unsupported", "", "text-" + encoding[1:], 0.9, (reason,)), "")
    pieces = [decoded(source.read_at(offset, PIECE), encoding) for offset in _middle(source.size)]
    sample = Sample.of(decoded(head, encoding), pieces, source.name, source.size, whole=raw.whole)
    best = _best(sample)
    if best is None or best.confidence < SURE:
        best = _unsettled(head, best)
    return _media(source, best._replace(why=(*best.why, *((reason,) if reason else ()))), encoding)


def _best(sample: Sample) -> Guess | None:
    """The surest guess, the first family's by name among equals; a family that cannot be surer is not asked."""
    guesses: dict[str, Guess] = {}
    sure = 0.0
    for family in sorted(_FAMILIES, key=_ceiling, reverse=True):
        guess = family.guess(sample) if _ceiling(family) >= sure else None
        if guess is not None:
            guesses[family.__name__], sure = guess, max(sure, guess.confidence)
    return max((guesses[name] for name in sorted(guesses)), key=lambda guess: guess.confidence, default=None)


def _ceiling(family: ModuleType) -> float:
    return float(getattr(family, "CEILING", 1.0))


def _media(source: Source, guess: Guess, encoding: str) -> MediaType:
    return MediaType(
        guess.kind,
        guess.format,
        guess.name,
        encoding,
        round(guess.confidence, 2),
        guess.why,
        disagrees(source.name, guess.kind, guess.name),
    )


def _middle(size: int) -> list[int]:
    """Where pieces of the middle are looked at: even offsets, so that UTF-16 units stay whole."""
    return [size * part // 4 & ~1 for part in (1, 2, 3)] if size > 4 * HEAD else []


def _binary(source: Source, head: bytes, guess: Guess | None, reason: str) -> MediaType:
    mime = _libmagic(head)
    known = f"libmagic: {mime}"
    if guess is not None:
        return _media(source, guess._replace(why=(*guess.why, known)), "")
    main = mime.partition("/")[0]
    kind = _MIME.get(mime) or ("image" if main == "image" else "binary")
    name = mime if mime != "application/octet-stream" else "unknown-binary"
    return _media(source, Guess(kind, "", name, 0.9 if name == mime else 0.7, (reason, known)), "")


def _unsettled(head: bytes, best: Guess | None) -> Guess:
    """Ask libmagic about text that no family is sure of."""
    mime = _libmagic(head[:LITTLE])
    if mime in _MIME:
        return Guess(_MIME[mime], "", mime, 0.8, (f"libmagic: {mime}",))
    why = (*(best.why if best else ()), "nothing typical found", f"libmagic: {mime}")
    return Guess("text", "cli", "text", 0.4, why)


def _libmagic(head: bytes) -> str:
    """The MIME type that libmagic sees; loaded only here, since that costs milliseconds."""
    try:
        if "magic" not in sys.modules:
            with contextlib.suppress(ImportError, OSError):
                import_module("pylibmagic")  # brings the library along, and must come first to do so
        magic = import_module("magic")
        return str(magic.from_buffer(head, mime=True))
    except (ImportError, OSError) as error:
        raise UsageError("libmagic cannot be loaded", _PACKAGES) from error
    except magic.MagicException as error:
        raise UsageError("libmagic does not work", _PACKAGES) from error
