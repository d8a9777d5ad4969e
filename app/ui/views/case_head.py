"""The head of a case: who asks for how much, the chain of decisions so far, and the next step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.domain import ladder, swedish, workflow
from app.domain.ladder import StepRow
from app.domain.meetings import MeetingInfo, cutoff_text, days_text
from app.domain.rules.engine import blocking
from app.domain.views import CaseView
from app.domain.vocabulary import ApplicationState
from app.ui.dialogs.step import TABLING_TEXT, step_text
from app.ui.forms.choice_editors import FlowLayout
from app.ui.icons import icon
from app.ui.views.case_rule_detail import local_time
from app.ui.widgets.action_button import plain_text
from app.ui.widgets.badge import StateBadge, application_kind
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.plain_label import PlainLabel, tool_tip

if TYPE_CHECKING:
    from app.ui.session import Session

SOON_DAYS = 7
_DENSITIES = 4
_STATES: dict[str, tuple[ApplicationState, ...]] = {
    "lokal styrgrupp": (ApplicationState.IN_LOCAL_STEERING_GROUP, ApplicationState.LOCALLY_APPROVED),
    "nämnd": (ApplicationState.IN_DISTRICT_BOARD,),
    "inkom": (ApplicationState.SUBMITTED,),
    "komplettering": (ApplicationState.AWAITING_SUPPLEMENT,),
    "samråd": (ApplicationState.STEERING_GROUP_CONSULTATION,),
    "utlåtande": (ApplicationState.MEMO_DRAFTED, ApplicationState.MEMO_SIGNED),
    "KS": (ApplicationState.BEFORE_EXECUTIVE, ApplicationState.DECIDED),
    "expedierad": (ApplicationState.DISPATCHED,),
}
_BOARD, _EXECUTIVE = ApplicationState.IN_DISTRICT_BOARD, ApplicationState.BEFORE_EXECUTIVE


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the ladder: what, when, the paragraph, what has happened on the way, and who took the steps."""

    label: str
    day: date | None
    paragraph: str = ""
    marks: tuple[tuple[str, str], ...] = ()  # icon and words: bordlagt, återremiss
    steps: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        parts = [self.label, swedish.iso_date(self.day) if self.day else "", self.paragraph if self.day else ""]
        return " ".join(part for part in parts if part)

    def shortened(self, before: Link | None) -> str:
        """The year is left out where the link before says it."""
        if self.day is None or before is None or before.day is None or before.day.year != self.day.year:
            return self.text
        return " ".join(part for part in (self.label, f"{self.day:%m-%d}", self.paragraph) if part)

    @property
    def spoken(self) -> str:
        return ", ".join((self.text if self.day else f"{self.label} återstår", *(words for _icon, words in self.marks)))

    @property
    def tip(self) -> str:
        return "\n".join(self.steps) or ("" if self.day else f"{self.label}: inte registrerat")


def chain_of(view: CaseView) -> tuple[Link, ...]:
    """Every link of the ladder, those that have been passed with their day."""
    draft, process, kept = view.draft, view.evidence.process, ladder.standing(view.steps)
    asked = ladder.latest_into(view.steps, ApplicationState.AWAITING_SUPPLEMENT)
    sent = ladder.latest_into(view.steps, ApplicationState.DISPATCHED)
    days: list[tuple[str, date | None, str]] = [
        ("lokal styrgrupp", draft.steering_date, ""),
        ("nämnd", draft.board_date, ladder.paragraph_text(draft.board_paragraph)),
        ("inkom", draft.received_date, ""),
        *([("komplettering", asked.day, "")] if asked is not None else []),
        ("samråd", process.consultation_date, ""),
        ("utlåtande", process.memo_date, ""),
        ("KS", process.decision_date, ladder.paragraph_text(process.decision_paragraph)),
        ("expedierad", sent.day if sent else None, ""),
    ]
    return tuple(Link(label, day, paragraph, _marks(label, kept), _told(label, kept)) for label, day, paragraph in days)


