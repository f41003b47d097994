"""Reads a letter made from a Word template as its reader does, and answers every question of a form for it."""

import re
from collections.abc import Mapping

from docx.document import Document
from docx.oxml.ns import qn

from formgen.form import Form, Question

# What a sentence looks like that lacks an answer. A line may end with a colon only because a list or table follows.
GAP = re.compile(r"None|Undefined|\{\{|\{%|[ \u00a0]{2}| [.,;:?](?!\w)|\(\)|,\s*[.,]|: *$", re.MULTILINE)
TEXTS = ("long text", "short text")
_RIGHT = {
    "date": "2026-10-01",
    "bsn": "111222333",
    "phone": "06-12345678",
    "email": "a@b.example",
    "postcode": "3511 AB",
    "initials": "A.",
    "surname": "Bakker",
    "kvk number": "12345678",
    "payroll tax number": "800000006L01",
    "yes or no": "no",
    "long text": "Zo was het.",
    "short text": "iets",
}


# ---- answers --------------------------------------------------------------------------------------------------------


def answer(question: Question, choose: Mapping[str, str]) -> str:
    """A right answer to any question, as short as can be."""
    if question.name in choose:
        return choose[question.name]
    if question.options:
        return "no" if any(option.name == "no" for option in question.options) else question.options[0].name
    return _RIGHT.get(question.kind, "8")


def answered(form: Form, choose: Mapping[str, str], optional: bool) -> dict[str, str]:
    """Answers to every question, or only to those that must be answered; groups have one row."""
    found = {}
    for question in form.questions():
        group = form.group_of(question.name)
        if question.repeats or (not optional and (question.optional or (group and group.optional))):
            continue
        found[f"{group.name}.1.{question.name}" if group else question.name] = answer(question, choose)
    return found


def telling(form: Form, given: Mapping[str, str]) -> dict[str, str]:
    """The same answers, every one in own words naming its question."""
    own = {name: f"Tekst van {name}." for name in given if form.by_name[name.split(".")[-1]].kind in TEXTS}
    return {**given, **own}


# ---- the letter -----------------------------------------------------------------------------------------------------


def lines(document: Document) -> list[str]:
    """Every paragraph of the body, tables too, in the order of reading."""
    found = []
    for paragraph in document.element.body.iter(qn("w:p")):
        pieces = [
            "\n" if piece.tag == qn("w:br") else "\t" if piece.tag == qn("w:tab") else piece.text or ""
            for piece in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab"))
            if piece.getparent().tag == qn("w:r")
        ]
        found.append("".join(pieces))
    return found


def told(document: Document) -> str:
    """All of the text, with plain spaces."""
    return "\n".join(lines(document)).replace("\u00a0", " ")


def before_the_details(document: Document) -> str:
    """The letter itself, without the closing part that lists the short answers."""
    return re.split("\nGegevens bij deze aanvraag|\nDetails of this application", told(document))[0]


def gaps(text: str) -> list[str]:
    """The lines that look as if an answer is lacking in them."""
    return [line for line in text.split("\n") if GAP.search(line.strip()) and not leads_on(line)]


def leads_on(line: str) -> bool:
    """A line that ends with a colon because a list or a table follows."""
    return line.rstrip().endswith(":") and not GAP.search(line.rstrip()[:-1])


def headings(document: Document) -> list[tuple[int, str]]:
    """The level and the words of every heading."""
    return [
        (int(paragraph.style.name[-1]), paragraph.text)
        for paragraph in document.paragraphs
        if paragraph.style.name.startswith("Heading")
    ]


def levels(document: Document) -> list[int]:
    """For each block of the body the level of the heading it is, 0 for text and tables."""
    return [level_of(block) for block in document.element.body if block.tag in (qn("w:p"), qn("w:tbl"))]


def level_of(block) -> int:  # type: ignore[no-untyped-def]
    """The level of the heading a block is, 0 when it is none."""
    style = block.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    name = "" if style is None else style.get(qn("w:val"))
    return int(name[-1]) if name.startswith("Heading") else 0
