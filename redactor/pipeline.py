"""The whole story: inputs become cases, a case is learnt, then every attachment is redacted, verified and delivered.

    walk ─► group by case ─► for each case:   learn   sniff ─► read ─► look ─► lexicon, networks
                                              redact  sniff ─► tree.redact_tree ─► Verified ─► destination ─► Released
                                                           └─ anything else ───────────────────────────────► Withheld

The one broad `except` is here, and it withholds.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from redactor import equipment as outfit
from redactor import watch
from redactor.attachment import Result, place
from redactor.case import Attachment, Equipment, Knowledge, Known, learn
from redactor.destinations import directory
from redactor.detect.detectors import SeenNetwork
from redactor.detect.lexicon import Lexicon
from redactor.errors import WithheldError
from redactor.file_names import redact_name
from redactor.job import Job, Progress, Task
from redactor.keys import CaseSecret
from redactor.model import MediaType, Outcome, Reason, Source, Withheld
from redactor.report import CaseResult, RunReport, TermCount
from redactor.runners import local
from redactor.sniff import sniff
from redactor.source import FileSource, walk
from redactor.tree import copy_suffix, leaves, redact_tree, released

if TYPE_CHECKING:
    from redactor.cover import Cover
    from redactor.vault.record import Record


def run(job: Job, progress: Callable[[Progress], None] = lambda _: None, kit: outfit.Kit | None = None) -> RunReport:
    """Do the job; every attachment ends as released or withheld in the report.

    `kit` is the equipment of an earlier run with the same engine, names, language and configuration in this thread.
    """
    started = datetime.now(UTC)
    if job.out is not None:
        directory.prepare(job.out)
    kit = kit or outfit.kit(job.engine, job.config, names=job.names, language=job.language)
    steps = _Steps(job, progress)
    cases = tuple(_case(job, kit, name, members, steps) for name, members in group(job))
    return RunReport(
        command="run" if job.out or job.deliver or job.accept else "check",
        policy=job.policy.name,
        policy_digest=kit.own.completed(job.policy).digest(),
        rules_digest=kit.rules_digest,
        tenant=job.tenant,
        scope=job.scope,
        engine=kit.engine,
        language=job.language,
        names_sought=kit.names_sought,
        started=started,
        finished=datetime.now(UTC),
        cases=cases,
        decisions=job.config.decisions.summary(),
        plan=job.plan,
    )


def group(job: Job) -> Iterator[tuple[str, list[Attachment]]]:
    """The attachments of each case, by `case_by`: one case for the run, for each top directory, or for each file."""
    aside = directory.RESERVED if job.cover else frozenset()  # a run's own papers among its copies are no attachments
    found = [Attachment(path, name) for path, name in walk(job.inputs) if name not in aside]
    found += [Attachment(None, stream.name, stream) for stream in job.streams]
    if job.case_by == "run":
        single = job.inputs[0].resolve().name if len(job.inputs) == 1 and job.inputs[0].is_dir() else ""
        yield job.case or single or "default", found
        return
    members: dict[str, list[Attachment]] = {}
    for attachment in found:
        key = attachment.name if job.case_by == "file" else attachment.name.partition("/")[0]
        members.setdefault(f"{job.case}/{key}" if job.case else key, []).append(attachment)
    yield from members.items()


def _case(job: Job, kit: outfit.Kit, name: str, members: Sequence[Attachment], steps: _Steps) -> CaseResult:
    """Learn a case, then redact its attachments."""
    knowledge, media = Knowledge(), dict[str, MediaType]()
    settled = {attachment.name for attachment in members if _settled(attachment, job.cover)}
    for attachment in members:
        if attachment.name not in settled:
            _learn(attachment, knowledge, kit, job, media)
        steps.step("learn", 0)
    secret = outfit.case_secret(job.key_store, job.tenant, name, job.scope)
    findings, knowledge.findings = knowledge.findings, {}
    equipment = outfit.equip(kit, job.policy, job.config, secret.secret, knowledge)
    equipment.record, quoted = _way_back(job, name, secret)
    equipment.spared |= quoted
    if job.overseer is not None:
        equipment.ruling = job.overseer
        job.overseer.begin(name, secret, equipment)
    outcomes = []
    tasks = _tasks(members, media, findings, equipment, settled, job.cover)
    for outcome in _outcomes(job, tasks, knowledge, equipment):
        outcomes.append(outcome)
        steps.step("redact", outcome.size)
    terms = tuple(
        TermCount(entity, rule, count) for (entity, rule), count in knowledge.lexicon.provenance().most_common()
    )
    return CaseResult(_shown(name, equipment), secret.key_id, secret.scheme, secret.generation, tuple(outcomes), terms)


def _shown(name: str, equipment: Equipment) -> str:
    """The case's name as it may stand in a report."""
    try:
        return redact_name(name, equipment)[0]
    except Exception:  # noqa: BLE001  # a name that cannot be judged is not shown
        return "case"


