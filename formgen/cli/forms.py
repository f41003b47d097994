"""The commands about forms: list them, fill one from a file with answers, prove that they hold together."""

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from formgen import documents
from formgen.answers import Answers, read, unknown
from formgen.cli.copies import packed, pdfs_of, read_any
from formgen.cli.files import read_file, write_files
from formgen.cli.speak import language_option, spoken, tell_all, tell_undrawn, today_option
from formgen.documents import Made
from formgen.documents.workingcopy import Carried
from formgen.errors import AnswersError, FormgenError, PrivacyError, UnknownError, did_you_mean
from formgen.form import Form
from formgen.guidance import checks, privacy
from formgen.library import Library, library
from formgen.lint import lint_form, unused_tips
from formgen.loader.answersfile import AnswersFile
from formgen.text import LANGUAGES, Language, Text, same


@click.command(epilog="Example: formgen forms")
@language_option
def forms(language: str | None) -> None:
    """List the forms there are."""
    known = library()
    names = known.names()
    width = max((len(name) for name in names), default=0)
    for name in names:
        click.echo(f"{name:{width}}  {known.load(name).title[spoken()]}")


@click.command(
    epilog="Example: formgen fill deskundigenoordeel-werknemer answers.yml -o out/ --today 2026-11-23",
)
@click.argument("form", metavar="FORM")
@click.argument("answers", metavar="ANSWERS")
@click.option("-o", "--output", default="out", metavar="FOLDER", help="Where the documents go; default: out.")
@click.option("--only", metavar="DOCUMENT", help="Make only this document of the form.")
@click.option("--confirm-privacy", is_flag=True, help="You have read the texts again for words about health.")
@click.option("--pdf", is_flag=True, help="Also a PDF of each Word document; takes LibreOffice.")
@click.option("--flatten", is_flag=True, help="PDFs without fields: what they show becomes part of the page.")
@click.option("--working-copy", is_flag=True, help="Documents that carry their answers, to go on with later.")
@language_option
@today_option
def fill(
    form: str,
    answers: str,
    output: str,
    only: str | None,
    confirm_privacy: bool,
    pdf: bool,
    flatten: bool,
    working_copy: bool,
    language: Language | None,
    today: datetime.date | None,
) -> None:
    """Make the documents of FORM from a file with answers: YAML, JSON, or a working copy.

    Missing answers give drafts, marked as such; a wrong answer gives nothing but a sentence. Words about health in an
    employer's text give documents only after --confirm-privacy.
    """
    chosen = library().load(form)
    file = read_any(read_file(answers), answers, chosen)
    found = _answers(chosen, file, today)
    if not confirm_privacy:
        _refuse_health_words(found)
    said = language or file.language or spoken()
    made = _made(found, only, said, flat=flatten)
    carried = Carried(form, file.answers)
    _write(output, packed(made, carried, said) if working_copy else {one.name: one.data for one in made})
    for one in made:
        tell_undrawn(one.name, one.undrawn)
    _tell_what_is_left(found)
    if pdf:  # last: it takes long, and may not be there
        _write(output, pdfs_of(made))


def _write(output: str, files: Mapping[str, bytes]) -> None:
    """Writes the files and prints where they are."""
    for path in write_files(output, files):
        click.echo(path)


def _answers(form: Form, file: AnswersFile, today: datetime.date | None) -> Answers:
    """The answers in the file; a name that no question bears is refused as well as a wrong answer."""
    strange = unknown(form, file.answers)
    found = read(form, file.answers, today or file.today or datetime.date.today())
    if strange or found.wrong:
        raise AnswersError((*strange, *found.wrong))
    return found


def _made(answers: Answers, only: str | None, language: Language, *, flat: bool) -> Sequence[Made]:
    form = answers.form
    if only is None:
        return documents.fill(form, answers, language, flat=flat)
    names = [document.name for document in form.documents]
    if only not in names:
        raise UnknownError(_no_document(only, names))
    made = [one for one in documents.fill(form, answers, language, flat=flat) if one.document.name == only]
    if not made:
        raise FormgenError(_NOT_CALLED_FOR.fill(name=only))
    return made


def _refuse_health_words(answers: Answers) -> None:
    """FormgenError when an employer's text holds a word about health that we are sure of; the hits are told first."""
    try:
        privacy.refuse_unconfirmed(answers)
    except PrivacyError as error:
        said = [_HIT.fill(name=one.question, word=one.word, hint=one.instead) for one in error.disclosures]
        tell_all(_HEALTH, said)
        raise FormgenError(_CONFIRM) from error


