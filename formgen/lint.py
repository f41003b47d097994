"""Proves that a form, its templates and its samples fit together."""

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from formgen import answers as reading
from formgen import documents, guidance
from formgen.documents import wording
from formgen.documents.pdf import Field, PdfTemplate
from formgen.documents.pdf import open_template as open_pdf
from formgen.documents.shown import Chosen, Shown
from formgen.documents.word import WordTemplate
from formgen.documents.word import open_template as open_word
from formgen.errors import FormFileError, FormgenError, did_you_mean
from formgen.form import Condition, Document, Form, Option, Question
from formgen.library import Library
from formgen.loader import load_tips
from formgen.loader.answersfile import read_answers
from formgen.loader.milestones import load_milestones
from formgen.loader.privacy import load_health_words
from formgen.text import LANGUAGES, Language, Text, same

# What a Word template may ask besides the questions, and a PDF field may be called: see docs/form-language.md.
WORD_NAMES = frozenset(
    {
        "today",
        "full_name",
        "week_now",
        "concept",
        "missing",
        "stopped",
        "facts",
        "overview",
        "calendar",
        "findings",
        "shortlist",
        "score",
        "totals",
        "gantt",
        "tally",
        "completeness",
        "standing",
    },
)
PDF_NAMES = frozenset({"today", "full_name"})
ANY_DAY = datetime.date(
    2026, 11, 23
)  # for samples that do not say when; any day does to prove that a template holds together


@dataclass(frozen=True, slots=True)
class Report:
    """What was proved of one form, what is wrong with it, and what is only worth knowing."""

    form: str
    problems: tuple[Text, ...]
    notes: tuple[Text, ...] = ()
    questions: int = 0
    templates: int = 0
    samples: int = 0

    def said(self) -> Text:
        """The report on one line."""
        if self.problems:
            return _WRONG.fill(form=self.form, count=len(self.problems))
        return _RIGHT.fill(form=self.form, questions=self.questions, templates=self.templates, samples=self.samples)


def lint_form(library: Library, name: str) -> Report:
    """Everything that can be proved of a form without a person: it and the files beside it load, its templates ask only
    what it knows, and every sample makes its documents in both languages. Raises UnknownError for a form that is not
    there."""
    try:
        form = library.load(name)
        load_milestones(form.folder), load_health_words(form.folder)
    except FormFileError as error:
        return Report(name, tuple(problem.said() for problem in error.problems))
    templates = [(document, path) for document in form.documents for path in template_paths(form, document)]
    samples = sample_paths(form)
    problems = [problem for document, path in templates for problem in _template(form, document, path)]
    if not problems:  # a broken template would be told again for each sample
        problems = [problem for path in samples for problem in _sample(form, path)]
        problems += _rendered(form, {}, Text("zonder antwoorden", "without answers"))
    notes = (() if samples else (_NO_SAMPLES.fill(form=form.name),)) + tuple(_half_guarded(form))
    count = sum(1 for _ in form.questions())
    distinct = tuple({problem.en: problem for problem in problems}.values())
    return Report(name, distinct, notes, count, len({path for _, path in templates}), len(samples))


def unused_tips(library: Library, folder: Path) -> tuple[str, ...]:
    """The tips of a folder that no form in it shows: not wrong, but perhaps forgotten."""
    forms = [form for name in library.names() if (form := library.load(name)).folder == folder]
    used = {tip for form in forms for tip in tips_of(form)}
    return tuple(sorted(set(load_tips(folder)) - used))


def tips_of(form: Form) -> Iterator[str]:
    """The name of every tip the form shows."""
    yield from form.tips
    for section in form.sections:
        yield from section.tips
    for question in form.questions():
        yield from question.tips


def sample_paths(form: Form) -> tuple[Path, ...]:
    """The files with answers of this form, in the order of their names."""
    folder = form.folder / "samples" / form.name
    return tuple(sorted(path for path in folder.glob("*") if path.suffix in (".yml", ".yaml", ".json")))


