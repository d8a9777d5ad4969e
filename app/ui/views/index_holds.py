"""The page Håller det? of the risk index: a statement, and in how many other reasonable choices it is still true."""

from __future__ import annotations

import json
import secrets
from collections import OrderedDict
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.domain import swedish
from app.domain.riskindex.charts import MOST_SOURCES, computed_text, sources
from app.domain.riskindex.compute import Computed
from app.domain.riskindex.computed_ranking import measured
from app.domain.riskindex.recipe import as_data
from app.domain.riskindex.series import ChartText, Measure
from app.domain.riskindex.statement_words import CONVENTION, chance_sentence, claim, explained, kind_of, sentences, share_text
from app.domain.riskindex.statements import (
    Statement,
    StatementKind,
    Trial,
    Verdict,
    driver_rows,
    judge,
    obstacle,
    try_out,
    unit_rows,
)
from app.ui.charts.index_chart import IndexChart
from app.ui.charts.rank_strip_chart import RankStripChart
from app.ui.charts.shares_chart import SharesChart
from app.ui.charts.shares_plot import ShareRow
from app.ui.icons import icon
from app.ui.session import Session
from app.ui.views.index_choices import choice_combo, labelled, refill
from app.ui.views.index_holds_fields import NumberField
from app.ui.views.index_holds_tables import DRIVERS, WITHOUT, TableSection, unit_columns
from app.ui.views.index_page import Choice, IndexPage
from app.ui.views.index_saving import save_chart
from app.ui.widgets.action_button import icon_button
from app.ui.widgets.badge import StateBadge
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.plain_label import PlainLabel
from app.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from app.ui.jobs import Job, Progress

KINDS = (
    ("är bland de första", StatementKind.FIRST),
    ("har index över", StatementKind.ABOVE),
    ("ligger före", StatementKind.BEFORE),
)
DRAWS = (1_000, 10_000)
MOST_SEED = 999_999
_KEPT = 3  # trials held in memory; one of 10 000 weightings of 400 units takes some 70 MB
NOT_TRIED = (
    "Påståendet är inte prövat än",
    "Välj vad som påstås och tryck på Pröva. Då räknas rangordningen om med många andra vikter, med 72 metoder, utan en del i taget "
    "och med slumpen i små tal.",
)


