"""A store with one case in which Bedömare A has declared jäv, and every public way of the services that could name it.

REFUSED ways are given the case itself and must refuse it; LEFT_OUT ways list or print several and must leave it out;
SILENT ones name no case. A new public method belongs in one of the three, or the test of the tables fails.
"""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

from openpyxl import load_workbook

from app.domain.drafts import DialogueDraft, MeetingDraft, PlanActivity, PlanDraft
from app.domain.rules.evidence import FieldRef
from app.domain.views import Changes, Created, Edit, ListQuery
from app.domain.vocabulary import (
    ApplicationState,
    AttachmentKind,
    CheckKind,
    DecisionOutcome,
    PlanState,
    RelationKind,
    RuleOutcome,
    ScoreKind,
)
from app.services.workbench import Workbench
from tests.reports.read_back import pages
from tests.services.assessing import acting_as, hand_in, register, short_round
from tests.services.builders import a_good_application

OFFICE = "Handläggare A"
TITLE, NUMBER = "Ateljén Månskäran", "SLK-2016-7741"
SEEN = "Synlig verksamhet"
MEETING = "Vårmötet"
DAY = date(2016, 3, 14)


@dataclass(frozen=True)
class World:
    secret: UUID
    seen: UUID
    plan: UUID
    dialogue: UUID
    round: UUID
    meeting: UUID
    people: dict[str, UUID]
    attachment: UUID
    request: UUID  # a letter not yet sent
    folder: Path


Way = Callable[[Workbench, World], Any]


def make(bench: Workbench, folder: Path) -> World:
    """Everything that can hang on a case hangs on the secret one."""
    activity = PlanActivity(number="1", title="Läxhjälp i Tensta", districts=("tensta",))
    plan_draft = PlanDraft(board="spanga-tensta", plan_version=1, approved_date=date(2015, 2, 26), activities=(activity,))
    plan = bench.plans.create(plan_draft, state=PlanState.APPROVED).uid
    people = register(bench, "AB")
    dialogue = bench.dialogues.create(DialogueDraft(number="BD-2015-01", board="spanga-tensta", area="Tensta")).uid
    texts = {"purpose": "Månskäran samlar unga.", "registry_number_board": "7-2016"}
    secret = bench.cases.create(a_good_application(title=TITLE, registry_number_city=NUMBER, plan_activity="99", **texts)).uid
    seen = bench.cases.create(a_good_application(title=SEEN, purpose="Läxhjälp åt unga.", registry_number_board="8-2016")).uid
    bench.cases.edit(secret, FieldRef("process.dialogues"), "BD-2015-01")
    bench.cases.edit(secret, FieldRef("purpose"), "Månskäran samlar unga i Tensta.")
    made = short_round(bench)
    bench.rounds.put_cases(made, [secret, seen])
    for letter in "AB":
        bench.assessments.assign(secret, people[letter])
    hand_in(bench, secret, "B", "321")
    bench.rounds.new_version(made, "Prövas på nytt.")
    meeting = bench.meetings.create(MeetingDraft(name=MEETING, day=date(2016, 4, 12), cutoff_day=date(2016, 3, 29))).uid
    for case in (secret, seen):
        bench.meetings.choose(case, meeting)
    paper = folder / "underlag.pdf"
    paper.write_bytes(b"%PDF-1.4 underlag")
    bench.attachments.add(secret, AttachmentKind.OTHER, paper)
    bench.forms.export_case(secret, folder / "blankett.xlsx")
    request = bench.supplements.create(secret).uid
    bench.earlier.file(seen, RelationKind.CONTINUATION, "Samma verksamhet.", other=secret)
    bench.conflicts.declare(secret, people["A"], "Närstående hos sökanden.")
    return World(
        secret, seen, plan, dialogue, made, meeting, people, bench.attachments.list(secret)[0].uid, request, folder
    )  # fmt: skip


# --- reading what comes back -----------------------------------------------------------------------


def shown(found: Any) -> str:
    """Everything a result says, as text; of changes only the verdicts, since a uid by itself says nothing."""
    if isinstance(found, Changes):
        return repr(found.verdicts)
    if isinstance(found, (Created, Edit)):
        return repr(found.changes.verdicts)
    if isinstance(found, Path):
        return _file_text(found)
    if isinstance(found, bytes):
        return " ".join(pages(found)) if found.startswith(b"%PDF") else found.decode("utf-8-sig")
    return repr(found)


def _file_text(path: Path) -> str:
    if path.suffix != ".xlsx":
        return shown(path.read_bytes())
    book = load_workbook(BytesIO(path.read_bytes()))
    return repr([cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row])


