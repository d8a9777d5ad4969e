from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from app.exchange.sheet_reader import read_workbook_here
from app.exchange.workbook import Sheet
from app.services.workbench import Workbench
from tests.services.assessing import a_case, hand_in, register, short_round

TITLE = '=HYPERLINK("x") "Läxhjälp"; <b>nu</b>'


@pytest.fixture
def made(bench: Workbench) -> UUID:
    """Two cases: one assessed by A and B, one by A alone; B is missing there."""
    people, round = register(bench, "AB"), short_round(bench)
    cases = [a_case(bench, TITLE, amount=1_250_000), a_case(bench, "Annan insats", amount=None)]
    bench.rounds.put_cases(round, cases)
    for one in cases:
        for person in people.values():
            bench.assessments.assign(one, person)
    hand_in(bench, cases[0], "A", "3-2")
    hand_in(bench, cases[0], "B", "222")
    hand_in(bench, cases[1], "A", "111")
    return round


def sheets(bench: Workbench, round: UUID, path: Path, **given: object) -> dict[str, Sheet]:
    bench.ranking_exports.xlsx(bench.assessments.ranking(round, **given), path)  # type: ignore[arg-type]
    return {one.name: one for one in read_workbook_here(path.read_bytes()).sheets}


def test_csv_for_programs_is_pure_data(bench: Workbench, made: UUID) -> None:
    text = bench.ranking_exports.data(bench.assessments.ranking(made)).decode("utf-8")
    assert "beslut" not in text
    assert list(csv.DictReader(io.StringIO(text))) == [
        {
            "rank": "1", "case": "2016-001", "title": TITLE, "board": "Farsta stadsdelsnämnd", "applied": "1250000",
            "mean": "2.3333", "median": "2.3333", "spread": "0.6667", "assessments": "2", "expected": "2",
            "adjusted": "2.3333", "adjusted_rank": "1",
        },
        {
            "rank": "2", "case": "2016-002", "title": "Annan insats", "board": "Farsta stadsdelsnämnd", "applied": "",
            "mean": "1.0", "median": "1.0", "spread": "", "assessments": "1", "expected": "2",
            "adjusted": "0.6667", "adjusted_rank": "2",
        },
    ]  # fmt: skip


def test_csv_for_a_spreadsheet_has_decimal_comma_and_disarms_formulas(bench: Workbench, made: UUID, tmp_path: Path) -> None:
    path = tmp_path / "rangordning.csv"
    bench.ranking_exports.csv(bench.assessments.ranking(made), path)
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=";"))
    assert rows[0][:6] == ["Plats", "Ärende", "Insats", "Nämnd", "Sökt, kr", "Medel"]
    assert rows[1][2] == f"'{TITLE}"
    assert rows[1][5] == "2,3333"


def test_the_workbook_has_numbers_as_numbers_and_text_as_text(bench: Workbench, made: UUID, tmp_path: Path) -> None:
    found = sheets(bench, made, tmp_path / "rangordning.xlsx")
    assert list(found) == ["Rangordning", "Bedömarnas poäng", "Stränghet", "Kriterier"]
    rows = found["Rangordning"].rows
    header = rows[3]
    first, second = (dict(zip(header, row, strict=True)) for row in rows[4:6])
    assert (first["Plats"], first["Insats"], first["Sökt, kr"], first["Medel"], first["Spridning"]) == (1, TITLE, 1_250_000, 2.3333, 0.6667)
    assert first["Q2 Resurser för mål och mätning"] == 2  # one abstained
    assert (second["Saknade bedömningar"], second["Spridning"], second["Sökt, kr"]) == ("Bedömare B", None, None)
    assert [row[2:] for row in found["Bedömarnas poäng"].rows[1:]] == [
        ("Bedömare A", 2.6667, 1), ("Bedömare B", 2, 1), ("Bedömare A", 1, 2),
    ]  # fmt: skip
    assert list(found["Stränghet"].rows[3:]) == [("Bedömare B", -0.3333, 1, 1), ("Bedömare A", 0.3333, 2, 1)]
    assert [(row[0], row[2]) for row in found["Kriterier"].rows[1:]] == [("Q1", 2), ("Q2", 1), ("Q3", 1)]


def test_the_workbook_says_that_the_score_is_no_decision(bench: Workbench, made: UUID, tmp_path: Path) -> None:
    found = sheets(bench, made, tmp_path / "rangordning.xlsx")["Rangordning"]
    assert found.value(1, 1) == "Våren 2016 (2016), bedömningsgrunder version 1"
    assert found.value(2, 1) == "Poängen är ett underlag för samtal, inte ett beslut."
    trial = sheets(bench, made, tmp_path / "prov.xlsx", weights={"Q1": Decimal(0)})["Rangordning"]
    assert trial.value(3, 1) == "Vikterna är ändrade på prov och är inte omgångens egna."


def test_what_a_reader_may_not_see_is_told_in_the_workbook(bench: Workbench, made: UUID, tmp_path: Path) -> None:
    found = sheets(bench, made, tmp_path / "b.xlsx", viewer="Bedömare B")["Rangordning"]
    assert found.value(3, 1) == "1 ärende står utan siffror tills du har lämnat in din egen bedömning."
    last = dict(zip(found.rows[4], found.rows[6], strict=True))
    assert (last["Plats"], last["Medel"], last["Anmärkning"]) == (None, None, "Visas när din egen bedömning är inlämnad.")


def test_an_empty_round_makes_a_sound_workbook(bench: Workbench, tmp_path: Path) -> None:
    found = sheets(bench, short_round(bench), tmp_path / "tom.xlsx")
    assert found["Rangordning"].value(4, 1) == "Plats"
