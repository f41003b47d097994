"""Reads a page as a browser does: its fields, its buttons, its bones and its words, without trusting a pattern."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    """The fields of one form as they stand on the page, what each choice offers, and the buttons that send it."""

    id: str
    action: str = ""
    values: dict[str, str] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    offers: dict[str, list[str]] = field(default_factory=dict)
    many: set[str] = field(default_factory=set)
    buttons: list[str] = field(default_factory=list)

    def typable(self) -> list[str]:
        """The names of the fields one types text in."""
        return [name for name in self.texts if name not in ("csrf_token", "_seen")]

    def sent(self, changed: Mapping[str, str], act: str) -> dict[str, object]:
        """What a browser posts when these fields were changed and this button was pressed."""
        posted: dict[str, object] = {}
        for name, value in {**self.values, **changed}.items():
            if name in self.many:
                posted[name] = [part for part in value.split(", ") if part]
            elif name in self.texts or value:  # a radio group without a choice sends nothing
                posted[name] = value.replace("\n", "\r\n")
        return posted | {"_do": act}


class Page(HTMLParser):
    """One page. `bones` are its tags with their classes and the names of their attributes, `words` its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.bones: list[str] = []
        self.pieces: list[str] = []
        self.links: list[str] = []
        self.forms: dict[str, Form] = {}
        self._form = Form("")
        self._text: tuple[str, list[str]] | None = None
        self._list = ""
        self.feed(html)
        self.close()

    @property
    def words(self) -> str:
        """All text of the page in one line."""
        return " ".join("".join(self.pieces).split())

    @property
    def form(self) -> Form:
        """The form of the questions, or else the last one of the page."""
        return self.forms.get("page") or list(self.forms.values())[-1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        here = {name: value or "" for name, value in attrs}
        self.bones.append(f"{tag}.{here.get('class', '')} {' '.join(sorted(here))}")
        if tag == "form":
            self._form = self.forms.setdefault(here.get("id", here["action"]), Form(here.get("id", here["action"])))
            self._form.action = here["action"]
        elif tag == "input":
            self._input(here)
        elif tag == "textarea":
            self._text = (here["name"], [])
        elif tag == "select":
            self._list = here["name"]
            self._form.values[self._list] = ""
        elif tag == "option":
            self._form.offers.setdefault(self._list, []).append(here["value"])
            if "selected" in here:
                self._form.values[self._list] = here["value"]
        elif tag == "button" and "value" in here:
            owner = self.forms.setdefault(here["form"], Form(here["form"])) if "form" in here else self._form
            owner.buttons.append(here["value"])
        elif tag == "a":
            self.links.append(here.get("href", ""))

    def handle_endtag(self, tag: str) -> None:
        self.bones.append(f"/{tag}")
        if tag == "textarea" and self._text:
            name, parts = self._text
            self._form.values[name] = "".join(parts).removeprefix("\n")
            self._form.texts.append(name)
            self._text = None

    def handle_data(self, data: str) -> None:
        if self._text:
            self._text[1].append(data)
        else:
            self.pieces.append(data)

    def _input(self, here: dict[str, str]) -> None:
        name, kind, form = here["name"], here.get("type", "text"), self._form
        if kind not in ("radio", "checkbox"):
            form.values[name] = here["value"]
            form.texts.append(name)
            return
        form.offers.setdefault(name, []).append(here["value"])
        form.values.setdefault(name, "")
        if kind == "checkbox":
            form.many.add(name)
        if "checked" in here:
            form.values[name] = ", ".join(part for part in (form.values[name], here["value"]) if part)
