"""The pages around the questionnaires: start, language, sources, privacy, and accessibility."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from formgen.documents import conversion
from formgen.form import Form, Source
from formgen.guidance.adviser import ADVISER, APPLICATIONS
from formgen.library import SHIPPED
from formgen.text import Text
from formgen.web import amounts, nothingkept, speech
from formgen.web.begun import begun
from formgen.web.clearing import left
from formgen.web.desk import desk, guide
from formgen.web.visit import form_at, form_name

pages = Blueprint("about", __name__)


@pages.get("/")
def start() -> str:
    """Choose what to make; with what it costs, how long it takes and what is kept."""
    return _start(missed=False)


@pages.post("/")
def choose() -> BaseResponse | tuple[str, int]:
    """Go to the chosen questionnaire; ask again when none was chosen."""
    chosen = request.form.get("form", "")
    if chosen == ADVISER and ADVISER in desk().library:
        return redirect(url_for("adviser.ask"), 303)
    if chosen not in desk().library.names():
        return _start(missed=True), 422
    return redirect(url_for("questionnaire.overview", address=chosen), 303)


def _start(missed: bool) -> str:
    forms = _forms()
    spoken = speech.language()
    names = desk().library.names()
    groups = _groups(forms)
    told = [form for _, some in groups for form in some]  # what it costs in the order in which one chooses
    named = {amount.fact.name: amount for form in told for amount in amounts.costs(form, guide(form.folder), spoken)}
    lasting = {amount.fact.name: amount for form in told for amount in amounts.terms(form, guide(form.folder), spoken)}
    return render_template(
        "start.html",
        forms=forms,
        groups=groups,
        begun=begun(),
        here=[(address, form_at(address)) for address in nothingkept.addresses() if form_name(address) in names],
        missed=missed,
        adviser=ADVISER if ADVISER in desk().library else "",
        costs=list(named.values()),
        terms=list(lasting.values()),
    )


@pages.post("/language")
def language() -> BaseResponse:
    """Speak another language, on the page that the visitor was on."""
    speech.choose(request.form.get("language", ""))
    return redirect(_own_path(request.form.get("back", "")), 303)


@pages.get("/sources")
def sources() -> str:
    """Every source behind the tips, the amounts and the checks, with the day it was last checked."""
    found: dict[str, Source] = {}
    for form in _forms():
        found |= guide(form.folder).sources
    return render_template("sources.html", sources=found)


@pages.get("/privacy")
def privacy() -> str:
    """What is kept, where, for how long, and how to have it deleted: written from the settings."""
    return render_template("privacy.html", left=left(), converts=bool(conversion.program()))


@pages.get("/accessibility")
def accessibility() -> str:
    """How accessible the pages are, how that was tested, and what to do when something does not work."""
    return render_template("accessibility.html")


def _forms() -> list[Form]:
    library = desk().library
    return [library.load(name) for name in library.names()]


def _groups(forms: list[Form]) -> list[tuple[Text, list[Form]]]:
    """The forms under who makes them; those of a folder of one's own are for everyone."""
    for_employees = [form for form in forms if form.name == APPLICATIONS["employee"]]
    ours = [form for form in forms if form.folder == SHIPPED and form not in for_employees]
    others = [form for form in forms if form not in (*for_employees, *ours)]
    return [one for one in ((_EMPLOYEE, for_employees), (_EMPLOYER, ours), (_ANYONE, others)) if one[1]]


def _own_path(path: str) -> str:
    """The path if it is one of ours, else the start page: nobody is led to another site."""
    if path.startswith("/") and not path.startswith(("//", "/\\")) and "\\" not in path and path.isprintable():
        return path
    return "/"


_EMPLOYEE = Text("Ik ben werknemer", "I am an employee")
_EMPLOYER = Text(
    "Ik ben werkgever, casemanager of re-integratiebegeleider",
    "I am an employer, a case manager or a reintegration coach",
)
_ANYONE = Text("Andere documenten", "Other documents")