def template_paths(form: Form, document: Document) -> tuple[Path, ...]:
    """The files a document is made from: one for each language it may be in."""
    languages: Iterable[Language] = (document.language,) if document.language else LANGUAGES
    if document.language is None and document.made_for is not None:
        languages = (document.made_for,)
    names = dict.fromkeys(document.template.replace("{language}", language) for language in languages)
    return tuple(form.folder / "templates" / name for name in names)


def misfits(
    template: WordTemplate | PdfTemplate, form: Form, mapped: Mapping[str, str | Condition]
) -> tuple[Text, ...]:
    """A sentence for each placeholder or field that is no question of the form, nor mapped to one."""
    if isinstance(template, PdfTemplate):
        return tuple(_pdf_misfits(template, form, mapped))
    known = WORD_NAMES | {question.name for question in form.questions() if form.group_of(question.name) is None}
    return tuple(problem.sentence for problem in template.problems(known))


def _half_guarded(form: Form) -> Iterator[Text]:
    """A note where an employer writes some of the texts, and words about health are not looked for in the others."""
    if not form.guarded and any(question.notice == "functional" for question in form.questions()):
        yield _NOT_GUARDED


# ---- templates ------------------------------------------------------------------------------------------------------


def _template(form: Form, document: Document, path: Path) -> Iterator[Text]:
    try:
        data = path.read_bytes()
    except OSError:
        yield _NO_TEMPLATE.fill(form=form.name, line=document.line, template=path.name)
        return
    try:
        opened = open_word(data, path.name) if path.suffix == ".docx" else open_pdf(data, path.name)
    except FormgenError as error:
        yield error.sentence
        return
    wrong = misfits(opened, form, document.fields)
    yield from wrong
    if isinstance(opened, WordTemplate) and not wrong:
        yield from _loops_and_branches(opened, form)


def _loops_and_branches(template: WordTemplate, form: Form) -> Iterator[Text]:
    """Renders with every question answered and one row in every group, once for each option of each choice.

    What a template asks inside a loop or behind an `if` is only known by going there.
    """
    nobody = reading.read(form, {}, ANY_DAY)
    words = wording.words(nobody, "nl", guidance.load(form.folder).facts, ()) | {"concept": True}
    for chosen in _one_after_the_other(form):
        try:
            template.render(words | _answered(form, chosen), ANY_DAY)
        except FormgenError as error:
            yield error.sentence


def _one_after_the_other(form: Form) -> Iterator[Mapping[str, Option]]:
    """First every choice at its first option, then each of the other options once."""
    yield {}
    for question in form.questions():
        for option in question.options[1:]:
            yield {question.name: option}


def _answered(form: Form, chosen: Mapping[str, Option]) -> dict[str, object]:
    """An answer to every question that stands on its own, and one row for every repeated group."""
    return {
        question.name: [{inner.name: _answer(inner, chosen) for inner in question.questions}]
        if question.repeats
        else _answer(question, chosen)
        for question in form.questions()
    }


def _answer(question: Question, chosen: Mapping[str, Option]) -> object:
    option = chosen.get(question.name, question.options[0] if question.options else None)
    answer = Shown(question.name, key=option.name if option else "yes")
    return Chosen([answer], question.name) if question.kind == "choose any" else answer


def _pdf_misfits(template: PdfTemplate, form: Form, mapped: Mapping[str, str | Condition]) -> Iterator[Text]:
    fields = {field.name: field for field in template.fields}
    for name in mapped:
        if name not in fields:
            yield _NO_FIELD.fill(template=template.name, name=name, advice=did_you_mean(name, fields))
    known = PDF_NAMES | set(_field_names(form))
    for field in template.fields:
        if field.name in mapped or field.read_only:
            continue
        if _known_field(field.name, known):
            yield from _states(template, form, field)
        else:
            yield _NO_QUESTION.fill(template=template.name, name=field.name, advice=did_you_mean(field.name, known))


def _field_names(form: Form) -> Iterator[str]:
    """The names a field may bear; `#` stands for the number of a row."""
    for question in form.questions():
        group = form.group_of(question.name)
        name = f"{group.name}.#.{question.name}" if group else question.name
        if not question.repeats:
            yield name
        if question.kind == "choose any":
            yield from (f"{name}.{option.name}" for option in question.options)


