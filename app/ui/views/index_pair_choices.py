"""What one place may be compared with, and the text around the comparison."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter

from app.domain import swedish
from app.domain.riskindex.series import Level, Measure
from app.ui.charts.pair_rows import PairData, pair_rows

if TYPE_CHECKING:
    from app.services.index_views import Pair
    from app.ui.session import Session
    from app.ui.views.index_page import Choice

CHOOSE = "Sök område …"
RIVAL, PARENT, LIKE, YEAR, UNIT = "rival", "parent", "like", "year", "unit"
DEFAULTS = (RIVAL, PARENT, YEAR, UNIT)  # what is shown when what was chosen is no longer there
HOW_MEASURED = (
    "Likheten är avståndet mellan indikatorernas index: roten ur den vägda medelkvadraten av skillnaderna, i punkter. Vikterna är "
    "receptets, och bara indikatorer som båda har räknas. Minst halva vikten måste vara gemensam."
)
SAME_YEAR_NOTE = "Varje år räknas mot staden samma år: skillnaden gäller läget jämfört med staden. Utveckling visar förändringen i sig."


@dataclass(frozen=True, slots=True)
class Second:
    """How the second place was chosen: the kind stays when the first changes; `value` is a year or a code."""

    kind: str = RIVAL
    value: str = ""

    def among(self, others: Sequence[Other]) -> Other | None:
        """The place it means here, the nearest in rank when it means none."""
        held = next((one for one in others if one.second == self), None)
        if held is None and self.kind in (UNIT, LIKE):
            held = next((one for one in others if one.second.kind == UNIT and one.code == self.value), None)
        by_kind = (next((one for one in others if one.second.kind == kind), None) for kind in DEFAULTS)
        return held or next((one for one in by_kind if one is not None), None)


@dataclass(frozen=True, slots=True)
class Other:
    """A place to compare with, as the list of choices says it."""

    second: Second
    level: Level
    code: str
    year: int
    text: str
    distance: float | None = None  # of one of the most alike


def others_of(session: Session, choice: Choice, order: Sequence[tuple[str, str]]) -> tuple[Other, ...]:
    """The nearest in rank, the board, the most alike, earlier years, then every other unit; to be asked for outside the window's thread."""
    from app.services.index_views import Place

    bench = session.bench
    data, place = bench.risk_index.dataset(), Place(choice.level, choice.unit, choice.year)
    found: list[Other] = []
    rival = bench.index_views.rival(place, choice.recipe, choice.measure)
    names = dict(order)
    if rival is not None:
        found.append(Other(Second(RIVAL), choice.level, rival, choice.year, f"Närmast i rang: {names.get(rival, data.name(rival))}"))
    above = data.by_code.get(data.by_code[choice.unit].parent or "")
    if above is not None and above.level is not Level.CITY:
        found.append(Other(Second(PARENT), above.level, above.code, choice.year, f"{above.level.label}: {above.name}"))
    for one in bench.index_views.likes(place, choice.recipe, measure=choice.measure):
        text = f"Mest lik: {data.name(one.unit)}, avstånd {swedish.decimal(one.distance)} punkter"
        found.append(Other(Second(LIKE, one.unit), choice.level, one.unit, choice.year, text, one.distance))
    found += [
        Other(Second(YEAR, str(year)), choice.level, choice.unit, year, f"Samma område {year}")
        for year in data.years
        if year < choice.year and choice.level in data.levels(year)
    ]
    found += [Other(Second(UNIT, code), choice.level, code, choice.year, text) for code, text in order if code != choice.unit]
    return tuple(found)


def searchable(name: str) -> QComboBox:
    """A list that is searched by typing any part of a name."""
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setAccessibleDescription("Skriv en del av namnet, eller välj i listan.")
    combo.setEditable(True)
    combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    combo.setMaxVisibleItems(20)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(16)
    edit = combo.lineEdit()
    assert edit is not None
    edit.setAccessibleName(name)
    edit.setPlaceholderText(CHOOSE)
    completer = QCompleter(combo.model(), combo)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setMaxVisibleItems(12)
    combo.setCompleter(completer)
    return combo


def fill_search(combo: QComboBox, items: Iterable[tuple[str, Any]]) -> None:
    """New items; nothing is chosen afterwards, and nothing is rebuilt when they are the same."""
    wanted = list(items)
    if [(combo.itemText(number), combo.itemData(number)) for number in range(combo.count())] == wanted:
        return
    combo.clear()
    for text, data in wanted:
        combo.addItem(text, data)
    combo.setCurrentIndex(-1)


def _names(pair: Pair) -> tuple[str, str]:
    first, second = pair.first, pair.second
    if first.unit == second.unit and first.level is second.level:
        return f"{first.name} {first.year}", f"{second.name} {second.year}"
    return first.name, second.name


def pair_data(pair: Pair) -> PairData:
    """What the chart shows, with everything that must stand around it."""
    from app.domain.riskindex.charts import computed_text, sources

    first, second = pair.first, pair.second
    names = _names(pair)
    years = str(first.year) if first.year == second.year else f"{first.year} och {second.year}"
    notes = [] if first.measure is Measure.TOTAL else [first.measure.label]
    notes += [f"jämfört med {second.level.label.lower()}"] if first.level is not second.level else []
    source = sources(first.indicators)
    text = computed_text(
        _finding(pair, names),
        first.recipe,
        first.level,
        years,
        illustrative=pair.illustrative,
        source=source,
        note=", ".join(notes),
        indicators=first.indicators,
    )
    return PairData(names, first.compared_with, pair_rows(first, second, pair.split), text)


def _finding(pair: Pair, names: tuple[str, str]) -> str:
    first, second = pair.first.index, pair.second.index
    if first is None or second is None:
        return f"{names[0]} och {names[1]}"
    if pair.split is None:
        return f"{names[0]} har {pair.first.of_what} {swedish.decimal(first)} och {names[1]} {swedish.decimal(second)}"
    shown = pair.split.shown
    if shown == 0:
        return f"{names[0]} och {names[1]} har samma {pair.first.of_what}"
    unit = "punkt" if abs(shown) == 1 else "punkter"
    return f"{names[0]} ligger {swedish.decimal(abs(shown))} {unit} {'över' if shown > 0 else 'under'} {names[1]}"


def told_of(pair: Pair, other: Other) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Sentences on the comparison, and notes on how it was made."""
    from app.domain.riskindex.sentences import compared_sentences

    notes: list[str] = []
    if pair.split is not None:
        sentences: tuple[str, ...] = compared_sentences(pair.split)
    else:
        sentences = tuple(dict.fromkeys(text for one in (pair.first, pair.second) for text in (_why_not(one), one.note) if text))
    if pair.left_out:
        notes.append(f"Utanför jämförelsen, eftersom de inte vägs in på båda ställena: {swedish.join(list(pair.left_out))}.")
    if pair.first.level is not pair.second.level and pair.first.recipe.reference.value != "city":
        notes.append("100 är ett medelvärde som räknas för sig på varje nivå.")
    if pair.first.year != pair.second.year and pair.first.recipe.base_year is None:
        notes.append(SAME_YEAR_NOTE)
    if other.second.kind == LIKE:
        notes.append(f"Vägt avstånd mellan indikatorernas index: {swedish.decimal(other.distance or 0.0)} punkter.")
    return sentences, tuple(notes)


def _why_not(one: object) -> str:
    name, index, reason = (getattr(one, field) for field in ("name", "index", "reason"))
    return f"{name}: {reason}" if index is None else ""
