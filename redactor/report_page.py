"""The report as a page that a person likes to look at: one file that refers to nothing and holds no value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from redactor import cache
from redactor.model import Check, Count, Outcome, Place, Reason, Released, every
from redactor.report import VERDICTS, RunReport, verdict
from redactor.version import VERSION

if TYPE_CHECKING:
    from jinja2 import Template

PLACES = 20_000
"""Most places that a page lists over all files; the JSON report has the first 1,000 of each."""
STEPS = 80
"""Of the strip that shows where in a file the places are."""
_TEMPLATE = Path(__file__).parent / "report_html" / "page.html.j2"

WHAT_TO_DO = {
    Reason.UNSUPPORTED: "This release cannot read the format; send what matters of it as text.",
    Reason.ENCRYPTED: "Attach it without a password.",
    Reason.REFUSED: "Links, devices, odd and repeated names in archives are refused; attach the file itself.",
    Reason.MEMBERS: "The policy wants containers whole; leave out the member that is withheld.",
    Reason.BINARY: "Unknown binary content; if it is text after all, convert it.",
    Reason.UNREADABLE: "Check the permissions of the file, then run again.",
    Reason.NOT_A_FILE: "Links and devices are never followed; give the file itself.",
    Reason.UNDECODABLE: "Save it as UTF-8, then run again.",
    Reason.DAMAGED: "The content is cut off or broken; attach a whole copy.",
    Reason.LIMIT: "Larger or deeper than allowed; split it, or raise the limit in redactor.toml.",
    Reason.CHANGED: "It was being written to; run again when it is complete.",
    Reason.VERIFICATION: "The copy did not pass a check, so there is none; please report this.",
    Reason.NEEDS_REVIEW: "A person has to decide: open it with redactor review.",
    Reason.MODEL_MISSING: "Install the language model, or run with --no-ner and say so to the recipient.",
    Reason.INTERRUPTED: "The run was stopped; run again.",
    Reason.DESTINATION: "The copy could not be delivered; check space, permissions and existing files.",
    Reason.RECEIPT: "It is not the file its receipt is for, or the receipt was changed; run it without --receipts.",
    Reason.VAULT: "The way back could not be kept; check the vault, or run with --no-vault.",
    Reason.INTERNAL: "A defect of this program; please report the class of the error.",
}
"""What a user can do about a withheld attachment, where its own hint says nothing."""

ENTITY_WORDS = {
    "IP_ADDRESS": "IP addresses",
    "MAC_ADDRESS": "MAC addresses",
    "HOSTNAME": "host names",
    "EMAIL_ADDRESS": "e-mail addresses",
    "PERSON": "persons",
    "USERNAME": "user names",
    "PHONE_NUMBER": "phone numbers",
    "SERIAL_NUMBER": "serial numbers",
    "PRODUCT_ID": "product ids",
    "OS_VERSION": "OS versions",
    "OS_FEATURE_SET": "OS feature sets",
    "BROWSER": "browsers",
    "URL": "URLs",
    "SECRET": "secrets",
    "LOCATION": "locations",
    "ORGANIZATION": "organisations",
    "CREDIT_CARD": "card numbers",
    "IBAN": "IBANs",
    "NATIONAL_ID": "national ids",
    "DATE_OF_BIRTH": "dates of birth",
    "OTHER_ID": "other ids",
}


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of the chart: an entity, how much of the longest row each action takes, in per cent."""

    label: str
    total: int
    parts: tuple[tuple[str, int, float], ...]
    """(action, count, width)."""


