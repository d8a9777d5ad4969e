"""Supplement requests: what is asked, why and by when; sent, reminded of, answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import supplements, swedish, workflow
from app.domain.plans import word_pieces
from app.domain.supplements import AnswerPreview, Question, RequestState, RequestView, SupplementDraft
from app.domain.texts.content import texts_in
from app.domain.texts.supplement import LetterContent, introduction, letter, letter_text
from app.domain.views import CaseView, Changes, Created, PlanDifference
from app.domain.vocabulary import ApplicationState, AttachmentKind
from app.errors import NotFound, RuleViolation, StateConflict, ValidationProblems
from app.exchange.files import write_bytes
from app.exchange.form_kinds import APPLICATION_FORM
from app.models.application import Application
from app.models.case import Attachment
from app.models.ladder import SupplementRequest
from app.services import supplement_rows
from app.services.attachments import delete_attachment, insert_attachment, stored_pieces
from app.services.cases import Cases
from app.services.forms import Forms, merged, pieces
from app.services.store import Store, Unit, require
from app.services.supplement_rows import draft_of, next_number, requests_of, view_of, write_items
from app.services.uids import new_uid
from app.services.visibility import visible_case, visible_to

Step = Callable[[int, int], None]
NOTHING_TEXT = "Det finns inget att begära: ingen regel saknar underlag och alla fält går att läsa. Lägg till en egen fråga i fönstret."
SENT_TEXT = "Brevet är skickat och kan inte ändras. Ta tillbaka utskicket, eller skriv ett nytt brev."


class Held(NamedTuple):
    """A request's row and the application it belongs to."""

    row: SupplementRequest
    record: Application


