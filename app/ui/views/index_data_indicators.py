"""Indikatorer: by area in the order of the index, the form of the one that is chosen, and how it is filled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from app.domain import swedish
from app.domain.riskindex.entry import INDICATOR_FIELDS, REASONS, IndicatorUse
from app.domain.riskindex.kinds import usual_multiplier
from app.domain.riskindex.series import Indicator, IndicatorKind, Level
from app.domain.vocabulary import SubIndex
from app.ui.dialogs.index_record import NewRecordDialog
from app.ui.icons import icon
from app.ui.views.index_data_form import DataForm, logged
from app.ui.views.index_data_tree import Branch, TreeFormPage
from app.ui.widgets.action_button import icon_button
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.plain_label import PlainLabel
from app.ui.widgets.section import Section

if TYPE_CHECKING:
    from app.ui.session import Session

ASKED = ("name", "code", "area", "direction", "kind", "multiplier", "denominator", "unit", "source")  # of a new indicator
START = {"direction": "Högre är sämre", "kind": IndicatorKind.PERCENTAGE.label, "multiplier": "100", "weight": "1", "sensitive": "Nej"}
NONE_CHOSEN = ("Ingen indikator är vald", "Välj en indikator i listan.")


class IndicatorsPage(TreeFormPage):
    """Reads and writes indicators."""

    def __init__(self, session: Session) -> None:
        self.first_button = icon_button("plus", "Ny indikator …")
        empty = EmptyState(
            "Inga indikatorer än",
            "En indikator är ett mått som går att jämföra mellan områden, till exempel ohälsotal. Läs in en indikatorbok eller lägg till.",
            session.actions.import_indicators,
            icon_name="target",
            buttons=(self.first_button,),
        )
        super().__init__(session, "Indikatorer", ("Indikator", "Vikt", "Täckning"), EmptyState(*NONE_CHOSEN), empty)
        self.level, self.year = Level.DISTRICT, 0
        self.indicators: dict[str, Indicator] = {}
        self.uses: Mapping[str, IndicatorUse] = {}
        self._ticket = 0
        self.new_button.setText("Ny indikator …")
        self.first_button.setEnabled(session.is_writable)
        self.first_button.clicked.connect(self.new_record)
        self.up_button, self.down_button = icon_button("arrow-up", ""), icon_button("arrow-down", "")
        for button, step, name in ((self.up_button, -1, "Flytta upp"), (self.down_button, 1, "Flytta ned")):
            button.setAccessibleName(f"{name} i delindexet")
            button.setToolTip(f"{name} i delindexet")
            button.setFixedWidth(36)
            button.clicked.connect(lambda _on=False, step=step: self.move_in_area(step))
        data = session.bench.index_data
        write = lambda code, key, typed, expected: data.edit_indicator(code, key, typed, expected=expected)  # noqa: E731
        self.form = DataForm(session, "Uppgifter", INDICATOR_FIELDS, REASONS, write, self.stack)
        self.use_section = Section("Så används den")
        self.use_label = PlainLabel("", wrap=True)
        self.use_section.add(self.use_label)
        self.form.add_below(self.use_section)
        self.form.code_changed.connect(lambda _old, new: self.tree.choose(new))
        self.lay_out(self.form, (self.up_button, self.down_button))

    def show_at(self, level: Level, year: int) -> None:
        """For which level and year the use is told."""
        self.level, self.year = level, year

    def branches(self) -> Sequence[Branch]:
        listed = self._session.bench.index_data.indicators()
        self.indicators = {one.code: one for one in listed}
        found: list[Branch] = []
        for area in SubIndex:
            own = [one for one in listed if one.area is area]
            if own:
                weight = sum(one.weight for one in own)
                found.append(Branch("", "", (area.label, swedish.number(round(weight, 4)), "")))
                found += [self._branch(one, area.label) for one in own]
        self.summary_label.setText(f"{len(listed)} indikatorer" if listed else "")
        return found

    def _branch(self, one: Indicator, parent: str) -> Branch:
        use = self.uses.get(one.code)
        cover = "" if use is None else f"{use.covered} av {use.units}" if use.units else swedish.EMPTY
        mark = icon("triangle-alert", "warning") if use is not None and (use.is_thin or not use.values) else None
        return Branch(one.code, parent, (one.name, swedish.number(one.weight), cover), f"{one.name}\n{one.code} · {one.unit}", mark)

    def after_show(self) -> None:
        """How the indicators are filled is counted beside the window."""
        if not self.indicators:
            return
        self._ticket += 1
        ticket, level, year = self._ticket, self.level, self.year or None

        def done(uses: Mapping[str, IndicatorUse]) -> None:
            if ticket == self._ticket and uses != self.uses:
                self.uses = uses
                self.tree.show_branches(self.branches(), 2)
                if self.filter.text():
                    self.tree.filter(self.filter.text())
                self._show_use()

        self._session.run(lambda _progress: self._session.bench.index_data.usage(level, year), "Räknar täckning", done)

    def show_one(self, code: str) -> None:
        one = self.indicators[code]
        self.heading.setText(one.name)
        self.form.show_record(code, self._session.bench.index_data.indicator_texts(code))
        own = [other.code for other in self.indicators.values() if other.area is one.area]
        writable = self._session.is_writable
        self.up_button.setVisible(writable)
        self.down_button.setVisible(writable)
        self.up_button.setEnabled(own.index(code) > 0)
        self.down_button.setEnabled(own.index(code) < len(own) - 1)
        why = self._session.bench.index_data.why_indicator_kept(code)
        self.remove_button.setEnabled(not why)
        self.remove_button.setToolTip(why)
        self._show_use()

    def _show_use(self) -> None:
        use = self.uses.get(self.tree.code)
        self.use_label.setText(use_text(use, self.level, self.year) if use is not None else "Räknas …")

    def focus_form(self) -> None:
        if self.tree.code:
            self.form.focus_first()

    def commit(self) -> None:
        self.form.commit()

    # --- acting ------------------------------------------------------------------------------

    def move_in_area(self, step: int) -> None:
        code, data = self.tree.code, self._session.bench.index_data
        name = self.indicators[code].name if code in self.indicators else ""

        def done(_changes: object) -> None:
            back, forward = lambda: data.move_indicator(code, -step), lambda: data.move_indicator(code, step)
            self.stack.push(logged(self._session, f"flytt av {name}", back, forward))

        if name:
            self._session.write(lambda: data.move_indicator(code, step), done)

    def new_record(self) -> None:
        """Ask for what an indicator must have; it is chosen when it has been stored."""
        data = self._session.bench.index_data
        near = self.indicators.get(self.tree.code)
        start = START | {"area": (near.area if near is not None else SubIndex.SOCIAL).label}
        fields = tuple(one for key in ASKED for one in INDICATOR_FIELDS if one.key == key)

        def make(values: Mapping[str, Any]) -> Any:
            kind = values["kind"] or IndicatorKind.OTHER
            return data.add_indicator(
                Indicator(
                    code=values["code"], name=values["name"], area=values["area"] or SubIndex.SOCIAL,
                    direction=int(str(values["direction"] or "1")), unit=values["unit"],
                    multiplier=usual_multiplier(kind) if values["multiplier"] is None else values["multiplier"], kind=kind,
                    denominator=values["denominator"], source=values["source"],
                )
            )  # fmt: skip

        dialog = NewRecordDialog(self._session, "Ny indikator", "Lägg till", fields, REASONS, make, start=start, parent=self.window())
        if dialog.exec() and dialog.made is not None:
            self.load()
            self.tree.choose(dialog.made.code)
            self._session.messages.notice("Indikatorn är tillagd. Den räknas med när den har värden.")

    def remove_record(self) -> None:
        one = self.indicators.get(self.tree.code)
        if one is None or not self.remove_button.isEnabled():
            return
        data, use = self._session.bench.index_data, self.uses.get(one.code)
        values = swedish.integer(use.values) if use is not None and use.values else ""
        told = f"{one.name} tas bort{f' med sina {values} värden. Värdena kan inte ångras tillbaka' if values else ''}."
        if not self._session.messages.confirm("Ta bort indikatorn", told, "Ta bort indikatorn"):
            return

        def done(_changes: object) -> None:
            if not values:
                back, forward = lambda: data.add_indicator(one), lambda: data.remove_indicator(one.code)
                self.stack.push(logged(self._session, f"borttagning av {one.name}", back, forward))
            self._session.messages.notice(f"{one.name} är borttagen.")

        self._session.write(lambda: data.remove_indicator(one.code, with_values=True), done)


def _years(years: Sequence[int]) -> str:
    """'2006–2012', '2006, 2008–2012'."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def use_text(use: IndicatorUse, level: Level, year: int) -> str:
    """How an indicator is filled, in a few sentences."""
    if not use.values:
        return "Indikatorn har inga värden och räknas inte med. Läs in dem, eller skriv dem under Värden."
    told = [f"{swedish.integer(use.values)} värden, åren {_years(use.years)}."]
    if use.units:
        told.append(f"{level.label} {year}: {use.covered} av {use.units} områden har ett värde, eget eller uppräknat ur delarna.")
    if use.is_thin and use.expected is not None:
        told.append(
            f"Tunt underlag: i ett område av vanlig storlek väntas bara {swedish.decimal(use.expected)} fall. "
            "Indikatorn räknas, men hålls utanför indexet tills receptet säger annat."
        )
    return " ".join(told)
