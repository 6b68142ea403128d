"""`redactor evaluate`: recall and retention on a labelled corpus, as tables."""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from redactor.cli import _talk

if TYPE_CHECKING:
    from redactor.config import Config
    from redactor.evaluate import Score
    from redactor.policy import Policy

GROUPS = ("entity", "kind", "vendor", "file")


@click.command(short_help="Measure recall and retention on a labelled corpus.")
@click.argument("corpus", metavar="CORPUS")
@click.option("--policy", default="strict", show_default=True, metavar="NAME|FILE", help="What is done with what.")
@click.option("--by", type=click.Choice(GROUPS), default="entity", show_default=True, help="One row for each.")
@click.option("--show-leaks", type=click.IntRange(min=0), default=0, metavar="N", help="Show N leaked values.")
@click.option("--show-lost", type=click.IntRange(min=0), default=0, metavar="N", help="Show N lost values.")
@click.option("--no-ner", is_flag=True, help="Do not seek names in prose.")
@click.option("--engine", metavar="NAME", help="auto, hyperscan, re2, re or presidio.")
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Worker processes.")
@click.option("--config", metavar="FILE", help="Use this instead of redactor.toml.")
@click.option("--json", "as_json", is_flag=True, help="A JSON document instead of tables.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.")
def evaluate(
    *, corpus: str, policy: str, by: str, show_leaks: int, show_lost: int, no_ner: bool, engine: str | None, jobs: int,
    config: str | None, as_json: bool, quiet: bool,
) -> int:  # fmt: skip
    """Redact the files of CORPUS/in, each a case of its own, and score the copies by the labels in CORPUS/gold.jsonl.

    Exit code 1: something was withheld, so that the figures do not count.
    """
    from redactor import config as configuration
    from redactor import evaluate as scorer
    from redactor import policy as policies

    folder = Path(corpus)
    scorer.corpus(folder)
    settings = configuration.load(Path(config) if config else None, policy=policy, engine=engine)
    found = _scored(folder, settings, policies.load(settings.policy), jobs=jobs, names=not no_ner, quiet=quiet)
    if as_json:
        table = scorer.summary(found, by).astype(object).where(lambda cells: cells.notna(), None)
        _talk.data({"schema": "redactor-evaluation/1", "corpus": folder.resolve().name, "policy": policy, "by": by,
                    "micro": scorer.micro(found), "groups": table.to_dict("index")})  # fmt: skip
    else:
        _tables(found, by, show_leaks, show_lost)
    return 1 if found.blocked else 0


def _scored(folder: Path, settings: Config, policy: Policy, *, jobs: int, names: bool, quiet: bool) -> Score:
    """Redact the corpus into a private folder that is gone afterwards, with keys that nobody keeps."""
    from redactor import pipeline
    from redactor.config import NO_NAMES
    from redactor.evaluate import score
    from redactor.job import Job

    with tempfile.TemporaryDirectory(prefix="redactor-") as name, _talk.progress(quiet=quiet) as progress:
        job = Job(
            inputs=(folder / "in",),
            policy=policy,
            config=settings,
            out=Path(name),
            tenant=settings.tenant,
            case_by="file",
            engine=settings.engine,
            names=names and settings.names != NO_NAMES,
            language=settings.language,
            jobs=jobs,
        )
        pipeline.run(job, progress)
        return score(folder, Path(name))


def _tables(found: Score, by: str, show_leaks: int, show_lost: int) -> None:
    """The figures for people; one seed, so that the examples stay the same from run to run."""
    from redactor.evaluate import KEEP, micro, summary

    _talk.frame(summary(found, by), stream=sys.stdout)
    figures = micro(found)
    click.echo(
        "recall {recall:.4f}  retention {retention:.4f}  f {f:.4f}  files {files}  blocked {blocked}  "
        "leaks {leaks}/{occurrences}  keep {survived}/{keep}  residual {residual}/{distinct}".format(**figures)
    )
    leaks = [each for each in found.occurrences if each.entity != KEEP and each.stands]
    lost = [each for each in found.occurrences if each.entity == KEEP and not each.stands and not each.blocked]
    for heading, each_kind, limit in (("leaks", leaks, show_leaks), ("lost", lost, show_lost)):
        if limit and each_kind:
            chosen = sorted(random.Random(0).sample(each_kind, min(limit, len(each_kind))))
            click.echo(f"\n{heading}:")
            _talk.table(("file", "line", "entity", "value"), [(e.file, e.line, e.entity, e.text) for e in chosen])


COMMANDS = (evaluate,)
