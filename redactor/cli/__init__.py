"""The command line: parses, calls, prints.  stdout is data, stderr is talk; heavy imports wait for a command to run.

    main ─► group ─► command            each module here is a family of commands; its `COMMANDS` join the group
      └── every exception ends here ─► `error: …`, `hint: …`, exit code

Exit codes: 0 everything was released (`check`: nothing found) · 1 something was withheld (`check`: found) · 2 usage or
configuration · 3 internal error · 130 interrupted, 143 terminated.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import signal
import sys
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn

import click

from redactor.cli import _talk
from redactor.errors import RedactorError, UsageError, WithheldError
from redactor.version import VERSION

ORDER = ("run", "check", "restore", "sniff", "evaluate", "key", "vault", "subject", "list")
"""The order in which help names what people use first; other commands follow."""


class Group(click.Group):
    """The commands of every module of this package; a new family is a new file."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Commands in the order of use."""
        self._load()
        return sorted(self.commands, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        self._load()
        return super().get_command(ctx, cmd_name)

    def _load(self) -> None:
        if not self.commands:
            for entry in pkgutil.iter_modules(__path__):
                if not entry.name.startswith("_"):
                    for command in importlib.import_module(f"{__name__}.{entry.name}").COMMANDS:
                        self.add_command(command)


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(VERSION, prog_name="redactor", message="%(prog)s %(version)s")
def group() -> None:
    """Minimised, pseudonymised copies of support attachments that an engineer can still debug from.

    What cannot be read completely is withheld, never passed. Originals are never touched.
    """


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code."""
    signal.signal(signal.SIGTERM, _terminated)
    sys.exit(call(sys.argv[1:] if arguments is None else arguments))


def call(arguments: Sequence[str]) -> int:
    """Run the command line; every way it can end becomes an exit code and at most two lines of talk."""
    try:
        result = group.main(args=list(arguments), prog_name="redactor", standalone_mode=False)
    except (KeyboardInterrupt, click.Abort):
        return _talk.error("interrupted", "what was released before is complete; run again for the rest", 130)
    except click.ClickException as error:
        return _talk.click_error(error)
    except UsageError as error:
        return _talk.error(str(error), error.hint, 2)
    except WithheldError as error:
        return _talk.error(f"withheld: {error.reason}: {error}", error.hint, 1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that flushing at exit does not fail again
        return 1
    except RedactorError as error:
        return _talk.error(str(error), error.hint, 3)
    except Exception as error:  # noqa: BLE001  # a traceback could show data: the class is all that may be said
        return _talk.error(f"internal error ({type(error).__name__})", "please report this", 3)
    return result if isinstance(result, int) else 0


def _terminated(_number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(143)  # unwinds, so that no draft of a file stays