def written(work: Callable[[Path], object], path: Path) -> Path:
    work(path)
    return path


# --- the ways --------------------------------------------------------------------------------------

_PDF, _XLSX, _CSV = "ut.pdf", "ut.xlsx", "ut.csv"
_NOBODY = UUID(int=7)


def _form_of_the_office(bench: Workbench, world: World) -> Any:
    """A preview made by a colleague, stored by whoever sits at the window."""
    who = bench.store.who
    with acting_as(bench, OFFICE):
        preview = bench.forms.read(world.folder / "blankett.xlsx")
    assert bench.store.who == who
    return preview


REFUSED: dict[str, Way] = {
    "cases.load": lambda b, w: b.cases.load(w.secret),
    "case_index.load": lambda b, w: b.case_index.load(w.secret),
    "cases.resolve": lambda b, w: b.cases.resolve(NUMBER),
    "cases.next_states": lambda b, w: b.cases.next_states(w.secret),
    "cases.steps": lambda b, w: b.cases.steps(w.secret),
    "cases.edit": lambda b, w: b.cases.edit(w.secret, FieldRef("title"), "Annat"),
    "cases.add_row": lambda b, w: b.cases.add_row(w.secret, "partners"),
    "cases.remove_row": lambda b, w: b.cases.remove_row(w.secret, "partners", _NOBODY),
    "cases.paste_rows": lambda b, w: b.cases.paste_rows(w.secret, "partners", None, "organisation", [["Ny"]]),
    "cases.propose": lambda b, w: b.cases.propose(w.secret, DecisionOutcome.REJECTED, None),
    "cases.judge": lambda b, w: b.cases.judge(w.secret, "R12", RuleOutcome.PASS, "Räcker."),
    "cases.withdraw_judgement": lambda b, w: b.cases.withdraw_judgement(w.secret, "R12"),
    "cases.depart": lambda b, w: b.cases.depart(w.secret, "R02", "Planen uppdateras."),
    "cases.withdraw_departure": lambda b, w: b.cases.withdraw_departure(w.secret, "R02"),
    "cases.move": lambda b, w: b.cases.move(w.secret, ApplicationState.WITHDRAWN, note="Återkallad."),
    "cases.table": lambda b, w: b.cases.table(w.secret, day=DAY),
    "cases.correct": lambda b, w: b.cases.correct(w.secret, _NOBODY),
    "queries.log": lambda b, w: b.queries.log(w.secret),
    "queries.rule_history": lambda b, w: b.queries.rule_history(w.secret, "R02"),
    "memos.passages": lambda b, w: b.memos.passages(w.secret),
    "memos.missing_parts": lambda b, w: b.memos.missing_parts(w.secret),
    "memos.missing_signs": lambda b, w: b.memos.missing_signs([w.seen, w.secret]),
    "memos.pdf": lambda b, w: b.memos.pdf([w.seen, w.secret]),
    "memos.save_pdf": lambda b, w: b.memos.save_pdf([w.secret], w.folder / _PDF),
    "memos.suggested_file_name": lambda b, w: b.memos.suggested_file_name([w.secret]),
    "memos.edit_passage": lambda b, w: b.memos.edit_passage(w.secret, "summary", "Annat"),
    "memos.set_optional": lambda b, w: b.memos.set_optional(w.secret, "summary", False),
    "forms.export_case": lambda b, w: b.forms.export_case(w.secret, w.folder / _XLSX),
    "forms.read": lambda b, w: b.forms.read(w.folder / "blankett.xlsx"),
    "forms.read_for": lambda b, w: b.forms.read_for(w.folder / "blankett.xlsx", w.secret),
    "forms.store": lambda b, w: b.forms.store(_form_of_the_office(b, w), w.secret),
    "attachments.list": lambda b, w: b.attachments.list(w.secret),
    "attachments.add": lambda b, w: b.attachments.add(w.secret, AttachmentKind.OTHER, w.folder / "underlag.pdf"),
    "attachments.describe": lambda b, w: b.attachments.describe(w.attachment, AttachmentKind.BUDGET, DAY, ""),
    "attachments.open_copy": lambda b, w: b.attachments.open_copy(w.attachment),
    "attachments.remove": lambda b, w: b.attachments.remove(w.attachment),
    "conflicts.suggestions": lambda b, w: b.conflicts.suggestions(w.secret),
    "conflicts.statement_missing": lambda b, w: b.conflicts.statement_missing(w.secret),
    "conflicts.declare": lambda b, w: b.conflicts.declare(w.secret, w.people["A"], "Igen."),
    "conflicts.clear": lambda b, w: b.conflicts.clear(w.secret, w.people["A"], "Nej."),
    "conflicts.withdraw": lambda b, w: b.conflicts.withdraw(w.secret, w.people["A"], "Nej."),
    "rounds.of_case": lambda b, w: b.rounds.of_case(w.secret),
    "rounds.put_cases": lambda b, w: b.rounds.put_cases(w.round, [w.secret]),
    "rounds.remove_case": lambda b, w: b.rounds.remove_case(w.secret),
    "assessments.sheet": lambda b, w: b.assessments.sheet(w.secret),
    "assessments.assign": lambda b, w: b.assessments.assign(w.secret, w.people["B"]),
    "assessments.unassign": lambda b, w: b.assessments.unassign(w.secret, w.people["B"]),
    "assessments.score": lambda b, w: b.assessments.score(w.secret, "Q1", ScoreKind.SCORED, 3, "Bra."),
    "assessments.clear_score": lambda b, w: b.assessments.clear_score(w.secret, "Q1"),
    "assessments.set_details": lambda b, w: b.assessments.set_details(w.secret, comment="Bra."),
    "assessments.submit": lambda b, w: b.assessments.submit(w.secret),
    "assessments.reopen": lambda b, w: b.assessments.reopen(w.secret, "Fel."),
    "assessments.look_again": lambda b, w: b.assessments.look_again(w.secret),
    "meetings.choose": lambda b, w: b.meetings.choose(w.secret, None),
    "supplements.draft": lambda b, w: b.supplements.draft(w.secret),
    "supplements.list": lambda b, w: b.supplements.list(w.secret),
    "supplements.load": lambda b, w: b.supplements.load(w.request),
    "supplements.missing_now": lambda b, w: b.supplements.missing_now(w.request),
    "supplements.create": lambda b, w: b.supplements.create(w.secret),
    "supplements.edit": lambda b, w: b.supplements.edit(w.request, _draft(b, w)),
    "supplements.send": lambda b, w: b.supplements.send(w.request, DAY),
    "supplements.remind": lambda b, w: b.supplements.remind(w.request, DAY),
    "supplements.answer": lambda b, w: b.supplements.answer(w.request, DAY),
    "supplements.withdraw": lambda b, w: b.supplements.withdraw(w.request),
    "supplements.read_answer": lambda b, w: b.supplements.read_answer(w.request, w.folder / "blankett.xlsx"),
    "supplements.content": lambda b, w: b.supplements.content(w.request),
    "supplements.pdf": lambda b, w: b.supplements.pdf(w.request),
    "supplements.text": lambda b, w: b.supplements.text(w.request),
    "supplements.missing_signs": lambda b, w: b.supplements.missing_signs(w.request),
    "supplements.save_pdf": lambda b, w: b.supplements.save_pdf(w.request, w.folder / _PDF),
    "supplements.suggested_file_name": lambda b, w: b.supplements.suggested_file_name(w.request),
    "supplements.letter_now": lambda b, w: b.supplements.letter_now(w.secret),
    "checks.state": lambda b, w: b.checks.state(w.secret),
    "checks.sign": lambda b, w: b.checks.sign(w.secret, CheckKind.CONTENT),
    "checks.withdraw": lambda b, w: b.checks.withdraw(w.secret, CheckKind.CONTENT, "Fel."),
    "text_versions.of": lambda b, w: b.text_versions.of(w.secret, FieldRef("purpose")),
    "text_versions.restore": lambda b, w: b.text_versions.restore(w.secret, FieldRef("purpose"), _version(b, w)),
    "earlier.compare": lambda b, w: b.earlier.compare(w.seen, w.secret),
    "earlier.hit": lambda b, w: b.earlier.hit(w.seen, w.secret),
    "earlier.file": lambda b, w: b.earlier.file(w.seen, RelationKind.DUPLICATE, "Samma.", other=w.secret),
    "earlier.unfile": lambda b, w: b.earlier.unfile(w.seen, w.secret),
}


