"""A file to begin with, per form: headings, a row that explains them, and lists of the choices there are."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import xlsxwriter  # type: ignore[import-untyped]

from formgen.bulk.headings import CONFIRMED, LANGUAGE
from formgen.bulk.job import COMMENT
from formgen.form import Form, Question
from formgen.questions import TYPES
from formgen.text import LANGUAGES, Language, Text

_ROWS = 2  # of each repeated group: from there on the pattern is clear
_PREPARED = 1_000  # rows that get a list of choices and the look of text
_LONGEST_LIST = 255  # characters: Excel takes no longer list in a cell


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the example: its heading, what to fill in, and the choices when there are any."""

    heading: str
    explanation: str
    choices: tuple[str, ...] = ()
    optional: bool = False


def columns(form: Form, language: Language) -> Iterator[Column]:
    """A column for every question of the form, in the order of the pages, and the two that say something of the row."""
    for section in form.sections:
        for question in section.questions:
            if question.repeats:
                least = int(question.limits.least or 1)
                for number in range(1, max(_ROWS, least) + 1):
                    for inner in question.questions:
                        name = f"{question.name}.{number}.{inner.name}"
                        yield _column(name, inner, language, optional=number > least or question.optional)
            else:
                yield _column(question.name, question, language)
    yield Column(LANGUAGE, _LANGUAGE[language], LANGUAGES, optional=True)
    if form.guarded or any(question.notice == "functional" for question in form.questions()):
        yield Column(CONFIRMED, _CONFIRMED[language], optional=True)


def written_csv(form: Form, language: Language) -> bytes:
    """The example as Excel in the Netherlands writes CSV: semicolons, and a mark that says it is UTF-8."""
    found = list(columns(form, language))
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";")
    writer.writerow([column.heading for column in found])
    writer.writerow(
        [(f"{COMMENT} " if not place else "") + _said(column, language) for place, column in enumerate(found)]
    )
    return target.getvalue().encode("utf-8-sig")


def written_xlsx(form: Form, language: Language) -> bytes:
    """The example as a workbook: cells are text so that no zero is lost, choices are lists."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": form.title[language]})
    sheet = book.add_worksheet(_SHEET[language])
    bold = book.add_format({"bold": True, "num_format": "@", "bg_color": "#e5ecf6", "border": 1})
    grey = book.add_format(
        {"italic": True, "num_format": "@", "font_color": "#4d5562", "text_wrap": True, "valign": "top"}
    )
    text = book.add_format({"num_format": "@"})
    for place, column in enumerate(columns(form, language)):
        sheet.set_column(place, place, min(max(14, len(column.heading) + 2), 40), text)
        sheet.write_string(0, place, column.heading, bold)
        sheet.write_string(1, place, (f"{COMMENT} " if not place else "") + _said(column, language), grey)
        if column.choices and len(",".join(column.choices)) <= _LONGEST_LIST:
            sheet.data_validation(
                2,
                place,
                _PREPARED,
                place,
                {"validate": "list", "source": list(column.choices), "error_type": "information"},
            )
    sheet.freeze_panes(1, 0)
    sheet.set_row(1, 90)
    book.close()
    return target.getvalue()


WRITERS: Mapping[str, Callable[[Form, Language], bytes]] = {"csv": written_csv, "xlsx": written_xlsx}


def _column(name: str, question: Question, language: Language, optional: bool = False) -> Column:
    choices = tuple(option.name for option in question.options)
    if question.kind == "yes or no":
        choices = ("yes", "no") if language == "en" else ("ja", "nee")
    one_of = choices if question.kind in ("choose one", "yes or no") else ()
    return Column(name, _explained(question, language), one_of, optional or question.optional)


def _explained(question: Question, language: Language) -> str:
    """The question's own words, and which answers there are or what one looks like."""
    if question.options:
        options = "; ".join(f"{option.name} = {option.label[language]}" for option in question.options)
        return f"{question.ask[language]} {options}"
    return f"{question.ask[language]} {_FOR[language]}: {TYPES[question.kind].control.example[language]}"


def _said(column: Column, language: Language) -> str:
    return column.explanation + (f" ({_OPTIONAL[language]})" if column.optional else "")


_SHEET = Text("Personen", "People")
_FOR = Text("Bijvoorbeeld", "For example")
_OPTIONAL = Text("mag leeg", "may be empty")
_LANGUAGE = Text("Taal van de documenten van deze rij: nl of en", "Language of the documents of this row: nl or en")
_CONFIRMED = Text(
    "Schrijf ja als de woorden over gezondheid in deze rij zijn nagelezen",
    "Write yes when the words about health in this row have been read again",
)