def _marks(label: str, kept: Sequence[StepRow]) -> tuple[tuple[str, str], ...]:
    """The times the case was put off or sent back where the link stands."""
    place = {"nämnd": _BOARD, "KS": _EXECUTIVE}.get(label)
    found = []
    for one in kept:
        if place is not None and one.origin is place and (one.is_tabling or one.is_remit):
            paragraph = ladder.paragraph_text(one.paragraph)
            name = ("clock", "bordlagt") if one.is_tabling else ("undo-2", "återremiss")
            found.append((name[0], " ".join(part for part in (name[1], swedish.iso_date(one.day), paragraph) if part)))
    return tuple(found)


def _told(label: str, kept: Sequence[StepRow]) -> tuple[str, ...]:
    """Who took the case there, and when: a line for each step."""
    lines = []
    for one in kept:
        at = one.origin if one.is_tabling or one.is_remit else one.target
        if at in _STATES.get(label, ()):
            note = f": {one.note}" if one.note else ""
            lines.append(f"{one.label} {swedish.iso_date(one.day)}, registrerat av {one.who} {local_time(one.at)}{note}")
    return tuple(lines)


def suggested_step(view: CaseView) -> tuple[ApplicationState, str] | None:
    """The step to offer first: a supplement while something required is missing, else the natural one."""
    decision = view.evidence.process.decision_outcome
    if view.state is ApplicationState.FORMAL_CHECK and blocking(view.results, view.evidence.programme, view.departures):
        return ApplicationState.AWAITING_SUPPLEMENT, step_text(view, ApplicationState.AWAITING_SUPPLEMENT)
    target = workflow.natural_next(view.state, decision)
    return None if target is None else (target, step_text(view, target))


