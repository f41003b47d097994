"""The end of a questionnaire: check your answers, download the documents, delete everything."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from formgen import documents
from formgen.answers import Answers
from formgen.condition import holds
from formgen.documents import bundle, conversion
from formgen.form import Question, Section
from formgen.guidance import checks, privacy
from formgen.guidance.finding import Finding
from formgen.guidance.score import score
from formgen.questions import TYPES
from formgen.text import Language
from formgen.web import amounts
from formgen.web.beside import findings
from formgen.web.clearing import left
from formgen.web.downloads import download
from formgen.web.progress import Part, progress
from formgen.web.security import forgotten
from formgen.web.speech import language, say
from formgen.web.visit import Visit, forget, form_at, keep, visit

pages = Blueprint("finish", __name__)


@dataclass(frozen=True, slots=True)
class Told:
    """One answer on the check page: what was asked, the answer in words, and how it stands.

    `state` is `right`, `wrong`, `missing`, `offer` (a suggested sentence stands in) or `blank` (need not be answered).
    A row of a repeated group is one Told with its `number` and the answers in it as `inner`.
    `hits` are the words about health in it that the page marks.
    """

    question: Question
    name: str
    words: str
    state: str
    number: int = 0
    inner: tuple["Told", ...] = ()
    hits: tuple[privacy.Hit, ...] = ()

    @property
    def pieces(self) -> tuple[tuple[str, bool], ...]:
        """The words in pieces, each with whether it is to be marked."""
        return privacy.marked(self.words, self.hits)


@dataclass(frozen=True, slots=True)
class Shown:
    """A part on the check page: its answers, and whether they are in sight or a press away."""

    part: Part
    answers: tuple[Told, ...]
    is_open: bool


@pages.get("/<address>/check-answers")
def check(address: str) -> str:
    """Everything that was answered, what the answers call for, and what is still missing.

    Only the parts that need a look are open; `open` names one more, or `all`.
    """
    return _check_page(visit(address))


@pages.post("/<address>/check-answers")
def confirm(address: str) -> BaseResponse | tuple[str, int]:
    """Remember that the texts with words about health were read again, and go on to the documents.

    Only their fingerprint is kept. Texts that have changed since the page was drawn are asked about once more.
    """
    seen = visit(address)
    texts = privacy.to_confirm(seen.answers)
    if texts and request.form.get("confirmed") != "yes":
        return _check_page(seen, unticked=True), 422
    if texts and request.form.get("texts") == texts:
        keep(address, lambda content: replace(content, confirmed=texts))
    return redirect(url_for(".all_documents", address=address), 303)


def _check_page(seen: Visit, unticked: bool = False) -> str:
    found = findings(seen)
    return render_template(
        "check.html",
        visit=seen,
        parts=list(_parts(seen, found)),
        findings=found,
        lacking=seen.answers.missing,
        wrong=seen.answers.wrong,
        to_confirm="" if _confirmed(seen) else privacy.to_confirm(seen.answers),
        unticked=unticked,
        score=score(seen.answers),
    )


def _parts(seen: Visit, found: Iterable[Finding]) -> Iterator[Shown]:
    """The parts, those open that lack something, or hold an answer that a finding or a marked word is about."""
    wanted = request.args.get("open", "")
    at = {seen.form.section_of(one.at.split(".")[0]).name for one in found if one.level in ("stop", "warn")}
    for part in progress(seen.answers).parts:
        answers = tuple(told(seen.answers, part.section, language()))
        marked = any(one.hits for top in answers for one in (top, *top.inner))
        needs = part.state in ("wrong", "begun") or part.section.name in at or marked
        yield Shown(part, answers, needs or wanted in ("all", part.section.name))


def _undrawn(seen: Visit) -> list[str]:
    """The letters that some PDF of these answers draws as a box."""
    found = documents.undrawn(seen.form, seen.answers, language())
    return sorted({letter for letters in found.values() for letter in letters})


@pages.get("/<address>/your-documents")
def all_documents(address: str) -> BaseResponse | str:
    """The documents of these answers, what each is for, and how to send them."""
    seen = visit(address)
    if not seen.answers.wrong and not _confirmed(seen):
        return _ask_to_confirm(address)
    made = () if seen.answers.wrong or seen.draft is None else documents.fill(seen.form, seen.answers, language())
    return render_template(
        "documents.html",
        visit=seen,
        made=made,
        together=together(made),
        first=next((one for one in made if one.document.audience == "uwv"), None),
        converts=bool(conversion.program()),
        stops=[finding for finding in checks.judge(seen.answers) if finding.level == "stop"],
        papers=checks.papers(seen.answers),
        steps=[one for one in seen.form.afterwards if holds(one.when, seen.answers.values, seen.answers.today)],
        undrawn=_undrawn(seen),
        **_amounts(seen),
    )


def _amounts(seen: Visit) -> dict[str, object]:
    """What it costs and when an answer comes, as far as the form and these answers call for it."""
    terms = amounts.terms(seen.form, seen.guide, language(), seen.answers)
    return {
        "costs": amounts.costs(seen.form, seen.guide, language(), seen.answers),
        "terms": terms,
        "hears": amounts.answer_between(terms, seen.answers.today),
    }


@pages.get("/<address>/your-documents/<document_name>")
def one_document(address: str, document_name: str) -> BaseResponse:
    """One document as a download. Making it twice gives the same bytes."""
    one = asked_for(address, document_name)
    return one if isinstance(one, BaseResponse) else download(one.name, one.data)


def asked_for(address: str, document_name: str) -> documents.Made | BaseResponse:
    """One document of the draft at this address, or the way to the page where words about health are confirmed.

    Ends the request with a 404 page when the answers do not call for it.
    """
    seen = visit(address)
    if not _confirmed(seen):
        return _ask_to_confirm(address)
    one = next((one for one in _made(seen) if one.document.name == document_name), None)
    if one is None:
        abort(404)
    return one


@pages.get("/<address>/your-documents/all.zip")
def zipped(address: str) -> BaseResponse:
    """The documents that belong together in one ZIP; never what only UWV's physician may read."""
    seen = visit(address)
    if not _confirmed(seen):
        return _ask_to_confirm(address)
    files = together(_made(seen))
    if not files:
        abort(404)
    name = say("Alle documenten", "All documents") + ".zip"
    return download(name, bundle.zipped([(one.name, one.data) for one in files]))


