"""The list of a round's cases by rank: raw figures, the assessors' strip, and the rank without strictness beside the raw."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.domain import swedish
from app.domain.scoring import NO_DECISION, RankedCase, RoundRanking
from app.ui.charts.strip_plot import StripDelegate, marks_of, score_text, spoken
from app.ui.icons import icon
from app.ui.session import Session
from app.ui.tables.list_panel import ListPanel
from app.ui.tables.model import Column
from app.ui.widgets.action_button import icon_button
from app.ui.widgets.empty_state import EmptyState

_RIGHT = Qt.AlignmentFlag.AlignRight
SPREAD, STRIP = "Spridning", "Bedömarna 0–3"
NOBODY = "Ingen är tilldelad."
WITHHELD = "Siffrorna visas när du har lämnat in din egen bedömning."
EMPTY_ROUND = (
    "Omgången har inga ärenden",
    "Lägg till de ärenden som ska bedömas tillsammans. När bedömningar är inlämnade visas ordningen här.",
)


class Rank(int):
    """A rank that sorts and exports as a number and says whether it is shared, and how far weights have moved it."""

    is_tied: bool = False
    moved: int = 0  # places upwards under the weights being tried

    @property
    def text(self) -> str:
        place = f"{int(self)}=" if self.is_tied else str(int(self))
        sign = "+" if self.moved > 0 else swedish.MINUS
        return f"{place}  ({sign}{abs(self.moved)})" if self.moved else place


class Number(int):
    """How many assessments are in, of how many."""

    expected: int = 0

    @property
    def text(self) -> str:
        return f"{int(self)} av {self.expected}"


def adjusted_rank_of(row: RankedCase) -> Rank | None:
    if row.adjusted_rank is None:
        return None
    rank = Rank(row.adjusted_rank)
    rank.is_tied = row.is_adjusted_tied
    return rank


def rank_of(row: RankedCase, moves: Mapping[UUID, int]) -> Rank | None:
    if row.rank is None:
        return None
    rank = Rank(row.rank)
    rank.is_tied, rank.moved = row.is_tied, moves.get(row.case, 0)
    return rank


def number_of(row: RankedCase) -> Number:
    number = Number(row.number)
    number.expected = row.expected
    return number


def _rank_icon(row: RankedCase, moves: Mapping[UUID, int]) -> Any:
    moved = moves.get(row.case, 0)
    if not moved:
        return None
    return icon("arrow-up", "ok") if moved > 0 else icon("arrow-down", "warning")


def moved_text(row: RankedCase, moves: Mapping[UUID, int]) -> str:
    """'Två platser upp' under the weights being tried, and that a rank is shared."""
    moved = moves.get(row.case, 0)
    way = "upp" if moved > 0 else "ned"
    places = "1 plats" if abs(moved) == 1 else f"{abs(moved)} platser"
    return " ".join(
        text
        for text in ("Delad plats: samma medelvärde." if row.is_tied else "", f"{places} {way} med provade vikter." if moved else "")
        if text
    )


def _number_icon(row: RankedCase) -> Any:
    kind = "ok" if row.expected and row.number >= row.expected else "warning"
    return icon("circle-check" if kind == "ok" else "clock", kind)


def _text(value: Any) -> str:
    return swedish.EMPTY if value is None else value.text


def board_text(name: str) -> str:
    """The boards are all district boards, or nearly so: the list names the district."""
    return name.removesuffix(" stadsdelsnämnd") or swedish.EMPTY


def _amount(value: int | None) -> str:
    return swedish.EMPTY if value is None else swedish.integer(value)


def _plain(value: float | None) -> str:
    """As a spreadsheet takes it."""
    return "" if value is None else score_text(value).replace(swedish.NBSP, "")


def _adjusted_tip(row: RankedCase) -> str:
    if row.adjusted is None or row.mean is None:
        return ""
    return f"Utan bedömarnas stränghet {score_text(row.adjusted)}; medelvärdet är {score_text(row.mean)}."


def _figure(title: str, value: Callable[[RankedCase], float | None], **more: Any) -> Column[RankedCase]:
    return Column(title, value, score_text, align=_RIGHT, copy=_plain, **more)


def columns_for(moves: Mapping[UUID, int]) -> tuple[Column[RankedCase], ...]:
    """The columns; `moves` is read when a cell is drawn, so that weights being tried show at once."""
    return (
        Column(
            "Plats",
            lambda row: rank_of(row, moves),
            _text,
            icon=lambda row: _rank_icon(row, moves),
            tip=lambda row: moved_text(row, moves),
            width=80,
        ),
        Column("Insats", lambda row: row.title or row.name, tip=lambda row: f"{row.name}: {row.title}", width=150, stretch=True),
        Column("Nämnd", lambda row: row.board_name, board_text, tip=lambda row: row.board_name, width=96, wide=150, drop=4),
        Column("Sökt (kr)", lambda row: row.amount_applied, _amount, align=_RIGHT, width=88, drop=3),
        _figure("Medel", lambda row: row.mean, width=80),
        _figure("Median", lambda row: row.median, width=64, drop=2),
        _figure(SPREAD, lambda row: row.spread, width=112, drop=6),
        Column(
            STRIP,
            lambda row: row.median,
            lambda _value: "",
            tip=lambda row: WITHHELD if row.is_withheld else spoken(marks_of(row)),
            copy=_plain,
            header="Bedömarna\n0–3",
            width=108,
            wide=190,
        ),
        Column("Justerad plats", adjusted_rank_of, _text, header="Justerad\nplats", align=_RIGHT, tip=_adjusted_tip, width=74),
        _figure("Justerat värde", lambda row: row.adjusted, header="Justerat\nvärde", tip=_adjusted_tip, width=74, drop=1),
        Column("Inlämnade", number_of, _text, icon=_number_icon, tip=missing_text, width=88, drop=5),
    )  # fmt: skip


def missing_text(row: RankedCase) -> str:
    """Whose assessments are missing, say nothing, or rest on earlier criteria."""
    said = f"Saknas: {swedish.join(row.missing)}." if row.missing else "Alla tilldelade har lämnat in." if row.expected else NOBODY
    if row.without_total:
        said += f" Avstod helt: {swedish.join(row.without_total)}."
    if row.outdated:
        said += f" Efter tidigare kriterier: {swedish.join(row.outdated)}."
    return said


def told(row: RankedCase) -> str:
    """One line on the chosen case: each assessor's total and place, and who is missing."""
    if row.is_withheld:
        return f"{row.title or row.name}: {WITHHELD[:1].lower()}{WITHHELD[1:]}"
    marks = "; ".join(f"{one.person_name} {score_text(one.total)} (plats {one.place})" for one in row.marks)
    return f"{row.title or row.name}: {marks or 'ingen bedömning är inlämnad'}. {missing_text(row)}"


