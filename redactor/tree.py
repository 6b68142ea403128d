"""A container as a tree: its members are attachments of the case, and containers in turn, all within one budget.

    bytes ─members─► each: sniff ─► redact ─► Verified ──┐
                         │  a container: all of this again ┤
                         └─ cannot be released ─► placeholder ┴─build─► copy ─opened again─► verify_container ─► Verified

What is not a container goes straight to `attachment.redact`.  Whatever is wrong with one member withholds that member; a
limit that the whole tree shares, and any other failure, withholds the attachment.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from redactor.attachment import Result, Tally, redact
from redactor.case import Equipment, Known
from redactor.errors import BudgetError, FormatError, LimitError, WithheldError
from redactor.file_names import redact_part
from redactor.limits import Budget, Limits
from redactor.model import (
    Container,
    Coverage,
    MediaType,
    Member,
    Outcome,
    Part,
    Reason,
    Released,
    Source,
    Withheld,
)
from redactor.placeholder import SUFFIX, text
from redactor.sniff import sniff
from redactor.source import BytesSource, Spool
from redactor.verify import Proof, verify_container
from redactor.write import EditLog

Told = Callable[[str, Source, MediaType, Result], None]


class MemberError(WithheldError):
    """A container that may not go, since a member of it is withheld; `inner` says which."""

    def __init__(self, reason: Reason, hint: str, outcomes: list[Outcome]) -> None:
        super().__init__("a member of it is withheld", reason, hint)
        self.inner = tuple(outcomes)


def opener(media: MediaType, containers: Mapping[str, Container]) -> Container | None:
    """Who opens it; None where it is no container, or one that nobody opens."""
    return containers.get(media.name) if media.kind in ("container", "document") else None


def leaves(
    source: Source, media: MediaType, containers: Mapping[str, Container], limits: Limits
) -> Iterator[tuple[Source, MediaType]]:
    """Everything in an attachment that is not a container, each readable until the next is asked for.

    What cannot be opened is left out: it is withheld when its turn comes.
    """
    return _leaves(source, media, containers, Budget(limits, source.size, Spool), 0)


def _leaves(
    source: Source, media: MediaType, containers: Mapping[str, Container], budget: Budget, depth: int
) -> Iterator[tuple[Source, MediaType]]:
    box = opener(media, containers)
    if box is None:
        yield source, media
        return
    if depth >= budget.limits.nesting:
        return
    try:
        for member in box.members(source, budget):
            if member.source is not None:
                inner = member.media or sniff(member.source)
                yield from _leaves(member.source, inner, containers, budget, depth + 1)
    except BudgetError:
        raise
    except WithheldError:
        return


def redact_tree(
    source: Source,
    media: MediaType,
    equipment: Equipment,
    findings: Mapping[str, Known],
    name: str,
    told: Told | None = None,
) -> Result:
    """The verified copy of an attachment and of all that is inside; raises `WithheldError` where there can be none.

    `findings` is what the learn pass kept, by the sources' names; `name` what the copy is called.  `told` is told of every
    copy of something that is no container, at any depth, while its source can still be read.
    """
    budget = Budget(equipment.config.limits, source.size, Spool)
    tree = _Tree(equipment, findings, budget, told)
    return tree.branch(source, media, name, 0)


@dataclass(slots=True)
class _Box:
    """A container that is being copied: what its copy must hold, and what became of its members."""

    shown: str
    single: bool
    """True for a compressed file, whose content goes by the file's own name."""
    proofs: list[Proof] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    seen: set[str] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)
    released: int = 0
    passed: int = 0
    """Bytes of the container that are spent on members that are withheld."""
    rounds: int = 1
    refused: Withheld | None = None
    """The first member that is withheld."""
    only: Result | None = None
    """Of a compressed file, what became of its content: that is what is reported of the file."""


