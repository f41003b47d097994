"""How the pages speak: what must stay on one line does, and nothing of a sentence is lost or becomes markup."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formgen.text import Text
from formgen.web.speech import whole


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        ("Bijvoorbeeld 9-3-2026.", ["9-3-2026"]),
        ("Bijvoorbeeld 06-12345678 of +31 30 123 45 67.", ["06-12345678", "+31 30 123 45 67"]),
        ("Een postcode is 3511 AB, niet 3511 ab.", ["3511 AB"]),
        ("Van 1-2-2026 tot 3-4-2026", ["1-2-2026", "3-4-2026"]),
        ("Een no-riskpolis, 4 weken, in 2026 en P&O.", []),
        ("", []),
    ],
)
def test_dates_and_numbers_stay_whole(sentence: str, kept: list[str]) -> None:
    assert re.findall(r'<span class="num">([^<]+)</span>', whole(sentence)) == kept


@given(st.text(alphabet=st.characters(codec="utf-8")) | st.from_regex(r"[\d +<&A-Z-]{0,40}", fullmatch=True))
def test_nothing_is_lost_and_nothing_becomes_markup(sentence: str) -> None:
    shown = whole(sentence)

    assert html.unescape(re.sub(r'<span class="num">|</span>', "", shown)) == sentence
    assert "<" not in re.sub(r'<span class="num">|</span>', "", shown)


def test_a_text_of_a_form_is_said_before_it_is_kept_whole() -> None:
    assert whole(Text("Op <b>9-3-2026</b>", "")["nl"]) == 'Op &lt;b&gt;<span class="num">9-3-2026</span>&lt;/b&gt;'
