"""What all tests share: the same examples in every run, no user's files, and no skipping where everything must be there."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

settings.register_profile("stable", derandomize=True, database=None, deadline=None)
settings.register_profile("search", database=None, deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("REDACTOR_TEST_PROFILE", "stable"))

NEVER_ELSEWHERE = ("root can read everything", "got empty parameter set")
"""Reasons to skip that no package could remove."""


@pytest.fixture(autouse=True)
def _own_places(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Key store and configuration of whoever runs the tests are neither read nor made."""
    home = tmp_path_factory.getbasetemp() / "home"
    home.mkdir(exist_ok=True)
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Where `REDACTOR_TESTS_MUST_NOT_SKIP` is set, a test that lacks something fails instead of skipping."""
    if report.skipped and os.environ.get("REDACTOR_TESTS_MUST_NOT_SKIP"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if not any(allowed in reason for allowed in NEVER_ELSEWHERE):
            report.outcome = "failed"
