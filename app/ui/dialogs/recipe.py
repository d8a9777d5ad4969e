"""A new version of a recipe: every choice with what it means; nothing is kept until all of it can be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.fields import Choices, Field, Kind, parse
from app.domain.riskindex.entry import read_number, read_year
from app.domain.riskindex.recipe import CHANGED, Aggregation, Normalisation, Recipe, Reference, Treatment
from app.domain.riskindex.recipe_words import CONSEQUENCES, LABELS
from app.domain.riskindex.series import Indicator
from app.domain.swedish import ParseError
from app.domain.vocabulary import SubIndex
from app.errors import RuleViolation
from app.ui.forms.layout import FormSection, scrolled
from app.ui.views.index_data_form import ReasonRow
from app.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from app.domain.riskindex.views import RecipeInfo
    from app.ui.session import Session

ENUMS = {"reference": Reference, "treatment": Treatment, "normalisation": Normalisation, "aggregation": Aggregation}
AREA, OWN = "area.", "own."  # prefixes of the weights' keys


class RecipeDialog(QDialog):
    """`info` is the version that was kept, None when the dialog was left."""

    def __init__(self, session: Session, start: Recipe, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._start = session, start
        self.info: RecipeInfo | None = None
        data = session.bench.index_data
        self.indicators: tuple[Indicator, ...] = data.indicators()
        self.years = data.value_years()
        places = data.territories()
        names = [row.name for row in places]
        self.units = {row.code: row.name if names.count(row.name) == 1 else f"{row.name} ({row.code})" for row in places}
        lists = {"indicators": {one.code: one.name for one in self.indicators} or {"–": "–"}}
        self._choices = Choices(lists)
        self.rows: dict[str, ReasonRow] = {}
        self.setWindowTitle("Ny version av receptet")
        self.resize(720, 560)
        self._lay_out()
        self._show(start)

    # --- building ----------------------------------------------------------------------------

    def _lay_out(self) -> None:
        page = QWidget()
        page.setProperty("role", "page")
        body = QVBoxLayout(page)
        body.setContentsMargins(24, 16, 24, 16)
        body.setSpacing(20)
        for title, fields in self._sections():
            section = FormSection(title, page)
            for field in fields:
                row = ReasonRow(field, self._choices, self._session.bench.programme, "", self)
                self.rows[field.key] = row
                section.add(row, wide=FormSection.is_wide(field) or bool(field.help))
            body.addWidget(section)
        body.addStretch(1)
        area, _holder = scrolled(page, self)
        self.problem_label = PlainLabel("", "problem", wrap=True)
        self.problem_label.hide()
        self.yes_button = QPushButton("Spara versionen")
        self.yes_button.setProperty("role", "primary")
        self.yes_button.setDefault(True)
        self.yes_button.clicked.connect(self.submit)
        no_button = QPushButton("Avbryt")
        no_button.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 8, 24, 16)
        foot.setSpacing(8)
        foot.addWidget(self.problem_label, 1)
        foot.addStretch(0)
        foot.addWidget(self.yes_button, 0, Qt.AlignmentFlag.AlignRight)
        foot.addWidget(no_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(area, 1)
        column.addLayout(foot)

    def _sections(self) -> list[tuple[str, list[Field]]]:
        def own(key: str, kind: Kind = Kind.TEXT, choices: Any = None, **more: Any) -> Field:
            return Field(key, LABELS[key], kind, CONSEQUENCES[key], choices=choices, **more)

        weights = [Field(f"{AREA}{area.value}", area.label, Kind.NUMBER) for area in SubIndex]
        inner = [Field(f"{OWN}{one.code}", one.name, Kind.NUMBER) for one in self.indicators]
        left = [own("left_out", Kind.CHOICES, "indicators")] if self.indicators else []
        return [
            (
                "Namn",
                [
                    Field("name", "Receptets namn", help="Samma namn ger nästa version. Ett nytt namn ger ett nytt recept.", max_length=60),
                    Field("note", "Vad är särskilt med versionen?", Kind.LONG_TEXT, max_length=1_000),
                ],
            ),
            ("Jämförelsen", [own("reference", Kind.CHOICE, Reference), own("base_year", Kind.TEXT, max_length=10)]),
            ("Måtten", [own("treatment", Kind.CHOICE, Treatment), own("normalisation", Kind.CHOICE, Normalisation), own("cap", Kind.TEXT)]),
            ("Sammanvägningen", [own("aggregation", Kind.CHOICE, Aggregation), own("area_coverage"), own("index_coverage")]),
            ("Vikter mellan delindexen", weights),
            ("Indikatorerna", [own("include_thin", Kind.YES_NO), *left]),
            ("Egna vikter i delindexen", inner),
            ("Rangordningen", [own("least_population", Kind.INTEGER), own("excluded", Kind.LONG_TEXT)]),
        ]

    def _show(self, recipe: Recipe) -> None:
        texts = {
            "name": recipe.name.removesuffix(CHANGED), "note": "", "cap": "" if recipe.cap is None else _text(recipe.cap),
            "base_year": "" if recipe.base_year is None else str(recipe.base_year),
            "area_coverage": f"{_text(recipe.area_coverage * 100)} %", "index_coverage": f"{_text(recipe.index_coverage * 100)} %",
            "include_thin": swedish.yes_no(recipe.include_thin), "least_population": swedish.integer(recipe.least_population),
            "excluded": "\n".join(f"{self.units.get(code, code)}: {reason}" for code, reason in recipe.excluded.items()),
            "left_out": "; ".join(one.name for one in self.indicators if one.code in recipe.left_out),
        }  # fmt: skip
        texts |= {key: getattr(recipe, key).label for key in ENUMS}
        texts |= {f"{AREA}{area.value}": _text(recipe.area_weights.get(area, 0.0)) for area in SubIndex}
        texts |= {f"{OWN}{code}": _text(weight) for code, weight in recipe.indicator_weights.items()}
        for key, row in self.rows.items():
            row.force_value(texts.get(key, ""))
            if key.startswith(OWN):
                one = next(one for one in self.indicators if key == f"{OWN}{one.code}")
                line = row.editor.target()
                line.setProperty("placeholderText", _text(one.weight))
        self.rows["base_year"].editor.target().setProperty("placeholderText", "samma år")
        self.rows["excluded"].editor.target().setProperty("placeholderText", "Område: skäl, ett på varje rad")
        self.rows["name"].focus()

    # --- reading -----------------------------------------------------------------------------

    def recipe(self) -> Recipe | None:
        """The choices as written; None when something cannot be read, which is then told under its field."""
        found: dict[str, Any] = {}
        first: ReasonRow | None = None
        for key, row in self.rows.items():
            row.set_problem(None)
            try:
                found[key] = self._value(key, row)
            except ParseError as error:
                row.set_problem(str(error))
                first = first or row
        if first is not None:
            first.focus()
            return None
        own = {key.removeprefix(OWN): value for key, value in found.items() if key.startswith(OWN) and value is not None}
        areas = {SubIndex.of(key.removeprefix(AREA)): value for key, value in found.items() if key.startswith(AREA)}
        if not sum(areas.values()):
            self.rows[f"{AREA}{next(iter(areas)).value}"].set_problem("Minst ett delindex måste ha en vikt större än 0.")
            return None
        plain = {key: found[key] for key in (*ENUMS, "base_year", "area_coverage", "index_coverage", "cap", "include_thin", "excluded")}
        out = frozenset(found.get("left_out", self._start.left_out))
        least = found["least_population"]
        return replace(self._start, **plain, area_weights=areas, indicator_weights=own, left_out=out, least_population=least)

    def _value(self, key: str, row: ReasonRow) -> Any:
        text = row.editor.text()
        if key in ("area_coverage", "index_coverage"):
            share = read_number(text, percentage=True)
            if share is None or not 0 <= share <= 100:
                raise ParseError("Skriv en andel mellan 0 och 100 procent.")
            return share / 100
        if key == "base_year":
            return self._base_year(text) if swedish.compact(text) else None
        if key == "cap":
            cap = read_number(text)
            if cap is not None and cap <= 100:
                raise ParseError("Taket måste vara större än 100, annars skiljer det inte områdena åt.")
            return cap
        if key == "excluded":
            return self._excluded(text)
        if key.startswith((AREA, OWN)):
            weight = read_number(text)
            if weight is not None and weight < 0:
                raise ParseError("Vikten är 0 eller större.")
            return 0.0 if weight is None and key.startswith(AREA) else weight
        value = parse(row.field, text, self._choices)
        if value is None and key in (*ENUMS, "include_thin", "least_population"):
            raise ParseError("Välj något här." if key != "least_population" else "Skriv ett antal. 0 ger alla områden en plats.")
        return value

    def _base_year(self, text: str) -> int:
        year = read_year(text)
        if year not in self.years:
            held = f"Värden finns för {swedish.join([str(one) for one in sorted(self.years)])}." if self.years else "Det finns inga än."
            raise ParseError(f"{year} har inga värden, så inget index går att räkna. {held}")
        return year

    def _excluded(self, text: str) -> Mapping[str, str]:
        """'Hansta: naturreservat' a line → reason by code."""
        codes = {swedish.match_key(name): code for code, name in self.units.items()} | {
            swedish.match_key(code): code for code in self.units
        }
        found: dict[str, str] = {}
        for line in text.splitlines():
            name, _colon, reason = line.partition(":")
            if not swedish.compact(line):
                continue
            code = codes.get(swedish.match_key(name))
            if code is None:
                raise ParseError(
                    f"”{swedish.compact(name)[:60]}” är inget område i filen. Skriv områdets namn eller kod, kolon och skälet."
                )
            if not swedish.compact(reason):
                raise ParseError(f"{self.units[code]} behöver ett skäl: skriv det efter ett kolon.")
            found[code] = swedish.compact(reason)
        return found

    def submit(self) -> None:
        recipe = self.recipe()
        if recipe is None:
            return
        name, note = self.rows["name"].editor.text(), self.rows["note"].editor.text()
        index = self._session.bench.risk_index
        self.yes_button.setEnabled(False)
        self._session.write(lambda: index.save_recipe(recipe, name, note), self._stored, self._failed)

    def _stored(self, info: RecipeInfo) -> None:
        self.info = info
        self.accept()

    def _failed(self, error: Exception) -> None:
        self.yes_button.setEnabled(True)
        if not isinstance(error, RuleViolation):
            self._session.messages.show(error)
            return
        self.problem_label.setText(error.message)
        self.problem_label.show()


def _text(number: float) -> str:
    return swedish.number(round(number, 4))
