"""The local action plan before layout: what stands on the paper, in the city's chapter order (domain brief, section 5.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from app.domain import fields, swedish
from app.domain.catalogues import DIALOGUE, PLAN
from app.domain.drafts import DialogueDraft, FollowUpValue, PlanActivity, PlanDraft, PlanObjective
from app.domain.fields import Catalogue
from app.domain.plan_charts import objective_chart, timeline
from app.domain.plans import complete_parts, is_complete, objective_numbers
from app.domain.programme import Programme
from app.domain.texts import language
from app.domain.texts.plan_index import index_parts
from app.domain.texts.sections import Column, DataTable, Facts, Numbered, Remark, Section, SectionPart, Titled, paragraphs
from app.domain.views import ApplicationRow, FrozenIndex
from app.domain.vocabulary import PlanState
from app.domain.workflow import LOCKED_PLAN_STATES

DOCUMENT = "Lokal handlingsplan"
TITLE = "Lokal handlingsplan för social hållbarhet"
WORK = "Lokalt arbete med social hållbarhet"
_HEADING_LENGTH = 140  # of an objective's text, to stand in its heading


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanContent:
    """A plan ready for layout; every text is data, none is markup."""

    board: str
    version: str
    state: str
    registry_number: str
    subtitle: str
    facts: Facts
    standing: str  # "inte godkänd" or "ersatt", for the head of every page; "" for a plan in force
    remark: str  # the same in a sentence, before anything else
    sections: tuple[Section, ...]
    title: str = TITLE

    @property
    def document_title(self) -> str:
        return f"{self.title}: {self.board}, {self.version[:1].lower()}{self.version[1:]}"


@dataclass(frozen=True, slots=True)
class _Plan:
    """What every chapter reads."""

    draft: PlanDraft
    programme: Programme
    state: PlanState
    index: FrozenIndex | None
    applications: Mapping[UUID, Sequence[ApplicationRow]]
    dialogues: Sequence[DialogueDraft]
    today: date

    def facts(self, record: object, prefix: str, *keys: str, catalogue: Catalogue = PLAN) -> list[tuple[str, str]]:
        """Label and text of these fields; an en dash where nothing is registered."""
        found = []
        for key in keys:
            field = catalogue.field(f"{prefix}.{key}" if prefix else key)
            value: Any = getattr(record, key)
            found.append((field.label, fields.text(field, value, self.programme.choices) or swedish.EMPTY))
        return found

    def organisations(self, keys: Sequence[str]) -> str:
        return swedish.join([self.programme.organisation_name(key) for key in keys])


def plan_content(
    plan: PlanDraft,
    programme: Programme,
    state: PlanState,
    index: FrozenIndex | None,
    applications: Mapping[UUID, Sequence[ApplicationRow]],
    dialogues: Sequence[DialogueDraft],
    today: date,
) -> PlanContent:
    """The plan with all it rests on; `applications` are those that lean on each activity, by the activity's uid."""
    whole = _Plan(plan, programme, state, index, applications, dialogues, today)
    standing, remark = _standing(state)
    return PlanContent(
        board=programme.organisation_name(plan.board),
        version="Utan versionsnummer" if plan.plan_version is None else f"Version {plan.plan_version}",
        state=state.label,
        registry_number=plan.approval_registry_number,
        subtitle=f"{WORK} inom {programme.title}",
        facts=_front(whole),
        standing=standing,
        remark=remark,
        sections=(
            *_introduction(whole),
            *_current_state(whole),
            *_priorities(whole),
            *_objectives(whole),
            *_activities(whole),
            *_implementation(whole),
            *_measuring(whole),
        ),
    )


def _standing(state: PlanState) -> tuple[str, str]:
    """What the reader must know of a plan that is not in force, in a word and in a sentence."""
    if state is PlanState.SUPERSEDED:
        return "ersatt", "Planen är ersatt av en senare version."
    return ("", "") if state in LOCKED_PLAN_STATES else ("inte godkänd", "Planen är inte godkänd av nämnden. Innehållet kan ändras.")


