"""Working copies: documents that carry their own answers, as downloads, and going on with one that is brought."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from flask import Blueprint, Flask, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from formgen import answers
from formgen.documents import workingcopy
from formgen.documents.workingcopy import Carried
from formgen.errors import FileError, FormgenError
from formgen.form import Form
from formgen.store.drafts import Content
from formgen.text import Text
from formgen.web import finish, nothingkept, posted
from formgen.web.desk import desk
from formgen.web.downloads import download
from formgen.web.speech import choose, language, said, say
from formgen.web.visit import Visit, form_at, free_address, keep, visit, works

pages = Blueprint("copies", __name__)

MOST_BYTES = 10_000_000  # of a file that is brought: more than Word makes of our documents
_MOST_ANSWERS = 600_000  # characters: what one page can hold while its reader decides


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that is not the same in the copy: what was asked, and both answers in words (empty: none)."""

    ask: Text
    number: int
    now: str
    then: str


@pages.get("/<address>/your-documents/<document_name>/working-copy")
def as_document(address: str, document_name: str) -> BaseResponse:
    """The document with all answers in it, also those that are not on its pages."""
    one = finish.asked_for(address, document_name)
    if isinstance(one, BaseResponse):
        return one
    packed = workingcopy.pack(one, _carried(visit(address)), language())
    return download(packed.name, packed.data)


@pages.get("/<address>/working-copy.json")
def as_file(address: str) -> BaseResponse:
    """The answers alone, as a file that opens wherever a program dropped them from a document."""
    seen = visit(address)
    if seen.draft is None:
        abort(404)
    return download(
        f"{said(seen.form.title)} - {say('werkkopie', 'working copy')}.json", workingcopy.as_file(_carried(seen))
    )


def _carried(seen: Visit) -> Carried:
    return Carried(seen.form.name, seen.content.raw)


# ---- bringing one --------------------------------------------------------------------------------------------------


def open_copies(app: Flask) -> None:
    """Let a working copy be larger than a page may be."""

    def allow() -> None:
        if request.endpoint == "copies.bring":
            request.max_content_length = MOST_BYTES + 100_000

    app.before_request(allow)


@pages.get("/working-copy")
@pages.get("/<address>/working-copy")
def ask(address: str = "") -> str:
    """Choose the file to go on with: at any questionnaire, or at the one at this address."""
    if address:
        form_at(address)
    return _ask_page(address)


