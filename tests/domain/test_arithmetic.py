"""The arithmetic check against sums made by hand, and against R27, which adds the same budget in its own way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given

from app.domain.arithmetic import ArithmeticReport, BudgetFinding, FindingKind, arithmetic
from app.domain.budget_words import DEFAULT_WORDS, WordKind, matches, says_rate_or_share, tidy
from app.domain.drafts import ApplicationDraft, BudgetLine, CoFunding, YearAmount
from app.domain.rules.evidence import Evidence, FieldRef
from app.domain.rules.money import r27
from app.domain.vocabulary import CostType, FundedBy, RuleOutcome
from tests.domain.builders import PROGRAMME
from tests.domain.strategies import applications


def line(year: int | None, cost: CostType | None, funder: FundedBy | None, amount: int | None, note: str = "") -> BudgetLine:
    return BudgetLine(year=year, cost_type=cost, funded_by=funder, amount=amount, note=note)


SOUND = ApplicationDraft(
    start_date=date(2015, 9, 1),
    end_date=date(2016, 12, 31),
    budget_lines=(
        line(2015, CostType.STAFF, FundedBy.PROGRAMME, 200_000, "Samordnare 50 %"),
        line(2016, CostType.STAFF, FundedBy.PROGRAMME, 400_000, "Samordnare 100 %"),
        line(2016, CostType.MATERIAL, FundedBy.PROGRAMME, 15_001, "Böcker"),
        line(2016, CostType.PREMISES, FundedBy.OWN, 60_000, "Lokal"),
        line(2016, CostType.SERVICES, FundedBy.CO, 40_000, "Föreläsare"),
    ),
    amounts_applied=(YearAmount(year=2015, amount=200_000), YearAmount(year=2016, amount=415_001)),
    own_funding=60_000,
    co_funding=(CoFunding(organisation="AB Familjebostäder", amount=40_000),),
)


def kinds(report: ArithmeticReport) -> list[FindingKind]:
    return [one.kind for one in report.findings]


def only(report: ArithmeticReport, kind: FindingKind) -> BudgetFinding:
    found = [one for one in report.findings if one.kind is kind]
    assert len(found) == 1, [one.text for one in found]
    return found[0]


def with_lines(*lines: BudgetLine, **changes: Any) -> ApplicationDraft:
    return replace(SOUND, budget_lines=lines, **changes)


# --- the table -----------------------------------------------------------------------------------


def test_the_table_has_a_sum_for_each_year_part_and_cost_type() -> None:
    report = arithmetic(SOUND)
    assert report.columns == ("2015", "2016", "Summa")
    assert [(row.key, row.amounts) for row in report.rows] == [
        ("programme", (200_000, 415_001, 615_001)),
        ("programme.staff", (200_000, 400_000, 600_000)),
        ("programme.material", (0, 15_001, 15_001)),
        ("own", (0, 60_000, 60_000)),
        ("own.premises", (0, 60_000, 60_000)),
        ("co", (0, 40_000, 40_000)),
        ("co.services", (0, 40_000, 40_000)),
        ("total", (200_000, 515_001, 715_001)),
        ("applied", (200_000, 415_001, 615_001)),
        ("applied.difference", (0, 0, 0)),
        ("own_funding", (None, None, 60_000)),
        ("own_funding.difference", (None, None, 0)),
        ("co_funding", (None, None, 40_000)),
        ("co_funding.difference", (None, None, 0)),
    ]
    assert report.findings == ()
    assert not any(row.is_off for row in report.rows)


def test_a_line_without_year_or_funder_is_counted_where_it_can_be_seen() -> None:
    report = arithmetic(with_lines(*SOUND.budget_lines, line(None, None, None, 5_000, "Oklart")))
    assert report.columns == ("2015", "2016", "Utan år", "Summa")
    assert next(row.amounts for row in report.rows if row.key == "nobody.none") == (0, 0, 5_000, 5_000)
    assert next(row.amounts for row in report.rows if row.key == "total")[-1] == 720_001
    assert "saknar år, kostnadsslag och uppgift om vem som betalar" in only(report, FindingKind.MISSING).text


def test_an_empty_application_has_no_table_and_says_what_is_missing() -> None:
    report = arithmetic(ApplicationDraft())
    assert report.rows == ()
    assert [one.text for one in report.findings] == ["Budgeten saknar rader.", "Sökt belopp per år är inte ifyllt."]
    assert report.faults == ()


# --- differences ---------------------------------------------------------------------------------


def test_a_krona_in_one_year_is_named_with_both_figures_and_its_place() -> None:
    stated = (SOUND.amounts_applied[0], replace(SOUND.amounts_applied[1], amount=415_000))
    report = arithmetic(replace(SOUND, amounts_applied=stated))
    first, whole = report.faults
    assert first.text == (
        "År 2016 är raderna med projektmedel 415\u00a0001\u00a0kr men det sökta beloppet 415\u00a0000\u00a0kr. Skillnaden är 1\u00a0kr."
    )
    assert first.fields[0] == FieldRef("amounts_applied.amount", stated[1].uid)
    assert FieldRef("budget_lines.amount", SOUND.budget_lines[2].uid) in first.fields
    assert whole.text.startswith("Budgetens summa är 715\u00a0001\u00a0kr men")
    assert next(row for row in report.rows if row.key == "applied.difference").amounts == (0, -1, -1)


def test_years_that_cancel_out_are_both_named_but_the_total_is_right() -> None:
    stated = (YearAmount(year=2015, amount=215_001), YearAmount(year=2016, amount=400_000))
    report = arithmetic(replace(SOUND, amounts_applied=stated))
    assert [one.text[:7] for one in report.faults] == ["År 2015", "År 2016"]


def test_two_years_off_are_also_summed() -> None:
    stated = (YearAmount(year=2015, amount=1), YearAmount(year=2016, amount=2))
    assert any(
        one.text.startswith("Alla år tillsammans är raderna med projektmedel 615\u00a0001")
        for one in arithmetic(replace(SOUND, amounts_applied=stated)).faults
    )


OWN = "Raderna med egen finansiering är 60\u00a0000\u00a0kr men den egna finansieringen totalt är 59\u00a0999"
CO = "Raderna med medfinansiering är 40\u00a0000\u00a0kr men medfinansiärernas belopp är 39\u00a0000"


@pytest.mark.parametrize(
    ("changes", "start", "key"),
    [({"own_funding": 59_999}, OWN, "own_funding"), ({"co_funding": (CoFunding(amount=39_000),)}, CO, "co_funding.amount")],
)
def test_own_and_co_funding_are_compared_with_their_lines(changes: dict[str, Any], start: str, key: str) -> None:
    first = arithmetic(replace(SOUND, **changes)).faults[0]
    assert first.text.startswith(start)
    assert first.fields[0].key == key


def test_parts_not_stated_are_missing_and_not_a_difference() -> None:
    report = arithmetic(replace(SOUND, own_funding=None, co_funding=()))
    assert kinds(report) == [FindingKind.MISSING, FindingKind.MISSING]
    assert [one.fields[0].key for one in report.findings] == ["own_funding", "co_funding"]


@given(applications)
def test_what_r27_passes_the_check_passes_and_the_other_way_round(draft: ApplicationDraft) -> None:
    outcome = r27(Evidence(programme=PROGRAMME, application=draft)).outcome
    report = arithmetic(draft)
    off = [one for one in report.faults if one.kind is not FindingKind.AMOUNT]
    if outcome is RuleOutcome.PASS:
        assert not off
    if outcome is RuleOutcome.FAIL:
        assert off


@given(applications)
def test_every_krona_of_the_budget_is_in_the_table(draft: ApplicationDraft) -> None:
    report = arithmetic(draft)
    total = sum(row.amount or 0 for row in draft.budget_lines)
    parts = [row for row in report.rows if row.kind == "part"]
    assert sum(row.amounts[-1] or 0 for row in parts) == total
    for row in report.rows:
        assert len(row.amounts) == len(report.columns)
        if row.kind in ("cost", "part", "total"):
            assert sum(one or 0 for one in row.amounts[:-1]) == row.amounts[-1]


# --- amounts and years ---------------------------------------------------------------------------


def test_the_least_amount_may_equal_what_is_applied_for_but_not_exceed_it() -> None:
    assert arithmetic(replace(SOUND, least_amount=615_001)).findings == ()
    found = only(arithmetic(replace(SOUND, least_amount=615_002)), FindingKind.AMOUNT)
    assert "615\u00a0002\u00a0kr, är större än det sökta, 615\u00a0001\u00a0kr" in found.text
    assert found.fields == (FieldRef("least_amount"),)


def test_negative_amounts_are_faults_and_nought_is_a_mark() -> None:
    lines = (
        *SOUND.budget_lines,
        line(2016, CostType.OTHER, FundedBy.OWN, -5, "Rabatt"),
        line(2016, CostType.OTHER, FundedBy.OWN, 0, "Inget"),
    )
    report = arithmetic(with_lines(*lines, own_funding=59_995))
    assert only(report, FindingKind.AMOUNT).text == "Rad 6 ”Rabatt” har ett negativt belopp, \u22125\u00a0kr."
    assert only(report, FindingKind.MISSING).text == "Rad 7 ”Inget” har beloppet 0 kr."


def test_years_outside_the_activity_are_named_with_their_line() -> None:
    report = arithmetic(replace(SOUND, end_date=date(2015, 12, 31)))
    found = [one for one in report.faults if one.kind is FindingKind.YEAR]
    assert found[0].text == "Rad 2 ”Samordnare 100 %” gäller 2016, men insatsen pågår 2015."
    assert found[0].fields == (FieldRef("budget_lines.year", SOUND.budget_lines[1].uid),)
    assert len(found) == 5


def test_an_end_before_the_start_is_said_once() -> None:
    assert "ligger före startdatum" in only(arithmetic(replace(SOUND, end_date=date(2014, 1, 1))), FindingKind.YEAR).text


# --- lines to look at ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("Inköp av möbler till lokalen", ("möbler",)),
        ("RENOVERINGEN av fritidsgården", ("RENOVERINGEN",)),
        ("ombyggnadsarbete", ("ombyggnadsarbete",)),
        ("Vi vill rusta upp lokalen", ("rusta upp",)),
        ("anlaggning utan prickar", ("anlaggning",)),
        ("Mo\u0308bler med lösa prickar", ("Möbler",)),
        ("bilder och böcker", ()),
    ],
)
def test_words_are_found_whole_or_as_the_beginning_of_a_compound(note: str, said: tuple[str, ...]) -> None:
    assert matches(note, DEFAULT_WORDS[WordKind.INVESTMENT]) == said


def test_a_short_word_is_only_found_whole() -> None:
    assert matches("bilder", ("bil",)) == ()
    assert matches("en bil", ("bil",)) == ("bil",)


def test_a_list_is_kept_without_doubles_and_empty_lines() -> None:
    assert tidy(["  Möbler ", "", "möbler", "mobler", "rusta\u00a0upp"]) == ("Möbler", "rusta upp")


def test_lines_on_programme_money_are_marked_and_others_are_not() -> None:
    lines = (
        line(2016, CostType.MATERIAL, FundedBy.PROGRAMME, 1, "Möbler"),
        line(2016, CostType.MATERIAL, FundedBy.OWN, 1, "Möbler"),
        line(2016, CostType.OTHER, FundedBy.PROGRAMME, 2, "Löpande drift"),
        line(2016, CostType.INVESTMENT, FundedBy.PROGRAMME, 3, "Belysning"),
    )
    report = arithmetic(with_lines(*lines))
    marks = [(one.kind, one.fields[0].row) for one in report.marks if one.kind in (FindingKind.INVESTMENT, FindingKind.REGULAR)]
    assert marks == [
        (FindingKind.INVESTMENT, lines[0].uid),
        (FindingKind.REGULAR, lines[2].uid),
        (FindingKind.INVESTMENT, lines[3].uid),
    ]


def test_the_office_chooses_the_words() -> None:
    draft = with_lines(line(2016, CostType.MATERIAL, FundedBy.PROGRAMME, 1, "Utegym"))
    assert FindingKind.INVESTMENT not in kinds(arithmetic(draft))
    assert FindingKind.INVESTMENT in kinds(arithmetic(draft, {WordKind.INVESTMENT: ("utegym",)}))


@pytest.mark.parametrize(
    "note",
    ["Samordnare 50 %", "0,5 tjänst", "halvtid", "200 timmar à 450 kr", "450 kr/tim", "två tjänster", "12 månader", "600 kr per timme"],
)
def test_a_post_with_rate_or_share_is_left_alone(note: str) -> None:
    assert says_rate_or_share(note)


@pytest.mark.parametrize("note", ["Samordnare", "", "Tjänst som samordnare", "Personal 2016", "Ledare i Tensta"])
def test_a_post_without_rate_or_share_is_marked(note: str) -> None:
    assert not says_rate_or_share(note)
    report = arithmetic(with_lines(line(2016, CostType.STAFF, FundedBy.OWN, 60_000, note)))
    assert only(report, FindingKind.STAFF).fields[0].key == "budget_lines.note"


def test_the_same_line_twice_is_named_with_the_first() -> None:
    twice = replace(line(2016, CostType.PREMISES, FundedBy.OWN, 60_000, "lokal "))
    report = arithmetic(with_lines(*SOUND.budget_lines, twice, own_funding=120_000))
    found = only(report, FindingKind.DUPLICATE)
    assert "Rad 6 ”lokal” är likadan som rad 4" in found.text
    assert found.fields == (FieldRef("budget_lines.amount", twice.uid),)


@given(applications)
def test_any_application_can_be_checked_and_every_finding_leads_somewhere(draft: ApplicationDraft) -> None:
    rows = {row.uid for row in (*draft.budget_lines, *draft.amounts_applied, *draft.co_funding)}
    for found in arithmetic(draft).findings:
        assert found.text.endswith(".")
        assert found.fields
        assert all(ref.row is None or ref.row in rows for ref in found.fields)
