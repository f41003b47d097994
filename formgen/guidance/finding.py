"""What the answers call for: one finding, whether a rule of the form found it or a rule in code."""

from dataclasses import dataclass, field
from typing import Literal

from formgen.text import Text


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the answers call for: its level, its sentence, the question it is about, and who says so.

    `source` is a key of the folder's sources, or empty for our own advice; an `unconfirmed` rule was not found in a
    source we could read, and the page says so too. `of` names the questions whose answers a rule looked at.
    """

    level: Literal["stop", "warn", "info"]
    sentence: Text
    at: str
    name: str = ""
    source: str = ""
    unconfirmed: bool = False
    of: tuple[str, ...] = field(default=(), compare=False)

    @property
    def colour(self) -> Literal["stop", "red", "amber", "info"]:
        """How grave it is on a score card.

        A warning is red when its name is that of a red flag (`RF1`) or ends with `-red`, and amber otherwise.
        """
        if self.level != "warn":
            return self.level
        return "red" if self.name.startswith("RF") or self.name.endswith("-red") else "amber"
