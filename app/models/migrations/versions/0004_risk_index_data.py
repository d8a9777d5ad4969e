"""Territories, populations, recipes, kept results and comments of the risk index; base areas as a level."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

OLD_LEVELS = ("district", "districtBoard", "city")
LEVELS = ("baseArea", *OLD_LEVELS)
KINDS = ("published", "computed")
AREAS = ("SOCIAL", "HEALTH", "SAFETY", "LIVELIHOOD")
SERIES = "key, position, name, kind, level, source, reference, illustrative"
PLAN_INDEX = "plan_id, name, kind, level, source, reference, recipe, year, frozen_date, illustrative"
INDICATOR = "code, position, name, area, direction, unit, multiplier, kind, denominator, source, note, weight"
OBSERVATION = "id, indicator, unit, year, value, numerator, denominator, illustrative"
LOCKED = (
    "(SELECT state FROM local_action_plan WHERE id = {row}.plan_id) IN ('approved', 'reported', 'followedUp', 'superseded') "
    "BEGIN SELECT RAISE(ABORT, 'an approved plan is locked'); END"
)


def _one_of(table: str, column: str, values: tuple[str, ...]) -> sa.CheckConstraint:
    """A check that has the name it would have had if the table had been made under its own name."""
    return sa.CheckConstraint(f"{column} IN ({', '.join(repr(value) for value in values)})", name=op.f(f"ck_{table}_{column}"))


def _yes_or_no(table: str, column: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{column} IN (0, 1)", name=op.f(f"ck_{table}_{column}"))


def _put_in_place(table: str, columns: str, selected: str = "") -> None:
    """Fill the table made beside the old one with its rows, and let it take the name."""
    op.execute(f"INSERT INTO {table}_rebuilt ({columns}) SELECT {selected or columns} FROM {table} ORDER BY {table}.rowid")
    op.drop_table(table)
    op.rename_table(f"{table}_rebuilt", table)


def _rebuild_levels(levels: tuple[str, ...]) -> None:
    """The two tables whose check lists the levels; the locks of an approved plan's index are made anew."""
    op.create_table(
        "index_series_rebuilt",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("illustrative", sa.Boolean(), nullable=False),
        _one_of("index_series", "kind", KINDS),
        _one_of("index_series", "level", levels),
        _yes_or_no("index_series", "illustrative"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_index_series")),
    )
    _put_in_place("index_series", SERIES)
    op.create_table(
        "plan_index_rebuilt",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("recipe", sa.Text(), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("frozen_date", sa.Date(), nullable=False),
        sa.Column("illustrative", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["local_action_plan.id"], name=op.f("fk_plan_index_plan_id_local_action_plan"), ondelete="CASCADE"
        ),
        _one_of("plan_index", "kind", KINDS),
        _one_of("plan_index", "level", levels),
        _yes_or_no("plan_index", "illustrative"),
        sa.PrimaryKeyConstraint("plan_id", name=op.f("pk_plan_index")),
    )
    _put_in_place("plan_index", PLAN_INDEX)
    for event, row in (("insert", "NEW"), ("update", "OLD"), ("delete", "OLD")):
        op.execute(f"CREATE TRIGGER plan_index_locked_{event} BEFORE {event.upper()} ON plan_index WHEN {LOCKED.format(row=row)}")


def _rebuild_indicator(*, with_record: bool) -> None:
    record: list[Any] = [
        sa.Column("sensitive", sa.Boolean(), nullable=False),
        sa.Column("redefined", sa.BigInteger(), nullable=True),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        _yes_or_no("indicator", "sensitive"),
        sa.CheckConstraint("multiplier > 0", name=op.f("ck_indicator_multiplier")),
        sa.UniqueConstraint("uid", name=op.f("uq_indicator_uid")),
    ]
    op.create_table(
        "indicator_rebuilt",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("area", sa.String(length=40), nullable=False),
        sa.Column("direction", sa.BigInteger(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("multiplier", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("denominator", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("weight", sa.Double(), nullable=False),
        *(record if with_record else []),
        _one_of("indicator", "area", AREAS),
        sa.CheckConstraint("direction IN (-1, 1)", name=op.f("ck_indicator_direction")),
        sa.CheckConstraint("weight >= 0", name=op.f("ck_indicator_weight")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_indicator")),
    )
    added = ", sensitive, uid, version" if with_record else ""
    _put_in_place("indicator", INDICATOR + added, f"{INDICATOR}, 0, lower(hex(randomblob(16))), 1" if with_record else INDICATOR)


def _rebuild_observation(*, with_territory: bool) -> None:
    if with_territory:
        special: list[Any] = [
            sa.CheckConstraint("denominator IS NULL OR denominator > 0", name=op.f("ck_observation_denominator")),
            sa.CheckConstraint("numerator IS NULL OR numerator >= 0", name=op.f("ck_observation_numerator")),
            sa.ForeignKeyConstraint(
                ["indicator"],
                ["indicator.code"],
                name=op.f("fk_observation_indicator_indicator"),
                onupdate="CASCADE",
                ondelete="CASCADE",
            ),
            sa.ForeignKeyConstraint(
                ["unit"], ["territory.code"], name=op.f("fk_observation_unit_territory"), onupdate="CASCADE", ondelete="RESTRICT"
            ),
            sa.UniqueConstraint("indicator", "unit", "year", name=op.f("uq_observation_indicator_unit_year")),
        ]
    else:
        special = [
            sa.Column("level", sa.Text(), nullable=False),
            sa.ForeignKeyConstraint(["indicator"], ["indicator.code"], name=op.f("fk_observation_indicator_indicator"), ondelete="CASCADE"),
            sa.UniqueConstraint("indicator", "level", "unit", "year", name=op.f("uq_observation_indicator_level_unit_year")),
        ]
    op.create_table(
        "observation_rebuilt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("numerator", sa.Double(), nullable=True),
        sa.Column("denominator", sa.Double(), nullable=True),
        sa.Column("illustrative", sa.Boolean(), nullable=False),
        *special,
        _yes_or_no("observation", "illustrative"),
        sa.CheckConstraint("(value IS NULL) <> (numerator IS NULL OR denominator IS NULL)", name=op.f("ck_observation_value_or_counts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
    )
    level = "(SELECT level FROM territory WHERE code = observation.unit)"
    if with_territory:
        _put_in_place("observation", OBSERVATION)
        op.create_index(op.f("ix_observation_unit"), "observation", ["unit"], unique=False)
    else:
        op.drop_index(op.f("ix_observation_unit"), table_name="observation")
        _put_in_place("observation", f"{OBSERVATION}, level", f"{OBSERVATION}, {level}")
        op.execute("UPDATE observation SET unit = substr(unit, 5) WHERE level = 'districtBoard' AND unit LIKE 'sdn-%'")


def _name_territories() -> None:
    """Every unit that has observations, with its board and the city above it, from the programme's own lists.

    Three boards have the key of one of their districts, so boards go under codes of their own.
    """
    connection = op.get_bind()
    connection.execute(sa.text("UPDATE observation SET unit = 'sdn-' || unit WHERE level = 'districtBoard'"))
    units = {row.unit: row.level for row in connection.execute(sa.text("SELECT DISTINCT unit, level FROM observation"))}
    districts = {row.key: row for row in connection.execute(sa.text("SELECT key, name, board FROM district"))}
    boards = {f"sdn-{row.key}": row.short_name for row in connection.execute(sa.text("SELECT key, short_name FROM organisation"))}
    city = next((unit for unit, level in units.items() if level == "city"), None)
    named: dict[str, tuple[str, str, str | None]] = {}
    if city is not None:
        named[city] = ("Stockholm", "city", None)
    above = {f"sdn-{districts[unit].board}" for unit in units if unit in districts}
    for board in sorted({*above, *(unit for unit, level in units.items() if level == "districtBoard")}):
        named[board] = (boards.get(board, board), "districtBoard", city)
    for unit, level in units.items():
        if unit not in named:
            held = districts.get(unit)
            named[unit] = (held.name if held else unit, level, f"sdn-{held.board}" if held else city)
    for position, (code, (name, level, parent)) in enumerate(named.items()):
        connection.execute(
            sa.text(
                "INSERT INTO territory (code, position, name, level, parent, uid, version) "
                "VALUES (:code, :position, :name, :level, :parent, :uid, 1)"
            ),
            {"code": code, "position": position, "name": name, "level": level, "parent": parent, "uid": uuid4().hex},
        )


def upgrade() -> None:
    _rebuild_levels(LEVELS)
    _rebuild_indicator(with_record=True)

    op.create_table(
        "import_mapping",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("headings", sa.Text(), nullable=False),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_mapping")),
        sa.UniqueConstraint("headings", name=op.f("uq_import_mapping_headings")),
        sa.UniqueConstraint("uid", name=op.f("uq_import_mapping_uid")),
    )
    op.create_table(
        "index_data",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_index_data_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_index_data")),
        sa.UniqueConstraint("uid", name=op.f("uq_index_data_uid")),
    )
    op.create_table(
        "index_recipe",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.String(length=32), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_index_recipe")),
        sa.UniqueConstraint("name", "number", name=op.f("uq_index_recipe_name_number")),
        sa.UniqueConstraint("uid", name=op.f("uq_index_recipe_uid")),
    )
    op.create_table(
        "territory",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "level",
            sa.Enum("baseArea", "district", "districtBoard", "city", name="Level", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("code <> ''", name=op.f("ck_territory_code")),
        sa.CheckConstraint("parent <> code", name=op.f("ck_territory_not_its_own_parent")),
        sa.ForeignKeyConstraint(
            ["parent"], ["territory.code"], name=op.f("fk_territory_parent_territory"), onupdate="CASCADE", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_territory")),
        sa.UniqueConstraint("code", name=op.f("uq_territory_code")),
        sa.UniqueConstraint("uid", name=op.f("uq_territory_uid")),
    )
    op.create_index(op.f("ix_territory_parent"), "territory", ["parent"], unique=False)

    op.create_table(
        "index_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["indicator"], ["indicator.code"], name=op.f("fk_index_comment_indicator_indicator"), onupdate="CASCADE", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["unit"], ["territory.code"], name=op.f("fk_index_comment_unit_territory"), onupdate="CASCADE", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_index_comment")),
        sa.UniqueConstraint("uid", name=op.f("uq_index_comment_uid")),
    )
    op.create_index(op.f("ix_index_comment_unit"), "index_comment", ["unit"], unique=False)

    op.create_table(
        "index_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("recipe_id", sa.Integer(), nullable=False),
        sa.Column(
            "level",
            sa.Enum("baseArea", "district", "districtBoard", "city", name="Level", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("data_hash", sa.Text(), nullable=False),
        sa.Column("draws", sa.BigInteger(), nullable=True),
        sa.Column("seed", sa.BigInteger(), nullable=True),
        sa.Column("illustrative", sa.Boolean(create_constraint=True, name="bool"), nullable=False),
        sa.Column("made_at", sa.String(length=32), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recipe_id"], ["index_recipe.id"], name=op.f("fk_index_result_recipe_id_index_recipe"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_index_result")),
        sa.UniqueConstraint("uid", name=op.f("uq_index_result_uid")),
    )
    op.create_index(op.f("ix_index_result_recipe_id"), "index_result", ["recipe_id"], unique=False)

    op.create_table(
        "territory_alias",
        sa.Column("territory", sa.Text(), nullable=False),
        sa.Column("alias", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["territory"], ["territory.code"], name=op.f("fk_territory_alias_territory_territory"), onupdate="CASCADE", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("territory", "alias", name=op.f("pk_territory_alias")),
    )
    op.create_table(
        "territory_population",
        sa.Column("territory", sa.Text(), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("inhabitants", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("inhabitants >= 0", name=op.f("ck_territory_population_not_negative")),
        sa.ForeignKeyConstraint(
            ["territory"],
            ["territory.code"],
            name=op.f("fk_territory_population_territory_territory"),
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("territory", "year", name=op.f("pk_territory_population")),
    )
    op.create_table(
        "index_result_value",
        sa.Column("result_id", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("total", sa.Double(), nullable=True),
        sa.Column("social", sa.Double(), nullable=True),
        sa.Column("health", sa.Double(), nullable=True),
        sa.Column("safety", sa.Double(), nullable=True),
        sa.Column("livelihood", sa.Double(), nullable=True),
        sa.Column("rank", sa.BigInteger(), nullable=True),
        sa.Column("median", sa.Double(), nullable=True),
        sa.Column("p05", sa.Double(), nullable=True),
        sa.Column("p95", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(
            ["result_id"], ["index_result.id"], name=op.f("fk_index_result_value_result_id_index_result"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("result_id", "unit", name=op.f("pk_index_result_value")),
    )
    _name_territories()
    _rebuild_observation(with_territory=True)


def downgrade() -> None:
    _rebuild_observation(with_territory=False)
    for table in (
        "index_result_value",
        "territory_population",
        "territory_alias",
        "index_result",
        "index_comment",
        "territory",
        "index_recipe",
        "index_data",
        "import_mapping",
    ):
        op.drop_table(table)
    _rebuild_indicator(with_record=False)
    _rebuild_levels(OLD_LEVELS)
