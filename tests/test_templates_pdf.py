"""The PDF templates: every field answers to a question, every question has its field, and the paper is sound."""

import datetime
import io
import itertools
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdf
import pytest

from formgen import condition
from formgen.form import Form, Question
from formgen.library import Library
from templates.source import application, employer_application, flow, medical
from templates.source.asked import Asked, Wording, always_needed, applicable
from templates.source.blocks import Pens, Row, Together
from templates.source.boxes import Ask, across
from templates.source.paper import LABEL, PAGE_H, PAGE_W, wrapped
from templates.source.variants import Application

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = ROOT / "templates"
LIBRARY = Library((ROOT,))
PAPERS = (application.APPLICATION, employer_application.APPLICATION)
APPLICATIONS = {
    f"{paper.form}.{name}.pdf": (paper, known) for paper in PAPERS for name, known in paper.variants.items()
}
MEDICAL = f"{application.FORM}.medisch.pdf"
EVERY = [*APPLICATIONS, MEDICAL]
EACH_PAPER = pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.form)
BESIDES = {"full_name", "today"}  # known, but not asked
OWN = ("_total_pages", "_footer")


@pytest.fixture(scope="module")
def form() -> Form:
    """The employee's form."""
    return LIBRARY.load(application.FORM)


def form_of(name: str) -> Form:
    """The form a file belongs to."""
    return LIBRARY.load(name.split(".")[0])


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("templates")
    application.build(folder)
    medical.build(folder)
    employer_application.build(folder)
    return folder


def widgets(pdf: pikepdf.Pdf) -> Iterator[tuple[int, pikepdf.Object]]:
    for number, page in enumerate(pdf.pages):
        for widget in page.obj.get("/Annots", []):
            yield number, widget


def full_name(field: pikepdf.Object) -> str:
    """The fully qualified name; a radio button has that of its group."""
    parts = []
    while field is not None:
        if "/T" in field:
            parts.append(str(field.T))
        field = field.get("/Parent")
    return ".".join(reversed(parts))


def names(path: Path) -> set[str]:
    with pikepdf.open(path) as pdf:
        found = {full_name(widget) for _, widget in widgets(pdf)}
    return {name for name in found if name.rpartition(".")[2] not in OWN}


def states(widget: pikepdf.Object) -> set[str]:
    return set(widget.AP.N.keys()) - {"/Off"}


def expected(form: Form, question: Question) -> set[str]:
    """The fields one of which shows that a question has its place: with ticks, all of them."""
    group = form.group_of(question.name)
    name = f"{group.name}.1.{question.name}" if group else question.name
    if question.kind == "choose any":
        return {f"{name}.{option.name}" for option in question.options}
    return {name}


def is_for_physician(form: Form, question: Question) -> bool:
    group = form.group_of(question.name)
    return "physician" in (question.notice, group.notice if group else "")


# ---- the form and the paper agree ------------------------------------------------------------------------------------


def test_there_is_a_file_for_every_document_of_the_forms() -> None:
    documents = [document for paper in PAPERS for document in LIBRARY.load(paper.form).documents]
    named = {document.template for document in documents if document.template.endswith(".pdf")}

    assert named == set(EVERY)
    assert len(named) == 13


@pytest.mark.parametrize("name", APPLICATIONS)
def test_the_file_is_the_one_for_its_answers(name: str) -> None:
    _, known = APPLICATIONS[name]
    document = next(document for document in form_of(name).documents if document.template == name)

    assert condition.holds(document.when, known, datetime.date(2026, 11, 23))


@pytest.mark.parametrize("name", APPLICATIONS)
def test_every_question_that_can_apply_has_its_field(name: str) -> None:
    form = form_of(name)
    possible = applicable(form, APPLICATIONS[name][1])
    asked = [q for q in form.questions() if q.name in possible and not q.repeats and not is_for_physician(form, q)]
    there = names(TEMPLATES / name)

    missing = [question.name for question in asked if not expected(form, question) <= there]

    assert not missing
    assert len(asked) > 90


