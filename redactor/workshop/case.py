"""A case that is learnt and equipped, without a run: for those who only look."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from redactor import equipment as outfit
from redactor.case import Equipment, Knowledge, learn
from redactor.errors import UsageError
from redactor.model import MediaType, Source
from redactor.pipeline import Job
from redactor.sniff import sniff
from redactor.source import FileSource


def equipped(job: Job, sources: list[Source], kit: outfit.Kit | None = None) -> tuple[Equipment, list[MediaType]]:
    """The equipment of a case with these attachments, and what each of them is.

    Without a key store the pseudonyms are of a key that nobody keeps.
    """
    kit = kit or outfit.kit(job.engine, job.config, names=job.names, language=job.language)
    knowledge, media = Knowledge(), []
    for source in sources:
        media.append(sniff(source))
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


def quiet(job: Job) -> Job:
    """The job without anything that writes."""
    return replace(job, out=None, deliver=None, on_places=None)
