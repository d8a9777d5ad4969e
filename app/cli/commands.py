"""What each command does; only told here, done by the services."""

from __future__ import annotations

import json
import sys
import tempfile
from argparse import Namespace
from pathlib import Path

from app import paths
from app.bootstrap import opened
from app.cli.arguments import STANDARD_OUT
from app.cli.main import DONE, REFUSED, say, say_error
from app.domain import swedish
from app.domain.rules.evidence import RuleResult
from app.domain.views import ImportPreview
from app.errors import EnvironmentProblem, ValidationProblems
from app.services.forms import save_template
from app.services.plan_forms import save_plan_template
from app.services.store_file import inspect
from app.services.store_files import check_file
from app.services.workbench import Workbench, create_store, resources_programme

ACTION_PLAN = "action-plan"
EARLIER_GRANTS = "earlier-grants"
INDICATORS = "indicators"


def store_of(given: Namespace) -> Path:
    if given.store is None:
        raise EnvironmentProblem("Kommandot behöver en ärendefil.", "Ange den med --store FIL före kommandot.")
    return Path(given.store)


def new(given: Namespace) -> int:
    create_store(given.file, who=given.who)
    say(f"Skapade {given.file.name}.")
    return DONE


def check(given: Namespace) -> int:
    inspect(given.file)
    report = check_file(given.file)
    findings = report.findings
    if report.ok:
        with opened(given.file, given.who) as bench:
            findings = bench.files.check_contents()
    for finding in findings:
        say_error(finding)
    if findings:
        return REFUSED
    say(f"{given.file.name}: hel. Filversion {report.schema_version}, {report.cases} ärenden.")
    return DONE


def template(given: Namespace) -> int:
    if given.kind == EARLIER_GRANTS:
        from app.cli.earlier_commands import template as grants_template

        return grants_template(given)
    if given.kind == INDICATORS:
        from app.cli.indicator_commands import template as indicator_template

        return indicator_template(given)
    write = save_plan_template if given.kind == ACTION_PLAN else save_template
    write(resources_programme(), given.file)
    say(f"Skrev {given.file.name}.")
    return DONE


def import_form(given: Namespace) -> int:
    if given.kind == ACTION_PLAN:
        from app.cli.plan_commands import import_plan

        return import_plan(given)
    if given.kind == EARLIER_GRANTS:
        from app.cli.earlier_commands import import_grants

        return import_grants(given)
    if given.kind == INDICATORS:
        from app.cli.indicator_commands import import_indicators

        return import_indicators(given)
    with opened(store_of(given), given.who, writes=not given.dry_run) as bench:
        preview = bench.forms.read(given.file)
        if preview.problems:
            raise ValidationProblems(preview.problems)
        for note in preview.notes:
            say_error(f"Observera: {note}")
        if preview.existing and not given.dry_run:
            _tell_existing(preview)
            return REFUSED
        _tell_preview(bench, preview)
        if given.dry_run:
            say("Inget är lagrat.")
            return DONE
        created = bench.forms.store(preview)
        say(f"Läst in som ärende {bench.cases.load(created.uid).case_number}.")
    return DONE


def _tell_existing(preview: ImportPreview) -> None:
    what = "Samma blankett" if preview.same_file else "Samma ansökan"
    say_error(f"{what} finns redan som ärende {preview.existing_name}. Inget är lagrat.")
    for one in preview.differences:
        say_error(f"  {one.label}: {one.before or swedish.EMPTY} → {one.after or swedish.EMPTY}")


def _tell_preview(bench: Workbench, preview: ImportPreview) -> None:
    amount = preview.draft.amount_applied
    facts = [bench.programme.organisation_name(preview.draft.applicant), swedish.kronor(amount) if amount is not None else "inget belopp"]
    say(f"{preview.draft.title or 'Namnlös ansökan'} ({', '.join(facts)})")
    for result in preview.results:
        if result.outcome.value in ("fail", "insufficient"):
            say(f"  {result.rule_id} {result.outcome.label}: {result.reason}")


