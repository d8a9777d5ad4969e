from __future__ import annotations

from types import SimpleNamespace
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel

from app import paths
from app.domain.riskindex.series import Level, Measure, ranking
from app.domain.views import ApplicationRow, Changes, Page
from app.domain.vocabulary import ApplicationState
from app.exchange.programme_file import load_programme
from app.sample import index_values
from app.sample.index_tables import CITY
from app.ui.actions import Actions
from app.ui.jobs import InlineJobRunner
from app.ui.messages import Messages
from app.ui.session import Session
from app.ui.settings import Settings
from app.ui.views.risk_index import RiskIndexWorkspace
from app.ui.widgets.link_button import LinkButton

PROGRAMME = load_programme(paths.resources_folder() / "programme.toml")
VALUES = [one for one in index_values.values() if one.unit != CITY]


def a_case(title: str = "Trygg i Tensta") -> ApplicationRow:
    return ApplicationRow(
        uid=uuid4(), case_number="2015-017", registry_number="", title=title, applicant="", districts="", amount_applied=None,
        passed=0, failed=0, insufficient=0, to_judge=0, state=ApplicationState.FORMAL_CHECK, received=None, days=None,
    )  # fmt: skip


class FakeQueries:
    """The sample's series, as the service gives them."""

    def __init__(self, has_values: bool = True) -> None:
        self._values = VALUES if has_values else []
        self._infos = {info.level: info for info in index_values.series()}
        self.cases = (a_case(),)
        self.printed: list = []

    def _of(self, level):
        return [one for one in self._values if one.series == self._infos[level].key]

    def index_years(self, level):
        return tuple(sorted({one.year for one in self._of(level)}, reverse=True))

    def ranking(self, level, measure, year, highlight=()):
        names = {one.key: one.name for one in PROGRAMME.districts} | {one.key: one.short_name for one in PROGRAMME.organisations}
        found = [
            (one.unit, names.get(one.unit, one.unit), one.value) for one in self._of(level) if (one.measure, one.year) == (measure, year)
        ]
        return ranking(self._infos[level], measure, year, found, highlight) if found else None

    def unit_values(self, level, unit, year):
        return {one.measure: one.value for one in self._of(level) if (one.unit, one.year) == (unit, year)}

    def names_district(self, district):
        return self.cases

    def applications(self, query):
        return Page(self.cases, len(self.cases))

    def ranking_pdf(self, level, measure, year, shown=None):
        self.printed.append((level, measure, year, shown))
        return b"%PDF-1.4"


class RecordedMessages(Messages):
    path = None
    suggested = ""

    def notice(self, text):
        self.noticed_text = text

    def ask_save_file(self, caption, file_filter, suggested=""):
        self.suggested = suggested
        return self.path


@pytest.fixture
def session(qapp, tmp_path):
    settings = Settings(tmp_path / "settings.ini")
    made = Session(InlineJobRunner(), settings, RecordedMessages(settings), Actions())
    made.workbench = SimpleNamespace(programme=PROGRAMME, queries=FakeQueries(), read_only=None)
    return made


@pytest.fixture
def workspace(qtbot, session):
    made = RiskIndexWorkspace(session)
    qtbot.addWidget(made)
    made.resize(920, 520)
    made.refresh()
    made.show()
    qtbot.waitExposed(made)
    return made


def choose(combo, data) -> None:
    combo.setCurrentIndex(combo.findData(data))
    combo.activated.emit(combo.currentIndex())