@pages.get("/<address>/delete-answers")
def ask_delete(address: str) -> str:
    """Ask whether all answers are to be deleted."""
    return render_template("delete.html", visit=visit(address))


@pages.post("/<address>/delete-answers")
def delete(address: str) -> BaseResponse:
    """Delete the draft, now and for good. Doing it twice is no error."""
    form_at(address)
    forget(address)
    return forgotten(redirect(url_for(".deleted", address=address), 303))


@pages.get("/<address>/answers-deleted")
def deleted(address: str) -> str:
    """Say that the answers are gone, and what else is still here of this visitor."""
    return render_template("deleted.html", form=form_at(address), left=left(but=address))


def together(made: tuple[documents.Made, ...]) -> tuple[documents.Made, ...]:
    """The documents that may travel together: all but what only UWV's physician may read."""
    return tuple(one for one in made if one.document.audience != "physician")


def _confirmed(seen: Visit) -> bool:
    """Whether every text with a word about health was read again as it is now."""
    return privacy.to_confirm(seen.answers) in ("", seen.content.confirmed)


def _ask_to_confirm(address: str) -> BaseResponse:
    return redirect(url_for(".check", address=address, _anchor="confirm"), 303)


def _made(seen: Visit) -> tuple[documents.Made, ...]:
    if seen.draft is None or seen.answers.wrong:
        abort(404)
    return documents.fill(seen.form, seen.answers, language())


# ---- answers in words ----------------------------------------------------------------------------------------------


def told(answers: Answers, section: Section, spoken: Language) -> Iterator[Told]:
    """Every question of the section that applies, with its answer in words, in the order of the pages."""
    asked = frozenset(answers.asked)
    for question in section.questions:
        if question.name in asked and not question.repeats:
            yield _told(answers, question, question.name, spoken)
        elif question.name in asked and answers.rows(question.name):
            yield from _rows(answers, question, spoken)
        elif question.name in asked:
            yield Told(question, question.name, "", "blank" if question.optional else "missing")


def _rows(answers: Answers, group: Question, spoken: Language) -> Iterator[Told]:
    asked = frozenset(answers.asked)
    for number in answers.numbers[group.name]:
        names = {f"{group.name}.{number}.{question.name}": question for question in group.questions}
        inner = [_told(answers, question, name, spoken) for name, question in names.items() if name in asked]
        shown = tuple(one for one in inner if one.state != "blank")
        yield Told(group, f"{group.name}.{number}", "", "right", number, shown)


def _told(answers: Answers, question: Question, name: str, spoken: Language) -> Told:
    value = _value(answers, name)
    if value is not None:
        words = TYPES[question.kind].show(value, question, spoken)
        return Told(question, name, words, "right", hits=privacy.to_mark(answers.form, name, words))
    if name in answers.raw:
        words = answers.raw[name]
        return Told(question, name, words, "wrong", hits=privacy.to_mark(answers.form, name, words))
    if name in answers.suggested:
        return Told(question, name, answers.suggested[name][spoken], "offer")
    return Told(question, name, "", "blank" if question.optional else "missing")


def _value(answers: Answers, name: str) -> object:
    """The value under this dotted name, or None."""
    if "." not in name:
        return answers.values.get(name)
    group, number, inner = name.split(".")
    numbers = answers.numbers.get(group, ())
    place = int(number)
    return answers.rows(group)[numbers.index(place)].get(inner) if place in numbers else None


def where(seen: Visit, name: str, came: str = "check") -> str:
    """The address of the question of this dotted name: from the check page and back to it, or to stay there ('')."""
    section = seen.form.section_of(name.split(".")[0])
    anchor = name.replace(".", "-")
    target = {"address": seen.address, "section_name": section.name, "from": came or None}
    return url_for("questionnaire.section", _anchor=anchor, **target)  # type: ignore[arg-type]