def list_cases(given: Namespace) -> int:
    with opened(store_of(given), given.who) as bench:
        query, columns = bench.saved_views.find(given.view or "all")
        if given.csv is not None:
            write_csv(bench.exports.cases_csv(query, columns), given.csv)
            return DONE
        for row in bench.exports.rows(query):
            amount = swedish.kronor(row.amount_applied) if row.amount_applied is not None else swedish.EMPTY
            say(f"{row.case_number}  {row.applicant}  {row.title}  {amount}  {row.state.label}")
    return DONE


def rules(given: Namespace) -> int:
    with opened(store_of(given), given.who) as bench:
        view = bench.cases.load(bench.cases.resolve(given.case))
        if given.json:
            say(json.dumps([_as_json(bench, one) for one in view.results], ensure_ascii=False, indent=2))
        elif given.csv is not None:
            write_csv(bench.exports.rules_csv(view), given.csv)
        else:
            say(f"{view.name} {view.draft.title}")
            for one in view.results:
                say(f"{one.rule_id} {bench.programme.rule_by_id[one.rule_id].title}: {one.outcome.label}. {one.reason}")
    return DONE


def _as_json(bench: Workbench, result: RuleResult) -> dict[str, object]:
    info = bench.programme.rule_by_id[result.rule_id]
    return {
        "rule": result.rule_id,
        "title": info.title,
        "outcome": result.outcome.value,
        "reason": result.reason,
        "values": {one.label: one.text for one in result.values_used},
        "source": info.source,
        "ruleSetVersion": result.version,
        "judgedBy": result.judged_by,
    }


def memo(given: Namespace) -> int:
    with opened(store_of(given), given.who) as bench:
        uids = [bench.cases.resolve(name) for name in given.cases]
        missing = bench.memos.missing_signs(uids)
        if missing:
            say_error(f"Observera: {swedish.no_glyph(missing)}")
        bench.memos.save_pdf(uids, given.out)
    say(f"Skrev {given.out.name}.")
    return DONE


def write_csv(content: bytes, target: str) -> None:
    if target == STANDARD_OUT:
        sys.stdout.buffer.write(content)
        return
    from app.services.exporting import save

    save(Path(target), content)


def sample(given: Namespace) -> int:
    from app.services.sample_store import write_example, write_example_plan, write_sample

    write_sample(given.file)
    if given.form:
        write_example(given.form)
    if given.plan_form:
        write_example_plan(given.plan_form)
    say(f"Skrev {given.file.name}.")
    return DONE


def demo(given: Namespace) -> int:
    from app.cli.demo import run_demo

    return run_demo(given.out)


def self_test(given: Namespace) -> int:
    """Open a copy of the shipped sample, check it, read the example form in, print one memo and compute the index."""
    from app.cli.demo import EXAMPLE_FORM
    from app.domain.riskindex.series import Level
    from app.services.sample_copy import copy_sample

    with tempfile.TemporaryDirectory(prefix="sammanhallen-") as folder:
        store = Path(folder) / "prov.sqlite"
        copy_sample(store)
        with opened(store, given.who, writes=True) as bench:
            report = bench.files.check()
            if not report.ok:
                for finding in report.findings:
                    say_error(finding)
                return REFUSED
            preview = bench.forms.read(paths.resources_folder() / EXAMPLE_FORM)
            created = bench.forms.store(preview)
            target = Path(folder) / "prov.pdf"
            bench.memos.save_pdf([created.uid], target)
            size = target.stat().st_size
            ranked = int((bench.risk_index.computed(Level.DISTRICT, bench.risk_index.dataset().years[0]).rank > 0).sum())
            if not ranked:
                say_error("Indexet gick inte att räkna ur exempelfilen.")
                return REFUSED
    say(
        f"Självtestet gick bra: {report.cases} ärenden i exempelfilen, blanketten läst in, tjänsteutlåtande på {size // 1024} kB, "
        f"indexet räknat för {ranked} stadsdelar."
    )
    return DONE
