"""The application form: made, read with a preview before anything is stored, read in, exported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import catalogues, swedish
from app.domain.drafts import ApplicationDraft
from app.domain.fields import Field, Kind, is_empty, text
from app.domain.rules.engine import evaluate
from app.domain.rules.evidence import Evidence
from app.domain.views import Created, Difference, ImportPreview
from app.domain.vocabulary import ApplicationState, AttachmentKind
from app.errors import FileRefused, NotFound, StateConflict, ValidationProblems
from app.exchange.application_form import read_application_form
from app.exchange.files import write_bytes
from app.exchange.form_template import application_template
from app.exchange.sheet_reader import SheetReader, read_file, read_workbook
from app.models.application import Application
from app.models.case import Attachment
from app.services import evidence, mapping
from app.services.attachments import insert_attachment
from app.services.case_reading import read_facts, read_plans
from app.services.cases import Cases
from app.services.records import Target
from app.services.steps import require_untabled
from app.services.store import Store, Unit
from app.services.visibility import is_hidden

Step = Callable[[int, int], None]


class Forms:
    def __init__(self, store: Store, cases: Cases, reader: SheetReader = read_workbook) -> None:
        self._store = store
        self.cases = cases
        self.reader = reader

    def template(self, path: Path) -> None:
        """Write an empty form, whole or not at all."""
        save_template(self._store.programme, path)

    def export_case(self, uid: UUID, path: Path) -> None:
        """Write the case as a filled form that reads back to the same case."""
        write_bytes(path, application_template(self._store.programme, self.cases.load(uid).draft))

    def read(self, path: Path, step: Step | None = None) -> ImportPreview:
        """Look at a filled form: what it holds, every problem, the rules' verdict, and whether it is stored already.

        Nothing is stored. Raises FileRefused when the file as a whole is not a form.
        """
        if step:
            step(0, 3)
        content = read_file(path)
        if step:
            step(1, 3)
        reading = read_application_form(content, self._store.programme, reader=self.reader)
        if step:
            step(2, 3)
        with self._store.reading() as session:
            existing, same_file = self._existing(session, reading.draft, reading.sha256)
            found = self._evidence(session, reading.draft)
            differences = self.differences(mapping.application_draft(session, existing), reading.draft) if existing else ()
        return ImportPreview(
            file_name=path.name,
            sha256=reading.sha256,
            content=content,
            draft=reading.draft,
            problems=reading.problems,
            notes=reading.notes,
            results=evaluate(found),
            existing=existing.uid if existing else None,
            existing_name=(existing.registry_number_city or existing.case_number) if existing else "",
            same_file=same_file,
            differences=differences,
        )

    def store(self, preview: ImportPreview, update: UUID | None = None) -> Created:
        """Read the form in as a new case, or over an existing one; the workbook is kept among the case's documents.

        Raises ValidationProblems while the preview lists problems; nothing is stored by half.
        """
        if preview.problems:
            raise ValidationProblems(preview.problems)
        with self._store.writing() as unit:
            if update is None:
                if not preview.same_file and self._existing(unit.session, preview.draft, preview.sha256)[1]:
                    raise StateConflict("Blanketten har redan lästs in. Läs in den på nytt om du vill se vad som skiljer.")
                state = ApplicationState.FORMAL_CHECK if preview.draft.received_date else ApplicationState.SUBMITTED
                record = self.cases.insert(unit, preview.draft, state, f"Läst ur ”{swedish.compact(preview.file_name)}”")
            else:
                record = self.cases.find(unit.session, update)
                self._update(unit, record, preview)
            self._keep(unit, record, preview, AttachmentKind.APPLICATION_FORM, self._store.today)
        return Created(record.uid, unit.changes)

    def read_for(self, path: Path, case: UUID, step: Step | None = None) -> ImportPreview:
        """Look at the form that came back for this case. Raises FileRefused when it is another case's form."""
        preview = self.read(path, step)
        with self._store.reading() as session:
            record = self.cases.find(session, case)
            old = mapping.application_draft(session, record)
            name = record.registry_number_city or record.case_number
        if not belongs(old, preview.draft):
            known = f" Den hör till ärendet {preview.existing_name}." if preview.existing not in (None, case) else ""
            raise FileRefused(
                f"”{path.name}” hör inte till ärendet {name}: varken nummer eller namn stämmer.{known} Inget är läst in.",
                "Välj den arbetsbok som nämnden svarade med, eller rätta numret eller namnet i den.",
            )
        return replace(preview, existing=case, existing_name=name, same_file=False, differences=self.differences(old, preview.draft))

    def lay_over(self, unit: Unit, record: Application, preview: ImportPreview, kind: AttachmentKind, day: date) -> None:
        """Within a write under way: the form's values over the case's, and the workbook among its documents."""
        self._update(unit, record, preview)
        self._keep(unit, record, preview, kind, day)

    def _keep(self, unit: Unit, record: Application, preview: ImportPreview, kind: AttachmentKind, day: date) -> None:
        """The workbook itself, once."""
        held = unit.session.scalars(
            select(Attachment).where(Attachment.application_id == record.id, Attachment.sha256 == preview.sha256)
        ).first()
        if held is None:
            insert_attachment(unit, record, kind, preview.file_name, pieces(preview.content), len(preview.content), day)

    def _update(self, unit: Unit, record: Application, preview: ImportPreview) -> None:
        """Lay the form's values over the case; each change is logged, what the form leaves empty is kept."""
        self.cases.check_open(record)
        require_untabled(unit.session, record)
        old = mapping.application_draft(unit.session, record)
        if record.uid == preview.existing and self.differences(old, preview.draft) != preview.differences:
            raise StateConflict("Ärendet har ändrats sedan blanketten lästes. Läs in den på nytt och se vad som skiljer.")
        for field, before, after in _given(catalogues.APPLICATION.fields, old, preview.draft):
            self.cases.forget_unparsed(unit.session, record.uid, field.key)
            if _same(before, after):
                continue
            self.cases.check_edit(unit, record, Target(record, field), after)
            mapping.write_field(unit.session, record, field, after)
            shown = [text(field, one, self._store.programme.choices) for one in (before, after)]
            unit.log("application", record.uid, field.key, field.label, *shown, contact=field.contact)
        for key, kept in mapping.APPLICATION_ROWS.items():
            before_rows, after_rows = getattr(old, key), getattr(preview.draft, key)
            if after_rows and before_rows != after_rows:
                for row in before_rows:
                    self.cases.forget_unparsed(unit.session, record.uid, row=row.uid)
                after_rows = _continued(before_rows, after_rows)
                mapping.replace_rows(unit.session, record, kept, after_rows)
                shown = [self._rows_text(kept, rows) for rows in (before_rows, after_rows)]
                unit.log("application", record.uid, key, kept.table.label, *shown)
                _log_texts(unit, record, kept, before_rows, after_rows)
        unit.log("application", record.uid, "imported", "Uppdaterad ur blankett", "", swedish.compact(preview.file_name))
        self.cases.bump(record)
        unit.applications.add(record.id)

    def differences(self, old: ApplicationDraft, new: ApplicationDraft) -> tuple[Difference, ...]:
        """What the form would change in the stored case, in reading order."""
        choices = self._store.programme.choices
        found = []
        for field in catalogues.APPLICATION.fields:
            before, after = getattr(old, field.key), getattr(new, field.key)
            if before != after and not is_empty(after):
                found.append(Difference(field.label, text(field, before, choices), text(field, after, choices)))
        for key, kept in mapping.APPLICATION_ROWS.items():
            before_rows, after_rows = getattr(old, key), getattr(new, key)
            if after_rows and before_rows != after_rows:
                found.append(Difference(kept.table.label, self._rows_text(kept, before_rows), self._rows_text(kept, after_rows)))
        return tuple(found)

    def _rows_text(self, kept: mapping.RowClass, rows: Any) -> str:
        return "\n".join(mapping.row_text(row, kept.table, self._store.programme.choices) for row in rows)

    def _existing(self, session: Session, draft: ApplicationDraft, sha256: str) -> tuple[Application | None, bool]:
        """The case this very workbook is stored with, else the one with the same numbers, or the same board and title.

        Raises NotFound when whoever sits at the window has declared jäv in it.
        """
        found, same_file = self._stored_as(session, draft, sha256)
        if found is not None and is_hidden(session, self._store.who, found.id):
            raise NotFound("Blanketten hör till ett ärende där du har anmält jäv. Låt en kollega läsa in den.")
        return found, same_file

    @staticmethod
    def _stored_as(session: Session, draft: ApplicationDraft, sha256: str) -> tuple[Application | None, bool]:
        same = session.scalars(
            select(Application)
            .join(Attachment, Attachment.application_id == Application.id)
            .where(Attachment.sha256 == sha256, Attachment.kind.in_((AttachmentKind.APPLICATION_FORM, AttachmentKind.SUPPLEMENT)))
        ).first()
        if same is not None:
            return same, True
        ways = []
        if draft.registry_number_city:
            ways.append(Application.registry_number_city == draft.registry_number_city)
        if draft.registry_number_board and draft.applicant:
            ways.append((Application.registry_number_board == draft.registry_number_board) & (Application.applicant == draft.applicant))
        if draft.title and draft.applicant:
            ways.append((Application.title_key == swedish.sort_key(draft.title)) & (Application.applicant == draft.applicant))
        for way in ways:
            found = session.scalars(select(Application).where(way).order_by(Application.id)).first()
            if found is not None:
                return found, False
        return None, False

    def _evidence(self, session: Session, draft: ApplicationDraft) -> Evidence:
        named, activity = evidence.plan_link(session, draft)
        plan, current = read_plans(session, named.id if named else None)
        sums = {"granted": evidence.granted_query(), "proposed": evidence.proposed_query()}
        totals, index = read_facts(session, draft.districts, sums)
        return Evidence(
            programme=self._store.programme,
            application=draft,
            plan=plan.draft if plan else None,
            plan_state=plan.state if plan else None,
            current_plan=current.draft if current else None,
            activity=plan.activities.get(activity.id) if plan and activity else None,
            granted_before=totals["granted"],
            pending_proposals=totals["proposed"],
            index=index,
        )


