"""Columns that someone at the terminal mapped by hand, kept for the next file."""

import contextlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from formgen.bulk.headings import plain


def recall(path: Path, form: str, headings: Sequence[str]) -> dict[str, str]:
    """The headings of this file that were mapped before, with their question; none when nothing can be read."""
    present = {plain(heading): heading for heading in headings}
    return {present[key]: name for key, name in _kept(path).get(form, {}).items() if key in present}


def remember(path: Path, form: str, mapped: Mapping[str, str]) -> None:
    """Keep these for next time. A place that cannot be written to is no reason to stop: then they are not kept."""
    if not mapped:
        return
    kept = _kept(path)
    kept[form] = {**kept.get(form, {}), **{plain(heading): name for heading, name in mapped.items()}}
    _keep(path, kept)


def forget(path: Path, form: str) -> None:
    """Keep nothing of this form any longer."""
    kept = _kept(path)
    if kept.pop(form, None):
        _keep(path, kept)


def _keep(path: Path, kept: Mapping[str, Mapping[str, str]]) -> None:
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True), "utf-8")


def _kept(path: Path) -> dict[str, dict[str, str]]:
    try:
        kept = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(kept, dict):
        return {}
    return {
        form: {str(key): str(name) for key, name in mapped.items()}
        for form, mapped in kept.items()
        if isinstance(mapped, dict)
    }