class Supplements:
    """Letters that ask the applicant for what is missing."""

    def __init__(self, store: Store, cases: Cases, forms: Forms, resources: Path) -> None:
        self.store = store
        self.cases = cases
        self.forms = forms
        self.resources = resources

    # --- reading ---------------------------------------------------------------------------------

    def draft(self, case: UUID) -> SupplementDraft:
        """What a letter would ask now, with a suggested day; nothing is stored."""
        view = self.cases.load(case)
        with self.store.reading() as session:
            cutoff = supplement_rows.cutoff_of(session, case)
        return SupplementDraft(
            introduction=introduction(view.evidence),
            due_date=supplements.suggested_due(self.store.today, cutoff),
            items=self._questions(view),
        )

    def _questions(self, view: CaseView) -> tuple[Question, ...]:
        sheets = {key: one.name for one in APPLICATION_FORM.table_sheets for key in one.tables} | {"": APPLICATION_FORM.field_sheet}
        return supplements.questions(view.evidence, view.results, view.departures, view.unparsed, sheets)

    def list(self, case: UUID) -> tuple[RequestView, ...]:
        """A case's requests, newest first."""
        view = self.cases.load(case)
        with self.store.reading() as session:
            record = session.scalars(select(Application).where(Application.uid == case)).one()
            return tuple(view_of(session, row, view) for row in requests_of(session, record.id))

    def load(self, request: UUID) -> RequestView:
        with self.store.reading() as session:
            row, record = self._held(session, request)
            return view_of(session, row, self.cases.load(record.uid))

    def missing_now(self, request: UUID) -> tuple[Question, ...]:
        """What a draft does not ask for yet though the case lacks it."""
        with self.store.reading() as session:
            row, record = self._held(session, request)
            draft, case = draft_of(session, row), record.uid
        return supplements.open_questions(draft, self._questions(self.cases.load(case)))

    # --- writing the letter ----------------------------------------------------------------------

    def create(
        self, case: UUID, items: Sequence[Question] | None = None, *, introduction: str | None = None, due_date: date | None = None
    ) -> Created:
        """Begin a letter; what is not given is suggested. Raises RuleViolation while another draft is open."""
        made = self.draft(case)
        draft = supplements.cleaned(
            SupplementDraft(
                introduction=made.introduction if introduction is None else introduction,
                due_date=due_date or made.due_date,
                items=made.items if items is None else tuple(items),
            )
        )
        _require_sound(draft)
        with self.store.writing() as unit:
            record = visible_case(unit.session, self.store.who, case)
            self.cases.check_open(record)
            require(
                all(one.sent_date is not None for one in requests_of(unit.session, record.id)),
                "Det finns redan ett utkast till komplettering. Skriv klart det, eller ta bort det först.",
            )
            number = next_number(unit.session, record.id)
            row = SupplementRequest(
                uid=new_uid(), application_id=record.id, number=number, introduction=draft.introduction, due_date=draft.due_date
            )
            unit.session.add(row)
            unit.session.flush()
            write_items(unit.session, row, draft.items)
            self._note(unit, Held(row, record), "", "", _count(len(draft.items)))
        return Created(row.uid, unit.changes)

    def edit(self, request: UUID, draft: SupplementDraft) -> Changes:
        """Make an unsent letter say this; each difference is logged. Raises RuleViolation once it is sent."""
        draft = supplements.cleaned(draft)
        _require_sound(draft)
        with self.store.writing() as unit:
            held = self._to_change(unit.session, request)
            require(held.row.sent_date is None, SENT_TEXT)
            old = draft_of(unit.session, held.row)
            held.row.introduction, held.row.due_date = draft.introduction, draft.due_date
            write_items(unit.session, held.row, draft.items)
            self.cases.bump(held.row)
            for label, before, after in _differences(old, draft):
                self._note(unit, held, label, before, after)
        return unit.changes

    def send(self, request: UUID, day: date | None = None) -> Changes:
        """The letter has gone out: its text is locked, a copy is kept with the case, and the case awaits the answer where it may."""
        sent = day or self.store.today
        view = self.load(request)
        self._check_sending(view, sent)
        case = self.cases.load(view.case)
        paper = self._paper(letter(case.evidence, case.name, view.draft, sent), invariant=True)
        with self.store.writing() as unit:
            held = self._to_change(unit.session, request)
            if held.row.version != view.version:
                raise StateConflict("Brevet har ändrats sedan du såg det. Läs igenom det och skicka på nytt.")
            held.row.sent_date = sent
            name = f"{case.case_number}_{self._file_stem(view.number)}.pdf"
            insert_attachment(unit, held.record, AttachmentKind.OTHER, name, pieces(paper), len(paper), sent, _paper_uid(request))
            self._note(unit, held, "Skickad", "", swedish.iso_date(sent))
            if workflow.may(held.record.state, ApplicationState.AWAITING_SUPPLEMENT):
                self.cases.step(unit, held.record, ApplicationState.AWAITING_SUPPLEMENT, note=f"komplettering {view.number}", day=sent)
        return unit.changes

    def remind(self, request: UUID, day: date | None = None) -> Changes:
        """A reminder has gone out."""
        reminded = day or self.store.today
        with self.store.writing() as unit:
            held = self._to_change(unit.session, request)
            self._check_follows(held.row, reminded, "Påminnelsen")
            before = held.row.reminded_date
            require(before is None or reminded >= before, "Påminnelsen kan inte vara före den förra påminnelsen.")
            held.row.reminded_date = reminded
            self._note(unit, held, "Påmind", swedish.iso_date(before) if before else "", swedish.iso_date(reminded))
        return unit.changes

    def answer(self, request: UUID, day: date | None = None) -> Changes:
        """The applicant has answered in another way than by the form, or not at all and the matter is let be."""
        with self.store.writing() as unit:
            self._answered(unit, self._to_change(unit.session, request), day or self.store.today)
        return unit.changes

    def withdraw(self, request: UUID) -> Changes:
        """Take the last step back: the answer, the reminder or the sending; an unsent draft is removed. The log keeps all."""
        with self.store.writing() as unit:
            held = self._to_change(unit.session, request)
            row = held.row
            if row.answered_date is not None:
                self._note(unit, held, "Besvarad", swedish.iso_date(row.answered_date), "")
                row.answered_date = None
            elif row.reminded_date is not None:
                self._note(unit, held, "Påmind", swedish.iso_date(row.reminded_date), "")
                row.reminded_date = None
            elif row.sent_date is not None:
                self._note(unit, held, "Skickad", swedish.iso_date(row.sent_date), "")
                row.sent_date = None
                self._forget_paper(unit, held)
            else:
                told = "\n".join(one.question for one in draft_of(unit.session, row).items)
                self._note(unit, held, "", told or "tomt utkast", "")
                unit.session.delete(row)
        return unit.changes

    # --- the answer ------------------------------------------------------------------------------

    def read_answer(self, request: UUID, path: Path, step: Step | None = None) -> AnswerPreview:
        """Look at the form that came back: what it changes and what it leaves unanswered. Raises FileRefused on another case's form."""
        view = self.load(request)
        require(view.is_waiting, _not_waiting(view.state))
        preview = self.forms.read_for(path, view.case, step)
        case = self.cases.load(view.case)
        draft = merged(case.draft, preview.draft)
        evidence = replace(case.evidence, application=draft)
        results = self.cases.preview_rules(case, draft)
        return AnswerPreview(
            request=request,
            number=view.number,
            form=preview,
            differences=tuple(
                PlanDifference("", one.label, one.before, one.after, word_pieces(one.before, one.after)) for one in preview.differences
            ),
            asked=tuple((one, supplements.standing(one, results, evidence)) for one in view.draft.items),
        )

    def store_answer(self, preview: AnswerPreview, day: date | None = None) -> Created:
        """Read the form in over the case; the workbook is kept among its documents, and the request is answered. All of it or nothing."""
        if not preview.can_store:
            raise ValidationProblems(preview.form.problems)
        answered = day or self.store.today
        with self.store.writing() as unit:
            held = self._to_change(unit.session, preview.request)
            require(preview.form.existing == held.record.uid, "Svaret hör inte till det här ärendet.")
            self._answered(unit, held, answered)
            self.forms.lay_over(unit, held.record, preview.form, AttachmentKind.SUPPLEMENT, answered)
        return Created(preview.request, unit.changes)

    # --- the paper -------------------------------------------------------------------------------

    def content(self, request: UUID) -> LetterContent:
        """The letter as it stands: dated the day it went out, or today."""
        view = self.load(request)
        case = self.cases.load(view.case)
        return letter(case.evidence, case.name, view.draft, view.sent_date or self.store.today)

    def pdf(self, request: UUID) -> bytes:
        """The letter as a paper; once sent, the very paper that was kept."""
        with self.store.reading() as session:
            row, _record = self._held(session, request)
            kept = session.scalars(select(Attachment).where(Attachment.uid == _paper_uid(request))).first()
            if row.sent_date is not None and kept is not None:
                return b"".join(stored_pieces(session, kept.id))
        return self._paper(self.content(request))

    def text(self, request: UUID) -> str:
        """The letter to paste into an e-mail."""
        return letter_text(self.content(request))

    def missing_signs(self, request: UUID) -> str:
        """The signs in the letter that the paper's fonts cannot draw; '' when every one is there."""
        return self.missing_signs_in(self.content(request))

    def missing_signs_in(self, content: LetterContent) -> str:
        from app.reports.text import missing_glyphs

        return missing_glyphs(" ".join(texts_in(content)), self.resources)

    def save_pdf(self, request: UUID, path: Path) -> None:
        """Write the letter whole; the file is opened again before it takes its name."""
        _save(path, self.pdf(request))

    def suggested_file_name(self, request: UUID) -> str:
        """'2015-017_begaran_om_komplettering_1.pdf'."""
        view = self.load(request)
        return f"{self.cases.load(view.case).case_number}_{self._file_stem(view.number)}.pdf"

    def letter_now(self, case: UUID, due_date: date | None = None) -> LetterContent:
        """The open draft's letter, else what a new one would ask; nothing is stored. Raises RuleViolation when there is nothing to ask."""
        view = self.cases.load(case)
        draft = next((one.draft for one in self.list(case) if one.state is RequestState.DRAFT), None) or self.draft(case)
        require(draft.items, NOTHING_TEXT)
        return letter(view.evidence, view.name, replace(draft, due_date=due_date or draft.due_date), self.store.today)

    def save_letter(self, content: LetterContent, path: Path) -> None:
        _save(path, self._paper(content))

    def _paper(self, content: LetterContent, *, invariant: bool = False) -> bytes:
        from app.reports.supplement import supplement_pdf

        return supplement_pdf(content, self.resources, invariant=invariant)

    @staticmethod
    def _file_stem(number: int) -> str:
        return f"begaran_om_komplettering_{number}"

    def _forget_paper(self, unit: Unit, held: Held) -> None:
        kept = unit.session.scalars(select(Attachment).where(Attachment.uid == _paper_uid(held.row.uid))).first()
        if kept is not None:
            delete_attachment(unit, held.record, kept)

    # --- inside ----------------------------------------------------------------------------------

    def _check_sending(self, view: RequestView, day: date) -> None:
        require(view.sent_date is None, "Brevet är redan skickat.")
        require(view.draft.items, "Brevet frågar inte efter något. Lägg till minst en fråga.")
        due = view.draft.due_date
        if due is None:
            raise RuleViolation("Ange senast vilken dag svaret ska ha kommit.")
        self._require_past(day, "Brevet")
        require(
            due > day, f"Svarsdagen {swedish.iso_date(due)} ska vara efter den dag då brevet skickas, {swedish.iso_date(day)}. Flytta den."
        )
        received = self.cases.load(view.case).draft.received_date
        require(
            received is None or day >= received,
            f"Brevet kan inte ha skickats {swedish.iso_date(day)}, innan ansökan kom in"
            f" {swedish.iso_date(received) if received else swedish.EMPTY}.",
        )

    def _require_past(self, day: date, what: str) -> None:
        require(day <= self.store.today, f"{what} kan inte registreras i förväg: {swedish.iso_date(day)} har inte varit än.")

    def _check_follows(self, row: SupplementRequest, day: date, what: str) -> None:
        """A reminder or an answer comes after the letter, and while it waits."""
        sent = row.sent_date
        if sent is None or row.answered_date is not None:
            raise RuleViolation(_not_waiting(RequestState.DRAFT if sent is None else RequestState.ANSWERED))
        self._require_past(day, what)
        require(day >= sent, f"{what} {swedish.iso_date(day)} kan inte vara före den dag då brevet skickades, {swedish.iso_date(sent)}.")

    def _answered(self, unit: Unit, held: Held, day: date) -> None:
        self._check_follows(held.row, day, "Svaret")
        held.row.answered_date = day
        self._note(unit, held, "Besvarad", "", swedish.iso_date(day))

    def _note(self, unit: Unit, held: Held, label: str, before: str, after: str) -> None:
        """Log on the case, and let its version, verdicts and digest follow."""
        name = f"Komplettering {held.row.number}"
        unit.log("application", held.record.uid, f"supplement.{held.row.number}", f"{name}, {label}" if label else name, before, after)
        unit.touch("supplement", held.record.uid)
        self.cases.bump(held.record)
        unit.applications.add(held.record.id)

    def _held(self, session: Session, request: UUID) -> Held:
        found = session.execute(
            select(SupplementRequest, Application)
            .join(Application, Application.id == SupplementRequest.application_id)
            .where(SupplementRequest.uid == request, visible_to(self.store.who))
        ).first()
        if found is None:
            raise NotFound("Begäran om komplettering finns inte längre i filen.")
        return Held(found[0], found[1])

    def _to_change(self, session: Session, request: UUID) -> Held:
        held = self._held(session, request)
        self.cases.check_open(held.record)
        return held


