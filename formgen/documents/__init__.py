"""Answers in, finished documents out: which documents apply, and each of them made."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from formgen import condition, guidance
from formgen.answers import Answers, fill_blanks
from formgen.documents import acroform, bundle, word, wording
from formgen.documents.continuation import sheet_words
from formgen.errors import AnswersError, TemplateError
from formgen.form import Document, Form
from formgen.guidance import checks
from formgen.text import Language, Text, long_date

_BLANK = re.compile(r"\{(\w+)\}")
_DRAFT = Text("CONCEPT – niet ondertekenen", "DRAFT – do not sign")
_DRAFT_NAME = Text("CONCEPT", "DRAFT")
_NOTICE = Text("Voorbereiding en bijlage, geen formulier van UWV", "Preparation and annex, not a form of UWV")
_PHYSICIAN_ONLY = Text(
    "MEDISCH – alleen voor de verzekeringsarts van UWV – niet voor de werkgever",
    "MEDICAL – only for UWV's insurance physician – not for the employer",
)


@dataclass(frozen=True, slots=True)
class Made:
    """One finished document: what it is, the name for its file, and its bytes."""

    document: Document
    name: str
    data: bytes


def fill(form: Form, answers: Answers, language: Language) -> tuple[Made, ...]:
    """The documents that apply to these answers, for someone who reads the questionnaire in `language`.

    The same answers on the same day give the same bytes. While answers are missing every document is marked as a
    draft; while a `stop` holds only the documents that are made even then come out. Raises AnswersError while an
    answer is wrong, TemplateError when a template cannot be filled.
    """
    made = [make(form, answers, document, language) for document in applicable(answers, language)]
    names = bundle.distinct(one.name for one in made)
    return tuple(Made(one.document, name, one.data) for one, name in zip(made, names, strict=True))


def applicable(answers: Answers, language: Language) -> tuple[Document, ...]:
    """The documents these answers call for, without making them."""
    stopped = any(finding.level == "stop" for finding in checks.judge(answers))
    return tuple(
        document
        for document in answers.form.documents
        if document.made_for in (None, language)
        and (document.even_if_stopped or not stopped)
        and condition.holds(document.when, answers.values, answers.today)
    )


def make(form: Form, answers: Answers, document: Document, language: Language) -> Made:
    """One document. Raises as `fill` does."""
    if answers.wrong:
        raise AnswersError(answers.wrong)
    written = document.language or language
    path = form.folder / "templates" / document.template.replace("{language}", written)
    opened = _opened(path, _stamp(path))
    if isinstance(opened, word.WordTemplate):
        data = opened.render(_words(form, answers, written), answers.today)
    else:
        data = _pdf(opened, answers, document, written)
    return Made(document, _file_name(answers, document, written, path.suffix), data)


def _words(form: Form, answers: Answers, language: Language) -> dict[str, object]:
    stopped = [finding.sentence for finding in checks.judge(answers) if finding.level == "stop"]
    return wording.words(answers, language, guidance.load(form.folder).facts, stopped)


def _pdf(template: acroform.PdfTemplate, answers: Answers, document: Document, language: Language) -> bytes:
    values, more = wording.cells(answers, document, template.fields, language)
    sheet = sheet_words(
        language,
        belongs_to=document.title[language],
        person=wording.full_name(answers),
        made=long_date(answers.today, language),
        notice=_NOTICE[language],
        band=_PHYSICIAN_ONLY[language] if document.audience == "physician" else "",
    )
    mark = _DRAFT[language] if answers.missing else ""
    return template.fill(values, answers.today, sheet, mark=mark, more=more)


def _file_name(answers: Answers, document: Document, language: Language, ending: str) -> str:
    """The name for the file; an optional answer that is not there leaves no gap, a needed one gives the title."""
    name = fill_blanks(document.file_name, answers.form, answers.values)[language]
    blanks = _BLANK.findall(name)
    known = all(answers.form.by_name[blank].optional for blank in blanks)
    name = _BLANK.sub("", name) if known else document.title[language]
    draft = f" - {_DRAFT_NAME[language]}" if answers.missing else ""
    return bundle.safe_name(name + draft, ending)


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


@lru_cache(maxsize=64)
def _opened(path: Path, stamp: tuple[int, int]) -> word.WordTemplate | acroform.PdfTemplate:
    """A template, read and compiled once for as long as the file stays the same."""
    data = path.read_bytes()
    if path.suffix == ".docx":
        return word.open_template(data, path.name)
    return acroform.open_template(data, path.name)
