"""An application on paper: one file for each kind of question, with the sections of the form in the form's order."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from formgen.form import Form, Section
from formgen.library import library
from formgen.text import lower_first
from templates.source import flow, tags
from templates.source.asked import Asked, Wording, always_needed
from templates.source.paper import Paper
from templates.source.sheet import Sheet

TITLE = "Aanvraag deskundigenoordeel"
HOW = (
    "Vul in wat u weet. Sla een vraag over die niet voor u geldt. Een datum schrijft u als dd-mm-jjjj. "
    "Kruis één vakje aan, tenzij er staat dat u meer vakjes mag aankruisen."
)
TOO_LONG = "Past een antwoord niet in het vak? Ga dan verder op een vervolgblad en noem het nummer van de vraag."


@dataclass(frozen=True)
class Application:
    """The application of one form on paper.

    `variants` names the files, and for each the answers that are known because it is that file. `sections` draws the
    sections, by name; what is not there is drawn by a neighbour. `intros` replaces what the form says under a title.
    """

    form: str
    running: str
    kicker: str
    subtitle: str
    notes: Sequence[str]
    variants: Mapping[str, Mapping[str, str]]
    wording: Wording
    sections: Mapping[str, Callable[[Sheet], None]]
    intros: Mapping[str, str] = field(default_factory=dict)

    def build(self, folder: Path) -> None:
        """Write the files into the folder. Raises ValueError when the form asks something no section draws."""
        form = library().load(self.form)
        for name, known in self.variants.items():
            paper = Paper(TITLE, self.running)
            flow.draw(paper, self.composed(form, known).blocks)
            (folder / f"{self.form}.{name}.pdf").write_bytes(tags.finished(paper, self.running))

    def composed(self, form: Form, known: Mapping[str, str]) -> Sheet:
        """All sections of one file; the section of the chosen question stands in its place among them."""
        sheet = Sheet(Asked(form, known, self.wording))
        sheet.head(self.kicker, TITLE, self.subtitle, *self.notes)
        for section in form.sections:
            if section.name in self.sections and any(question.name in sheet.asked for question in section.questions):
                sheet.section(section.title.nl, self._intro(section, form, known))
                self.sections[section.name](sheet)
        left = [name for name in sheet.asked.untaken() if form.by_name[name].notice != "physician"]
        left = [name for name in left if getattr(form.group_of(name), "notice", "") != "physician"]
        if left:
            raise ValueError(f"{self.form} asks what no section of templates/source draws: {', '.join(left)}")
        return sheet

    def _intro(self, section: Section, form: Form, known: Mapping[str, str]) -> str:
        """What stands in grey under the title: the form's own words; for the enclosures, what this question needs."""
        if section.name == "enclosures":
            needed = "; ".join(map(lower_first, always_needed(form, "enclosure_kind", known)))
            return f"Stuur bij deze vraag in elk geval mee: {needed}." if needed else self.intros.get("enclosures", "")
        return self.intros.get(section.name, section.intro.nl if section.intro else "")
