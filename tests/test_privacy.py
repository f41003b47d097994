"""The privacy guard: what it finds in real sentences, in every word of its list, and in any text at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formgen.form import HealthWord
from formgen.guidance.privacy import Hit, hits, marked
from formgen.guidance.spotting import Spotter, tokens
from formgen.library import SHIPPED
from formgen.loader.privacy import load_health_words
from tests.privacysentences import HARMLESS, TELLING, Sentence

KNOWN = load_health_words(SHIPPED)
EVERY_WORD = pytest.mark.parametrize("known", KNOWN.words, ids=lambda known: known.word)
# Named for the reader of the list: nothing in them would be a hit without it.
SAID_FOR_CLARITY = {
    *("bedrijfsarts*", "verzekeringsarts*", "klachtenregeling*", "second opinion"),
    *("insurance physician*", "occupational physician*"),
}


def found(text: str) -> list[tuple[str, str]]:
    return [(hit.word, hit.severity) for hit in hits(text)]


def is_high(text: str) -> bool:
    return any(hit.severity == "high" for hit in hits(text))


# ---- the figures -----------------------------------------------------------------------------------------------------


def of(sentences: tuple[Sentence, ...], language: str) -> list[Sentence]:
    return [sentence for sentence in sentences if language in (sentence.language, "both")]


@pytest.mark.parametrize("language", ["nl", "en", "both"])
def test_figures(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    telling, harmless = of(TELLING, language), of(HARMLESS, language)
    high = [sentence for sentence in telling if sentence.expected == "high"]
    high_found = sum(is_high(sentence.words) for sentence in high)
    noticed = sum(bool(hits(sentence.words)) for sentence in telling)
    alarms = sum(bool(hits(sentence.words)) for sentence in harmless)
    grave_alarms = sum(is_high(sentence.words) for sentence in harmless)

    with capsys.disabled():
        print(
            f"\nprivacy guard on our own sentences, {language}: "
            f"{len(telling)} telling ({len(high)} high), {len(harmless)} harmless; "
            f"recall {noticed / len(telling):.3f} (high {high_found / len(high):.3f}), "
            f"precision {noticed / (noticed + alarms):.3f}, "
            f"false alarms {alarms / len(harmless):.3f} (high {grave_alarms / len(harmless):.3f})"
        )

    assert high_found / len(high) >= 0.97
    assert noticed / len(telling) >= 0.97
    assert alarms / len(harmless) <= 0.03
    assert grave_alarms / len(harmless) <= 0.01


def test_there_are_enough_sentences_of_each_kind() -> None:
    assert len(TELLING) >= 80
    assert len(HARMLESS) >= 80
    assert all(len(of(some, language)) >= 40 for some in (TELLING, HARMLESS) for language in ("nl", "en"))
    assert len({sentence.words for sentence in (*TELLING, *HARMLESS)}) == len(TELLING) + len(HARMLESS)


# ---- the list --------------------------------------------------------------------------------------------------------


def covered(text: str, word: str, severity: str) -> bool:
    """Whether hits at least this severe cover the first and the last letter of the word in the text."""
    start = text.index(word)
    ends = {start, start + len(word) - 1}
    sure = [hit for hit in hits(text) if severity == "medium" or hit.severity == "high"]
    return all(any(hit.start <= place < hit.end for hit in sure) for place in ends)


@EVERY_WORD
def test_every_word_is_found_in_a_sentence(known: HealthWord) -> None:
    word = known.word.replace("*", "")

    assert covered(f"Er staat ({word}), zegt men.", word, known.severity)
    assert covered(word, word, known.severity)


@EVERY_WORD
def test_every_word_is_found_in_capitals_and_short_forms_only_so(known: HealthWord) -> None:
    word = known.word.replace("*", "")
    only_capitals = word.isupper()

    assert covered(word.upper(), word.upper(), known.severity)
    others = {other.word.replace("*", "") for other in KNOWN.words}
    if only_capitals and word.lower() not in others:
        assert hits(f"Dit is {word.lower()} hier") == ()


@pytest.mark.parametrize("known", [k for k in KNOWN.words if "-" in k.word], ids=lambda known: known.word)
@pytest.mark.parametrize("glue", ["-", " ", "", "\n", "\u2011"], ids=["hyphen", "space", "nothing", "line", "hard"])
def test_a_hyphen_may_be_a_space_or_nothing(known: HealthWord, glue: str) -> None:
    word = known.word.replace("*", "").replace("-", glue)

    assert covered(f"Zo: {word}.", word, known.severity)


@pytest.mark.parametrize("known", [k for k in KNOWN.words if "*" in k.word], ids=lambda known: known.word)
def test_a_star_stands_for_the_rest_of_a_word(known: HealthWord) -> None:
    word = known.word.replace("*", "qq")

    assert covered(f"Zo: {word}.", word, known.severity)


@pytest.mark.parametrize("known", [k for k in KNOWN.words if not {"*", "%"} & {*k.word}], ids=lambda known: known.word)
def test_a_word_without_star_ends_where_it_ends(known: HealthWord) -> None:
    phrase = tuple(Spotter([(known.word, None)]).spots(tokens(f"Zo: {known.word}qq qq{known.word}.")))

    assert phrase == ()


@pytest.mark.parametrize("phrase", KNOWN.allowed)
def test_an_allowed_phrase_is_no_hit_and_would_be_one_otherwise(phrase: str) -> None:
    said = phrase.replace("*", "").replace("...", "de")

    assert found(f"Zo: {said}.") == []
    assert (phrase in SAID_FOR_CLARITY) == (not list(Spotter([(k.word, k) for k in KNOWN.words]).spots(tokens(said))))


def test_the_list_says_nothing_twice() -> None:
    assert len({known.word for known in KNOWN.words}) == len(KNOWN.words)
    assert len(set(KNOWN.allowed)) == len(KNOWN.allowed)


def test_what_to_write_instead_is_itself_harmless_in_both_languages() -> None:
    hints = {text for known in KNOWN.words for text in (known.instead.nl, known.instead.en)}

    assert [hint for hint in hints if hits(hint)] == []


def test_every_word_is_offered_something_else() -> None:
    (hit,) = hits("Hij heeft rugpijn.")

    assert hit.hint.nl == "tilt maximaal 10 kilo en staat niet langer dan 30 minuten"
    assert hit.hint.en == "lifts at most 10 kilos and does not stand for more than 30 minutes"


# ---- how it reads ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("burn-out, burn out en burnout", [("burn-out", "high"), ("burn out", "high"), ("burnout", "high")]),
        ("BURN-OUT-KLACHTEN", [("BURN-OUT-KLACHTEN", "high")]),
        ("Rugpijnklachten", [("Rugpijnklachten", "medium")]),
        ("diabétes en cafe\u0301 en de\u0301pressief", [("diabétes", "high"), ("de\u0301pressief", "high")]),
        ("MS en ms. en Ms", [("MS", "high")]),
        ("ADD to the list, then add", [("ADD", "high")]),
        ("TIA's", [("TIA", "high")]),
        ("een post-COVID-traject", [("post-COVID", "high")]),
        ("50% arbeidsongeschikt", [("% arbeidsongeschikt", "medium")]),
        ("He saw his\u2019GP", [("GP", "high")]),
        ("_burn-out_ *hernia*", [("burn-out", "high"), ("hernia", "high")]),
        ("cooperatie coöperatie co-operatie", [("operatie", "high")]),
        ("", []),
        ("...---'''", []),
    ],
)
def test_spelling(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("klachten van klanten over klachten", ["klachten"]),
        ("In behandeling nemen. In behandeling bij een psycholoog.", ["behandeling", "psycholoog"]),
        ("Hij krijgt klachten indien hij tilt.", ["klachten"]),
        ("De behandeling van zijn klachten", ["behandeling", "klachten"]),
        ("MS Office en MS", ["MS"]),
        ("second opinion arts", ["second opinion arts"]),
        ("Hij werkt. In het ziekenhuis ligt hij goed.", ["ziekenhuis"]),
        ("mentale belasting, mentale klachten", ["mentale", "klachten"]),
        ("treatment of the application and the treatment of his knee", ["treatment"]),
    ],
)
def test_an_allowed_phrase_allows_only_itself(text: str, words: list[str]) -> None:
    assert [hit.word for hit in hits(text)] == words


def test_words_skipped_in_a_phrase_are_at_most_three_and_in_one_sentence() -> None:
    assert not hits("opname van het hele verlof")
    assert hits("opname van het hele lange bijzondere verlof")
    assert hits("opname van, ja, verlof")


# ---- any text --------------------------------------------------------------------------------------------------------

SNIPPETS = st.lists(
    st.one_of(
        st.text(max_size=8),
        st.sampled_from([known.word.replace("*", "") for known in KNOWN.words]),
        st.sampled_from([phrase.replace("*", "").replace("...", "x") for phrase in KNOWN.allowed]),
        st.sampled_from([" ", "-", ", ", ". ", "\n", "\u0301", "\0", "%"]),
    ),
    max_size=12,
).map("".join)


@given(SNIPPETS)
def test_hits_stand_where_they_say_in_order_and_apart(text: str) -> None:
    end = 0
    for hit in hits(text):
        assert hit.word == text[hit.start : hit.end] != ""
        assert hit.start >= end
        assert hit.severity in ("high", "medium")
        end = hit.end
    assert end <= len(text)


@given(SNIPPETS)
def test_pieces_joined_are_the_text(text: str) -> None:
    pieces = marked(text, hits(text))

    assert "".join(piece for piece, _ in pieces) == text
    assert [piece for piece, is_hit in pieces if is_hit] == [hit.word for hit in hits(text)]


@given(st.lists(st.sampled_from(KNOWN.allowed), min_size=1, max_size=5))
def test_the_allow_list_wins(phrases: list[str]) -> None:
    said = ". ".join(phrase.replace("*", "").replace("...", "de") for phrase in phrases)

    assert found(said) == []


@given(st.sampled_from(TELLING), SNIPPETS)
def test_a_text_around_a_sentence_does_not_hide_it(sentence: Sentence, around: str) -> None:
    # On lines of their own: joined to it, the words around could make an allowed phrase.
    assert hits(f"{around}.\n{sentence.words}\n.{around}")


@pytest.mark.parametrize(
    "part",
    ["a", "pijn", "burn ", "klacht van ", "behandeling van ", "- ", "\u0301", "in de ", "Hij kan tillen. ", "MS MS-"],
    ids=lambda part: part.strip() or "mark",
)
def test_long_texts_are_read_to_their_end(part: str) -> None:
    text = part * (100_000 // len(part)) + " en hernia"

    assert hits(text)[-1] == Hit("hernia", len(text) - 6, len(text), "high", hits("hernia")[0].hint)


WORDS = st.text("abc", min_size=1, max_size=4)
STARS = st.sampled_from(["{}", "*{}", "{}*", "*{}*"])
PHRASES = st.lists(
    st.builds(str.format, STARS, st.lists(WORDS, min_size=1, max_size=2).map(" ".join)), unique=True, max_size=5
)
TEXTS = st.lists(WORDS | st.sampled_from(["Ab", "áb", "\0b", "a­b", "..."]), max_size=6).map(" ".join)


@given(PHRASES, TEXTS)
def test_where_no_phrase_may_stand_there_is_none(phrases: list[str], text: str) -> None:
    alone = [Spotter([(phrase, phrase)]) for phrase in phrases]
    together = Spotter([(phrase, phrase) for phrase in phrases])
    spots = [spot for one in alone for spot in one.spots(tokens(text))]

    assert sorted((spot.places, spot.means) for spot in together.spots(tokens(text))) == sorted(
        (spot.places, spot.means) for spot in spots
    )
    assert together.may_stand_in(text) is any(one.may_stand_in(text) for one in alone)
    assert together.may_stand_in(text) or not spots


def test_a_text_without_letters_of_a_phrase_is_not_looked_at_closer() -> None:
    spotter = Spotter([("burn-out", None), ("*klachten", None), ("MS", None)])

    assert not spotter.may_stand_in("Drie uur per dag, zonder tillen; brand.")
    assert spotter.may_stand_in("Kniekláchten")
    assert spotter.may_stand_in("een burn")  # it may: whether it does is for the closer look
    assert list(spotter.spots(tokens("een burn"))) == []
