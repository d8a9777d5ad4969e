"""Odd and hostile text in the form: shown letter by letter, and a pasted megabyte refused in words without a stop."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QLabel

from app.domain import fields
from app.domain.catalogues import APPLICATION
from app.domain.drafts import ApplicationDraft, BudgetLine
from app.domain.fields import Kind
from app.domain.vocabulary import FundedBy
from app.ui.forms.binding import Part, process_part
from app.ui.forms.form import RecordForm
from app.ui.session import Session
from app.ui.views.case_economy import EconomyTab
from tests.files.odd_texts import MEGABYTE, ODD_TEXTS
from tests.ui.typing import type_into

TEXTS = [field for field in APPLICATION.fields if field.kind in (Kind.TEXT, Kind.LONG_TEXT)]


@pytest.fixture
def form(session: Session, qtbot: Any) -> RecordForm:
    made = RecordForm(session, None, session.bench.cases, parts=(Part(APPLICATION), process_part("process", "proposal")))
    qtbot.addWidget(made)
    return made


def filled(session: Session, text: str) -> UUID:
    choices = session.bench.programme.choices
    given = {field.key: fields.parse(field, text[: field.limit], choices) for field in TEXTS}
    note = fields.parse(APPLICATION.table("budget_lines").field("note"), text, choices)
    lines = (BudgetLine(year=2016, funded_by=FundedBy.PROGRAMME, amount=1, note=note),)
    return session.bench.cases.create(ApplicationDraft(**(given | {"budget_lines": lines}))).uid


@pytest.mark.parametrize(
    "name", ["markup", "script", "link", "formula", "returns", "override", "emoji", "nfd", "mnemonic", "nbsp", "separators", "long_word"]
)
def test_every_field_shows_the_text_as_it_is_kept_and_leaving_it_changes_nothing(form: RecordForm, session: Session, name: str) -> None:
    case = filled(session, ODD_TEXTS[name])
    before = session.bench.cases.load(case)
    form.load(before)
    for field in TEXTS:
        kept = getattr(before.draft, field.key).replace("\u00a0", " ")  # Qt's fields show it as a common space
        assert form.rows[field.key].editor.text().replace("\u00a0", " ") == kept, field.key
    assert form.tables["budget_lines"].model.cell_text(0, 4) == before.draft.budget_lines[0].note
    form.commit()
    assert session.bench.cases.load(case).draft == before.draft


def test_no_label_of_the_economy_reads_its_text_as_markup(session: Session, qtbot: Any) -> None:
    case = filled(session, ODD_TEXTS["markup"])
    tab = EconomyTab(session, None)
    qtbot.addWidget(tab)
    tab.load(session.bench.cases.load(case), read_only=False, stack=QUndoStack(tab))
    tab.show()
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in tab.findChildren(QLabel))
    assert any("<b>fet</b>" in finding.text or "&amp;" in finding.text for finding in tab.check.findings.rows)


def test_a_pasted_megabyte_stays_in_the_field_with_the_limit_under_it(form: RecordForm, session: Session) -> None:
    case = filled(session, "Kort")
    form.load(session.bench.cases.load(case))
    form.show()
    for key, limit in (("purpose", "20\u00a0000"), ("title", "160")):
        row = form.rows[key]
        row.force_value("")
        type_into(row.editor.target(), MEGABYTE)
        form.commit()
        assert f"Högst {limit} ryms" in row.problem_label.text()
    assert session.bench.cases.load(case).draft.purpose == "Kort"
