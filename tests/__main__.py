"""The one command: lint, types and tests, the same that CI runs."""

from __future__ import annotations

import subprocess
import sys

STEPS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("pytest", "-q"),
)


def main() -> int:
    """Run every step, even after one failed; the exit code is the worst of them."""
    return max(subprocess.run([sys.executable, "-m", *step], check=False).returncode for step in STEPS)


if __name__ == "__main__":
    sys.exit(main())
