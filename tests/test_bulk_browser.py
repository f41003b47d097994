"""Many people at once in a real browser: from file to ZIP with and without scripts, every page judged by axe."""

import io
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from formgen.bulk.work import owner, work
from formgen.store.settings import Settings
from formgen.web import create_app
from formgen.web.bulk import bench_of
from formgen.web.faults import Site
from tests.browsing import NEEDS_CHROMIUM, Visit, chromium, served
from tests.bulkbench import RIGHT, rows_csv
from tests.smallform import NOON, SECRET, write_folder

pytestmark = NEEDS_CHROMIUM
FILE = {
    "name": "staff.csv",
    "mimeType": "text/csv",
    "buffer": rows_csv([{**RIGHT, "Afdeling": "x"}, {**RIGHT, "born": "31-2-1980"}, {**RIGHT, "needs": ""}]),
}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = write_folder(tmp_path_factory.mktemp("small"))
    settings = Settings(data=folder / "data", secret=SECRET)
    return create_app(settings, folders=[folder], clock=lambda: NOON, log=io.StringIO())


@pytest.fixture(scope="module")
def small(app: Site) -> Iterator[str]:
    """The pages, with a worker beside them."""
    stopped = threading.Event()
    beside = threading.Thread(target=work, args=(bench_of(app), stopped.is_set, owner(), stopped.wait))
    beside.start()
    try:
        yield from served(app)
    finally:
        stopped.set()
        beside.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from chromium()


def until_told(visit: Visit, heading: str) -> None:
    """Wait for the page with this heading: by itself with scripts, without them by asking how far it is."""
    for _ in range(300):
        if visit.scripts or visit.page.locator("h1").inner_text() == heading:
            break
        visit.page.wait_for_timeout(200)
        visit.follow(visit.page.get_by_role("link", name="Werk de stand bij"))
    expect(visit.page.locator("h1")).to_have_text(heading, timeout=60_000)


@pytest.mark.parametrize(("width", "scripts"), [(1280, True), (320, True), (360, False)])
def test_from_file_to_zip(browser: Browser, small: str, width: int, scripts: bool) -> None:
    with Visit(browser, width, scripts=scripts) as visit:
        page = visit.page
        judge = visit.judge if scripts else lambda: None
        page.goto(f"{small}/bulk")
        judge()
        visit.follow(page.get_by_role("button", name="Kijk mijn bestand na"))
        expect(page.get_by_role("alert")).to_contain_text("Kies een bestand")
        judge()
        if page.locator('input[name="form"]').count():
            page.locator('input[name="form"][value="small"]').check()
        page.set_input_files("#file", [FILE])  # type: ignore[list-item]
        visit.follow(page.get_by_role("button", name="Kijk mijn bestand na"))
        until_told(visit, "Controleer uw bestand")
        for summary in page.locator("summary").all():
            summary.click()
        judge()
        visit.follow(page.get_by_role("link", name="Kies zelf wat een kolom is"))
        judge()
        visit.follow(page.get_by_role("button", name="Lees het bestand zo"))
        visit.follow(page.get_by_role("button", name="Maak de documenten van 2 rijen"))
        until_told(visit, "Uw documenten zijn klaar")
        judge()
        with page.expect_download() as waiting:
            page.get_by_role("link", name="Download alles (ZIP)").click()
        path = waiting.value.path()
        with zipfile.ZipFile(Path(path)) as archive:
            assert archive.testzip() is None
            assert len(archive.namelist()) == 4 + 2
        assert [one for one in visit.complaints if "422" not in one] == []


def test_the_pages_of_a_job_that_waits_are_accessible(browser: Browser, small: str, app: Site) -> None:
    with Visit(browser, 320) as visit:
        page = visit.page
        page.goto(f"{small}/bulk")
        page.locator('input[name="form"]').first.check()
        large = rows_csv([{**RIGHT, "wish": str(number)} for number in range(3000)])
        page.set_input_files("#file", [{**FILE, "buffer": large}])  # type: ignore[list-item]
        visit.follow(page.get_by_role("button", name="Kijk mijn bestand na"))
        expect(page.locator("h1")).to_have_text("We kijken uw bestand na")
        visit.follow(page.get_by_role("button", name="Pauzeer"))
        expect(page.locator("#stand")).to_contain_text("Gepauzeerd")
        visit.judge()
        visit.follow(page.get_by_role("button", name="Stop deze opdracht"))
        expect(page.locator("h1")).to_have_text("Deze opdracht is gestopt")
        visit.judge()
