"""What stands around every chart, table and paper of the index, whatever it draws (risk-index brief, sections 1 and 6)."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain import swedish
from app.domain.riskindex.recipe import Recipe
from app.domain.riskindex.series import CAUTION, EXAMPLE_MARK, SAME_YEAR, ChartText, Indicator, Level, SeriesKind

MOST_SOURCES = 2  # on a line with little room


def reference_text(recipe: Recipe) -> str:
    """What 100 stands for: 'staden samma år = 100', 'staden 2006 = 100', or the mean that the recipe takes."""
    who = "staden" if recipe.reference.value == "city" else recipe.reference.label
    return f"{who} {recipe.base_year} = 100" if recipe.base_year else SAME_YEAR.replace("staden", who)


def computed_text(
    title: str,
    recipe: Recipe,
    level: Level,
    years: str,
    *,
    illustrative: bool,
    source: str = "",
    note: str = "",
    indicators: Iterable[Indicator] = (),
) -> ChartText:
    """The text around anything drawn from a computed series; `years` is '2012' or '2006–2012', `indicators` give the recipe's names."""
    parts = [SeriesKind.COMPUTED.label, level.label, years, reference_text(recipe), source, note]
    return ChartText(
        title=title,
        subtitle=" · ".join(part for part in parts if part),
        mark=EXAMPLE_MARK if illustrative else "",
        footer=f"Recept: {recipe.told({one.code: one.name for one in indicators})}. {CAUTION}",
    )


def sources(indicators: Iterable[Indicator], most: int | None = None) -> str:
    """'Källa: BRÅ, SCB', each source once; their number where there are more than `most`, for a line with little room."""
    named = sorted({one.source for one in indicators if one.source}, key=swedish.sort_key)
    if most is not None and len(named) > most:
        return f"{len(named)} källor, se Underlag"
    return f"Källa: {', '.join(named)}" if named else ""
