"""Which helpdesk a tenant's tickets may live at: North American customers' at Zendesk, EU customers' at Freshdesk."""

from __future__ import annotations

from redactor.config import Config
from redactor.errors import UsageError

REGION = {"zendesk": "na", "freshdesk": "eu"}


def admit(config: Config, service: str) -> None:
    """Refuse a tenant whose region is not the service's; where no tenant is declared there is no region to keep to."""
    region = config.regions.get(config.tenant)
    if region is not None and region != REGION[service]:
        problem = f"tenant {config.tenant!r} is in region {region}, and {service} keeps tickets in {REGION[service]}"
        fitting = next(name for name, where in REGION.items() if where == region)
        raise UsageError(problem, f"its tickets belong to {fitting}")
