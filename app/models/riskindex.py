"""Index series, indicators and their observations (risk-index brief, section 2)."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.riskindex.series import Level, Measure, SeriesKind
from app.domain.vocabulary import SubIndex
from app.models.base import Base


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


class Indicator(Base):
    __tablename__ = "indicator"
    __table_args__ = (CheckConstraint("direction IN (-1, 1)", name="direction"), CheckConstraint("weight >= 0", name="weight"))

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


class Observation(Base):
    """A value, or a numerator and a denominator; missing is missing, never 0."""

    __tablename__ = "observation"
    __table_args__ = (
        UniqueConstraint("indicator", "level", "unit", "year"),
        CheckConstraint("(value IS NULL) <> (numerator IS NULL OR denominator IS NULL)", name="value_or_counts"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    indicator: Mapped[str] = mapped_column(ForeignKey("indicator.code", ondelete="CASCADE"))
    level: Mapped[str]  # a Level, or "city"
    unit: Mapped[str]
    year: Mapped[int]
    value: Mapped[float | None]
    numerator: Mapped[float | None]
    denominator: Mapped[float | None]
    illustrative: Mapped[bool]
