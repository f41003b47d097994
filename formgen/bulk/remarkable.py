"""What a check found in rows that are right: the same person twice, and rules that say "look at this"."""

from collections.abc import Iterable
from dataclasses import dataclass

from formgen.bulk.told import Told
from formgen.store.jobs import Result
from formgen.text import LANGUAGES, Text, listed, number

_MOST_NAMED = 8  # lines that a sentence names


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of a file: how many there are, and the first few by their number."""

    count: int = 0
    first: tuple[int, ...] = ()

    def and_one(self, line: int) -> "Lines":
        """The same with one line more."""
        return Lines(self.count + 1, self.first if self.count >= _MOST_NAMED else (*self.first, line))

    @property
    def said(self) -> Text:
        """The first lines, and how many more there are."""
        numbers = [str(line) for line in self.first]
        more = self.count - len(self.first)
        words = {"nl": f"nog {number(more, 'nl')}", "en": f"{number(more, 'en')} more"}
        return Text(*(listed([*numbers, *[words[language]] * bool(more)], language) for language in LANGUAGES))


@dataclass(frozen=True, slots=True)
class Remarkable:
    """The lines of rows about a person of an earlier row, and of rows in which a rule of the form found something."""

    twins: Lines = Lines()
    fired: Lines = Lines()

    def sentences(self) -> list[Text]:
        """One sentence for each that there is."""
        kinds = ((_TWIN, _TWINS, self.twins), (_FIRED_ONE, _FIRED, self.fired))
        return [
            (one if lines.count == 1 else many).fill(
                count=Text(number(lines.count, "nl"), number(lines.count, "en")), lines=lines.said
            )
            for one, many, lines in kinds
            if lines.count
        ]


def remarkable(results: Iterable[Result]) -> Remarkable:
    """What these results of a check have to tell; in a fixed amount of memory."""
    twins, fired = Lines(), Lines()
    for result in results:
        told = Told.from_json(result.told)
        if told.twin:
            twins = twins.and_one(told.line)
        if told.fires and not told.faults:
            fired = fired.and_one(told.line)
    return Remarkable(twins, fired)


_TWIN = Text(
    "1 rij gaat over een persoon die al eerder in het bestand staat: regel {lines}.",
    "1 row is about a person who is in the file before: line {lines}.",
)
_TWINS = Text(
    "{count} rijen gaan over een persoon die al eerder in het bestand staat: regel {lines}.",
    "{count} rows are about a person who is in the file before: line {lines}.",
)
_FIRED_ONE = Text(
    "Bij 1 rij is er iets om op te letten: regel {lines}. Wat, staat in het bestand met opmerkingen.",
    "1 row has something to look at: line {lines}. The file with remarks says what.",
)
_FIRED = Text(
    "Bij {count} rijen is er iets om op te letten: regel {lines}. Wat, staat in het bestand met opmerkingen.",
    "{count} rows have something to look at: line {lines}. The file with remarks says what.",
)
