"""Zendesk and Freshdesk: one contract, the adapters that speak it, where their credentials come from.

contract.toml ─► contract ─┬─► http ─► zendesk, freshdesk       what `send` and `sweep` use
                           ├─► redactor.sandbox                 our fakes, which serve nothing else
                           └─► redactor.gateway                 whose routes it knows
"""
