"""What each assessor gives each case, and the ranking that follows."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import Final
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.domain import scoring, swedish, workflow
from app.domain.scoring import AssessmentSheet, Criterion, OtherAssessment, RoundRanking, ScoreEntry
from app.domain.views import Changes
from app.domain.vocabulary import AssessmentState, Confidence, ScoreKind
from app.models.application import Application
from app.models.assessment import Assessment, Assignment, Rubric, Score, ScoringRound
from app.models.people import Person
from app.services import rubrics
from app.services.assessment_rows import disqualified, entries_of, total_of, withheld_cases
from app.services.person_rows import current_person, find_person, info_of
from app.services.round_ranking import rank_round
from app.services.store import Store, Unit, require
from app.services.uids import new_uid
from app.services.visibility import visible_case

OUTDATED_TEXT = "Bedömningsgrunderna har ändrats sedan bedömningen gjordes. Bedöm på nytt efter den nya versionen."


class Keep(Enum):
    """Stands for a detail that is not given and so stays as it is."""

    KEEP = "keep"


KEEP: Final = Keep.KEEP


class Assessments:
    """Assessments of the cases of a round; whoever the store is opened by writes only the own ones."""

    def __init__(self, store: Store) -> None:
        self.store = store

    # --- reading ---------------------------------------------------------------------------------

    def sheet(self, case: UUID, person: UUID | None = None) -> AssessmentSheet:
        """The case as the person at the window may assess it; with `person`, that person's sheet as far as it may be seen.

        Raises NotFound when jäv hides the case.
        """
        with self.store.reading() as session:
            record = visible_case(session, self.store.who, case)
            reader = current_person(session, self.store.who)
            owner = find_person(session, person) if person else reader
            found = rubrics.round_of_case(session, record)
            if found is None:
                info = info_of(owner) if owner else None
                assigned = owner is not None and _assignment(session, record, owner) is not None
                return AssessmentSheet(
                    case=record.uid,
                    round=None,
                    rubric=None,
                    person=info,
                    is_assigned=assigned,
                    locked="Ärendet ingår inte i någon omgång än.",
                    others=_others(session, record, owner, (), True),
                )
            return self._sheet(session, record, found, reader, owner)

    def _sheet(
        self, session: Session, record: Application, found: ScoringRound, reader: Person | None, owner: Person | None
    ) -> AssessmentSheet:
        is_hidden = record.id in withheld_cases(session, self.store.who, [record.id])
        newest = rubrics.newest_rubric(session, found)
        own = _assessment(session, record, owner) if owner else None
        is_own = owner is not None and reader is not None and owner.id == reader.id
        may_see = is_own or (own is not None and own.state is AssessmentState.SUBMITTED and not is_hidden)
        rubric = session.get_one(Rubric, own.rubric_id) if own else newest
        view = rubrics.rubric_view(session, found, rubric, self.store.who)
        shown = own if may_see else None
        entries = entries_of(session, [shown.id])[shown.id] if shown else {}
        value = total_of(entries, view.criteria)
        is_draft = own is None or own.state is AssessmentState.DRAFT
        return AssessmentSheet(
            case=record.uid,
            round=rubrics.round_info(session, found, self.store.who),
            rubric=view,
            person=info_of(owner) if owner else None,
            is_assigned=owner is not None and _assignment(session, record, owner) is not None,
            state=own.state if own else None,
            entries=entries,
            confidence=shown.confidence if shown else None,
            proposed_amount=shown.proposed_amount if shown else None,
            comment=shown.comment if shown else "",
            total=None if value is None else float(value),
            lacks=_lacks(view.criteria, entries, shown, newest) if is_own and is_draft else (),
            needs_another_look=own is not None and own.rubric_id != newest.id,
            locked=self._locked(session, record, found, owner, own, is_own),
            others=_others(session, record, owner, view.criteria, is_hidden),
            is_hidden=is_hidden,
        )

    def ranking(self, round: UUID, *, weights: Mapping[str, Decimal] | None = None, viewer: str | None = None) -> RoundRanking:
        """The round in rank order as the viewer may see it, with other weights on trial if given."""
        with self.store.reading() as session:
            return rank_round(session, self.store.programme, rubrics.find_round(session, round), viewer or self.store.who, weights)

    # --- who assesses ----------------------------------------------------------------------------

    def assign(self, case: UUID, person: UUID) -> Changes:
        """Ask a person to assess a case. Raises RuleViolation when the person has declared jäv or is inactive."""
        with self.store.writing() as unit:
            record = self._open_case(unit.session, case)
            asked = find_person(unit.session, person)
            name = rubrics.case_name(record)
            require(
                (record.id, asked.id) not in disqualified(unit.session, [record.id]),
                f"{asked.name} har jäv i {name} och kan inte bedöma det.",
            )
            require(asked.is_active is not False, f"{asked.name} är inte aktiv och kan inte tilldelas ärenden.")
            if _assignment(unit.session, record, asked) is None:
                made = Assignment(uid=new_uid(), application_id=record.id, person_id=asked.id, assigned_by=unit.who, at=unit.now)
                unit.session.add(made)
                self._log_case(unit, record, "assignment", "Bedömare", "", asked.name)
        return unit.changes

    def unassign(self, case: UUID, person: UUID) -> Changes:
        """Take back the request; a draft is kept but does not count. Raises RuleViolation when the assessment is handed in."""
        with self.store.writing() as unit:
            record = self._open_case(unit.session, case)
            asked = find_person(unit.session, person)
            given = _assessment(unit.session, record, asked)
            is_in = given is not None and given.state is AssessmentState.SUBMITTED
            require(
                not is_in or (record.id, asked.id) in disqualified(unit.session, [record.id]),
                f"{asked.name} har lämnat in sin bedömning av {rubrics.case_name(record)}. Tilldelningen kan då inte tas bort.",
            )
            held = _assignment(unit.session, record, asked)
            if held is not None:
                unit.session.delete(held)
                self._log_case(unit, record, "assignment", "Bedömare", asked.name, "")
        return unit.changes

    # --- scoring ---------------------------------------------------------------------------------

    def score(self, case: UUID, criterion: str, kind: ScoreKind, value: int | None, reason: str) -> Changes:
        """Give a criterion a level 0–3, an abstention or "ej tillämpligt"; the first under a version freezes the criteria."""
        with self.store.writing() as unit:
            record, own = self._own(unit, case)
            rubric = unit.session.get_one(Rubric, own.rubric_id)
            row = next((one for one in rubrics.criterion_rows(unit.session, rubric) if one.key == criterion and one.is_used), None)
            require(row is not None, f"Kriteriet {criterion} används inte i den här omgången.")
            is_level = value is not None and scoring.LOWEST <= value <= scoring.HIGHEST
            require(is_level if kind is ScoreKind.SCORED else value is None, "Poängen ska vara 0, 1, 2 eller 3.")
            text = rubrics.long_text(reason, "Motiveringen")
            held = unit.session.scalars(select(Score).where(Score.assessment_id == own.id, Score.criterion == criterion)).first()
            before = _shown(held)
            if held is None:
                held = Score(uid=new_uid(), assessment_id=own.id, criterion=criterion, kind=kind, value=value, reason=text)
                unit.session.add(held)
            else:
                held.kind, held.value, held.reason = kind, value, text
            self._log_own(unit, record, own, criterion, f"{criterion} {row.title if row else ''}", before, _shown(held))
            if rubric.frozen_at is None:
                rubric.frozen_at = unit.now
                found = unit.session.get_one(ScoringRound, rubric.round_id)
                unit.log("round", found.uid, "frozen", "Bedömningsgrunder låsta", "", f"Version {rubric.number}")
        return unit.changes

    def clear_score(self, case: UUID, criterion: str) -> Changes:
        """Take back what was given a criterion, its reason too."""
        with self.store.writing() as unit:
            record, own = self._own(unit, case)
            held = unit.session.scalars(select(Score).where(Score.assessment_id == own.id, Score.criterion == criterion)).first()
            if held is not None:
                self._log_own(unit, record, own, criterion, criterion, _shown(held), "")
                unit.session.delete(held)
        return unit.changes

    def set_details(
        self,
        case: UUID,
        *,
        confidence: Confidence | Keep | None = KEEP,
        proposed_amount: int | Keep | None = KEEP,
        comment: str | Keep = KEEP,
    ) -> Changes:
        """Change what is given of confidence, proposed amount and comment; the rest stays."""
        with self.store.writing() as unit:
            record, own = self._own(unit, case)
            if confidence is not KEEP and confidence is not own.confidence:
                self._log_own(unit, record, own, "confidence", "Säkerhet i bedömningen", _label(own.confidence), _label(confidence))
                own.confidence = confidence
            if proposed_amount is not KEEP and proposed_amount != own.proposed_amount:
                require(
                    proposed_amount is None or 0 <= proposed_amount <= swedish.MAX_KRONOR,
                    "Föreslaget belopp ska vara noll eller mer, i hela kronor.",
                )
                self._log_own(
                    unit, record, own, "proposed_amount", "Föreslaget belopp", _kronor(own.proposed_amount), _kronor(proposed_amount)
                )
                own.proposed_amount = proposed_amount
            if comment is not KEEP:
                text = rubrics.long_text(comment, "Kommentaren")
                if text != own.comment:
                    self._log_own(unit, record, own, "comment", "Kommentar", own.comment, text)
                    own.comment = text
        return unit.changes

    def submit(self, case: UUID) -> Changes:
        """Hand in the own assessment: from now it counts. Raises RuleViolation with what remains."""
        with self.store.writing() as unit:
            record, own = self._own(unit, case)
            session = unit.session
            newest = rubrics.newest_rubric(session, _round(session, record))
            criteria = rubrics.criteria_of(session, session.get_one(Rubric, own.rubric_id))
            lacks = _lacks(criteria, entries_of(session, [own.id])[own.id], own, newest)
            require(not lacks, "Bedömningen kan inte lämnas in än. " + " ".join(lacks))
            own.state, own.submitted_at = AssessmentState.SUBMITTED, unit.now
            self._log_state(unit, record, own, "Bedömning inlämnad", "", "")
        return unit.changes

    def reopen(self, case: UUID, reason: str) -> Changes:
        """Make the own handed-in assessment a draft again; it does not count until it is handed in anew. The reason is logged."""
        with self.store.writing() as unit:
            record, own = self._own(unit, case, AssessmentState.SUBMITTED)
            text = rubrics.long_text(reason, "Skälet")
            require(text, "Skriv varför bedömningen öppnas igen.")
            own.state = AssessmentState.DRAFT
            self._log_state(unit, record, own, "Bedömning öppnad igen", "", text)
        return unit.changes

    def look_again(self, case: UUID) -> Changes:
        """Move the own assessment to the newest criteria as a draft; scores of criteria that are no longer used go."""
        with self.store.writing() as unit:
            record, own = self._own(unit, case, None)
            session = unit.session
            old = session.get_one(Rubric, own.rubric_id)
            newest = rubrics.newest_rubric(session, _round(session, record))
            require(own.rubric_id != newest.id, "Bedömningen är redan gjord efter de senaste bedömningsgrunderna.")
            used = {one.key for one in rubrics.criteria_of(session, newest) if one.is_used}
            for held in session.scalars(select(Score).where(Score.assessment_id == own.id, Score.criterion.not_in(used))):
                self._log_own(unit, record, own, held.criterion, held.criterion, _shown(held), "")
            session.execute(delete(Score).where(Score.assessment_id == own.id, Score.criterion.not_in(used)))
            own.rubric_id, own.state = newest.id, AssessmentState.DRAFT
            if newest.frozen_at is None and entries_of(session, [own.id]):
                newest.frozen_at = unit.now
                unit.log("round", _round(session, record).uid, "frozen", "Bedömningsgrunder låsta", "", f"Version {newest.number}")
            self._log_state(unit, record, own, "Bedömning tas om", f"Version {old.number}", f"Version {newest.number}")
        return unit.changes

    # --- within a write --------------------------------------------------------------------------

    def _open_case(self, session: Session, uid: UUID) -> Application:
        record = visible_case(session, self.store.who, uid)
        require(workflow.is_open(record.state), f"Ärendet är i läget ”{record.state.label}” och kan inte ändras.")
        return record

    def _own(self, unit: Unit, case: UUID, state: AssessmentState | None = AssessmentState.DRAFT) -> tuple[Application, Assessment]:
        """The own assessment, in the state that the act takes, begun if there is none. Raises RuleViolation with what stands in the way."""
        session = unit.session
        record = visible_case(session, self.store.who, case)
        person = current_person(session, self.store.who)
        found = rubrics.round_of_case(session, record)
        require(found is not None, "Ärendet ingår inte i någon omgång än.")
        held = _assessment(session, record, person) if person else None
        refusal = _barred(session, record, person)
        require(not refusal, refusal)
        if state is AssessmentState.SUBMITTED:
            require(held is not None and held.state is state, "Bedömningen är inte inlämnad.")
        elif state is AssessmentState.DRAFT:
            require(held is None or held.state is state, _submitted_text(held))
        else:
            require(held is not None, "Bedömningen är inte påbörjad.")
        if held is not None:
            return record, held
        assert found is not None  # refused above
        assert person is not None
        made = Assessment(
            uid=new_uid(),
            application_id=record.id,
            person_id=person.id,
            rubric_id=rubrics.newest_rubric(session, found).id,
            state=AssessmentState.DRAFT,
            confidence=None,
            proposed_amount=None,
            comment="",
            submitted_at=None,
        )
        session.add(made)
        session.flush()
        return record, made

    def _locked(
        self, session: Session, record: Application, found: ScoringRound, owner: Person | None, own: Assessment | None, is_own: bool
    ) -> str:
        """Why nothing can be written in this sheet, empty when it can."""
        if owner is not None and not is_own:
            return f"Det är {owner.name} som skriver i den här bedömningen."
        handed_in = _submitted_text(own) if own and own.state is AssessmentState.SUBMITTED else ""
        read_only = self.store.read_only.text if self.store.read_only is not None else ""
        return _barred(session, record, owner) or handed_in or read_only

    @staticmethod
    def _log_own(unit: Unit, record: Application, own: Assessment, key: str, label: str, before: str, after: str) -> None:
        """Scores are logged on the assessment, not on the case, whose history every assessor reads."""
        if before != after:
            unit.log("assessment", own.uid, key, label, before, after)
        unit.touch("assessment", record.uid)

    @staticmethod
    def _log_case(unit: Unit, record: Application, key: str, label: str, before: str, after: str) -> None:
        unit.log("application", record.uid, key, label, before, after)
        unit.touch("assessment", record.uid)

    def _log_state(self, unit: Unit, record: Application, own: Assessment, label: str, before: str, after: str) -> None:
        name = unit.session.get_one(Person, own.person_id).name
        unit.log("assessment", own.uid, "state", label, before, after)
        self._log_case(unit, record, "assessment", label, before, f"{name}: {after}" if after else name)


def _round(session: Session, record: Application) -> ScoringRound:
    found = rubrics.round_of_case(session, record)
    assert found is not None  # looked up before
    return found


def _assignment(session: Session, record: Application, person: Person) -> Assignment | None:
    query = select(Assignment).where(Assignment.application_id == record.id, Assignment.person_id == person.id)
    return session.scalars(query).first()


def _assessment(session: Session, record: Application, person: Person) -> Assessment | None:
    query = select(Assessment).where(Assessment.application_id == record.id, Assessment.person_id == person.id)
    return session.scalars(query).first()


def _barred(session: Session, record: Application, person: Person | None) -> str:
    """Why this person may not assess this case, empty when it is allowed."""
    if person is None:
        return "Du är inte registrerad bland personerna i filen och kan därför inte bedöma."
    if person.is_active is False:
        return f"{person.name} är inte aktiv i filen och kan därför inte bedöma."
    if not workflow.is_open(record.state):
        return f"Ärendet är i läget ”{record.state.label}” och bedöms inte längre."
    if _assignment(session, record, person) is None:
        return "Du är inte tilldelad det här ärendet som bedömare."
    return ""


def _submitted_text(own: Assessment | None) -> str:
    day = f" {swedish.iso_date(own.submitted_at.astimezone().date())}" if own and own.submitted_at else ""
    return f"Bedömningen lämnades in{day}. Öppna den igen för att ändra; skälet skrivs i händelseloggen."


def _lacks(criteria: tuple[Criterion, ...], entries: Mapping[str, ScoreEntry], own: Assessment | None, newest: Rubric) -> tuple[str, ...]:
    outdated = (OUTDATED_TEXT,) if own is not None and own.rubric_id != newest.id else ()
    return (*outdated, *scoring.lacks(criteria, entries, own.confidence if own else None))


def _others(
    session: Session, record: Application, owner: Person | None, criteria: tuple[Criterion, ...], is_hidden: bool
) -> tuple[OtherAssessment, ...]:
    """The colleagues in a case, by name; what they gave only when it is handed in and the reader may see it."""
    jav = {person for _, person in disqualified(session, [record.id])}
    people = select(Person).join(Assignment, Assignment.person_id == Person.id).where(Assignment.application_id == record.id)
    asked = {one.id: one for one in session.scalars(people)}
    given = {one.person_id: one for one in session.scalars(select(Assessment).where(Assessment.application_id == record.id))}
    handed_in = {key: one for key, one in given.items() if one.state is AssessmentState.SUBMITTED}
    asked |= {key: session.get_one(Person, key) for key in handed_in if key not in asked}
    shown = {} if is_hidden else handed_in
    entries = entries_of(session, [one.id for one in shown.values()])
    others = []
    for person in sorted(asked.values(), key=lambda one: swedish.sort_key(one.name)):
        if person.id in jav or (owner is not None and person.id == owner.id):
            continue
        one, seen = given.get(person.id), shown.get(person.id)
        own_entries = entries[seen.id] if seen else {}
        value = total_of(own_entries, criteria)
        others.append(
            OtherAssessment(
                person=person.uid,
                person_name=person.name,
                state=one.state if one else None,
                total=None if value is None else float(value),
                entries=tuple(own_entries[each.key] for each in criteria if each.key in own_entries),
                confidence=seen.confidence if seen else None,
                proposed_amount=seen.proposed_amount if seen else None,
                comment=seen.comment if seen else "",
                submitted_at=one.submitted_at if one and one.state is AssessmentState.SUBMITTED else None,
            )
        )
    return tuple(others)


def _shown(held: Score | None) -> str:
    """A score in one line, for the log."""
    if held is None:
        return ""
    given = f"{held.value}" if held.kind is ScoreKind.SCORED else held.kind.label
    return f"{given}: {held.reason}" if held.reason else given


def _label(confidence: Confidence | None) -> str:
    return confidence.label if confidence else ""


def _kronor(amount: int | None) -> str:
    return "" if amount is None else swedish.kronor(amount)
