"""Stop and go on without an account: a link to one's draft, and the choice to have nothing kept here at all.

The code in the link is the draft's own id: 192 random bits of which the database has only the hash. It stands behind
the `#` of the address, which browsers send to nobody, and travels in the body of a post: it is in no log and no URL
that we receive. Opening the link does nothing by itself, so that whatever looks at links for a preview changes nothing.
"""

import re

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from formgen.store.drafts import Draft, GoneError
from formgen.text import Text
from formgen.web.desk import desk
from formgen.web.downloads import download
from formgen.web.speech import local_day, say
from formgen.web.visit import Visit, keep_again, keep_here, taken, visit

pages = Blueprint("resume", __name__)

_CODE = re.compile(r"[\w-]{32}", re.ASCII)


@pages.get("/<address>/continue-later")
def later(address: str) -> str:
    """The ways to stop and go on later: here, on another device, or from a copy of one's own.

    `part` names the section one comes from, to go back to.
    """
    return _later_page(visit(address))


@pages.post("/<address>/continue-later")
def make_link(address: str) -> str | tuple[str, int]:
    """The same page with the link on it; it is shown to whoever asks for it, and never by itself."""
    seen = visit(address)
    return _later_page(seen, _link(seen)) if _has_link(seen) else (_later_page(seen), 422)


@pages.post("/<address>/continue-later.txt")
def link_file(address: str) -> BaseResponse:
    """The link as a text file; a 404 page when there is no draft here to lead to."""
    seen = visit(address)
    if seen.draft is None or not _has_link(seen):
        abort(404)
    words = say(
        "{form}\n\nGa verder met deze link:\n{link}\n\nWe bewaren uw antwoorden tot {day}. Elke keer dat u iets "
        "wijzigt, begint die termijn opnieuw.\nWie deze link heeft, kan uw antwoorden lezen. Geef hem aan niemand "
        "door.\n",
        "{form}\n\nContinue with this link:\n{link}\n\nWe keep your answers until {day}. Each time you "
        "change something, that period starts again.\nWhoever has this link can read your answers. Pass it on to "
        "nobody.\n",
        form=seen.form.title,
        link=_link(seen),
        day=local_day(seen.draft.expires),
    )
    answer = download(say("Link om verder te gaan", "Link to continue") + ".txt", words.encode())
    answer.mimetype = "text/plain"
    return answer


def _later_page(seen: Visit, link: str = "") -> str:
    part = next((part for part in seen.form.sections if part.name == request.args.get("part")), None)
    return render_template("later.html", visit=seen, link=link, part=part)


def _has_link(seen: Visit) -> bool:
    return seen.draft is not None and not seen.here


def _link(seen: Visit) -> str:
    """The link as people reach us: a proxy that speaks https to them speaks http to us."""
    scheme = "https" if desk().settings.https else request.scheme
    return url_for(".ask", _external=True, _scheme=scheme, _anchor=seen.draft.id if seen.draft else "")


# ---- going on ------------------------------------------------------------------------------------------------------


@pages.get("/resume")
def ask() -> str:
    """Ask whether to go on with the draft of a link: a script takes the code from the address, or one pastes it."""
    return render_template("resume.html", fault=None)


@pages.post("/resume")
def take() -> BaseResponse | tuple[str, int]:
    """Put the draft of this code, or of a whole link, in this browser; or say why the code may open nothing."""
    code = _code()
    if not code:
        return render_template("resume.html", fault=_NO_CODE), 422
    draft = _draft_of(code)
    if draft is None:
        return render_template("resume.html", fault=_NOTHING.fill(days=desk().settings.keep_days)), 404
    return redirect(url_for("questionnaire.overview", address=taken(draft)), 303)


def opens_something() -> bool:
    """Whether the posted code opens a draft."""
    return _draft_of(_code()) is not None


def _code() -> str:
    return request.form.get("code", "").strip().rpartition("#")[2]


def _draft_of(code: str) -> Draft | None:
    """The draft with this id, of whichever form."""
    for name in desk().library.names() if _CODE.fullmatch(code) else ():
        try:
            return desk().drafts.find(code, name)
        except GoneError:
            continue
    return None


# ---- nothing kept --------------------------------------------------------------------------------------------------


@pages.post("/<address>/keep-nothing")
def keep_nothing(address: str) -> BaseResponse:
    """Keep nothing of this questionnaire here from now on, or (`keep=yes`) keep it after all; what there is moves."""
    if request.form.get("keep") == "yes":
        keep_again(address)
    else:
        keep_here(address)
    return redirect(url_for("questionnaire.overview", address=address), 303)


_NO_CODE = Text("Plak hier de hele link, of de code achter het teken #.", "Paste the whole link, or the code behind #.")
_NOTHING = Text(
    "Bij deze code bewaren we niets. Misschien is hij niet helemaal overgenomen, of zijn de antwoorden gewist. Dat "
    "gebeurt {days} dagen na de laatste wijziging, of als iemand op “Alles wissen” drukt.",
    "We keep nothing for this code. Perhaps it was not copied whole, or the answers have been deleted. That happens "
    "{days} days after the last change, or when someone presses “Delete everything”.",
)
