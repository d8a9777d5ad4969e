"""The finished memo before layout: what stands on the paper, in order, as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass

from app.domain import swedish
from app.domain.drafts import BudgetLine, Objective
from app.domain.riskindex.series import CAUTION, Level, Measure, Ranking, SeriesInfo, SeriesKind, ranking
from app.domain.texts import language
from app.domain.texts.assessment import departure_texts
from app.domain.texts.case import MemoEvidence
from app.domain.texts.passage import Passage
from app.domain.texts.sections import Chart, Column, DataTable, Numbered, RuleRow, RuleTable, Section, SectionPart, Titled, paragraphs
from app.domain.vocabulary import FundedBy

DOCUMENT = "Tjänsteutlåtande"
RECIPIENT = "Kommunstyrelsen"
LEAD = "Stadsledningskontoret föreslår att kommunstyrelsen beslutar följande."
SIGNATURES = ("Stadsdirektör", "Biträdande stadsdirektör")
ASSESSMENT_HEADING = "Stadsledningskontorets synpunkter och förslag"
RULE_TABLE_HEADING = "Regelprövning"
RULE_TABLE_NOTE = (
    "Tabellen visar hur ansökan har prövats mot varje regel. Uppfyllt betyder att regeln är uppfylld, inte att medel är beviljade; "
    "det beslutar kommunstyrelsen."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """The office that sends; the footer's lines stand on the first page."""

    office: str = "Stadsledningskontoret"
    department: str = "Förnyelseavdelningen"
    footer: tuple[str, ...] = ("Stadsledningskontoret", "Stadshuset, 105 35 Stockholm", "Växel 08-508 29 000", "stockholm.se")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseContent:
    """One application's part of a memo."""

    title: str
    points: tuple[str, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoContent:
    """A memo ready for layout; every text is data, none is markup."""

    sender: Sender
    registry_number: str
    date: str
    caseworker: str
    phone: str
    recipient: str
    title: str
    decision_heading: str
    lead: str
    cases: tuple[CaseContent, ...]
    signatures: tuple[str, ...] = SIGNATURES

    @property
    def document_title(self) -> str:
        return f"{DOCUMENT}: {self.title}"


def texts_in(content: object) -> Iterator[str]:
    """Every text of a memo, or of a part of one, in order."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, (tuple, list)):
        for one in content:
            yield from texts_in(one)
    elif is_dataclass(content):
        for field in fields(content):
            yield from texts_in(getattr(content, field.name))


def memo_content(case: MemoEvidence, passages: Sequence[Passage], sender: Sender | None = None) -> MemoContent:
    """The memo of one case with the passages as they read now."""
    texts = {one.key: one for one in passages}
    process = case.process
    title = _title(case)
    return MemoContent(
        sender=sender or Sender(),
        registry_number=case.application.registry_number_city or swedish.EMPTY,
        date=swedish.iso_date(process.memo_date) if process.memo_date else swedish.EMPTY,
        caseworker=process.caseworker or swedish.EMPTY,
        phone=process.caseworker_phone,
        recipient=RECIPIENT,
        title=title,
        decision_heading=texts["decision"].heading,
        lead=LEAD,
        cases=(CaseContent(title=title, points=_lines(texts["decision"].text), sections=_sections(case, texts)),),
    )


def _title(case: MemoEvidence) -> str:
    insats = language.clause(case.application.title) or "insats utan namn"
    return f"Ansökan från {case.applicant} om medel för {insats}" if case.applicant else f"Ansökan om medel för {insats}"


def _sections(case: MemoEvidence, texts: dict[str, Passage]) -> tuple[Section, ...]:
    def section(level: int, key: str, *more: SectionPart | None) -> Section | None:
        passage = texts[key]
        if not passage.enabled:
            return None
        return Section(level, passage.heading, (*paragraphs(passage.text), *(one for one in more if one is not None)))

    found = (
        section(1, "summary"),
        section(1, "background"),
        section(1, "matter"),
        section(1, "preparation"),
        Section(1, ASSESSMENT_HEADING),
        section(2, "formal"),
        _departures(case),
        _assessment(texts["assessment"]),
        section(2, "social_risk", _chart(case)),
        section(2, "economy", budget_table(case)),
        section(2, "follow_up", objectives_table(case)),
        section(2, "children"),
        section(2, "equality"),
        section(2, "overall"),
        _annexes(case),
        _rules(case),
    )
    return tuple(one for one in found if one is not None)


def _assessment(passage: Passage) -> Section:
    """A short first line without a full stop names its paragraph."""
    parts = []
    for paragraph in paragraphs(passage.text):
        first, _, rest = paragraph.partition("\n")
        named = rest and len(first) <= 60 and first[-1] not in ".,:;!?"
        parts.append(Titled(first, rest) if named else paragraph)
    return Section(2, passage.heading, tuple(parts))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _departures(case: MemoEvidence) -> Section | None:
    texts = departure_texts(case)
    return Section(2, "Avsteg", texts) if texts else None


def _annexes(case: MemoEvidence) -> Section | None:
    names = (*((RULE_TABLE_HEADING,) if case.results else ()), *case.annexes)
    return Section(1, "Bilagor", (Numbered(names),)) if names else None


def _rules(case: MemoEvidence) -> Section | None:
    if not case.results:
        return None
    rows = []
    for one in case.results:
        rule = case.rule(one.rule_id)
        reason = language.sentence(one.judgement_reason or one.reason)
        rows.append(RuleRow(one.rule_id, rule.title if rule else one.rule_id, one.outcome, reason))
    return Section(1, f"Bilaga 1. {RULE_TABLE_HEADING}", (RULE_TABLE_NOTE, RuleTable(tuple(rows))), annex=True)


def _chart(case: MemoEvidence) -> Chart | None:
    shown = case.ranking or _own_ranking(case)
    return Chart(shown, CAUTION) if shown and shown.bars else None


def _own_ranking(case: MemoEvidence) -> Ranking | None:
    """The districts that the application names, when nothing wider is handed over."""
    values = [(one.district, one.total) for one in case.evidence.index if one.total is not None]
    if not values:
        return None
    first = case.evidence.index[0]
    info = SeriesInfo(
        key="application",
        name="Ansökans stadsdelar",
        kind=SeriesKind.PUBLISHED,
        level=Level.DISTRICT,
        source=first.source or swedish.EMPTY,
        reference="staden samma år = 100",
        illustrative=any(one.illustrative for one in case.evidence.index),
    )
    named = [(key, case.programme.district_name(key), total) for key, total in values]
    return ranking(info, Measure.TOTAL, first.year, named, [key for key, _ in values])


def budget_table(case: MemoEvidence) -> DataTable | None:
    """Kronor per year and source of funding, with sums; empty cells show an en dash."""
    lines = [line for line in case.application.budget_lines if line.amount is not None and line.funded_by is not None]
    if not lines:
        return None
    years = sorted({line.year for line in lines}, key=lambda year: year or 0)
    rows = [_budget_row(str(year or "Utan år"), [line for line in lines if line.year == year]) for year in years]
    rows.append(_budget_row("Summa", lines))
    columns = (Column("År", 0.16), *(Column(source.label, 0.22, numeric=True) for source in FundedBy), Column("Summa", 0.18, numeric=True))
    return DataTable(caption="Insatsens budget, kronor", columns=columns, rows=tuple(rows), total=True)


def _budget_row(label: str, lines: Sequence[BudgetLine]) -> tuple[str, ...]:
    sums = [sum(line.amount or 0 for line in lines if line.funded_by is source) for source in FundedBy]
    return (label, *(swedish.integer(one) if one else swedish.EMPTY for one in sums), swedish.integer(sum(sums)))


def objectives_table(case: MemoEvidence) -> DataTable | None:
    rows = [_objective(row) for row in case.application.objectives if row.text.strip() or row.indicator.strip()]
    if not rows:
        return None
    columns = (
        Column("Mål och indikator", 0.5),
        Column("Utgångsvärde", 0.17, numeric=True),
        Column("Målvärde", 0.16, numeric=True),
        Column("Senast", 0.17, numeric=True),
    )
    return DataTable(caption="Insatsens mål", columns=columns, rows=tuple(rows))


def _objective(row: Objective) -> tuple[str, ...]:
    unit = language.clause(row.unit)
    measured = (
        language.sentence(f"Indikator: {language.clause(row.indicator)}{f' ({unit})' if unit else ''}") if row.indicator.strip() else ""
    )
    return (
        language.sentences(language.sentence(row.text), measured),
        swedish.EMPTY if row.baseline is None else swedish.number(row.baseline),
        swedish.EMPTY if row.target is None else swedish.number(row.target),
        swedish.EMPTY if row.target_date is None else swedish.iso_date(row.target_date),
    )
