"""`redactor gateway`, which stands in front of a helpdesk, and `redactor sandbox`, a fake helpdesk to try it all with."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from redactor.cli import _talk
from redactor.cli._helpdesk import address, need, rules, state_path

_SERVICE = click.argument("service", type=click.Choice(["zendesk", "freshdesk"]))


@click.command(short_help="Stand in front of a helpdesk; redact what clients send.")
@_SERVICE
@click.option(
    "--upstream", metavar="URL", help="The helpdesk (default: REDACTOR_ZENDESK_URL or REDACTOR_FRESHDESK_URL)."
)
@click.option("--helpdesk-host", metavar="NAME", help="The name clients know it by (default: that of the URL).")
@click.option("--upstream-ca", metavar="FILE", help="Who signs its certificate, where that is a private authority.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8443, show_default=True, help="The port; 0 takes a free one."
)
@click.option("--tls-cert", metavar="FILE", help="Certificate of the gateway.")
@click.option("--tls-key", metavar="FILE", help="Its key.")
@click.option("--client-ca", metavar="FILE", help="Ask clients for certificates that this authority signed.")
@click.option("--client-tokens", metavar="FILE", help="Private file with a token a line; clients send one of them.")
@click.option(
    "--pass", "passes", metavar="'METHOD PATH'", multiple=True, help="Another route whose bodies pass as they are."
)
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Threads that redact.")
@click.option(
    "--largest", type=click.IntRange(1), default=50 << 20, show_default=True, help="Bytes of a body, at most."
)
@click.option(
    "--state", metavar="FILE", help="Which upload belongs to which case (default: the user's data directory)."
)
@click.option("--policy", metavar="NAME|FILE", help="What is done with what (default: balanced).")
@click.option("--tenant", metavar="NAME", help="Whose helpdesk this is (default: default).")
@click.option("--scope", type=click.Choice(["case", "tenant"]), default="case", show_default=True,
              help="Where equal values get equal pseudonyms.")  # fmt: skip
@click.option("--no-ner", is_flag=True, help="Do not seek names; needs a policy with names_required = false.")
@click.option("--key-file", metavar="FILE", help="The key store (default: REDACTOR_KEY_FILE, else the user's).")
@click.option("--vault", metavar="URL|PATH", help="What turns pseudonyms back (default: beside the key store).")
@click.option("--no-vault", is_flag=True, help="Keep no way back.")
@click.option("--config", metavar="FILE", help="Use this instead of redactor.toml.")
@click.option("--cases-of", type=click.IntRange(min=1), metavar="N", help="Print the cases of a ticket, and end.")
def gateway(**given: Any) -> int:
    """Stand in front of SERVICE: uploads, tickets and comments that unmodified clients send are redacted first.

    Logs a JSON line for each request to standard error; `/healthz` and `/metrics` tell how it is. `redactor restore`
    wants the case of what it turns back: --cases-of prints those that a ticket's uploads and messages belong to.
    """
    need("starlette", "uvicorn", "httpx2", "python_multipart", extra="gateway")
    if given["cases_of"]:
        return _print_cases(given)
    from redactor.gateway.serve import serve

    settings, listening = _settings(given), _listening(given)
    serve(settings, listening, lambda line: click.echo(line, err=True), lambda line: _talk.say(f"gateway: {line}"))
    return 0


def _print_cases(given: dict[str, Any]) -> int:
    from redactor import config as configuration
    from redactor.errors import UsageError
    from redactor.gateway.cases import Cases

    config = configuration.load(Path(given["config"]) if given["config"] else None, tenant=given["tenant"])
    path = Path(given["state"]) if given["state"] else state_path(given["service"], config.tenant)
    if not path.is_file():
        raise UsageError("this gateway has served nothing yet", "check --tenant and --state")
    for case in Cases(path, given["service"]).of_ticket(str(given["cases_of"])):
        click.echo(case)
    return 0


def _settings(given: dict[str, Any]) -> Any:
    from urllib.parse import urlsplit

    from redactor.gateway.settings import Settings

    service = given["service"]
    upstream = address(service, given["upstream"])
    made = rules(given, service)
    state = Path(given["state"]) if given["state"] else state_path(service, made.tenant)
    return Settings(
        service=service,
        upstream=upstream,
        host=(given["helpdesk_host"] or urlsplit(upstream).hostname or "").lower(),
        rules=made,
        state=state,
        client_tokens=_tokens(given["client_tokens"]),
        also_pass=frozenset(_route(entry) for entry in given["passes"]),
        upstream_ca=Path(given["upstream_ca"]) if given["upstream_ca"] else None,
        workers=given["workers"],
        largest=given["largest"],
    )


def _listening(given: dict[str, Any]) -> Any:
    from redactor.gateway.serve import Listening

    files = [Path(given[name]) if given[name] else None for name in ("tls_cert", "tls_key", "client_ca")]
    return Listening(given["host"], given["port"], *files)


def _tokens(path: str | None) -> frozenset[str]:
    if path is None:
        return frozenset()
    from redactor.errors import UsageError
    from redactor.helpdesk.credentials import private

    words = frozenset(private(Path(path), "client tokens").decode("utf-8", "replace").split())
    if not words or min(map(len, words)) < 16:
        raise UsageError(f"{path} has no token, or a short one", "write tokens of at least 16 characters, one a line")
    return words


def _route(entry: str) -> tuple[str, str]:
    from redactor.errors import UsageError

    method, _, path = entry.partition(" ")
    if not method.isupper() or not path.startswith("/"):
        raise UsageError("--pass takes a method and a path", "write --pass 'POST /api/v2/users'")
    return method, path.rstrip("/").removesuffix(".json")


@click.command(short_help="A fake helpdesk on loopback, to try things with.")
@_SERVICE
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Its port (default: a free one).")
@click.option("--rate-limit", type=click.IntRange(1), default=700, show_default=True, help="Requests a minute.")
def sandbox(service: str, port: int, rate_limit: int) -> int:
    """Start a fake SERVICE on loopback: no account, no network, nothing kept.

    Writes shell lines to standard output that tell the other commands where it is and how to sign in.
    """
    need("starlette", "uvicorn", "python_multipart", extra="gateway")
    from redactor.sandbox.serving import FAKES, bind, serve, url

    fake = FAKES[service](rate_limit=rate_limit)
    with bind(port) as api, bind() as files:
        name = service.upper()
        click.echo(f"export REDACTOR_{name}_URL={url(api)}")
        if service == "zendesk":
            click.echo(f"export REDACTOR_ZENDESK_CLIENT_ID=sandbox REDACTOR_ZENDESK_CLIENT_SECRET={fake.secret}")
        else:
            click.echo(f"export REDACTOR_FRESHDESK_API_KEY={fake.secret}")
        sys.stdout.flush()
        _talk.say(f"sandbox: {service} at {url(api)}; stop it with Ctrl-C")
        serve(fake, api, files)
    return 0


COMMANDS = (gateway, sandbox)
