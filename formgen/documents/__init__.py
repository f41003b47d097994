"""Answers in, finished documents out: which documents apply, and each of them made.

Where to look:
    wording, shown            the answers as a template says them; gantt, scorecard, filecheck: what needs working out
    marks, traced, reading    a document to look at: where each answer stands; what it says as text
    bundle, draftmark         names of files and the ZIP; the mark on a draft; download: how a door hands a file over
    conversion, workingcopy   a Word document as PDF (with LibreOffice); a document that carries its own answers
    limited, confined         a child process with limits, for files of others: the parent's side and the child's
    impossible                characters no document can hold
    word/                     a Word file: opened, compiled and filled (with docxtpl)
    pdf/                      a PDF form: opened, filled and continued on sheets (with pdfrw)
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from formgen import condition, guidance
from formgen.answers import Answers, filled
from formgen.documents import bundle, pdf, reading, traced, word, wording
from formgen.documents.pdf.continuation import Belonging, sheet_words
from formgen.errors import AnswersError, TemplateError
from formgen.form import Document, Form
from formgen.guidance import checks
from formgen.guidance.finding import Finding
from formgen.text import LANGUAGES, Language, Text, long_date
from formgen.unchanged import once

_BLANK = re.compile(r"\{(\w+)\}")
_DRAFT = Text("CONCEPT – niet ondertekenen", "DRAFT – do not sign")
DRAFT_NAME = Text("CONCEPT", "DRAFT")
_NOTICE = Text("Voorbereiding en bijlage, geen formulier van UWV", "Preparation and annex, not a form of UWV")
_PHYSICIAN_ONLY = Text(
    "MEDISCH – alleen voor de verzekeringsarts van UWV – niet voor de werkgever",
    "MEDICAL – only for UWV's insurance physician – not for the employer",
)


@dataclass(frozen=True, slots=True)
class Made:
    """One finished document: what it is, the name for its file, its bytes, and the letters it draws as a box.

    The file keeps `undrawn` letters, but no font of a PDF here shows them; Word finds a font of its own.
    """

    document: Document
    name: str
    data: bytes
    undrawn: tuple[str, ...] = ()


def fill(form: Form, answers: Answers, language: Language, *, flat: bool = False) -> tuple[Made, ...]:
    """The documents that apply to these answers, for someone who reads the questionnaire in `language`.

    With `flat` a PDF has no fields any more: what they show is part of its pages. The same answers on the same day
    give the same bytes. While answers are missing every document is marked as a draft; while a `stop` holds only the
    documents that are made even then come out. Raises AnswersError while an answer is wrong, TemplateError when a
    template cannot be filled.
    """
    found = checks.judge(answers)
    return fill_wanted(answers, called_for(answers, language, found), language, found, flat=flat)


def fill_wanted(
    answers: Answers, wanted: Sequence[Document], language: Language, found: Sequence[Finding], *, flat: bool = False
) -> tuple[Made, ...]:
    """These documents and no others, by what was found of the answers before. Raises as `fill` does."""
    made = [_make(answers, document, language, found, flat=flat) for document in wanted]
    names = bundle.distinct(one.name for one in made)
    return tuple(replace(one, name=name) for one, name in zip(made, names, strict=True))


def applicable(answers: Answers, language: Language) -> tuple[Document, ...]:
    """The documents these answers call for, without making them."""
    return called_for(answers, language, checks.judge(answers))


def called_for(answers: Answers, language: Language, found: Sequence[Finding]) -> tuple[Document, ...]:
    """As `applicable`, by what was found of the answers before."""
    stopped = any(finding.level == "stop" for finding in found)
    return tuple(
        document
        for document in answers.form.documents
        if document.made_for in (None, language)
        and (document.even_if_stopped or not stopped)
        and condition.holds(document.when, answers.values, answers.today)
    )


def make(form: Form, answers: Answers, document: Document, language: Language, *, flat: bool = False) -> Made:
    """One document. Raises as `fill` does."""
    return _make(answers, document, language, checks.judge(answers), flat=flat)


def preview(answers: Answers, document: Document, language: Language) -> Made:
    """One document to look at: a Word document with marks around each answer (see marks), a PDF without fields.

    But for the marks it says what the document says. Raises as `fill` does.
    """
    opened = _template(answers.form, document, document.language or language)
    if not isinstance(opened, word.WordTemplate):
        return make(answers.form, answers, document, language, flat=True)
    if answers.wrong:
        raise AnswersError(answers.wrong)
    written = document.language or language
    said = traced.traced(_words(answers.form, answers, written, checks.judge(answers)), answers, written)
    name = _file_name(answers, document, written, Path(document.template).suffix)
    return Made(document, name, opened.render(said, answers.today))


def read_out(answers: Answers, document: Document, language: Language) -> tuple[reading.Block, ...]:
    """What one document says, as headings, paragraphs and tables in the order of reading. Raises as `fill` does."""
    written = document.language or language
    opened = _template(answers.form, document, written)
    if isinstance(opened, word.WordTemplate):
        return reading.of_word(preview(answers, document, language).data)
    values, more = wording.cells(answers, document, opened.fields, written)
    return reading.of_pdf(opened.fields, reading.Filled(values, more), answers.form, written)


def _make(answers: Answers, document: Document, language: Language, found: Sequence[Finding], *, flat: bool) -> Made:
    if answers.wrong:
        raise AnswersError(answers.wrong)
    form = answers.form
    written = document.language or language
    opened = _template(form, document, written)
    name = _file_name(answers, document, written, Path(document.template).suffix)
    if isinstance(opened, word.WordTemplate):
        return Made(document, name, opened.render(_words(form, answers, written, found), answers.today))
    return Made(document, name, *_pdf(opened, answers, document, written, flat=flat))


def open_templates(form: Form) -> None:
    """Open and compile every template of the form, as a first document would. Raises TemplateError when one fails."""
    for document in form.documents:
        written = (document.language or document.made_for,) if document.language or document.made_for else LANGUAGES
        for language in written:
            if language is not None:
                _template(form, document, language)


def undrawn(form: Form, answers: Answers, language: Language) -> dict[str, tuple[str, ...]]:
    """The letters that PDFs will draw as a box, by the name of the document; only documents with any are named.

    Nothing is made for it and wrong answers are left out, so it may be asked at any time. Raises TemplateError when
    a template cannot be read.
    """
    found: dict[str, tuple[str, ...]] = {}
    for document in applicable(answers, language):
        written = document.language or language
        opened = _template(form, document, written)
        if isinstance(opened, pdf.PdfTemplate):
            values, more = wording.cells(answers, document, opened.fields, written)
            found[document.name] = _undrawn_in(opened, answers, values, more)
    return {name: letters for name, letters in found.items() if letters}


def fits(form: Form, name: str, text: str, language: Language) -> tuple[tuple[Document, pdf.Fit], ...]:
    """How a text would stand in each PDF of the form that has a text field for this question (its dotted name).

    Empty for a question that is in no PDF. It takes microseconds once the templates are open, so it may be asked while
    someone types. Raises TemplateError when a template cannot be read.
    """
    found: list[tuple[Document, pdf.Fit]] = []
    question = form.by_name.get(name.split(".")[-1])
    if question is None:
        return ()
    said = wording.boxed(question, name, text)
    for document in form.documents:
        if not document.template.endswith(".pdf") or document.made_for not in (None, language):
            continue
        written = document.language or language
        opened = _template(form, document, written)
        if isinstance(opened, pdf.PdfTemplate):
            names = [field for field, asked in document.fields.items() if asked == name]
            room = [opened.fit(field, said, written) for field in (name, *names) if opened.has_text(field)]
            found += [(document, fit) for fit in room]
    return tuple(found)


def page_of(form: Form, document: Document, name: str, language: Language) -> int:
    """The page of a PDF on which the answer to this question (its dotted name) stands; 0 when there is none."""
    opened = _template(form, document, document.language or language)
    fields = opened.fields if isinstance(opened, pdf.PdfTemplate) else ()
    return next((field.page for field in fields if name and f"{field.name}.".startswith(f"{name}.")), 0)


def _undrawn_in(
    template: pdf.PdfTemplate,
    answers: Answers,
    values: Mapping[str, str | bool],
    more: Sequence[tuple[str, str]],
) -> tuple[str, ...]:
    """Of everything a PDF says about this person, also in its footer."""
    texts = [value for value in values.values() if isinstance(value, str)]
    texts += [wording.full_name(answers), *(answer for _, answer in more)]
    return template.undrawn("\n".join(texts))


def _words(form: Form, answers: Answers, language: Language, found: Sequence[Finding]) -> wording.Words:
    stopped = [finding.sentence for finding in found if finding.level == "stop"]
    guide = guidance.load(form.folder)
    milestones = guidance.with_milestones([form.folder]).milestones
    return wording.words(answers, language, guide.facts, stopped, milestones, found, guide.sources)


def _pdf(
    template: pdf.PdfTemplate, answers: Answers, document: Document, language: Language, *, flat: bool
) -> tuple[bytes, tuple[str, ...]]:
    """The file, and the letters that it draws as a box."""
    values, more = wording.cells(answers, document, template.fields, language)
    sheet = sheet_words(
        language,
        Belonging(document.title[language], wording.full_name(answers), long_date(answers.today, language)),
        notice=_NOTICE[language],
        band=_PHYSICIAN_ONLY[language] if document.audience == "physician" else "",
    )
    mark = _DRAFT[language] if answers.missing else ""
    making = pdf.Making(answers.today, sheet, mark, more)
    data = template.flat(values, making) if flat else template.fill(values, making)
    return data, _undrawn_in(template, answers, values, more)


def _file_name(answers: Answers, document: Document, language: Language, ending: str) -> str:
    """The name for the file; an optional answer that is not there leaves no gap, a needed one gives the title."""
    name = filled(document.file_name[language], answers.form, answers.values, language)
    if blanks := _BLANK.findall(name):
        known = all(answers.form.by_name[blank].optional for blank in blanks)
        name = _BLANK.sub("", name) if known else document.title[language]
    draft = f" - {DRAFT_NAME[language]}" if answers.missing else ""
    return bundle.safe_name(name, draft + ending)  # however long the name, a draft is called one


def _stamp(path: Path) -> tuple[int, int]:
    """When a template was last changed: a new one is opened without starting anew."""
    try:
        about = path.stat()
    except OSError as error:
        raise TemplateError(
            Text(
                'Het sjabloon "{name}" staat niet in de map templates. Zet het daar of noem een ander sjabloon.',
                'The template "{name}" is not in the templates folder. Put it there or name another template.',
            ).fill(name=path.name)
        ) from error
    return about.st_mtime_ns, about.st_size


def _template(form: Form, document: Document, written: Language) -> word.WordTemplate | pdf.PdfTemplate:
    return once((form.folder, document.template, written), lambda: _fresh(form, document, written))


def _fresh(form: Form, document: Document, written: Language) -> word.WordTemplate | pdf.PdfTemplate:
    path = form.folder / "templates" / document.template.replace("{language}", written)
    return _opened(path, _stamp(path))


@lru_cache(maxsize=64)
def _opened(path: Path, stamp: tuple[int, int]) -> word.WordTemplate | pdf.PdfTemplate:
    """A template, read and compiled once for as long as the file stays the same."""
    data = path.read_bytes()
    if path.suffix == ".docx":
        return word.open_template(data, path.name)
    return pdf.open_template(data, path.name)
