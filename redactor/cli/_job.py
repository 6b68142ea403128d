"""What the arguments of `run` and `check` ask for, judged before any work, as a `pipeline.Job`."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from redactor.cli import _talk
from redactor.errors import UsageError

if TYPE_CHECKING:
    from redactor.config import Config
    from redactor.cover import Cover
    from redactor.job import Deliver, Job
    from redactor.keys import KeyStore, Scope
    from redactor.model import Place
    from redactor.policy import Policy
    from redactor.signing import Signer
    from redactor.source import SpooledSource

STREAM = "-"
STREAM_NAME = "stdin"
"""What standard input is called in reports."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The options as they were given; None where the configuration decides."""

    inputs: tuple[str, ...]
    policy: str | None
    tenant: str | None
    language: str | None
    no_ner: bool
    engine: str | None
    jobs: int
    config: str | None
    quiet: bool
    writes: bool
    """False for `check`."""
    out: str | None = None
    case: str | None = None
    case_by: str = "run"
    scope: Scope = "case"
    key_file: str | None = None
    destination: str | None = None
    places: bool = False
    vault: str | None = None
    no_vault: bool = False
    overwrite: bool = False
    receipts: tuple[str, ...] = ()
    """Files and folders with receipts by which files pass."""
    decisions: str | None = None
    plan: str | None = None


@contextlib.contextmanager
def opened_job(asked: Asked, *, as_json: bool, keys: bool = False) -> Iterator[Job]:
    """The job, with standard input read and `places.jsonl` open where they are asked for; raises `UsageError` first."""
    from redactor import config as configuration
    from redactor import policy as policies
    from redactor.job import Job

    path = Path(asked.config) if asked.config else None
    decided = Path(asked.decisions) if asked.decisions else None
    config = configuration.load(
        path, decisions=decided, policy=asked.policy, tenant=asked.tenant, language=asked.language, engine=asked.engine
    )
    policy = policies.load(config.policy)
    if asked.destination:
        policy = _for_destination(policy, asked, config)
    inputs = files_of(asked.inputs)
    destination = _destination(asked, as_json=as_json)
    out = Path(asked.out) if destination == "directory" and asked.out else None
    if out is not None:
        _judge_output(out, inputs, overwrite=asked.overwrite)
    deliver = _deliver(destination, asked, inputs) if destination not in ("", "directory") else None
    store = _keys(asked) if destination or keys else None
    names = not asked.no_ner and config.names != configuration.NO_NAMES
    vault = _vault(asked, config, store) if destination and store is not None and not asked.no_vault else None
    with contextlib.ExitStack() as held:
        job = Job(
            inputs=inputs,
            policy=policy,
            config=config,
            out=out,
            tenant=config.tenant,
            case=asked.case,
            case_by=asked.case_by,
            scope=asked.scope,
            key_store=store,
            vault=vault,
            destination=asked.destination or "",
            engine=config.engine,
            names=names,
            language=config.language,
            jobs=asked.jobs,
            overwrite=asked.overwrite,
            streams=(held.enter_context(_stream(config)),) if STREAM in asked.inputs else (),
            deliver=deliver,
            on_places=held.enter_context(_places(out)) if asked.places and out is not None else None,
            cover=_cover(asked, policy, config, names=names) if asked.receipts else None,
        )
        yield _planned(job, asked)


def _planned(job: Job, asked: Asked) -> Job:
    """The job, bound to the plan that was asked for; the plan's own policy where no other is named."""
    if asked.plan is None:
        return job
    from redactor.plan import carry_out, document

    plan = document.read(Path(asked.plan))
    if asked.policy is None and plan.policy != job.policy.name:
        raise UsageError(f"the plan was made under the policy {plan.policy}", "name it with --policy")
    return carry_out.planned_job(job, plan)


def files_of(given: tuple[str, ...]) -> tuple[Path, ...]:
    """The files and directories among the arguments; all of them must be there."""
    from redactor.source import walk

    if given.count(STREAM) > 1:
        raise UsageError("standard input is named twice", "give `-` once")
    inputs = tuple(Path(entry) for entry in given if entry != STREAM)
    walk(inputs)  # judges the arguments at once; what it would yield is the pipeline's
    return inputs


def _destination(asked: Asked, *, as_json: bool) -> str:
    """The name of the destination, which is known and has what it needs; empty where nothing is written."""
    if not asked.writes:
        return ""
    from redactor import destinations

    name = asked.destination or ("stdout" if asked.out == STREAM else "directory")
    known = destinations.available()
    if name not in known:
        name = "directory"  # a helpdesk or other recipient of the data sheet: its copies wait here to be sent
    if name == "directory" and asked.out in (None, "", STREAM):
        raise UsageError("no directory for the copies is named", "add --out DIR")
    if name == "stdout" and as_json:
        raise UsageError("the copy and the report cannot both go to standard output", "use --out DIR with --json")
    if asked.places and name != "directory":
        raise UsageError("--places needs a directory to write to", "use --out DIR")
    return name


