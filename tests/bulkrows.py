"""Files of rows for the tests and benchmarks of bulk jobs: many invented people, each with answers of their own."""

import csv
import io
import random
from collections.abc import Iterator

from formgen.loader.answersfile import read_answers
from tests.golden import LIBRARY

PLAN = "plan-van-aanpak-spoor-2"
EMPLOYEE = "deskundigenoordeel-werknemer"
SURNAMES = (
    "Jansen",
    "Bakker",
    "Şahin",
    "'t Hooft",
    "Amrani",
    "Mensah-de Vries",
    "Wiśniewski",
    "Ó Súilleabháin",
    "Çelik",
)
WORDS = (
    "staan",
    "zitten",
    "tillen",
    "lopen",
    "overleg",
    "werkdag",
    "pauze",
    "taken",
    "uren",
    "week",
    "rooster",
    "team",
)


def people(form: str, case: str, count: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """The answers of one sample, with the name, the dates and the longer texts of so many different people."""
    chance = random.Random(seed)
    loaded = LIBRARY.load(form)
    path = loaded.folder / "samples" / form / f"{case}.yml"
    known = dict(read_answers(path.read_bytes(), path.name).answers)
    long = [name for name in known if loaded.by_name[name.rpartition(".")[2]].kind == "long text"]
    for number in range(count):
        own = {name: f"{known[name]} {_sentence(chance)}" for name in long}
        born = f"{chance.randint(1, 28):02d}-{chance.randint(1, 12):02d}-{chance.randint(1962, 2003)}"
        person = {"surname": SURNAMES[number % len(SURNAMES)], "initials": f"{chr(65 + number % 26)}."}
        yield {**known, **own, **person, "birth_date": born, "city": f"Plaats {chance.randint(1, 900)}"}


def _sentence(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(4, 12))).capitalize() + "."


def csv_of(rows: Iterator[dict[str, str]] | list[dict[str, str]], delimiter: str = ";") -> bytes:
    """The rows as Excel in the Netherlands writes them; the first row says which columns there are."""
    every = list(rows)
    target = io.StringIO(newline="")
    writer = csv.DictWriter(target, list(every[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(every)
    return target.getvalue().encode("utf-8-sig")