class HoldsPage(IndexPage):
    key: ClassVar[str] = "holds"
    title: ClassVar[str] = "Håller det?"
    help_anchor: ClassVar[str] = "haller-det"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._trials: OrderedDict[str, Trial] = OrderedDict()
        self._computed: Computed | None = None
        self._job: Job | None = None
        self.verdict: Verdict | None = None
        self.unit_combo = choice_combo("Område", [])
        self.kind_combo = choice_combo("Påstående", [(label, kind.value) for label, kind in KINDS])
        self.count_field = NumberField("Antal första", 10, 1, 9_999)
        self.limit_field = NumberField("Gräns", 100, 1, 1_000, places=1)
        self.other_combo = choice_combo("Annat område", [])
        self.draws_combo = choice_combo("Viktningar", [(swedish.integer(one), str(one)) for one in DRAWS])
        self.seed_field = NumberField("Frö", 1, 1, MOST_SEED)
        self.new_seed_button = QToolButton()
        self.try_button = QPushButton("Pröva")
        self._had_focus = False  # where the keyboard was when the work began
        self.keep_button = icon_button("save", "Spara prövningen …")
        self.problem_label = PlainLabel("", "problem", wrap=True)
        self.badge = StateBadge()
        self.claim_label = PlainLabel("", "subheading", wrap=True)
        self.sentences_label = PlainLabel("", wrap=True, selectable=True)
        self.chance_label = PlainLabel("", "muted", wrap=True, selectable=True)
        self.convention_label = PlainLabel(CONVENTION, "small", wrap=True)
        self.shares, self.strip = SharesChart(), RankStripChart()
        self.without = TableSection(
            "Utan en del i taget",
            "Var området hamnar när en indikator eller ett delindex lämnas utanför, och hur mycket alla områden flyttas.",
            WITHOUT,
            lambda row: f"{row.is_area} {row.code}",
        )
        self.drivers = TableSection(
            "Vad som styr rangordningen",
            "Vikten är den som receptet ger. Inflytandet är hur stor del av skillnaderna mellan områdena som indikatorn står för.",
            DRIVERS,
            lambda row: str(row.code),
        )
        self.units = TableSection(
            "Alla områden",
            "Platsen i nio av tio viktningar nära dagens ligger mellan 5 % och 95 %. Sist står högsta och lägsta plats i metoderna.",
            unit_columns(self._named, 10),
            lambda row: str(row.code),
        )
        self.empty = EmptyState(*NOT_TRIED, icon_name="scale")
        self.body = QStackedWidget()
        self._lay_out()
        self._connect()

    # --- building ---------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._choices())
        self.result = QScrollArea()
        self.result.setWidgetResizable(True)
        self.result.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.result.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.result.setAccessibleName("Utfallet av prövningen")
        self.result.setWidget(self._result())
        self.body.addWidget(self.empty)
        self.body.addWidget(self.result)
        column.addWidget(self.body, 1)

    def _choices(self) -> QWidget:
        self.values = QStackedWidget()
        self.values.setSizePolicy(self.kind_combo.sizePolicy())
        for field in (self.count_field, self.limit_field, self.other_combo):
            self.values.addWidget(field)
        self.value_label = PlainLabel("", "small")
        choices = QWidget()
        grid = QGridLayout(choices)
        grid.setContentsMargins(24, 8, 24, 4)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        value = QVBoxLayout()
        value.setSpacing(2)
        value.addWidget(self.value_label)
        value.addWidget(self.values)
        self.unit_combo.setMaximumWidth(240)
        pairs = [labelled(self.unit_combo)[1], labelled(self.kind_combo)[1], value, labelled(self.draws_combo)[1], self._seed()]
        for number, pair in enumerate(pairs):
            grid.addLayout(pair, 0, number)
        self.try_button.setProperty("role", "primary")
        grid.addWidget(self.try_button, 0, 5, Qt.AlignmentFlag.AlignBottom)
        grid.addWidget(self.problem_label, 1, 0, 1, 7)
        grid.setColumnStretch(6, 1)
        self.problem_label.hide()
        return choices

    def _seed(self) -> QVBoxLayout:
        pair = QVBoxLayout()
        pair.setSpacing(2)
        label = PlainLabel("Frö", "small")
        label.setBuddy(self.seed_field)
        label.setToolTip("Talet som viktningarna dras ur: samma frö ger samma utfall")
        self.new_seed_button.setProperty("role", "icon")
        self.new_seed_button.setIcon(icon("refresh-cw"))
        self.new_seed_button.setAccessibleName("Nytt frö")
        self.new_seed_button.setToolTip("Nytt frö: andra viktningar dras vid nästa prövning")
        pair.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.seed_field)
        row.addWidget(self.new_seed_button)
        pair.addLayout(row)
        return pair

    def _result(self) -> QWidget:
        page = ScrollPage()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 8, 24, 16)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self.claim_label, 1)
        head.addWidget(self.keep_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.sentences_label)
        column.addWidget(self.chance_label)
        column.addWidget(self.convention_label)
        column.addSpacing(8)
        for part in (self.shares, self.strip, self.without, self.drivers, self.units):
            column.addWidget(part)
            column.addSpacing(12)
        column.addStretch(1)
        return page

    def _connect(self) -> None:
        order = (self.unit_combo, self.kind_combo, self.count_field, self.limit_field, self.other_combo, self.draws_combo, self.seed_field)
        for first, second in pairwise((*order, self.new_seed_button, self.try_button, self.keep_button)):
            QWidget.setTabOrder(first, second)
        self.unit_combo.activated.connect(self._on_unit)
        self.kind_combo.activated.connect(self._on_statement)
        self.other_combo.activated.connect(self._on_statement)
        self.draws_combo.activated.connect(self._show)
        for field in (self.count_field, self.limit_field, self.seed_field):
            field.number_changed.connect(self._on_statement)
            field.problem_changed.connect(self._tell_problem)
            field.returnPressed.connect(self.try_it)
        self.new_seed_button.clicked.connect(self._new_seed)
        self.try_button.clicked.connect(self.try_it)
        self.keep_button.clicked.connect(self.keep)
        self.units.table.opened.connect(lambda row: self.unit_opened.emit(row.code))
        for chart, name in ((self.shares, "andelar"), (self.strip, "metoder")):
            chart.save_requested.connect(lambda kind, chart=chart, name=name: self._save(chart, name, kind))

    # --- what is shown ----------------------------------------------------------------------------

    def load(self, choice: Choice) -> None:
        super().load(choice)
        if choice.recipe is None:
            return
        self._computed = self.session.bench.risk_index.computed(choice.level, choice.year, measured(choice.recipe, choice.measure))
        ranked = self._ranked()
        names = [(self._named(code), code) for code in ranked]
        chosen = [(self._named(choice.unit), choice.unit)] if choice.unit and choice.unit not in ranked else []  # to be told why not
        refill(self.unit_combo, sorted([*names, *chosen], key=lambda one: swedish.sort_key(one[0])))
        refill(self.other_combo, sorted(names, key=lambda one: swedish.sort_key(one[0])))
        self.unit_combo.setCurrentIndex(max(0, self.unit_combo.findData(choice.unit or (ranked[0] if ranked else ""))))
        self.count_field.set_range(1, max(1, len(ranked)))
        if self.count_field.number > max(1, len(ranked)):
            self.count_field.set_number(max(1, len(ranked) // 2))
        self._on_statement()

    def _ranked(self) -> list[str]:
        """Codes in order of rank."""
        assert self._computed is not None
        rank = self._computed.rank
        return [self._computed.panel.units[one] for one in sorted(range(len(rank)), key=lambda one: rank[one]) if rank[one] > 0]

    def _named(self, code: str) -> str:
        return self.session.bench.risk_index.dataset().name(code)

    def focus_first(self) -> None:
        self.unit_combo.setFocus()

    @property
    def statement(self) -> Statement:
        return Statement(
            StatementKind.of(str(self.kind_combo.currentData())),
            str(self.unit_combo.currentData() or ""),
            limit=self.limit_field.number,
            count=int(self.count_field.number),
            other=str(self.other_combo.currentData() or ""),
        )

    @property
    def draws(self) -> int:
        return int(self.draws_combo.currentData())

    @property
    def seed(self) -> int:
        return int(self.seed_field.number)

    def _key(self) -> str:
        """What a trial rests on: the data, the index and how it is drawn."""
        choice = self.choice
        assert choice is not None
        assert choice.recipe is not None
        stamp = self.session.bench.risk_index.dataset().stamp
        return json.dumps([stamp, choice.level, choice.year, choice.measure, as_data(choice.recipe), self.draws, self.seed], sort_keys=True)

    def _on_unit(self) -> None:
        self.unit_selected.emit(str(self.unit_combo.currentData() or ""))
        self._on_statement()

    def _on_statement(self) -> None:
        kind = self.statement.kind
        number = (StatementKind.FIRST, StatementKind.ABOVE, StatementKind.BEFORE).index(kind)
        self.values.setCurrentIndex(number)
        field = (self.count_field, self.limit_field, self.other_combo)[number]
        self.values.setFixedWidth(max(90, field.sizeHint().width() if number == 2 else field.width() + 8))
        self.value_label.setText(("Antal", "Gräns", "Annat område")[number])
        self.value_label.setBuddy(field)
        self._show()

    def _show(self) -> None:
        """The verdict where the index has been tried, else what is needed."""
        if self.choice is None or self._computed is None or self.choice.recipe is None:
            return
        why_not = obstacle(self._computed, self.statement)
        self._tell_problem("")
        trial = self._trials.get(self._key())
        self.try_button.setEnabled(not why_not and self._job is None)
        can_keep = trial is not None and self.session.is_writable and self.choice.measure is Measure.TOTAL
        self.keep_button.setEnabled(can_keep)
        self.keep_button.setToolTip(
            "Sparar indexet med intervallen i ärendefilen"
            if can_keep
            else "Går att spara när totalt index är prövat och filen går att ändra"
        )
        if why_not or trial is None:
            self.verdict = None
            self.empty.show_text(*(("Påståendet går inte att pröva", why_not) if why_not else NOT_TRIED))
            self.body.setCurrentWidget(self.empty)
            return
        self._show_verdict(trial)

    def _tell_problem(self, _problem: str) -> None:
        fields = (self.count_field, self.limit_field, self.seed_field)
        shown = " ".join(
            field.problem for field in fields if field.problem and (field is self.seed_field or field is self.values.currentWidget())
        )
        self.problem_label.setText(shown)
        self.problem_label.setVisible(bool(shown))

    def _show_verdict(self, trial: Trial) -> None:
        verdict = self.verdict = judge(trial, self.statement)
        self.claim_label.setText(claim(verdict.statement, self._named))
        self.badge.show_state(verdict.conclusion.label, kind_of(verdict.conclusion))
        self.sentences_label.setText(f"{explained(verdict.conclusion)}\n{' '.join(sentences(verdict, self._named))}")
        self.chance_label.setText(chance_sentence(verdict))
        self.shares.show_rows(self._text(_finding(verdict)), share_rows(trial, verdict))
        ranks = [one.rank for one in verdict.method_ranks if one.rank]
        title = (
            f"{self._named(verdict.statement.unit)}: plats {min(ranks)} till {max(ranks)} i {len(ranks)} metoder" if ranks else "Metoderna"
        )
        cut = verdict.statement.count if verdict.statement.kind is StatementKind.FIRST else 0
        self.strip.show_marks(self._text(title), verdict.method_ranks, verdict.rank, verdict.ranked, cut)
        self.without.show_rows(verdict.left_out)
        self.drivers.show_rows(driver_rows(trial))
        self.units.model.columns = unit_columns(self._named, verdict.statement.count)
        self.units.show_rows(unit_rows(trial, verdict.statement.count))
        self.body.setCurrentWidget(self.result)

    def _text(self, title: str) -> ChartText:
        choice = self.choice
        assert choice is not None
        assert choice.recipe is not None
        data = self.session.bench.risk_index.dataset()
        part = "" if choice.measure is Measure.TOTAL else f"{choice.measure.label} · "
        note = f"{part}{swedish.integer(self.draws)} viktningar, frö {self.seed}"
        return computed_text(
            title,
            choice.recipe,
            choice.level,
            str(choice.year),
            illustrative=data.illustrative,
            source=sources(data.indicators, MOST_SOURCES),
            note=note,
            indicators=data.indicators,
        )

    # --- trying -----------------------------------------------------------------------------------

    def _new_seed(self) -> None:
        self.seed_field.set_number(1 + secrets.randbelow(MOST_SEED))
        self._show()

    def try_it(self) -> None:
        """Draw, cross and leave out beside the window; the outcome is kept as long as data and choices are the same."""
        choice = self.choice
        if choice is None or choice.recipe is None or self._job is not None or not self.try_button.isEnabled():
            return
        if self._key() in self._trials:
            self._show()
            return
        index, key, draws, seed = self.session.bench.risk_index, self._key(), self.draws, self.seed
        level, year, recipe = choice.level, choice.year, measured(choice.recipe, choice.measure)

        def work(progress: Progress) -> tuple[str, Trial]:
            base = None if recipe.base_year is None else index.table(recipe.base_year).panel(level)
            return key, try_out(index.computed(level, year, recipe), base, draws, seed, progress.step)

        self._had_focus = self.try_button.hasFocus()
        if self._had_focus:  # a button that is off would give it away to the window's next
            self.unit_combo.setFocus()
        self.try_button.setEnabled(False)
        job = self.session.run(work, f"Prövar {swedish.integer(draws)} viktningar", self._on_tried)
        if not job.is_done:
            self._job = job
            job.finished.connect(self._on_finished)
        else:
            self._on_finished()

    def _on_tried(self, found: tuple[str, Trial]) -> None:
        key, trial = found
        self._trials[key] = trial
        while len(self._trials) > _KEPT:
            self._trials.popitem(last=False)
        self._show()

    def _on_finished(self) -> None:
        self._job = None
        self._show()
        if self._had_focus and self.unit_combo.hasFocus():
            self.try_button.setFocus()

    def keep(self) -> None:
        """The index as it is, with median and interval of every rank, under a name that the user gives."""
        choice, trial = self.choice, self._trials.get(self._key())
        if choice is None or trial is None:
            return
        suggested = f"{choice.level.label} {choice.year}"
        hint = "Indexet sparas med recept, frö och intervall. Du hittar det under Underlag, Sparade resultat."
        name = self.session.messages.ask_text("Spara prövningen", "Namn på resultatet", "Spara", text=suggested, hint=hint)
        if not name:
            return
        intervals = {row.code: (row.median, row.low, row.high) for row in unit_rows(trial, 1)}
        results, draws, seed = self.session.bench.index_results, self.draws, self.seed
        self.session.write(
            lambda: results.keep(name, choice.level, choice.year, choice.recipe, draws, seed, intervals),
            lambda _done: self.session.messages.notice(f"Prövningen är sparad som {name}."),
        )

    def _save(self, chart: IndexChart, what: str, kind: str) -> None:
        if self.choice is not None:
            save_chart(self.session, chart, f"håller det {what} {self._named(self.statement.unit)} {self.choice.year}", kind)

    # --- places -----------------------------------------------------------------------------------

    def location(self) -> dict[str, Any]:
        one = self.statement
        return {"kind": one.kind.value, "limit": one.limit, "count": one.count, "other": one.other, "draws": self.draws, "seed": self.seed}

    def go_to(self, location: dict[str, Any]) -> None:
        for combo, value in (
            (self.kind_combo, location.get("kind")),
            (self.other_combo, location.get("other")),
            (self.draws_combo, str(location.get("draws"))),
        ):
            _choose(combo, value)
        self.count_field.set_number(float(location.get("count") or 10))
        self.limit_field.set_number(float(location.get("limit") or 100))
        self.seed_field.set_number(float(location.get("seed") or 1))
        self._on_statement()


def _finding(verdict: Verdict) -> str:
    methods = f" och {verdict.methods.held} av {verdict.methods.of} metoder" if verdict.methods.of else ""
    return f"Stämmer i {share_text(verdict.near, 'viktningar nära dagens')}{methods}"


def _choose(combo: QComboBox, value: Any) -> None:
    found = combo.findData(value)
    if found >= 0:
        combo.setCurrentIndex(found)


def share_rows(trial: Trial, verdict: Verdict) -> tuple[ShareRow, ...]:
    """The bars: choices of weights and method first, chance in the data apart from them."""
    rows = [
        ShareRow(
            "Vikter nära dagens", verdict.near, "Indikatorernas vikter ändras med upp till 25 procent och delindexens med upp till 50."
        ),
        ShareRow("Helt fria områdesvikter", verdict.free, "De fyra delindexen får vilka vikter som helst."),
        ShareRow("Metoder", verdict.methods, "Vad 100 står för, jämförbarhet, sammanvägning och tunna indikatorer i alla kombinationer."),
        ShareRow("Utan en del i taget", verdict.without, "En indikator eller ett delindex lämnas utanför."),
        ShareRow(
            "Slump i små tal",
            verdict.chance,
            f"Antalen dras om {swedish.integer(trial.chance.draws)} gånger med receptets vikter. Det räknas inte in i slutsatsen.",
            is_apart=True,
        ),
    ]
    return tuple(rows)
