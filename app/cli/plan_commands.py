"""What the commands on local action plans do; only told here, done by the services."""

from __future__ import annotations

from argparse import Namespace
from uuid import UUID

from app.bootstrap import opened
from app.cli.commands import store_of, write_csv
from app.cli.main import DONE, say, say_error
from app.domain import swedish
from app.domain.catalogues import PLAN
from app.domain.swedish import ParseError
from app.domain.views import Changes, PlanImportPreview, PlanRow
from app.domain.vocabulary import PlanState
from app.errors import NotFound, ValidationProblems
from app.services.workbench import Workbench


def import_plan(given: Namespace) -> int:
    """Read a plan workbook: over the board's open version, else as its next version."""
    with opened(store_of(given), given.who, writes=not given.dry_run) as bench:
        preview = bench.plan_forms.read(given.file)
        if preview.problems:
            raise ValidationProblems(preview.problems)
        for note in preview.notes:
            say_error(f"Observera: {note}")
        _tell_preview(bench, preview)
        if given.dry_run:
            say("Inget är lagrat.")
            return DONE
        created = bench.plan_forms.store(preview)
        draft = bench.plans.load(created.uid).draft
        say(f"Läst in som version {draft.plan_version} av handlingsplanen för {bench.programme.organisation_name(draft.board)}.")
        _tell_turned(created.changes)
    return DONE


def _tell_preview(bench: Workbench, preview: PlanImportPreview) -> None:
    draft = preview.draft
    say(f"{bench.programme.organisation_name(draft.board)}: {len(draft.objectives)} mål, {len(draft.activities)} aktiviteter.")
    if preview.existing is None:
        say("Nämnden har ingen plan i filen. Det blir den första versionen.")
        return
    how = "är godkänd och låst. Det blir en ny version" if preview.is_locked else "är inte godkänd än. Den uppdateras"
    say(f"{preview.existing_name}, {how}. Skillnader: {len(preview.differences)}.")
    for one in preview.differences:
        say(f"  {one.label}: {one.before or swedish.EMPTY} → {one.after or swedish.EMPTY}")


def _tell_turned(changes: Changes) -> None:
    """Which verdicts on cases turned because the plan changed."""
    for one in changes.verdicts:
        say(f"  Ärende {one.case_number}, {one.rule_id}: {one.before.label} → {one.after.label}")


def list_plans(given: Namespace) -> int:
    with opened(store_of(given), given.who) as bench:
        if given.csv:
            write_csv(bench.exports.plans_csv(), given.csv)
            return DONE
        for row in bench.queries.plans():
            say(_line(row))
    return DONE


def _line(row: PlanRow) -> str:
    if row.uid is None:
        return f"{row.board_name}  ingen plan"
    state = row.state.label if row.state else swedish.EMPTY
    approved = f" {swedish.iso_date(row.approved_date)}" if row.approved_date else ""
    return f"{row.board_name}  version {row.plan_version}  {state}{approved}  {row.objectives} mål  {row.activities} aktiviteter"


def plan(given: Namespace) -> int:
    with opened(store_of(given), given.who) as bench:
        bench.plan_papers.save_pdf(_version_of(bench, given.board, given.plan_version), given.out)
    say(f"Skrev {given.out.name}.")
    return DONE


def plan_state(given: Namespace) -> int:
    """Take a plan to another state; the services say what the step lacks."""
    state = PlanState.of(given.state)
    with opened(store_of(given), given.who, writes=True) as bench:
        uid = _version_of(bench, given.board, given.plan_version)
        changes = bench.plans.move(uid, state)
        view = bench.plans.load(uid)
        say(f"{bench.programme.organisation_name(view.draft.board)}, version {view.draft.plan_version}: {view.state.label}.")
        _tell_turned(changes)
    return DONE


def plan_compare(given: Namespace) -> int:
    with opened(store_of(given), given.who) as bench:
        found = bench.plans.compare(_version_of(bench, given.board, given.old), _version_of(bench, given.board, given.new))
        for one in found:
            say(f"{one.group}, {one.label}: {one.before or swedish.EMPTY} → {one.after or swedish.EMPTY}")
        if not found:
            say("Versionerna är lika.")
    return DONE


def _version_of(bench: Workbench, stated: str, version: int | None) -> UUID:
    """The board's plan version with this number, its newest when none is given. Raises NotFound."""
    try:
        board = bench.programme.choices.find(PLAN.field("board"), stated)
    except ParseError as error:
        raise NotFound(f"Nämnden går inte att tolka: {error}") from error
    versions = [(row.plan_version, row.uid) for row in bench.queries.plans() if row.board == board and row.uid is not None]
    name = bench.programme.organisation_name(board)
    if not versions:
        raise NotFound(f"{name} har ingen handlingsplan i filen. Läs in en med ”import action-plan FIL.xlsx”.")
    wanted = [uid for number, uid in versions if version in (None, number)]
    if not wanted:
        held = swedish.join([str(number) for number, _ in reversed(versions)])
        raise NotFound(f"{name} har ingen version {version} av handlingsplanen. I filen finns version {held}.")
    return wanted[0]