class _Tree:
    """Redacts an attachment with everything inside of it."""

    def __init__(self, equipment: Equipment, findings: Mapping[str, Known], budget: Budget, told: Told | None) -> None:
        self.equipment, self.findings, self.budget, self.told = equipment, findings, budget, told
        self.names: dict[str, tuple[str, frozenset[str]]] = {}

    def branch(self, source: Source, media: MediaType, shown: str, depth: int) -> Result:
        """A container or anything else, at any depth."""
        box = opener(media, self.equipment.containers)
        if box is None:
            limits = replace(self.equipment.config.limits, seconds=self.budget.seconds_left())
            equipment = replace(self.equipment, config=replace(self.equipment.config, limits=limits)) if depth else None
            result = redact(source, media, equipment or self.equipment, self.findings.get(source.name))
            if self.told is not None:
                self.told(shown, source, media, result)
            return result
        if depth >= self.budget.limits.nesting:
            raise LimitError("containers in containers, deeper than allowed", hint="raise limits.nesting, or unpack it")
        return self._container(box, source, shown, depth)

    def _container(self, container: Container, source: Source, shown: str, depth: int) -> Result:
        """Copy a container and verify the copy."""
        box = _Box(shown, single=container.SINGLE)
        if not container.COPY:
            return self._content(container, source, shown, depth)
        opener = self.equipment.containers[container.COPY]
        copy = Spool(source.name, 2 * self.budget.limits.attachment_bytes)
        try:
            container.build(source, self._parts(container, source, box, depth), copy)
            self._judge(box)
            again = opener.members(
                copy, replace(self.budget, size=max(self.budget.size, copy.size), members=0, unpacked=0)
            )
            verified = verify_container(copy, again, opener.spare(copy), box.proofs)
        except BaseException:
            copy.close()
            raise
        structure = min(source.size, box.passed)
        coverage = Coverage(source.size - structure, structure)
        lines, log = (box.only.lines, box.only.log) if box.only is not None else (0, EditLog())
        return Result(verified, box.tally, coverage, box.rounds, lines, log, tuple(box.outcomes))

    def _content(self, container: Container, source: Source, shown: str, depth: int) -> Result:
        """The copy of what is in a document of which nothing but its text is released."""
        for member in container.members(source, self.budget):
            if member.source is not None:
                result = self.branch(member.source, member.media or sniff(member.source), shown, depth + 1)
                return replace(result, coverage=Coverage(source.size, 0))
        raise FormatError("a document without text", Reason.UNSUPPORTED, "attach its text")

    def _judge(self, box: _Box) -> None:
        """Withhold a container of which nothing is left, or that must be whole and is not."""
        refused = box.refused
        if refused is not None and not box.released:
            raise MemberError(refused.reason, refused.hint, box.outcomes)
        if refused is not None and self.equipment.policy.whole_containers:
            raise MemberError(Reason.MEMBERS, "attach it without that member, or use another policy", box.outcomes)

    def _parts(self, container: Container, source: Source, box: _Box, depth: int) -> Iterator[Part]:
        """What goes into the copy, in the order of the members; each is given back before the next is made."""
        for number, member in enumerate(container.members(source, self.budget), 1):
            name, gone = self._name(member.name) if not member.fixed else (member.name, frozenset[str]())
            if member.refused is None and self._is_twice(member.name, name, box):
                member = replace(member, source=None, refused=Reason.REFUSED)
            if member.source is None and member.refused is None:
                box.proofs.append(Proof(name, None, gone))
                yield Part(name, None, member.mode, member.time)
                continue
            safe = member.refused is not Reason.REFUSED and not any(value in name.casefold() for value in gone)
            name = name if safe else f"member-{number}"
            yield from self._part(member, name, gone, box, depth)

    def _part(self, member: Member, name: str, gone: frozenset[str], box: _Box, depth: int) -> Iterator[Part]:
        """The copy of one member, or its placeholder."""
        began, media = time.process_time(), None
        shown = box.shown if box.single else f"{box.shown}!{name}"
        size = member.source.size if member.source is not None else member.stored
        try:
            if member.source is None:
                raise WithheldError("not opened", member.refused, _HINTS.get(member.refused or Reason.REFUSED, ""))
            media = member.media or sniff(member.source)
            suffix = copy_suffix(media, self.equipment.containers)
            result = self.branch(member.source, media, shown + suffix, depth + 1)
        except BudgetError:
            raise
        except WithheldError as error:
            seconds = time.process_time() - began
            withheld = Withheld(shown, error.reason, type(error).__name__, media, size, error.hint, seconds)
            box.outcomes += [*([] if box.single else [withheld]), *error.inner]
            box.refused = box.refused or withheld
            box.passed += member.stored
            reason = error.reason
        else:
            seconds = time.process_time() - began
            name, renamed = name + suffix, name + suffix != member.name
            account = released(result, shown + suffix, media, size, self.equipment, seconds, renamed=renamed)
            yield self._copied(member, name, gone, box, result, account)
            _give_back(result, log=not box.single)
            return
        yield self._placeholder(member, name, reason, gone, box)

    def _copied(
        self, member: Member, name: str, gone: frozenset[str], box: _Box, result: Result, account: Released
    ) -> Part:
        """The verified copy of a member, taken account of."""
        box.outcomes += [*([] if box.single else [account]), *result.members]
        box.proofs.append(Proof(name, result.verified, gone))
        box.tally.add(result.tally)
        box.released += 1
        box.rounds = max(box.rounds, result.rounds)
        if box.single:
            box.only, box.tally.places = result, result.tally.places
        return Part(name, result.verified.copy, member.mode, member.time, member.method)

    def _placeholder(self, member: Member, name: str, reason: Reason, gone: frozenset[str], box: _Box) -> Part:
        name = name if member.fixed else name.removesuffix("/") + SUFFIX
        box.proofs.append(Proof(name, reason, gone))
        return Part(name, BytesSource(text(reason), name), 0o644, member.time)

    def _name(self, name: str) -> tuple[str, frozenset[str]]:
        """A member's name with what is sensitive replaced, and what that was."""
        parts, gone = [], frozenset[str]()
        for part in name.split("/"):
            if part not in self.names:
                if len(self.names) > _REMEMBERED:
                    self.names.clear()
                self.names[part] = redact_part(part, self.equipment) if part.strip(".") else (part, frozenset())
            new, values = self.names[part]
            parts.append(new)
            gone |= {value for value in values if len(value) >= _TELLING}
        return "/".join(parts), gone

    def _is_twice(self, old: str, new: str, box: _Box) -> bool:
        """Whether a file of this name, upper and lower case aside, was there before, in the original or in the copy."""
        if old.endswith("/"):
            return False
        twice = old.casefold() in box.seen or new.casefold() in box.taken
        box.seen.add(old.casefold())
        box.taken.add(new.casefold())
        return twice