class CaseHead(QFrame):
    """`step_wanted(ApplicationState)` asks for a move, `tabling_wanted` for a bordläggning, `meeting_wanted(MeetingInfo | None)`."""

    step_wanted = Signal(object)
    tabling_wanted = Signal()
    meeting_wanted = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._view: CaseView | None = None
        self.setProperty("role", "head")
        self.back_button = QToolButton()
        self.back_button.setProperty("role", "icon")
        self.back_button.clicked.connect(session.actions.close_case.trigger)
        self.back_button.setIcon(icon("arrow-left"))
        self.back_button.setToolTip("Tillbaka till listan (Esc)")
        self.back_button.setAccessibleName("Tillbaka till listan")
        self.place_label = PlainLabel("", "muted")
        self.previous_button, self.next_hit_button = (
            self._step_button(action) for action in (session.actions.previous_hit, session.actions.next_hit)
        )
        self.facts = ""  # board and number, for the line over the head
        self.amount = PlainLabel("", "label")
        self.badge = StateBadge()
        self.next_button = QPushButton("")
        self.next_button.setProperty("role", "primary")
        self.next_button.clicked.connect(self.take_next)
        self.other_button = QPushButton("Andra steg")
        self.menu = QMenu(self)
        self.other_button.setMenu(self.menu)
        self._chain = QWidget()
        self._flow = FlowLayout(self._chain, 6)
        self._parts: list[QWidget] = []
        self._arrows: list[QWidget] = []
        self._links: list[tuple[PlainLabel, str, str]] = []  # label, text, text where the room is short
        self.meeting_button = MeetingButton(session, self._chain)
        self.meeting_button.chosen.connect(self.meeting_wanted)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.back_button)
        for part in (self.previous_button, self.place_label, self.next_hit_button):
            part.hide()
            first.addWidget(part)
        first.addWidget(self.badge)
        first.addSpacing(8)
        first.addWidget(self.amount)
        first.addStretch(1)
        first.addWidget(self.next_button)
        first.addWidget(self.other_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 8, 24, 8)
        column.setSpacing(4)
        column.addLayout(first)
        column.addWidget(self._chain)

    def _step_button(self, action: QAction) -> QToolButton:
        button = QToolButton()
        button.setProperty("role", "icon")
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setAccessibleName(plain_text(action))
        return button

    def show_place(self, place: tuple[int, int] | None) -> None:
        """Which case of the list's this is: '4 av 17'; nothing when it was not opened from what the list shows."""
        is_one_of_more = place is not None and place[1] > 1
        for part in (self.previous_button, self.place_label, self.next_hit_button):
            part.setVisible(is_one_of_more)
        if place is not None:
            self.place_label.setText(f"{swedish.integer(place[0])} av {swedish.integer(place[1])}")
            self.place_label.setToolTip("Ärendets plats i listan med dess filter och ordning")

    def load(self, view: CaseView) -> None:
        self._view = view
        draft, programme = view.draft, view.evidence.programme
        number = f"Dnr {draft.registry_number_city}" if draft.registry_number_city else f"Ärende {view.case_number}"
        self.facts = f"{programme.organisation_name(draft.applicant)} · {number}"
        self.amount.setText(swedish.kronor(draft.amount_applied) if draft.amount_applied is not None else "Sökt belopp saknas")
        self.badge.show_state(view.state.label, application_kind(view.state))
        self._show_chain(view)
        self._show_steps(view)

    def suggested(self) -> tuple[ApplicationState, str] | None:
        return suggested_step(self._view) if self._view is not None and self._session.is_writable else None

    def take_next(self) -> None:
        step = self.suggested()
        if step is not None:
            self.step_wanted.emit(step[0])

    def _show_steps(self, view: CaseView) -> None:
        step = self.suggested()
        self.next_button.setVisible(step is not None)
        self.menu.clear()
        if step is None:
            self.other_button.hide()
            return
        target, text = step
        self.next_button.setText(text)
        self.next_button.setToolTip(f"För ärendet till läget ”{target.label}” (Ctrl+Enter)")
        self.next_button.setAccessibleName(f"Nästa steg: {text}")
        for other in workflow.next_states(view.state):
            if other is not target:
                action = self.menu.addAction(f"{step_text(view, other)} …")
                action.triggered.connect(lambda _on=False, other=other: self.step_wanted.emit(other))
        if workflow.may_table(view.state):
            self.menu.addAction(f"{TABLING_TEXT} …").triggered.connect(self.tabling_wanted)
        self.other_button.setVisible(not self.menu.isEmpty())

    def _show_chain(self, view: CaseView) -> None:
        for part in self._parts:
            self._flow.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._flow.removeWidget(self.meeting_button)
        links = chain_of(view)
        self._parts, self._arrows, self._links = [], [], []
        before = None
        for link in links:
            if self._parts:
                self._arrows.append(PlainLabel("→", "muted"))
                self._parts.append(self._arrows[-1])
            part, label = _chain_part(link)
            self._parts.append(part)
            self._links.append((label, link.text, link.shortened(before)))
            self._parts += [_mark(*mark) for mark in link.marks]
            before = link if link.day else before
        height = self.meeting_button.sizeHint().height()
        for part in self._parts:
            part.setMinimumHeight(height)  # so that words and button stand on one line
            self._flow.addWidget(part)
            part.show()
        self._flow.addWidget(self.meeting_button)
        self.meeting_button.load(view)
        self._chain.setAccessibleName(f"Beslutskedja: {', '.join(link.spoken for link in links)}")
        self._fit_chain()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit_chain()

    def _fit_chain(self) -> None:
        """The fullest wording that takes the fewest lines: years once, the meeting in short, at last no arrows."""
        margins = self.contentsMargins() + self.layout().contentsMargins()  # type: ignore[union-attr]
        room = self.width() - margins.left() - margins.right()
        heights = [self._chain_height(density, room) for density in range(_DENSITIES)]
        self._chain_height(heights.index(min(heights)), room)

    def _chain_height(self, density: int, room: int) -> int:
        for label, full, short in self._links:
            label.setText(short if density >= 1 else full)
            part = label.parentWidget()
            if part is not None:
                part.updateGeometry()
        self.meeting_button.show_short(density >= 2)
        for arrow in self._arrows:
            arrow.setVisible(density < 3)
        return self._flow.heightForWidth(room)