def test_every_question_for_the_physician_is_on_the_medical_sheet_and_nowhere_else(form: Form) -> None:
    asked = [q for q in form.questions() if not q.repeats and is_for_physician(form, q)]
    fields = {name for q in asked for name in expected(form, q)}

    assert fields <= names(TEMPLATES / MEDICAL)
    assert len(fields) >= 8
    for name in APPLICATIONS:
        assert not fields & names(TEMPLATES / name)


def test_the_employer_is_asked_nothing_for_the_physician() -> None:
    form = LIBRARY.load(employer_application.FORM)

    assert not [question.name for question in form.questions() if is_for_physician(form, question)]
    assert not [name for name in EVERY if name.startswith(form.name) and "medisch" in name]


def test_the_medical_sheet_holds_no_answer_about_the_employer(form: Form) -> None:
    there = {name.split(".")[0] for name in names(TEMPLATES / MEDICAL)}
    employer = {question.name for question in next(s for s in form.sections if s.name == "employer").questions}

    assert not there & employer
    assert {"bsn", "birth_date", "phone", "full_name", "today"} <= there


@pytest.mark.parametrize("name", EVERY)
def test_every_field_is_a_question_or_known(name: str) -> None:
    form = form_of(name)
    there = names(TEMPLATES / name)
    allowed = set(BESIDES)
    for question in form.questions():
        group = form.group_of(question.name)
        for row in range(1, 13) if group else (0,):
            dotted = f"{group.name}.{row}.{question.name}" if group else question.name
            many = question.kind == "choose any"
            allowed |= {f"{dotted}.{option.name}" for option in question.options} if many else {dotted}

    assert there <= allowed
    assert len(there) > 20


@pytest.mark.parametrize("name", EVERY)
def test_the_states_of_a_radio_group_are_the_options(name: str) -> None:
    form = form_of(name)
    groups: dict[str, set[str]] = {}
    with pikepdf.open(TEMPLATES / name) as pdf:
        for _, widget in widgets(pdf):
            if "/FT" not in widget:
                groups.setdefault(full_name(widget), set()).update(states(widget))
            elif widget.FT == "/Btn":
                assert states(widget) == {"/yes"}
    for dotted, found in groups.items():
        question = form.by_name[dotted.rpartition(".")[2]]
        options = {"yes", "no"} if question.kind == "yes or no" else {option.name for option in question.options}
        assert found == {f"/{option}" for option in options}
    assert groups


@pytest.mark.parametrize("name", APPLICATIONS)
def test_a_repeated_group_has_a_row_for_each_answer_up_to_six(name: str) -> None:
    form = form_of(name)
    there = names(TEMPLATES / name)
    possible = applicable(form, APPLICATIONS[name][1])
    groups = [q for q in form.questions() if q.repeats and q.name in possible and q.notice != "physician"]
    for group in groups:
        rows = {int(field.split(".")[1]) for field in there if field.startswith(f"{group.name}.")}
        least = min(6, int(group.limits.most or 6))
        assert rows == set(range(1, max(rows) + 1))
        assert len(rows) >= least
    assert groups


@EACH_PAPER
def test_a_question_no_section_draws_stops_the_build(paper: Application) -> None:
    left_out = replace(paper, sections={**paper.sections, "wage": lambda sheet: None})

    with pytest.raises(ValueError, match=f"{paper.form} asks what .* pay_dispute"):
        left_out.composed(LIBRARY.load(paper.form), {"question_type": "own_work"})


# ---- fields ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", EVERY)
def test_every_field_says_what_it_asks(name: str) -> None:
    with pikepdf.open(TEMPLATES / name) as pdf:
        spoken = [str(widget.get("/TU", "")) for _, widget in widgets(pdf)]
        groups = [str(widget.Parent.TU) for _, widget in widgets(pdf) if "/FT" not in widget]

    assert all(spoken)
    assert all(groups)
    own = [words for words in spoken if not words.startswith("Pagina ")]
    assert all(words[0].isdigit() for words in own)
    assert len(set(own)) == len(own)


