"""The commands that compute the risk index; only told here, done by the services."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from app.bootstrap import opened
from app.cli.arguments import STANDARD_OUT
from app.cli.commands import store_of, write_csv
from app.cli.main import DONE, say, say_error
from app.domain import swedish
from app.domain.riskindex.recipe import Aggregation, Recipe, Reference, Treatment
from app.domain.riskindex.series import Level
from app.services.index_lists import IndexList, index_lines, index_list, robustness_list, save_list, why_list

LEVELS = {"board": Level.BOARD, "district": Level.DISTRICT, "base": Level.BASE_AREA}


def index(given: Namespace) -> int:
    level, recipe = LEVELS[given.level], _recipe(given)
    with opened(store_of(given), given.who) as bench:
        made = index_list(bench.risk_index, level, given.year, recipe)
        if given.csv is not None:
            _hand_over(made, given.csv)
            return DONE
        say(made.about.rstrip())
        for one in index_lines(bench.risk_index, level, given.year, recipe):
            value = swedish.EMPTY if one.index is None else swedish.decimal(one.index)
            say(f"{one.rank or swedish.EMPTY!s:>4}  {value:>7}  {one.name}")
    return DONE


def index_why(given: Namespace) -> int:
    with opened(store_of(given), given.who) as bench:
        _hand_over(why_list(bench.risk_index, LEVELS[given.level], given.year, _recipe(given)), given.csv)
    return DONE


def index_robustness(given: Namespace) -> int:
    with opened(store_of(given), given.who) as bench:
        made = robustness_list(bench.risk_index, LEVELS[given.level], given.year, _recipe(given), given.draws, given.seed)
        _hand_over(made, given.csv)
    return DONE


def _recipe(given: Namespace) -> Recipe:
    """The program's own choices with those of the command; a recipe kept in the file plays no part."""
    own = Recipe()
    changes = {
        "base_year": getattr(given, "base_year", None),
        "reference": Reference.of(getattr(given, "reference", own.reference.value)),
        "treatment": Treatment.of(getattr(given, "direction", own.treatment.value)),
        "aggregation": Aggregation.of(getattr(given, "aggregation", own.aggregation.value)),
        "include_thin": given.include_thin,
    }
    differing = {name: value for name, value in changes.items() if value != getattr(own, name)}
    return own.with_changes(**differing) if differing else own


def _hand_over(made: IndexList, target: str) -> None:
    """The table where it was asked for, and what must be said of its figures beside it: never inside, where it would be a row."""
    if target == STANDARD_OUT:
        write_csv(made.csv, target)
        say_error(made.about.rstrip())
        return
    beside = save_list(made, Path(target))
    say(f"Skrev {Path(target).name} ({swedish.integer(made.units)} områden) och {beside.name}.")
    if made.mark:
        say_error(f"Observera: {made.mark}")