def _chain_part(link: Link) -> tuple[QWidget, PlainLabel]:
    part, label = _line("circle-check" if link.day else "circle", "ok" if link.day else "plain", link.text, "" if link.day else "muted")
    part.setToolTip(tool_tip(link.tip))
    return part, label


def _mark(icon_name: str, words: str) -> QWidget:
    return _line(icon_name, "warning", words, "muted")[0]


def _line(icon_name: str, kind: str, words: str, role: str) -> tuple[QWidget, PlainLabel]:
    part = QWidget()
    row = QHBoxLayout(part)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    row.addWidget(IconLabel(icon_name, kind))
    label = PlainLabel(words, role)
    row.addWidget(label)
    return part, label


class MeetingButton(QPushButton):
    """The meeting the case is chosen for and the days to its cut-off; its menu chooses another. `chosen(MeetingInfo | None)`."""

    chosen = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._view: CaseView | None = None
        self._texts = ("", "")  # in full, in short
        self.setProperty("role", "link")
        self.choices = QMenu(self)
        self.choices.aboutToShow.connect(self.fill)
        self.setMenu(self.choices)

    def load(self, view: CaseView) -> None:
        self._view = view
        meeting, today = view.meeting, self._session.bench.today
        left = meeting.left(today) if meeting else None
        is_waiting = meeting is not None and workflow.is_open(view.state) and view.evidence.process.consultation_date is None
        urgent = is_waiting and left is not None and left <= SOON_DAYS
        self.setIcon(icon("triangle-alert" if urgent else "calendar", "warning" if urgent else "text"))
        if meeting is None:
            self._texts = ("Välj möte", "Välj möte")
        else:
            when = swedish.iso_date(meeting.day) if meeting.day else meeting.name or "utan dag"
            limit = f" · sista dag {days_text(left)}" if is_waiting and left is not None else ""
            self._texts = (f"Möte {when}{limit}", f"Möte {when}")
        self.setText(self._texts[0])
        self.setAccessibleName(f"Möte: {meeting.title}, {cutoff_text(meeting, today)}" if meeting else "Välj möte för ärendet")
        self.setToolTip(
            tool_tip(f"{meeting.title}, {cutoff_text(meeting, today)}" if meeting else "Välj vilket möte i styrgruppen som tar upp ärendet")
        )
        can_choose = self._session.is_writable and workflow.is_open(view.state) and view.evidence.process.decision_date is None
        self.setVisible(meeting is not None or can_choose)  # a decided case waits for no meeting

    def sizeHint(self) -> QSize:
        """Room between the words and the arrow of the menu."""
        hint = super().sizeHint()
        return QSize(hint.width() + 8, hint.height())

    def show_short(self, is_short: bool) -> None:
        """Without the days left where the room is short; the tool tip has them, and the icon warns."""
        self.setText(self._texts[is_short])
        self.updateGeometry()

    def fill(self) -> None:
        """The meetings to choose among, as they are now."""
        self.choices.clear()
        view, today = self._view, self._session.bench.today
        if view is None:
            return
        meetings = self._session.bench.meetings.list()
        current = view.meeting.uid if view.meeting else None
        can_choose = self._session.is_writable and workflow.is_open(view.state)
        for one in reversed([one for one in meetings if one.day is None or one.day >= today or one.uid == current]):
            limit = f" · {cutoff_text(one, today)}" if one.cutoff_day else ""
            self._add(f"{one.title}{limit}", one, one.uid == current, can_choose)
        self.choices.addSeparator()
        self._add("Inget möte", None, current is None, can_choose)
        self.choices.addSeparator()
        shown = self.choices.addAction("Visa mötet" if current else "Visa alla möten")
        shown.triggered.connect(lambda: self._session.navigate.emit("meeting", (current, "meetings")))

    def _add(self, text: str, meeting: MeetingInfo | None, is_current: bool, can_choose: bool) -> None:
        action = self.choices.addAction(text.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(is_current)
        action.setEnabled(can_choose)
        action.triggered.connect(lambda _on=False: self.chosen.emit(meeting))
