"""The page Kontroller of the risk index: what in the data makes the ranking weak, what it does, and another way in one click."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.riskindex.charts import reference_text
from app.domain.riskindex.series import CAUTION, EXAMPLE_MARK
from app.ui.forms.layout import scrolled
from app.ui.session import Session
from app.ui.views.index_page import Choice, IndexPage
from app.ui.widgets.action_button import icon_button
from app.ui.widgets.badge import StateBadge
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.plain_label import PlainLabel
from app.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from app.domain.riskindex.findings import Finding
    from app.domain.riskindex.recipe import Recipe

KINDS = {"serious": "error", "warning": "warning", "note": "info"}
USE, BACK = "Räkna så", "Återgå"
SOUND_TITLE = "Inga iakttagelser"
SOUND_TEXT = (
    "Underlaget har gåtts igenom utan att något har hittats som gör rangordningen svag. Läs ändå sidan Håller det? innan listan används."
)
UNREAD, READ = "Inte lästa än", "Lästa"


class FindingCard(QFrame):
    """One finding. Signal: `used(bool)`: compute by its variant, or go back."""

    used = Signal(bool)

    def __init__(self, finding: Finding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finding = finding
        self.setProperty("role", "card")
        self.setAccessibleName(f"{finding.severity.label}: {finding.title}")
        self.title_label = PlainLabel(finding.title, "label", wrap=True)
        self.use_button = QPushButton(USE)
        self.in_use_badge = StateBadge("Räknas så nu", "ok")
        self._is_used = False
        self.use_button.clicked.connect(lambda _on=False: self.used.emit(not self._is_used))
        self._lay_out()
        self.show_use(False)

    def _lay_out(self) -> None:
        finding = self.finding
        words = QVBoxLayout()
        words.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(StateBadge(finding.severity.label, KINDS[finding.severity.value]), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.title_label, 1)
        words.addLayout(head)
        words.addWidget(PlainLabel(finding.number, wrap=True))
        words.addWidget(PlainLabel(finding.meaning, "muted", wrap=True))
        if finding.consequence:
            words.addWidget(PlainLabel(finding.consequence, wrap=True))
        side = QVBoxLayout()
        side.setSpacing(4)
        side.addWidget(self.use_button)
        side.addWidget(self.in_use_badge, 0, Qt.AlignmentFlag.AlignRight)
        side.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addLayout(side)

    def show_use(self, is_used: bool) -> None:
        """Whether the index in view is computed by this finding's variant."""
        self._is_used = is_used
        has_variant = self.finding.variant is not None
        self.use_button.setVisible(has_variant)
        self.in_use_badge.setVisible(has_variant and is_used)
        self.use_button.setText(BACK if is_used else USE)
        self.use_button.setToolTip("Räkna som förut" if is_used else self.finding.verb)
        self.use_button.setAccessibleName(f"{BACK} till hur det räknades förut" if is_used else f"{USE}: {self.finding.verb}")


