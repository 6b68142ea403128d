"""The exception tree.  Messages say what, where and which rule; they never quote data.

RedactorError                     everything this package raises on purpose
├── UsageError                    an argument or a configuration is wrong (exit 2); carries a hint
│   ├── ConfigError               redactor.toml or a policy: file, place, nearest valid word
│   ├── KeyStoreError             a key or key store that is missing, short, damaged or too open
│   ├── VaultError                a vault that is missing, damaged, too open or out of reach
│   └── AccessError               a role that may not do what was asked
├── WithheldError                 this attachment cannot be released (exit 1); carries a Reason
│   ├── LimitError                a limit of `limits.Limits` was reached
│   │   └── BudgetError           … that an attachment and everything inside of it share
│   ├── FormatError               mine, but broken: damaged, half, undecodable
│   ├── DeliveryError             a helpdesk refused, or could not be reached; what was to be sent is not there
│   └── VerificationError         the copy did not pass a check of `verify`
└── PluginError                   a plug-in is defined twice or cannot be imported
"""

from __future__ import annotations

from redactor.model import Outcome, Reason


class RedactorError(Exception):
    """Base of everything raised on purpose; `hint` tells the user what to do next (may be empty)."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class UsageError(RedactorError):
    """What an argument names is wrong: exit 2, before any work."""


class ConfigError(UsageError):
    """A configuration or policy is wrong; the message names the file, the place and the nearest valid word."""


class KeyStoreError(UsageError):
    """A key or key store is missing, too short, damaged or readable by others."""


class VaultError(UsageError):
    """A vault is missing, damaged, readable by others or out of reach; never taken for an empty one."""


class AccessError(UsageError):
    """Whoever asks may not do this, by the roles of the configuration."""


class WithheldError(RedactorError):
    """This attachment cannot be released; `reason` is what the report says."""

    reason = Reason.INTERNAL
    inner: tuple[Outcome, ...] = ()
    """Of a container, what became of its members."""

    def __init__(self, message: str, reason: Reason | None = None, hint: str = "") -> None:
        super().__init__(message, hint)
        if reason is not None:
            self.reason = reason


class LimitError(WithheldError):
    """A limit was reached before the attachment was read completely."""

    reason = Reason.LIMIT


class BudgetError(LimitError):
    """A limit that an attachment shares with everything inside of it: all of it is withheld, not a member."""


class FormatError(WithheldError):
    """The format is known, but the bytes are not sound."""

    reason = Reason.DAMAGED

    def __init__(self, message: str, reason: Reason | None = None, hint: str = "") -> None:
        super().__init__(message, reason, hint or ("" if reason else "attach a whole copy"))


class DeliveryError(WithheldError):
    """Nothing was delivered; `status` is what the service answered, 0 where it did not."""

    reason = Reason.DESTINATION

    def __init__(self, message: str, hint: str = "", *, status: int = 0) -> None:
        super().__init__(message, None, hint)
        self.status = status


class VerificationError(WithheldError):
    """The copy failed a check; `check` names it."""

    reason = Reason.VERIFICATION

    def __init__(
        self,
        message: str,
        check: str,
        reason: Reason | None = None,
        left: tuple[tuple[int, int, str, float, str], ...] = (),
    ) -> None:
        super().__init__(message, reason)
        self.check = check
        self.left = left
        """What is still found: source range, entity, score, rule; no value."""


class PluginError(RedactorError):
    """A plug-in is defined twice or cannot be imported."""
