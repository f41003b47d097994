"""A small form with every shape of question, and a service that runs it: what the tests of the pages work on."""

import datetime
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import docx
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from formgen.store.settings import Settings
from formgen.web import create_app, drafts_of
from formgen.web.faults import Site

NOON = datetime.datetime(2026, 11, 23, 11, 0, tzinfo=datetime.UTC)
SECRET = "0123456789abcdef" * 4
FORM = "/small"

SMALL = """
form: small
title: Kleine aanvraag | Small application
intro: Een paar vragen. | A few questions.
languages: [nl, en]
tips: [keep_short]
sections:
  person:
    title: Over u | About you
    intro: Wie bent u? | Who are you?
    tips: [keep_short]
    questions:
      surname: {ask: Achternaam | Surname, type: surname}
      nickname: {ask: Roepnaam | Nickname, type: short text, optional: yes}
      born: {ask: Geboortedatum | Date of birth, type: date}
      works:
        ask: Werkt u? | Do you work?
        type: choose one
        tips: [keep_short]
        options:
          full: Ja, alle uren | Yes, all hours
          part:
            label: Voor een deel | In part
            hint: Minder uren. | Fewer hours.
            reveal:
              hours: {ask: Hoeveel uur? | How many hours?, type: hours, at least: 0, at most: 60}
          none: Nee | No
      why_none:
        ask: Waarom niet? | Why not?
        type: long text
        at most: 100 characters
        notice: copied
        when: {works: none}
      agrees: {ask: Bent u het eens? | Do you agree?, type: yes or no}
  details:
    title: Gesprekken | Talks
    questions:
      talks:
        ask: Welke gesprekken waren er? | Which talks were there?
        repeat: {at least: 1, at most: 3}
        questions:
          talk_date: {ask: Datum | Date, type: date}
          talk_with: {ask: Met wie? | With whom?, type: short text}
      needs:
        ask: Wat kunt u niet? | What can you not do?
        type: choose any
        options: {lifting: Tillen | Lifting, standing: Staan | Standing, none: Niets hiervan | None of these}
      wish:
        ask: Wat wilt u? | What do you want?
        type: long text
        suggest:
          - {text: "{surname} wil weer werken. | {surname} wants to work again."}
      papers:
        ask: Welke papieren stuurt u mee? | Which papers do you enclose?
        type: choose any
        optional: yes
        options:
          letter: {label: Brief | Letter, needed: {works: part}}
          report: {label: Verslag | Report, welcome: {works: answered}}
  health:
    title: Voor de arts | For the physician
    when: {works: [part, none]}
    questions:
      sick:
        ask: Wat moet de arts weten? | What must the physician know?
        type: long text
        notice: physician
        optional: yes
checks:
  - must: {born: before today}
    otherwise:
      nl: De geboortedatum ligt na vandaag. Schrijf een eerdere datum.
      en: The date of birth is after today. Write an earlier date.
    at: born
  - stop: {agrees: yes}
    because: U bent het eens. Dan is er niets te vragen. | You agree. Then there is nothing to ask.
    at: agrees
    source: uwv
  - warn: {works: full}
    because: U werkt alle uren. | You work all hours.
    at: works
documents:
  letter:
    title: Brief | Letter
    template: small.docx
    name: "{surname} - aanvraag klein | {surname} - small application"
    purpose: Voor UWV. | For UWV.
  copy:
    title: Leeskopie | Reading copy
    template: small.docx
    name: Kopie | Copy
    purpose: Voor uzelf. | For yourself.
    audience: self
    even if stopped: yes
  sheet:
    title: Blad voor de arts | Sheet for the physician
    template: sheet.docx
    name: Medisch | Medical
    purpose: Voor de arts. | For the physician.
    audience: physician
    when: {sick: answered}
"""

TIPS = """
tips:
  keep_short:
    text: Houd het kort. | Keep it short.
    source: [uwv]
"""

SOURCES = """
sources:
  uwv:
    publisher: UWV | UWV
    title: pagina Deskundigenoordeel | page on the expert opinion
    link: https://www.uwv.nl/voorbeeld
    checked: 2026-11-22
    older: yes
"""

FACTS = """
facts:
  cost_employee:
    value: 100
    unit: euro
    text: Dit betaalt u aan UWV. | This is what you pay to UWV.
    source: uwv
"""

ABOUT_YOU = {"surname": "Şahin", "born": "14-5-1988", "works": "part", "hours": "16", "agrees": "no"}
TALKS = {"talks.1.talk_date": "2-11-2026", "talks.1.talk_with": "De baas", "needs": "lifting", "papers": "letter"}