@pytest.mark.parametrize("name", EVERY)
def test_no_two_fields_overlap_and_all_are_on_the_paper(name: str) -> None:
    with pikepdf.open(TEMPLATES / name) as pdf:
        places = [(page, *(float(n) for n in widget.Rect)) for page, widget in widgets(pdf)]
    for _, left, bottom, right, top in places:
        assert 0 < left < right < PAGE_W
        assert 0 < bottom < top < PAGE_H
    for (page, left, bottom, right, top), (other, l2, b2, r2, t2) in itertools.combinations(places, 2):
        near = 0.05  # cells of a table share an edge
        apart = right <= l2 + near or r2 <= left + near or top <= b2 + near or t2 <= bottom + near
        assert page != other or apart


@pytest.mark.parametrize("name", EVERY)
def test_only_a_comb_limits_what_may_be_typed(name: str) -> None:
    with pikepdf.open(TEMPLATES / name) as pdf:
        assert "/NeedAppearances" not in pdf.Root.AcroForm
        for _, widget in widgets(pdf):
            assert "/DV" not in widget
            assert "/N" in widget.AP
            comb = bool(int(widget.get("/Ff", 0)) & (1 << 24))
            assert ("/MaxLen" in widget) == comb
            if widget.get("/FT") == "/Tx":
                assert str(widget.DA).startswith("/Helv ")


@pytest.mark.parametrize("name", APPLICATIONS)
def test_combs_have_a_cell_for_each_letter(name: str) -> None:
    with pikepdf.open(TEMPLATES / name) as pdf:
        combs = {full_name(widget): int(widget.MaxLen) for _, widget in widgets(pdf) if "/MaxLen" in widget}

    assert combs == {"bsn": 9, "payroll_tax_number": 12}


@pytest.mark.parametrize("name", EVERY)
def test_each_page_has_its_own_footer_fields(name: str) -> None:
    with pikepdf.open(TEMPLATES / name) as pdf:
        for page in pdf.pages:
            own = [widget for widget in page.obj.Annots if full_name(widget).rpartition(".")[2] in OWN]
            assert [full_name(widget).rpartition(".")[2] for widget in own] == list(OWN)
            assert all(int(widget.Ff) & 1 for widget in own)
            assert str(own[0].V) == str(len(pdf.pages))


# ---- structure -------------------------------------------------------------------------------------------------------