def _tell_what_is_left(answers: Answers) -> None:
    """On standard error: what stops the application, what to look at, and which questions are still open."""
    findings = checks.judge(answers)
    tell_all(_STOPPED, (finding.sentence for finding in findings if finding.level == "stop"))
    tell_all(_NOTICED, (finding.sentence for finding in findings if finding.level != "stop"))
    tell_all(_DRAFTS, (_asked(answers, mistake.question) for mistake in answers.missing))


def _asked(answers: Answers, name: str) -> Text:
    """A question still open, by the name it has in the file and by its words."""
    return _OPEN.fill(name=name, ask=answers.form.by_name[name.split(".")[-1]].ask)


@click.command(epilog="Example: formgen lint deskundigenoordeel-werknemer")
@click.argument("what", nargs=-1, metavar="[FORM|FILE]...")
@language_option
def lint(what: Sequence[str], language: str | None) -> None:
    """Prove that each form, its templates and its samples fit together; without names: all forms."""
    problems: list[Text] = []
    for form_library, name in _named(what):
        report = lint_form(form_library, name)
        problems.extend(report.problems)
        click.echo(report.said()[spoken()])
        for note in report.notes:
            click.echo(f"  {note[spoken()]}")
    if not what and not problems:
        _tell_unused_tips()
    if problems:
        raise FormgenError(Text(*("\n".join(problem[said] for problem in problems) for said in LANGUAGES)))


def _tell_unused_tips() -> None:
    """On standard error, for the forms as a whole: a tip may be shown by any of them."""
    known = library()
    tell_all(_UNUSED_TIPS, (same(tip) for folder in known.folders for tip in unused_tips(known, folder)))


def _named(what: Sequence[str]) -> list[tuple[Library, str]]:
    """Each form that is meant: by its name, or by its file, which stands in the forms/ folder of its own."""
    known = library()
    if not what:
        return [(known, name) for name in known.names()]
    return [_by_file(Path(one)) if one.endswith((".yml", ".yaml")) else (known, one) for one in what]


def _by_file(path: Path) -> tuple[Library, str]:
    read_file(str(path))
    if path.resolve().parent.name != "forms":
        raise FormgenError(_NOT_IN_FORMS.fill(file=path))
    return Library([path.resolve().parent.parent]), path.stem


def _no_document(only: str, names: Sequence[str]) -> Text:
    return _UNKNOWN_DOCUMENT.fill(name=only, advice=did_you_mean(only, names))


_STOPPED = Text("UWV geeft zo geen oordeel:", "UWV gives no opinion this way:")
_NOTICED = Text("Let op:", "Note:")
_OPEN = Text("{name}: {ask}", "{name}: {ask}")
_HEALTH = Text("Woorden over gezondheid:", "Words about health:")
_HIT = Text('{name}: "{word}". Schrijf bijvoorbeeld: {hint}.', '{name}: "{word}". Write for example: {hint}.')
_CONFIRM = Text(
    "Een werkgever mag niets vastleggen over ziekte, klachten of behandeling. Verander deze teksten. Zijn ze goed "
    "zoals ze zijn, voeg dan --confirm-privacy toe.",
    "An employer may not record anything about illness, complaints or treatment. Change these texts. If they are right "
    "as they are, add --confirm-privacy.",
)
_UNUSED_TIPS = Text("Tips die geen formulier toont:", "Tips that no form shows:")
_DRAFTS = Text("Dit zijn concepten. Er ontbreekt nog:", "These are drafts. Still missing:")
_UNKNOWN_DOCUMENT = Text(
    'Het formulier heeft geen document "{name}" - {advice}',
    'The form has no document "{name}" - {advice}',
)
_NOT_CALLED_FOR = Text(
    'Het document "{name}" hoort niet bij deze antwoorden. Laat --only weg om te zien wat er wel bij hoort.',
    'These answers do not call for the document "{name}". Leave out --only to see what they do call for.',
)
_NOT_IN_FORMS = Text(
    "{file}: een formulier staat in een map forms/, naast templates/ en samples/. Verplaats het bestand.",
    "{file}: a form stands in a folder forms/, beside templates/ and samples/. Move the file.",
)