def _draft(bench: Workbench, world: World) -> Any:
    with acting_as(bench, OFFICE):
        return bench.supplements.draft(world.secret)


def _version(bench: Workbench, world: World) -> Any:
    with acting_as(bench, OFFICE):
        return bench.text_versions.of(world.secret, FieldRef("purpose"))[-1]


LEFT_OUT: dict[str, Way] = {
    "queries.applications": lambda b, w: b.queries.applications(ListQuery()),
    "queries.search": lambda b, w: b.queries.search("månskäran"),
    "queries.case_hits": lambda b, w: b.queries.case_hits("månskäran"),
    "queries.names_district": lambda b, w: b.queries.names_district("tensta"),
    "queries.overview": lambda b, w: b.queries.overview(),
    "queries.plans_overview": lambda b, w: b.queries.plans_overview(),
    "plans.load": lambda b, w: b.plans.load(w.plan),
    "plans.edit": lambda b, w: b.plans.edit(w.plan, FieldRef("reported_date"), "2015-03-20"),
    "plan_papers.pdf": lambda b, w: f"{b.plan_papers.pdf(w.plan)[:4]!r} {b.plans.load(w.plan).leaning}",
    "dialogues.load": lambda b, w: b.dialogues.load(w.dialogue),
    "exports.rows": lambda b, w: b.exports.rows(ListQuery()),
    "exports.list_file": lambda b, w: written(lambda path: b.exports.list_file(ListQuery(), path), w.folder / _XLSX),
    "exports.cases_csv": lambda b, w: b.exports.cases_csv(ListQuery()),
    "people.load": lambda b, w: b.people.load(w.people["B"]),
    "rounds.rubric": lambda b, w: b.rounds.rubric(w.round),
    "assessments.ranking": lambda b, w: b.assessments.ranking(w.round),
    "ranking_exports.data": lambda b, w: b.ranking_exports.data(b.assessments.ranking(w.round)),
    "ranking_exports.csv": lambda b, w: written(lambda path: b.ranking_exports.csv(b.assessments.ranking(w.round), path), w.folder / _CSV),
    "ranking_exports.xlsx": lambda b, w: written(
        lambda path: b.ranking_exports.xlsx(b.assessments.ranking(w.round), path), w.folder / _XLSX
    ),
    "meetings.outstanding": lambda b, w: b.meetings.outstanding(w.meeting),
    "earlier.nearest": lambda b, w: b.earlier.nearest(w.seen),
    "earlier.relations": lambda b, w: b.earlier.relations(w.seen),
    "rule_pages.cases_by_rule": lambda b, w: b.rule_pages.cases_by_rule("R01"),
}