def _front(whole: _Plan) -> Facts:
    plan = whole.draft
    ends = [swedish.iso_date(day) if day else "…" for day in (plan.period_start, plan.period_end)]
    approved = [swedish.iso_date(plan.approved_date) if plan.approved_date else "", language.paragraph_sign(plan.approval_paragraph)]
    return Facts((
        ("Stadsdelsnämnd", whole.programme.organisation_name(plan.board)),
        ("Period", "–".join(ends) if plan.period_start or plan.period_end else swedish.EMPTY),
        ("Version", swedish.EMPTY if plan.plan_version is None else str(plan.plan_version)),
        ("Läge", whole.state.label),
        ("Förankrad i lokal styrgrupp", _day(plan.steering_date)),
        ("Godkänd av nämnden", ", ".join(one for one in approved if one) or swedish.EMPTY),
        ("Diarienummer", plan.approval_registry_number or swedish.EMPTY),
        ("Rapporterad till stadsövergripande styrgruppen", _day(plan.reported_date)),
        ("Uppgifterna avser", swedish.iso_date(whole.today)),
    ))  # fmt: skip


def _day(day: date | None) -> str:
    return swedish.EMPTY if day is None else swedish.iso_date(day)


def _texts(text: str, absent: str) -> tuple[str, ...]:
    """The paragraphs of a text, or the sentence that says it is missing."""
    return paragraphs(text) or (absent,)


# --- 1–3 -----------------------------------------------------------------------------------------


def _introduction(whole: _Plan) -> tuple[Section, ...]:
    return (Section(1, "1. Inledning", _texts(whole.draft.introduction, "Ingen inledning är registrerad.")),)


def _current_state(whole: _Plan) -> tuple[Section, ...]:
    plan = whole.draft
    analysis: list[SectionPart] = [*_texts(plan.risk_analysis_text, "Ingen analys av riskindexet är registrerad.")]
    if plan.risk_analysis_date or plan.risk_analysis_year:
        year = swedish.EMPTY if plan.risk_analysis_year is None else str(plan.risk_analysis_year)
        analysis.append(Facts((("Riskanalysens datum", _day(plan.risk_analysis_date)), ("Riskindexets år", year))))
    return (
        Section(1, "2. Nuläge"),
        Section(2, "Analys av riskindexet", tuple(analysis)),
        Section(2, "Riskindexet som planen vilar på", index_parts(whole.index, whole.programme, plan.board)),
        Section(2, "Boendedialoger som planen vilar på", _dialogues(whole)),
    )


def _dialogues(whole: _Plan) -> tuple[SectionPart, ...]:
    wanted = [swedish.compact(part) for part in whole.draft.dialogues.replace(",", ";").replace("\n", ";").split(";")]
    wanted = [part for part in wanted if part]
    if not wanted:
        return ("Inga boendedialoger är angivna.",)
    known = {swedish.match_key(one.number): one for one in whole.dialogues}
    parts: list[SectionPart] = []
    for number in wanted:
        found = known.get(swedish.match_key(number))
        parts += [Remark(f"Dialogen {number} är inte registrerad.")] if found is None else _dialogue(whole, found)
    return tuple(parts)


def _dialogue(whole: _Plan, dialogue: DialogueDraft) -> list[SectionPart]:
    name = ", ".join(part for part in (dialogue.number, swedish.compact(dialogue.area)) if part)
    held = whole.facts(dialogue, "", "day", "form", "districts", "organisers", "reached", "main_points", catalogue=DIALOGUE)
    given = language.clause(dialogue.feedback) or ("" if dialogue.feedback_date is None else "Lämnad")
    day = "" if dialogue.feedback_date is None else f" ({swedish.iso_date(dialogue.feedback_date)})"
    held.append(("Återkoppling till de boende", f"{given}{day}" if given else "Ingen återkoppling är registrerad."))
    return [Titled(name, ""), Facts(tuple(held))]


