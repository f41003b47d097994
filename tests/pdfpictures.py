"""Pages of a PDF as pictures and as text, in the readers that people have."""

import os
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

SCALE = 2.0


def needs(program: str) -> str:
    """The path of a program; the test is skipped without it, but in CI it fails."""
    path = shutil.which(program)
    if not path and os.environ.get("CI") != "true":
        pytest.skip(f"{program} is not installed")
    assert path, f"{program} is not installed"
    return path


def by_poppler(data: bytes, folder: Path) -> list[Image.Image]:
    command = [needs("pdftoppm"), "-r", str(72 * SCALE), "-gray", "-", str(folder / "page")]
    subprocess.run(command, input=data, check=True, capture_output=True)
    return [Image.open(path).convert("L") for path in sorted(folder.glob("page*.pgm"))]


def by_pdfium(data: bytes, folder: Path) -> list[Image.Image]:
    pdf = pypdfium2.PdfDocument(data)
    try:
        pdf.init_forms()
        return [page.render(scale=SCALE, may_draw_forms=True).to_pil().convert("L") for page in pdf]
    finally:
        pdf.close()


def by_mupdf(data: bytes, folder: Path) -> list[Image.Image]:
    (folder / "drawn.pdf").write_bytes(data)
    command = [needs("mutool"), "draw", "-q", "-r", str(72 * SCALE), "-c", "gray", "-o", str(folder / "mupdf%03d.pgm")]
    subprocess.run([*command, str(folder / "drawn.pdf")], check=True, capture_output=True)
    return [Image.open(path).convert("L") for path in sorted(folder.glob("mupdf*.pgm"))]


def read_by_poppler(data: bytes) -> list[str]:
    """The text of each page, each run of white space as one space."""
    done = subprocess.run([needs("pdftotext"), "-layout", "-", "-"], input=data, check=True, capture_output=True)
    return [" ".join(page.split()) for page in done.stdout.decode("utf-8").split("\f")[:-1]]


def checked_by_qpdf(data: bytes, folder: Path) -> None:
    """Fails on any error or warning."""
    (folder / "checked.pdf").write_bytes(data)
    done = subprocess.run([needs("qpdf"), "--check", str(folder / "checked.pdf")], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stdout + done.stderr
