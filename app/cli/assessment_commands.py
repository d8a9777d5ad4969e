"""What the commands on assessment and ranking do; only told here, done by the services."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from app.bootstrap import opened
from app.cli.arguments import UsageProblem
from app.cli.commands import store_of, write_csv
from app.cli.main import DONE, say
from app.domain import swedish
from app.domain.scoring import NO_DECISION, AssessmentSheet, Criterion, OtherAssessment, RankedCase, RoundRanking, ScoreEntry
from app.domain.swedish import ParseError
from app.domain.vocabulary import Confidence, ScoreKind
from app.errors import NotFound
from app.services.ranking_exports import cautions
from app.services.workbench import Workbench

FIGURE_PLACES = 2
NAMELESS = "Namnlös ansökan"


def score(given: Namespace) -> int:
    """Show the own sheet, or do the one thing asked: a criterion, the details, or handing in."""
    act = _act(given)
    with opened(store_of(given), given.who, writes=act is not None) as bench:
        case = bench.cases.resolve(given.case)
        if act == "criterion":
            kind, value = _level(given)
            bench.assessments.score(case, given.criterion, kind, value, given.reason)
        elif act == "details":
            _set_details(bench, case, given)
        elif act == "submit":
            bench.assessments.submit(case)
        view = bench.cases.load(case)
        say(f"{view.name} {view.draft.title or NAMELESS}")
        sheet = bench.assessments.sheet(case)
        if bench.read_only is not None and sheet.locked == bench.read_only.text:
            sheet = replace(sheet, locked="")  # the command itself opened the file for reading
        for line in _sheet(sheet, bench.store.who):
            say(line)
    return DONE


def _act(given: Namespace) -> str | None:
    """What is asked for; one thing at a time, so that a refusal leaves nothing stored. Raises UsageProblem."""
    levels = [given.value is not None, given.abstain, given.not_applicable]
    asked = {
        "criterion": given.criterion is not None,
        "details": any(one is not None for one in (given.confidence, given.proposed, given.comment)),
        "submit": given.submit,
    }
    if sum(asked.values()) > 1:
        raise UsageProblem("Gör en sak i taget: ett kriterium, uppgifter om bedömningen, eller --submit.")
    if any([*levels, given.reason is not None]) and not asked["criterion"]:
        raise UsageProblem("Ange vilket kriterium det gäller med --criterion, till exempel --criterion Q1.")
    if asked["criterion"] and sum(levels) != 1:
        raise UsageProblem("Ange poängen med --value 0 till 3, eller --abstain, eller --not-applicable.")
    if asked["criterion"] and not (given.reason or "").strip():
        raise UsageProblem("Varje poäng behöver en motivering. Skriv den med --reason ”…”.")
    return next((name for name, is_asked in asked.items() if is_asked), None)


def _level(given: Namespace) -> tuple[ScoreKind, int | None]:
    if given.abstain:
        return ScoreKind.ABSTAINED, None
    if given.not_applicable:
        return ScoreKind.NOT_APPLICABLE, None
    return ScoreKind.SCORED, int(given.value)


def _set_details(bench: Workbench, case: UUID, given: Namespace) -> None:
    details: dict[str, object] = {}
    if given.confidence is not None:
        details["confidence"] = Confidence.of(given.confidence)
    if given.proposed is not None:
        try:
            details["proposed_amount"] = swedish.parse_kronor(given.proposed)
        except ParseError as error:
            raise UsageProblem(f"--proposed: {error}") from error
    if given.comment is not None:
        details["comment"] = given.comment
    bench.assessments.set_details(case, **details)  # type: ignore[arg-type]


def _sheet(sheet: AssessmentSheet, who: str) -> Iterator[str]:
    if sheet.round is None or sheet.rubric is None:
        yield sheet.locked
        return
    state = sheet.state.label.lower() if sheet.state else "inte påbörjad"
    yield f"{sheet.round.name} ({sheet.round.year}), bedömningsgrunder version {sheet.rubric.number}. {who}: {state}."
    for one in sheet.rubric.criteria:
        if one.is_used:
            yield from _criterion(one, sheet.entries.get(one.key))
    yield f"Poäng: {_figure(sheet.total)}"
    yield f"Säkerhet: {sheet.confidence.label if sheet.confidence else swedish.EMPTY}"
    yield f"Föreslaget belopp: {swedish.EMPTY if sheet.proposed_amount is None else swedish.kronor(sheet.proposed_amount)}"
    yield from _indented("Kommentar:", sheet.comment)
    if sheet.locked:
        yield sheet.locked
    elif sheet.lacks:
        yield "Kvar innan bedömningen kan lämnas in:"
        yield from (f"  {one}" for one in sheet.lacks)
    if sheet.others:
        yield "Andra bedömare:"
        yield from (_other(one, is_hidden=sheet.is_hidden) for one in sheet.others)
    yield NO_DECISION


def _criterion(one: Criterion, entry: ScoreEntry | None) -> Iterator[str]:
    if entry is None:
        given = swedish.EMPTY
    elif entry.value is None:
        given = entry.kind.label
    else:
        given = f"{entry.value} {one.levels[entry.value]}".rstrip()
    yield from _indented(f"{one.key} {one.title} (vikt {swedish.number(one.weight)}): {given}", entry.reason if entry else "")


def _indented(head: str, text: str) -> Iterator[str]:
    yield head if text or not head.endswith(":") else f"{head} {swedish.EMPTY}"
    yield from (f"  {line}" for line in text.splitlines())


def _other(one: OtherAssessment, *, is_hidden: bool) -> str:
    state = one.state.label.lower() if one.state else "inte påbörjad"
    if is_hidden and one.submitted_at is not None:
        return f"  {one.person_name}: {state}. Poängen visas när din egen bedömning är inlämnad."
    return f"  {one.person_name}: {state}" + ("" if one.total is None else f", poäng {_figure(one.total)}")


def ranking(given: Namespace) -> int:
    """The round in rank order as the person who asks may see it."""
    with opened(store_of(given), given.who) as bench:
        found = bench.assessments.ranking(_round_of(bench, given.round))
        if given.csv is not None:
            write_csv(bench.ranking_exports.data(found), given.csv)
            return DONE
        for line in _ranking(found):
            say(line)
    return DONE


def _round_of(bench: Workbench, name: str | None) -> UUID:
    """The round of this name, or the only one when none is given. Raises NotFound."""
    rounds = bench.rounds.list()
    if not rounds:
        raise NotFound("Det finns ingen omgång i filen. Skapa en i fönstret, under Programmet.")
    held = swedish.join([f"”{one.name}”" for one in rounds])
    if name is None:
        if len(rounds) == 1:
            return rounds[0].uid
        raise NotFound(f"Det finns flera omgångar i filen: {held}. Ange en med --round.")
    wanted = [one.uid for one in rounds if swedish.match_key(one.name) == swedish.match_key(name)]
    if not wanted:
        raise NotFound(f"Det finns ingen omgång ”{swedish.compact(name)}” i filen. I filen finns {held}.")
    return wanted[0]


def _ranking(found: RoundRanking) -> Iterator[str]:
    cases = "1 ärende" if len(found.rows) == 1 else f"{swedish.integer(len(found.rows))} ärenden"
    yield f"{found.round.name} ({found.round.year}), bedömningsgrunder version {found.round.rubric_number}: {cases}"
    yield from (_row(one) for one in found.rows)
    if found.strictness:
        yield "Stränghet, under noll strängare än de andra:"
        for one in found.strictness:
            behind = "1 ärende" if one.cases == 1 else f"{swedish.integer(one.cases)} ärenden"
            yield f"  {one.person_name}: {swedish.decimal(one.offset, FIGURE_PLACES)} ({behind})"
    yield from cautions(found)


def _row(row: RankedCase) -> str:
    place = swedish.EMPTY if row.rank is None else f"{row.rank}{'=' if row.is_tied else ''}"
    amount = swedish.kronor(row.amount_applied) if row.amount_applied is not None else swedish.EMPTY
    parts = [f"{place:>4}", row.name, row.board_name, row.title or NAMELESS, amount]
    if row.is_withheld:
        parts.append("visas när din egen bedömning är inlämnad")
    elif row.rank is not None:
        parts.append(f"medel {_figure(row.mean)}, median {_figure(row.median)}, spridning {_figure(row.spread)}")
        parts.append(f"justerat {_figure(row.adjusted)} (plats {row.adjusted_rank}{'=' if row.is_adjusted_tied else ''})")
    parts.append(f"{row.number} av {row.expected}")
    if row.missing:
        parts.append(f"saknas: {', '.join(row.missing)}")
    return "  ".join(parts)


def _figure(value: float | None) -> str:
    return swedish.EMPTY if value is None else swedish.decimal(value, FIGURE_PLACES)