def _priorities(whole: _Plan) -> tuple[Section, ...]:
    rows = whole.draft.priorities
    if not rows:
        return (Section(1, "3. Prioriteringar", ("Inga prioriteringar är registrerade.",)),)
    marks = tuple(f"{row.number or number}." for number, row in enumerate(rows, 1))
    return (Section(1, "3. Prioriteringar", (Numbered(tuple(row.text or swedish.EMPTY for row in rows), marks),)),)


# --- 4 -------------------------------------------------------------------------------------------


def _objectives(whole: _Plan) -> tuple[Section, ...]:
    rows = whole.draft.objectives
    if not rows:
        return (Section(1, "4. Mål", ("Inga mål är registrerade.",)),)
    return (Section(1, "4. Mål", (_completeness(rows),)), *(_objective(whole, number, row) for number, row in enumerate(rows, 1)))


def _completeness(rows: Sequence[PlanObjective]) -> str:
    complete = sum(is_complete(row) for row in rows)
    if complete == len(rows):
        return {1: "Målet är komplett.", 2: "Båda målen är kompletta."}.get(
            complete, f"Alla {language.numeral(complete)} mål är kompletta."
        )
    number = "Inget" if complete == 0 else language.capital(language.numeral(complete))
    verb = "är komplett" if complete < 2 else "är kompletta"
    count = f"{number} av planens {language.numeral(len(rows))} mål {verb}." if len(rows) > 1 else "Planens enda mål är inte komplett."
    return f"{count} Ett komplett mål har indikator, utgångsvärde, målvärde, måldatum och mätmetod."


def _objective(whole: _Plan, place: int, row: PlanObjective) -> Section:
    number, text = row.number or str(place), swedish.compact(row.text)
    short = 0 < len(text) <= _HEADING_LENGTH
    parts: list[SectionPart] = [] if short else [*_texts(row.text, "Målet saknar text.")]
    absent = complete_parts(row)
    if absent:
        parts.append(Remark(f"Målet är inte komplett. Detta saknas: {swedish.join([part[:1].lower() + part[1:] for part in absent])}."))
    known = dict(whole.facts(row, "objectives", "area", "indicator", "baseline", "target", "method", "data_source", "responsible"))
    known["Utgångsvärde"] = _measured(row.baseline, row.unit, row.baseline_date, row.baseline_source)
    known["Målvärde"] = _measured(row.target, row.unit, row.target_date)
    parts.append(Facts(tuple(known.items())))
    values = [one for one in whole.draft.follow_up_values if swedish.match_key(one.objective) == swedish.match_key(row.number)]
    chart = objective_chart(row, whole.draft.follow_up_values)
    if chart.has_values:
        parts.append(chart)
    if row.number and values:
        parts.append(_values_table(values, row.unit))
    return Section(2, f"Mål {number}. {text}".rstrip(". ") if short else f"Mål {number}", tuple(parts))


def _measured(value: Any, unit: str, day: date | None, source: str = "") -> str:
    """'41 % (2014-12-31, Trygghetsmätningen)', with an en dash for a value that is missing."""
    shown = swedish.EMPTY if value is None else f"{swedish.number(value)} {swedish.compact(unit)}".strip()
    beside = ", ".join(part for part in ("" if day is None else swedish.iso_date(day), swedish.compact(source)) if part)
    return f"{shown} ({beside})" if beside else shown


def _values_table(values: Sequence[FollowUpValue], unit: str) -> DataTable:
    ordered = sorted(values, key=lambda one: one.day or date.max)
    rows = tuple(
        (_day(one.day), swedish.EMPTY if one.value is None else swedish.number(one.value), one.source or swedish.EMPTY) for one in ordered
    )
    named = f", {swedish.compact(unit)}" if unit.strip() else ""
    columns = (Column("Mätt den", 0.2), Column("Värde", 0.2, numeric=True), Column("Källa", 0.6))
    return DataTable(caption=f"Uppföljningsvärden{named}", columns=columns, rows=rows)


