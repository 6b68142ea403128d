"""A case that is learnt and equipped, without a run: for those who only look."""

from __future__ import annotations

import contextlib
from pathlib import Path

from redactor import equipment as outfit
from redactor.case import Equipment, Knowledge, learn
from redactor.errors import UsageError, WithheldError
from redactor.job import Job
from redactor.model import MediaType, Source
from redactor.sniff import sniff
from redactor.source import FileSource, walk


def equipped(job: Job, sources: list[Source], kit: outfit.Kit | None = None) -> tuple[Equipment, list[MediaType]]:
    """The equipment of a case with these attachments, and what each of them is.

    Without a key store the pseudonyms are of a key that nobody keeps.
    """
    kit = kit or outfit.kit(job.engine, job.config, names=job.names, language=job.language)
    knowledge, media = Knowledge(), []
    for number, source in enumerate(sources):
        media.append(sniff(source))
        with contextlib.suppress(WithheldError) if number else contextlib.nullcontext():  # others teach what they can
            learn(knowledge, source, media[-1], kit.formats, kit.detectors, job.config)
    secret = outfit.case_secret(job.key_store, job.tenant, job.case or "default", job.scope)
    return outfit.equip(kit, job.policy, job.config, secret.secret, knowledge), media


def readable(path: Path, media: MediaType, equipment: Equipment) -> None:
    """Raise `UsageError` where the attachment cannot be read."""
    if media.format not in equipment.formats:
        raise UsageError(f"{path} is {media.name or media.kind}, which is not read", "see redactor list formats")


def opened(path: Path) -> Source:
    """A file, to be looked at."""
    return FileSource(path, path.name)


def others(folder: Path, path: Path) -> list[Source]:
    """The other files of a case that can be opened."""
    found: list[Source] = []
    for each, name in walk([folder]):
        if each.resolve() != path.resolve():
            with contextlib.suppress(WithheldError):
                found.append(FileSource(each, name))
    return found
