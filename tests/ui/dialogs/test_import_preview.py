from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app import paths
from app.domain.drafts import ApplicationDraft, YearAmount
from app.domain.problems import Problem
from app.domain.rules.evidence import RuleResult
from app.domain.views import Changes, Created, Difference, ImportPreview
from app.domain.vocabulary import RuleOutcome
from app.errors import FileRefused, StateConflict
from app.exchange.programme_file import load_programme
from app.ui.actions import Actions
from app.ui.dialogs import import_preview
from app.ui.dialogs.import_preview import ImportDialog, save_template, start_import
from app.ui.jobs import InlineJobRunner
from app.ui.messages import Messages
from app.ui.session import Session
from app.ui.settings import Settings

PROGRAMME = load_programme(paths.resources_folder() / "programme.toml")
DRAFT = ApplicationDraft(
    title="Trygg i Tensta",
    applicant="spanga-tensta",
    districts=("tensta", "husby"),
    start_date=date(2015, 9, 1),
    end_date=date(2016, 12, 31),
    amounts_applied=(YearAmount(year=2015, amount=3_000_000),),
)
RESULTS = (
    RuleResult("R01", "1", RuleOutcome.PASS, "Nämnden ingår."),
    RuleResult("R08", "1", RuleOutcome.FAIL, "Rad 4 är en investering."),
    RuleResult("R16", "1", RuleOutcome.NOT_APPLICABLE, "Gäller inte."),
)
PROBLEMS = (
    Problem("”31 juni 2015” finns inte i kalendern.", sheet="Ansökan", row=33, column="C"),
    Problem("=1+1 är inte ett belopp.", sheet="Ekonomi", row=12, column="E"),
)


def a_preview(**changed) -> ImportPreview:
    values = {"file_name": "Ansökan.xlsx", "sha256": "0", "content": b"", "draft": DRAFT, "problems": (), "notes": (), "results": RESULTS}
    return ImportPreview(**(values | changed))


class FakeForms:
    """Stands in for the service: gives one preview back, remembers what was stored."""

    def __init__(self, preview: ImportPreview | Exception) -> None:
        self.preview, self.read_paths, self.stored, self.templates = preview, [], [], []
        self.refusal: Exception | None = None

    def read(self, path, progress=None):
        self.read_paths.append(path)
        if isinstance(self.preview, Exception):
            raise self.preview
        return self.preview

    def store(self, preview, update=None):
        if self.refusal is not None:
            raise self.refusal
        created = Created(update or uuid4(), Changes(frozenset({"application"})))
        self.stored.append((preview, update, created.uid))
        return created

    def template(self, path):
        self.templates.append(path)


class RecordedMessages(Messages):
    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.said: list[tuple[str, str]] = []
        self.answer: Path | None = None

    def notice(self, text):
        self.said.append(("notice", text))

    def strip(self, text, kind="info"):
        self.said.append((kind, text))

    def problem(self, title, error):
        self.said.append(("problem", error.message))

    def ask_open_file(self, caption, file_filter):
        return self.answer

    def ask_save_file(self, caption, file_filter, suggested=""):
        self.said.append(("suggested", suggested))
        return self.answer


def a_session(tmp_path, preview, read_only=None) -> Session:
    settings = Settings(tmp_path / "settings.ini")
    session = Session(InlineJobRunner(), settings, RecordedMessages(settings), Actions())
    session.workbench = SimpleNamespace(programme=PROGRAMME, forms=FakeForms(preview), read_only=read_only)
    return session


@pytest.fixture
def dialog_of(qtbot, tmp_path):
    def make(preview: ImportPreview) -> ImportDialog:
        session = a_session(tmp_path, preview)
        dialog = ImportDialog(session, preview)
        dialog.gone_to = []
        session.navigate.connect(lambda *place: dialog.gone_to.append(place))
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return make


def tab_texts(dialog) -> list[str]:
    return [dialog.tabs.tabText(number) for number in range(dialog.tabs.count())]


def test_the_dialog_says_what_the_workbook_holds(dialog_of) -> None:
    assert import_preview.facts(a_preview(), PROGRAMME) == (
        ("Sökande", "Spånga-Tensta stadsdelsnämnd"),
        ("Sökt belopp", "3\u00a0000\u00a0000\u00a0kr"),
        ("Stadsdelar", "Tensta och Husby"),
        ("Period", "2015-09-01 till 2016-12-31"),
    )


def test_an_empty_workbook_shows_dashes_not_none(dialog_of) -> None:
    texts = [text for _label, text in import_preview.facts(a_preview(draft=ApplicationDraft()), PROGRAMME)]
    assert texts == ["–", "–", "–", "–"]


def test_a_sound_workbook_is_stored_by_the_primary_button(dialog_of, qtbot) -> None:
    dialog = dialog_of(a_preview())
    assert tab_texts(dialog) == ["Regler 2/3"]
    assert dialog.rule_table.rows.row_at(0).rule_id == "R08"
    assert dialog.store_button.text() == "Läs in ansökan"
    qtbot.mouseClick(dialog.store_button, Qt.MouseButton.LeftButton)
    forms = dialog._session.bench.forms
    assert [(preview, update) for preview, update, _uid in forms.stored] == [(dialog.preview, None)]
    assert dialog.result() == ImportDialog.DialogCode.Accepted
    assert dialog.gone_to == [("application", (forms.stored[0][2], "rules"))]
    assert dialog._session.messages.said == [("notice", "Ansökan är inläst från Ansökan.xlsx.")]


