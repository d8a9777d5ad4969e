"""What may be picked out of a ranking: a board, the programme's own lists, and how small a unit may be to have a place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from app.domain import swedish
from app.domain.programme import Programme
from app.domain.riskindex.dataset import Dataset, Territory
from app.domain.riskindex.series import Level
from app.ui.views.index_choices import choice_combo, refill
from app.ui.widgets.link_button import LinkButton
from app.ui.widgets.plain_label import PlainLabel

ALL, NAMED, ABOVE, PROGRAMME_BOARDS = "", "named", "above", "programme"
SIZES = (0, 500, 1_000, 2_000, 5_000)


class RankingFilter(QWidget):
    """Signals: `changed` (another pick), `size_chosen(least inhabitants)`, `hidden_asked` (who has no place)."""

    changed = Signal()
    size_chosen = Signal(int)
    hidden_asked = Signal()

    def __init__(self, programme: Programme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._programme = programme
        self.board_combo = choice_combo("Nämnd", [])
        self.pick_combo = choice_combo("Urval", [])
        self.size_combo = choice_combo("Storlek", [])
        self.hidden_link = LinkButton("")
        self.labels: dict[QComboBox, PlainLabel] = {}
        self._lay_out()
        for combo in (self.board_combo, self.pick_combo):
            combo.activated.connect(lambda _index: self.changed.emit())
        self.size_combo.activated.connect(lambda _index: self.size_chosen.emit(int(self.size_combo.currentData())))
        self.hidden_link.clicked.connect(lambda _on=False: self.hidden_asked.emit())

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 6, 24, 0)
        row.setSpacing(6)
        for combo in (self.board_combo, self.pick_combo, self.size_combo):
            label = PlainLabel(combo.accessibleName(), "small")
            label.setBuddy(combo)
            self.labels[combo] = label
            row.addWidget(label)
            row.addWidget(combo)
            row.addSpacing(8)
        row.addWidget(self.hidden_link)
        row.addStretch(1)
        self.hidden_link.hide()

    # --- what may be chosen -----------------------------------------------------------------------

    def fill(self, level: Level, data: Dataset | None, keys: Mapping[str, str], least: int | None) -> None:
        """The choices of a level; `data` and `least` (inhabitants for a place) are None for a published series."""
        boards = self._boards(data, keys)
        refill(self.board_combo, [("Alla nämnder", ALL), *boards])
        refill(self.pick_combo, self._picks(level, data))
        self._show(self.board_combo, level is not Level.BOARD and bool(boards))
        self._show(self.pick_combo, self.pick_combo.count() > 1)
        self._show(self.size_combo, least is not None)
        if least is not None:
            listed = [(_size_text(size), size) for size in sorted({*SIZES, least})]
            self.size_combo.clear()
            for text, size in listed:
                self.size_combo.addItem(text, size)
            self.size_combo.setCurrentIndex(self.size_combo.findData(least))

    def _boards(self, data: Dataset | None, keys: Mapping[str, str]) -> list[tuple[str, str]]:
        if data is None:
            return [(one.short_name, one.key) for one in self._programme.programme_boards]
        parents = {one.parent for one in data.units(Level.DISTRICT)}
        held = [one for one in data.units(Level.BOARD) if one.code in parents]
        return [(one.name, keys.get(one.code, one.code)) for one in sorted(held, key=lambda one: swedish.sort_key(one.name))]

    def _picks(self, level: Level, data: Dataset | None) -> list[tuple[str, str]]:
        """Counts are the programme's own."""
        if level is Level.BOARD:
            return [("Alla nämnder", ALL), (f"De {_in_words(len(self._programme.programme_boards))} i programmet", PROGRAMME_BOARDS)]
        named = sum(one.named_for_local_work for one in self._programme.districts)
        above = sum(one.index_above_average for one in self._programme.districts)
        if level is Level.BASE_AREA:
            return [("Alla basområden", ALL), (f"I de {named} utpekade", NAMED), (f"I de {above} över stadens index", ABOVE)]
        return [("Alla stadsdelar", ALL), (f"De {named} utpekade", NAMED), (f"De {above} över stadens index", ABOVE)]

    def _show(self, combo: QComboBox, shown: bool) -> None:
        combo.setVisible(shown)
        self.labels[combo].setVisible(shown)
        if not shown and combo.count():
            combo.setCurrentIndex(0)

    def show_hidden(self, number: int, whole: str) -> None:
        """How many have no place; `whole` is that with the reasons."""
        self.hidden_link.setVisible(number > 0)
        self.hidden_link.show_text(f"{swedish.integer(number)} visas inte …")
        self.hidden_link.setMinimumWidth(self.hidden_link.sizeHint().width())  # the choices beside it give way first
        self.hidden_link.setToolTip(whole)
        self.hidden_link.setAccessibleName(whole)

    # --- what is picked ---------------------------------------------------------------------------

    @property
    def notes(self) -> list[str]:
        """How the pick is said: 'endast de 21 utpekade'."""
        pick, board = self.pick_combo.currentData(), self.board_combo.currentData()
        if pick == PROGRAMME_BOARDS:
            return ["endast programmets nämnder"]
        text = self.pick_combo.currentText()
        notes = [f"endast {text[:1].lower()}{text[1:]}"] if pick else []
        return [*notes, f"endast {self.board_combo.currentText()}"] if board else notes

    def units(self, level: Level, data: Dataset | None, keys: Mapping[str, str]) -> list[str] | None:
        """The units picked out; None for all of them."""
        if not self.pick_combo.currentData() and not self.board_combo.currentData():
            return None
        if data is not None:
            return [one.code for one in data.units(level) if self._holds(*_place(one, data, keys))]
        if level is Level.BOARD:
            return [one.key for one in self._programme.programme_boards]
        return [one.key for one in self._programme.districts if self._holds(one.key, one.board)]

    def _holds(self, district: str, board: str) -> bool:
        pick, wanted = self.pick_combo.currentData(), self.board_combo.currentData()
        if pick == PROGRAMME_BOARDS:
            return any(one.key == board for one in self._programme.programme_boards)
        held = self._programme.district_by_key.get(district)
        if pick and (held is None or not (held.named_for_local_work if pick == NAMED else held.index_above_average)):
            return False
        return not wanted or wanted == board

    def location(self) -> dict[str, str]:
        return {"board": self.board_combo.currentData() or ALL, "pick": self.pick_combo.currentData() or ALL}

    def go_to(self, location: Mapping[str, object]) -> None:
        for combo, name in ((self.board_combo, "board"), (self.pick_combo, "pick")):
            combo.setCurrentIndex(max(0, combo.findData(location.get(name))))


def _place(one: Territory, data: Dataset, keys: Mapping[str, str]) -> tuple[str, str]:
    """The programme's keys of the district and the board that a territory is or lies in, else their codes."""
    at: dict[Level, str] = {}
    here: Territory | None = one
    steps: Sequence[Level] = tuple(Level)
    for _step in steps:
        if here is None:
            break
        at[here.level] = keys.get(here.code, here.code)
        here = data.by_code.get(here.parent or "")
    return at.get(Level.DISTRICT, ""), at.get(Level.BOARD, "")


def _size_text(size: int) -> str:
    return f"från {swedish.integer(size)} invånare" if size else "alla storlekar"


def _in_words(count: int) -> str:
    return {6: "sex"}.get(count, str(count))
