"""A case is read whole in few statements, and what is read is what is stored."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event, select
from sqlalchemy.engine import Engine

from app import paths
from app.models import Base
from app.models.application import Application
from app.models.plan import LocalActionPlan
from app.services import evidence, mapping
from app.services.attachments import attachments_of
from app.services.workbench import Workbench, open_workbench

MOST_QUERIES = 5


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    path = tmp_path_factory.mktemp("sample") / "sample.sqlite"
    shutil.copyfile(paths.sample_store(), path)
    bench = open_workbench(path, who="Handläggaren")
    yield bench
    bench.close()


def test_opening_a_case_asks_few_questions(sample: Workbench) -> None:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    with sample.store.reading() as session:
        uids = session.scalars(select(Application.uid)).all()
    event.listen(Engine, "before_cursor_execute", note)
    try:
        for uid in uids:
            asked.clear()
            sample.cases.load(uid)
            assert len([one for one in asked if one.lstrip().startswith("SELECT")]) <= MOST_QUERIES
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def test_what_is_read_together_is_what_each_table_holds(sample: Workbench) -> None:
    seen = 0
    with sample.store.reading() as session:
        for record in session.scalars(select(Application)).all():
            view = sample.cases.load(record.uid)
            assert view.draft == mapping.application_draft(session, record)
            assert [row.uid for row in view.draft.budget_lines] == [
                row.uid for row in mapping.application_draft(session, record).budget_lines
            ]
            assert view.evidence.process == mapping.process_of(session, record)
            assert view.results == evidence.current_results(session, record.id)
            assert view.judgements == evidence.judgements_of(session, record.id)
            assert view.departures == evidence.departures_of(session, record.id)
            assert view.attachments == attachments_of(session, record.id)
            plan = session.get(LocalActionPlan, record.plan_id) if record.plan_id else None
            assert view.evidence.plan == (mapping.plan_draft(session, plan) if plan else None)
            assert view.evidence.granted_before == evidence.granted_total(session, without=record.id)
            assert view.evidence.pending_proposals == evidence.proposed_total(session, without=record.id)
            seen += view.evidence.plan is not None and view.evidence.activity is not None and bool(view.evidence.index)
    assert seen > 10


def test_every_table_of_a_case_is_under_its_digest() -> None:
    tables = {mapper.class_.__tablename__ for mapper in Base.registry.mappers if "application_id" in mapper.class_.__table__.columns}
    digested = {mapped.__tablename__ for mapped in (*evidence.DIGESTED, *evidence.DIGESTED_WHEN_HELD)}
    assert tables - digested == {"case_digest"}


def test_a_score_changed_behind_the_programs_back_is_found(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    shutil.copyfile(paths.sample_store(), path)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE score SET value = 3 - value WHERE id = (SELECT min(id) FROM score WHERE value IS NOT NULL)")
    connection.close()
    bench = open_workbench(path, who="Handläggaren")
    assert bench.files.verify_digests() == ("2015-021",)
    bench.close()