# --- 5 -------------------------------------------------------------------------------------------


def _activities(whole: _Plan) -> tuple[Section, ...]:
    rows = whole.draft.activities
    heading = "5. Planerade insatser"
    if not rows:
        return (Section(1, heading, ("Inga aktiviteter är registrerade.",)),)
    drawn = timeline(whole.draft, whole.today)
    return (Section(1, heading, (Titled("Tidslinje för aktiviteterna", ""), drawn)), *(_activity(whole, row) for row in rows))


def _activity(whole: _Plan, row: PlanActivity) -> Section:
    names = swedish.join([whole.programme.district_name(key) for key in row.districts])
    known = dict(whole.facts(row, "activities", "target_area", "related_sub_goals", "lead", "partners", "financing", "state"))
    time = "–".join("…" if day is None else swedish.iso_date(day) for day in (row.start, row.end))
    leaning = whole.applications.get(row.uid, ())
    facts = [
        ("Stadsdelar", names or swedish.EMPTY),
        ("Tid", time if row.start or row.end else swedish.EMPTY),
        *known.items(),
        ("Bidrar till mål", _served(whole, row)),
        *([] if leaning else [("Ansökningar", "Ingen ansökan hänvisar till aktiviteten.")]),
    ]
    parts: list[SectionPart] = [*_texts(row.description, "Ingen beskrivning är registrerad."), Facts(tuple(facts))]
    if leaning:
        parts.append(_applications_table(leaning))
    name = " ".join(part for part in (swedish.compact(row.number), swedish.compact(row.title)) if part)
    return Section(2, f"Aktivitet {name}".strip(), tuple(parts), together=True)


def _served(whole: _Plan, row: PlanActivity) -> str:
    """The objectives by number; a number without an objective is told."""
    stated = objective_numbers(row.objectives)
    known = {swedish.match_key(one.number) for one in whole.draft.objectives if one.number}
    unknown = [one for one in stated if swedish.match_key(one) not in known]
    lost = f"{swedish.join(unknown)} (finns inte bland planens mål)" if unknown else ""
    found = swedish.join([one for one in stated if one not in unknown])
    return "; ".join(part for part in (found, lost) if part) or swedish.EMPTY


def _applications_table(rows: Sequence[ApplicationRow]) -> DataTable:
    amounts = [row.amount_applied for row in rows if row.amount_applied is not None]
    lines = [
        (
            row.registry_number or row.case_number,
            row.title or swedish.EMPTY,
            row.state.label,
            swedish.EMPTY if row.amount_applied is None else swedish.integer(row.amount_applied),
        )
        for row in rows
    ]
    total = len(rows) > 1
    if total:
        lines.append(("Summa", "", "", swedish.integer(sum(amounts))))
    columns = (Column("Ärende", 0.22), Column("Insats", 0.38), Column("Läge", 0.22), Column("Sökt belopp, kr", 0.18, numeric=True))
    return DataTable(caption="Ansökningar som hänvisar till aktiviteten", columns=columns, rows=tuple(lines), total=total)


# --- 6–7 -----------------------------------------------------------------------------------------


def _implementation(whole: _Plan) -> tuple[Section, ...]:
    plan = whole.draft
    groups = [(row.name, row.task, row.members) for row in plan.working_groups]
    contacts = [(whole.programme.organisation_name(row.board), row.role) for row in plan.contacts]
    return (
        Section(1, "6. Genomförande", _texts(plan.implementation, "Inget om genomförandet är registrerat.")),
        Section(2, "Lokal styrgrupp", _steering_group(plan)),
        Section(2, "Arbetsgrupper", _table(
            (Column("Grupp", 0.27), Column("Uppgift", 0.38), Column("Deltagare", 0.35)), groups,
            "Inga arbetsgrupper är registrerade.",
        )),
        Section(2, "Bostadsbolagens del av arbetet", _housing(whole)),
        Section(2, "Kontakter i facknämnderna", _table(
            (Column("Nämnd", 0.5), Column("Funktion", 0.5)), contacts,
            "Inga kontakter i facknämnderna är registrerade.",
        )),
        Section(2, "Polisavtal och brottsförebyggande planering", (Facts((
            ("Samverkansavtal med polisen", _document(plan.police_agreement_ref, plan.police_agreement_date)),
            ("Brottsförebyggande planering", _document(plan.crime_prevention_plan_ref, plan.crime_prevention_plan_date)),
        )),)),
    )  # fmt: skip


