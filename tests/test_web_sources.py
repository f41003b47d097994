"""Sources as people see them: who says it, under which title and when, beside a question and on a page of their own."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from formgen.guidance import load
from formgen.library import SHIPPED
from formgen.store.settings import Settings
from formgen.web import create_app, drafts_of
from formgen.web.faults import Site
from tests.pages import Page
from tests.smallform import FORM, SECRET, SOURCES, Clock, house

ALL = load(SHIPPED).sources
# A kind of publisher is no publisher.
VAGUE = re.compile(
    r"\b(artikel|article|website|nieuwsbrief|newsletter|nieuws|news|folder|leaflet|praktijk|bureau)\b", re.I
)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    given = Settings(data=tmp_path_factory.mktemp("sources"), secret=SECRET)
    site = create_app(given, folders=[SHIPPED], clock=Clock(), log=io.StringIO())
    yield site
    drafts_of(site).close()


@pytest.mark.parametrize("key", ALL)
def test_every_source_of_ours_names_who_what_and_when(key: str) -> None:
    one = ALL[key]

    for language in ("nl", "en"):
        assert not VAGUE.search(one.publisher[language]), one.publisher[language]
        assert one.title[language][0].isupper()
        assert len(one.title[language]) >= 15
    assert one.date is not None or one.checked.year >= 2026, "without a date it says when it was last read"


def test_what_has_neither_a_date_nor_a_link_is_marked_older() -> None:
    """Nobody can look it up or see how old it is: then at least we say that it may be out of date."""
    assert [key for key, one in ALL.items() if one.date is None and not one.link and not one.older] == []


@pytest.mark.parametrize(("language", "undated"), [("nl", "de bron noemt er geen"), ("en", "the source names none")])
def test_the_sources_page_says_of_each_when_it_is_of(shipped: Site, language: str, undated: str) -> None:
    words = Page(
        shipped.test_client().get("/sources", headers={"Accept-Language": language}).get_data(as_text=True)
    ).words

    assert words.count(undated) == sum(one.date is None for one in ALL.values())
    for one in ALL.values():
        assert one.publisher[language] in words  # type: ignore[index]
        assert one.title[language] in words  # type: ignore[index]


DATED = SOURCES.replace("    older: yes\n", "    date: 2026-04-12\n")


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        (SOURCES, "Bron: UWV, pagina Deskundigenoordeel, zonder datum, nagelezen op 22 november 2026 (ouder)"),
        (DATED, "Bron: UWV, pagina Deskundigenoordeel, 12 april 2026"),
    ],
    ids=["undated", "dated"],
)
def test_beside_a_question_stand_publisher_title_and_date(tmp_path: Path, sources: str, said: str) -> None:
    with house(tmp_path) as running:
        (running.folder / "forms" / "sources.yml").write_text(sources, "utf-8")

        assert said in Page(running.visitor().page(f"{FORM}/person")).words