def elements(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    yield node
    kids = node.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from elements(kid)


@pytest.mark.parametrize("name", EVERY)
def test_the_file_is_tagged_titled_and_in_dutch(name: str) -> None:
    with pikepdf.open(TEMPLATES / name) as pdf:
        root = pdf.Root
        assert root.MarkInfo.Marked
        assert root.Lang == "nl-NL"
        assert root.ViewerPreferences.DisplayDocTitle
        assert all(page.obj.Tabs == "/S" for page in pdf.pages)
        assert pdf.docinfo["/Title"]
        roles = [str(node.S) for node in elements(root.StructTreeRoot.K[0])]
        with pdf.open_outline() as outline:
            marks = [entry.title for entry in outline.root]
    assert roles[:2] == ["/Document", "/P"]
    assert roles.count("/H1") == 1
    assert roles.count("/H2") == len(marks) >= 4
    assert [mark.split(" ")[0] for mark in marks] == [str(n) for n in range(1, len(marks) + 1)]


@pytest.mark.parametrize("name", EVERY)
def test_fields_are_tagged_in_the_order_of_the_pages(name: str) -> None:
    with pikepdf.open(TEMPLATES / name) as pdf:
        forms = [node for node in elements(pdf.Root.StructTreeRoot.K[0]) if node.S == "/Form"]
        tagged = [node.K[0].Obj.objgen for node in forms]
        on_pages = [widget.objgen for _, widget in widgets(pdf)]
        assert all(str(node.Alt) for node in forms)
        assert sorted(tagged) == sorted(on_pages)
        for page in pdf.pages:
            here = [widget.objgen for widget in page.obj.Annots]
            assert [one for one in tagged if one in set(here)] == here


@pytest.mark.parametrize("name", EVERY)
def test_tab_goes_down_the_page(name: str) -> None:
    """Within a page no field begins above the row of the field before it, save where a table stands beside another."""
    with pikepdf.open(TEMPLATES / name) as pdf:
        for page in pdf.pages:
            asked = [w for w in page.obj.Annots if full_name(w).rpartition(".")[2] not in OWN]
            for before, after in itertools.pairwise(asked):
                beside = float(after.Rect[0]) >= float(before.Rect[2]) - 0.05
                below = float(after.Rect[3]) <= float(before.Rect[3]) + 0.05
                assert below or beside


# ---- the files -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", EVERY)
def test_building_gives_the_committed_bytes(rebuilt: Path, name: str) -> None:
    """After a change in the source or the form: `python -m templates.source`."""
    assert (rebuilt / name).read_bytes() == (TEMPLATES / name).read_bytes()


@pytest.mark.parametrize("name", EVERY)
def test_qpdf_finds_no_fault(name: str) -> None:
    with pikepdf.open(TEMPLATES / name) as pdf:
        assert pdf.check_pdf_syntax() == []


@pytest.mark.parametrize("name", EVERY)
def test_another_reader_sees_the_same_fields_and_the_notice(name: str) -> None:
    reader = pypdf.PdfReader(io.BytesIO((TEMPLATES / name).read_bytes()))
    fields = reader.get_fields() or {}
    for page in reader.pages:
        text = page.extract_text()
        assert "geen formulier van UWV" in text
        assert ("MEDISCH" in text) == (name == MEDICAL)
    assert names(TEMPLATES / name) <= set(fields)


@pytest.mark.parametrize("name", EVERY)
def test_letters_of_the_page_are_embedded(name: str) -> None:
    listed = subprocess.run(["pdffonts", TEMPLATES / name], capture_output=True, text=True, check=True)
    rows = [line.split() for line in listed.stdout.splitlines()[2:]]
    drawn = [row for row in rows if "LiberationSans" in row[0]]

    assert drawn
    assert all("yes" in row for row in drawn)


# ---- words and pages -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "wording"),
    [
        (application.FORM, application.WORDING),
        (application.FORM, medical.WORDING),
        (employer_application.FORM, employer_application.WORDING),
    ],
    ids=["employee", "medical", "employer"],
)
def test_the_paper_words_only_what_the_form_words_longer(name: str, wording: Wording) -> None:
    form = LIBRARY.load(name)
    words = {question.name: question.ask.nl for question in form.questions()}
    words |= {f"{q.name}.{option.name}": option.label.nl for q in form.questions() for option in q.options}
    longer = {"enclosure_other"}  # its column has to say for which kind of paper it is

    assert [label for label, said in wording.labels.items() if len(said) >= len(words[label])] == sorted(
        longer & set(wording.labels)
    )
    assert set(wording.hints) <= set(words)


@EACH_PAPER
def test_the_paper_words_only_questions_and_sections_of_its_form(paper: Application) -> None:
    form = LIBRARY.load(paper.form)
    names = {section.name for section in form.sections}

    assert set(paper.sections) | set(paper.intros) <= names
    assert "question_type" in paper.wording.bare


@pytest.mark.parametrize("name", APPLICATIONS)
def test_no_page_ends_with_a_heading_and_every_block_stands_on_one(name: str) -> None:
    paper, known = APPLICATIONS[name]
    blocks = paper.composed(form_of(name), known).blocks
    pages = flow.laid_out(blocks)

    assert [page.first for page in pages] == [0, *(page.after for page in pages[:-1])]
    assert pages[-1].after == len(blocks)
    assert not any(blocks[page.after - 1].opens for page in pages)
    assert all(page.spare >= 0 for page in pages)


