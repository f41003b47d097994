"""What is made once: while files count as unchanged, for a thing that never changes, and for a key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formgen import unchanged
from formgen.unchanged import Kept, by_identity, once


def test_while_files_count_as_unchanged_a_thing_is_made_once() -> None:
    made: list[int] = []

    def make() -> int:
        made.append(len(made))
        return made[-1]

    assert [once("key", make), once("key", make)] == [0, 1]
    with unchanged.unchanged():
        assert [once("key", make), once("key", make), once("other", make)] == [2, 2, 3]
    with unchanged.unchanged():
        assert once("key", make) == 4, "what was made is forgotten when it ends"
    assert once("key", make) == 5


def test_what_goes_wrong_while_files_are_unchanged_ends_it_too() -> None:
    with pytest.raises(ZeroDivisionError), unchanged.unchanged():
        once("key", lambda: 1 / 0)
    assert once("key", lambda: 3) == 3


@given(st.lists(st.integers(0, 5)))
def test_what_is_kept_is_what_the_function_returns(keys: list[int]) -> None:
    asked: list[int] = []

    def double(key: int) -> int:
        asked.append(key)
        return key * 2

    kept = Kept(double)

    assert [kept[key] for key in keys] == [key * 2 for key in keys]
    assert asked == list(dict.fromkeys(keys)), "the function is asked once for each key"


def test_a_thing_is_known_by_which_it_is() -> None:
    made: list[list[int]] = []

    @by_identity
    def length(thing: list[int]) -> int:
        """How long it is."""
        made.append(thing)
        return len(thing)

    one, other = [1], [1]
    assert [length(one), length(other), length(one)] == [1, 1, 1]
    assert len(made) == 2
    assert length.__doc__ == "How long it is."


def test_it_keeps_no_more_than_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unchanged, "_MOST", 3)
    made: list[int] = []

    @by_identity
    def first(thing: tuple[int]) -> int:
        made.append(thing[0])
        return thing[0]

    things = [(number,) for number in range(4)]
    asked = [0, 1, 2, 2, 3, 3, 0]
    assert [first(things[number]) for number in asked] == asked
    assert made == [0, 1, 2, 3, 0], "what was made before there was too much of it is made again"