class GuardsPage(IndexPage):
    """Findings stand while one of their variants is tried, so that the user can go back; a page of the variant's own is one click away."""

    key: ClassVar[str] = "guards"
    title: ClassVar[str] = "Kontroller"
    help_anchor: ClassVar[str] = "kontroller-fore-rangordningen"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.findings: tuple[Finding, ...] = ()
        self.cards: list[FindingCard] = []
        self._of: Choice | None = None  # what the findings are about
        self._key = ""  # the data and recipe of that
        self._stamp = 0  # the version of the data, names and all, that the findings in view are of
        self._turn = 0
        self.title_label = PlainLabel("", "subheading", wrap=True)
        self.about_label = PlainLabel("", "muted", wrap=True)
        self.mark_badge = StateBadge("", "warning")
        self.read_badge = StateBadge("", "plain")
        self.read_button = icon_button("check", "Markera som lästa")
        self.again_button = icon_button("refresh-cw", "Gå igenom varianten")
        self.footer_label = PlainLabel("", "small", wrap=True)
        self.empty = EmptyState(SOUND_TITLE, SOUND_TEXT, icon_name="circle-check", icon_role="ok")
        self.body = QStackedWidget()
        self._lay_out()
        self.read_button.clicked.connect(lambda _on=False: self.mark_read())
        self.again_button.clicked.connect(lambda _on=False: self._look())

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title_label, 1)
        for widget in (self.read_badge, self.again_button, self.read_button):
            head.addWidget(widget)
        self.page = ScrollPage()
        self.page.setProperty("role", "page")
        self.list = QVBoxLayout(self.page)
        self.list.setContentsMargins(24, 4, 24, 12)
        self.list.setSpacing(8)
        self.scroll_area, _holder = scrolled(self.page, self)
        self.body.addWidget(self.scroll_area)
        self.body.addWidget(self.empty)
        top = QVBoxLayout()
        top.setContentsMargins(24, 12, 24, 4)
        top.setSpacing(4)
        top.addLayout(head)
        top.addWidget(self.about_label)
        top.addWidget(self.mark_badge, 0, Qt.AlignmentFlag.AlignLeft)
        below = QVBoxLayout()
        below.setContentsMargins(24, 0, 24, 8)
        below.addWidget(self.footer_label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.body, 1)
        column.addLayout(below)

    # --- what is shown ----------------------------------------------------------------------------

    def load(self, choice: Choice) -> None:
        super().load(choice)
        if self._is_variant(choice):
            self._show_use()
        else:
            self._look()

    def _is_variant(self, choice: Choice) -> bool:
        """The findings in view still say something of it: the same place, by their own recipe or one of their variants."""
        of = self._of
        if of is None or of.recipe is None or (of.level, of.year) != (choice.level, choice.year):
            return False
        if self.session.bench.risk_index.dataset().stamp != self._stamp:
            return False  # the data are others
        return choice.recipe == of.recipe or any(one.variant == choice.recipe for one in self.findings)

    def _look(self) -> None:
        """Go through the data with the recipe in hand: a job."""
        choice, bench = self.choice, self.session.bench
        if choice is None or choice.recipe is None:
            return
        self._turn += 1
        level, year, recipe, turn = choice.level, choice.year, choice.recipe, self._turn

        def work(progress: Any) -> tuple[int, str, tuple[Finding, ...], bool]:
            stamp = bench.risk_index.dataset().stamp
            key = bench.index_ranking.review_key(level, year, recipe)
            return stamp, key, bench.index_ranking.findings(level, year, recipe, progress.step), bench.index_office.has_looked_at(key)

        def done(answer: tuple[int, str, tuple[Finding, ...], bool]) -> None:
            if turn == self._turn:
                self._of, self._stamp, self._key = choice, answer[0], answer[1]
                self._show(answer[2], answer[3])

        self.session.run(work, "Går igenom underlaget", done)

    def _show(self, findings: tuple[Finding, ...], is_read: bool) -> None:
        self.findings = findings
        self._fill_list()
        self.body.setCurrentWidget(self.scroll_area if findings else self.empty)
        self._tell()
        self._show_read(is_read)
        self._show_use()

    def _fill_list(self) -> None:
        while (item := self.list.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.cards = [FindingCard(one) for one in self.findings]
        for card in self.cards:
            card.used.connect(lambda on, card=card: self._on_used(card, on))
            self.list.addWidget(card)
        self.list.addStretch(1)

    def _tell(self) -> None:
        assert self._of is not None
        assert self._of.recipe is not None
        of, recipe = self._of, self._of.recipe
        serious = sum(one.severity.value == "serious" for one in self.findings)
        number = len(self.findings)
        what = "1 iakttagelse" if number == 1 else f"{swedish.integer(number)} iakttagelser"
        self.title_label.setText(
            f"{what} om underlaget" + (f", {serious} {'allvarlig' if serious == 1 else 'allvarliga'}" if serious else "")
        )
        self.about_label.setText(
            f"{of.kind.label} · {of.level.label} · {of.year} · {reference_text(recipe)}. "
            "”Räkna så” prövar ett annat sätt utan att spara något."
        )
        data = self.session.bench.risk_index.dataset()
        mark = EXAMPLE_MARK if data.illustrative else ""
        self.mark_badge.show_state(mark, "warning")
        self.mark_badge.setVisible(bool(mark))
        self.footer_label.setText(f"Recept: {recipe.told({one.code: one.name for one in data.indicators})}. {CAUTION}")

    def _show_read(self, is_read: bool) -> None:
        has_any = bool(self.findings)
        self.read_badge.setVisible(has_any)
        self.read_badge.show_state(READ if is_read else UNREAD, "ok" if is_read else "warning")
        self.read_button.setVisible(has_any and not is_read)
        self.read_button.setEnabled(self.session.is_writable)

    def _show_use(self) -> None:
        """Which finding's variant the index is computed by now."""
        recipe = self.choice.recipe if self.choice is not None else None
        for card in self.cards:
            card.show_use(card.finding.variant is not None and card.finding.variant == recipe)
        self.again_button.setVisible(self._of is not None and recipe != self._of.recipe)

    # --- what is done -----------------------------------------------------------------------------

    def _on_used(self, card: FindingCard, on: bool) -> None:
        recipe: Recipe | None = card.finding.variant if on else (self._of.recipe if self._of is not None else None)
        if recipe is not None:
            self.recipe_changed.emit(recipe)

    def mark_read(self) -> None:
        """Say that the findings have been looked at: the ranking no longer asks for it."""
        if self._of is None or self._of.recipe is None:
            return
        of, recipe, bench = self._of, self._of.recipe, self.session.bench
        what, number = f"{of.level.label.lower()} {of.year}, {recipe.name} {recipe.version}", len(self.findings)
        key = self._key
        self.session.write(lambda: bench.index_office.looked_at(key, number, what), lambda _changes: self._show_read(True))

    def focus_first(self) -> None:
        buttons = [card.use_button for card in self.cards if card.finding.variant is not None]
        (buttons[0] if buttons else self.scroll_area).setFocus()