def texts(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def test_the_newest_year_and_the_total_are_shown_first(workspace) -> None:
    assert (workspace.level, workspace.measure, workspace.year) == (Level.DISTRICT, Measure.TOTAL, 2012)
    assert workspace.chart.ranking.bars[0].label == "Tensta"
    assert "Exempelvärde – inte Swecos uppgift" in texts(workspace.chart)


def test_the_chosen_district_is_told_in_words_with_its_parts_and_the_programmes_lists(workspace, qtbot) -> None:
    workspace.chart.plot.setFocus()
    qtbot.keyClick(workspace.chart.plot, Qt.Key.Key_Down)
    told = texts(workspace.panel)
    assert workspace.unit == "tensta"
    assert "Spånga-Tensta stadsdelsnämnd" in told
    assert "procent över staden i genomsnitt över fyra områden." in told
    assert all(measure.label in told for measure in Measure)
    assert "Utpekad stadsdel" in told
    assert "Exempelvärde – inte Swecos uppgift" in told


def test_vallingby_has_a_high_index_without_being_named(workspace) -> None:
    workspace.open_record("vallingby")
    told = texts(workspace.panel)
    assert "Inte utpekad" in told
    assert "En ansökan för stadsdelen bedöms enligt R13." in told


def test_applications_that_name_the_district_are_one_click_away(workspace, session, qtbot) -> None:
    workspace.open_record("tensta")
    (link,) = workspace.panel.widget().findChildren(LinkButton)
    with qtbot.waitSignal(session.navigate) as went:
        link.click()
    assert went.args == ["application", session.bench.queries.cases[0].uid]


def test_new_cases_are_followed(workspace, session) -> None:
    workspace.open_record("tensta")
    session.bench.queries.cases = ()
    workspace.changes_arrived(Changes(frozenset({"application"})))
    assert "Ingen ansökan nämner stadsdelen." in texts(workspace.panel)


@pytest.mark.parametrize(
    ("pick", "count", "note"), [("named", 21, "endast de 21 utpekade"), ("above", 22, "endast de 22 över stadens index")]
)
def test_the_programmes_own_lists_can_be_picked_out_and_the_chart_says_so(workspace, pick, count, note) -> None:
    choose(workspace.pick_combo, pick)
    assert len(workspace.chart.ranking.bars) == count
    assert workspace.chart.ranking.subtitle.endswith(note)


def test_one_board_can_be_picked_out_together_with_a_list(workspace) -> None:
    choose(workspace.board_combo, "spanga-tensta")
    choose(workspace.pick_combo, "named")
    assert [bar.label for bar in workspace.chart.ranking.bars] == ["Tensta"]
    assert workspace.chart.ranking.subtitle.endswith("endast de 21 utpekade, endast Spånga-Tensta")
    assert workspace.chart.ranking.bars[0].rank == 1


def test_boards_on_a_fixed_base_are_a_chart_of_their_own_and_say_so(workspace) -> None:
    choose(workspace.level_combo, Level.BOARD.value)
    assert workspace.chart.ranking.reference_label == "Staden 2006 = 100"
    assert workspace.note_label.text() == "Räknas mot staden 2006 och kan inte jämföras med stadsdelarnas värden."
    assert workspace.note_label.isVisible()
    assert not workspace.board_combo.isVisible()
    assert workspace.year_combo.count() == 7
    choose(workspace.pick_combo, "programme")
    assert len(workspace.chart.ranking.bars) == 6
    choose(workspace.level_combo, Level.DISTRICT.value)
    assert not workspace.note_label.isVisible()


def test_the_place_is_kept(workspace) -> None:
    workspace.go_to({"level": "district", "measure": "HEALTH", "pick": "named", "unit": "farsta-strand"})
    place = workspace.location()
    workspace.open_record("tensta")
    workspace.go_to(place)
    assert (workspace.measure, workspace.unit) == (Measure.HEALTH, "farsta-strand")
    workspace.go_to({"level": "nothing", "year": 1900, "unit": "no-such"})
    assert workspace.unit == ""


def test_a_store_without_an_index_says_so(qtbot, session) -> None:
    session.bench.queries = FakeQueries(has_values=False)
    made = RiskIndexWorkspace(session)
    qtbot.addWidget(made)
    made.refresh()
    assert made.pages.currentWidget() is made.empty
    assert not made.choices.isEnabled()


def test_the_chart_is_saved_as_picture_and_as_paper_of_what_is_shown(workspace, session, tmp_path) -> None:
    choose(workspace.pick_combo, "named")
    session.messages.path = tmp_path / "bild.png"
    workspace.chart.png_action.trigger()
    assert session.messages.suggested == "riskindex_totalt_index_stadsdel_2012.png"
    assert not QImage(str(tmp_path / "bild.png")).isNull()
    session.messages.path = tmp_path / "blad.pdf"
    workspace.chart.pdf_action.trigger()
    assert (tmp_path / "blad.pdf").read_bytes() == b"%PDF-1.4"
    assert len(session.bench.queries.printed[0][3].bars) == 21


def test_every_choice_has_a_name_and_a_label(workspace) -> None:
    assert {combo.accessibleName() for combo in workspace.labels} == {"Nivå", "Mått", "År", "Nämnd", "Urval"}
    assert all(label.buddy() is combo for combo, label in workspace.labels.items())
