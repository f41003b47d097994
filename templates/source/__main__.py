"""Builds every template from its source: `python -m templates.source`, into templates/ or the folder it is given."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from templates.source import (
    annex,
    application,
    employer_application,
    filecheck,
    letter,
    medical,
    plan,
    portal,
    rationale,
)

TEMPLATES = Path(__file__).resolve().parents[1]
BUILDERS: Sequence[Callable[[Path], None]] = (
    application.build,
    medical.build,
    letter.build,
    employer_application.build,
    annex.build,
    portal.build,
    plan.build,
    rationale.build,
    filecheck.build,
)


def build(folder: Path) -> None:
    """Write every template into the folder; the same source and the same forms give the same bytes."""
    for builder in BUILDERS:
        builder(folder)


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else TEMPLATES)