@pytest.mark.parametrize("name", APPLICATIONS)
def test_no_page_but_the_last_is_half_empty(name: str) -> None:
    paper, known = APPLICATIONS[name]
    blocks = paper.composed(form_of(name), known).blocks
    pages = flow.laid_out(blocks)
    empty = [page.spare - sum(block.grows for block in blocks[page.first : page.after]) for page in pages]

    assert max(empty[:-1]) < flow.ROOM / 3
    assert pages[-1].spare < flow.ROOM * 0.75


def test_what_is_signed_stays_together() -> None:
    """Who signs, place, date and both pens are one block; a label of two lines pushes the boxes down."""
    form = LIBRARY.load(employer_application.FORM)
    blocks = employer_application.APPLICATION.composed(form, {"question_type": "own_work"}).blocks
    last = blocks[-1]
    pen = Ask("", "1.1", "Handtekening")
    long = Ask("", "1.2", "Handtekening van de werknemer, alleen als u deze aanvraag samen met de werknemer doet")

    assert isinstance(last, Together)
    assert [type(block) for block in last.blocks] == [Row, Row, Pens]
    assert last.height == sum(block.height for block in last.blocks)
    assert Pens([pen, long]).height == pytest.approx(Pens([pen]).height + LABEL.pitch)


def test_the_step_with_two_questions_has_its_date_beside_it() -> None:
    """Of what a step reveals only the date stands beside it; whose views are in the plan is a question of its own."""
    there = names(TEMPLATES / f"{employer_application.FORM}.inspanning-werkgever.pdf")

    assert {"action_plan_date", "visions", "milestones.action_plan"} <= there


def test_a_usual_file_has_a_line_for_each_of_its_papers() -> None:
    """Where the employer needs many papers there are nine lines, so that none goes on on a sheet of its own."""
    for name, (paper, known) in APPLICATIONS.items():
        if paper is employer_application.APPLICATION:
            rows = [field for field in names(TEMPLATES / name) if field.endswith(".enclosure_kind")]
            assert len(rows) == (9 if known["question_type"] in ("employee_effort", "employer_effort") else 6)


def test_a_condition_that_also_holds_unanswered_names_the_answer() -> None:
    """The costs are asked when there is no dismissal, or none that is free of charge."""
    form = LIBRARY.load(employer_application.FORM)
    asked = Asked(form, {"question_type": "employee_effort"}, employer_application.WORDING)
    asked.take("dismissal", "2.2")

    assert asked.take("costs_known", "13.1").hint == "bij 2.2: Nee, of om een andere reden".replace(" ", "\u00a0")


def test_a_block_higher_than_a_page_is_refused() -> None:
    ask = Ask("view", "1.1", "Wat vindt u?", lines=90)

    with pytest.raises(ValueError, match="does not fit on a page"):
        flow.laid_out([Row([(12, ask)])])


@pytest.mark.parametrize("columns", [2, 3, 5, 12])
def test_lines_hold_all_words_within_their_width(columns: int) -> None:
    text = "Welke aanpassingen, hulpmiddelen of begeleiding krijgt u?"
    lines = wrapped([(text, LABEL)], across(columns))

    assert "".join(word for line in lines for word, _ in line).replace(" ", "") == text.replace(" ", "")
    assert all(sum(style.width(word) for word, style in line) <= across(columns) for line in lines)


def test_a_question_can_apply_only_if_the_one_it_depends_on_can(form: Form) -> None:
    own, effort = (applicable(form, {"question_type": kind}) for kind in ("own_work", "employer_effort"))

    assert {"assessment_date", "own_claim", "own_hours", "task_possible"} <= own
    assert not {"milestones", "track2_date", "effort_from"} & own
    assert {"milestones", "problem_analysis_date", "track2_date", "effort_from", "task"} <= effort
    assert not {"own_claim", "own_hours", "task_possible"} & effort


def test_the_enclosures_that_this_question_needs_are_named(form: Form) -> None:
    needed = always_needed(form, "enclosure_kind", {"question_type": "own_work"})

    assert needed
    assert all(label in {option.label.nl for option in form.by_name["enclosure_kind"].options} for label in needed)
    assert needed != always_needed(form, "enclosure_kind", {"question_type": "employer_effort"})
