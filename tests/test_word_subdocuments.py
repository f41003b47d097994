"""Documents inside a document: what docxcompose reads from a file is docxtpl's own result; without it, a sentence."""

import importlib.util
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from formgen.documents.word import open_template
from formgen.errors import TemplateError
from tests.measures import ROOT
from tests.worddocs import docx

BESIDE = Path(sys.prefix) / "beside"  # where `make test` puts docxcompose


def test_sub_documents_from_a_file_equal_docxtpl() -> None:
    """In a process of its own, for docxcompose changes python-docx for all that runs in the same one."""
    assert (BESIDE / "docxcompose").is_dir(), "make test installs it"
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "tests/subdocuments.py", "-p", "no:cacheprovider", "-p", "no:randomly"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=env | {"PYTHONPATH": str(BESIDE)},
    )

    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "skipped" not in ran.stdout


def test_docxcompose_is_nowhere_else() -> None:
    assert importlib.util.find_spec("docxcompose") is None


@pytest.mark.parametrize("file", [None, io.BytesIO(docx("x"))], ids=["made", "read"])
def test_without_docxcompose_it_is_a_sentence(file: io.BytesIO | None) -> None:
    with pytest.raises(TemplateError, match="needs docxcompose, which is not here") as caught:
        open_template(docx("{{p a }}"), "t.docx").engine().new_subdoc(file)
    assert "docxcompose nodig" in caught.value.sentence.nl
