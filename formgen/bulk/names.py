"""Names for many files: safe, sorted as the rows are, and each one different; by a pattern of one's own if wanted."""

import re
from collections.abc import Sequence

from formgen.answers import Answers, fill_blanks
from formgen.bulk.plan import Plan
from formgen.documents import DRAFT_NAME, Made, bundle
from formgen.errors import FormgenError, did_you_mean
from formgen.form import Form
from formgen.text import Language, Text, same

_BLANK = re.compile(r"\{([^{}]*)\}")
_ROW, _DOCUMENT = "row", "document"
_PHYSICIAN = Text("MEDISCH - alleen voor de verzekeringsarts", "MEDICAL - only for the insurance physician")


def file_name(said: str) -> str:
    """The name of a file that someone brings, without its folders and safe on every system; empty when it has none."""
    name = said.replace("\\", "/").rpartition("/")[2]
    return bundle.safe_name(name, "") if name else ""


def check_pattern(form: Form, pattern: str) -> None:
    """Raises FormgenError when a `{blank}` of the pattern is no question outside repeated groups, `row` or `document`.

    An answer can never lead out of a folder: what cannot stand in a file name becomes a space.
    """
    known = [q.name for s in form.sections for q in s.questions if not q.repeats]
    for blank in _BLANK.findall(pattern):
        if blank not in (_ROW, _DOCUMENT, *known):
            raise FormgenError(_NO_BLANK.fill(blank=blank, hint=did_you_mean(blank, known)))


def number(plan: Plan, line: int) -> str:
    """The row's line in the file, with zeros in front: names sort as the rows do."""
    return str(line).zfill(len(str(plan.lines)))


def paths(plan: Plan, line: int, answers: Answers, language: Language, made: Sequence[Made]) -> list[str]:
    """Where each document of a row stands in the ZIP. Documents for UWV's physician only stand in a folder apart."""
    row = number(plan, line)
    found = []
    for one in made:
        title = one.document.title[language]
        ending = one.name[one.name.rfind(".") :]
        draft = f" - {DRAFT_NAME[one.document.language or language]}" if answers.missing else ""
        file = _by_pattern(plan.name, answers, language, row, title) if plan.name else ""
        if plan.layout == "row":
            parts = [bundle.safe_name(file or row, ""), one.name]
        elif plan.layout == "kind":
            parts = [
                bundle.safe_name(title, ""),
                bundle.safe_name(file, draft + ending) if file else f"{row} {one.name}",
            ]
        elif file:
            whole = file if f"{{{_DOCUMENT}}}" in plan.name else f"{file} - {title}"
            parts = [bundle.safe_name(whole, draft + ending)]
        else:
            parts = [f"{row} {one.name}"]
        apart = [_PHYSICIAN[language]] if one.document.audience == "physician" else []
        found.append("/".join([*apart, *parts]))
    return found


class Distinct:
    """Keeps names of files apart, in a fixed amount of memory for each: capitals do not make a name another one."""

    def __init__(self) -> None:
        self._taken: set[int] = set()

    def name(self, path: str) -> str:
        """The path, numbered when an earlier file has it: `a.pdf`, `a (2).pdf`."""
        dot = path.rfind(".")
        return self._free(path[:dot], path[dot:])

    def in_folder(self, paths: Sequence[str]) -> tuple[str, ...]:
        """The paths of a row that has a folder of its own, numbered when an earlier row has that: `a (2)/x.pdf`."""
        if not paths:
            return ()
        folder = self._free(paths[0].split("/")[-2], "/")
        return tuple("/".join([*path.split("/")[:-2], folder + path.rpartition("/")[2]]) for path in paths)

    def _free(self, start: str, end: str) -> str:
        free, n = start + end, 1
        while (known := hash(free.casefold())) in self._taken:
            n += 1
            free = f"{start} ({n}){end}"
        self._taken.add(known)
        return free


def _by_pattern(pattern: str, answers: Answers, language: Language, row: str, title: str) -> str:
    """The pattern filled in; an answer that is not there leaves no gap, and a pattern left empty gives the number."""
    known = pattern.replace(f"{{{_ROW}}}", row).replace(f"{{{_DOCUMENT}}}", title)
    name = fill_blanks(same(known), answers.form, answers.values)[language]
    return " ".join(_BLANK.sub("", name).split()).strip(" -_,.") or row


_NO_BLANK = Text(
    'In de naam staat {{{blank}}}, en het formulier heeft geen vraag "{blank}" - {hint}',
    'The name says {{{blank}}}, and the form has no question "{blank}" - {hint}',
)