# What is counted or asked of the hidden case without its name: the answer of a colleague, and of whoever has declared jäv.
COUNTED: dict[str, tuple[Way, Any, Any]] = {
    "queries.counts": (lambda b, w: b.queries.counts()["all"], 2, 1),
    "queries.totals": (lambda b, w: b.queries.totals(ListQuery()).sums.applied, 2_000_000, 1_000_000),
    "queries.plans": (lambda b, w: sum(one.applications for one in b.queries.plans()), 2, 1),
    "exports.plans_csv": (lambda b, w: _plans_csv(b), 2, 1),
    "people.rows": (lambda b, w: [one.assigned for one in b.people.rows() if one.uid == w.people["B"]], [1], [0]),
    "rounds.list": (lambda b, w: [one.cases for one in b.rounds.list()], [2], [1]),
    "meetings.list": (lambda b, w: [one.cases for one in b.meetings.list()], [2], [1]),
    "meetings.load": (lambda b, w: b.meetings.load(w.meeting).info.cases, 2, 1),
    "meetings.next": (lambda b, w: b.meetings.next().info.cases, 2, 1),  # type: ignore[union-attr]
    "rule_pages.runs": (lambda b, w: bool(b.rule_pages.runs(w.secret, "R02")), True, False),
    "meetings.of_case": (lambda b, w: b.meetings.of_case(w.secret) is not None, True, False),
}


def _plans_csv(bench: Workbench) -> int:
    head, *lines = bench.exports.plans_csv().decode("utf-8-sig").splitlines()
    place = head.split(",").index("applications")
    return sum(int(line.split(",")[place] or 0) for line in lines)


