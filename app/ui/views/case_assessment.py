"""The tab Bedömning: one's own scores, the others' once one's own are in, and who is asked to assess."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.scoring import NO_DECISION, AssessmentSheet, Criterion
from app.domain.views import CaseView
from app.domain.vocabulary import AssessmentState, ScoreKind
from app.errors import SammanhallenError
from app.ui.forms.choice_editors import FlowLayout
from app.ui.views.assessment_head import ARRANGERS, AssessmentHead, used_criteria
from app.ui.views.assessment_row import CriterionRow
from app.ui.views.assessment_side import AssessmentSide, remaining
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.link_button import LinkButton
from app.ui.widgets.plain_label import PlainLabel
from app.ui.widgets.strip import Strip

if TYPE_CHECKING:
    from app.ui.session import Session

NO_ROUND = (
    "Ärendet är inte med i någon omgång",
    "Ärenden bedöms tillsammans i en omgång, med samma kriterier, så att de går att jämföra.",
)
NOBODY = ("Inga personer är registrerade", "Bedömare registreras under Programmet, sidan Personer. Därefter kan de tilldelas ärendet.")
NOT_ASSIGNED = "Du är inte tilldelad ärendet. Här ser du vilka som bedömer det och, när de har lämnat in, vad de har kommit fram till."
NOT_REGISTERED = "Ditt namn finns inte bland de registrerade personerna. Här ser du vilka som bedömer ärendet och vad de har lämnat in."
CHANGED = "Kriterierna har ändrats sedan du bedömde ärendet. Gå igenom bedömningen och lämna in den på nytt."


class RoomyArea(QScrollArea):
    """Never narrower than its page: what is in it is not cut, however large the text."""

    def minimumSizeHint(self) -> QSize:
        page, bar = self.widget(), self.verticalScrollBar()
        width = page.minimumSizeHint().width() + bar.sizeHint().width() + 2 * self.frameWidth() if page is not None else 0
        return QSize(max(270, width), super().minimumSizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


class AssessmentTab(QWidget):
    """Reads its own data when it comes into view; `load` tells which case it shows."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._view: CaseView | None = None
        self._read_only = True
        self._is_stale = True
        self._lost_focus = False  # the field that had it is gone
        self._pending = 0  # writes under way: until they are stored, what is on screen is newer than what is read
        self.sheet: AssessmentSheet | None = None
        self.rows: dict[str, CriterionRow] = {}
        self.pages = QStackedWidget()
        self.head = AssessmentHead(session)
        self.head.assign_wanted.connect(self.assign)
        self.head.leave_wanted.connect(self.leave_round)
        self.head.reopen_wanted.connect(self.reopen)
        self.round_link = LinkButton("")
        self.round_link.setToolTip("Öppna omgångens bedömningsgrunder")
        self.round_link.clicked.connect(self._to_rubric)
        self._make_pages()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)
        session.closing.connect(self.commit)

    # --- building ----------------------------------------------------------------------------

    def _make_pages(self) -> None:
        self.strip = Strip("", "info", closable=False)
        self.again_strip = Strip(CHANGED, "warning", closable=False)
        self.again_button = QPushButton("Bedöm på nytt")
        self.again_button.clicked.connect(self.look_again)
        self.again_strip.add_button(self.again_button)
        self._rows_page = QWidget()
        self._rows_page.setProperty("role", "page")
        self._rows_page.setMaximumWidth(900)
        self._rows_column = QVBoxLayout(self._rows_page)
        self._rows_column.setContentsMargins(24, 12, 12, 24)
        self._rows_column.setSpacing(8)
        self._intro = PlainLabel(NO_DECISION, "muted")
        intro = QWidget()
        flow = FlowLayout(intro, 8)
        self._intro.setMinimumHeight(LinkButton("").sizeHint().height())
        flow.addWidget(self._intro)
        flow.addWidget(self.round_link)
        self._rows_column.addWidget(intro)
        self._rows_column.addStretch(1)
        self.area = self._scroll(self._rows_page, "Kriterier")
        self.side = AssessmentSide(self._session)
        self.side.setProperty("role", "page")
        self.side.detail_left.connect(self._on_detail)
        self.side.unassigned.connect(self.unassign)
        self.side.row_wanted.connect(self.show_row)
        self.side.statements_wanted.connect(lambda: self._session.navigate.emit("application", (self._case(), "attachments")))
        side = self._scroll(self.side, "Helheten och bedömarna", RoomyArea())
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.area)
        self.splitter.addWidget(side)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([600, 310])
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.strip, self.again_strip, self.head):
            column.addWidget(widget)
        column.addWidget(self.splitter, 1)
        self.content = content
        self.round_button, self.people_button = QPushButton("Lägg i en omgång …"), QPushButton("Registrera personer")
        self.round_button.setProperty("role", "primary")
        self.round_button.clicked.connect(self.put_in_round)
        self.people_button.clicked.connect(lambda: self._session.navigate.emit("page", ("", "people")))
        self.no_round = EmptyState(*NO_ROUND, icon_name="layers", buttons=(self.round_button,))
        self.nobody = EmptyState(*NOBODY, icon_name="users", buttons=(self.people_button,))
        self.failed = EmptyState("Bedömningen går inte att visa", "", icon_name="circle-alert")
        for page in (content, self.no_round, self.nobody, self.failed):
            self.pages.addWidget(page)

    def _scroll(self, page: QWidget, name: str, area: QScrollArea | None = None) -> QScrollArea:
        area = area or QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName(name)
        area.setWidget(page)
        return area

    # --- showing -----------------------------------------------------------------------------

    def load(self, view: CaseView, *, read_only: bool) -> None:
        is_other = self._view is None or self._view.uid != view.uid
        if is_other:
            self.commit()
            self._drop_rows()
            self.area.verticalScrollBar().setValue(0)
        self._view = view
        self._read_only = read_only
        self._is_stale = True
        if self.isVisible() and (is_other or not self._pending):
            self._read()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ensure_read()

    def _ensure_read(self) -> None:
        if self._is_stale:
            self._read()

    def _read(self) -> None:
        if self._view is None or not self._session.is_open:
            return
        self._is_stale = False
        try:
            sheet = self._session.bench.assessments.sheet(self._view.uid)
        except SammanhallenError as error:
            self.sheet = None
            self.failed.show_text("Bedömningen går inte att visa", error.message)
            self.pages.setCurrentWidget(self.failed)
            return
        self.sheet = sheet
        if sheet.round is None or sheet.rubric is None:
            self.round_button.setVisible(self.can_arrange)
            self.pages.setCurrentWidget(self.no_round)
        elif sheet.person is None and not sheet.others and not self._session.bench.people.list(active_only=True):
            self.pages.setCurrentWidget(self.nobody)
        else:
            self._show(sheet, self._view)
            self.pages.setCurrentWidget(self.content)
        if self._lost_focus:
            self._lost_focus = False
            self.focus_first()

    def _show(self, sheet: AssessmentSheet, view: CaseView) -> None:
        is_own, closed = self.is_own, not self.can_score
        self._show_strips(sheet)
        if sheet.round is not None and sheet.rubric is not None:
            self.round_link.show_text(f"{sheet.round.name}, kriterier version {sheet.rubric.number}")
        self.head.show_sheet(sheet, is_own=is_own, can_write=self.can_write, can_arrange=self.can_arrange)
        self._show_rows(sheet, is_own=is_own, closed=closed)
        self.side.show_sheet(sheet, view, is_own=is_own, read_only=closed, can_unassign=self.can_arrange)
        self._session.actions.submit_assessment.setEnabled(self.is_command_enabled("submit_assessment"))

    def _show_strips(self, sheet: AssessmentSheet) -> None:
        text = ""
        if not self.is_own:
            text = NOT_ASSIGNED if sheet.person is not None else NOT_REGISTERED
        elif sheet.locked and sheet.state is not AssessmentState.SUBMITTED:
            text = sheet.locked
        self.strip.setVisible(bool(text))
        if text:
            self.strip.show_text(text, "info")
        self.again_strip.setVisible(self.is_own and sheet.needs_another_look)
        self.again_button.setVisible(self.can_write)

    def _show_rows(self, sheet: AssessmentSheet, *, is_own: bool, closed: bool) -> None:
        used = used_criteria(sheet)
        if list(self.rows) != [one.key for one in used]:
            self.commit()
            self._drop_rows()
            for criterion in used:
                self._add_row(criterion)
            self._order_tabs()
        for criterion in used:
            row = self.rows[criterion.key]
            if row.criterion != criterion:
                row.show_criterion(criterion)
            own = sheet.entries.get(criterion.key)
            row.show_entry(own, read_only=closed, is_own=is_own)
            given = [(other.person_name, one) for other in sheet.others for one in other.entries if one.criterion == criterion.key]
            row.show_others(given, own if is_own else None)

    def _add_row(self, criterion: Criterion) -> None:
        row = CriterionRow(criterion)
        row.scored.connect(self._on_scored)
        row.cleared.connect(self._on_cleared)
        row.stepped.connect(self._on_stepped)
        row.choice.entered.connect(lambda row=row: self.area.ensureWidgetVisible(row, 0, 8))
        self.rows[criterion.key] = row
        self._rows_column.insertWidget(self._rows_column.count() - 1, row)
        row.show()  # at once, so that it can take the focus; the layout would do it later

    def _order_tabs(self) -> None:
        """Tab goes from the head through the criteria to the whole: rows made later would otherwise come last."""
        chain: list[QWidget] = [self.head.submit_button]
        for row in self.rows.values():
            chain += [*row.choice.buttons.values(), row.reason]
        chain += [row.editor.target() for row in self.side.rows.values()]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _drop_rows(self) -> None:
        focused = QApplication.focusWidget()
        self._lost_focus = self._lost_focus or (focused is not None and self._rows_page.isAncestorOf(focused))
        for row in self.rows.values():
            self._rows_column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = {}

    # --- what may be done --------------------------------------------------------------------

    @property
    def can_write(self) -> bool:
        return self._session.is_writable and not self._read_only

    @property
    def is_own(self) -> bool:
        """Whether whoever sits at the window is asked to assess the case, or has done so."""
        sheet = self.sheet
        return sheet is not None and sheet.person is not None and (sheet.is_assigned or sheet.state is not None)

    @property
    def can_score(self) -> bool:
        sheet = self.sheet
        return self.can_write and self.is_own and sheet is not None and not sheet.locked and sheet.state is not AssessmentState.SUBMITTED

    @property
    def can_arrange(self) -> bool:
        """Whether the person may choose round and assessors: those who handle the case, not those who score it."""
        person = self.sheet.person if self.sheet is not None else None
        return self.can_write and (person is None or person.role in ARRANGERS)

    def commands(self) -> dict[str, Callable[[], Any]]:
        return {"submit_assessment": self.submit}

    def is_command_enabled(self, name: str) -> bool:
        if name != "submit_assessment":
            return True
        self._ensure_read()
        return self.can_score and self.sheet is not None and self.sheet.round is not None

    def focus_first(self) -> None:
        """Into the first criterion that is not done."""
        self._ensure_read()
        page = self.pages.currentWidget()
        if isinstance(page, EmptyState):
            page.focus_first()
            return
        waiting = [row for row in self.rows.values() if not row.is_complete]
        if self.can_score and self.rows:
            self.show_row((waiting or list(self.rows.values()))[0].criterion.key)
        elif not self.head.assign_button.isHidden():
            self.head.assign_button.setFocus()
        else:
            self.area.setFocus()

    def show_row(self, key: str) -> None:
        row = self.rows.get(key)
        if row is not None:
            self.area.ensureWidgetVisible(row, 0, 24)
            row.focus()

    # --- writing -----------------------------------------------------------------------------

    def commit(self) -> None:
        """Store what is being edited."""
        if self.sheet is not None and self.can_score:
            for row in self.rows.values():
                row.commit()
            self.side.commit()

    def _write(self, work: Callable[[], Any], done: Callable[[], object] | None = None, failed: Callable[[], object] | None = None) -> None:
        """One write; what is shown is read anew afterwards, whether it went well or not."""
        self._is_stale = True
        self._lost_focus = False  # the field that had it is gone
        self._pending += 1

        def ended() -> None:
            self._pending -= 1
            if not self._pending:
                self._is_stale = True
                if self.isVisible():
                    self._read()

        def stored(_changes: object) -> None:
            ended()
            if done is not None:
                done()

        def refused(error: Exception) -> None:
            if failed is not None:
                failed()
            self._session.messages.show(error)
            ended()

        self._session.write(work, stored, refused)

    def _on_scored(self, key: str, kind: ScoreKind, value: int | None, reason: str) -> None:
        case, row, sheet = self._case(), self.rows[key], self.sheet
        if case is None or sheet is None:
            return
        assessments = self._session.bench.assessments
        before = sheet.entries[key].reason if key in sheet.entries else ""

        def keep_text() -> None:
            row.shown = before  # what was written stands in its field, not stored

        self._write(lambda: assessments.score(case, key, kind, value, reason), failed=keep_text)

    def _on_cleared(self, key: str) -> None:
        case, row = self._case(), self.rows[key]
        question = "Poängen och motiveringen tas bort. Kriteriet räknas då som inte bedömt."
        if case is None or (row.reason.text().strip() and not self._session.messages.confirm("Ta bort poängen", question, "Ta bort")):
            return
        row.shown = row.reason.text()
        assessments = self._session.bench.assessments
        self._write(lambda: assessments.clear_score(case, key))

    def _on_stepped(self, key: str, step: int) -> None:
        keys = list(self.rows)
        number = keys.index(key) + step
        if 0 <= number < len(keys):
            self.area.ensureWidgetVisible(self.rows[keys[number]], 0, 24)
            self.rows[keys[number]].choice.focus()

    def _on_detail(self, key: str, value: Any) -> None:
        case = self._case()
        if case is not None:
            assessments = self._session.bench.assessments
            self._write(lambda: assessments.set_details(case, **{key: value}))

    def submit(self) -> None:
        """Hand the assessment in; what is missing is told, and the caret put there."""
        self.commit()
        self._session.when_stored(self._submit)

    def _submit(self) -> None:
        self._read()
        case, sheet = self._case(), self.sheet
        if case is None or sheet is None or not self.can_score:
            return
        if sheet.lacks:
            self._session.messages.strip(f"Innan bedömningen lämnas in: {remaining(sheet)}", "warning")
            waiting = [row for row in self.rows.values() if not row.is_complete]
            if waiting:
                self.show_row(waiting[0].criterion.key)
            else:
                self.side.rows["confidence"].focus()
            return
        text = "Bedömningen räknas i rangordningen, och du ser de andras. Den kan öppnas igen, med skäl."
        if not self._session.messages.confirm("Lämna in bedömningen", text, "Lämna in"):
            return
        assessments = self._session.bench.assessments

        def done() -> None:
            self._session.messages.clear_strip()
            self._session.messages.notice("Bedömningen är inlämnad.")
            self.area.verticalScrollBar().setValue(0)

        self._write(lambda: assessments.submit(case), done)

    def reopen(self) -> None:
        hint = "Skälet skrivs i loggen. Du har redan sett de andras bedömningar, och det framgår."
        reason = self._session.messages.ask_text(
            "Öppna bedömningen igen", "Varför behöver bedömningen ändras?", "Öppna igen", hint=hint, multiline=True
        )
        case, assessments = self._case(), self._session.bench.assessments
        if case is not None and reason is not None:
            self._write(lambda: assessments.reopen(case, reason), self.focus_first)

    def look_again(self) -> None:
        case, assessments = self._case(), self._session.bench.assessments
        if case is not None:
            self._write(lambda: assessments.look_again(case), self.focus_first)

    # --- round and assessors -----------------------------------------------------------------

    def assign(self) -> None:
        """Choose assessors; what speaks against each is shown before."""
        from app.ui.views.assessment_assign import AssignDialog

        case = self._case()
        if case is None:
            return
        AssignDialog(self._session, case, self.window()).exec()
        self._is_stale = True
        if self.isVisible():
            self._read()

    def unassign(self, person: UUID) -> None:
        case, assessments = self._case(), self._session.bench.assessments
        if case is not None:
            self._write(lambda: assessments.unassign(case, person))

    def put_in_round(self) -> None:
        """Put the case in a round; the first round is made on the page Bedömningsgrunder."""
        case, rounds = self._case(), self._session.bench.rounds
        found = rounds.list()
        if not found:
            self._session.messages.notice("Det finns ingen omgång än. Skapa den första här.")
            self._session.navigate.emit("page", ("", "rubric"))
            return
        choices = [(str(one.uid), one.title) for one in found]
        chosen = self._session.messages.ask_choice("Lägg i en omgång", "Omgång", "Lägg i omgången", choices, chosen=choices[-1][0])
        if case is not None and chosen is not None:
            self._write(lambda: rounds.put_cases(UUID(chosen), (case,)), self.focus_first)

    def leave_round(self) -> None:
        case, rounds = self._case(), self._session.bench.rounds
        if case is not None:
            self._write(lambda: rounds.remove_case(case), self.focus_first)

    def _to_rubric(self) -> None:
        if self.sheet is not None and self.sheet.round is not None:
            self._session.navigate.emit("page", (self.sheet.round.uid, "rubric"))

    def _case(self) -> UUID | None:
        return self._view.uid if self._view is not None else None
