"""A rule across all cases, and its runs on one: read-only, for the rule's page and the comparison of runs."""

from __future__ import annotations

import json
from uuid import UUID

from sqlalchemy import func, select

from app.domain.rules.evidence import ValueUsed
from app.domain.rules.runs import RuleCase, RuleCases, Run
from app.domain.vocabulary import RuleOutcome
from app.models.application import Application
from app.models.case import DepartureRecord
from app.models.case import RuleRun as StoredRun
from app.models.programme import Organisation
from app.services.store import Store
from app.services.visibility import visible_to

PAGE = 200


class RulePages:
    def __init__(self, store: Store) -> None:
        self.store = store

    def cases_by_rule(self, rule_id: str, outcome: RuleOutcome | None = None, *, limit: int = PAGE, offset: int = 0) -> RuleCases:
        """The cases by the rule's outcome: counts of all, and a page of one outcome or of all, newest received first."""
        current = (StoredRun.rule_id == rule_id, StoredRun.is_current, visible_to(self.store.who))
        wanted = current if outcome is None else (*current, StoredRun.outcome == outcome)
        with self.store.reading() as session:
            counted = session.execute(
                select(StoredRun.outcome, func.count())
                .join(Application, Application.id == StoredRun.application_id)
                .where(*current)
                .group_by(StoredRun.outcome)
            ).all()
            counts = {one: next((number for found, number in counted if found is one), 0) for one in RuleOutcome}
            departed = (
                select(DepartureRecord.id)
                .where(DepartureRecord.application_id == Application.id, DepartureRecord.rule_id == rule_id)
                .exists()
            )  # fmt: skip
            rows = session.execute(
                select(
                    Application.uid, Application.case_number, Application.registry_number_city, Application.title,
                    Organisation.short_name, StoredRun.outcome, StoredRun.reason, departed.label("departed"),
                )
                .join(StoredRun, StoredRun.application_id == Application.id)
                .join(Organisation, Organisation.key == Application.applicant, isouter=True)
                .where(*wanted)
                .order_by(Application.received_date.desc().nulls_last(), Application.id.desc())
                .limit(limit)
                .offset(offset)
            ).all()  # fmt: skip
        found = tuple(
            RuleCase(
                uid=row.uid,
                number=row.registry_number_city or row.case_number,
                title=row.title,
                board=row.short_name or "",
                outcome=row.outcome,
                reason=row.reason,
                departed=bool(row.departed),
            )
            for row in rows
        )
        return RuleCases(counts, found, sum(counts.values()) if outcome is None else counts[outcome])

    def runs(self, uid: UUID, rule_id: str) -> tuple[Run, ...]:
        """The runs a rule has had on a case that were kept, newest first."""
        with self.store.reading() as session:
            rows = session.scalars(
                select(StoredRun)
                .join(Application, Application.id == StoredRun.application_id)
                .where(Application.uid == uid, StoredRun.rule_id == rule_id, visible_to(self.store.who))
                .order_by(StoredRun.id.desc())
            )
            return tuple(
                Run(
                    number=row.id,
                    at=row.at,
                    version=row.rule_set_version,
                    outcome=row.outcome,
                    reason=row.reason,
                    values_used=tuple(ValueUsed(label, text) for label, text in json.loads(row.values_used)),
                    judged_by=row.judged_by or "",
                )
                for row in rows
            )
