"""A real store in a temporary folder, with the programme data and one plan that applications can lean on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from app import paths
from app.domain.drafts import PlanActivity, PlanDraft, PlanObjective
from app.domain.programme import Programme
from app.domain.vocabulary import PlanState
from app.exchange.programme_file import load_programme
from app.exchange.sheet_reader import read_workbook_here
from app.services.forms import Forms
from app.services.store import create_store, open_store
from app.services.workbench import Workbench, assemble
from tests.services.builders import a_good_application

REFERENCE_DAY = date(2016, 3, 14)


@pytest.fixture(scope="session")
def programme() -> Programme:
    return load_programme(paths.resources_folder() / "programme.toml")


@pytest.fixture(scope="session")
def empty_store(programme: Programme, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A new store's bytes, made once: every test opens a copy of its own."""
    path = tmp_path_factory.mktemp("store") / "empty.sqlite"
    create_store(path, programme, who="Test", reference_day=REFERENCE_DAY, now=datetime(2016, 1, 1, tzinfo=UTC))
    return path.read_bytes()


@pytest.fixture
def store_path(empty_store: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "ärenden #1 100%.sqlite"
    path.write_bytes(empty_store)
    return path


@pytest.fixture
def bench(store_path: Path) -> Iterator[Workbench]:
    bench = assemble(open_store(store_path, "Handläggare A"))
    object.__setattr__(bench, "forms", Forms(bench.store, bench.cases, reader=read_workbook_here))
    yield bench
    bench.close()


@pytest.fixture
def plan(bench: Workbench) -> UUID:
    return bench.plans.create(
        PlanDraft(
            board="spanga-tensta",
            plan_version=1,
            risk_analysis_date=date(2015, 1, 20),
            risk_analysis_year=2012,
            resources_for_targets="40 timmar",
            police_agreement_ref="2014-04-10",
            approved_date=date(2015, 2, 26),
            approval_paragraph="§ 5",
            objectives=(
                PlanObjective(
                    number="1",
                    text="Fler elever är behöriga",
                    indicator="Andel behöriga",
                    baseline=Decimal(70),
                    target=Decimal(80),
                    target_date=date(2016, 12, 31),
                    method="Skolans statistik",
                ),
            ),
            activities=(
                PlanActivity(number="1", title="Läxhjälp i Tensta", districts=("tensta",)),
                PlanActivity(number="2", title="Trygga stråk", districts=("tensta",)),
            ),
        ),
        state=PlanState.APPROVED,
    ).uid


@pytest.fixture
def case(bench: Workbench, plan: UUID) -> UUID:
    return bench.cases.create(a_good_application()).uid