def moves_between(base: Sequence[RankedCase], trial: Sequence[RankedCase]) -> dict[UUID, int]:
    """How many places each case has moved upwards."""
    before = {row.case: row.rank for row in base}
    found = {}
    for row in trial:
        old = before.get(row.case)
        if old is not None and row.rank is not None and old != row.rank:
            found[row.case] = old - row.rank
    return found


class RankingList(ListPanel[RankedCase]):
    """`show_ranking` shows a RoundRanking, with the moves from another one."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self._moves: dict[UUID, int] = {}
        self.add_button = icon_button("plus", "Lägg till ärenden …")
        empty = EmptyState(*EMPTY_ROUND, icon_name="layers", buttons=(self.add_button,))
        super().__init__(session, "ranking", "Rangordning", columns_for(self._moves), empty, key=lambda row: row.case, parent=parent)
        self.column.setContentsMargins(24, 4, 24, 12)
        strip = next(number for number, one in enumerate(self.columns) if one.title == STRIP)
        self._delegate = StripDelegate(self.table)
        self.table.setItemDelegateForColumn(strip, self._delegate)
        self.selected.connect(lambda row: self.set_detail("" if row is None else told(row)))

    def show_ranking(self, ranking: RoundRanking, moves: Mapping[UUID, int]) -> None:
        is_other = dict(moves) != self._moves
        self._moves.clear()
        self._moves.update(moves)
        self.summary_label.setText(summary(ranking))
        self.set_hint(hint(ranking))
        self.set_rows(ranking.rows)
        if is_other:
            self.table.viewport().update()

    def show_disputed_first(self) -> None:
        """The cases on which the assessors differ most, first."""
        self.go_to(self.location() | {"sort": SPREAD, "descending": True, "row": ""})
        if self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, 0))
            self.table.scrollToTop()
        self.moved.emit()


def summary(ranking: RoundRanking) -> str:
    """'24 ärenden, 88 av 96 bedömningar inlämnade'."""
    count = len(ranking.rows)
    if not count:
        return ""
    given, expected = sum(row.number for row in ranking.rows), sum(row.expected for row in ranking.rows)
    cases = "1 ärende" if count == 1 else f"{swedish.integer(count)} ärenden"
    tried = "Provade vikter: " if ranking.is_trial else ""
    return f"{tried}{cases}, {swedish.integer(given)} av {swedish.integer(expected)} bedömningar inlämnade"


def hint(ranking: RoundRanking) -> str:
    told_hidden = ""
    if ranking.hidden:
        word = "ärende" if ranking.hidden == 1 else "ärenden"
        told_hidden = f" {swedish.integer(ranking.hidden)} {word} visas inte för dig: jäv."
    told_withheld = ""
    if ranking.withheld:
        word = "ärende" if ranking.withheld == 1 else "ärenden"
        told_withheld = f" {swedish.integer(ranking.withheld)} {word} visas utan siffror tills du har lämnat in din egen bedömning."
    return f"{NO_DECISION}{told_hidden}{told_withheld}"
