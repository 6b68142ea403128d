"""`redactor send`, which delivers a case to a helpdesk, and `redactor sweep`, which repairs what arrived around us."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from redactor.cli import _talk
from redactor.cli._helpdesk import address, connect, journal_path, need, rules
from redactor.errors import UsageError

if TYPE_CHECKING:
    from redactor.delivery.sweep import Swept
    from redactor.helpdesk.model import Helpdesk, Ticket
    from redactor.intake import Ready

_SHARED = (
    click.option("--url", metavar="URL", help="The helpdesk (default: REDACTOR_ZENDESK_URL or REDACTOR_FRESHDESK_URL)."),
    click.option("--credentials", metavar="FILE", help="Private TOML file (default: the environment, then the keyring)."),
    click.option("--file-host", metavar="NAME", multiple=True, help="Another host that holds the helpdesk's files."),
    click.option("--policy", metavar="NAME|FILE", help="What is done with what (default: balanced)."),
    click.option("--tenant", metavar="NAME", help="Whose attachments these are (default: default)."),
    click.option("--scope", type=click.Choice(["case", "tenant"]), default="case", show_default=True,
                 help="Where equal values get equal pseudonyms."),
    click.option("--no-ner", is_flag=True, help="Do not seek names; needs a policy with names_required = false."),
    click.option("--key-file", metavar="FILE", help="The key store (default: REDACTOR_KEY_FILE, else the user's)."),
    click.option("--vault", metavar="URL|PATH", help="What turns pseudonyms back (default: beside the key store)."),
    click.option("--no-vault", is_flag=True, help="Keep no way back."),
    click.option("--config", metavar="FILE", help="Use this instead of redactor.toml."),
    click.option("--journal", metavar="FILE", help="What was done (default: in the user's data directory)."),
    click.option("--json", "as_json", is_flag=True, help="Write what was done to standard output."),
)  # fmt: skip


def _shared(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(_SHARED):
        command = option(command)
    return command


@click.command(short_help="Deliver redacted copies to a ticket.")
@click.argument("case", nargs=-1, required=True, metavar="CASE...")
@click.option("--to", "service", type=click.Choice(["zendesk", "freshdesk"]), required=True, help="The helpdesk.")
@click.option("--ticket", type=click.IntRange(min=1), required=True, metavar="N", help="The ticket's number.")
@click.option("--case-id", metavar="ID", help="Whose pseudonyms these share (default: the ticket's).")
@click.option("--dry-run", is_flag=True, help="Redact, and tell what would be sent.")
@_shared
def send(**given: Any) -> int:
    """Redact CASE (files, directories) and deliver the copies to a ticket, in one private note.

    What is withheld or needs review is not sent. The same copies are sent once, however often this is run.
    Exit code 0: everything was sent; 1: something was withheld, or nothing could be delivered.
    """
    need("httpx2", "stamina", extra="helpdesk")
    from redactor.delivery import send as sending
    from redactor.delivery.journal import Journal
    from redactor.intake import Intake

    service, ticket = given["service"], given["ticket"]
    intake = Intake(rules(given, service))
    inputs = [Path(entry) for entry in given["case"]]
    case = given["case_id"] or sending.case_of(service, ticket)
    if given["dry_run"]:
        sent = sending.Sent(sending.prepare(intake, case, inputs))
    else:
        desk = connect(service, address(service, given["url"]), given)
        with Journal(journal_path(given, "send", desk, ticket)) as journal:
            sent = sending.send(intake, desk, ticket, inputs, journal, case)
    _told(sent.ready, "would be sent" if given["dry_run"] else "sent")
    if sent.already:
        _talk.say(f"the same copies were sent before, in comment {sent.comment}")
    if given["as_json"]:
        about = {"service": service, "ticket": ticket, "submission": sent.submission, "comment": sent.comment}
        _talk.data({**about, "already": sent.already, "files": [_file(one) for one in sent.ready]})
    return 1 if sent.held_back else 0


def _told(ready: tuple[Ready, ...], done: str) -> None:
    """Each attachment with what became of it, on stderr."""
    from redactor.model import Withheld

    for one in ready:
        account = one.account
        if isinstance(account, Withheld):
            hint = f" ({account.hint})" if account.hint else ""
            _talk.say(f"withheld: {account.name}: {account.reason}{hint}")
    _talk.say(f"{sum(1 for one in ready if one.result is not None)} {done}, {len(ready)} attachments")


def _file(ready: Ready) -> dict[str, Any]:
    from redactor.model import Withheld

    account = ready.account
    told = {"name": account.name, "verdict": ready.verdict, "size": account.size}
    if isinstance(account, Withheld):
        return {**told, "reason": str(account.reason)}
    return {**told, "copy_size": account.copy_size, "copy_sha256": account.copy_sha256}


@click.command(short_help="Repair attachments that arrived around the gateway.")
@click.argument("service", type=click.Choice(["zendesk", "freshdesk"]))
@click.option("--ticket", "tickets", type=click.IntRange(min=1), multiple=True, metavar="N", help="Only these tickets.")
@click.option("--since", default="24h", show_default=True, metavar="AGE", help="Tickets that changed in 30m, 24h, 7d …")
@click.option("--apply", is_flag=True, help="Do it; without this nothing is changed.")
@click.option("--remove-on-closed", is_flag=True, help="On closed tickets, which take no copy, remove all the same.")
@click.option("--gateway-state", metavar="FILE", multiple=True, help="State of a gateway whose copies are left alone.")
@_shared
def sweep(**given: Any) -> int:
    """Find attachments at SERVICE that arrived around the gateway (mails); replace them by redacted copies.

    The copy is added in a private note, then the original is removed for good. Without --apply nothing is changed.
    Exit code 0: nothing is left to repair; 1: something is.
    """
    need("httpx2", "stamina", extra="helpdesk")
    from redactor.delivery.journal import Journal
    from redactor.delivery.sweep import Sweep
    from redactor.intake import Intake

    service = given["service"]
    intake = Intake(rules(given, service))
    desk = connect(service, address(service, given["url"]), given)
    known = _known(given, service, intake.rules.tenant)
    with Journal(journal_path(given, "sweep", desk, 0)) as journal:
        run = Sweep(intake, desk, journal, given["apply"], given["remove_on_closed"], known)
        swept = list(_said(run.run(_tickets(desk, given)), quiet=given["as_json"]))
    if given["as_json"]:
        _talk.data([_entry(one) for one in swept])
    open_ends = [one for one in swept if one.action not in ("clean", "known", "replaced", "removed")]
    _talk.say(f"{len(swept)} files looked at, {len(open_ends)} to repair" if swept else "no files")
    return 1 if open_ends else 0


def _said(swept: Iterator[Swept], *, quiet: bool) -> Iterator[Swept]:
    """Each file as it is done, on standard output, one a line with tabs."""
    for one in swept:
        if not quiet:
            cells = (one.ticket, one.state, one.attachment, one.action, one.reason or "-", one.name or "-")
            line = "\t".join(re.sub(r"[\x00-\x1f\x7f-\x9f]+", " ", str(cell)) for cell in cells)
            click.echo(line.encode(errors="backslashreplace"))
            sys.stdout.flush()
        yield one


def _entry(one: Swept) -> dict[str, Any]:
    about = {"ticket": one.ticket, "state": one.state, "attachment": one.attachment}
    return {**about, "name": one.name, "action": one.action, "reason": one.reason}


def _tickets(desk: Helpdesk, given: dict[str, Any]) -> Iterator[Ticket]:
    if given["tickets"]:
        return (desk.ticket(number) for number in given["tickets"])
    import time

    found = re.fullmatch(r"([0-9]+)([mhd])", given["since"])
    if not found:
        raise UsageError("--since is no age", "write 30m, 24h or 7d")
    return desk.changed(time.time() - int(found[1]) * {"m": 60, "h": 3600, "d": 86400}[found[2]])


def _known(given: dict[str, Any], service: str, tenant: str) -> Callable[[str], bool]:
    """Whether a copy went through a gateway: that of this machine, or one whose state is named."""
    from redactor.cli._helpdesk import state_path
    from redactor.gateway.cases import Cases

    named = [Path(entry) for entry in given["gateway_state"]]
    if not all(path.is_file() for path in named):
        raise UsageError("a gateway's state is not there", "check --gateway-state")
    own = state_path(service, tenant)
    files = [Cases(path, service) for path in (*named, own) if os.access(path, os.R_OK | os.W_OK)]
    return lambda digest: any(file.knows(digest) for file in files)


COMMANDS = (send, sweep)
