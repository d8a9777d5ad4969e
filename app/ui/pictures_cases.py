"""Pictures of the applications: the list, the ranking, every tab of a case, the dialogs, the pages of Programmet, and all of them empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from PySide6.QtWidgets import QWidget

from app.domain.attachments import missing_attachments
from app.domain.case_list import ListQuery
from app.domain.rules.evidence import FieldRef
from app.domain.scoring import AssessmentSheet
from app.domain.views import CaseView
from app.domain.vocabulary import ApplicationState, AssessmentState, AttachmentKind, CheckKind, PersonRole

if TYPE_CHECKING:
    from app.domain.earlier import GrantsPreview
    from app.services.workbench import Workbench
    from app.ui.main_window import MainWindow
    from app.ui.views.applications import ApplicationsWorkspace
    from app.ui.views.case import CasePage

TABS = (
    ("application", "arendet"), ("rules", "regler"), ("assessment", "bedomning"), ("economy", "ekonomi"), ("risk", "social-risk"),
    ("supplement", "komplettering"), ("attachments", "bilagor"), ("earlier", "tidigare"), ("memo", "tjansteutlatande"),
    ("history", "historik"),
)  # fmt: skip
PAGES = (("people", "personer"), ("rubric", "bedomningsgrunder"), ("meetings", "moten"), ("office", "installningar"))


class Camera(Protocol):
    """Whoever takes the pictures: the window, and what happens between two of them."""

    @property
    def window(self) -> MainWindow: ...

    @property
    def store(self) -> Path: ...

    def picture(self, name: str, widget: QWidget | None = None) -> None: ...

    def wait_for(self, holds: Callable[[], bool]) -> None: ...

    def settle(self) -> None: ...

    def sit_down(self, who: str) -> None: ...


def take_all(camera: Camera) -> None:
    """Every picture of the applications in the store that is open."""
    bench = camera.window.session.bench
    found = [bench.queries.applications(ListQuery(view=view, sort="failed", limit=1000)).rows for view in ("todo", "all")]
    cases = list(dict.fromkeys(row.uid for rows in found for row in rows))  # what is to be done first
    take_list(camera)
    take_ranking(camera)
    if cases:
        take_case(camera, cases)
        take_supplements(camera, cases)
        take_earlier(camera, cases)
        take_dialogs(camera, cases)
    take_pages(camera)
    take_assessing(camera, cases)


def caseworker(bench: Workbench) -> str:
    """The name of a registered caseworker, the last of several; empty where there is none."""
    return next((one.name for one in reversed(bench.people.list(active_only=True)) if one.role is PersonRole.CASEWORKER), "")


def _place(camera: Camera) -> ApplicationsWorkspace:
    from app.ui.views.applications import ApplicationsWorkspace

    place = camera.window.show_workspace("applications")
    assert isinstance(place, ApplicationsWorkspace)
    return place


def _open(camera: Camera, uid: UUID, tab: str) -> CasePage:
    camera.window.session.navigate.emit("application", (uid, tab))
    return _place(camera).case


def _painted(paper: Any) -> Callable[[], bool]:
    return lambda: paper.page_count > 0


def _show(camera: Camera, name: str, dialog: Any) -> None:
    dialog.show()
    camera.picture(name, dialog)
    dialog.close()
    dialog.deleteLater()


# --- the list and the ranking --------------------------------------------------------------------


def take_list(camera: Camera) -> None:
    """The list as it opens, all its cases, its filters, columns and views, and nothing found."""
    place = _place(camera)
    shown = place.list
    camera.picture("ansokningar")
    shown.reset()
    camera.picture("ansokningar-alla")
    shown.table.selectAll()
    shown.filter_button.setChecked(True)
    camera.picture("ansokningar-filter")
    shown.filter_button.setChecked(False)
    for name, menu in (("kolumner", shown.table.column_menu()), ("vyer", shown.view_menu())):
        _show(camera, f"ansokningar-{name}", menu)
    saved = camera.window.session.bench.saved_views.list()
    if saved:
        shown.show_saved(saved[0])
        camera.picture("ansokningar-sparad-vy")
    shown.search("tunnelbana till månen")
    camera.picture("ansokningar-inget-hittat")
    shown.reset()


def take_ranking(camera: Camera) -> None:
    """The ranking with nothing beside it, with the weights, one of them moved, and with the strictness."""
    place = _place(camera)
    place.tabs.setCurrentIndex(1)
    page = place.ranking
    camera.picture("rangordning")
    page.show_panel(page.weights)
    camera.picture("rangordning-vikter")
    first = next(iter(page.weights.rows.values()), None)
    if first is not None:
        first.slider.setValue(first.slider.maximum())
        camera.picture("rangordning-provad-vikt")
        page.weights.reset()
    page.show_panel(page.strictness)
    camera.picture("rangordning-stranghet")
    page.show_panel(None)
    place.tabs.setCurrentIndex(0)


# --- a case --------------------------------------------------------------------------------------


def take_case(camera: Camera, cases: list[UUID]) -> None:
    """The case with most to mend in each of its tabs; the gate with a judgement, the money all the way down."""
    place = _place(camera)
    place.list.reset()
    for tab, name in TABS:
        page = _open(camera, cases[0], tab)
        if tab == "memo":
            camera.wait_for(_painted(page.memo.preview))
        camera.picture(f"arende-{name}")
    page = _open(camera, cases[0], "economy")
    for number, key in enumerate(page.economy.form.sections):
        if key in ("sums", "keys"):
            page.economy.form.show_section(number)
            camera.picture(f"arende-ekonomi-{'kontroll' if key == 'sums' else 'nycklar'}")
    _open(camera, cases[0], "history").history.show_ladder()
    camera.picture("arende-beslutskedja")
    departed = next((uid for uid in cases if camera.window.session.bench.cases.load(uid).departures), None)
    if departed is not None:
        _open(camera, departed, "rules")
        camera.picture("arende-regler-avsteg")
    for uid in cases:
        view = camera.window.session.bench.cases.load(uid)
        if missing_attachments(view.evidence, view.state):
            _open(camera, uid, "attachments")
            camera.picture("arende-bilagor-saknas")
            break
    camera.window.session.navigate.emit("rule", "R08")
    camera.picture("programmet-regel")


def take_supplements(camera: Camera, cases: list[UUID]) -> None:
    """A letter that is written, one that is sent, and a case that has none."""
    bench = camera.window.session.bench
    seen = set()
    for uid in cases:
        requests = bench.supplements.list(uid)
        kind = "ingen" if not requests else "vantar" if requests[0].is_waiting else "utkast"
        if kind in seen:
            continue
        seen.add(kind)
        paper = _open(camera, uid, "supplement").supplement.page.preview
        if requests:
            camera.wait_for(_painted(paper))
        camera.picture(f"arende-komplettering-{kind}")


def take_earlier(camera: Camera, cases: list[UUID]) -> None:
    """A case beside the nearest earlier one, and one filed with it."""
    bench = camera.window.session.bench
    filed = next((uid for uid in cases if bench.earlier.relations(uid)), None)
    if filed is not None:
        _open(camera, filed, "earlier")
        camera.picture("arende-tidigare-jamforelse")


def take_dialogs(camera: Camera, cases: list[UUID]) -> None:
    """The dialogs that are opened over a case."""
    from app.ui.dialogs.attachment import AttachmentDialog
    from app.ui.dialogs.conflict import ConflictDialog
    from app.ui.dialogs.grants_import import GrantsDialog
    from app.ui.dialogs.sign_check import SignCheckDialog
    from app.ui.dialogs.step import StepDialog
    from app.ui.views.assessment_assign import AssignDialog

    window, session = camera.window, camera.window.session
    bench = session.bench
    views = [bench.cases.load(uid) for uid in cases]
    view = _in(views, ApplicationState.FORMAL_CHECK)
    _show(camera, "jav", ConflictDialog(session, _in_round(bench, cases), None, window))
    _show(camera, "tilldela-bedomare", AssignDialog(session, _in_round(bench, cases), window))
    _show(camera, "steg-aterkallelse", StepDialog(session, view, ApplicationState.WITHDRAWN.value, window))
    board = next((one for one in views if one.state is ApplicationState.BEFORE_EXECUTIVE), None)
    if board is not None:
        _show(camera, "bordlaggning", StepDialog(session, board, "tabled", window))
        _show(camera, "steg-beslut", StepDialog(session, board, ApplicationState.DECIDED.value, window))
    sign = SignCheckDialog(session, view, bench.checks.state_of(view))
    sign.choices[CheckKind.CONTENT].setChecked(True)
    _show(camera, "underteckna-kontroll", sign)
    added = AttachmentDialog("Lägg till bilaga", "Budget.xlsx", "Lägg till", AttachmentKind.OTHER, bench.today, "", window)
    _show(camera, "bilaga", added)
    _show(camera, "las-in-tidigare-bidrag", GrantsDialog(session, _grants(), window))
    _text_versions(camera, view)
    _answer(camera, cases)


def _in(views: list[CaseView], state: ApplicationState) -> CaseView:
    return next((one for one in views if one.state is state), views[0])


def _in_round(bench: Workbench, cases: list[UUID]) -> UUID:
    return next((uid for uid in cases if bench.rounds.of_case(uid) is not None), cases[0])


def _grants() -> GrantsPreview:
    """A list with a new line, a known one and one to mend."""
    from app.domain.earlier import GrantRow, GrantsPreview
    from app.domain.problems import Problem

    rows = (
        GrantRow(row=2, year=2012, board="rinkeby_kista", board_name="Rinkeby-Kista stadsdelsnämnd", registry_number="336-1120/2012",
                 title="Läxhjälp på kvällstid", districts="Rinkeby", amount=850_000),
        GrantRow(row=3, year=2013, board="farsta", board_name="Farsta stadsdelsnämnd", title="Grannsamverkan mot bränder", amount=240_000),
        GrantRow(row=4, year=2014, board_name="Söderorts nämnd", title="Öppen idrottshall på lov"),
    )  # fmt: skip
    problem = Problem("Beloppet saknas. Skriv det i hela kronor.", row=4, column="H")
    return GrantsPreview(file_name="Bidrag 2007–2014.xlsx", sha256="0" * 64, rows=rows, problems=(problem,), notes=(), new=2)


def _text_versions(camera: Camera, view: CaseView) -> None:
    """Two earlier wordings of a text beside the one that stands."""
    from app.ui.dialogs.text_versions import TextVersionsDialog

    session, ref = camera.window.session, FieldRef("purpose")
    before = view.draft.purpose or "Fler unga ska ha en trygg plats att vara på efter skolan."
    for text in (f"{before} Insatsen når också föräldrar.", before):
        session.changed.emit(session.bench.cases.edit(view.uid, ref, text).changes)
    _show(camera, "textversioner", TextVersionsDialog(session, view.uid, ref, "Syfte", lambda _text: None, camera.window))


def _answer(camera: Camera, cases: list[UUID]) -> None:
    """The form that came back on a letter, with one amount and one text changed."""
    from app.ui.dialogs.answer import AnswerDialog

    session = camera.window.session
    bench, path = session.bench, camera.store.with_name("Svar på komplettering.xlsx")
    for uid in cases:
        waiting = next((one for one in bench.supplements.list(uid) if one.is_waiting), None)
        if waiting is not None:
            bench.forms.export_case(uid, path)
            was = bench.cases.load(uid).draft
            for ref, text in ((FieldRef("purpose"), "Fler ska må bra."), (FieldRef("target_group"), "Alla")):
                session.changed.emit(bench.cases.edit(uid, ref, text).changes)
            _show(camera, "las-in-svar", AnswerDialog(session, bench.supplements.read_answer(waiting.uid, path), camera.window))
            for ref, back in ((FieldRef("purpose"), was.purpose), (FieldRef("target_group"), was.target_group)):
                session.changed.emit(bench.cases.edit(uid, ref, back).changes)
            return


# --- several who assess --------------------------------------------------------------------------


def take_assessing(camera: Camera, cases: list[UUID]) -> None:
    """The tab Bedömning as an assessor half way, as one who has handed in, and as the caseworker."""
    bench = camera.window.session.bench
    names = [one.name for one in bench.people.list(active_only=True) if one.role is PersonRole.ASSESSOR]
    wanted = {"halvvags": _half_done, "inlamnad": _handed_in}
    home = camera.window.session.who
    for name in names:
        camera.sit_down(name)
        found = {kind: uid for uid, sheet in _sheets(camera.window.session.bench, cases) for kind, is_it in wanted.items() if is_it(sheet)}
        for kind, uid in found.items():
            _open(camera, uid, "assessment")
            camera.picture(f"arende-bedomning-{kind}")
            del wanted[kind]
        if not wanted:
            break
    camera.sit_down(home)
    bench = camera.window.session.bench
    in_round = next((uid for uid in cases if bench.rounds.of_case(uid) is not None), None)
    if in_round is not None:
        _open(camera, in_round, "assessment")
        camera.picture("arende-bedomning-handlaggare")


def _sheets(bench: Workbench, cases: list[UUID]) -> Iterator[tuple[UUID, AssessmentSheet]]:
    from app.errors import NotFound

    for uid in cases:
        try:
            sheet = bench.assessments.sheet(uid)
        except NotFound:  # hidden from whoever sits here
            continue
        if sheet.is_assigned:
            yield uid, sheet


def _half_done(sheet: AssessmentSheet) -> bool:
    return sheet.state is AssessmentState.DRAFT and bool(sheet.entries)


def _handed_in(sheet: AssessmentSheet) -> bool:
    return sheet.state is AssessmentState.SUBMITTED and len(sheet.others) > 1


# --- Programmet, and an empty store --------------------------------------------------------------


def take_pages(camera: Camera) -> None:
    """The pages of Programmet."""
    for key, name in PAGES:
        camera.window.session.navigate.emit("page", ("", key))
        camera.picture(f"programmet-{name}")


def take_empty(camera: Camera) -> None:
    """A new store: the list, the ranking and the pages with nothing in them, and a case of which nothing is known yet."""
    session = camera.window.session
    session.open(camera.store.with_name("tom.sqlite"), create=True)
    camera.wait_for(lambda: session.is_open)
    camera.window.show_workspace("overview")
    camera.picture("tom-oversikt")
    place = _place(camera)
    camera.picture("tom-ansokningar")
    place.tabs.setCurrentIndex(1)
    camera.picture("tom-rangordning")
    for key, name in PAGES[:3]:
        session.navigate.emit("page", ("", key))
        camera.picture(f"tom-programmet-{name}")
    created = session.bench.cases.create()
    session.changed.emit(created.changes)
    for tab, name in TABS[:-2]:
        _open(camera, created.uid, tab)
        camera.picture(f"tom-arende-{name}")
