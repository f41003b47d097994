"""Word: our engine beside docxtpl's loop, Word's mail merge and the floor, on one long letter and on our own forms."""

import datetime
import io
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from docxtpl import DocxTemplate
from isal import igzip_lib, isal_zlib
from jinja2 import Environment, Template
from mailmerge import MailMerge

from formgen import answers, documents
from formgen.documents.word import archive, open_template
from formgen.documents.word.sandbox import FILTERS, Sandbox
from formgen.guidance import checks
from formgen.lint import ANY_DAY
from formgen.loader.answersfile import read_answers
from tests.benchmarks import letters
from tests.benchmarks.table import Figure, Goal, Row, milliseconds
from tests.benchmarks.turns import Recipe, measured
from tests.golden import LIBRARY
from tests.worddocs import members

DAY = datetime.date(2026, 3, 9)
OURS = {
    "deskundigenoordeel-werknemer": "case-1",
    "deskundigenoordeel-werkgever": "eigen-werk",
    "plan-van-aanpak-spoor-2": "volledig",
    "onderbouwing-afwijking-deskundigenoordeel": "case-8",
}

_LONG = "Word, letter of 6 pages"
_LOOP, _KEPT, _MERGE = "docxtpl", "docxtpl, memoised", "docx-mailmerge2"
_ISAL, _ZLIB, _FIRST, _COMPILE = "formgen", "formgen, zlib", "first document", "compile"
_FLOOR, _ZLIB_FLOOR = "floor", "floor, zlib"


def rows(rounds: int) -> Iterator[Row]:
    """The lines of the table."""
    times = measured(on_the_long_letter(), rounds)
    ours, theirs = times[_ISAL], times[_LOOP]
    with_zlib = [Figure(theirs / ours, Goal(least=100)), Figure(theirs / times[_ZLIB], Goal(least=50))]
    told = f"{milliseconds(theirs)}; ours {milliseconds(ours, times[_ZLIB])}"
    yield Row(f"{_LONG}: docxtpl's loop; ours packed by ISA-L, by zlib", with_zlib, told)
    others = [Figure(times[name] / ours, Goal(least=20)) for name in (_MERGE, _KEPT)]
    told = milliseconds(times[_MERGE], times[_KEPT])
    yield Row(f"{_LONG}: docx-mailmerge2, docxtpl with all kept that can be", others, told)
    above = [Figure(ours / times[_FLOOR], Goal(most=4.5)), Figure(times[_ZLIB] / times[_ZLIB_FLOOR], Goal(most=1.6))]
    told = milliseconds(times[_FLOOR], times[_ZLIB_FLOOR])
    yield Row(f"{_LONG}: ours in floors, crc and deflate alone, ISA-L and zlib", above, told)
    size, their_size = (len(made()) / 1024 for made in (_by_us, _by_docxtpl))
    told = f"{size:.1f} and {their_size:.1f} KB"
    yield Row(f"{_LONG}: size of ours in that of docxtpl", [Figure(size / their_size, Goal(most=1.06))], told)
    first = [Figure(times[_FIRST] / theirs, Goal(most=3))]
    told = f"{milliseconds(times[_FIRST])}, compile {milliseconds(times[_COMPILE])}"
    yield Row(f"{_LONG}: our first, compile included, in one of docxtpl", first, told)
    yield _on_our_forms(rounds)


def on_the_long_letter() -> dict[str, Recipe]:
    """Every way to make the letter, and the least that any of them must do."""
    template, values = letters.for_docxtpl(), letters.values()
    opened = open_template(template, "letter.docx")
    made, other = members(opened.render(values, DAY)), members(opened.render(letters.values(1) | {"talks": []}, DAY))
    changed = [data for name, data in made.items() if other[name] != data]
    return {
        _ISAL: lambda: opened.render(values, DAY),
        _ZLIB: lambda: _without_isal(lambda: opened.render(values, DAY)),
        _LOOP: _by_docxtpl,
        _KEPT: _memoised(values),
        _MERGE: lambda: _merged(values),
        _COMPILE: lambda: open_template(template, "letter.docx"),
        _FIRST: _by_us,
        _FLOOR: lambda: [_by_isal(data) for data in changed],
        _ZLIB_FLOOR: lambda: [_by_zlib(data) for data in changed],
    }


