"""A look of one's own: FORMGEN_THEME is one style sheet behind ours, and nothing else can come in by it."""

import re
from pathlib import Path

import pytest

from formgen.errors import FormgenError
from formgen.store.settings import Settings
from tests.smallform import ABOUT_YOU, FORM, house

CSS = ":root{--fg-color-action-color-default:#154273;--fg-border-radius-md:0}\n" + "/* ë */" * 100
SHEETS = re.compile(r'<link rel="stylesheet" href="([^"]+)"')


def themed(tmp_path: Path, text: str = CSS) -> Path:
    path = tmp_path / "ours.css"
    path.write_text(text, "utf-8")
    return path


def test_the_setting_is_a_path() -> None:
    assert Settings.read({"FORMGEN_THEME": " /srv/ours.css "}).theme == Path("/srv/ours.css")
    assert Settings.read({}).theme is None


@pytest.mark.parametrize("path", ["/", FORM, f"{FORM}/person", f"{FORM}/check-answers", "/bulk", "/nowhere/at/all"])
def test_every_page_has_it_behind_our_own(tmp_path: Path, path: str) -> None:
    with house(tmp_path, theme=themed(tmp_path)) as running:
        visitor = running.visitor()
        visitor.fill(f"{FORM}/person", ABOUT_YOU)

        sheets = SHEETS.findall(visitor.get(path).get_data(as_text=True))

        assert sheets[-1].startswith("/theme.css?v=")
        assert [sheet.split("?")[0] for sheet in sheets[:2]] == ["/static/tokens.css", "/static/site.css"]


def test_it_is_served_as_it_is_and_kept_by_browsers(tmp_path: Path) -> None:
    with house(tmp_path, theme=themed(tmp_path)) as running:
        answer = running.visitor().get("/theme.css", buffered=True)

        assert answer.get_data(as_text=True) == CSS
        assert answer.mimetype == "text/css"
        assert "max-age" in answer.headers["Cache-Control"]
        assert "style-src 'self'" in answer.headers["Content-Security-Policy"]


def test_a_change_has_another_address(tmp_path: Path) -> None:
    path = themed(tmp_path)
    with house(tmp_path, theme=path) as running:
        before = SHEETS.findall(running.visitor().page("/"))[-1]
        path.write_text(":root{--fg-space-md:1.25rem}", "utf-8")

        assert SHEETS.findall(running.visitor().page("/"))[-1] != before


def test_without_one_there_is_none(tmp_path: Path) -> None:
    with house(tmp_path) as running:
        assert running.visitor().get("/theme.css").status_code == 404
        assert "theme.css" not in running.visitor().page("/")


def test_a_theme_that_is_taken_away_leaves_our_own_look(tmp_path: Path) -> None:
    path = themed(tmp_path)
    with house(tmp_path, theme=path) as running:
        path.unlink()

        assert "theme.css" not in running.visitor().page("/")
        assert running.visitor().get("/theme.css").status_code == 404


@pytest.mark.parametrize("made", ["nothing", "a folder", "bytes"])
def test_a_theme_that_cannot_be_read_is_told_at_the_start(tmp_path: Path, made: str) -> None:
    path = tmp_path / "ours.css"
    if made == "a folder":
        path.mkdir()
    if made == "bytes":
        path.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(FormgenError) as refused, house(tmp_path, theme=path):
        pass

    assert "FORMGEN_THEME" in refused.value.sentence.nl
    assert str(path) in refused.value.sentence.en


def test_what_the_manual_names_is_there(tmp_path: Path) -> None:
    """Every name in docs/theme.md is one of tokens.css, and every value there that is not raw is in docs/theme.md."""
    root = Path(__file__).parent.parent
    manual = set(re.findall(r"--fg-[\w-]+", (root / "docs" / "theme.md").read_text("utf-8")))
    tokens = (root / "formgen" / "web" / "static" / "tokens.css").read_text("utf-8")
    common = set(re.findall(r"(--fg-[\w-]+):", tokens.partition("/* Layer 2")[2]))

    assert manual - {"--fg-"} == common
