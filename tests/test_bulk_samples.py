"""The samples as rows: the same answers give the same documents as any other door, and each form has a file to try."""

import pytest

from formgen import answers, documents
from formgen.bulk import rows as bulk_rows
from formgen.bulk.check import FAILED, RowIn, check_row
from formgen.bulk.headings import match
from formgen.bulk.line import MOST_COLUMNS, Origin
from formgen.bulk.making import make_row
from formgen.bulk.plan import Plan
from formgen.lint import ANY_DAY, sample_paths
from formgen.loader.answersfile import read_answers
from formgen.unchanged import once, unchanged
from tests.golden import LIBRARY

# An employer writes these, so a row with words about health is among the wrong ones.
_EMPLOYERS = ("deskundigenoordeel-werkgever", "plan-van-aanpak-spoor-2")
SAMPLES = [(name, path) for name in LIBRARY.names() for path in sample_paths(LIBRARY.load(name))]


@pytest.mark.parametrize(("name", "path"), SAMPLES, ids=lambda value: getattr(value, "stem", value))
def test_a_sample_as_a_row_gives_the_same_documents(name: str, path: object) -> None:
    form = LIBRARY.load(name)
    file = read_answers(path.read_bytes(), path.name)  # type: ignore[attr-defined]
    today = file.today or ANY_DAY
    columns = match(form, list(file.answers))
    plan = Plan(name, "x.csv", columns, Origin("csv"), today, file.language or "nl", confirmed=True)

    with unchanged():
        done = make_row(plan, form, RowIn(2, tuple(file.answers.values())))

    assert columns.ignored == ()
    wanted = documents.fill(form, answers.read(form, file.answers, today), file.language or "nl")
    same = [made == one.data for made, one in zip(done.documents, wanted, strict=True)]  # no diff of megabytes
    assert all(same), same
    assert [one.size for one in done.told.files] == [len(one.data) for one in wanted]


def test_every_sample_fits_in_a_row() -> None:
    assert len(SAMPLES) > 20
    assert max(len(read_answers(path.read_bytes(), path.name).answers) for _, path in SAMPLES) < MOST_COLUMNS


@pytest.mark.parametrize("name", LIBRARY.names())
def test_each_form_has_a_file_with_right_and_wrong_rows(name: str) -> None:
    form = LIBRARY.load(name)
    read = bulk_rows.read((form.folder / "samples" / name / "bulk.csv").read_bytes(), "bulk.csv")
    plan = Plan(name, "bulk.csv", match(form, read.headings), read.origin, ANY_DAY)

    found = [check_row(plan, form, RowIn(row.line, row.cells, row.faults)).status for row in read]

    assert plan.columns.ignored == ("afdeling",)
    assert {"complete", "concept", "wrong"} <= set(found)
    assert ("privacy" in found) == (form.name in _EMPLOYERS)
    assert sum(status in FAILED for status in found) < len(found) / 2


def test_what_is_made_once_is_made_again_outside() -> None:
    made: list[int] = []

    def make() -> int:
        made.append(1)
        return len(made)

    assert [once("x", make), once("x", make)] == [1, 2]
    with unchanged():
        assert [once("x", make), once("x", make), once("y", make)] == [3, 3, 4]
        with unchanged():
            assert once("x", make) == 5
        assert once("x", make) == 3
    assert once("x", make) == 6
