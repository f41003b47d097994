"""Any words, anywhere: they come back as they were typed, and no word of theirs ever becomes part of the page."""

import string
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.http import parse_options_header

from formgen.web.downloads import disposition
from tests.pages import Page
from tests.smallform import ABOUT_YOU, FORM, SMALL, House, Visitor, house

PERSON, DETAILS, CHECK = f"{FORM}/person", f"{FORM}/details", f"{FORM}/check-answers"
TEXTS = {PERSON: ("surname", "nickname", "born", "hours", "why_none"), DETAILS: ("talks.1.talk_with", "wish")}
XSS = [
    "<script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</title><svg onload=alert(1)>",
    '"><img src=x onerror=alert(1)>',
    "'><img src=x onerror=alert(1)>",
    '" autofocus onfocus="alert(1)',
    "javascript:alert(1)",
    "<a href='javascript:alert(1)'>x</a>",
    "<!-- --> <![CDATA[ ]]> <?php ?>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62; &quot; &amp;amp; &nbsp;",
    "<ScRiPt\n>alert(1)</sCrIpT >",
    "\u003cscript\u003e ＜script＞",
    "<style>*{display:none}</style>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<base href=//evil.example>",
    "<form action=//evil.example><input name=csrf_token>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "{{ 7 * 7 }} {% raw %} {# x #} ${7*7} #{7*7}",
    "{{ config }} {{ self.__init__.__globals__ }}",
    "%0d%0aSet-Cookie: a=b",
    "../../../../etc/passwd",
    "=cmd|' /C calc'!A0",
    "\\x3cscript\\x3e \\u003c",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<math><mtext></form><form><mglyph><svg><mtext><style><path id='</style><img onerror=alert(1) src>'>",
    "\u2028\u2029\u202e\u2066 ﷽ \ufeff",
    "{0} {name} %s %(x)s %n",
]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house(tmp_path_factory.mktemp("words")) as running:
        yield running


@pytest.fixture
def visitor(service: House) -> Visitor:
    return service.visitor()


def look(visitor: Visitor, path: str) -> Page:
    return Page(visitor.page(path))


def save(visitor: Visitor, path: str, answers: dict[str, str], act: str = "on") -> None:
    form = look(visitor, path).form
    assert visitor.client.post(form.action, data=form.sent(answers, act)).status_code == 303


# ---- typed ---------------------------------------------------------------------------------------------------------

# What a browser can send: every code point but the surrogates, line ends as CR LF.
anything = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=60)
quiet = settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])


@quiet
@given(text=anything)
def test_any_text_comes_back_exactly_in_every_text_question(service: House, text: str) -> None:
    visitor = service.visitor()
    for path, names in TEXTS.items():
        page = look(visitor, path)
        answer = visitor.client.post(path, data=page.form.sent(dict.fromkeys(names, text), "keep"))
        assert answer.status_code == 303
        kept = look(visitor, path).form.values
        for name in names:
            assert kept[name] == text, name


@quiet
@given(text=st.text(string.punctuation + " aé\u00a0<>&\"'", min_size=1, max_size=40).filter(str.strip))
def test_any_text_stands_on_the_check_page_and_in_its_words_only(service: House, text: str) -> None:
    visitor = service.visitor()
    save(visitor, PERSON, ABOUT_YOU | {"surname": "Dam", "nickname": "gewoon"})
    plain = look(visitor, CHECK).bones
    save(visitor, PERSON, {"nickname": text})

    page = look(visitor, CHECK)

    assert page.bones == plain, "the page has the same tags, whatever the words"
    assert " ".join(text.split()) in page.words.replace("\u00a0", " ")


@pytest.mark.parametrize("text", XSS, ids=lambda text: ascii(text)[:30])
def test_no_answer_becomes_part_of_a_page(visitor: Visitor, text: str) -> None:
    """The tags of every page are those of a page with plain words in the same places."""
    bones: list[list[list[str]]] = []
    answers = {"nickname": "woord", "born": "woord", "works": "none", "why_none": "woord"}
    rows = {"talks.1.talk_date": "woord", "talks.1.talk_with": "woord", "wish": "woord"}
    for word in ("woord", text):
        save(visitor, PERSON, {name: word if value == "woord" else value for name, value in answers.items()})
        save(visitor, DETAILS, dict.fromkeys(rows, word))
        save(visitor, f"{FORM}/health", {"sick": word})
        paths = ("/", FORM, PERSON, DETAILS, f"{FORM}/health", CHECK, f"{FORM}/your-documents")
        bones.append([unsized(look(visitor, path).bones) for path in paths])

    assert bones[0] == bones[1]


def unsized(bones: list[str]) -> list[str]:
    """The tags without the class that gives a field room for a longer answer."""
    return [" ".join(part for part in bone.split() if not part.startswith("w-")) for bone in bones]


