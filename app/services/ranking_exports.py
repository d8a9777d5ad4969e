"""A round's ranking out of the program: to Excel with typed cells, to CSV as pure data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from app.domain.fields import Kind
from app.domain.scoring import NO_DECISION, RankedCase, RoundRanking
from app.exchange.files import write_bytes
from app.exchange.tables import Column, Dialect, TableSheet, write_csv, write_tables

PLACES = 4  # decimals of a figure in files

# Swedish title in the window's files, English name on the command line
RANKING_COLUMNS: tuple[tuple[str, str, Kind, Callable[[RankedCase], Any]], ...] = (
    ("Plats", "rank", Kind.INTEGER, lambda row: row.rank),
    ("Ärende", "case", Kind.TEXT, lambda row: row.name),
    ("Insats", "title", Kind.TEXT, lambda row: row.title),
    ("Nämnd", "board", Kind.TEXT, lambda row: row.board_name),
    ("Sökt, kr", "applied", Kind.KRONOR, lambda row: row.amount_applied),
    ("Medel", "mean", Kind.NUMBER, lambda row: figure(row.mean)),
    ("Median", "median", Kind.NUMBER, lambda row: figure(row.median)),
    ("Spridning", "spread", Kind.NUMBER, lambda row: figure(row.spread)),
    ("Bedömningar", "assessments", Kind.INTEGER, lambda row: row.number),
    ("Väntade", "expected", Kind.INTEGER, lambda row: row.expected),
    ("Justerat medel", "adjusted", Kind.NUMBER, lambda row: figure(row.adjusted)),
    ("Justerad plats", "adjusted_rank", Kind.INTEGER, lambda row: row.adjusted_rank),
)


def figure(value: float | None) -> float | None:
    return None if value is None else round(value, PLACES)


def remark(row: RankedCase) -> str:
    """What a reader must know of a row's figures, in words."""
    said = []
    if row.is_withheld:
        said.append("Visas när din egen bedömning är inlämnad.")
    if row.without_total:
        said.append(f"Avstod helt: {', '.join(row.without_total)}.")
    if row.outdated:
        said.append(f"Bedömt efter tidigare bedömningsgrunder: {', '.join(row.outdated)}.")
    return " ".join(said)


_WORDS: tuple[tuple[str, Kind, Callable[[RankedCase], Any]], ...] = (
    ("Delad plats", Kind.TEXT, lambda row: "Ja" if row.is_tied else ""),
    ("Saknade bedömningar", Kind.TEXT, lambda row: ", ".join(row.missing)),
    ("Anmärkning", Kind.TEXT, remark),
)


def cautions(ranking: RoundRanking) -> tuple[str, ...]:
    """What holds for the ranking as a whole, in words; that it is no decision comes first."""
    said = [NO_DECISION]
    if ranking.is_trial:
        said.append("Vikterna är ändrade på prov och är inte omgångens egna.")
    if ranking.hidden:
        one = ranking.hidden == 1
        said.append(f"{ranking.hidden} {'ärende' if one else 'ärenden'} är inte med, eftersom du har anmält jäv.")
    if ranking.withheld:
        one = ranking.withheld == 1
        said.append(f"{ranking.withheld} {'ärende' if one else 'ärenden'} står utan siffror tills du har lämnat in din egen bedömning.")
    if ranking.groups > 1:
        said.append(
            f"Bedömarna delar sig i {ranking.groups} grupper utan gemensamma ärenden. Justeringen jämför bedömare bara inom samma grupp."
        )
    return tuple(said)


class RankingExports:
    """The ranking as files; the same figures as the window shows."""

    def data(self, ranking: RoundRanking) -> bytes:
        """Pure data for other programs: CSV, a row a case."""
        return _csv(ranking, Dialect.PROGRAM)

    def csv(self, ranking: RoundRanking, path: Path) -> None:
        """CSV for a spreadsheet in Swedish; the file is whole or not there."""
        write_bytes(path, _csv(ranking, Dialect.SPREADSHEET))

    def xlsx(self, ranking: RoundRanking, path: Path) -> None:
        """A workbook: the ranking, each assessor's total and place, how strict they are, and the criteria. Whole or not there."""
        name = f"Rangordning {ranking.round.name}"
        sheets = (self._cases(ranking), _marks(ranking), _strictness(ranking), _criteria(ranking))
        write_bytes(path, write_tables(sheets, title=name))

    @staticmethod
    def _cases(ranking: RoundRanking) -> TableSheet:
        used = [one for one in ranking.criteria if one.is_used]
        columns: list[Column] = [(title, kind) for title, _, kind, _ in RANKING_COLUMNS]
        columns += [(title, kind) for title, kind, _ in _WORDS]
        columns += [(f"{one.key} {one.title}", Kind.NUMBER) for one in used]
        rows = (
            [
                *(value(row) for *_, value in RANKING_COLUMNS),
                *(value(row) for *_, value in _WORDS),
                *(figure(row.by_criterion.get(one.key)) for one in used),
            ]
            for row in ranking.rows
        )
        about = f"{ranking.round.name} ({ranking.round.year}), bedömningsgrunder version {ranking.round.rubric_number}"
        return TableSheet("Rangordning", columns, rows, (about, *cautions(ranking)))


def _marks(ranking: RoundRanking) -> TableSheet:
    columns = (
        ("Ärende", Kind.TEXT),
        ("Insats", Kind.TEXT),
        ("Bedömare", Kind.TEXT),
        ("Poäng", Kind.NUMBER),
        ("Plats hos bedömaren", Kind.INTEGER),
    )
    rows = ([row.name, row.title, one.person_name, figure(one.total), one.place] for row in ranking.rows for one in row.marks)
    return TableSheet("Bedömarnas poäng", columns, rows)


def _strictness(ranking: RoundRanking) -> TableSheet:
    columns = (("Bedömare", Kind.TEXT), ("Avvikelse", Kind.NUMBER), ("Ärenden bakom", Kind.INTEGER), ("Grupp", Kind.INTEGER))
    rows = ([one.person_name, figure(one.offset), one.cases, one.group] for one in ranking.strictness)
    lead = ("Hur mycket högre eller lägre en bedömare ligger än kollegorna på samma ärenden. Under noll: strängare än de andra.",)
    return TableSheet("Stränghet", columns, rows, lead)


def _criteria(ranking: RoundRanking) -> TableSheet:
    columns = (("Kriterium", Kind.TEXT), ("Namn", Kind.TEXT), ("Vikt", Kind.NUMBER))
    rows: Iterator[list[object]] = ([one.key, one.title, one.weight] for one in ranking.criteria if one.is_used)
    return TableSheet("Kriterier", columns, rows)


def _csv(ranking: RoundRanking, dialect: Dialect) -> bytes:
    columns = [(name if dialect is Dialect.PROGRAM else title, kind) for title, name, kind, _ in RANKING_COLUMNS]
    return write_csv(columns, ([value(row) for *_, value in RANKING_COLUMNS] for row in ranking.rows), dialect)
