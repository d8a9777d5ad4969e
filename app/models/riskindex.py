"""Index series, territories, indicators and their observations, recipes and kept results (risk-index brief, sections 1 and 2).

Observations and populations have no uid: a territory, an indicator and a year say which one it is, and they come by the hundred thousand.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.riskindex.series import Level, Measure, SeriesKind
from app.domain.vocabulary import SubIndex
from app.models.base import Base, Record


class IndexSeries(Base):
    __tablename__ = "index_series"

    key: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    kind: Mapped[SeriesKind]
    level: Mapped[Level]
    source: Mapped[str]
    reference: Mapped[str]
    illustrative: Mapped[bool]


class IndexValue(Base):
    __tablename__ = "index_value"
    __table_args__ = (UniqueConstraint("series_key", "measure", "year", "unit"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    series_key: Mapped[str] = mapped_column(ForeignKey("index_series.key", ondelete="CASCADE"))
    unit: Mapped[str] = mapped_column(index=True)  # district or organisation key, or "stockholm"
    measure: Mapped[Measure]
    year: Mapped[int]
    value: Mapped[float]


class IndexData(Record, Base):
    """The one row about all territories, indicators and observations: `version` grows with each change of any of them."""

    __tablename__ = "index_data"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    changed_at: Mapped[datetime]
    changed_by: Mapped[str]
    source: Mapped[str]  # of the last import: the workbook's name; never a path


class Territory(Record, Base):
    """A base area, district, board's area or the city."""

    __tablename__ = "territory"
    __table_args__ = (CheckConstraint("parent <> code", name="not_its_own_parent"), CheckConstraint("code <> ''", name="code"))

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    position: Mapped[int]
    name: Mapped[str]
    level: Mapped[Level]
    parent: Mapped[str | None] = mapped_column(ForeignKey("territory.code", onupdate="CASCADE", ondelete="RESTRICT"), index=True)


class TerritoryAlias(Base):
    """Another name a territory goes under in files."""

    __tablename__ = "territory_alias"

    territory: Mapped[str] = mapped_column(ForeignKey("territory.code", onupdate="CASCADE", ondelete="CASCADE"), primary_key=True)
    alias: Mapped[str] = mapped_column(primary_key=True)


class TerritoryPopulation(Base):
    """Inhabitants of a territory in a year."""

    __tablename__ = "territory_population"
    __table_args__ = (CheckConstraint("inhabitants >= 0", name="not_negative"),)

    territory: Mapped[str] = mapped_column(ForeignKey("territory.code", onupdate="CASCADE", ondelete="CASCADE"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    inhabitants: Mapped[int]


class Indicator(Record, Base):
    __tablename__ = "indicator"
    __table_args__ = (
        CheckConstraint("direction IN (-1, 1)", name="direction"),
        CheckConstraint("weight >= 0", name="weight"),
        CheckConstraint("multiplier > 0", name="multiplier"),
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    area: Mapped[SubIndex]
    direction: Mapped[int]
    unit: Mapped[str]
    multiplier: Mapped[int]
    kind: Mapped[str]
    denominator: Mapped[str]
    source: Mapped[str]
    note: Mapped[str]
    weight: Mapped[float]
    sensitive: Mapped[bool]
    redefined: Mapped[int | None]  # the first year of a new definition


class Observation(Base):
    """A value, or a numerator and a denominator; missing is missing, never 0."""

    __tablename__ = "observation"
    __table_args__ = (
        UniqueConstraint("indicator", "unit", "year"),
        CheckConstraint("(value IS NULL) <> (numerator IS NULL OR denominator IS NULL)", name="value_or_counts"),
        CheckConstraint("denominator IS NULL OR denominator > 0", name="denominator"),
        CheckConstraint("numerator IS NULL OR numerator >= 0", name="numerator"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    indicator: Mapped[str] = mapped_column(ForeignKey("indicator.code", onupdate="CASCADE", ondelete="CASCADE"))
    unit: Mapped[str] = mapped_column(ForeignKey("territory.code", onupdate="CASCADE", ondelete="RESTRICT"), index=True)
    year: Mapped[int]
    value: Mapped[float | None]
    numerator: Mapped[float | None]
    denominator: Mapped[float | None]
    illustrative: Mapped[bool]


class IndexRecipe(Record, Base):
    """A version of a named recipe; never changed once kept. `choices` is JSON (`recipe.as_data`)."""

    __tablename__ = "index_recipe"
    __table_args__ = (UniqueConstraint("name", "number"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    name: Mapped[str]
    number: Mapped[int]
    made_at: Mapped[datetime]
    made_by: Mapped[str]
    note: Mapped[str]
    choices: Mapped[str]


class IndexResult(Record, Base):
    """An index as it was computed once: recipe, hash of the data, and how its weights were drawn if they were."""

    __tablename__ = "index_result"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    name: Mapped[str]
    recipe_id: Mapped[int] = mapped_column(ForeignKey("index_recipe.id", ondelete="RESTRICT"), index=True)
    level: Mapped[Level]
    year: Mapped[int]
    data_hash: Mapped[str]
    draws: Mapped[int | None]
    seed: Mapped[int | None]
    illustrative: Mapped[bool]
    made_at: Mapped[datetime]
    made_by: Mapped[str]


class IndexResultValue(Base):
    """What one unit had in a kept result; codes as they were then."""

    __tablename__ = "index_result_value"

    result_id: Mapped[int] = mapped_column(ForeignKey("index_result.id", ondelete="CASCADE"), primary_key=True)
    unit: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    total: Mapped[float | None]
    social: Mapped[float | None]
    health: Mapped[float | None]
    safety: Mapped[float | None]
    livelihood: Mapped[float | None]
    rank: Mapped[int | None]
    median: Mapped[float | None]  # of the rank in the draws
    p05: Mapped[float | None]
    p95: Mapped[float | None]


class IndexComment(Record, Base):
    """What the office knows of a territory, or of one indicator there, that the figures do not say."""

    __tablename__ = "index_comment"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    unit: Mapped[str] = mapped_column(ForeignKey("territory.code", onupdate="CASCADE", ondelete="CASCADE"), index=True)
    indicator: Mapped[str | None] = mapped_column(ForeignKey("indicator.code", onupdate="CASCADE", ondelete="CASCADE"))
    text: Mapped[str]
    at: Mapped[datetime]
    who: Mapped[str]


class ImportMapping(Record, Base):
    """How the columns of a sheet with these headings were read last time; `choices` is JSON."""

    __tablename__ = "import_mapping"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    headings: Mapped[str] = mapped_column(unique=True)
    choices: Mapped[str]
