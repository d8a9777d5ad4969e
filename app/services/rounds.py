"""Use cases on rounds: which cases are assessed together, and their criteria in versions."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from sqlalchemy import delete, exists, or_, select
from sqlalchemy.orm import Session

from app.domain import swedish
from app.domain.fields import FIRST_YEAR, LAST_YEAR
from app.domain.scoring import ANCHORS, RoundInfo, RubricView
from app.domain.views import Changes, Created
from app.models.application import Application
from app.models.assessment import Assessment, RoundCase, Rubric, RubricCriterion, Score, ScoringRound
from app.services import rubrics
from app.services.attachments import require_open
from app.services.store import Store, Unit, require
from app.services.uids import new_uid
from app.services.visibility import visible_case

MAX_WEIGHT = Decimal(100)
WEIGHT_PLACES = 2
COPIED = ("key", "position", "title", "guidance", "weight", "level_0", "level_1", "level_2", "level_3", "is_used")


class Rounds:
    """Rounds of applications that are assessed together."""

    def __init__(self, store: Store) -> None:
        self.store = store

    # --- reading ---------------------------------------------------------------------------------

    def list(self) -> tuple[RoundInfo, ...]:
        """Every round, the latest year first."""
        with self.store.reading() as session:
            found = list(session.scalars(select(ScoringRound)))
            found.sort(key=lambda one: (-one.year, swedish.sort_key(one.name)))
            return tuple(rubrics.round_info(session, one, self.store.who) for one in found)

    def rubric(self, round: UUID, number: int | None = None) -> RubricView:
        """One version of the criteria, the newest when none is named."""
        with self.store.reading() as session:
            found = rubrics.find_round(session, round)
            held = rubrics.newest_rubric(session, found) if number is None else rubrics.numbered_rubric(session, found, number)
            return rubrics.rubric_view(session, found, held, self.store.who)

    def numbers(self, round: UUID) -> tuple[int, ...]:
        """The version numbers, newest first."""
        with self.store.reading() as session:
            found = rubrics.find_round(session, round)
            query = select(Rubric.number).where(Rubric.round_id == found.id).order_by(Rubric.number.desc())
            return tuple(session.scalars(query))

    def of_case(self, uid: UUID) -> RoundInfo | None:
        """The round a case is assessed in."""
        with self.store.reading() as session:
            found = rubrics.round_of_case(session, visible_case(session, self.store.who, uid))
            return rubrics.round_info(session, found, self.store.who) if found else None

    # --- rounds ----------------------------------------------------------------------------------

    def create(self, name: str, year: int) -> Created:
        """A new round with the programme's criteria, weighted alike, with the four written levels (domain brief, section 9)."""
        with self.store.writing() as unit:
            title = self._free_name(unit.session, name, year, None)
            made = ScoringRound(uid=new_uid(), name=title, year=year)
            unit.session.add(made)
            unit.session.flush()
            rubric = Rubric(uid=new_uid(), round_id=made.id, number=1, note="", frozen_at=None)
            unit.session.add(rubric)
            unit.session.flush()
            anchors = {f"level_{number}": text for number, text in enumerate(ANCHORS)}
            for position, one in enumerate(self.store.programme.criteria):
                plain = {"key": one.id, "title": one.label, "guidance": one.look_for, "weight": Decimal(1), "is_used": True, **anchors}
                unit.session.add(RubricCriterion(uid=new_uid(), rubric_id=rubric.id, position=position, **plain))
            unit.log("round", made.uid, "created", "Ny omgång", "", f"{title} ({year})")
        return Created(made.uid, unit.changes)

    def rename(self, round: UUID, name: str, year: int) -> Changes:
        with self.store.writing() as unit:
            found = rubrics.find_round(unit.session, round)
            title = self._free_name(unit.session, name, year, found.id)
            if (found.name, found.year) != (title, year):
                unit.log("round", found.uid, "name", "Omgång", f"{found.name} ({found.year})", f"{title} ({year})")
                found.name, found.year = title, year
                _touch_cases(unit, found)
        return unit.changes

    def remove(self, round: UUID) -> Changes:
        """Remove a round made by mistake. Raises RuleViolation while cases are in it."""
        with self.store.writing() as unit:
            found = rubrics.find_round(unit.session, round)
            held = unit.session.scalars(select(RoundCase.application_id).where(RoundCase.round_id == found.id)).first()
            require(held is None, f"Det finns ärenden i {found.name}. Ta ut dem ur omgången först.")
            unit.log("round", found.uid, "removed", "Omgång borttagen", f"{found.name} ({found.year})", "")
            unit.session.delete(found)
        return unit.changes

    @staticmethod
    def _free_name(session: Session, name: str, year: int, own_id: int | None) -> str:
        title = rubrics.short_text(name, "Omgångens namn")
        require(title, "Omgången behöver ett namn, till exempel ”Våren 2016”.")
        require(FIRST_YEAR <= year <= LAST_YEAR, f"Året {year} går inte att använda. Ange ett år mellan {FIRST_YEAR} och {LAST_YEAR}.")
        key = swedish.match_key(title)
        taken = [one for one in session.scalars(select(ScoringRound)) if swedish.match_key(one.name) == key and one.id != own_id]
        require(not taken, f"Det finns redan en omgång som heter ”{title}”. Välj ett annat namn.")
        return title

    # --- cases -----------------------------------------------------------------------------------

    def put_cases(self, round: UUID, uids: Sequence[UUID]) -> Changes:
        """Put cases in the round, all or none; one in another round moves here unless it is assessed there."""
        with self.store.writing() as unit:
            found = rubrics.find_round(unit.session, round)
            for uid in uids:
                case = visible_case(unit.session, self.store.who, uid)
                require_open(case)
                held = rubrics.round_of_case(unit.session, case)
                if held is not None and held.id == found.id:
                    continue
                if held is not None:
                    self._take_out(unit, case, held)
                unit.session.add(RoundCase(application_id=case.id, round_id=found.id))
                unit.session.flush()
                _log_round(unit, case, held.name if held else "", found.name)
                unit.touch("round", found.uid)
        return unit.changes

    def remove_case(self, uid: UUID) -> Changes:
        """Take a case out of its round. Raises RuleViolation when it is assessed."""
        with self.store.writing() as unit:
            case = visible_case(unit.session, self.store.who, uid)
            held = rubrics.round_of_case(unit.session, case)
            if held is not None:
                self._take_out(unit, case, held)
                _log_round(unit, case, held.name, "")
        return unit.changes

    @staticmethod
    def _take_out(unit: Unit, case: Application, held: ScoringRound) -> None:
        session = unit.session
        own = Assessment.application_id == case.id
        has_score = exists().where(Score.assessment_id == Assessment.id)
        written = or_(has_score, Assessment.confidence.is_not(None), Assessment.proposed_amount.is_not(None), Assessment.comment != "")
        begun = session.scalars(select(Assessment.id).where(own, written)).first()
        require(
            begun is None,
            f"{rubrics.case_name(case)} är redan under bedömning i {held.name} och kan inte tas ut ur omgången eller flyttas.",
        )
        session.execute(delete(Assessment).where(own))
        session.execute(delete(RoundCase).where(RoundCase.application_id == case.id))
        unit.touch("round", held.uid)

    # --- criteria --------------------------------------------------------------------------------

    def edit_criterion(
        self,
        round: UUID,
        key: str,
        *,
        title: str | None = None,
        guidance: str | None = None,
        weight: Decimal | None = None,
        levels: Sequence[str] | None = None,
        is_used: bool | None = None,
    ) -> Changes:
        """Change what is given of a criterion in the newest version. Raises RuleViolation once a score has frozen it."""
        with self.store.writing() as unit:
            found = rubrics.find_round(unit.session, round)
            rubric = rubrics.newest_rubric(unit.session, found)
            require(
                rubric.frozen_at is None,
                f"Version {rubric.number} av bedömningsgrunderna är låst: någon har bedömt efter den. Gör en ny version för att ändra.",
            )
            rows = rubrics.criterion_rows(unit.session, rubric)
            row = next((one for one in rows if one.key == key), None)
            if row is None:
                require(False, f"Det finns inget kriterium {key} i {found.name}.")
            else:
                wanted = _wanted(key, title, guidance, weight, levels, is_used)
                for name, (label, value) in wanted.items():
                    before = getattr(row, name)
                    if before != value:
                        setattr(row, name, value)
                        unit.log("round", found.uid, f"{key}.{name}", f"{key} {row.title}, {label}", _shown(before), _shown(value))
                counted = any(one.is_used and one.weight > 0 for one in rows)
                require(counted, "Minst ett kriterium behöver användas och ha en vikt över noll.")
                if unit.kinds:
                    _touch_cases(unit, found)
        return unit.changes

    def new_version(self, round: UUID, note: str) -> Changes:
        """A copy of the newest version that can be changed; assessments given before are listed for another look."""
        with self.store.writing() as unit:
            found = rubrics.find_round(unit.session, round)
            old = rubrics.newest_rubric(unit.session, found)
            reason = rubrics.long_text(note, "Skälet")
            require(reason, "Skriv varför bedömningsgrunderna ändras.")
            require(old.frozen_at is not None, f"Version {old.number} är inte låst än. Ändra direkt i den.")
            made = Rubric(uid=new_uid(), round_id=found.id, number=old.number + 1, note=reason, frozen_at=None)
            unit.session.add(made)
            unit.session.flush()
            for one in rubrics.criterion_rows(unit.session, old):
                plain = {name: getattr(one, name) for name in COPIED}
                unit.session.add(RubricCriterion(uid=new_uid(), rubric_id=made.id, **plain))
            unit.log(
                "round",
                found.uid,
                "version",
                "Ny version av bedömningsgrunderna",
                f"Version {old.number}",
                f"Version {made.number}: {reason}",
            )
            _touch_cases(unit, found)
        return unit.changes


