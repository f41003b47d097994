"""Tips, sources and facts of a folder: read once, read again after a change, shown in the order that was asked."""

import os
from pathlib import Path

import pytest

from formgen import guidance
from formgen.errors import FormFileError
from tests import trialform
from tests.employee import FORM

TWO_TIPS = """\
tips:
  keep_calm:
    text: Blijf rustig. | Keep calm.
    source: [uwv_page, law]
  own_idea:
    text: Neem een kop thee. | Have a cup of tea.
    unconfirmed: yes
"""
TWO_SOURCES = (
    trialform.SOURCES + "  law:\n    publisher: Wet | Law\n    title: artikel 1 | section 1\n    checked: 2026-11-22\n"
)
FILES = ("tips.yml", "sources.yml", "facts.yml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    trialform.write(tmp_path, tips=TWO_TIPS, sources=TWO_SOURCES)
    return tmp_path


def test_a_tip_comes_with_its_sources_in_its_own_order(folder: Path) -> None:
    (advice,) = guidance.load(folder).advice(["keep_calm"])

    assert (advice.name, advice.text.en, advice.unconfirmed) == ("keep_calm", "Keep calm.", False)
    assert [source.key for source in advice.sources] == ["uwv_page", "law"]


def test_tips_come_in_the_order_that_was_asked(folder: Path) -> None:
    found = guidance.load(folder)

    assert [a.name for a in found.advice(["own_idea", "keep_calm"])] == ["own_idea", "keep_calm"]
    assert [a.name for a in found.advice(["keep_calm", "own_idea"])] == ["keep_calm", "own_idea"]
    assert found.advice([]) == ()


def test_a_tip_of_our_own_says_that_it_has_no_source(folder: Path) -> None:
    (advice,) = guidance.load(folder).advice(["own_idea"])

    assert (advice.sources, advice.unconfirmed) == ((), True)


def test_guidance_is_read_once(folder: Path) -> None:
    assert guidance.load(folder) is guidance.load(folder)


@pytest.mark.parametrize("name", FILES)
def test_guidance_is_read_again_when_one_file_changes(folder: Path, name: str) -> None:
    first = guidance.load(folder)
    os.utime(folder / "forms" / name, (1_000_000_000, 1_000_000_000))

    assert guidance.load(folder) is not first


def test_a_change_is_seen_at_once(folder: Path) -> None:
    assert guidance.load(folder).facts["cost_employee"].value == 100
    (folder / "forms" / "facts.yml").write_text(trialform.FACTS.replace("value: 100", "value: 125"), "utf-8")

    assert guidance.load(folder).facts["cost_employee"].value == 125


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_goes_away_leaves_nothing_behind(folder: Path, name: str) -> None:
    """A tip whose source is gone is a fault; guidance that is not there at all is simply empty."""
    assert guidance.load(folder)
    for gone in FILES if name == "sources.yml" else (name,):
        (folder / "forms" / gone).unlink()

    assert getattr(guidance.load(folder), name.removesuffix(".yml")) == {}


def test_two_folders_do_not_mix(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    trialform.write(other)

    assert set(guidance.load(folder).tips) == {"keep_calm", "own_idea"}
    assert set(guidance.load(other).tips) == {"keep_calm"}


def test_a_fault_is_said_every_time(folder: Path) -> None:
    (folder / "forms" / "facts.yml").write_text("facts: {x: {value: veel}}", "utf-8")

    for _ in range(2):
        with pytest.raises(FormFileError, match=r"facts\.yml"):
            guidance.load(folder)


# ---- what we ship ---------------------------------------------------------------------------------------------------

SHIPPED = guidance.load(FORM.folder)


@pytest.mark.parametrize("name", sorted(SHIPPED.sources))
def test_a_source_can_be_looked_up(name: str) -> None:
    source = SHIPPED.sources[name]

    assert source.link.startswith(("https://", "http://")) or not source.link, "a leaflet on paper has no address"
    assert source.publisher.nl
    assert source.title.en
    assert source.checked.year >= 2026


def test_every_source_is_leaned_on() -> None:
    """A source nobody leans on says nothing; the calendar leans on some, and so do checks and facts."""
    leaned = {key for tip in SHIPPED.tips.values() for key in tip.sources}
    leaned |= {check.source for check in FORM.checks} | {fact.source for fact in SHIPPED.facts.values()}
    calendar = (FORM.folder / "forms" / "poortwachter.yml").read_text("utf-8")
    others = "".join(
        path.read_text("utf-8") for path in (FORM.folder / "forms").glob("*.yml") if path.stem != "sources"
    )

    assert [key for key in SHIPPED.sources if key not in leaned and f"source: {key}\n" not in calendar + others] == []