def _settled(attachment: Attachment, cover: Cover | None) -> bool:
    """True where receipts settle what becomes of an attachment, so that it is neither learnt from nor redacted."""
    if cover is None:
        return False
    try:
        return cover.knows(_open(attachment))
    except WithheldError:  # reading it fails again when its turn comes, and that is where it is withheld
        return False


def _learn(
    attachment: Attachment, knowledge: Knowledge, kit: outfit.Kit, job: Job, media: dict[str, MediaType]
) -> None:
    """Learn from one attachment; one that cannot be read teaches nothing, and is withheld when its turn comes."""
    try:
        source = _open(attachment)
        media[attachment.name] = sniff(source)
        with watch.seconds(job.config.limits.seconds):
            for leaf, kind in leaves(source, media[attachment.name], kit.containers, job.config.limits):
                _learn_leaf(leaf, kind, knowledge, kit, job)
    except Exception:  # noqa: BLE001  # redacting it fails again, and that is where it is withheld and reported
        return


def _learn_leaf(leaf: Source, kind: MediaType, knowledge: Knowledge, kit: outfit.Kit, job: Job) -> None:
    """Learn from a member, or from an attachment that is no container; the others teach what they can."""
    try:
        learn(knowledge, leaf, kind, kit.formats, kit.detectors, job.config)
    except Exception:  # noqa: BLE001  # as above
        return


def _tasks(
    members: Sequence[Attachment],
    media: dict[str, MediaType],
    findings: dict[str, Known],
    equipment: Equipment,
    settled: Set[str],
    cover: Cover | None,
) -> Iterator[Task]:
    """The attachments of a case, each with its name in the output; equal names are a clash for all but the first."""
    taken, inside = set[str](), dict[str, dict[str, Known]]()
    for key, found in findings.items():
        inside.setdefault(key.partition("\0")[0], {})[key] = found
    for number, attachment in enumerate(members, 1):
        known = attachment.name in settled
        try:
            as_it_is = known and cover is not None and attachment.name in cover.shown
            name, renamed = (attachment.name, False) if as_it_is else redact_name(attachment.name, equipment)
            name += copy_suffix(media.get(attachment.name), equipment.containers)
        except Exception:  # noqa: BLE001  # a name that cannot be judged is not shown
            name, renamed = f"attachment-{number}", True
        clash = name in taken
        taken.add(name)
        of_it = inside.get(attachment.name, {})
        yield Task(attachment, name, renamed, clash, media.get(attachment.name), of_it, known)


def _outcomes(job: Job, tasks: Iterator[Task], knowledge: Knowledge, equipment: Equipment) -> Iterator[Outcome]:
    """What becomes of the tasks, in order: here, or in worker processes."""
    alone = job.jobs < 2 or job.streams or job.deliver or job.accept or job.on_places or job.overseer
    if alone:
        yield from (_outcome(task, equipment, job) for task in tasks)
        return
    lean = replace(job, key_store=None)
    args = (lean, knowledge.lexicon.thawed(), knowledge.networks, equipment.secret, equipment.record, equipment.spared)
    yield from local.in_order(_outcome_in_worker, tasks, job.jobs, _lost, _set_up_worker, *args)


def _outcome(task: Task, equipment: Equipment, job: Job) -> Outcome:
    """Redact, verify and deliver one attachment; whatever goes wrong withholds it."""
    began = time.process_time()
    media, size, inner = task.media, 0, tuple[Outcome, ...]()
    try:
        source = _open(task.attachment)
        size = source.size
        if task.clash:
            raise WithheldError("another attachment has this name", Reason.DESTINATION, hint="rename one of them")
        media = media or sniff(source)
        if task.settled and job.cover is not None:
            covered = job.cover.take(source)
            _deliver(covered.copy, task.name, job)
            return covered.account(task.name, media, time.process_time() - began)
        result = _redacted(task, source, media, equipment, job)
        _deliver(result.verified.copy, task.name, job, result)
        if job.on_places is not None:
            job.on_places(task.name, (place(edit) for edit in result.log))
        seconds = time.process_time() - began
        return released(result, task.name, media, size, equipment, seconds, renamed=task.renamed)
    except WithheldError as error:
        reason, hint, kind = error.reason, error.hint, type(error).__name__
        inner = error.inner
        _told(job, task, media, error)
    except Exception as error:  # noqa: BLE001  # fail closed, in one place: the class is told, never the message
        reason, hint, kind = Reason.INTERNAL, "please report this", type(error).__name__
    if job.out is not None and job.overwrite and not task.clash:
        directory.withdraw(job.out, task.name)
    return Withheld(task.name, reason, kind, media, size, hint, time.process_time() - began, inner)


