"""Writes the shipped sample store from the seed in app.sample: the same content on every run."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

from app.domain import catalogues
from app.domain.rules.engine import evaluate, input_hash
from app.domain.vocabulary import ApplicationState, StepKind
from app.exchange.files import write_bytes
from app.exchange.form_template import application_template
from app.exchange.plan_form import plan_template
from app.models.application import Application
from app.models.case import DepartureRecord, JudgementRecord
from app.models.ladder import CaseStep
from app.sample import index_values
from app.sample.cases import cases, example_application
from app.sample.dialogues import dialogues
from app.sample.model import CASEWORKER, REFERENCE_DAY, SampleAttachment, SampleCase, SampleStep, at
from app.sample.plans import example_plan, plans
from app.sample.uids import uid
from app.services import evidence, mapping
from app.services.attachments import insert_attachment
from app.services.forms import pieces
from app.services.index_store import add_indicators, add_observations, add_population, add_territories, changed, save_series
from app.services.sample_index import fill_index
from app.services.sample_work import fill_work
from app.services.store import Store, Unit, create_store, write_database
from app.services.uids import numbered_uids
from app.services.workbench import Workbench, assemble, resources_programme

OFFICE = "Stadsledningskontoret"


def write_sample(path: Path, step: Callable[[int, int], None] | None = None) -> None:
    """Make the sample store; an older one of the same name is replaced whole."""

    def write(made: Path) -> None:
        create_store(
            made,
            resources_programme(),
            who=OFFICE,
            reference_day=REFERENCE_DAY,
            store_id=uid("store"),
            now=at(date(2015, 1, 7)),
        )
        store = Store(made, OFFICE, None, None)
        try:
            with numbered_uids("sample"):
                fill(assemble(store), step)
        finally:
            store.close()
        _pack(made)

    write_database(path, write)


def _pack(path: Path) -> None:
    """Without the room that was left between rows as they came."""
    connection = sqlite3.connect(path)
    try:
        connection.execute("VACUUM")
    finally:
        connection.close()


def write_example(path: Path) -> None:
    """The filled form that demo and handbook use: it has three flaws for the rules to find."""
    write_bytes(path, application_template(resources_programme(), example_application()))


def write_example_plan(path: Path) -> None:
    """The filled plan form that the handbook uses: it has two small gaps to find."""
    write_bytes(path, plan_template(resources_programme(), example_plan()))


def fill(bench: Workbench, step: Callable[[int, int], None] | None = None) -> None:
    store = bench.store
    store.clock = lambda: at(date(2015, 1, 7))
    with store.writing() as unit:
        save_series(unit.session, index_values.series(), index_values.values())
        add_territories(unit.session, index_values.territories(bench.programme))
        add_population(unit.session, index_values.population(bench.programme))
        add_indicators(unit.session, index_values.indicators())
        add_observations(unit.session, index_values.observations(bench.programme), illustrative=True)
        changed(unit, "Exempelvärden till riskindexet", "", "Exempelserier", source=index_values.SOURCE)
    for dialogue in dialogues():
        store.clock = lambda dialogue=dialogue: at(dialogue.draft.day or REFERENCE_DAY, 15)  # type: ignore[misc]
        bench.dialogues.create(dialogue.draft, uid=dialogue.uid)
    for plan in plans():
        store.clock = lambda plan=plan: at(plan.plan.approved_date or plan.plan.risk_analysis_date or REFERENCE_DAY, 13)  # type: ignore[misc]
        bench.plans.create(plan.plan, state=plan.state, uid=plan.uid, source="Plan registrerad")
    wanted = sorted(cases(), key=lambda case: case.case_number)
    for number, case in enumerate(wanted):
        add_case(bench, case)
        if step:
            step(number + 1, len(wanted))
    fill_work(bench, {case.case_number: case.uid for case in wanted})
    fill_index(bench)
    settle(bench)


def add_case(bench: Workbench, case: SampleCase) -> None:
    """One case with its whole history in the log, in one transaction."""
    store = bench.store
    first = case.history[0]
    store.clock = lambda: at(first.date)
    store.who = first.who
    with store.writing() as unit:
        record = bench.cases.insert(
            unit, case.application, first.state or case.state, first.note or "Ny ansökan", uid=case.uid, case_number=case.case_number
        )
        mapping.write_draft(unit.session, record, case.process, catalogues.PROCESS, mapping.PROCESS_ROWS)
        _replay(unit, record, case)
        record.state = case.state
        unit.session.flush()
        evidence.refresh(unit.session, store.programme, record, unit.now)
        _judge(unit, bench, record, case)
    store.who = OFFICE


def _replay(unit: Unit, record: Application, case: SampleCase) -> None:
    """What came in and what was done, in the order of time."""
    first = case.history[0]
    events: list[SampleAttachment | SampleStep] = [*case.attachments, *case.history[1:]]
    state = first.state
    for event in sorted(events, key=lambda one: max(one.date, first.date)):
        if isinstance(event, SampleAttachment):
            unit.now, unit.who = at(max(event.date, first.date), 10), first.who
            content = event.content
            insert_attachment(unit, record, event.kind, event.name, pieces(content), len(content), event.date, uid=event.uid)
            continue
        unit.now, unit.who = at(event.date, 11), event.who
        if event.state is None:
            unit.log("application", record.uid, "note", "Anteckning", "", event.note)
            continue
        note = f" ({event.note})" if event.note else ""
        unit.log("application", record.uid, "state", "Läge", state.label if state else "", f"{event.state.label}{note}")
        unit.session.add(
            CaseStep(
                uid=uid(f"{case.case_number}/step/{event.state.value}/{event.date}"),
                application_id=record.id,
                kind=StepKind.MOVED,
                origin=state or event.state,
                target=event.state,
                day=event.date,
                paragraph=case.process.decision_paragraph if event.state is ApplicationState.DECIDED else "",
                note=event.note,
                who=event.who,
                at=unit.now,
            )
        )
        state = event.state


def _judge(unit: Unit, bench: Workbench, record: Application, case: SampleCase) -> None:
    unit.who = CASEWORKER
    computed = {one.rule_id: one for one in evaluate(evidence.gather(unit.session, bench.programme, record))}
    for given in case.judgements:
        unit.session.add(
            JudgementRecord(
                uid=uid(f"{case.case_number}/judgement/{given.rule_id}"),
                application_id=record.id,
                rule_id=given.rule_id,
                outcome=given.outcome,
                reason=given.reason,
                person=CASEWORKER,
                at=unit.now,
                input_hash=input_hash(computed[given.rule_id]),
            )
        )
        label = f"Bedömning av {given.rule_id}"
        unit.log("application", record.uid, f"judgement.{given.rule_id}", label, "", f"{given.outcome.label}: {given.reason}")
    for departure in case.departures:
        unit.session.add(
            DepartureRecord(
                uid=uid(f"{case.case_number}/departure/{departure.rule_id}"),
                application_id=record.id,
                rule_id=departure.rule_id,
                reason=departure.reason,
                person=CASEWORKER,
                at=unit.now,
            )
        )
        label = f"Avsteg från {departure.rule_id}"
        unit.log("application", record.uid, f"departure.{departure.rule_id}", label, "", departure.reason)
    unit.session.flush()


def settle(bench: Workbench) -> None:
    """The frame is known only when all cases are in: evaluate every case once more on the reference day."""
    from sqlalchemy import select

    bench.store.clock = lambda: at(REFERENCE_DAY, 8)
    with bench.store.writing() as unit:
        unit.applications |= set(unit.session.scalars(select(Application.id)))
