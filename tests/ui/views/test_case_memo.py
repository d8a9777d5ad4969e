from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from types import SimpleNamespace
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QUndoStack
from reportlab.pdfgen.canvas import Canvas

from app.domain.rules.evidence import FieldRef
from app.domain.texts.passage import Passage
from app.domain.views import Changes
from app.domain.vocabulary import ApplicationState
from app.errors import RuleViolation
from app.ui.actions import Actions
from app.ui.forms.recovery import Recovery
from app.ui.jobs import InlineJobRunner, Job
from app.ui.messages import Messages
from app.ui.session import Session
from app.ui.settings import Settings
from app.ui.views.case_memo import FAILED_TEXT, MemoTab
from app.ui.views.memo_passage import STALE_TEXT, source_texts


def a_passage(key: str, **changed) -> Passage:
    values = {"key": key, "heading": f"Rubrik {key}", "generated": f"Genererad {key}.", "source_hash": "h1", "sources": ("Ansökan: Syfte",)}
    return Passage(**(values | changed))


class FakeMemos:
    """Keeps passages as the service does, and counts papers."""

    def __init__(self) -> None:
        self.kept = {key: a_passage(key) for key in ("summary", "background")}
        self.kept["children"] = a_passage("children", generated="", mandatory=False, enabled=False, sources=())
        self.papers: list[list] = []
        self.missing: tuple[str, ...] = ("Förslag till beslut är inte valt.",)
        self.unprintable = ""
        self.error: Exception | None = None

    def passages(self, uid):
        return tuple(self.kept.values())

    def missing_parts(self, uid):
        return self.missing

    def edit_passage(self, uid, key, text):
        if self.error is not None:
            raise self.error
        old = self.kept[key]
        self.kept[key] = replace(old, edited=text, edited_on=None if text is None else old.source_hash)
        return Changes(frozenset({"memo"}), frozenset({uid}))

    def set_optional(self, uid, key, enabled):
        self.kept[key] = replace(self.kept[key], enabled=enabled)
        return Changes(frozenset({"memo"}), frozenset({uid}))

    def missing_signs(self, uids):
        return self.unprintable

    def pdf(self, uids):
        self.papers.append(uids)
        if self.error is not None:
            raise self.error
        file = BytesIO()
        canvas = Canvas(file)
        for passage in self.kept.values():
            canvas.drawString(70, 700, passage.text or "-")
            canvas.showPage()
        canvas.save()
        return file.getvalue()


@pytest.fixture
def session(qapp, tmp_path):
    settings = Settings(tmp_path / "settings.ini")
    made = Session(InlineJobRunner(), settings, Messages(settings), Actions())
    made.workbench = SimpleNamespace(memos=FakeMemos(), read_only=None)
    return made


def a_view(state: ApplicationState = ApplicationState.MEMO_DRAFTED):
    return SimpleNamespace(uid=uuid4(), state=state)


@pytest.fixture
def tab(qtbot, session):
    made = MemoTab(session)
    made.memos = session.bench.memos
    made.stack = QUndoStack(made)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.load(a_view(), stack=made.stack)
    made.show()
    qtbot.waitUntil(lambda: made.preview.page_count == 3)
    return made


def type_in(qtbot, tab, key: str, text: str) -> None:
    edit = tab.editors[key].edit
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, text)


def test_passages_stand_in_order_with_what_they_build_on(tab) -> None:
    assert list(tab.editors) == ["summary", "background", "children"]
    assert tab.editors["summary"].edit.toPlainText() == "Genererad summary."
    assert tab.editors["summary"].sources_label.text() == "Bygger på: ansökan"
    assert tab.missing_frame.accessibleName() == "Kvar innan undertecknande: Förslag till beslut är inte valt."


def test_a_text_is_stored_when_it_is_left_and_the_paper_follows(tab, qtbot) -> None:
    type_in(qtbot, tab, "summary", "Min egen text.")
    assert tab.memos.kept["summary"].edited is None
    tab.editors["background"].edit.setFocus()
    assert tab.memos.kept["summary"].edited == "Min egen text."
    qtbot.waitUntil(lambda: len(tab.memos.papers) == 2)
    assert tab.editors["summary"].badge.text == "Ändrad för hand"
    assert not tab.editors["summary"].revert_button.isHidden()