SILENT = {
    "a case that is made has no jäv yet": {"cases.create"},
    "takes a view, a draft or rows that only somebody who sees the case has": {
        "cases.allowed_outcomes", "cases.preview_rules", "exports.rules_csv", "exports.rows_workbook", "forms.differences",
        "checks.state_of", "supplements.save_letter", "supplements.missing_signs_in", "supplements.store_answer",
    },
    "the whole file, which is one: its soundness and its copies": {
        "cases.renew", "files.backup", "files.check", "files.check_contents", "files.save_copy", "files.verify_digests",
    },
    "sums of the programme's frame, without names": {"queries.frame"},
    "the index and the filters' choices": {
        "queries.ranking", "queries.ranking_pdf", "queries.filter_choices",
        "queries.is_empty", "index_history.base_year", "index_history.comparable", "index_history.computed", "index_history.computed_years",
        "index_history.computed_heat", "index_history.of_year", "index_history.published", "index_history.published_heat",
        "index_history.published_references", "index_history.published_years",
        "portfolios.published", "portfolios.computed",
        "index_in_use.beside", "index_in_use.info", "index_in_use.ranking", "index_in_use.ranking_pdf", "index_in_use.use_computed",
        "index_in_use.use_published", "risk_index.dataset", "risk_index.has_data", "risk_index.table", "risk_index.computed",
        "risk_index.levels", "risk_index.codes", "risk_index.keys", "risk_index.recipes", "risk_index.default_recipe",
        "index_comments.load", "index_comments.change", "index_comments.remove", "index_comments.put_back", "index_papers.list_pdf",
        "index_papers.save",
        "index_exports.book", "index_exports.workbook", "index_exports.ranking_csv", "index_exports.write",
        "index_views.likes", "index_views.rival", "index_views.pair", "index_views.tree", "index_views.drill", "index_views.counts",
        "index_views.pockets",
        "index_import.template", "index_import.export", "index_import.is_workbook", "index_import.read", "index_import.store",
        "table_import.look", "table_import.propose", "table_import.read", "table_import.store", "table_import.units",
        "table_import.read_series",
        "risk_index.save_recipe", "risk_index.hidden", "index_office.bands", "index_office.set_bands",
        "index_office.has_looked_at", "index_office.looked_at",
        "index_ranking.ranking", "index_ranking.whiskered", "index_ranking.findings", "index_ranking.review_key",
        "risk_index.base", "risk_index.fingerprint",
    },
    "plans and dialogues by themselves; verdicts that turn are told as plans.edit tells them": {
        "plans.add_row", "plans.remove_row", "plans.paste_rows", "plans.compare", "plans.create", "plans.freeze_index",
        "plans.index_changes", "plans.move", "plans.new_version", "plan_forms.export_plan", "plan_forms.read", "plan_forms.store",
        "plan_forms.template", "plan_papers.save_pdf", "plan_papers.suggested_file_name", "dialogues.add_row", "dialogues.remove_row",
        "dialogues.paste_rows", "dialogues.edit", "dialogues.create", "dialogues.list",
    },
    "people, criteria, meetings, words and views by themselves": {
        "people.add_row", "people.remove_row", "people.paste_rows", "people.edit", "people.create", "people.current", "people.has_traces",
        "people.list", "people.remove", "conflicts.may_decide", "rounds.create", "rounds.edit_criterion", "rounds.new_version",
        "rounds.numbers", "rounds.remove", "rounds.rename", "meetings.add_row", "meetings.remove_row", "meetings.paste_rows",
        "meetings.edit", "meetings.create", "meetings.remove", "office.words", "office.all_words", "office.set_words",
        "office.reset_words", "saved_views.find", "saved_views.list", "saved_views.remove", "saved_views.rename", "saved_views.save",
    },
    "what the index rests on and what was kept of it: areas and figures": {
        "index_data.territories", "index_data.add_territory", "index_data.edit_territory", "index_data.remove_territory",
        "index_data.why_kept", "index_data.inhabitants", "index_data.population_years", "index_data.population",
        "index_data.write_population", "index_data.indicators", "index_data.indicator_texts", "index_data.add_indicator",
        "index_data.edit_indicator", "index_data.move_indicator", "index_data.remove_indicator", "index_data.usage",
        "index_data.why_indicator_kept",
        "index_data.value_years", "index_data.values", "index_data.write_values", "index_data.published", "index_data.remove_series",
        "index_results.intervals", "index_results.keep", "index_results.list", "index_results.load", "index_results.remove",
        "index_results.since",
    },
    "empty forms and the list of earlier grants": {
        "forms.template", "earlier.template", "earlier.grants", "earlier.read_grants", "earlier.store_grants",
    },
}  # fmt: skip

_INSIDE = {"mapped", "part", "row_class", "bump"}  # how a service is made, not what it does
_GIVEN_A_SESSION = {"session", "unit", "record"}


def public_ways() -> Iterator[str]:
    """'cases.load': every method of a service that a window or a command can call."""
    kinds = typing.get_type_hints(Workbench)
    for service in fields(Workbench):
        if service.name == "store":
            continue
        for name, method in inspect.getmembers(kinds[service.name], callable):
            if name.startswith("_") or name in _INSIDE or _GIVEN_A_SESSION & set(inspect.signature(method).parameters):
                continue
            yield f"{service.name}.{name}"