def write_folder(folder: Path, form: str = SMALL) -> Path:
    """The folder of the small form, with its templates."""
    for name, text in {"small": form, "tips": TIPS, "sources": SOURCES, "facts": FACTS, "shared": "shared: {}"}.items():
        (folder / "forms").mkdir(parents=True, exist_ok=True)
        (folder / "forms" / f"{name}.yml").write_text(text, "utf-8")
    (folder / "templates").mkdir(exist_ok=True)
    for name, words in {
        "small": "{{ surname }} is {{ born }}. {{ wish }}",
        "sheet": "{{ surname }}: {{ sick }}",
    }.items():
        written = docx.Document()
        written.add_paragraph(words)
        written.save(str(folder / "templates" / f"{name}.docx"))
    return folder


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    moment: datetime.datetime = NOON

    def __call__(self) -> datetime.datetime:
        return self.moment

    def move(self, **by: float) -> None:
        """Move it on by a timedelta's words."""
        self.moment += datetime.timedelta(**by)


@dataclass
class House:
    """A running service over the small form, its clock, what it logged and where it keeps things."""

    folder: Path
    data: Path
    app: Site
    clock: Clock
    log: io.StringIO

    def visitor(self) -> "Visitor":
        """Someone with a browser of their own."""
        return Visitor(self.app.test_client())


@contextmanager
def house(where: Path, **settings: object) -> Iterator[House]:
    """A service over the small form, with its data under `where`."""
    folder, log, clock = write_folder(where / "folder"), io.StringIO(), Clock()
    given = {"data": where / "data", "secret": SECRET, **settings}
    app = create_app(Settings(**given), folders=[folder], clock=clock, log=log)  # type: ignore[arg-type]
    app.config["TESTING"] = False
    try:
        yield House(folder, where / "data", app, clock, log)
    finally:
        drafts_of(app).close()


class Visitor:
    """A visitor who reads pages and posts them as a browser does: every field that stands on the page goes along."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def get(self, path: str, **more: object) -> TestResponse:
        """The page at this path."""
        return self.client.get(path, **more)  # type: ignore[arg-type]

    def page(self, path: str) -> str:
        """The words of the page at this path, which must be there."""
        answer = self.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.get_data(as_text=True)

    def fill(
        self, path: str, answers: dict[str, str] | None = None, act: str = "next", follow: bool = False
    ) -> TestResponse:
        """Open the page, put these answers in its fields, and press the button."""
        return self.post(path, self.fields(self.page(path)) | (answers or {}), act, follow)

    def post(self, path: str, values: dict[str, str], act: str = "next", follow: bool = False) -> TestResponse:
        """Post these values as they are; a name of a `choose any` may hold several, joined with a comma."""
        data = [
            (name, part) for name, value in values.items() for part in (value.split(", ") if name in MANY else [value])
        ]
        return self.client.post(path, data=_multi([*data, ("_do", act)]), follow_redirects=follow)

    def bring(self, path: str, data: bytes, name: str) -> TestResponse:
        """Bring a file to the page at this path, as a browser sends it: in one body, put aside nowhere."""
        token = self.fields(self.page(path))["csrf_token"]
        head = f'--x\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token}\r\n--x\r\n'
        head += f'Content-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        body = head.encode() + data + b"\r\n--x--\r\n"
        return self.client.post(path, data=body, content_type="multipart/form-data; boundary=x")

    def draft_id(self, address: str = "small") -> str:
        """The number of the draft that this browser knows at this address; an empty text when there is none."""
        cookie = self.client.get_cookie(f"formgen-draft-{address}")
        state, _, number = cookie.value.partition(".") if cookie else ("", "", "")
        return number if state == "kept" else ""

    def know(self, draft_id: str, address: str = "small") -> None:
        """Let this browser know a draft, as its cookie does."""
        self.client.set_cookie(f"formgen-draft-{address}", f"kept.{draft_id}")

    @staticmethod
    def fields(html: str) -> dict[str, str]:
        """What a browser would post of the page's main form, without a button."""
        return fields_of(html)


MANY = frozenset({"needs", "papers"})


def _multi(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


_INPUT = re.compile(r"<input\b([^>]*)>|<textarea\b([^>]*)>\n?(.*?)</textarea>", re.S)
_WORD = re.compile(r'([\w-]+)(?:="([^"]*)")?')


def fields_of(html: str) -> dict[str, str]:
    """The fields in the last form of the page, as a browser would post them."""
    found: dict[str, str] = {}
    for match in _INPUT.finditer(html[html.rindex("<form") :]):
        words = dict(_WORD.findall(match.group(1) or match.group(2)))
        name, value = words.get("name", ""), _plain(words.get("value", match.group(3) or ""))
        if words.get("type") in ("radio", "checkbox"):
            if "checked" in words:
                found[name] = f"{found[name]}, {value}" if name in found else value
        elif name:
            found[name] = value
    return found


def _plain(html: str) -> str:
    for sign, mark in (("&lt;", "<"), ("&gt;", ">"), ("&#34;", '"'), ("&#39;", "'"), ("&amp;", "&")):
        html = html.replace(sign, mark)
    return html