def _document(reference: str, day: date | None) -> str:
    named = swedish.compact(reference)
    if day is None:
        return named or "Inget är registrerat."
    return f"{named} ({swedish.iso_date(day)})" if named else swedish.iso_date(day)


def _table(columns: tuple[Column, ...], rows: Sequence[Sequence[str]], absent: str) -> tuple[SectionPart, ...]:
    if not rows:
        return (absent,)
    return (DataTable(caption="", columns=columns, rows=tuple(tuple(cell or swedish.EMPTY for cell in row) for row in rows)),)


def _steering_group(plan: PlanDraft) -> tuple[SectionPart, ...]:
    members = [(row.organisation, row.role, row.mandate) for row in plan.steering_members]
    columns = (Column("Organisation", 0.34), Column("Funktion", 0.33), Column("Mandat", 0.33))
    parts = _table(columns, members, "") if members else ()
    return (*paragraphs(plan.steering_group), *parts) or ("Ingen lokal styrgrupp är registrerad.",)


def _housing(whole: _Plan) -> tuple[SectionPart, ...]:
    large, shares = whole.draft.housing_companies, whole.draft.housing_shares
    parts: list[SectionPart] = []
    if large:
        parts.append(f"Stora bestånd i nämndens område: {whole.organisations(large)}.")
    rows = [(whole.programme.organisation_name(row.company), row.share) for row in shares]
    rows += [(whole.programme.organisation_name(key), "Bolagets del är inte angiven.") for key in large if key not in _given(whole)]
    parts += _table((Column("Bostadsbolag", 0.32), Column("Del av arbetet", 0.68)), rows, "")
    return tuple(part for part in parts if part) or ("Inga uppgifter om bostadsbolagen är registrerade.",)


def _given(whole: _Plan) -> set[str | None]:
    return {row.company for row in whole.draft.housing_shares}


def _measuring(whole: _Plan) -> tuple[Section, ...]:
    plan = whole.draft
    parts: list[SectionPart] = [*_texts(plan.measuring, "Inget om hur målen mäts är registrerat.")]
    resources = (
        ("Resurser för mätbara mål", plan.resources_for_targets.strip() or "Inga resurser är registrerade."),
        ("Ansvarig för att ta fram mål", plan.resources_responsible.strip() or "Ingen ansvarig är registrerad."),
    )
    parts.append(Facts(resources))
    known = {swedish.match_key(row.number) for row in plan.objectives if row.number}
    lost = [one for one in plan.follow_up_values if swedish.match_key(one.objective) not in known]
    if lost:
        parts.append(Remark("Några uppföljningsvärden hör inte till något av planens mål."))
        parts.append(_lost_values(lost))
    return (Section(1, "7. Hur målen mäts", tuple(parts)),)


def _lost_values(values: Sequence[FollowUpValue]) -> DataTable:
    columns = (Column("Mål nr", 0.16), Column("Mätt den", 0.2), Column("Värde", 0.2, numeric=True), Column("Källa", 0.44))
    rows = tuple(
        (
            one.objective or swedish.EMPTY,
            _day(one.day),
            swedish.EMPTY if one.value is None else swedish.number(one.value),
            one.source or swedish.EMPTY,
        )
        for one in values
    )
    return DataTable(caption="Uppföljningsvärden utan mål", columns=columns, rows=rows)
