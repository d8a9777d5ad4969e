"""The small parts around the workspaces: status line, long jobs, strips and badges."""

from __future__ import annotations

import threading

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QTextDocument

from app.domain.vocabulary import ApplicationState, PlanState, RuleOutcome
from app.ui.job_strip import JobStrip, time_left
from app.ui.jobs import JobRunner
from app.ui.session import Session
from app.ui.status_line import StatusLine
from app.ui.widgets.action_button import ActionButton
from app.ui.widgets.badge import OutcomeBadge, application_kind, plan_kind
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.link_button import LinkButton
from app.ui.widgets.plain_label import ElidedLabel, PlainLabel, escape
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.strip import Strip


def test_the_status_line_names_file_saving_person_and_day(qtbot, session: Session) -> None:
    line = StatusLine(session)
    qtbot.addWidget(line)
    line.refresh(session.bench.queries.overview().frame)
    shown = line.about_label.text().replace("\u00a0", " ")
    assert shown == "ärenden.sqlite  ·  allt sparat  ·  Handläggaren  ·  räknas som 14 mars 2016"


def test_the_status_line_says_when_it_saves_and_has_saved(qtbot, session: Session, jobs: JobRunner, case_uids) -> None:
    from app.domain.rules.evidence import FieldRef

    session.jobs = jobs
    line = StatusLine(session)
    qtbot.addWidget(line)
    may_end = threading.Event()
    jobs.write(lambda: may_end.wait(5))
    assert "sparar …" in line.about_label.text()
    session.write(lambda: session.bench.cases.edit(case_uids[0], FieldRef("title"), "Ny titel"))
    may_end.set()
    jobs.wait_idle()
    assert "sparat " in line.about_label.text()


def test_a_long_job_can_be_stopped_from_its_strip(qtbot, jobs: JobRunner) -> None:
    started = threading.Event()

    def work(progress) -> None:  # type: ignore[no-untyped-def]
        started.set()
        while True:
            progress.step(1, 100)
            threading.Event().wait(0.001)

    job = jobs.start(work)
    strip = JobStrip(job, "Exporterar")
    assert not strip.isVisible()
    started.wait(5)
    with qtbot.waitSignal(job.cancelled, timeout=5000):
        qtbot.mouseClick(strip.cancel_button, Qt.MouseButton.LeftButton)
    jobs.wait_idle()


def test_a_long_job_shows_itself_after_half_a_second(qtbot, jobs: JobRunner) -> None:
    may_end = threading.Event()
    job = jobs.start(lambda _progress: may_end.wait(10))
    strip = JobStrip(job, "Exporterar")
    qtbot.waitUntil(strip.isVisible, timeout=3000)
    with qtbot.waitSignal(job.finished, timeout=5000):
        may_end.set()
    jobs.wait_idle()


def test_time_left_is_said_when_it_can_be() -> None:
    assert time_left(0, 10, 5) == ""
    assert time_left(5, 10, 1) == ""
    assert time_left(5, 10, 5) == "ungefär 5 s kvar"
    assert time_left(1, 10, 60) == "ungefär 9 min kvar"


def test_labels_never_take_text_for_markup(qtbot) -> None:
    label = PlainLabel("<b>fet</b> & <img src=x>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert escape("<b>&\n") == "&lt;b&gt;&amp;<br>"


def test_a_text_that_is_cut_is_whole_in_the_tool_tip_and_without_signs_of_its_own(qtbot) -> None:
    label = ElidedLabel("Hälsa & språk <ihop> i hela stadsdelsområdet")
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.grab()
    tip = QTextDocument()
    assert label.toolTip().startswith("<qt>")
    tip.setHtml(label.toolTip())
    assert tip.toPlainText() == label.text()


def test_a_badge_says_its_outcome_in_words(qtbot) -> None:
    badge = OutcomeBadge(RuleOutcome.INSUFFICIENT)
    qtbot.addWidget(badge)
    assert badge.text == "Underlag saknas"
    assert badge.accessibleName() == "Underlag saknas"
    assert badge.property("role") == "badge-insufficient"
    badge.show_outcome(RuleOutcome.PASS)
    assert badge.property("role") == "badge-pass"


def test_every_state_has_a_kind_of_badge() -> None:
    assert {application_kind(state) for state in ApplicationState} == {"warning", "ok", "plain", "info"}
    assert plan_kind(None) == "warning"
    assert {plan_kind(state) for state in PlanState} == {"ok", "plain", "info"}


def test_a_button_follows_its_action(qtbot) -> None:
    action = QAction("&Läs in …")
    button = ActionButton(action)
    qtbot.addWidget(button)
    assert button.text() == "Läs in …"
    action.setEnabled(False)
    assert not button.isEnabled()
    action.setEnabled(True)
    with qtbot.waitSignal(action.triggered):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_strip_can_be_put_away(qtbot) -> None:
    strip = Strip("Något", "error")
    qtbot.addWidget(strip)
    strip.show()
    with qtbot.waitSignal(strip.closed):
        strip._close.click()
    assert not strip.isVisible()


def test_a_search_field_reports_when_typing_rests_and_escape_empties_it(qtbot) -> None:
    field = SearchField("Sök", rest_ms=1)
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.searched) as heard:
        qtbot.keyClicks(field, "abc")
    assert heard.args == ["abc"]
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down):
        with qtbot.waitSignals([field.searched, field.descended]):
            qtbot.keyClick(field, key)
    with qtbot.waitSignal(field.searched) as heard:
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert heard.args == [""]


def test_a_link_wraps_in_a_narrow_place(qtbot) -> None:
    link = LinkButton("Upprustning och energieffektivisering i bostadsbestånden")
    qtbot.addWidget(link)
    assert link.heightForWidth(140) > link.heightForWidth(600)
    assert link.minimumSizeHint().width() < link.sizeHint().width()


def test_an_empty_state_shows_all_of_its_text_in_a_narrow_place(qtbot) -> None:
    page = EmptyState("Inga ansökningar än", "Läs in en ansökningsblankett eller registrera en ansökan för hand. " * 3)
    qtbot.addWidget(page)
    page.resize(420, 400)
    page.show()
    label = page.text_label
    assert label.height() >= label.heightForWidth(label.width())
