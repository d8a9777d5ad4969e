"""Everything the window and the command line may ask for, over one open store."""

from __future__ import annotations

import getpass
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from app import paths
from app.domain import swedish
from app.domain.programme import Programme
from app.domain.views import ReadOnly
from app.exchange.programme_file import load_programme
from app.services.assessments import Assessments
from app.services.attachments import Attachments
from app.services.case_index import CaseIndex
from app.services.cases import Cases
from app.services.checks import Checks
from app.services.dialogues import Dialogues
from app.services.earlier import Earlier
from app.services.exporting import Exports
from app.services.forms import Forms
from app.services.index_comments import IndexComments
from app.services.index_data import IndexData
from app.services.index_exports import IndexExports
from app.services.index_history import IndexHistory
from app.services.index_import import IndexImport
from app.services.index_in_use import IndexInUse
from app.services.index_office import IndexOffice
from app.services.index_papers import IndexPapers
from app.services.index_ranking import IndexRanking
from app.services.index_results import IndexResults
from app.services.index_table_import import IndexTableImport
from app.services.index_views import IndexViews
from app.services.meetings import Meetings
from app.services.memos import Memos
from app.services.office import Office
from app.services.people import Conflicts, People
from app.services.plan_forms import PlanForms
from app.services.plan_papers import PlanPapers
from app.services.plans import Plans
from app.services.portfolios import Portfolios
from app.services.queries import Queries
from app.services.ranking_exports import RankingExports
from app.services.risk_index import RiskIndex
from app.services.rounds import Rounds
from app.services.rule_pages import RulePages
from app.services.saved_views import SavedViews
from app.services.store import Store, open_store
from app.services.store import create_store as make_store
from app.services.store_files import StoreFiles
from app.services.supplements import Supplements
from app.services.text_versions import TextVersions


@dataclass(frozen=True)
class Workbench:
    """The services over one store; safe to use from several threads, since writes take turns."""

    store: Store
    cases: Cases
    plans: Plans
    dialogues: Dialogues
    plan_forms: PlanForms
    plan_papers: PlanPapers
    queries: Queries
    memos: Memos
    forms: Forms
    attachments: Attachments
    exports: Exports
    files: StoreFiles
    people: People
    conflicts: Conflicts
    rounds: Rounds
    assessments: Assessments
    ranking_exports: RankingExports
    meetings: Meetings
    supplements: Supplements
    checks: Checks
    office: Office
    text_versions: TextVersions
    earlier: Earlier
    rule_pages: RulePages
    saved_views: SavedViews
    risk_index: RiskIndex
    index_exports: IndexExports
    index_views: IndexViews
    index_in_use: IndexInUse
    index_office: IndexOffice
    index_ranking: IndexRanking
    portfolios: Portfolios
    case_index: CaseIndex
    index_history: IndexHistory
    index_data: IndexData
    index_results: IndexResults
    index_comments: IndexComments
    index_papers: IndexPapers
    index_import: IndexImport
    table_import: IndexTableImport

    @property
    def path(self) -> Path:
        return self.store.path

    @property
    def store_name(self) -> str:
        return self.store.path.name

    @property
    def read_only(self) -> ReadOnly | None:
        return self.store.read_only

    @property
    def programme(self) -> Programme:
        return self.store.programme

    @property
    def who(self) -> str:
        return self.store.who

    @property
    def today(self) -> date:
        return self.store.today

    @property
    def reference_day(self) -> date | None:
        return self.store.reference_day

    @property
    def last_saved(self) -> datetime | None:
        return self.store.last_saved

    def close(self) -> None:
        self.store.close()


def system_user() -> str:
    """The system's name for whoever is logged in."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "okänd användare"


def _name(who: str | None) -> str:
    """The name for the log, on one line; the system's when none is given."""
    return swedish.compact(who or "") or system_user()


def resources_programme() -> Programme:
    return load_programme(paths.resources_folder() / "programme.toml")


def open_workbench(path: Path, *, who: str | None = None, view_only: bool = False) -> Workbench:
    """Open a store with all services. Raises FileRefused or EnvironmentProblem with a text for the user."""
    return assemble(open_store(path, _name(who), view_only=view_only))


def assemble(store: Store) -> Workbench:
    cases = Cases(store)
    if store.is_migrated:
        cases.renew()
    resources = paths.resources_folder()
    queries = Queries(store, resources)
    plans = Plans(store)
    office = Office(store)
    risk_index = RiskIndex(store)
    index_office = IndexOffice(store)
    index_in_use = IndexInUse(store, risk_index, resources)
    index_comments = IndexComments(store)
    memos = Memos(store, cases, index_in_use, resources)
    forms = Forms(store, cases)
    return Workbench(
        store=store,
        cases=cases,
        plans=plans,
        dialogues=Dialogues(store),
        plan_forms=PlanForms(store, plans),
        plan_papers=PlanPapers(store, plans, resources),
        queries=queries,
        memos=memos,
        forms=forms,
        attachments=Attachments(store),
        exports=Exports(queries, store.programme),
        files=StoreFiles(store),
        people=People(store),
        conflicts=Conflicts(store),
        rounds=Rounds(store),
        assessments=Assessments(store),
        ranking_exports=RankingExports(),
        meetings=Meetings(store),
        supplements=Supplements(store, cases, forms, resources),
        checks=Checks(store, cases, office),
        office=office,
        text_versions=TextVersions(store, cases, memos),
        earlier=Earlier(store),
        rule_pages=RulePages(store),
        saved_views=SavedViews(store),
        risk_index=risk_index,
        index_exports=IndexExports(risk_index),
        index_views=IndexViews(risk_index, index_office),
        index_in_use=index_in_use,
        index_office=index_office,
        index_ranking=IndexRanking(risk_index, index_office),
        case_index=CaseIndex(store, cases, risk_index, index_in_use),
        portfolios=Portfolios(store, queries, risk_index),
        index_history=IndexHistory(store, risk_index),
        index_data=IndexData(store, risk_index),
        index_results=IndexResults(store, risk_index),
        index_comments=index_comments,
        index_papers=IndexPapers(store, risk_index, index_comments, resources),
        index_import=IndexImport(store, risk_index),
        table_import=IndexTableImport(store, risk_index),
    )


def create_store(path: Path, *, who: str | None = None, reference_day: date | None = None) -> None:
    """Make a new, empty store with the programme data. Raises FileRefused when the name is taken or the place unfit."""
    make_store(path, resources_programme(), who=_name(who), reference_day=reference_day)
