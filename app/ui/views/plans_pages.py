"""Uppföljning, Pengar and Täckning over the plans: what is due, what is not paid for, and which risks no activity answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.fields import Kind
from app.domain.plan_overview import RISKS, TARGET_PASSED
from app.domain.riskindex.series import CAUTION, EXAMPLE_MARK, Measure
from app.domain.views import ActivityMoney, Coverage, DueObjective, PlansOverview
from app.ui.icons import icon
from app.ui.session import Session
from app.ui.tables.list_panel import Cells, ListPanel
from app.ui.tables.model import Column
from app.ui.views.plans_list import count_text, day_text, text_or_dash
from app.ui.widgets.badge import KIND_ICONS, StateBadge
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.plain_label import PlainLabel

_RIGHT = Qt.AlignmentFlag.AlignRight
NO_PLANS = ("Inga handlingsplaner än", "Registrera eller läs in nämndernas planer under Planer. Då visas här vad som återstår.")
IN_FORCE = "Räknat på nämndens gällande plan, annars på den nyaste."


# --- objectives due ------------------------------------------------------------------------------


def _due_icon(row: DueObjective) -> Any:
    kind = "error" if row.reason == TARGET_PASSED else "warning"
    return icon("clock" if kind == "warning" else "circle-alert", kind)


NOTHING_DUE = (
    "Inget mål väntar på uppföljning",
    "Här visas mål i godkända planer vars måldatum har passerat, eller som inte har något uppmätt värde på ett år.",
)
DUE_COLUMNS: tuple[Column[DueObjective], ...] = (
    Column("Nämnd", lambda row: row.board_name, width=150, wide=180),
    Column("Mål nr", lambda row: row.number, width=60),
    Column("Målsättning", lambda row: row.text, text_or_dash, tip=lambda row: row.text, width=200, stretch=True),
    Column("Varför", lambda row: row.reason, icon=_due_icon, tip=lambda row: row.reason, width=180, wide=200),
    Column("Måldatum", lambda row: row.target_date, day_text, width=92),
    Column("Senaste värde", lambda row: row.last_value, day_text, width=104),
)


def show_empty(empty: EmptyState, overview: PlansOverview, told: tuple[str, str]) -> None:
    """Nothing is well as long as no plan is registered."""
    empty.show_text(*(told if any(row.plan for row in overview.rows) else NO_PLANS))


class DueList(ListPanel[DueObjective]):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        empty = EmptyState(*NO_PLANS, icon_name="clipboard-list")
        super().__init__(session, "plans_due", "Mål att följa upp", DUE_COLUMNS, empty, key=lambda row: row.row, parent=parent)
        self.set_hint("Mål i godkända planer: måldatum har passerat, eller inget värde på ett år. Enter öppnar planens uppföljningsvärden.")
        self.selected.connect(lambda row: self.set_detail("" if row is None else f"Mål {row.number}: {row.text or swedish.EMPTY}"))

    def show_overview(self, overview: PlansOverview) -> None:
        count = len(overview.due)
        self.summary_label.setText(
            "Ett mål att följa upp" if count == 1 else f"{swedish.integer(count)} mål att följa upp" if count else ""
        )
        show_empty(self.empty, overview, NOTHING_DUE)
        self.set_rows(overview.due)


# --- money ---------------------------------------------------------------------------------------

UNPAID_COLUMNS: tuple[Column[ActivityMoney], ...] = (
    Column("Nämnd", lambda row: row.board_name, width=170, wide=200),
    Column("Aktivitet", lambda row: row.activity, tip=lambda row: row.activity, width=240, stretch=True),
    Column("Varför", lambda row: row.reason, icon=lambda _row: icon("coins", "warning"), tip=lambda row: row.reason, width=250, wide=280),
)
LOOSE_COLUMNS: tuple[Column[ActivityMoney], ...] = (
    Column("Nämnd", lambda row: row.board_name, text_or_dash, width=150, wide=180),
    Column("Ansökan", lambda row: row.activity, tip=lambda row: row.activity, width=200, stretch=True),
    Column("Sökt (kr)", lambda row: row.applied, count_text, align=_RIGHT, width=90),
    Column("Beviljat (kr)", lambda row: row.granted, count_text, align=_RIGHT, width=94),
    Column("Varför", lambda row: row.reason, icon=lambda _row: icon("link", "warning"), tip=lambda row: row.reason, width=250, wide=300),
)
ALL_PAID = (
    "Ingen aktivitet saknar pengar",
    "Varje aktivitet som inte är avslutad betalas av ordinarie budget, av annan finansiering eller av en ansökan.",
)
ALL_TIED = (
    "Inga pengar saknar aktivitet",
    "Varje öppen eller beviljad ansökan bygger på en aktivitet i en registrerad plan.",
)
UNPAID, LOOSE = "activities", "applications"


class MoneyPage(QWidget):
    """Two lists, one at a time. `plan_opened(ActivityMoney)` and `application_opened(ActivityMoney)`; `moved` when turned."""

    plan_opened = Signal(object)
    application_opened = Signal(object)
    moved = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        paid, tied = EmptyState(*ALL_PAID, icon_name="coins"), EmptyState(*ALL_TIED, icon_name="link")
        self.unpaid: ListPanel[ActivityMoney] = ListPanel(
            session, "plans_unpaid", "Aktiviteter utan pengar", UNPAID_COLUMNS, paid, key=lambda row: row.row
        )
        self.loose: ListPanel[ActivityMoney] = ListPanel(
            session, "plans_loose", "Pengar utan aktivitet", LOOSE_COLUMNS, tied, key=lambda row: row.application
        )
        self.unpaid.set_hint(f"Aktiviteter som ingen ansökan och ingen ordinarie budget betalar. {IN_FORCE} Enter öppnar planen.")
        self.loose.set_hint("Öppna eller beviljade ansökningar som inte bygger på någon registrerad aktivitet (R02). Enter öppnar ärendet.")
        self.lists = {UNPAID: self.unpaid, LOOSE: self.loose}
        self.chips: dict[str, QPushButton] = {}
        self.pages = QStackedWidget()
        self._lay_out()
        self.unpaid.opened.connect(self.plan_opened)
        self.loose.opened.connect(self.application_opened)
        for panel in self.lists.values():
            panel.moved.connect(self.moved)
            panel.selected.connect(lambda row, panel=panel: panel.set_detail("" if row is None else f"{row.activity}: {told_reason(row)}."))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(24, 12, 24, 0)
        row.setSpacing(8)
        self._group = QButtonGroup(self)
        for key, panel in self.lists.items():
            chip = QPushButton(panel.title)
            chip.setCheckable(True)
            chip.setProperty("role", "chip")
            chip.clicked.connect(lambda _on=False, key=key: self._on_chip(key))
            self._group.addButton(chip)
            self.chips[key] = chip
            row.addWidget(chip)
            self.pages.addWidget(panel)
        row.addStretch(1)
        self.chips[UNPAID].setChecked(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.pages, 1)

    @property
    def panel(self) -> ListPanel[ActivityMoney]:
        return self.unpaid if self.pages.currentWidget() is self.unpaid else self.loose

    def show_overview(self, overview: PlansOverview) -> None:
        for key, rows in ((UNPAID, overview.without_money), (LOOSE, overview.money_without_activity)):
            show_empty(self.lists[key].empty, overview, ALL_PAID if key == UNPAID else ALL_TIED)
            self.lists[key].set_rows(rows)
            self.chips[key].setText(f"{self.lists[key].title} {swedish.integer(len(rows))}")
        sums = [sum(getattr(row, name) for row in overview.money_without_activity) for name in ("applied", "granted")]
        told_sums = f"{swedish.kronor(sums[0])} sökt och {swedish.kronor(sums[1])} beviljat utan aktivitet"
        self.loose.summary_label.setText(told_sums if overview.money_without_activity else "")
        boards = len({row.board_name for row in overview.without_money})
        self.unpaid.summary_label.setText(
            f"{swedish.integer(len(overview.without_money))} aktiviteter utan pengar hos {boards} {'nämnd' if boards == 1 else 'nämnder'}"
            if overview.without_money
            else ""
        )

    def show_list(self, key: str) -> None:
        if key in self.lists:
            self.chips[key].setChecked(True)
            self.pages.setCurrentWidget(self.lists[key])

    def focus_first(self) -> None:
        self.panel.focus_first()

    def commands(self) -> dict[str, Any]:
        return self.panel.commands()

    def location(self) -> dict[str, Any]:
        chosen = next(key for key, panel in self.lists.items() if panel is self.panel)
        return {"list": chosen} | {key: panel.location() for key, panel in self.lists.items()}

    def go_to(self, location: dict[str, Any]) -> None:
        self.show_list(str(location.get("list", "")))
        for key, panel in self.lists.items():
            panel.go_to(location.get(key) or {})

    def _on_chip(self, key: str) -> None:
        self.show_list(key)
        self.focus_first()
        self.moved.emit()


def told_reason(row: ActivityMoney) -> str:
    return f"{row.reason[:1].lower()}{row.reason[1:]}"


# --- coverage ------------------------------------------------------------------------------------


class RiskValue(float):
    """A sub-index that sorts and exports as a number and knows whether an activity answers it; None: not above the city."""

    answered: bool | None = None

    @property
    def text(self) -> str:
        word = {True: "täckt", False: "inte täckt", None: ""}[self.answered]
        return f"{swedish.decimal(self)} {word}".rstrip()


def risk_value(row: Coverage, risk: Measure) -> RiskValue | None:
    known = row.values.get(risk)
    if known is None:
        return None
    value = RiskValue(known)
    value.answered = next((answered for one, _value, answered in row.risks if one is risk), None)
    return value


def _risk_text(value: RiskValue | None) -> str:
    return swedish.EMPTY if value is None else value.text


def open_risks(row: Coverage) -> str:
    """Sub-indexes above the city that no activity answers."""
    return swedish.join([risk.label for risk, _value, answered in row.risks if not answered])


def _risk_column(risk: Measure) -> Column[Coverage]:
    def drawn(row: Coverage) -> Any:
        answered = next((answered for one, _value, answered in row.risks if one is risk), None)
        kind = {True: "ok", False: "warning", None: "plain"}[answered]
        return icon("minus" if answered is None else KIND_ICONS[kind], kind)

    return Column(
        risk.label,
        lambda row: risk_value(row, risk),
        _risk_text,
        copy=lambda value: "" if value is None else swedish.decimal(value).replace(swedish.NBSP, ""),
        icon=drawn,
        tip=lambda row: f"{row.name}: {risk.label} {_risk_text(risk_value(row, risk))}",
        width=154 if risk is Measure.SAFETY else 134,
        wide=170,
    )


COVERAGE_COLUMNS: tuple[Column[Coverage], ...] = (
    Column("Stadsdel", lambda row: row.name, tip=lambda row: row.name, width=112, stretch=True),
    Column("Nämnd", lambda row: row.board_name, tip=lambda row: row.board_name, width=130, wide=170, drop=3),
    *(_risk_column(risk) for risk in RISKS),
    Column("Aktiviteter", lambda row: row.activities, count_text, align=_RIGHT, width=82, drop=2),
    Column("Ansökningar", lambda row: row.applications, count_text, align=_RIGHT, width=92, drop=1),
)


class CoverageList(ListPanel[Coverage]):
    """The districts of the local work and the four risks."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        empty = EmptyState("Inga stadsdelar", "Programmet pekar inte ut några stadsdelar.", icon_name="map-pin")
        super().__init__(
            session, "plans_coverage", "Täckning av risker", COVERAGE_COLUMNS, empty, key=lambda row: row.district, parent=parent
        )
        self.mark = StateBadge(EXAMPLE_MARK, "warning")
        self.mark.hide()
        self.source_label = PlainLabel("", "small", wrap=True)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.mark)
        line.addWidget(self.source_label, 1)
        self.column.insertLayout(2, line)
        self.district_action = QAction(icon("map-pin"), "Visa stadsdelen i Riskindex", self)
        self.district_action.triggered.connect(self._on_district)
        self.actions_more = lambda: [self.district_action]
        self.export_cells = self._coverage_cells
        self.selected.connect(lambda row: self.set_detail("" if row is None else told(row)))

    def show_overview(self, overview: PlansOverview) -> None:
        info = overview.index
        self.mark.setVisible(overview.illustrative)
        if info is None:
            self.source_label.setText("Filen har inga indexvärden för stadsdelar.")
        else:
            facts = (info.kind.label, info.level.label, str(overview.index_year), info.reference, info.source)
            self.source_label.setText(f"{' · '.join(facts)}. {CAUTION}")
        open_ones = sum(any(not answered for _risk, _value, answered in row.risks) for row in overview.coverage)
        count = len(overview.coverage)
        finding = f"{open_ones} av {count} stadsdelar har en risk över 100 som ingen aktivitet svarar mot"
        self.summary_label.setText(f"{count} utpekade stadsdelar" if info is None else finding)
        self.set_hint(f"Täckt: en aktivitet i stadsdelen bidrar till ett mål med riskområdet. {IN_FORCE}")
        self.set_rows(overview.coverage)

    def _on_district(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self._session.navigate.emit("district", row.district)

    def _coverage_cells(self, rows: Sequence[Coverage]) -> Cells:
        headers = [("Stadsdel", Kind.TEXT), ("Nämnd", Kind.TEXT)]
        for risk in RISKS:
            headers += [(risk.label, Kind.NUMBER), (f"{risk.label}, täckning", Kind.TEXT)]
        headers += [("Aktiviteter", Kind.INTEGER), ("Ansökningar", Kind.INTEGER), ("Källa", Kind.TEXT)]
        source = f"{EXAMPLE_MARK}. {self.source_label.text()}" if not self.mark.isHidden() else self.source_label.text()
        lines = []
        for row in rows:
            line: list[object] = [row.name, row.board_name]
            for risk in RISKS:
                value = risk_value(row, risk)
                word = {True: "Täckt", False: "Inte täckt", None: "Inte över 100"}
                line += ["", ""] if value is None else [float(value), word[value.answered]]
            lines.append([*line, row.activities, row.applications, source])
        return headers, lines


def told(row: Coverage) -> str:
    """What the chosen district's activities answer and not, as a sentence."""
    activities = "en aktivitet" if row.activities == 1 else f"{swedish.integer(row.activities)} aktiviteter"
    if not row.values:
        return f"{row.name}: {activities}. Inga indexvärden finns i filen."
    if not row.risks:
        return f"{row.name}: {activities}. Ingen känd risk ligger över 100."
    lacking = open_risks(row)
    answer = f"Ingen aktivitet svarar mot {lacking[:1].lower()}{lacking[1:]}." if lacking else "Alla risker över 100 har en aktivitet."
    return f"{row.name}: {activities}. {answer} Enter öppnar planens aktiviteter."
