"""One earlier case or grant beside the case: why it is alike, as what it is filed, and the two compared field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.earlier import MAX_NOTE, Comparison, EarlierHit, EarlierMatter
from app.domain.views import PlanDifference
from app.domain.vocabulary import RelationKind
from app.ui.forms.choice_editors import QuietCombo
from app.ui.tables.model import RowTableModel
from app.ui.tables.words import spoken
from app.ui.views.plan_versions import WordTable, difference_columns
from app.ui.views.rule_runs import local_time
from app.ui.widgets.action_button import icon_button
from app.ui.widgets.plain_label import PlainLabel
from app.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from app.ui.session import Session

CHOOSE = "Välj samband …"
_LEAST_TABLE = 110
LEGEND = "Struket står bara i det tidigare, understruket bara i det här ärendet."


def facts_of(matter: EarlierMatter) -> str:
    """'Farsta stadsdelsnämnd · 2012 · 900 000 kr · Bidrag 2007–2014'."""
    year = str(matter.year) if matter.year is not None else ""
    amount = swedish.kronor(matter.amount) if matter.amount is not None else ""
    return " · ".join(part for part in (matter.board, year, amount, matter.standing) if part and part != swedish.EMPTY)


class ComparisonTable(WordTable):
    """As tall as there is room, and content with little."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _LEAST_TABLE)