def test_problems_stop_the_reading_in_and_say_where_they_are(dialog_of, qtbot, qtmodeltester) -> None:
    dialog = dialog_of(a_preview(problems=PROBLEMS))
    assert not dialog.store_button.isEnabled()
    assert dialog.reason_label.text() == "Kan läsas in när problemen är rättade i arbetsboken."
    assert dialog.strip.text == "2 problem måste rättas i arbetsboken innan den kan läsas in. Ingenting är lagrat."
    model = dialog.problem_table.rows
    assert [model.index(0, column).data() for column in range(4)] == ["Ansökan", "33", "C", PROBLEMS[0].message]
    qtmodeltester.check(model)
    dialog.store()
    assert dialog._session.bench.forms.stored == []


def test_the_problem_list_is_copied_whole_and_never_as_a_formula(dialog_of, qtbot) -> None:
    dialog = dialog_of(a_preview(problems=PROBLEMS))
    qtbot.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == f"Ansökan\t33\tC\t{PROBLEMS[0].message}\nEkonomi\t12\tE\t'{PROBLEMS[1].message}"


def test_a_known_case_offers_to_update_it_and_shows_what_differs(dialog_of, qtbot) -> None:
    uid = uuid4()
    dialog = dialog_of(
        a_preview(existing=uid, existing_name="2015-017", differences=(Difference("Slutdatum", "2016-06-30", "2016-12-31"),))
    )
    assert dialog.strip.text == "Ansökan finns redan som 2015-017. En uppgift skiljer; se fliken Skillnader."
    assert dialog.store_button.text() == "Uppdatera ärendet 2015-017"
    assert tab_texts(dialog)[0] == "Skillnader 1"
    dialog.store_button.click()
    assert dialog._session.bench.forms.stored[0][1:] == (uid, uid)


def test_a_known_case_can_be_stored_as_a_new_one(dialog_of) -> None:
    dialog = dialog_of(a_preview(existing=uuid4(), existing_name="2015-017", differences=(Difference("Slutdatum", "", "2016-12-31"),)))
    dialog.new_choice.setChecked(True)
    assert dialog.store_button.text() == "Läs in som nytt ärende"
    dialog.store_button.click()
    assert dialog._session.bench.forms.stored[0][1] is None


def test_the_same_workbook_twice_has_nothing_to_update(dialog_of) -> None:
    uid = uuid4()
    dialog = dialog_of(a_preview(existing=uid, existing_name="2015-017", same_file=True))
    assert not dialog.store_button.isDefault()  # Enter makes no second case of it
    assert dialog.strip.text == "Samma arbetsbok är redan inläst som 2015-017. Inget skiljer mellan arbetsboken och ärendet."
    assert not dialog.update_choice.isEnabled()
    dialog.open_button.click()
    assert dialog.gone_to == [("application", uid)]
    assert dialog._session.bench.forms.stored == []


def test_a_refused_store_is_told_in_the_dialog_and_can_be_tried_again(dialog_of) -> None:
    dialog = dialog_of(a_preview())
    dialog._session.bench.forms.refusal = StateConflict("Ärendet ändrades samtidigt.")
    dialog.store_button.click()
    assert dialog.strip.text == "Ansökan lästes inte in. Ärendet ändrades samtidigt."
    assert dialog.isVisible()
    assert dialog.store_button.isEnabled()


def test_leaving_stores_nothing(dialog_of, qtbot) -> None:
    dialog = dialog_of(a_preview())
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.result() == ImportDialog.DialogCode.Rejected
    assert dialog._session.bench.forms.stored == []


def test_a_dropped_workbook_is_read_and_shown(qtbot, tmp_path) -> None:
    session = a_session(tmp_path, a_preview())
    session.messages.window = QWidget()
    qtbot.addWidget(session.messages.window)
    start_import(session, tmp_path / "Ansökan.xlsx")
    assert session.bench.forms.read_paths == [tmp_path / "Ansökan.xlsx"]
    dialog = session.messages.window.findChild(ImportDialog)
    assert dialog.isVisible()
    assert dialog.preview.file_name == "Ansökan.xlsx"


def test_nothing_is_read_when_no_file_is_chosen_or_the_store_is_for_viewing(qtbot, tmp_path) -> None:
    session = a_session(tmp_path, a_preview())
    assert start_import(session) is None
    locked = a_session(tmp_path, a_preview(), read_only=SimpleNamespace(text="Öppen på annan dator"))
    assert start_import(locked, tmp_path / "a.xlsx") is None
    assert locked.messages.said == [("warning", import_preview.READ_ONLY_TEXT)]


def test_a_file_that_is_no_form_gives_a_clear_text_and_no_dialog(qtbot, tmp_path) -> None:
    session = a_session(tmp_path, FileRefused("Filen är ingen ansökningsblankett.", "Välj en annan fil."))
    start_import(session, tmp_path / "budget.xlsx")
    assert session.messages.said == [("problem", "Filen är ingen ansökningsblankett. Välj en annan fil.")]


def test_an_empty_form_is_saved_under_a_safe_name(qtbot, tmp_path) -> None:
    session = a_session(tmp_path, a_preview())
    session.messages.answer = tmp_path / "Ansokningsblankett.xlsx"
    save_template(session)
    assert session.bench.forms.templates == [tmp_path / "Ansokningsblankett.xlsx"]
    assert session.messages.said[0] == ("suggested", "Ansokningsblankett.xlsx")