def _paper_uid(request: UUID) -> UUID:
    """The kept paper's own uid follows from the request's."""
    return uuid5(request, "letter")


def _save(path: Path, data: bytes) -> None:
    from app.reports.check import check_pdf

    write_bytes(path, data, check_pdf)


def _require_sound(draft: SupplementDraft) -> None:
    require(not (found := list(supplements.faults(draft))), " ".join(found))


def _not_waiting(state: RequestState) -> str:
    if state is RequestState.DRAFT:
        return "Brevet är inte skickat än. Registrera först vilken dag det skickades."
    return "Begäran är redan besvarad. Ta tillbaka svaret först om det blev fel."


def _count(number: int) -> str:
    return "En fråga" if number == 1 else f"{number} frågor"


def _differences(old: SupplementDraft, new: SupplementDraft) -> list[tuple[str, str, str]]:
    """Label, before and after of everything that an edit changes."""
    found = []
    if old.introduction != new.introduction:
        found.append(("Inledning", old.introduction, new.introduction))
    if old.due_date != new.due_date:
        shown = [swedish.iso_date(day) if day else "" for day in (old.due_date, new.due_date)]
        found.append(("Svar senast", shown[0], shown[1]))
    before, after = ({one.uid: one for one in draft.items} for draft in (old, new))
    for uid in dict.fromkeys([*before, *after]):
        texts = [_item_text(held.get(uid)) for held in (before, after)]
        if texts[0] != texts[1]:
            found.append(("Fråga", texts[0], texts[1]))
    kept = [uid for uid in after if uid in before]
    if kept != [uid for uid in before if uid in after]:
        found.append(("Frågornas ordning", "; ".join(_short(old)), "; ".join(_short(new))))
    return found


def _item_text(one: Question | None) -> str:
    return "" if one is None else f"{one.question}\n{one.reason}".strip()


def _short(draft: SupplementDraft) -> list[str]:
    return [one.rule_id or swedish.compact(one.question)[:30] for one in draft.items]
