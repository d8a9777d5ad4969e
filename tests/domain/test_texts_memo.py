"""The memo's texts: decision points word for word, honest wording, and what stops signing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.domain.drafts import ApplicationDraft
from app.domain.rules.engine import evaluate
from app.domain.rules.evidence import Departure, Evidence
from app.domain.texts.content import budget_table, memo_content
from app.domain.texts.decision import decision_points
from app.domain.texts.memo import MemoEvidence, edit, memo_passages, missing_parts
from app.domain.vocabulary import DecisionOutcome, RuleOutcome
from tests.reports.memo_cases import APPLICATION, PROCESS, as_text, fixed_case, memo_case, programme, proposing

GRANTED, PARTLY, REJECTED, REMITTED = DecisionOutcome
GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "memo.txt"
FINANCING = "Finansiering sker inom de medel som disponeras för Program för en sammanhållen stad 2015–2020."


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def texts(case: MemoEvidence) -> dict[str, str]:
    return {one.key: plain(one.text) for one in memo_passages(case)}


def points(case: MemoEvidence) -> list[str]:
    return [plain(point) for point in decision_points(case)]


# --- decision points -----------------------------------------------------------------------------


def test_bifall_is_worded_as_the_template_has_it() -> None:
    assert points(memo_case()) == [
        "Kommunstyrelsen beviljar Spånga-Tensta stadsdelsnämnd 2 450 000 kr för Läxhjälp på Tensta bibliotek under perioden 2016–2017.",
        FINANCING,
        "Spånga-Tensta stadsdelsnämnd ska redovisa insatsen i tertialrapport 2 2016 och verksamhetsberättelserna för 2016 och 2017 "
        "samt lämna slutrapport senast den 31 mars 2018.",
    ]


def test_delvis_bifall_names_both_amounts_and_turns_the_rest_down() -> None:
    case = memo_case(process=proposing(PARTLY, 2_000_000))
    assert points(case)[0] == (
        "Kommunstyrelsen beviljar Spånga-Tensta stadsdelsnämnd 2,0 mnkr av sökta 2 450 000 kr för Läxhjälp på Tensta bibliotek. "
        "Ansökan i övrigt avslås."
    )
    assert points(case)[1] == FINANCING
    assert len(points(case)) == 3


def test_avslag_is_one_point_with_the_board_in_the_genitive() -> None:
    assert points(memo_case(process=proposing(REJECTED))) == [
        "Kommunstyrelsen avslår Spånga-Tensta stadsdelsnämnds ansökan om medel för Läxhjälp på Tensta bibliotek."
    ]


def test_aterremiss_states_what_is_to_be_added_without_a_double_full_stop() -> None:
    case = memo_case(process=proposing(REMITTED, remit_reason="budgeten och planen för tiden efter projektet."))
    assert points(case) == [
        "Ärendet återremitteras till stadsledningskontoret för komplettering i fråga om budgeten och planen för tiden efter projektet."
    ]


@pytest.mark.parametrize(
    "board", ["Enskede-Årsta-Vantörs", "Farsta", "Hässelby-Vällingby", "Rinkeby-Kista", "Skärholmens", "Spånga-Tensta"]
)
def test_each_board_is_named_in_full(board: str) -> None:
    key = next(one.key for one in programme().programme_boards if one.name == f"{board} stadsdelsnämnd")
    [point] = points(memo_case(replace(APPLICATION, applicant=key), proposing(REJECTED)))
    assert point.startswith(f"Kommunstyrelsen avslår {board} stadsdelsnämnds ansökan")


@pytest.mark.parametrize(
    ("amount", "written"), [(2_500_000, "2,5 mnkr"), (2_450_000, "2 450 000 kr"), (2_450_001, "2 450 001 kr"), (100_000, "0,1 mnkr")]
)
def test_amounts_in_points_are_exact(amount: int, written: str) -> None:
    assert f"stadsdelsnämnd {written} för" in points(memo_case(process=proposing(GRANTED, amount)))[0]


def test_a_period_that_is_not_whole_years_is_given_by_day() -> None:
    case = memo_case(replace(APPLICATION, start_date=date(2016, 8, 15)))
    assert points(case)[0].endswith("under perioden 15 augusti 2016–31 december 2017.")


def test_two_boards_that_apply_together_are_both_named() -> None:
    case = memo_case(replace(APPLICATION, co_applicant="farsta"), proposing(REJECTED))
    assert "avslår Spånga-Tensta stadsdelsnämnd och Farsta stadsdelsnämnds ansökan" in points(case)[0]


def test_reports_are_taken_from_the_application_when_the_proposal_names_none() -> None:
    case = memo_case(process=replace(PROCESS, report_in="", final_report_date=None))
    assert points(case)[2] == (
        "Spånga-Tensta stadsdelsnämnd ska redovisa insatsen i tertialrapport 2 2016 och verksamhetsberättelsen för 2016 "
        "samt lämna slutrapport senast den 31 mars 2018."
    )


def test_a_gap_in_the_data_stands_in_brackets_and_blocks_signing() -> None:
    case = memo_case(replace(APPLICATION, reporting_dates=(), end_date=None), replace(PROCESS, report_in="", final_report_date=None))
    assert "under perioden [period saknas]." in points(case)[0]
    assert "[rapporter saknas] samt lämna slutrapport senast [datum för slutrapport saknas]." in points(case)[2]
    messages = [part.message for part in missing_parts(case, memo_passages(case)) if part.key == "decision"]
    assert messages == ["Stadsledningskontorets förslag till beslut: Beslutspunkterna saknar period, rapporter och datum för slutrapport."]


# --- wording -------------------------------------------------------------------------------------


def test_the_memo_reads_as_the_golden_text() -> None:
    case = fixed_case()
    assert as_text(memo_content(case, memo_passages(case))) == GOLDEN.read_text(encoding="utf-8")


def test_met_rules_are_never_called_an_approved_application() -> None:
    everything = " ".join(texts(memo_case()).values()).casefold()
    for phrase in ("godkänd ansökan", "ansökan är godkänd", "ansökan är beviljad"):
        assert phrase not in everything


def test_frame_before_and_after_is_exact_and_a_refusal_takes_nothing() -> None:
    assert (
        "Hittills har 61,2 mnkr beviljats, och 88,8 mnkr återstår. Efter beslut enligt förslaget återstår 86 350 000 kr."
        in texts(memo_case())["economy"]
    )
    assert "Förslaget till beslut tar inga medel i anspråk." in texts(memo_case(process=proposing(REJECTED)))["economy"]


def test_a_frame_that_does_not_suffice_is_said() -> None:
    assert "Med förslaget överskrids ramen med 450 000 kr." in texts(memo_case(granted_before=148_000_000))["economy"]


def test_an_unmet_hard_rule_is_named_with_its_reason() -> None:
    case = memo_case(replace(APPLICATION, steering_date=date(2015, 9, 30)), proposing(REJECTED))
    found = texts(case)
    assert "Lokala styrgruppen har godkänt ansökan före nämnden (R05): inte uppfyllt. Lokala styrgruppen" in found["formal"]
    assert "De formella förutsättningarna är uppfyllda." not in found["summary"]
    assert "R05" in found["overall"]


def test_a_rule_judged_not_met_is_dealt_with_in_the_reasons() -> None:
    found = texts(memo_case(failed=("R11",)))
    assert "Villkoret ”Resultaten kan inordnas i ordinarie verksamhet” (R11) bedöms som inte uppfyllt." in found["assessment"]
    assert "Stadsledningskontoret bedömer att detta inte hindrar att medel beviljas." in found["overall"]


def test_districts_outside_the_named_ones_are_told_and_values_are_marked_as_examples() -> None:
    case = memo_case(replace(APPLICATION, districts=("tensta", "solhem")))
    found = texts(case)["social_risk"]
    assert "Solhem hör inte till de stadsdelar som programmet pekar ut" in found
    assert "Exempelvärde – inte Swecos uppgift." in found
    assert "index 180,4 för 2012" in found


def test_no_index_values_are_said_to_be_missing_rather_than_left_out() -> None:
    assert "Underlaget innehåller inga indexvärden" in texts(memo_case(index=()))["social_risk"]


def test_departures_have_a_section_of_their_own_and_only_when_recorded() -> None:
    case = memo_case(departures=(Departure("R05", "Mötet ställdes in", "x"),))
    headings = [one.heading for one in memo_content(case, memo_passages(case)).cases[0].sections]
    assert headings.index("Avsteg") == headings.index("Formella förutsättningar") + 1
    plain_case = memo_case()
    assert "Avsteg" not in [one.heading for one in memo_content(plain_case, memo_passages(plain_case)).cases[0].sections]


def test_an_empty_case_gives_plain_words_for_what_is_missing_and_no_exception() -> None:
    empty = Evidence(programme=programme(), application=ApplicationDraft())
    case = MemoEvidence(evidence=empty, results=evaluate(empty))
    assert texts(case)["decision"] == "Förslag till beslut är inte angivet."
    assert memo_content(case, memo_passages(case)).registry_number == "–"


# --- what stops signing --------------------------------------------------------------------------


def keys(case: MemoEvidence) -> list[str]:
    return [part.key for part in missing_parts(case, memo_passages(case))]


def test_a_whole_case_lacks_nothing() -> None:
    assert missing_parts(memo_case(), memo_passages(memo_case())) == ()


@pytest.mark.parametrize(
    ("case", "key"),
    [
        (memo_case(process=replace(PROCESS, proposed_outcome=None)), "decision"),
        (memo_case(process=proposing(PARTLY)), "decision"),
        (memo_case(process=proposing(REMITTED)), "decision"),
        (memo_case(process=replace(PROCESS, consultation_date=None)), "preparation"),
        (memo_case(replace(APPLICATION, purpose="", description=" ")), "matter"),
        (memo_case(left_out=("R11",)), "assessment"),
        (memo_case(process=proposing(REJECTED)), "overall"),
    ],
)
def test_what_is_not_there_stops_signing_and_is_told_once(case: MemoEvidence, key: str) -> None:
    assert keys(case) == [key]


def test_a_blank_mandatory_passage_stops_signing_and_so_does_a_chosen_optional_one_left_empty() -> None:
    passages = [edit(one, "  ") if one.key == "background" else one for one in memo_passages(memo_case())]
    passages = [replace(one, enabled=True) if one.key == "children" else one for one in passages]
    assert [part.key for part in missing_parts(memo_case(), passages)] == ["background", "children"]


def test_a_failed_judgement_that_the_edited_reasons_leave_out_stops_signing() -> None:
    case = memo_case(failed=("R11",))
    passages = [edit(one, "Inget att anmärka.") if one.key in ("assessment", "overall") else one for one in memo_passages(case)]
    [part] = missing_parts(case, passages)
    assert part.key == "assessment"
    assert "R11" in part.message


def test_unjudged_rules_do_not_hold_up_a_refusal() -> None:
    case = memo_case(replace(APPLICATION, steering_date=date(2015, 9, 30)), proposing(REJECTED), left_out=("R11", "R21"))
    assert keys(case) == []


# --- tables --------------------------------------------------------------------------------------


def test_the_budget_table_sums_rows_and_columns_to_the_krona() -> None:
    table = budget_table(memo_case())
    assert table is not None
    assert [[plain(cell) for cell in row] for row in table.rows] == [
        ["2016", "1 040 000", "120 000", "–", "1 160 000"],
        ["2017", "1 410 000", "120 000", "40 000", "1 570 000"],
        ["Summa", "2 450 000", "240 000", "40 000", "2 730 000"],
    ]


def test_the_rule_table_shows_every_rule_with_the_reason_but_not_who_judged() -> None:
    case = memo_case()
    *_, rules = memo_content(case, memo_passages(case)).cases[0].sections
    rows = rules.parts[1].rows  # type: ignore[union-attr]
    assert [row.id for row in rows] == [one.rule_id for one in case.results]
    assert all(row.reason for row in rows)
    assert not any("Bedömt som" in row.reason for row in rows)
    assert {row.outcome for row in rows} == {RuleOutcome.PASS, RuleOutcome.NOT_APPLICABLE}


def test_line_breaks_written_by_hand_part_paragraphs_only_at_blank_lines() -> None:
    case = memo_case()
    passages = [edit(one, "Rad ett\nrad två\n\nNytt stycke") if one.key == "matter" else one for one in memo_passages(case)]
    section = next(one for one in memo_content(case, passages).cases[0].sections if one.heading == "Ärendet")
    assert section.parts == ("Rad ett\nrad två", "Nytt stycke")


def test_an_optional_passage_is_printed_only_when_it_is_on() -> None:
    case = memo_case()
    passages = [replace(edit(one, "Barn påverkas inte."), enabled=one.enabled or one.key == "children") for one in memo_passages(case)]
    headings = [one.heading for one in memo_content(case, passages).cases[0].sections]
    assert "Konsekvenser för barn" in headings
    assert "Jämställdhetsanalys" not in headings


def test_the_least_workable_amount_is_told_when_it_is_known() -> None:
    case = memo_case()
    assert "lägst" not in texts(case)["economy"]
    told = memo_case(replace(APPLICATION, least_amount=1_800_000))
    assert "Insatsen kan enligt sökanden genomföras med lägst 1 800 000 kr." in texts(told)["economy"]
