"""In CI nothing may be skipped: the hooks of conftest hold, and .ci/run can be read by bash."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.measures import ROOT

SKIPS = "import pytest\n\ndef test_skips():\n    pytest.skip('not here')\n\ndef test_passes():\n    pass\n"


def _pytest(folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Runs a folder with one skipped and one passing test under our conftest."""
    shutil.copy(ROOT / "tests" / "conftest.py", folder)
    (folder / "test_some.py").write_text(SKIPS)
    env = {name: value for name, value in os.environ.items() if name != "CI" and not name.startswith("PYTEST")}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(folder)],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env=env | settings,
    )


def test_a_skipped_test_fails_the_run_in_ci(tmp_path: Path) -> None:
    ran = _pytest(tmp_path, CI="true")

    assert ran.returncode == 1, ran.stdout
    assert "CI=true, and this test was skipped: test_some.py::test_skips" in ran.stdout


def test_elsewhere_it_does_not(tmp_path: Path) -> None:
    assert _pytest(tmp_path).returncode == 0


def test_a_missing_program_fails_the_run_in_ci(tmp_path: Path) -> None:
    ran = _pytest(tmp_path, CI="true", PATH="")

    assert ran.returncode == 1
    assert "these programs are missing: soffice" in ran.stdout + ran.stderr


def test_ci_script_runs_the_command_of_the_readme() -> None:
    script = ROOT / ".ci" / "run"

    assert os.access(script, os.X_OK)
    assert subprocess.run(["bash", "-n", str(script)], check=False).returncode == 0
    assert "\nmake test" in script.read_text("utf-8")
    assert "make test" in (ROOT / "README.md").read_text("utf-8").split("## ")[0]


@pytest.mark.parametrize("program", ["soffice", "pdftotext", "qpdf", "chromium", "rabbitmq-server"])
def test_ci_script_installs_every_program(program: str) -> None:
    assert f"program {program} " in (ROOT / ".ci" / "run").read_text("utf-8")