def _ask_page(address: str, fault: Text | None = None) -> str:
    return render_template("copy.html", fault=fault, at=address or None, most=MOST_BYTES // 1_000_000)


@pages.post("/working-copy")
@pages.post("/<address>/working-copy")
def bring(address: str = "") -> BaseResponse | str | tuple[str, int]:
    """Read the file and show what it would change. Nothing is kept or replaced yet, and nothing of the file is kept."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return _ask_page(address, _NO_FILE), 422
    try:
        carried = workingcopy.unpack(file.stream.read(), say("Dit bestand", "This file"))
        return _compare(_known(carried), address)
    except FormgenError as fault:
        return _ask_page(address, fault.sentence), 422


@pages.post("/working-copy/use")
@pages.post("/<address>/working-copy/use")
def use(address: str = "") -> BaseResponse | str | tuple[str, int]:
    """Replace the answers by those of the copy, or begin a draft beside them, as the pressed button says.

    When the answers have changed since they were compared, the comparison is shown once more.
    """
    try:
        carried = _known(workingcopy.unpack(request.form.get("answers", "").encode("utf-8", "replace"), "JSON"))
    except FormgenError as fault:
        return _ask_page(address, fault.sentence), 422
    target = _target(carried.form, address)
    act, _, about = request.form.get("do", "").partition(":")
    if act == "language":
        choose(about)
        return _compare(carried, address)
    if act != "replace" or target is None:
        return _on(_beside(carried, target, address))
    if request.form.get("seen") != _mark(target):
        return _compare(carried, address)
    keep(target.address, lambda content: replace(content, raw=carried.answers, rows={}, removed=()))
    return _on(target.address)


def _beside(carried: Carried, target: Visit | None, at: str) -> str:
    """The address of a draft with the answers of the copy; pressed twice, it is one draft."""
    same_one = (one for one in works() if one.form.name == carried.form and dict(one.content.raw) == carried.answers)
    found = next(same_one, None)
    if found is not None:
        return found.address
    empty = target is None and at and form_at(at).name == carried.form
    address = at if empty else free_address(carried.form)
    if target is not None and target.here:
        nothingkept.choose(address)
    keep(address, lambda _: Content(carried.answers))
    return address


def _on(address: str) -> BaseResponse:
    return redirect(url_for("questionnaire.overview", address=address), 303)


def _known(carried: Carried) -> Carried:
    """The copy with the answers to questions that its form has; FileError when there is no such form here."""
    if carried.form not in desk().library.names():
        raise FileError(_NO_FORM)
    form = desk().library.load(carried.form)
    kept = {name: text for name, text in carried.answers.items() if text and _asks(form, name)}
    if sum(len(name) + len(text) for name, text in kept.items()) > _MOST_ANSWERS:
        raise FileError(_TOO_MUCH)
    return Carried(carried.form, kept)


def _asks(form: Form, name: str) -> bool:
    return any(posted.question_at(section, name) is not None for section in form.sections)


# ---- what would change ---------------------------------------------------------------------------------------------


def _compare(carried: Carried, address: str) -> str:
    target = _target(carried.form, address)
    form = target.form if target else desk().library.load(carried.form)
    now = target.content.raw if target else {}
    return render_template(
        "comparison.html",
        form=form,
        target=target,
        count=len(carried.answers),
        changes=list(changes(form, now, carried.answers)),
        seen=_mark(target) if target else "",
        at=address or None,
        carried=workingcopy.as_file(carried).decode("ascii"),
    )


def _target(form_name: str, at: str) -> Visit | None:
    """The draft that the copy would replace: the one whose page it was brought to, else the one changed last."""
    if at and form_at(at).name == form_name:
        here = visit(at)
        return here if here.draft is not None else None
    return next((one for one in works() if one.form.name == form_name), None)


def _mark(target: Visit) -> str:
    return posted.fingerprint(json.dumps(dict(target.content.raw), sort_keys=True))


def changes(form: Form, now: Mapping[str, str], then: Mapping[str, str]) -> Iterator[Change]:
    """Every question that is answered otherwise in the one than in the other, in the order of the pages."""
    before, after = _words(form, now), _words(form, then)
    order = {question.name: place for place, question in enumerate(form.questions())}
    differ = [name for name in {**now, **then} if now.get(name, "") != then.get(name, "")]
    for name in sorted(differ, key=lambda one: (order.get(one.partition(".")[0], 0), *_row(one), order.get(one, 0))):
        question = form.by_name[name.rpartition(".")[2]]
        yield Change(question.ask, _row(name)[0], before.get(name, ""), after.get(name, ""))


def _row(name: str) -> tuple[int]:
    parts = name.split(".")
    return (int(parts[1]),) if len(parts) == 3 else (0,)


def _words(form: Form, raw: Mapping[str, str]) -> dict[str, str]:
    """Each answer in words; one that is parked, because nothing asks for it now, as it was typed."""
    read = answers.read(form, raw, desk().today())
    told = [one for section in form.sections for one in finish.told(read, section, language())]
    words = {one.name: one.words for top in told for one in (top, *top.inner) if one.state in ("right", "wrong")}
    return {name: words.get(name, text) for name, text in raw.items()}


_NO_FILE = Text("Kies een bestand: Word, PDF of JSON.", "Choose a file: Word, PDF or JSON.")
_NO_FORM = Text(
    "De antwoorden in dit bestand horen bij een formulier dat hier niet is. Kies een andere werkkopie.",
    "The answers in this file belong to a form that is not here. Choose another working copy.",
)
_TOO_MUCH = Text(
    "In dit bestand zitten meer antwoorden dan op onze bladzijden passen. Kies een andere werkkopie.",
    "This file holds more answers than fit on our pages. Choose another working copy.",
)
