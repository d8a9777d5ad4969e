"""The window's parts for tests: recorded messages, own settings, a small real store, and jobs that run at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication

from app import paths
from app.domain.drafts import ApplicationDraft, BudgetLine, PlanActivity, PlanDraft
from app.domain.vocabulary import ApplicationState, CostType, FundedBy, PlanState
from app.services.workbench import Workbench, create_store, open_workbench
from app.ui.actions import Actions
from app.ui.application import make_window, use_bundled_font
from app.ui.garbage import GarbageCollector
from app.ui.jobs import InlineJobRunner, JobRunner
from app.ui.main_window import MainWindow
from app.ui.messages import Messages
from app.ui.qt_swedish import install_swedish
from app.ui.session import Session
from app.ui.settings import Settings
from app.ui.theme import Theme

REFERENCE_DAY = date(2016, 3, 14)


class RecordedMessages(Messages):
    """Shows nothing: what would have been said is kept, and questions get the answers set beforehand."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.notices: list[str] = []
        self.strips: list[tuple[str, str]] = []
        self.problems: list[Exception] = []
        self.faults: list[BaseException] = []
        self.informed: list[str] = []
        self.asked: list[str] = []
        self.answer_confirm = True
        self.answer_file: Path | None = None
        self.answer_text: str | None = None
        self.answer_choice: str | None = None
        self.noticed.connect(self.notices.append)
        self.stripped.connect(lambda text, kind: self.strips.append((text, kind)))

    def problem(self, title: str, error: Exception) -> None:
        self.problems.append(error)

    def fault(self, error: BaseException) -> None:
        self.faults.append(error)

    def inform(self, title: str, text: str, detail: str = "") -> None:
        self.informed.append(f"{text} {detail}".strip())

    def confirm(self, title: str, text: str, verb: str) -> bool:
        self.asked.append(title)
        return self.answer_confirm

    def ask_open_file(self, caption: str, file_filter: str) -> Path | None:
        self.asked.append(caption)
        return self.answer_file

    def ask_save_file(self, caption: str, file_filter: str, suggested: str = "") -> Path | None:
        self.asked.append(caption)
        return self.answer_file

    def ask_text(self, title: str, label: str, verb: str, **options: Any) -> str | None:
        self.asked.append(title)
        return self.answer_text

    def ask_choice(self, title: str, label: str, verb: str, choices: Sequence[tuple[str, str]], chosen: str = "") -> str | None:
        self.asked.append(title)
        return self.answer_choice


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> Theme:
    """The application as it is in use: Fusion, Swedish, the bundled font, light."""
    qapp.setStyle("Fusion")
    install_swedish(qapp)
    use_bundled_font(qapp)
    theme = Theme(qapp, "light", 100)
    theme.apply()
    return theme


@pytest.fixture(scope="session", autouse=True)
def garbage(qapp: QApplication) -> Iterator[GarbageCollector]:
    """As in use: what one test leaves behind is not destroyed in another's worker thread."""
    collector = GarbageCollector()
    yield collector
    collector.stop()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.ini")


@pytest.fixture
def messages(settings: Settings) -> RecordedMessages:
    return RecordedMessages(settings)


@pytest.fixture
def actions(qapp: QApplication) -> Actions:
    return Actions()


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[JobRunner]:
    """Real threads, ended after the test."""
    runner = JobRunner()
    yield runner
    runner.shut_down()


@pytest.fixture(scope="session")
def seeded_store(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A store with one approved plan and three applications, made once: each test opens a copy."""
    path = tmp_path_factory.mktemp("seed") / "seed.sqlite"
    create_store(path, who="Test", reference_day=REFERENCE_DAY)
    bench = open_workbench(path, who="Test")
    bench.plans.create(
        PlanDraft(
            board="spanga-tensta",
            plan_version=1,
            approved_date=date(2015, 2, 26),
            activities=(PlanActivity(number="1", title="Läxhjälp i Tensta", districts=("tensta",)),),
        ),
        state=PlanState.APPROVED,
    )
    for number, title in enumerate(("Läxhjälp i Tensta", "Trygga stråk", "Öppen förskola"), 1):
        bench.cases.create(
            ApplicationDraft(
                title=title,
                applicant="spanga-tensta",
                districts=("tensta",),
                received_date=date(2016, 3, number),
                budget_lines=(BudgetLine(year=2016, cost_type=CostType.STAFF, amount=number * 1_000_000, funded_by=FundedBy.PROGRAMME),),
            ),
            state=ApplicationState.FORMAL_CHECK,
        )
    bench.close()
    return path.read_bytes()


@pytest.fixture
def store(seeded_store: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "ärenden.sqlite"
    path.write_bytes(seeded_store)
    return path


@pytest.fixture
def bench(store: Path) -> Iterator[Workbench]:
    bench = open_workbench(store, who="Handläggaren")
    yield bench
    bench.close()


@pytest.fixture
def session(bench: Workbench, settings: Settings, messages: RecordedMessages, actions: Actions) -> Session:
    """A session over the seeded store whose jobs run at once; nothing listens to it but the test."""
    made = Session(InlineJobRunner(), settings, messages, actions)
    made.who = "Handläggaren"
    made.workbench = bench
    return made


@pytest.fixture
def sample_path(tmp_path: Path) -> Path:
    """A copy of the shipped sample."""
    path = tmp_path / "exempel.sqlite"
    path.write_bytes(paths.sample_store().read_bytes())
    return path


@pytest.fixture
def sample_session(sample_path: Path, settings: Settings, messages: RecordedMessages, actions: Actions) -> Iterator[Session]:
    """As `session`, over a copy of the shipped sample."""
    made = Session(InlineJobRunner(), settings, messages, actions)
    made.who = "Handläggare, stadsledningskontoret"
    made.workbench = open_workbench(sample_path, who=made.who)
    yield made
    made.workbench.close()


@pytest.fixture
def case_uids(bench: Workbench) -> list[UUID]:
    from app.domain.views import ListQuery

    return [row.uid for row in bench.queries.applications(ListQuery(sort="case_number", descending=False)).rows]


@pytest.fixture
def make_main_window(
    qapp: QApplication, settings: Settings, qtbot: Any, jobs: JobRunner, garbage: GarbageCollector
) -> Iterator[Callable[[], MainWindow]]:
    """Builds the whole window with real threads and recorded messages; closed after the test."""
    made: list[MainWindow] = []

    def build() -> MainWindow:
        window = make_window(qapp, settings, jobs, RecordedMessages(settings))
        window.session.who = "Handläggaren"
        made.append(window)
        window.show()
        return window

    yield build
    for window in made:
        window.close()
        window.deleteLater()
    Theme(qapp, "light", 100).apply()
    garbage.collect_due()


@pytest.fixture
def window(make_main_window: Callable[[], MainWindow], store: Path, qtbot: Any) -> MainWindow:
    """The window with the seeded store open."""
    made = make_main_window()
    with qtbot.waitSignal(made.settled, timeout=10_000):
        made.start(store)
    return made


@pytest.fixture
def case_uid_of(window: MainWindow) -> Callable[[str], UUID]:
    """The uid of a seeded case by its title."""
    from app.domain.views import ListQuery

    def find(title: str) -> UUID:
        return window.session.bench.queries.applications(ListQuery(text=title)).rows[0].uid

    return find