def _given(fields: Iterable[Field], old: ApplicationDraft, new: ApplicationDraft) -> Iterator[tuple[Field, Any, Any]]:
    """The fields that the form fills in, with the case's value and the form's."""
    for field in fields:
        value = getattr(new, field.key)
        if not is_empty(value):
            yield field, getattr(old, field.key), value


def merged(old: ApplicationDraft, new: ApplicationDraft) -> ApplicationDraft:
    """The case as it would be with the form laid over it; what the form leaves empty is kept."""
    values = {field.key: after for field, _before, after in _given(catalogues.APPLICATION.fields, old, new)}
    rows = {key: getattr(new, key) for key in mapping.APPLICATION_ROWS if getattr(new, key)}
    return replace(old, **values, **rows)


def belongs(old: ApplicationDraft, new: ApplicationDraft) -> bool:
    """Whether a form is this case's: the city's number decides, else the board with its own number or the title."""
    if old.registry_number_city and new.registry_number_city:
        return old.registry_number_city == new.registry_number_city
    if old.applicant and new.applicant and old.applicant != new.applicant:
        return False
    if old.registry_number_board and old.registry_number_board == new.registry_number_board:
        return True
    return bool(old.title) and swedish.sort_key(old.title) == swedish.sort_key(new.title)


def _continued(before: tuple[Any, ...], after: tuple[Any, ...]) -> tuple[Any, ...]:
    """The form's rows as those they take the place of, row by row, so that a long text keeps its earlier wordings."""
    return (*(replace(new, uid=old.uid) for old, new in zip(before, after, strict=False)), *after[len(before) :])


def _log_texts(unit: Unit, record: Application, kept: mapping.RowClass, before: tuple[Any, ...], after: tuple[Any, ...]) -> None:
    """A long text that the form replaces is logged whole, under its own row."""
    for column in (one for one in kept.table.fields if one.kind is Kind.LONG_TEXT):
        for number, (old, new) in enumerate(zip(before, after, strict=False), 1):
            was, now = getattr(old, column.key), getattr(new, column.key)
            if was != now:
                label = f"{kept.table.label}, {kept.table.row_label.lower()} {number}, {column.label}"
                unit.log("application", record.uid, f"{kept.table.key}.{column.key}", label, was, now, row=new.uid)


def _same(before: Any, after: Any) -> bool:
    """The order of choices says nothing."""
    return set(before) == set(after) if isinstance(after, tuple) else bool(before == after)


def save_template(programme: Any, path: Path) -> None:
    write_bytes(path, application_template(programme))


def pieces(content: bytes) -> Any:
    from app.models.case import CHUNK_BYTES

    return (content[start : start + CHUNK_BYTES] for start in range(0, len(content), CHUNK_BYTES))
