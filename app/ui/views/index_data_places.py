"""Områden: the city as a tree down to base areas, and the form of the one that is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from app.domain import swedish
from app.domain.fields import Field
from app.domain.riskindex.dataset import Territory
from app.domain.riskindex.entry import LEVELS, REASONS, TERRITORY_FIELDS, TerritoryRow, in_tree_order, parent_names, read_aliases
from app.domain.riskindex.series import Level
from app.ui.dialogs.index_record import NewRecordDialog
from app.ui.views.index_data_form import DataForm, logged
from app.ui.views.index_data_tree import Branch, TreeFormPage
from app.ui.widgets.action_button import icon_button
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from app.ui.session import Session

PARENTS = "parents"


class PlacesPage(TreeFormPage):
    """Reads and writes territories."""

    def __init__(self, session: Session) -> None:
        self.first_button = icon_button("plus", "Nytt område …")
        empty = EmptyState(
            "Inga områden än",
            "Läs in en indikatorbok, så kommer områdena med den. Du kan också lägga in dem ett och ett, med början i hela staden.",
            session.actions.import_indicators,
            icon_name="map-pin",
            buttons=(self.first_button,),
        )
        none = EmptyState("Inget område är valt", "Välj ett område i trädet.", icon_name="map-pin")
        super().__init__(session, "Områden", ("Område", "Invånare", "Värden"), none, empty)
        self.rows: dict[str, TerritoryRow] = {}
        self.new_button.setText("Nytt område …")
        self.first_button.setEnabled(session.is_writable)
        self.first_button.clicked.connect(self.new_record)
        data = session.bench.index_data
        write = lambda code, key, typed, expected: data.edit_territory(code, key, typed, expected=expected)  # noqa: E731
        self.form = DataForm(session, "Uppgifter", TERRITORY_FIELDS, REASONS, write, self.stack)
        self.about_label = PlainLabel("", "muted", wrap=True)
        self.form.add_below(self.about_label)
        self.form.code_changed.connect(lambda _old, new: self.tree.choose(new))
        self.lay_out(self.form)

    def branches(self) -> Sequence[Branch]:
        rows = in_tree_order(self._session.bench.index_data.territories())
        self.rows = {row.code: row for row in rows}
        counted = [f"{sum(row.level is level for row in rows)} {level.many}" for level in reversed(LEVELS) if level is not Level.CITY]
        self.summary_label.setText(", ".join(counted) if rows else "")
        return [
            Branch(
                row.code,
                row.parent or "",
                (row.name, swedish.EMPTY if row.inhabitants is None else swedish.integer(row.inhabitants), swedish.integer(row.values)),
                "\n".join(
                    filter(None, (row.name, f"{row.level.label}, kod {row.code}", f"Även {', '.join(row.aliases)}" if row.aliases else ""))
                ),
            )
            for row in rows
        ]

    def show_one(self, code: str) -> None:
        row = self.rows[code]
        names = parent_names(self.rows.values(), row.level, code)
        self.heading.setText(row.name)
        self.form.show_record(code, {field.key: row.text(field.key, names) for field in TERRITORY_FIELDS}, {PARENTS: names})
        people = self._session.bench.index_data.inhabitants(code)
        self.about_label.setText(" ".join(filter(None, (_people_text(people), _parts_text(row)))))
        why = self._session.bench.index_data.why_kept(code)
        self.remove_button.setEnabled(not why)
        self.remove_button.setToolTip(why)

    def focus_form(self) -> None:
        if self.tree.code:
            self.form.focus_first()

    def commit(self) -> None:
        self.form.commit()

    # --- acting ------------------------------------------------------------------------------

    def new_record(self) -> None:
        """Ask for what a territory must have; it is chosen when it has been stored."""
        rows = list(self.rows.values())
        names = parent_names(rows, Level.BASE_AREA)
        near = self.rows.get(self.tree.code)
        above = near.code if near is not None and near.level is not Level.BASE_AREA else near.parent if near is not None else None
        level = LEVELS[max(0, LEVELS.index(self.rows[above].level) - 1)] if above else Level.CITY if not rows else Level.DISTRICT
        data = self._session.bench.index_data
        start = {"level": level.label, "parent": names.get(above or "", "")}
        fields: Sequence[Field] = TERRITORY_FIELDS if names else tuple(one for one in TERRITORY_FIELDS if one.key != "parent")

        def make(values: Mapping[str, Any]) -> Any:
            return data.add_territory(
                Territory(
                    code=values["code"], name=values["name"], level=values["level"] or Level.DISTRICT, parent=values.get("parent"),
                    aliases=read_aliases(values["aliases"]),
                )
            )  # fmt: skip

        dialog = NewRecordDialog(
            self._session, "Nytt område", "Lägg till", fields, REASONS, make, lists={PARENTS: names}, start=start, parent=self.window()
        )
        if dialog.exec() and dialog.made is not None:
            self.load()
            self.tree.choose(dialog.made.code)
            self._session.messages.notice("Området är tillagt.")

    def remove_record(self) -> None:
        """Remove a territory that nothing rests on; it can be put back by Ctrl+Z."""
        row = self.rows.get(self.tree.code)
        if row is None or not self.remove_button.isEnabled():
            return
        data = self._session.bench.index_data
        people = data.inhabitants(row.code)
        place = Territory(code=row.code, name=row.name, level=row.level, parent=row.parent, aliases=row.aliases)
        told = f"{row.name} tas bort{' med uppgifterna om invånare' if people else ''}."
        if not self._session.messages.confirm("Ta bort området", told, "Ta bort området"):
            return

        def done(_changes: object) -> None:
            back, forward = lambda: data.add_territory(place, people), lambda: data.remove_territory(row.code)
            self.stack.push(logged(self._session, f"borttagning av {row.name}", back, forward))
            self._session.messages.notice(f"{row.name} är borttaget. Ctrl+Z lägger tillbaka det.")

        self._session.write(lambda: data.remove_territory(row.code), done)


def _people_text(people: Mapping[int, int]) -> str:
    if not people:
        return "Inga egna uppgifter om invånare. Räknas upp ur delarna om de har några."
    return "Invånare: " + ", ".join(f"{swedish.integer(number)} ({year})" for year, number in people.items()) + "."


def _parts_text(row: TerritoryRow) -> str:
    parts = f"{swedish.integer(row.parts)} områden ligger här. " if row.parts else ""
    return f"{parts}{swedish.integer(row.values)} egna värden." if row.values else f"{parts}Inga egna värden."