def _redacted(task: Task, source: Source, media: MediaType, equipment: Equipment, job: Job) -> Result:
    """The verified copy, of an input that did not change meanwhile, as whoever oversees the job has it."""
    if job.overseer is not None:
        if media.name in equipment.containers:
            raise WithheldError("a plan holds no members", Reason.UNSUPPORTED, hint="unpack it, and plan what is in it")
        job.overseer.open(source)
    keep = _Keeper(task.name, equipment, job)
    with watch.seconds(job.config.limits.seconds):
        result = redact_tree(source, media, equipment, task.findings, task.name, keep)
    if isinstance(source, FileSource):
        source.check_unchanged()
    if job.overseer is not None:
        job.overseer.done(task, source, media, result)
    return result


def _told(job: Job, task: Task, media: MediaType | None, error: WithheldError) -> None:
    """Whoever oversees the job hears that there is no result."""
    if job.overseer is not None:
        job.overseer.failed(task, media, error)


def _open(attachment: Attachment) -> Source:
    if attachment.stream is not None:
        return attachment.stream
    assert attachment.path is not None
    return FileSource(attachment.path, attachment.name)


def _way_back(job: Job, case: str, secret: CaseSecret) -> tuple[Record | None, frozenset[bytes]]:
    """Where the way back of a case goes (None where none is to be kept), and its pseudonyms that an input may quote."""
    if job.vault is None or job.key_store is None:
        return None, frozenset()
    from redactor.vault.domain import Domain  # here: see below
    from redactor.vault.quoted import quoted
    from redactor.vault.record import Record

    record = Record(job.vault, Domain.of(job.tenant, case, secret))
    return record, quoted(record)


@dataclass(frozen=True, slots=True)
class _Keeper:
    """Puts the way back of every verified copy, members' as well, into the vault, and tells the places of members.

    What is not on disk there is not delivered.
    """

    name: str
    equipment: Equipment
    job: Job

    def __call__(self, name: str, source: Source, media: MediaType, result: Result) -> None:
        record = self.equipment.record
        if record is not None:
            from redactor.vault.record import Copy  # here: `check` and --no-vault need none of it

            made = Copy(name, result.verified.sha256, result.verified.size, self.job.destination)
            record.keep(source, result.log, made, media.encoding if media.encoding.startswith("utf-16") else "")
        if self.job.on_places is not None and name != self.name:
            self.job.on_places(name, (place(edit) for edit in result.log))


def _deliver(copy: Source, name: str, job: Job, result: Result | None = None) -> None:
    """Hand a verified or covered copy to the destination; `result` is the account of a verified one."""
    if job.accept is not None and result is not None:
        job.accept(result, name)
    elif job.deliver is not None:
        job.deliver(copy, name)
    elif job.out is not None:
        directory.deliver(copy, job.out, name, overwrite=job.overwrite)


_worker: list[tuple[Job, Equipment]] = []
"""This process's own equipment, where it is a worker; set once, before its first task."""


def _set_up_worker(
    job: Job,
    lexicon: Lexicon,
    networks: set[SeenNetwork],
    secret: bytes,
    record: Record | None,
    spared: frozenset[bytes],
) -> None:
    kit = outfit.kit(job.engine, job.config, names=job.names, language=job.language)
    equipment = outfit.equip(kit, job.policy, job.config, secret, Knowledge(lexicon, networks))
    equipment.record, equipment.spared = record, spared
    _worker[:] = [(job, equipment)]


def _outcome_in_worker(task: Task) -> Outcome:
    job, equipment = _worker[0]
    return _outcome(task, equipment, job)


def _lost(task: Task) -> Outcome:
    """What becomes of an attachment whose worker died."""
    return Withheld(
        task.name, Reason.INTERNAL, "BrokenProcessPool", task.media, 0, "its worker process died; run it again"
    )


class _Steps:
    """Counts steps for the progress of a run; every attachment has two."""

    def __init__(self, job: Job, progress: Callable[[Progress], None]) -> None:
        self._report = progress
        self._total = sum(len(members) for _, members in group(job))
        self._state = Progress("learn", 0, self._total, 0)

    def step(self, stage: str, size: int) -> None:
        """One attachment has gone through `stage`."""
        done = self._state.done + 1 if stage == "redact" else self._state.done
        self._state = replace(self._state, stage=stage, done=done, bytes_done=self._state.bytes_done + size)
        self._report(self._state)