def _touch_cases(unit: Unit, found: ScoringRound) -> None:
    """The sheets of all cases in the round show its name and criteria."""
    cases = select(Application.uid).join(RoundCase, RoundCase.application_id == Application.id).where(RoundCase.round_id == found.id)
    for uid in unit.session.scalars(cases):
        unit.touch("assessment", uid)


def _log_round(unit: Unit, case: Application, before: str, after: str) -> None:
    unit.log("application", case.uid, "round", "Omgång", before, after)
    unit.touch("assessment", case.uid)
    unit.digests.add(case.id)  # rows may have gone by a statement


def _wanted(
    key: str, title: str | None, guidance: str | None, weight: Decimal | None, levels: Sequence[str] | None, is_used: bool | None
) -> dict[str, tuple[str, object]]:
    """Column → its Swedish label and the value asked for, checked. Raises RuleViolation."""
    wanted: dict[str, tuple[str, object]] = {}
    if title is not None:
        wanted["title"] = ("namn", rubrics.short_text(title, "Kriteriets namn"))
        require(wanted["title"][1], f"{key} behöver ett namn.")
    if guidance is not None:
        wanted["guidance"] = ("vad man ser efter", rubrics.long_text(guidance, "Texten"))
    if weight is not None:
        wanted["weight"] = ("vikt", checked_weight(weight))
    if levels is not None:
        require(len(levels) == len(ANCHORS), "Ett kriterium har fyra nivåer, 0 till 3.")
        for number, text in enumerate(levels):
            wanted[f"level_{number}"] = (f"nivå {number}", rubrics.long_text(text, "Texten"))
    if is_used is not None:
        wanted["is_used"] = ("används", is_used)
    return wanted


def checked_weight(weight: Decimal) -> Decimal:
    """A weight from 0 to 100 with at most two decimals. Raises RuleViolation."""
    text = "Vikten ska vara ett tal mellan 0 och 100 med högst två decimaler, till exempel 1 eller 1,5."
    require(weight.is_finite() and 0 <= weight <= MAX_WEIGHT, text)
    require(weight == round(weight, WEIGHT_PLACES), text)
    return weight


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return swedish.yes_no(value)
    return swedish.number(value) if isinstance(value, Decimal) else str(value)