def test_looking_at_a_text_with_amounts_changes_nothing(tab, qtbot) -> None:
    text = "Nämnden ansöker om 3,0\u00a0mnkr.\n\nAndra\tstycket."
    tab.memos.kept["summary"] = a_passage("summary", generated=text, source_hash="h2")
    tab._reload()
    tab.editors["summary"].edit.setFocus()
    tab.editors["background"].edit.setFocus()
    tab.commit()
    assert tab.memos.kept["summary"].edited is None
    assert tab.editors["summary"].edit.text() == text


def test_undo_and_redo_are_new_writes(tab, qtbot) -> None:
    type_in(qtbot, tab, "summary", "Ny.")
    tab.commit()
    assert tab.stack.undoText() == "ändring av ”Rubrik summary”"
    tab.stack.undo()
    assert tab.memos.kept["summary"].edited is None
    tab.stack.redo()
    assert tab.memos.kept["summary"].edited == "Ny."


def test_what_is_being_typed_stays_when_the_case_is_read_again(tab, qtbot) -> None:
    type_in(qtbot, tab, "summary", "Halvt skriven")
    tab.memos.kept["summary"] = a_passage("summary", generated="Nytt underlag.", source_hash="h2")
    tab._reload()
    assert tab.editors["summary"].edit.toPlainText() == "Halvt skriven"


def test_changed_evidence_is_told_and_the_new_text_can_be_seen_and_taken(tab, qtbot) -> None:
    tab.memos.kept["summary"] = a_passage("summary", generated="Ny text.", source_hash="h2", edited="Min text.", edited_on="h1")
    tab._reload()
    editor = tab.editors["summary"]
    assert editor.edit.toPlainText() == "Min text."
    assert (editor.strip.text, editor.strip.isVisible()) == (STALE_TEXT, True)
    editor.compare_button.click()
    assert (editor.new_label.text(), editor.new_label.isVisible()) == ("Ny text.", True)
    editor.revert_button.click()
    assert tab.memos.kept["summary"].edited is None
    assert editor.edit.toPlainText() == "Ny text."


def test_an_optional_passage_is_taken_in_and_left_out(tab, qtbot) -> None:
    editor = tab.editors["children"]
    assert not editor.edit.isVisible()
    editor.switch.click()
    assert tab.memos.kept["children"].enabled
    qtbot.waitUntil(editor.edit.isVisible)
    editor.switch.click()
    assert not tab.memos.kept["children"].enabled


def test_a_refused_text_stays_in_its_field_with_the_reason(tab, qtbot) -> None:
    tab.memos.error = RuleViolation("Stycket är för långt.")
    type_in(qtbot, tab, "summary", "En text")
    tab.commit()
    editor = tab.editors["summary"]
    assert editor.problem_label.text() == "Stycket är för långt."
    assert editor.edit.toPlainText() == "En text"
    tab.memos.error = None
    tab.commit()
    assert tab.memos.kept["summary"].edited == "En text"


def test_a_paper_that_fails_keeps_the_earlier_one_and_can_be_tried_again(tab, qtbot) -> None:
    tab.memos.error = RuleViolation("Teckensnittet saknas.")
    tab.memos.kept["summary"] = a_passage("summary", generated="Annat.")
    tab._reload()
    qtbot.waitUntil(tab.preview.retry_button.isVisible)
    assert tab.preview.status_label.text() == f"{FAILED_TEXT} Teckensnittet saknas."
    assert tab.preview.page_count == 3
    tab.memos.error = None
    tab.preview.retry_button.click()
    qtbot.waitUntil(lambda: not tab.preview.retry_button.isVisible())


def test_signs_that_the_paper_cannot_show_are_told_once(tab, qtbot) -> None:
    told: list[str] = []
    tab._session.messages.stripped.connect(lambda text, kind: told.append(text))
    tab.memos.unprintable = "申"
    for number, text in ((2, "Ett stycke"), (3, "Ett annat stycke")):
        type_in(qtbot, tab, "summary", text)
        tab.editors["background"].edit.setFocus()
        qtbot.waitUntil(lambda number=number: len(tab.memos.papers) == number)
    assert len(told) == 1
    assert "申 (U+7533)" in told[0]


def test_nothing_new_makes_no_new_paper(tab, qtbot) -> None:
    tab._reload()
    assert not tab._rest.isActive()
    assert len(tab.memos.papers) == 1


def test_several_changes_at_once_make_one_paper(tab, qtbot) -> None:
    for number in range(5):
        tab.memos.kept["summary"] = a_passage("summary", generated=f"Text {number}")
        tab._reload()
    qtbot.waitUntil(lambda: len(tab.memos.papers) == 2)
    assert not tab._rest.isActive()


