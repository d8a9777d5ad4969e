"""The form engine: one record's fields in sections, each stored when it is left, undoable, with its problem under it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.drafts import ApplicationDraft
from app.domain.fields import Catalogue, Field
from app.domain.rules.evidence import FieldRef, RuleResult
from app.domain.views import CaseView, Edit, GridEdit, RowEdit
from app.domain.vocabulary import RuleOutcome
from app.errors import SammanhallenError
from app.ui.forms.binding import BoundField, BoundTable, EditingService, Part, RecordView, bound_groups, check, with_cell, with_value
from app.ui.forms.field_row import FieldRow
from app.ui.forms.layout import FormSection, ProblemList, SectionList, scrolled
from app.ui.forms.recovery import Recovery
from app.ui.forms.table_editor import FormTableEditor
from app.ui.forms.writing import RecordWriter
from app.ui.session import Session

TYPING_REST_MS = 200
WIDEST = 860  # a line of text that the eye can follow
NOTED = (RuleOutcome.FAIL, RuleOutcome.INSUFFICIENT)


class RecordForm(QWidget):
    """Edits one record by its catalogue.

    `load(view)` shows a record and may be called at any time: what the user is typing stays. `field_saved(FieldRef)` after a
    field has been stored; `draft_changed(ApplicationDraft)` when typing has rested; `problems_changed(int)`.
    """

    field_saved = Signal(object)
    draft_changed = Signal(object)
    problems_changed = Signal(int)
    link_wanted = Signal(str)  # an entry of the section list that lies elsewhere

    def __init__(
        self,
        session: Session,
        catalogue: Catalogue | None,
        service: EditingService,
        *,
        parts: Sequence[Part] = (),
        recovery: Recovery | None = None,
        links: Sequence[tuple[str, str]] = (),
        has_sections: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._programme = session.bench.programme
        self._choices = self._programme.choices
        self.parts = tuple(parts) or ((Part(catalogue),) if catalogue is not None else ())
        self.writer = RecordWriter(session, service, self)
        self.writer.revealed = self._on_revealed
        self.recovery = recovery
        self._view: RecordView | None = None
        self._read_only = True
        self._still_open: frozenset[str] = frozenset()  # what may be written although the record is locked
        self._typing: dict[FieldRef, str] = {}  # cells being written in
        self.rows: dict[str, FieldRow] = {}
        self.tables: dict[str, FormTableEditor] = {}
        self._bound: dict[str, BoundField] = {}
        self._parts_of: dict[str, Part] = {}
        self.sections: dict[str, FormSection] = {}
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(TYPING_REST_MS)
        self._rest.timeout.connect(self._tell_draft)
        self.problem_list = ProblemList(self)
        self.problem_list.chosen.connect(self.focus_field)
        self.section_list = SectionList(self)
        self.section_list.chosen.connect(self.show_section)
        self.section_list.link_chosen.connect(self.link_wanted)
        self._build(links)
        self.section_list.setVisible(has_sections)
        self._session.closing.connect(self.commit)

    # --- showing -----------------------------------------------------------------------------

    @property
    def view(self) -> RecordView | None:
        return self._view

    @property
    def uid(self) -> UUID | None:
        return self.writer.uid

    @property
    def is_read_only(self) -> bool:
        return self._read_only

    def load(
        self, view: RecordView, *, read_only: bool = False, still_open: frozenset[str] = frozenset(), stack: QUndoStack | None = None
    ) -> None:
        """Show a record as stored. Another record than before: what was being typed in the old one is stored first.

        `still_open` are keys of fields, tables and columns ("activities.state") that a read-only form lets be written.
        """
        is_new = self._view is None or self._view.uid != view.uid
        if is_new:
            self.commit()
            self._typing.clear()
            for row in self._all_rows():
                row.pending = 0
                row.force_value("")
        if stack is not None:
            self.writer.use_stack(stack)
        self.writer.uid = view.uid
        self._view = view
        writable = self._session.is_writable
        self._set_read_only(read_only or not writable, still_open if writable else frozenset())
        for key, row in self.rows.items():
            bound = self._bound[key]
            row.show_value(bound.text(view, self._choices), bound.problem(view))
        for table in self.tables.values():
            table.show_view(view)
        if is_new:
            self._offer_rescued()
            self.scroll_area.verticalScrollBar().setValue(0)
            self.section_list.show_current(0)
        self._show_problems()

    def show_results(self, results: Sequence[RuleResult]) -> None:
        """Show what stops the case at the field where it is best mended."""
        by_key: dict[str, RuleResult] = {}
        for result in results:
            if result.outcome in NOTED:
                place = next((ref.key for ref in result.fields if self._holder(ref.key) is not None), None)
                if place is not None:
                    by_key.setdefault(self._note_key(place), result)
        for key, row in self.rows.items():
            row.note.show_result(by_key.get(key))
        for key, table in self.tables.items():
            table.note.show_result(by_key.get(key))

    def focus_field(self, ref: FieldRef) -> bool:
        """Scroll to a field or cell and put the caret there; False when the form does not hold it."""
        row = self.rows.get(ref.key)
        if row is not None:
            self._reveal(row)
            row.focus()
            return True
        table = self.tables.get(ref.key) or self.tables.get(ref.key.rpartition(".")[0])
        if table is None:
            return False
        self._reveal(table)
        table.focus_cell(ref)
        return True

    def holds(self, ref: FieldRef) -> bool:
        return self._holder(ref.key) is not None

    def show_section(self, number: int) -> None:
        section = list(self.sections.values())[number]
        self.scroll_area.verticalScrollBar().setValue(max(0, section.y() - 16))
        section.focus_first()

    def commit(self) -> None:
        """Store the field being edited, before the form goes out of view."""
        for row in self._all_rows():
            if row.is_dirty:
                self._on_left(row)
        focused = QApplication.focusWidget()
        for table in self.tables.values():
            if focused is not None and table.view.isAncestorOf(focused) and focused is not table.view:
                table.view.setFocus()  # ends the editing of the cell

    def draft(self) -> ApplicationDraft | None:
        """The application as it stands on screen, typed but unstored values included; None for other records."""
        if not isinstance(self._view, CaseView):
            return None
        draft = self._view.draft
        for key, row in self.rows.items():
            if not self._bound[key].part.prefix and (row.is_dirty or row.pending):
                draft = with_value(draft, row.field, row.editor.text(), self._choices)
        for ref, text in self._typing.items():
            table = self.tables[ref.key.rpartition(".")[0]]
            if not table.bound.part.prefix and ref.row is not None:
                column = table.bound.table.field(ref.key.rpartition(".")[2])
                draft = with_cell(draft, table.bound.table, ref.row, column, text, self._choices)
        return draft

    # --- building ----------------------------------------------------------------------------

    def _build(self, links: Sequence[tuple[str, str]]) -> None:
        self.page = QWidget()
        self.page.setProperty("role", "page")
        self.page.setMaximumWidth(WIDEST)
        self.body = QVBoxLayout(self.page)
        self.body.setContentsMargins(24, 16, 24, 24)
        self.body.setSpacing(24)
        groups = bound_groups(self.parts)
        for group, items in groups:
            section = FormSection(group.label, self.page)
            for item in items:
                if isinstance(item, BoundTable):
                    section.add(self._make_table(item), wide=True)
                else:
                    section.add(self._make_row(item), wide=FormSection.is_wide(item.field))
            self.sections[group.key] = section
            self.body.addWidget(section)
        self.body.addStretch(1)
        self._links = tuple(links)
        self.section_list.show_sections([section.title for section in self.sections.values()], links)
        self.scroll_area, self._holder_page = scrolled(self.page, self)
        self.scroll_area.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.problem_list)
        right.addWidget(self.scroll_area, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.section_list)
        layout.addLayout(right, 1)

    def add_section(self, key: str, section: FormSection, before: str = "") -> None:
        """A section with widgets of the caller's own, last or before another one."""
        order = list(self.sections)
        number = order.index(before) if before else len(order)
        order.insert(number, key)
        self.body.insertWidget(number, section)
        self.sections = {one: section if one == key else self.sections[one] for one in order}
        self.section_list.show_sections([one.title for one in self.sections.values()], self._links)

    def _make_row(self, bound: BoundField) -> FieldRow:
        row = FieldRow(bound.ref, bound.field, self._choices, self._programme, self)
        row.edited.connect(self._on_edited)
        row.left.connect(self._on_left)
        self.rows[bound.key] = row
        self._bound[bound.key] = bound
        return row

    def _make_table(self, bound: BoundTable) -> FormTableEditor:
        table = FormTableEditor(bound, self._choices, self._programme, self)
        self.tables[bound.key] = table
        label = bound.table.label
        table.model.cell_written.connect(lambda ref, text: self._on_cell(table, ref, text))
        table.model.row_written.connect(lambda texts: self._add_row(table, texts))
        table.view.delegate.typed.connect(lambda index, text: self._on_cell_typed(table, index, text))
        table.view.row_adding.connect(lambda: self._add_row(table, {}))
        table.view.row_removing.connect(lambda uid: self.writer.remove_row(bound.key, label, uid))
        table.view.pasted.connect(lambda uid, column, grid: self._paste(table, uid, column, grid))
        if table.detail is not None:
            table.row_chosen.connect(lambda uid: self._show_detail(table, uid))
            for row in table.detail.rows:
                row.edited.connect(self._on_edited)
                row.left.connect(self._on_left)
        return table

    def _all_rows(self) -> list[FieldRow]:
        details = [row for table in self.tables.values() if table.detail is not None for row in table.detail.rows]
        return [*self.rows.values(), *details]

    def _holder(self, key: str) -> QWidget | None:
        return self.rows.get(key) or self.tables.get(key) or self.tables.get(key.rpartition(".")[0])

    def _note_key(self, key: str) -> str:
        return key if key in self.rows or key in self.tables else key.rpartition(".")[0]

    def may_write(self, key: str) -> bool:
        """Whether a field, a table or one of its columns takes what is typed."""
        return not self._read_only or bool({key, key.rpartition(".")[0]} & self._still_open)

    def _set_read_only(self, read_only: bool, still_open: frozenset[str]) -> None:
        if (read_only, still_open) == (self._read_only, self._still_open) and self.property("settled"):
            return
        self.setProperty("settled", True)
        self._read_only, self._still_open = read_only, still_open
        for row in self._all_rows():
            row.set_read_only(not self.may_write(row.ref.key))
        for key, table in self.tables.items():
            columns = frozenset(one.key for one in table.bound.table.fields if self.may_write(f"{key}.{one.key}"))
            table.set_writable(self.may_write(key), columns)

    def _reveal(self, widget: QWidget) -> None:
        top = widget.mapTo(self._holder_page, widget.rect().topLeft()).y()
        bar = self.scroll_area.verticalScrollBar()
        if not bar.value() <= top <= bar.value() + self.scroll_area.viewport().height() - widget.height():
            bar.setValue(max(0, top - 48))

    # --- one field ---------------------------------------------------------------------------

    def _on_edited(self, row: FieldRow) -> None:
        if self.recovery is not None and self.uid is not None and row.is_dirty:
            self.recovery.note(self.uid, row.ref, row.editor.text())
        self._rest.start()

    def _on_left(self, row: FieldRow) -> None:
        if not self.may_write(row.ref.key) or not self.writer.can_write or self.uid is None:
            return
        text = row.editor.text()
        if text == row.shown:
            self._forget(row.ref)
            return
        before, row.shown = row.shown, text
        row.pending += 1
        row.status.setText("sparar …")
        row.set_problem(check(row.field, text, self._choices))
        self._show_problems()
        uid, ref = self.uid, row.ref

        def stored(edit: Edit) -> None:
            if self.recovery is not None:
                self.recovery.forget(uid, ref)
            if self.uid == uid and row.ref == ref:
                self._on_stored(row, text, edit)

        def failed(error: Exception) -> None:
            self._session.messages.show(error)
            if self.uid == uid and row.ref == ref:
                self._on_refused(row, before, error)

        self.writer.edit(ref, text, row.field.label, stored, failed)

    def _on_stored(self, row: FieldRow, sent: str, edit: Edit) -> None:
        row.pending = max(0, row.pending - 1)
        row.status.setText("")
        if row.pending == 0:
            if row.editor.text() == sent:
                row.force_value(edit.after) if edit.after != sent else None
            row.shown = edit.after
            row.set_problem(edit.problem)
        row.offer(None, _nothing, _nothing)
        self._show_problems()
        self.field_saved.emit(row.ref)

    def _on_refused(self, row: FieldRow, before: str, error: Exception) -> None:
        """The text stays in the field, marked, so that nothing typed is lost; leaving the field again tries again."""
        row.pending = max(0, row.pending - 1)
        row.status.setText("")
        row.shown = before
        reason = error.message if isinstance(error, SammanhallenError) else "Det gick inte att spara."
        row.set_problem(reason)
        self._show_problems()
        self._rest.start()

    def _forget(self, ref: FieldRef) -> None:
        if self.recovery is not None and self.uid is not None and self.recovery.is_typing(self.uid, ref):
            self.recovery.forget(self.uid, ref)

    def _offer_rescued(self) -> None:
        if self.uid is None:
            return
        found = self.recovery.rescued(self.uid) if self.recovery is not None and not self._read_only else {}
        for key, row in self.rows.items():
            rescued = found.get(FieldRef(key))
            if rescued is not None and rescued.text == row.shown:
                rescued = None
                self._drop_rescued(row)
            row.offer(rescued, self._taker(row, rescued.text if rescued else ""), partial(self._drop_rescued, row))

    def _taker(self, row: FieldRow, text: str) -> Callable[[], None]:
        def take() -> None:
            row.editor.set_text(text)
            self._on_left(row)
            row.focus()

        return take

    def _drop_rescued(self, row: FieldRow) -> None:
        if self.recovery is not None and self.uid is not None:
            self.recovery.forget(self.uid, row.ref)
        row.offer(None, _nothing, _nothing)

    # --- tables ------------------------------------------------------------------------------

    def _on_cell_typed(self, table: FormTableEditor, index: Any, text: str) -> None:
        ref = table.model.ref_at(index)
        if ref is not None:
            self._typing[ref] = text
            if self.recovery is not None and self.uid is not None:
                self.recovery.note(self.uid, ref, text)
            self._rest.start()

    def _on_cell(self, table: FormTableEditor, ref: FieldRef, text: str) -> None:
        uid = self.uid
        column: Field = table.bound.table.field(ref.key.rpartition(".")[2])

        def over() -> None:
            self._typing.pop(ref, None)
            if self.uid == uid:
                table.model.settle(ref)
                self._show_problems()

        def stored(_edit: Edit) -> None:
            if self.recovery is not None and uid is not None:
                self.recovery.forget(uid, ref)
            over()
            self.field_saved.emit(ref)

        def failed(error: Exception) -> None:
            self._session.messages.show(error)
            over()

        self._typing[ref] = text
        self.writer.edit(ref, text, column.label, stored, failed)

    def _add_row(self, table: FormTableEditor, texts: Mapping[str, str]) -> None:
        if not self.may_write(table.bound.key):
            return
        current = table.model.number_of(table.view.current_uid())
        position = None if texts or current is None else current + 1

        def stored(added: RowEdit) -> None:
            table.add_shown(added.row)
            table.view.setFocus()
            self.field_saved.emit(FieldRef(table.bound.key, added.row))

        self.writer.add_row(table.bound.key, table.bound.table.label, texts, position, stored)

    def _paste(self, table: FormTableEditor, uid: UUID | None, column: str, grid: list[list[str]]) -> None:
        def stored(pasted: GridEdit) -> None:
            count = len(pasted.problems)
            if count:
                text = f"{count} inklistrade celler behöver rättas. De är markerade i tabellen." if count > 1 else str(pasted.problems[0])
                self._session.messages.notice(text)  # the list over the form says more, as long as it is so
            self.field_saved.emit(FieldRef(table.bound.key))

        self.writer.paste(table.bound.key, table.bound.table.label, uid, column, grid, stored)

    def _show_detail(self, table: FormTableEditor, uid: UUID | None) -> None:
        """Fill the fields under a wide table with the chosen row; what was being typed in the row before is stored."""
        detail = table.detail
        number = table.model.number_of(uid)
        if detail is None:
            return
        if uid != detail.uid:
            for row in detail.rows:
                if row.is_dirty and detail.uid is not None:
                    self._on_left(row)
                row.pending = 0
        detail.uid = uid if number is not None else None
        detail.setVisible(number is not None)
        if number is None:
            for row in detail.rows:
                row.force_value("")
            return
        detail.title.setText(f"{table.bound.table.row_label} {number + 1}")
        for place, row in enumerate(detail.rows):
            is_same = row.ref.row == uid
            row.ref = FieldRef(row.ref.key, uid)
            text = table.model.cell_text(number, place)
            if not is_same:
                row.force_value(text)
            row.show_value(text, table.model.problem_at(number, place) or None)

    # --- the whole ---------------------------------------------------------------------------

    def problems(self) -> list[tuple[FieldRef, str, str]]:
        """Field, its name and the message of everything that did not parse or was refused."""
        found = [(row.ref, row.field.label, row.problem) for row in self.rows.values() if row.problem]
        for table in self.tables.values():
            found += table.model.problems()
        return found

    def _show_problems(self) -> None:
        found = self.problems()
        self.problem_list.show_problems(found)
        counts = []
        for section in self.sections.values():
            counts.append(sum(1 for ref, _, _ in found if self._section_of(ref) is section))
        self.section_list.show_counts(counts)
        self.problems_changed.emit(len(found))

    def _section_of(self, ref: FieldRef) -> FormSection | None:
        holder = self._holder(ref.key)
        return next((section for section in self.sections.values() if holder is not None and section.isAncestorOf(holder)), None)

    def _tell_draft(self) -> None:
        draft = self.draft()
        if draft is not None:
            self.draft_changed.emit(draft)

    def _on_revealed(self, ref: FieldRef) -> None:
        if self.isVisible():
            self.focus_field(ref)

    def _on_scrolled(self, value: int) -> None:
        tops = [section.y() for section in self.sections.values()]
        bar = self.scroll_area.verticalScrollBar()
        at_end = bar.maximum() > 0 and value >= bar.maximum()
        number = len(tops) - 1 if at_end else max((n for n, top in enumerate(tops) if top <= value + 60), default=0)
        self.section_list.show_current(number)


def _nothing() -> None:
    return
