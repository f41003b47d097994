"""A bulk job as the pages show it: what was asked, how far it is, and what can still be done with it."""

from dataclasses import dataclass

from formgen.bulk.check import FAILED
from formgen.bulk.plan import ENDINGS, FORMATS, Format, Plan
from formgen.documents import conversion
from formgen.form import Form
from formgen.store.jobs import Job, Progress

MARK = 12  # characters of a job's key in an address: it opens nothing without the visitor's cookie


@dataclass(frozen=True, slots=True)
class Seen:
    """A job as its page shows it."""

    job: Job
    plan: Plan
    form: Form
    progress: Progress

    @property
    def failed(self) -> int:
        """How many rows nothing came, or will come, of."""
        return sum(self.progress.counts.get(status, 0) for status in FAILED)

    @property
    def right(self) -> int:
        """How many rows documents came, or will come, of."""
        return self.progress.done - self.failed

    @property
    def nameless(self) -> bool:
        """Whether no column is known, so that nothing can be made until the visitor says what they are."""
        return not self.plan.columns.known

    @property
    def settled(self) -> bool:
        """Whether it is too late to read the file otherwise."""
        return self.job.phase == "make" or self.job.state == "cancelled"

    @property
    def mark(self) -> str:
        """What stands for the job in an address."""
        return self.job.key[:MARK]

    @property
    def formats(self) -> list[Format]:
        """The formats in which this form makes documents at all; PDF of Word only where LibreOffice is."""
        found = [one for one in FORMATS if any(d.template.endswith(ENDINGS[one]) for d in self.form.documents)]
        return [one for one in found if one != "converted" or conversion.program()]
