"""The commands about any Word or PDF template: what it asks, filling it with plain JSON, whether it is right."""

import datetime
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from formgen.cli.files import read_file, write_file
from formgen.cli.speak import language_option, spoken, tell, tell_undrawn, today_option
from formgen.cli.values import flat, nested, read_values
from formgen.documents.pdf import Field, Making, PdfTemplate
from formgen.documents.pdf import open_foreign as open_pdf
from formgen.documents.pdf.continuation import Belonging, sheet_words
from formgen.documents.word import WordTemplate
from formgen.documents.word.foreign import fill_foreign
from formgen.documents.word.foreign import open_foreign as open_word
from formgen.errors import FileError, FormgenError
from formgen.library import library
from formgen.lint import misfits
from formgen.text import LANGUAGES, Text, long_date


@click.group()
@language_option
def template(language: str | None) -> None:
    """Look at, fill or check a Word or PDF template of your own."""


@template.command(epilog="Example: formgen template fields letter.docx")
@click.argument("template", metavar="TEMPLATE")
@click.option("--json", "as_json", is_flag=True, help="As JSON, with all there is to know of each field.")
@language_option
def fields(template: str, as_json: bool, language: str | None) -> None:
    """List what a template asks: the placeholders of a Word file, the fields of a PDF form."""
    opened = _opened(template)
    if as_json:
        click.echo(json.dumps([_plain(one) for one in _asked(opened)], ensure_ascii=False))
        return
    for one in _asked(opened):
        click.echo(one if isinstance(one, str) else "  ".join(_told(one)))


@template.command(epilog="Example: formgen template fill letter.docx values.json -o letter-jan.docx")
@click.argument("template", metavar="TEMPLATE")
@click.argument("values", metavar="VALUES.json")
@click.option("-o", "--output", required=True, metavar="OUT", help="The file to write.")
@click.option("--flatten", is_flag=True, help="A PDF without fields: what they show becomes part of the page.")
@language_option
@today_option
def fill(
    template: str, values: str, output: str, flatten: bool, language: str | None, today: datetime.date | None
) -> None:
    """Fill a template with plain JSON: dotted or nested names for Word, the full field names for PDF."""
    form = read_file(template)
    made = today or datetime.date.today()
    undrawn: tuple[str, ...] = ()
    if form.startswith(_WORD):
        _refuse_ending(output, ".docx")
        if flatten:
            raise FormgenError(_NO_FIELDS.fill(file=template))
        plain = read_values(read_file(values), values)
        data = fill_foreign(form, nested(plain, values), made, Path(template).name)
    else:
        opened = _opened_pdf(form, template)
        _refuse_ending(output, ".pdf")
        written = flat(read_values(read_file(values), values))
        words = sheet_words(spoken(), Belonging(Path(template).stem, made=long_date(made, spoken())))
        data = (opened.flat if flatten else opened.fill)(written, Making(made, words))
        undrawn = opened.undrawn("\n".join(value for value in written.values() if isinstance(value, str)))
    click.echo(write_file(output, data))
    tell_undrawn(output, undrawn)


@template.command(epilog="Example: formgen template check letter.docx --form deskundigenoordeel-werknemer")
@click.argument("template", metavar="TEMPLATE")
@click.option("--form", metavar="FORM", help="Also: does it ask only what this form knows?")
@language_option
def check(template: str, form: str | None, language: str | None) -> None:
    """Say whether a template can be used, alone or with a form."""
    opened = _opened(template)
    problems = misfits(opened, library().load(form), {}) if form else ()
    if problems:
        raise FormgenError(Text(*("\n".join(problem[said] for problem in problems) for said in LANGUAGES)))
    click.echo(_RIGHT.fill(name=template, count=len(list(_asked(opened))))[spoken()])


def _opened(path: str) -> WordTemplate | PdfTemplate:
    """The template, opened by what it holds and not by its name. Raises FileError for any other kind of file."""
    data = read_file(path)
    return open_word(data, Path(path).name) if data.startswith(_WORD) else _opened_pdf(data, path)


def _opened_pdf(data: bytes, path: str) -> PdfTemplate:
    if b"%PDF-" not in data[:1024]:
        raise FileError(_NEITHER.fill(file=path))
    found = open_pdf(data, Path(path).name)
    for note in found.notes:
        tell(note)
    return found


def _refuse_ending(output: str, ending: str) -> None:
    """Raises FileError for a name that promises another kind of file than this template gives."""
    if Path(output).suffix.lower() != ending:
        raise FileError(_ENDING.fill(file=output, ending=ending))


def _asked(opened: WordTemplate | PdfTemplate) -> Iterator[str | Field]:
    yield from sorted(opened.placeholders) if isinstance(opened, WordTemplate) else opened.fields


def _plain(one: str | Field) -> dict[str, object]:
    if isinstance(one, str):
        return {"name": one}
    return {
        "name": one.name,
        "kind": one.kind,
        "page": one.page,
        "states": list(one.states),
        "options": list(one.options),
        "tooltip": one.tooltip,
        "max_length": one.max_length,
        "lines": one.lines,
        "comb": one.comb,
    }


def _told(field: Field) -> Sequence[str]:
    """A field on one line: its name, its kind, its page, and what may be written in it."""
    told = [field.name, field.kind, _PAGE.fill(page=field.page)[spoken()]]
    if field.states or field.options:
        told.append(" | ".join(field.states or field.options))
    if field.max_length is not None:
        told.append(_LONGEST.fill(length=field.max_length)[spoken()])
    return told


_WORD = b"PK"  # how a ZIP begins
_PAGE = Text("pagina {page}", "page {page}")
_LONGEST = Text("hoogstens {length} tekens", "at most {length} characters")
_RIGHT = Text("{name}: in orde (invulvelden: {count})", "{name}: in order (fields: {count})")
_ENDING = Text(
    "{file}: dit sjabloon geeft een bestand dat op {ending} eindigt. Schrijf achter -o een naam met {ending}.",
    "{file}: this template gives a file that ends in {ending}. Write a name with {ending} behind -o.",
)
_NO_FIELDS = Text(
    "{file}: --flatten is voor een PDF-formulier; een Word-bestand heeft geen velden. Laat --flatten weg.",
    "{file}: --flatten is for a PDF form; a Word file has no fields. Leave --flatten out.",
)
_NEITHER = Text(
    "{file}: dit is geen Word-bestand (.docx) en geen PDF. Kies een ander bestand.",
    "{file}: this is neither a Word file (.docx) nor a PDF. Choose another file.",
)