class EarlierDetail(QScrollArea):
    """`filed` after a relation was stored or taken back. Choosing a kind stores it; the note is stored when it is left."""

    opened = Signal(object)  # the uid of an earlier case

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._uid: UUID | None = None
        self._hit: EarlierHit | None = None
        self._can_write = False
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Valt tidigare ärende")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.title = PlainLabel("", "subheading", wrap=True, selectable=True)
        self.facts = PlainLabel("", "muted", wrap=True, selectable=True)
        self.why = PlainLabel("", wrap=True, selectable=True)
        self.kind = QuietCombo()
        self.note = QLineEdit()
        self.filed = PlainLabel("", "muted", wrap=True)
        self.unfile_button = QPushButton("Ta bort sambandet")
        self.open_button = icon_button("arrow-right", "Öppna ärendet")
        self.model: RowTableModel[PlanDifference] = RowTableModel(
            difference_columns("Det tidigare", "Det här ärendet"), self, key=lambda one: one.label
        )
        self.table = ComparisonTable(self.model, "Jämförelse med det tidigare ärendet")
        self.readout = PlainLabel("", "muted", wrap=True, selectable=True)
        self._lay_out()
        self._connect()
        self.clear()

    def _lay_out(self) -> None:
        for kind in (None, *RelationKind):
            self.kind.addItem(CHOOSE if kind is None else kind.label, kind)
        self.kind.setAccessibleName("Samband med det tidigare ärendet")
        self.note.setAccessibleName("Anteckning om sambandet")
        self.note.setPlaceholderText("Varför, i en mening")
        self.note.setMaxLength(MAX_NOTE)
        card = QFrame()
        card.setProperty("role", "card")
        grid = QGridLayout(card)
        grid.setContentsMargins(12, 8, 12, 8)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for column, (text, field) in enumerate((("Samband", self.kind), ("Anteckning", self.note))):
            label = PlainLabel(text, "label")
            label.setBuddy(field)
            grid.addWidget(label, 0, column)
            grid.addWidget(field, 1, column)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.filed, 1)
        row.addWidget(self.unfile_button)
        grid.addLayout(row, 2, 0, 1, 2)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignTop)
        self.page = ScrollPage()
        self.page.setProperty("role", "page")
        column_ = QVBoxLayout(self.page)
        column_.setContentsMargins(12, 8, 16, 12)
        column_.setSpacing(6)
        column_.addLayout(head)
        for widget in (self.facts, self.why, card):
            column_.addWidget(widget)
        self.table.setMinimumHeight(_LEAST_TABLE)
        column_.addWidget(self.table, 1)
        column_.addWidget(self.readout)
        self.setWidget(self.page)

    def _connect(self) -> None:
        self.kind.activated.connect(self._on_kind)
        self.note.editingFinished.connect(self.commit)
        self.unfile_button.clicked.connect(self._on_unfile)
        self.open_button.clicked.connect(self.open_matter)
        self.table.row_selected.connect(self._on_row)

    # --- showing -----------------------------------------------------------------------------

    def clear(self) -> None:
        self._hit = None
        self.page.setVisible(False)

    def show_hit(self, uid: UUID, hit: EarlierHit, *, can_write: bool) -> None:
        is_other = self._hit is None or self._uid != uid or self._hit.matter.uid != hit.matter.uid
        if is_other:
            self.commit()
        self._uid, self._hit, self._can_write = uid, hit, can_write
        self.page.setVisible(True)
        self.title.setText(hit.matter.name)
        self.facts.setText(facts_of(hit.matter))
        self.why.setText(f"Likhet {swedish.decimal(hit.likeness.score, 2)}: {_lower(hit.likeness.explanation)}.")
        self.why.setToolTip(
            "\n".join(
                f"{part.name}: {swedish.decimal(part.value, 2)} av 1, väger {swedish.percent(part.weight * 100)}"
                for part in hit.likeness.parts
            )
        )
        self.open_button.setVisible(not hit.matter.is_grant)
        self._show_relation(hit, is_other)
        if is_other:
            self.verticalScrollBar().setValue(0)
        self._compare(uid, hit)

    def _show_relation(self, hit: EarlierHit, is_other: bool) -> None:
        relation = hit.relation
        self.kind.setCurrentIndex(self.kind.findData(relation.kind) if relation else 0)
        if is_other or not self.note.hasFocus():
            self.note.setText(relation.note if relation else "")
        told = f"Registrerat av {relation.person} {local_time(relation.at)}." if relation else "Inget samband är registrerat."
        self.filed.setText(told if self._can_write else f"{told} {self._why_not()}")
        self.unfile_button.setVisible(relation is not None and self._can_write)
        self.kind.setEnabled(self._can_write)
        self.note.setReadOnly(not self._can_write)

    def _why_not(self) -> str:
        return "Ärendet kan inte ändras." if self._session.is_writable else "Filen är öppnad för läsning."

    def _compare(self, uid: UUID, hit: EarlierHit) -> None:
        """Read the two side by side, away from the window."""
        earlier, other = self._session.bench.earlier, hit.matter.uid
        self._session.jobs.start(lambda _progress: earlier.compare(uid, other)).then(
            lambda found: self._show_comparison(other, found), self._session.messages.show
        )

    def _show_comparison(self, other: UUID, found: Comparison) -> None:
        if self._hit is None or self._hit.matter.uid != other:
            return  # another has been chosen meanwhile
        if found.rows != self.model.rows:
            self.model.set_rows(found.rows)
        self._on_row(self.table.current_row())

    def _on_row(self, row: PlanDifference | None) -> None:
        text = LEGEND
        if row is not None:
            text = f"{row.label}: lika." if row.before == row.after else f"{row.label}. {spoken(row.pieces)}"
        self.readout.setText(text[:600])

    # --- acting ------------------------------------------------------------------------------

    def open_matter(self) -> None:
        if self._hit is not None and not self._hit.matter.is_grant:
            self.opened.emit(self._hit.matter.uid)

    def _on_kind(self) -> None:
        kind = self.kind.currentData()
        if kind is not None:
            self._file(RelationKind.of(str(kind)))
        elif self._hit is not None and self._hit.relation is not None:
            self._on_unfile()

    def commit(self) -> None:
        """Store a changed note of a filed relation; without a kind it waits for one."""
        relation = self._hit.relation if self._hit is not None else None
        if relation is not None and self._can_write and self.note.text().strip() != relation.note:
            self._file(relation.kind)

    def _file(self, kind: RelationKind) -> None:
        if self._uid is None or self._hit is None or not self._can_write or not self._session.is_writable:
            return
        earlier, uid, matter, note = self._session.bench.earlier, self._uid, self._hit.matter, self.note.text()
        place = {"grant": matter.uid} if matter.is_grant else {"other": matter.uid}
        told = f"Registrerat: {kind.label.lower()}, {matter.name}."
        self._session.write(lambda: earlier.file(uid, kind, note, **place), lambda _changes: self._session.messages.notice(told))

    def _on_unfile(self) -> None:
        if self._uid is None or self._hit is None:
            return
        earlier, uid, other = self._session.bench.earlier, self._uid, self._hit.matter.uid
        self.note.clear()
        self._session.write(lambda: earlier.unfile(uid, other), lambda _changes: self._session.messages.notice("Sambandet är borttaget."))


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