@dataclass(frozen=True, slots=True)
class FileRow:
    """An attachment as the page shows it."""

    outcome: Outcome
    case: str
    verdict: str
    replaced: int
    kept: int
    places: tuple[Place, ...]
    hidden: int
    """Places that are not listed here."""
    advice: str

    @property
    def bars(self) -> list[Bar]:
        """What was replaced here, by entity."""
        assert isinstance(self.outcome, Released)
        sums: dict[str, dict[str, int]] = {}
        for count in self.outcome.counts:
            actions = sums.setdefault(count.entity, {})
            actions[count.action] = actions.get(count.action, 0) + count.occurrences
        return _drawn(dict(sorted(sums.items(), key=lambda item: -sum(item[1].values()))))

    @property
    def strip(self) -> list[int]:
        """How dense the listed places are along the file, in steps from its first line to its last, in per cent."""
        assert isinstance(self.outcome, Released)
        steps = [0] * STEPS
        for place in self.places:
            steps[min(STEPS - 1, (place.line - 1) * STEPS // max(1, self.outcome.lines))] += 1
        most = max(steps)
        return [round(100 * step / most) if most else 0 for step in steps]

    @property
    def covered(self) -> float:
        """Share of the bytes that was scanned, in per cent; the rest is known structure."""
        assert isinstance(self.outcome, Released)
        return 100 * self.outcome.coverage.scanned / self.outcome.size if self.outcome.size else 100.0


def chunks(report: RunReport) -> Iterator[str]:
    """The page, in pieces."""
    template = _template()
    stream = template.stream(
        report=report,
        totals=report.totals(),
        version=VERSION,
        verdicts=VERDICTS,
        bars=_bars(report),
        rules=_rules(report),
        checks=_checks(report),
        rows=_rows(report),
        withheld=[row for row in _rows(report) if not isinstance(row.outcome, Released)],
    )
    stream.enable_buffering(200)
    return iter(stream)


def _template() -> Template:
    """The page's template; what it compiles to is kept for the next process."""
    from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined  # heavy, and needed here alone
    from jinja2.bccache import Bucket

    class Kept(BytecodeCache):
        def load_bytecode(self, bucket: Bucket) -> None:
            kept = cache.load(cache.name(".page", bucket.key, bucket.checksum))
            if kept is not None:
                bucket.bytecode_from_string(kept)

        def dump_bytecode(self, bucket: Bucket) -> None:
            cache.save(cache.name(".page", bucket.key, bucket.checksum), bucket.bytecode_to_string())

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATE.parent),
        bytecode_cache=Kept(),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters.update(size=_size, number=_number, words=_words, duration=_duration)
    return environment.get_template(_TEMPLATE.name)


def _rows(report: RunReport) -> Iterator[FileRow]:
    """Every attachment with as many places as the page has room for."""
    room = PLACES
    for case in report.cases:
        for outcome in every(case.outcomes):
            if not isinstance(outcome, Released):
                advice = outcome.hint or WHAT_TO_DO[outcome.reason]
                yield FileRow(outcome, case.name, verdict(outcome), 0, 0, (), 0, advice)
                continue
            places = tuple(islice(outcome.places, room))
            room -= len(places)
            replaced = sum(count.occurrences for count in outcome.counts)
            kept = sum(count.occurrences for count in outcome.kept)
            yield FileRow(
                outcome, case.name, verdict(outcome), replaced, kept, places, max(0, replaced - len(places)), ""
            )


def _bars(report: RunReport) -> list[Bar]:
    return _drawn(report.totals().by_entity)


def _drawn(by_entity: Mapping[str, Mapping[str, int]]) -> list[Bar]:
    longest = max((sum(actions.values()) for actions in by_entity.values()), default=1)
    return [
        Bar(
            ENTITY_WORDS.get(entity, entity),
            sum(actions.values()),
            tuple((action, count, round(100 * count / longest, 2)) for action, count in actions.items()),
        )
        for entity, actions in by_entity.items()
    ]


def _rules(report: RunReport) -> list[Count]:
    """Replacements by rule over all attachments, most frequent first; `distinct` counts the attachments."""
    sums: dict[tuple[str, str, str], list[int]] = {}
    for outcome in report.entries:
        for count in outcome.counts if isinstance(outcome, Released) and not outcome.members else ():
            entry = sums.setdefault((count.rule, count.entity, count.action), [0, 0])
            entry[0] += count.occurrences
            entry[1] += 1
    ranked = sorted(sums.items(), key=lambda item: (-item[1][0], item[0]))
    return [Count(entity, action, rule, *numbers) for (rule, entity, action), numbers in ranked]


def _checks(report: RunReport) -> list[Check]:
    """The checks that every released copy passed, with what they looked at in all."""
    sums: dict[str, list[int]] = {}
    for outcome in report.entries:
        for check in outcome.checks if isinstance(outcome, Released) else ():
            entry = sums.setdefault(check.name, [0, 0])
            entry[0] += check.looked_at
            entry[1] += check.exempt
    return [Check(name, *numbers) for name, numbers in sums.items()]


def _words(entity: str) -> str:
    return ENTITY_WORDS.get(entity, entity)


def _number(value: int) -> str:
    """Groups of three digits, apart by a thin space that does not break."""
    return f"{value:,}".replace(",", "\u202f")


def _size(value: int) -> str:
    amount = float(value)
    for unit in ("B", "KB", "MB", "GB"):
        if amount < 1000 or unit == "GB":
            break
        amount /= 1000
    return f"{amount:.0f} {unit}" if unit == "B" or amount >= 100 else f"{amount:.1f} {unit}"


def _duration(seconds: float) -> str:
    if seconds < 1:
        return f"{seconds * 1000:.0f} ms"
    return f"{seconds:.1f} s" if seconds < 60 else f"{int(seconds // 60)} min {int(seconds % 60)} s"
