"""Assessing and ranking on the command line: the same refusals, the same figures as in the window."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from app.__main__ import main
from app.bootstrap import opened
from app.services.workbench import create_store
from tests.cli.conftest import content
from tests.services.assessing import a_case, hand_in, register, short_round

CASE = "2016-001"


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Two cases for A and B; B has handed in both, A none."""
    path = tmp_path_factory.mktemp("round") / "omgang.sqlite"
    create_store(path, who="Handläggare A")
    with opened(path, "Handläggare A", writes=True) as bench:
        people, made = register(bench, "AB"), short_round(bench)
        cases = [a_case(bench, title, number=number) for number, title in ((CASE, "Läxhjälp i Tensta"), ("2016-002", "Annan insats"))]
        bench.rounds.put_cases(made, cases)
        for one in cases:
            for person in people.values():
                bench.assessments.assign(one, person)
        hand_in(bench, cases[0], "B", "322")
        hand_in(bench, cases[1], "B", "111")
    return path.read_bytes()


@pytest.fixture
def store(judged: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "omgang.sqlite"
    path.write_bytes(judged)
    return path


@pytest.fixture
def run(store: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run a command as assessor A; what it says, or what it refuses."""

    def call(*words: str, who: str = "Bedömare A", refused: bool = False) -> str:
        status = main(["--store", str(store), "--as", who, *words])
        said = capsys.readouterr()
        assert status == (2 if refused else 0), said.err
        return said.err if refused else said.out

    return call


def test_an_assessment_is_made_from_first_score_to_handed_in(run: Callable[..., str]) -> None:
    shown = run("score", CASE)
    for words in (
        f"{CASE} Läxhjälp i Tensta", "Våren 2016 (2016), bedömningsgrunder version 1. Bedömare A: inte påbörjad.",
        "Q1 Mätbara mål (vikt 2): –", "Q3 Uppföljning och utvärdering: inte bedömt.",
        "Bedömare B: inlämnad. Poängen visas när din egen bedömning är inlämnad.",
        "Poängen är ett underlag för samtal, inte ett beslut.",
    ):  # fmt: skip
        assert words in shown, words
    assert "2,5" not in shown

    shown = run("score", CASE, "--criterion", "Q1", "--value", "2", "--reason", "Mål finns.\nMätmetod saknas.")
    assert "Q1 Mätbara mål (vikt 2): 2 Konkret men med luckor\n  Mål finns.\n  Mätmetod saknas.\n" in shown
    assert "Bedömare A: utkast." in shown
    assert "Q2 Resurser för mål och mätning (vikt 1): Avstår" in run("score", CASE, "--criterion", "Q2", "--abstain", "--reason", "Okänt.")
    shown = run("score", CASE, "--criterion", "Q3", "--not-applicable", "--reason", "Rör en förstudie.")
    assert "Ej tillämpligt" in shown
    assert "Ange hur säker bedömningen är." in run("score", CASE, "--submit", refused=True)
    shown = run("score", CASE, "--confidence", "medium", "--proposed", "250 tkr", "--comment", "Bra.")
    for words in ("Säkerhet: Medel", "Föreslaget belopp: 250\u00a0000\u00a0kr", "Kommentar:\n  Bra."):
        assert words in shown, words
    shown = run("score", CASE, "--submit")
    for words in ("Bedömare A: inlämnad.", "Poäng: 2,00", "Bedömare B: inlämnad, poäng 2,50", "Öppna den igen"):
        assert words in shown, words
    assert "lämnades in" in run("score", CASE, "--criterion", "Q1", "--value", "3", "--reason", "x", refused=True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--criterion", "Q1"], "Ange poängen med --value 0 till 3"),
        (["--criterion", "Q1", "--value", "2", "--abstain", "--reason", "x"], "Ange poängen med --value 0 till 3"),
        (["--criterion", "Q1", "--value", "2"], "Varje poäng behöver en motivering"),
        (["--criterion", "Q1", "--value", "två", "--reason", "x"], "ogiltigt heltal"),
        (["--criterion", "Q1", "--value", "4", "--reason", "x"], "Poängen ska vara 0, 1, 2 eller 3"),
        (["--criterion", "Q9", "--value", "2", "--reason", "x"], "Kriteriet Q9 används inte"),
        (["--value", "2"], "Ange vilket kriterium"),
        (["--reason", "x"], "Ange vilket kriterium"),
        (["--criterion", "Q1", "--value", "2", "--reason", "x", "--submit"], "Gör en sak i taget"),
        (["--submit", "--comment", "x"], "Gör en sak i taget"),
        (["--proposed", "mycket"], "är inte ett belopp"),
        (["--confidence", "säker"], "ogiltigt val"),
    ],
)
def test_what_does_not_fit_together_is_refused_in_words_and_stores_nothing(
    store: Path, run: Callable[..., str], words: list[str], said: str
) -> None:
    before = content(store)
    assert said in run("score", CASE, *words, refused=True)
    assert content(store) == before


@pytest.mark.parametrize(("who", "said"), [("Någon annan", "inte registrerad"), ("Bedömare C", "inte registrerad")])
def test_only_those_who_are_asked_score(run: Callable[..., str], who: str, said: str) -> None:
    assert said in run("score", CASE, who=who)
    assert said in run("score", CASE, "--criterion", "Q1", "--value", "2", "--reason", "x", who=who, refused=True)


def test_jav_hides_the_case_here_too(store: Path, run: Callable[..., str]) -> None:
    with opened(store, "Handläggare A", writes=True) as bench:
        [person] = [one.uid for one in bench.people.list() if one.name == "Bedömare A"]
        bench.conflicts.declare(bench.cases.resolve(CASE), person, "Ledamot i nämnden.")
    run("score", CASE, refused=True)
    shown = run("ranking")
    assert CASE not in shown
    assert "1 ärende är inte med, eftersom du har anmält jäv." in shown


def test_a_case_outside_every_round_is_told_so(store: Path, run: Callable[..., str]) -> None:
    with opened(store, "Handläggare A", writes=True) as bench:
        number = bench.cases.load(a_case(bench, "Utanför")).case_number
    assert "ingår inte i någon omgång" in run("score", number)


def test_the_ranking_is_told_line_by_line(run: Callable[..., str]) -> None:
    lines = run("ranking", "--round", "våren  2016", who="Handläggare A").splitlines()
    assert lines[0] == "Våren 2016 (2016), bedömningsgrunder version 1: 2 ärenden"
    assert lines[1].startswith(
        f"   1  {CASE}  Farsta stadsdelsnämnd  Läxhjälp i Tensta  400\u00a0000\u00a0kr  medel 2,50, median 2,50, spridning –"
    )
    assert lines[1].endswith("1 av 2  saknas: Bedömare A")
    assert "  Bedömare B: 0,00 (2 ärenden)" in lines
    assert lines[-1] == "Poängen är ett underlag för samtal, inte ett beslut."


def test_an_assessor_sees_no_figures_before_the_own_assessment_is_in(run: Callable[..., str]) -> None:
    shown = run("ranking")
    assert "2,50" not in shown
    assert shown.count("visas när din egen bedömning är inlämnad") == 2
    assert "2 ärenden står utan siffror" in shown


def test_the_ranking_as_csv_is_pure_data(run: Callable[..., str], tmp_path: Path) -> None:
    target = tmp_path / "rangordning.csv"
    assert run("ranking", "--round", "Våren 2016", "--csv", str(target), who="Handläggare A") == ""
    rows = list(csv.DictReader(io.StringIO(target.read_text(encoding="utf-8"))))
    assert list(rows[0]) == [
        "rank", "case", "title", "board", "applied", "mean", "median", "spread", "assessments", "expected", "adjusted", "adjusted_rank",
    ]  # fmt: skip
    assert [(row["rank"], row["case"], row["mean"], row["assessments"], row["expected"]) for row in rows] == [
        ("1", CASE, "2.5", "1", "2"), ("2", "2016-002", "1.0", "1", "2"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rounds", "words", "said"),
    [
        ([], ["--round", "Hösten"], "ingen omgång ”Hösten” i filen. I filen finns ”Våren 2016”"),
        (["Hösten 2016"], [], "flera omgångar i filen"),
    ],
)
def test_a_round_that_is_not_named_right_is_refused_with_those_there_are(
    store: Path, run: Callable[..., str], rounds: list[str], words: list[str], said: str
) -> None:
    with opened(store, "Handläggare A", writes=True) as bench:
        for name in rounds:
            bench.rounds.create(name, 2016)
    assert said in run("ranking", *words, refused=True)


def test_a_file_without_rounds_says_where_they_are_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "tom.sqlite"
    assert main(["new", str(path)]) == 0
    assert main(["--store", str(path), "ranking"]) == 2
    assert "ingen omgång i filen" in capsys.readouterr().err
