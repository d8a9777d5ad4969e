"""The main job without a person at the keyboard: form in, rules, mending, memo, ranking, pictures of the window."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from uuid import UUID

from app import paths
from app.bootstrap import opened
from app.cli.main import DONE, say
from app.domain.riskindex.series import Level
from app.domain.rules.evidence import FieldRef
from app.domain.vocabulary import DecisionOutcome, RuleOutcome
from app.errors import EnvironmentProblem
from app.services.exporting import save
from app.services.sample_copy import copy_sample, example_reason
from app.services.workbench import Workbench

EXAMPLE_FORM = "examples/ansokan-trygg-i-tensta.xlsx"
DISTRICT = "tensta"
WHO = "Handläggare, stadsledningskontoret"


def run_demo(out: Path) -> int:
    """Write memo, chart, verdicts and pictures into a folder; what it holds of that name is replaced."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentProblem(f"Mappen ”{out.name}” kan inte skapas där.", "Ange en annan mapp med --out.") from error
    with tempfile.TemporaryDirectory(prefix="sammanhallen-") as folder:
        store = Path(folder) / "exempel.sqlite"
        copy_sample(store)
        with opened(store, WHO, writes=True) as bench:
            form = paths.resources_folder() / EXAMPLE_FORM
            save(out / form.name, form.read_bytes())
            case = read_in(bench, form)
            save(out / "regler.txt", verdicts(bench, case).encode())
            mend(bench, case)
            bench.memos.save_pdf([case], out / "tjansteutlatande.pdf")
            save(out / "riskindex.pdf", bench.index_in_use.ranking_pdf())
            write_index(bench, out)
        say(f"Skrev tjänsteutlåtande, rangordning och indexblad i {out.name}.")
        take_pictures(store, out / "bilder")
    return DONE


def write_index(bench: Workbench, out: Path) -> None:
    """The sheet of the district that the form is about, and the workbook in which its index can be recomputed."""
    index = bench.risk_index
    year, recipe = index.dataset().years[0], index.default_recipe()
    district = index.codes()[Level.DISTRICT, DISTRICT]
    save(out / "indexblad.pdf", bench.index_papers.sheet_pdf(Level.DISTRICT, year, district, recipe))
    bench.index_exports.write(Level.DISTRICT, year, recipe, out / "riskindex.xlsx")


def read_in(bench: Workbench, form: Path) -> UUID:
    preview = bench.forms.read(form)
    created = bench.forms.store(preview)
    say(f"Läste in {form.name}: {preview.draft.title}.")
    return created.uid


def verdicts(bench: Workbench, case: UUID) -> str:
    view = bench.cases.load(case)
    lines = [f"{view.name} {view.draft.title}", ""]
    for one in view.results:
        info = bench.programme.rule_by_id[one.rule_id]
        lines += [f"{one.rule_id} {info.title}: {one.outcome.label}", f"    {one.reason}", f"    Källa: {info.source}"]
    return "\n".join(lines) + "\n"


def mend(bench: Workbench, case: UUID) -> None:
    """What the caseworker does after a supplement: mends the flaws, judges, consults and proposes."""
    cases = bench.cases
    draft = cases.load(case).draft
    investment = next(row for row in draft.budget_lines if row.cost_type and row.cost_type.value == "investment")
    cases.edit(case, FieldRef("budget_lines.cost_type", investment.uid), "Köpta tjänster")
    cases.edit(case, FieldRef("budget_lines.note", investment.uid), "Hyra av tillfällig belysning")
    assert draft.board_date is not None
    cases.edit(case, FieldRef("steering_date"), draft.board_date.replace(day=1).isoformat())
    for key, text in (
        ("implementation_receiver", "Spånga-Tensta stadsdelsförvaltning, enheten för samhällsplanering"),
        ("implementation_from", "2018-01-01"),
        ("implementation_financing", "Ryms i nämndens ordinarie budget för trygghetsarbete från och med 2018."),
        ("implementation_yearly_cost", "900 000 kr"),
        ("implementation_decision", "Nämnden tar ställning i verksamhetsplanen för 2018."),
        ("process.caseworker", WHO),
        ("process.caseworker_phone", "08-508 00 00"),
        ("process.consultation_date", bench.today.isoformat()),
        ("process.consultation_outcome", "Tillstyrker"),
        ("process.memo_date", bench.today.isoformat()),
        ("process.report_in", "verksamhetsberättelserna för 2016 och 2017"),
        ("process.final_report_date", "2018-03-31"),
    ):
        cases.edit(case, FieldRef(key), text)
    cases.add_row(case, "process.experts", texts={
        "expert": "Sakkunnig i trygghetsfrågor, stadsledningskontoret", "date": bench.today.isoformat(),
        "statement": "Insatsen är väl avgränsad och bygger på den lokala riskanalysen.",
    })  # fmt: skip
    for result in cases.load(case).results:
        if result.outcome is RuleOutcome.NEEDS_JUDGEMENT:
            cases.judge(case, result.rule_id, RuleOutcome.PASS, example_reason(result.rule_id))
    cases.propose(case, DecisionOutcome.GRANTED, cases.load(case).draft.amount_applied)


def take_pictures(store: Path, folder: Path) -> None:
    if os.environ.setdefault("QT_QPA_PLATFORM", "offscreen") == "offscreen":
        os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")  # it cannot raise or size windows, and says so each time
    from app.ui.pictures import take_pictures as take

    taken = take(store, folder)
    say(f"Tog {len(taken)} bilder av fönstret i {folder.name}.")
