"""Status as colour, icon and word together."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from app.domain.vocabulary import ApplicationState, PlanState, RuleOutcome
from app.ui.theme import set_role
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.plain_label import PlainLabel

OUTCOME_ICONS = {
    RuleOutcome.PASS: "circle-check",
    RuleOutcome.FAIL: "circle-x",
    RuleOutcome.INSUFFICIENT: "circle-help",
    RuleOutcome.NEEDS_JUDGEMENT: "scale",
    RuleOutcome.NOT_APPLICABLE: "circle-minus",
}
KIND_ICONS = {
    "ok": "circle-check", "error": "circle-x", "warning": "triangle-alert", "judge": "scale", "info": "circle-dot", "plain": "circle",
}  # fmt: skip
_ENDED = {ApplicationState.WITHDRAWN, ApplicationState.WRITTEN_OFF, ApplicationState.CLOSED}
_DECIDED = {ApplicationState.DECIDED, ApplicationState.DISPATCHED, ApplicationState.IN_PROGRESS, ApplicationState.FINAL_REPORTED}
_EARLY = {
    ApplicationState.DRAFT,
    ApplicationState.IN_LOCAL_STEERING_GROUP,
    ApplicationState.LOCALLY_APPROVED,
    ApplicationState.IN_DISTRICT_BOARD,
}
_PLAN_OK = {PlanState.APPROVED, PlanState.REPORTED, PlanState.FOLLOWED_UP}


def application_kind(state: ApplicationState) -> str:
    """The badge kind of a case's state."""
    if state is ApplicationState.AWAITING_SUPPLEMENT:
        return "warning"
    if state in _DECIDED:
        return "ok"
    return "plain" if state in _ENDED or state in _EARLY else "info"


def plan_kind(state: PlanState | None) -> str:
    """The badge kind of a plan's state."""
    if state is None:
        return "warning"
    if state in _PLAN_OK:
        return "ok"
    return "plain" if state is PlanState.SUPERSEDED else "info"


class StateBadge(QFrame):
    """A word on a soft ground with its icon; `kind` is ok, error, warning, judge, info or plain."""

    def __init__(self, text: str = "", kind: str = "plain", icon_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel("circle", kind)
        self._label = PlainLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 1, 8, 1)
        row.setSpacing(4)
        row.addWidget(self._icon)
        row.addWidget(self._label)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_state(text, kind, icon_name)

    @property
    def text(self) -> str:
        return self._label.text()

    def show_state(self, text: str, kind: str, icon_name: str = "") -> None:
        self._label.setText(text)
        self._icon.show_icon(icon_name or KIND_ICONS.get(kind, "circle"), kind)
        self.setAccessibleName(text)
        set_role(self, f"badge-{kind}")
        set_role(self._label, "badge-text")


class OutcomeBadge(StateBadge):
    """A rule's outcome."""

    def __init__(self, outcome: RuleOutcome = RuleOutcome.NOT_APPLICABLE, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.show_outcome(outcome)

    def show_outcome(self, outcome: RuleOutcome) -> None:
        self.show_state(outcome.label, outcome.value, OUTCOME_ICONS[outcome])