def _for_destination(policy: Policy, asked: Asked, config: Config) -> Policy:
    """The policy as the destination narrows it; refuses and records a tenant that the destination does not serve."""
    from redactor import destinations, residency
    from redactor.toml_file import hint_for

    name, sheet = asked.destination or "", residency.sheet_of(config)
    if name not in sheet.subprocessors:
        known = {**destinations.available(), **sheet.destinations()}
        if name not in known:
            raise UsageError(f"unknown destination {name!r}", hint_for(name, tuple(known)))
        return policy
    return residency.admitted(policy, config.tenant, config, residency.row(sheet, name), _keys(asked).path)


def signer_of(keys: KeyStore, *, quiet: bool) -> Signer:
    """Who signs for a key store; that the signing key was made is said."""
    from redactor.signing import Signer, beside

    signer = Signer.open(beside(keys.path))
    if signer.created:
        _talk.say(f"signing key made: {signer.path} (`redactor receipt key` prints its public half)", quiet=quiet)
    return signer


def _cover(asked: Asked, policy: Policy, config: Config, *, names: bool) -> Cover:
    """What the given receipts cover; each must be signed by our own key."""
    from redactor import cover, receipt, receipt_files
    from redactor.signing import trusted

    signer = signer_of(_keys(asked), quiet=asked.quiet)
    wanted = cover.Asked(config.tenant, policy, names, config.language, receipt.Dictionary.of(config, signer))
    sealed = receipt_files.read([Path(path) for path in asked.receipts], trusted(signer.public))
    return cover.Cover.of(sealed, wanted, config.limits.attachment_bytes)


def _judge_output(out: Path, inputs: tuple[Path, ...], *, overwrite: bool) -> None:
    """Nothing is overwritten unasked, an original never."""
    if out.exists() and not out.is_dir():
        raise UsageError(f"the output {out} is not a directory", "choose another --out")
    if not out.is_dir() or not any(out.iterdir()):
        return
    if not overwrite:
        raise UsageError(f"the output {out} is not empty", "use --overwrite, or choose another --out")
    place = out.resolve()
    for entry in (path.resolve() for path in inputs):
        if entry.is_relative_to(place) or (entry.is_dir() and place.is_relative_to(entry)):
            raise UsageError(f"the output {out} holds originals or lies among them", "choose another --out")


def _deliver(name: str, asked: Asked, inputs: tuple[Path, ...]) -> Deliver:
    """A destination other than a directory, ready to take copies."""
    from redactor import destinations

    if name == "stdout" and (len(asked.inputs) != 1 or any(path.is_dir() for path in inputs)):
        raise UsageError("standard output takes one attachment", "use --out DIR")
    module = destinations.available()[name]
    out = Path(asked.out) if asked.out else Path()
    return lambda copy, copy_name: module.deliver(copy, out, copy_name, overwrite=asked.overwrite)


def _keys(asked: Asked) -> KeyStore:
    """The key store, made on first use; that it was made is said, since copies depend on it from now on."""
    from redactor.keys import KeyStore, default_path

    path = Path(asked.key_file) if asked.key_file else default_path(os.environ)
    store = KeyStore.open(path)
    if store.created:
        _talk.say(f"key store made: {store.path} (keep it private: it is the only way back)", quiet=asked.quiet)
    return store


def _vault(asked: Asked, config: Config, keys: KeyStore) -> str:
    """The vault, which can be opened; made on first use, and that is said."""
    from redactor.vault import place

    where = place.place(asked.vault, os.environ, config.vault, keys.path)
    made = not place.exists(where)
    with place.opened(where, create=True) as rows:
        if made:
            _talk.say(f"vault made: {rows.where} (what turns this key's pseudonyms back)", quiet=asked.quiet)
    return where


def _stream(config: Config) -> SpooledSource:
    """Standard input, read to its end into the private spool."""
    from redactor.source import SpooledSource

    return SpooledSource.from_stream(sys.stdin.buffer, STREAM_NAME, config.limits.attachment_bytes)


@contextlib.contextmanager
def _places(out: Path) -> Iterator[Callable[[str, Iterable[Place]], None]]:
    """`places.jsonl`, which appears whole when the run is done."""
    from redactor import atomic, report
    from redactor.destinations import directory

    directory.prepare(out)
    with atomic.writing(out / report.PLACES_NAME, overwrite=True) as file:

        def write(name: str, places: Iterable[Place]) -> None:
            for place in places:
                file.write(json.dumps({"file": name, **place._asdict()}).encode() + b"\n")

        yield write
