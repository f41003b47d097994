"""PDF of Word documents for many rows: many in one run, in their place or behind, and a failure is its row's alone."""

import io
import stat
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from formgen.bulk import archive, converting, job
from formgen.bulk.making import RowDone
from formgen.bulk.told import FileMade, Told
from formgen.bulk.work import do
from formgen.documents import conversion
from formgen.documents.conversion import ConversionError
from formgen.store.jobs import Chunk, Job, Jobs
from formgen.text import same
from tests.bulkbench import Workplace, people, rows_csv, workplace


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    with workplace(tmp_path) as made:
        yield made


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many documents each run of a pretended LibreOffice was given."""
    found: list[int] = []

    def pdfs(documents: Sequence[bytes]) -> tuple[bytes, ...]:
        found.append(len(documents))
        return tuple(b"%PDF of " + data[:40] for data in documents)

    monkeypatch.setattr(conversion, "program", lambda: "soffice")
    monkeypatch.setattr(conversion, "pdfs", pdfs)
    return found


def fails_for(monkeypatch: pytest.MonkeyPatch, wrong: Callable[[bytes], bool], seen: list[int]) -> None:
    """A LibreOffice that does nothing of a run with such a document in it."""

    def pdfs(documents: Sequence[bytes]) -> tuple[bytes, ...]:
        seen.append(len(documents))
        if any(wrong(data) for data in documents):
            raise ConversionError(same("stopped"))
        return tuple(b"%PDF" for _ in documents)

    monkeypatch.setattr(conversion, "program", lambda: "soffice")
    monkeypatch.setattr(conversion, "pdfs", pdfs)


def text_of(document: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(document)) as opened:
        return opened.read("word/document.xml")


def members(place: Workplace, of: Job) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(b"".join(archive.pieces(place.bench, of)))) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def names(place: Workplace, of: Job) -> list[str]:
    return [name.partition(" ")[2] for name in members(place, of) if name[0].isdecimal()]


# ---- what comes out --------------------------------------------------------------------------------------------------


def test_pdf_comes_in_the_place_of_word_or_behind_it(place: Workplace, runs: list[int]) -> None:
    alone = place.run(place.take(rows_csv(people(1)), formats=("converted",), only=("letter",)))
    both = place.run(place.take(rows_csv(people(1)), formats=("word", "converted"), only=("letter",)))

    assert names(place, alone) == ["Jansen-a - aanvraag klein.pdf"]
    assert names(place, both) == ["Jansen-a - aanvraag klein.docx", "Jansen-a - aanvraag klein.pdf"]
    assert runs == [1, 1]


def test_a_pattern_and_a_folder_name_it_too(place: Workplace, runs: list[int]) -> None:
    wish: dict[str, Any] = {"formats": ("converted",), "only": ("letter",), "name": "{surname} {row}", "layout": "row"}
    made = members(place, place.run(place.take(rows_csv(people(1)), **wish)))

    (pdf,) = [name for name in made if name.endswith(".pdf")]
    assert pdf.startswith("Jansen-a 2/")
    assert not [name for name in made if name.endswith(".docx")]


def test_the_list_of_files_proves_the_pdf_and_the_report_names_it(place: Workplace, runs: list[int]) -> None:
    made = members(place, place.run(place.take(rows_csv(people(2)), formats=("word", "converted"), only=("letter",))))

    for name, data in made.items():
        if name.endswith(".pdf"):
            assert data.startswith(b"%PDF of PK")
    manifest = made["manifest.csv"].decode("utf-8-sig")
    assert manifest.count(".pdf") == 2
    assert "aanvraag klein.pdf" in made["x - verslag.csv"].decode("utf-8")


def test_many_rows_take_few_runs(place: Workplace, runs: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion, "MOST", 4)
    found = place.run(place.take(rows_csv(people(10)), formats=("converted",), only=("letter",)))

    assert place.statuses(found) == ["complete"] * 10
    assert runs == [4, 4, 2]


def test_a_dry_run_and_a_preview_convert_nothing(place: Workplace, runs: list[int]) -> None:
    place.run(place.take(rows_csv(people(2)), phase="check", formats=("converted",)))

    assert runs == []


def test_rows_without_documents_are_passed_on(place: Workplace, runs: list[int]) -> None:
    wrong = {**people(1)[0], "born": "x"}
    found = place.run(place.take(rows_csv([*people(1), wrong]), formats=("converted",), only=("letter",)))

    assert place.statuses(found) == ["complete", "wrong"]
    assert runs == [1]


# ---- what goes wrong -------------------------------------------------------------------------------------------------


def test_a_document_that_fails_is_its_rows_status_alone(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    fails_for(monkeypatch, lambda data: b"Jansen-c" in text_of(data), seen)

    found = place.run(place.take(rows_csv(people(8)), formats=("converted",), only=("letter",)))

    assert place.statuses(found) == ["complete"] * 2 + ["broken"] + ["complete"] * 5
    (fault,) = place.told(found)[2][1].faults
    assert "geen PDF" in fault.sentence.nl
    assert place.told(found)[2][1].files == ()
    assert seen == [8, 4, 2, 2, 1, 1, 4]


def test_an_ill_libreoffice_is_not_tried_for_ever(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    fails_for(monkeypatch, lambda data: True, seen)
    monkeypatch.setattr(converting, "_PATIENCE", -1.0)

    found = place.run(place.take(rows_csv(people(8)), formats=("converted",), only=("letter",)))

    assert place.statuses(found) == ["broken"] * 8
    assert seen == [8]


def test_it_is_refused_at_the_door_where_libreoffice_is_not(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion, "program", lambda: "")

    with pytest.raises(ConversionError, match="libreoffice-writer"):
        place.take(rows_csv(people(1)), formats=("word", "converted"))
    assert place.bench.jobs.ended() == {}


def test_a_worker_without_libreoffice_says_how_to_get_it(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    there = iter(["soffice"])
    monkeypatch.setattr(conversion, "program", lambda: next(there, ""))

    found = place.run(place.take(rows_csv(people(2)), formats=("converted",), only=("letter",)))

    assert place.statuses(found) == ["broken"] * 2
    assert "libreoffice-writer" in place.told(found)[0][1].faults[0].sentence.en


def test_a_job_that_was_stopped_is_converted_no_further(place: Workplace, runs: list[int]) -> None:
    taken = place.take(rows_csv(people(3)), formats=("converted",))
    chunk = place.bench.jobs.claim("me")
    assert chunk is not None
    place.bench.jobs.turn(taken.key, "cancelled")

    assert not do(place.bench, chunk)
    assert runs == []
    assert not [name for name in place.bench.files.names(taken.key) if name.rpartition("/")[2][0].isdecimal()]


def test_the_claim_is_kept_while_libreoffice_is_at_work(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    renewed: list[object] = []

    def renew(_jobs: Jobs, chunk: Chunk) -> bool:
        renewed.append(chunk)
        return True

    monkeypatch.setattr(converting, "LEASE", 0.03)
    monkeypatch.setattr(Jobs, "renew", renew)

    def pdfs(documents: Sequence[bytes]) -> tuple[bytes, ...]:
        while len(renewed) < 3:
            pass
        return tuple(b"%PDF" for _ in documents)

    monkeypatch.setattr(conversion, "program", lambda: "soffice")
    monkeypatch.setattr(conversion, "pdfs", pdfs)
    found = place.run(place.take(rows_csv(people(1)), formats=("converted",), only=("letter",)))

    assert place.statuses(found) == ["complete"]
    assert len(renewed) >= 3


def test_places_in_the_row_follow_the_lengths() -> None:
    def row(*paths: str) -> RowDone:
        files = tuple(FileMade(path, "x", 0, 3, 3, "") for path in paths)
        return RowDone("complete", Told(2, "hash", files=files), tuple(b"abc" for _ in paths))

    done = converting._with_pdfs(row("a.docx", "b.pdf", "c.docx"), iter([b"12345", b"1"]), behind=True)

    assert [(file.path, file.start, file.length) for file in done.told.files] == [
        ("a.docx", 0, 3), ("a.pdf", 3, 5), ("b.pdf", 8, 3), ("c.docx", 11, 3), ("c.pdf", 14, 1),
    ]  # fmt: skip
    assert b"".join(done.documents) == b"abc12345abcabc1"


# ---- with LibreOffice itself -----------------------------------------------------------------------------------------


def test_libreoffice_makes_them_and_twice_the_same(place: Workplace) -> None:
    take = lambda: place.take(rows_csv(people(2)), formats=("converted",), only=("letter",))  # noqa: E731
    first, again = place.run(take()), place.run(take())

    assert all(data.startswith(b"%PDF-") for name, data in members(place, first).items() if name[0].isdecimal())
    assert archive.content_hash(place.bench, first) == archive.content_hash(place.bench, again)


def test_a_libreoffice_that_stops_leaves_rows_to_try_again(
    place: Workplace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(conversion, "program", lambda: str(program))

    found = place.run(place.take(rows_csv(people(3)), formats=("word", "converted")))

    assert place.statuses(found) == ["broken"] * 3
    assert {told.files for _, told in place.told(found)} == {()}
    job.forget(place.bench, found.key)