def _known_field(name: str, known: Collection[str]) -> bool:
    parts = name.split(".")
    if len(parts) > 2 and parts[1].isdecimal() and int(parts[1]) > 0:
        parts[1] = "#"
    return ".".join(parts) in known


def _states(template: PdfTemplate, form: Form, field: Field) -> Iterator[Text]:
    """The buttons of a radio group are the options of its question."""
    question = form.by_name.get(field.name.split(".")[-1])
    if field.kind != "radio" or question is None or not question.options:
        return
    options = [option.name for option in question.options]
    for state in field.states:
        if state not in options:
            yield _NO_OPTION.fill(
                template=template.name, name=field.name, state=state, advice=did_you_mean(state, options)
            )
    for option in options:
        if option not in field.states:
            yield _NO_BUTTON.fill(template=template.name, name=field.name, option=option)


# ---- samples --------------------------------------------------------------------------------------------------------


def _sample(form: Form, path: Path) -> Iterator[Text]:
    try:
        file = read_answers(path.read_bytes(), f"samples/{form.name}/{path.name}")
    except FormgenError as error:
        yield error.sentence
        return
    yield from (mistake.sentence for mistake in reading.unknown(form, file.answers))
    yield from _rendered(form, file.answers, same(f"samples/{form.name}/{path.name}"), file.today or ANY_DAY)


def _rendered(form: Form, raw: Mapping[str, str], where: Text, today: datetime.date = ANY_DAY) -> Iterator[Text]:
    """Makes every document these answers call for, in both languages."""
    found = reading.read(form, raw, today)
    for mistake in found.wrong:
        yield _IN_SAMPLE.fill(where=where, what=mistake.sentence)
    if found.wrong:
        return
    for language in LANGUAGES:
        for document in documents.applicable(found, language):
            try:
                documents.make(form, found, document, language)
            except FormgenError as error:
                yield _IN_SAMPLE.fill(where=where, what=error.sentence)


_RIGHT = Text(
    "{form}: in orde (vragen: {questions}, sjablonen: {templates}, voorbeelden: {samples})",
    "{form}: in order (questions: {questions}, templates: {templates}, samples: {samples})",
)
_WRONG = Text("{form}: niet in orde (fouten: {count})", "{form}: not in order (faults: {count})")
_NO_SAMPLES = Text(
    "Er zijn geen voorbeelden. Zet antwoorden in samples/{form}/.",
    "There are no samples. Put answers in samples/{form}/.",
)
_NOT_GUARDED = Text(
    'Een vraag heeft "notice: functional", maar het formulier niet "guarded: yes". Schrijft een werkgever dit '
    "formulier? Zet het erbij, dan zoekt formgen in alle teksten naar woorden over gezondheid.",
    'A question has "notice: functional", but the form lacks "guarded: yes". Does an employer write this form? '
    "Add it, so that formgen looks for words about health in every text.",
)
_NO_TEMPLATE = Text(
    'forms/{form}.yml, regel {line}: het sjabloon "{template}" staat niet in de map templates. Zet het daar neer.',
    'forms/{form}.yml, line {line}: the template "{template}" is not in the templates folder. Put it there.',
)
_NO_QUESTION = Text(
    '{template}: "{name}" is geen vraag van het formulier - {advice}',
    '{template}: "{name}" is not a question of the form - {advice}',
)
_NO_FIELD = Text(
    '{template}: onder "fields" staat "{name}", en zo heet geen veld - {advice}',
    '{template}: "fields" names "{name}", and no field is called that - {advice}',
)
_NO_OPTION = Text(
    '{template}: het rondje "{state}" van het veld "{name}" is geen antwoord op die vraag - {advice}',
    '{template}: the button "{state}" of the field "{name}" is no answer to that question - {advice}',
)
_NO_BUTTON = Text(
    '{template}: voor het antwoord "{option}" op "{name}" is er geen rondje. Voeg het toe.',
    '{template}: there is no button for the answer "{option}" to "{name}". Add it.',
)
_IN_SAMPLE = Text("{where}: {what}", "{where}: {what}")
