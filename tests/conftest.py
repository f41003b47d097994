"""What holds for every test: nothing is skipped where CI=true, and no property test fails on a slow machine."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

IN_CI = os.environ.get("CI") == "true"
PROGRAMS = ("soffice", "pdftotext", "pdftoppm", "qpdf", "chromium", "rabbitmq-server", "initdb")
FOLDERS = ("/usr/sbin", *map(str, Path("/usr/lib/postgresql").glob("*/bin")))  # where Debian keeps those of servers
SHARED = ("DATABASE_URL", "BROKER_URL", "STORE_URL")

settings.register_profile("formgen", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("formgen")


def pytest_configure(config: pytest.Config) -> None:
    """In CI a machine without one of the programs is told at once, before a minute of tests."""
    places = os.pathsep.join((os.environ.get("PATH", ""), *FOLDERS))
    missing = [program for program in PROGRAMS if shutil.which(program, path=places) is None]
    if IN_CI and missing:
        pytest.exit(f"CI=true, and these programs are missing: {', '.join(missing)}", returncode=1)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a run in which a test was skipped has failed."""
    if IN_CI and _skipped(session.config) and session.exitstatus == 0:
        session.exitstatus = 1


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Names the tests that were skipped, so that the failure explains itself."""
    if IN_CI:
        for report in _skipped(terminalreporter.config):
            terminalreporter.write_line(f"CI=true, and this test was skipped: {report.nodeid}", red=True)


def _skipped(config: pytest.Config) -> list[pytest.TestReport]:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return list(reporter.stats.get("skipped", [])) if reporter is not None else []


@pytest.fixture(autouse=True)
def _settings_of_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test depends on how the machine it runs on is set up."""
    for name in [name for name in os.environ if name.startswith("FORMGEN_") or name in SHARED]:
        monkeypatch.delenv(name)