def _by_us() -> bytes:
    """The first document of a template, which has to be compiled."""
    return open_template(letters.for_docxtpl(), "letter.docx").render(letters.values(), DAY)


def _by_docxtpl() -> bytes:
    return docxtpl(letters.for_docxtpl(), letters.values(), Environment())


def docxtpl(template: bytes, values: Mapping[str, object], environment: Environment) -> bytes:
    """As docxtpl's documentation shows it: a new DocxTemplate for each document; with autoescape, or texts are lost."""
    return _rendered(DocxTemplate(io.BytesIO(template)), values, environment)


def _rendered(engine: DocxTemplate, values: Mapping[str, object], environment: Environment) -> bytes:
    engine.render(dict(values), environment, autoescape=True)
    written = io.BytesIO()
    engine.save(written)
    return written.getvalue()


class _Memoised(DocxTemplate):
    """What a careful user of docxtpl would still do: patch each part once."""

    def patch_xml(self, xml: str) -> str:
        return str(_patched(xml))


@lru_cache(maxsize=64)
def _patched(xml: str) -> str:
    return str(DocxTemplate("").patch_xml(xml))


class _Kept(Environment):
    """And compile each part once."""

    @lru_cache(maxsize=64)  # noqa: B019  (one environment, as long as the benchmark)
    def from_string(self, source: Any, *rest: Any, **more: Any) -> Template:
        return super().from_string(source, *rest, **more)


def _memoised(values: Mapping[str, object]) -> Callable[[], bytes]:
    environment = _Kept()
    return lambda: _rendered(_Memoised(io.BytesIO(letters.for_docxtpl())), values, environment)


def _merged(values: Mapping[str, Any]) -> bytes:
    """docx-mailmerge2 as its documentation shows it."""
    plain = {name: value for name, value in values.items() if isinstance(value, str)}
    with MailMerge(io.BytesIO(letters.for_mail_merge())) as merge:
        merge.merge(**plain)
        merge.merge_rows("day", values["talks"])
        written = io.BytesIO()
        merge.write(written)
    return written.getvalue()


def _without_isal(recipe: Recipe) -> object:
    """A recipe on a machine without ISA-L."""
    isal, archive.igzip_lib = archive.igzip_lib, None  # type: ignore[assignment]
    try:
        return recipe()
    finally:
        archive.igzip_lib = isal


def _by_isal(data: bytes) -> None:
    """The least there is to do for a member that differs."""
    isal_zlib.crc32(data)
    igzip_lib.compress(data, 1, igzip_lib.COMP_DEFLATE)


def _by_zlib(data: bytes) -> None:
    zlib.crc32(data)
    zlib.compress(data, 6, -zlib.MAX_WBITS)


# ---- our own forms ------------------------------------------------------------------------------------------------


def _on_our_forms(rounds: int) -> Row:
    figures, ours = [], []
    for name in OURS:
        times = measured(on_our_form(name), (rounds + 2) // 3)
        figures.append(Figure(times[_LOOP] / times[_ISAL], Goal(least=100)))
        ours.append(times[_ISAL])
    what = "Word, our letter (employee), annex (employer), plan and rationale: docxtpl's loop"
    return Row(what, figures, f"ours {milliseconds(*ours)}")


def on_our_form(name: str) -> dict[str, Recipe]:
    """Our document and docxtpl's loop on the same template, with our filters, or docxtpl could not read it."""
    form = LIBRARY.load(name)
    path = form.folder / "samples" / name / f"{OURS[name]}.yml"
    file = read_answers(path.read_bytes(), path.name)
    found = answers.read(form, file.answers, file.today or ANY_DAY)
    values = dict(documents._words(form, found, "nl", checks.judge(found)))  # said once: both engines begin here
    template = (form.folder / "templates" / f"{name}.nl.docx").read_bytes()
    opened, environment = open_template(template, name), _ours()
    return {_ISAL: lambda: opened.render(values, DAY), _LOOP: lambda: docxtpl(template, values, environment)}


def _ours() -> Environment:
    """An environment for docxtpl that knows our filters, and prints values as ours does."""
    sandbox = Sandbox()
    environment = Environment(finalize=sandbox.finalize)
    environment.filters |= {name: sandbox.filters[name] for name in FILTERS}
    return environment