@pytest.mark.parametrize("text", XSS[:8], ids=lambda text: ascii(text)[:30])
def test_a_page_that_is_shown_again_unsaved_is_as_safe(service: House, text: str) -> None:
    """The only page that draws what was never kept: after a token that is not ours, and after two tabs met."""
    visitor = service.visitor()
    form = look(visitor, PERSON).form
    stale = form.sent({"surname": "anders"}, "next")
    visitor.client.post(PERSON, data=form.sent({"surname": text}, "next"))

    clash = visitor.client.post(PERSON, data=stale)
    refused = service.visitor().client.post(PERSON, data=form.sent({"surname": text}, "next"))

    assert (clash.status_code, refused.status_code) == (409, 403)
    for answer in (clash, refused):
        page = Page(answer.get_data(as_text=True))
        assert not any("onerror" in bone or "onload" in bone or "onfocus" in bone for bone in page.bones)
        assert sum(bone.startswith("script") for bone in page.bones) == look_scripts(visitor)
    assert " ".join(text.split()) in Page(clash.get_data(as_text=True)).words
    assert Page(refused.get_data(as_text=True)).form.values["surname"] == text.replace("\r\n", "\n")


def look_scripts(visitor: Visitor) -> int:
    return sum(bone.startswith("script") for bone in look(visitor, PERSON).bones)


# ---- written in a form ---------------------------------------------------------------------------------------------


def hostile(word: str) -> str:
    """The small form with this word in every text an author may write; doubled quotes keep it one YAML text."""
    form = SMALL
    for nl, en in (
        ("Kleine aanvraag", "Small application"),
        ("Over u", "About you"),
        ("Wie bent u?", "Who are you?"),
        ("Roepnaam", "Nickname"),
        ("Ja, alle uren", "Yes, all hours"),
        ("Minder uren.", "Fewer hours."),
        ("Voor UWV.", "For UWV."),
        ("U werkt alle uren.", "You work all hours."),
        ("Leeskopie", "Reading copy"),
    ):
        assert f"{nl} | {en}" in form
        quoted = word.replace('"', '\\"')
        form = form.replace(f"{nl} | {en}", f'"{nl} {quoted} | {en} {quoted}"')
    return form


def test_no_word_of_a_form_becomes_part_of_a_page(tmp_path_factory: pytest.TempPathFactory) -> None:
    bones: list[list[list[str]]] = []
    for word in ("woord", '<script>alert(1)</script><img src=x onerror=alert(1)> " & &lt;'):
        with house(tmp_path_factory.mktemp("form")) as running:
            (running.folder / "forms" / "small.yml").write_text(hostile(word), "utf-8")
            visitor = running.visitor()
            save(visitor, PERSON, ABOUT_YOU | {"works": "full"})
            pages = [
                look(visitor, path)
                for path in ("/", FORM, PERSON, CHECK, f"{FORM}/your-documents", f"{FORM}/delete-answers", "/privacy")
            ]
            bones.append([page.bones for page in pages])
            assert all(word in page.words for page in pages[:5])

    assert bones[0] == bones[1]


# ---- names of files ------------------------------------------------------------------------------------------------


def awkward_names() -> list[str]:
    """Three hundred names of people that a header, a file system or a browser may stumble over."""
    unseen = (*range(0x20), *range(0x7F, 0xA1), 0xAD, 0x200B, 0x200E, 0x202E, 0x2028, 0xFEFF)
    letters = [chr(code) for code in unseen]
    signs = [
        *string.punctuation,
        "“",
        "’",
        "…",
        "–",
        "€",
        "ﬁ",
        "½",
        "／",
        "＂",
        "\u202e",
        "é",
        "e\u0301",
        "ß",
        "Ø",
        "ı",
    ]
    worlds = ["Ивана", "أحمد", "דוד", "李小龙", "ともこ", "한국", "ไทย", "தமிழ்", "Ελένη", "Җәлил", "Şahin", "👩‍👩‍👧"]
    whole = ["CON", "nul", ".", "..", ".htaccess", "a.pdf.exe", "x" * 300, "a\r\nX: b", 'a"; filename="b']
    names = [f"Jan{sign}Dam" for sign in letters + signs + worlds] + [*letters, *signs, *worlds, *whole, *XSS]
    return [*names, *(f"{one} {other}" for one in worlds for other in worlds[:4])]


def test_there_are_three_hundred_awkward_names() -> None:
    assert len(awkward_names()) >= 300


@pytest.mark.parametrize("name", sorted(set(awkward_names())), ids=lambda name: ascii(name)[:24])
def test_an_awkward_name_gives_one_header_that_says_it(name: str) -> None:
    header = disposition(name)

    kind, words = parse_options_header(header)
    told = unquote(header.partition("filename*=UTF-8''")[2])
    assert (kind, words["filename"]) == ("attachment", told)
    assert header.isascii()
    assert header.isprintable()
    assert set(told) <= set(name) | set("document")
    kept = [c for c in name if c.isalnum()]
    assert [c for c in told if c.isalnum()] == kept or told == "document"


@pytest.mark.parametrize(
    "surname", ["Şahin", "أحمد", "O'Neil", 'Dam"; x="y', "Dam/../../x", "Dam\r\nX: y", "\u202egpj"]
)
def test_a_document_of_anyone_downloads_under_a_name_inside_one_folder(visitor: Visitor, surname: str) -> None:
    save(visitor, PERSON, ABOUT_YOU | {"surname": surname})

    answer = visitor.get(f"{FORM}/your-documents/copy", buffered=True)

    if answer.status_code == 200:
        assert len(answer.headers.getlist("Content-Disposition")) == 1
        assert "X" not in answer.headers
        told = parse_options_header(answer.headers["Content-Disposition"])[1]["filename"]
        assert not set(told) & set('/\\"\r\n')
    else:  # no surname has such signs: the answer is wrong, and no document is made of it
        assert answer.status_code == 404
        assert "Verbeter" in look(visitor, f"{FORM}/your-documents").words