_REMEMBERED = 10_000
_TELLING = 4
"""A shorter value may stand in a pseudonym by chance."""
_HINTS = {
    Reason.ENCRYPTED: "attach it without a password",
    Reason.REFUSED: "attach the file itself, under a name of its own",
    Reason.DAMAGED: "attach a whole copy",
    Reason.UNSUPPORTED: "pack it again with deflate",
    Reason.LIMIT: "raise limits.attachment_bytes, or split it",
}


def copy_suffix(media: MediaType | None, containers: Mapping[str, Container]) -> str:
    """What the name of a copy gets because it is of another type than the original."""
    box = opener(media, containers) if media is not None else None
    return box.SUFFIX if box is not None else ""


def released(
    result: Result, name: str, media: MediaType, size: int, equipment: Equipment, seconds: float, *, renamed: bool
) -> Released:
    """The account of an attachment or member whose copy passed every check."""
    verified, tally = result.verified, result.tally
    return Released(
        name=name,
        renamed=renamed,
        media=media,
        size=size,
        copy_size=verified.size,
        copy_sha256=verified.sha256,
        lines=result.lines,
        counts=tally.counts(),
        kept=tally.kept_counts(),
        places=tuple(tally.places),
        checks=verified.checks,
        coverage=result.coverage,
        rounds=result.rounds,
        names_sought=equipment.names_sought,
        seconds=seconds,
        members=result.members,
    )


def _give_back(result: Result, *, log: bool) -> None:
    """Close what a member's copy holds, and its edits unless they are reported as the container's."""
    if log:
        result.log.close()
    copy = result.verified.copy
    if isinstance(copy, Spool):
        copy.close()
