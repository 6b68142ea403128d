"""What the commands that speak to a helpdesk share: its address, the rules, the extras they need."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redactor.cli import _talk
from redactor.errors import UsageError

if TYPE_CHECKING:
    from redactor.config import Config
    from redactor.helpdesk.model import Helpdesk
    from redactor.intake import Rules
    from redactor.keys import KeyStore


def need(*modules: str, extra: str) -> None:
    """Say which extra is to be installed where a module is missing."""
    if any(importlib.util.find_spec(module) is None for module in modules):
        raise UsageError("something this command needs is not installed", f"pip install 'support-redactor[{extra}]'")


def address(service: str, given: str | None) -> str:
    """The helpdesk's address, from the option or the environment."""
    variable = f"REDACTOR_{service.upper()}_URL"
    found = given or os.environ.get(variable, "")
    if not found:
        raise UsageError(f"where {service} is is not known", f"set {variable}, such as https://NAME.{service}.com")
    from redactor.helpdesk.http import Http

    Http(service, found, dict).close()  # judges it
    return found.rstrip("/")


def rules(given: dict[str, Any], service: str) -> Rules:
    """The rules of a command: its tenant admitted at the service, its policy narrowed to what the service may see.

    Without a service (empty) it is nobody's in particular, and the policy holds as it is.
    """
    from redactor import config as configuration
    from redactor import policy as policies
    from redactor import residency
    from redactor.intake import Rules
    from redactor.keys import KeyStore, default_path

    path = Path(given["config"]) if given["config"] else None
    config = configuration.load(path, policy=given["policy"], tenant=given["tenant"])
    store = KeyStore.open(Path(given["key_file"]) if given["key_file"] else default_path(os.environ))
    if store.created:
        _talk.say(f"key store made: {store.path} (keep it private: it is the only way back)")
    policy = policies.load(config.policy)
    if service:
        to = residency.row(residency.sheet_of(config), service)
        policy = residency.admitted(policy, config.tenant, config, to, store.path)
    return Rules(
        policy=policy,
        config=config,
        store=store,
        tenant=config.tenant,
        scope=given["scope"],
        engine=config.engine,
        names=not given["no_ner"] and config.names != configuration.NO_NAMES,
        vault=None if given["no_vault"] else _vault(given, config, store),
        destination=service,
    )


def _vault(given: dict[str, Any], config: Config, store: KeyStore) -> str:
    """The vault, which can be opened; made on first use, and that is said."""
    from redactor.vault import place

    where = place.place(given["vault"], os.environ, config.vault, store.path)
    made = not place.exists(where)
    with place.opened(where, create=True) as rows:
        if made:
            _talk.say(f"vault made: {rows.where} (what turns this key's pseudonyms back)")
    return where


def connect(service: str, url: str, given: dict[str, Any]) -> Helpdesk:
    """The adapter, signed in with what file, environment or keyring have."""
    import stamina.instrumentation

    from redactor.helpdesk import credentials
    from redactor.helpdesk.freshdesk import Freshdesk
    from redactor.helpdesk.zendesk import Zendesk

    stamina.instrumentation.set_on_retry_hooks(())  # a retry is no news: what comes of it is
    path = Path(given["credentials"]) if given["credentials"] else None
    found = credentials.find(service, path, os.environ)
    if service == "zendesk":
        return Zendesk(url, found, file_hosts=given["file_host"])
    return Freshdesk(url, found, file_hosts=given["file_host"])


def journal_path(given: dict[str, Any], command: str, desk: Helpdesk, ticket: int) -> Path:
    """Where a command keeps its journal: one for each helpdesk, tenant and, of `send`, ticket."""
    if given["journal"]:
        return Path(given["journal"])
    return _own_file(f"{command}-{desk.service}", (desk.host, given["tenant"] or "", str(ticket)), "jsonl")


def state_path(service: str, tenant: str) -> Path:
    """Where a gateway of this machine keeps its state."""
    return _own_file(f"gateway-{service}", (tenant,), "sqlite")


def _own_file(name: str, about: tuple[str, ...], suffix: str) -> Path:
    import hashlib

    from platformdirs import user_data_path

    # A tenant's name may hold what a file name may not.
    digest = hashlib.sha256("\n".join(about).encode()).hexdigest()[:16]
    return user_data_path("redactor") / f"{name}-{digest}.{suffix}"