def test_another_case_never_shows_the_paper_of_the_first(tab, qtbot) -> None:
    type_in(qtbot, tab, "summary", "Sparas.")
    other = a_view()
    tab.load(other)
    assert tab.memos.kept["summary"].edited == "Sparas."
    assert tab.preview.page_count == 0
    qtbot.waitUntil(lambda: tab.preview.page_count == 3)
    assert tab.memos.papers[-1] == [other.uid]


class HeldJobs(InlineJobRunner):
    """Papers are made when the test says so."""

    def __init__(self) -> None:
        super().__init__()
        self.held: list[tuple[Job, object]] = []

    def start(self, work):
        job = Job(len(self.held) + 1, self)
        self.held.append((job, work))
        return job

    def write(self, work):
        return super().start(lambda _progress: work())

    def finish(self, number: int) -> None:
        job, work = self.held[number]
        job.conclude("succeeded", work(None))


def test_a_paper_that_comes_late_is_not_shown_for_another_case(qtbot, session) -> None:
    session.jobs = HeldJobs()
    made = MemoTab(session)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.load(a_view())
    made.show()
    qtbot.waitUntil(lambda: len(session.jobs.held) == 1)
    other = a_view()
    made.load(other)
    qtbot.waitUntil(lambda: made._wants_pdf)
    session.jobs.finish(0)
    assert made.preview.page_count == 0
    qtbot.waitUntil(lambda: len(session.jobs.held) == 2)
    session.jobs.finish(1)
    assert made.preview.page_count == 3
    assert session.bench.memos.papers[-1] == [other.uid]


def test_a_signed_memo_is_read_but_not_written(tab, qtbot) -> None:
    tab.load(a_view(ApplicationState.DECIDED))
    qtbot.waitUntil(lambda: bool(tab.editors) and tab.editors["summary"].edit.isReadOnly())
    assert tab.signed_strip.isVisible()
    assert not tab.editors["children"].switch.isEnabled()


def test_hidden_tabs_make_no_paper(qtbot, session) -> None:
    hidden = MemoTab(session)
    qtbot.addWidget(hidden)
    hidden.load(a_view())
    assert session.bench.memos.papers == []
    assert hidden.editors == {}


def test_a_narrow_window_shows_text_or_paper(tab, qtbot) -> None:
    tab.resize(700, 500)
    qtbot.waitUntil(lambda: not tab.paper.isVisible())
    assert tab.text_scroll.isVisible()
    tab.preview_button.click()
    assert tab.paper.isVisible()
    assert not tab.text_scroll.isVisible()


def test_find_goes_to_the_paper(tab, qtbot) -> None:
    tab.commands()["find"]()
    assert tab.preview.search_edit.hasFocus()
    assert tab.is_command_enabled("print_memo")


def test_text_that_was_never_stored_is_put_back(qtbot, session, tmp_path) -> None:
    view, file = a_view(), tmp_path / "r.json"
    before = Recovery(file)
    before.note(view.uid, FieldRef("memo.summary"), "Halvskriven")
    before.flush()
    made = MemoTab(session, recovery=Recovery(file))
    qtbot.addWidget(made)
    made.load(view)
    made.show()
    qtbot.waitUntil(lambda: bool(made.editors))
    assert made.editors["summary"].edit.toPlainText() == "Halvskriven"
    assert "hann inte sparas" in made.editors["summary"].problem_label.text()
    made.commit()
    assert session.bench.memos.kept["summary"].edited == "Halvskriven"
    assert Recovery(file).rescued(view.uid) == {}


def test_sources_are_told_in_short_and_in_full() -> None:
    short, full = source_texts(("Ansökan: Syfte", "Ansökan: Startdatum", "Handläggning: Förslag", "Programmets uppgifter"))
    assert short == "ansökan, handläggning och programmets uppgifter"
    assert full == "Ansökan: Syfte, Startdatum\nHandläggning: Förslag"


def test_text_is_never_read_as_markup(tab, qtbot) -> None:
    tab.memos.kept["summary"] = a_passage("summary", heading="<b>Rubrik</b>", generated="<i>x</i>")
    tab._reload()
    assert tab.editors["summary"].edit.toPlainText() == "<i>x</i>"
    assert tab.editors["summary"].heading_label.textFormat() is Qt.TextFormat.PlainText
