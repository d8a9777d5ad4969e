"""Territories, inhabitants, indicators and values edited by hand: checked, logged, all or nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sqlalchemy import select

from app.domain.riskindex.dataset import Territory
from app.domain.riskindex.entry import Cells
from app.domain.riskindex.recipe import Recipe
from app.domain.riskindex.series import Level, Measure
from app.errors import NotFound, RuleViolation, StateConflict, ValidationProblems
from app.models.log import LogEntry
from app.services.workbench import Workbench
from tests.domain.riskindex.panels import indicators
from tests.services.index_builders import fill

CODE = indicators()[0].code  # a share


@pytest.fixture(autouse=True)
def city(bench: Workbench) -> None:
    fill(bench)


def newest_log(bench: Workbench) -> tuple[str, str, str]:
    with bench.store.reading() as session:
        row = session.scalars(select(LogEntry).order_by(LogEntry.sequence.desc()).limit(1)).one()
        return row.label, row.before, row.after


def row_of(bench: Workbench, code: str):  # type: ignore[no-untyped-def]
    return next(row for row in bench.index_data.territories() if row.code == code)


# --- territories ---------------------------------------------------------------------------------


def test_a_new_territory_is_a_part_of_the_computation(bench: Workbench) -> None:
    stamp = bench.risk_index.dataset().stamp
    made = bench.index_data.add_territory(Territory(code="n0d9", name="Ny stadsdel", level=Level.DISTRICT, parent="n0", aliases=("Nya",)))
    assert made.changes.kinds == {"index"}
    assert bench.risk_index.dataset().stamp > stamp
    assert "n0d9" in bench.risk_index.dataset().by_code
    assert row_of(bench, "n0d9").aliases == ("Nya",)
    assert newest_log(bench) == ("Nytt område: Ny stadsdel", "", "Ny stadsdel · n0d9 · stadsdel · i Nämnd 0 · även Nya")


def test_fields_are_stored_as_typed_and_logged_with_what_stood_there(bench: Workbench) -> None:
    edit = bench.index_data.edit_territory("n0d1", "name", "  Tensta ", expected="Stadsdel 01")
    assert (edit.before, edit.after, edit.code) == ("Stadsdel 01", "Tensta", "n0d1")
    assert newest_log(bench) == ("Namn, område Tensta", "Stadsdel 01", "Tensta")
    edit = bench.index_data.edit_territory("n0d1", "aliases", "Tensta centrum; Spånga södra")
    assert edit.after == "Spånga södra; Tensta centrum"
    edit = bench.index_data.edit_territory("n0d1", "parent", "Nämnd 1 (stadsdelsnämndsområde)")
    assert edit.before == "Nämnd 0 (stadsdelsnämndsområde)"
    assert row_of(bench, "n0d1").parent == "n1"
    assert bench.index_data.edit_territory("n0d1", "parent", "").after == ""
    with pytest.raises(StateConflict, match="Tensta"):
        bench.index_data.edit_territory("n0d1", "name", "Annat", expected="Stadsdel 01")
    with pytest.raises(NotFound):
        bench.index_data.edit_territory("borta", "name", "Annat")


def test_a_new_code_follows_into_everything_that_names_it(bench: Workbench) -> None:
    bench.index_data.edit_territory("n0d1b2", "code", "0112")
    assert row_of(bench, "0112").values == 2 * len(indicators())
    assert bench.index_data.inhabitants("0112").keys() == {2011, 2012}
    bench.index_data.edit_territory("n0d1", "code", "011")
    assert row_of(bench, "0112").parent == "011"
    assert row_of(bench, "011").parts == 4


def test_a_code_that_kept_results_follow_stays_until_they_are_removed(bench: Workbench) -> None:
    kept = bench.index_results.keep("Inför beslut", Level.DISTRICT, 2012).info.uid
    with pytest.raises(RuleViolation, match="sparade resultatet ”Inför beslut”"):
        bench.index_data.edit_territory("n0d1", "code", "011")
    assert all(one.parts for one in bench.index_results.since(kept).units)
    assert bench.index_data.edit_territory("n0d1b2", "code", "0112").after == "0112"  # of another level
    assert bench.index_data.edit_territory("n0d1", "name", "Tensta").after == "Tensta"
    bench.index_results.remove(kept)
    assert bench.index_data.edit_territory("n0d1", "code", "011").after == "011"


@pytest.mark.parametrize(
    ("code", "key", "typed", "told"),
    [
        ("n0d1", "code", "N0D2", "redan tagen"),
        ("n0d1", "name", "stadsdel 22", "redan ett område"),
        ("n0d1", "name", "", "behöver ett namn"),
        ("n0d1", "level", "Hela staden", "bara en"),
        ("n0d1", "level", "Basområde", "ligger i området"),
        ("n0d1", "aliases", "Stadsdel 00", "betyder redan"),
    ],
)
def test_what_the_tree_cannot_hold_is_refused(bench: Workbench, code: str, key: str, typed: str, told: str) -> None:
    stamp = bench.risk_index.dataset().stamp
    with pytest.raises(RuleViolation, match=told):
        bench.index_data.edit_territory(code, key, typed)
    assert bench.risk_index.dataset().stamp == stamp


def test_a_parent_on_the_same_level_or_below_is_no_choice(bench: Workbench) -> None:
    with pytest.raises(ValidationProblems):
        bench.index_data.edit_territory("n0", "parent", "Stadsdel 01 (stadsdel)")
    with pytest.raises(RuleViolation, match="kan inte rymma"):
        bench.index_data.add_territory(Territory(code="x", name="X", level=Level.BOARD, parent="n0d1"))


def test_what_others_rest_on_is_not_removed_and_why_is_told(bench: Workbench) -> None:
    data = bench.index_data
    with pytest.raises(RuleViolation, match="Stadsdel 00, Stadsdel 01 och Stadsdel 02 ligger där"):
        data.remove_territory("n0")
    with pytest.raises(RuleViolation, match="16 värden"):
        data.remove_territory("n0d1b2")
    data.add_territory(Territory(code="tom", name="Tom", level=Level.DISTRICT, parent="n0"), {2012: 40})
    bench.risk_index.save_recipe(Recipe(excluded={"tom": "hamn"}), "Utan hamnen")
    with pytest.raises(RuleViolation, match="Utan hamnen 1"):
        data.remove_territory("tom")
    with pytest.raises(RuleViolation, match="Utan hamnen 1"):
        data.edit_territory("tom", "code", "hamn")


def test_an_empty_territory_goes_with_its_inhabitants_and_can_come_back(bench: Workbench) -> None:
    data = bench.index_data
    place = Territory(code="tom", name="Tom", level=Level.DISTRICT, parent="n0")
    data.add_territory(place, {2012: 40})
    assert data.why_kept("tom") == ""
    data.remove_territory("tom")
    assert data.population(2012).get("tom") is None
    data.add_territory(place, {2012: 40})
    assert data.inhabitants("tom") == {2012: 40}


# --- inhabitants ---------------------------------------------------------------------------------


def test_inhabitants_are_written_as_a_block_and_taken_back(bench: Workbench) -> None:
    data = bench.index_data
    was = data.population(2012)["n0d0b0"]
    edit = data.write_population(2012, {"n0d0b0": "18 300", "n0d0b1": ""})
    assert data.population(2012)["n0d0b0"] == 18_300
    assert "n0d0b1" not in data.population(2012)
    data.write_population(2012, edit.before, expected=edit.after)
    assert data.population(2012)["n0d0b0"] == was
    assert data.population_years() == (2012, 2011)


def test_one_wrong_number_stops_the_whole_block(bench: Workbench) -> None:
    data = bench.index_data
    was = dict(data.population(2012))
    with pytest.raises(ValidationProblems) as caught:
        data.write_population(2012, {"n0d0b0": "100", "n0d0b1": "många", "n0d0b2": "1,5"})
    assert [problem.field for problem in caught.value.problems] == ["n0d0b1.inhabitants", "n0d0b2.inhabitants"]
    assert data.population(2012) == was
    with pytest.raises(RuleViolation, match="Året"):
        data.write_population(12, {"n0d0b0": "100"})


# --- indicators ----------------------------------------------------------------------------------


def test_an_indicators_fields_are_stored_as_typed(bench: Workbench) -> None:
    data = bench.index_data
    assert data.indicator_texts(CODE)["direction"] == "Högre är sämre"
    assert data.edit_indicator(CODE, "direction", "Högre är bättre").after == "Högre är bättre"
    assert data.edit_indicator(CODE, "weight", "2,5").after == "2,5"
    assert data.edit_indicator(CODE, "sensitive", "Ja").after == "Ja"
    assert data.edit_indicator(CODE, "redefined", "2010").after == "2010"
    held = bench.risk_index.dataset().indicator_by_code[CODE]
    assert (held.direction, held.weight, held.sensitive, held.redefined) == (-1, 2.5, True, 2010)
    assert data.edit_indicator(CODE, "redefined", "").after == ""
    assert data.edit_indicator(CODE, "sensitive", "Nej").after == "Nej"
    assert newest_log(bench)[0] == f"Känslig, indikator {held.name}"


@pytest.mark.parametrize(
    ("key", "typed", "told"),
    [("weight", "-1", "0 eller större"), ("multiplier", "0", "större än 0"), ("multiplier", "1000", "ska vara 100"),
     ("direction", "", "Välj"), ("name", "", "behöver ett namn"),
     ("code", indicators()[1].code, "redan tagen")],
)  # fmt: skip
def test_an_indicator_that_could_not_be_computed_is_refused(bench: Workbench, key: str, typed: str, told: str) -> None:
    with pytest.raises(RuleViolation, match=told):
        bench.index_data.edit_indicator(CODE, key, typed)


def test_the_kind_must_fit_the_values_there_are(bench: Workbench) -> None:
    data = bench.index_data
    data.edit_indicator(CODE, "kind", "Annat mått")
    data.write_values(CODE, 2012, {"n0d0b0": Cells(numerator="10", denominator="9"), "n0d0b1": Cells(value="140")})
    with pytest.raises(RuleViolation, match="140"):
        data.edit_indicator(CODE, "kind", "Andel i procent")
    with pytest.raises(RuleViolation, match="större än nämnaren"):
        data.edit_indicator(CODE, "kind", "Antal per tusen eller liknande")


def test_a_share_is_counted_in_per_cent_however_it_is_written(bench: Workbench) -> None:
    data = bench.index_data
    rate = next(one for one in indicators() if one.multiplier == 1_000)
    with pytest.raises(RuleViolation, match="ska vara 100"):
        data.edit_indicator(rate.code, "kind", "Andel i procent")
    with pytest.raises(RuleViolation, match="ska vara 100"):
        data.add_indicator(replace(indicators()[0], code="ny", name="Ny", multiplier=1_000))
    assert data.edit_indicator(CODE, "kind", "Antal per tusen eller liknande").after
    assert data.edit_indicator(CODE, "multiplier", "1000").after == "1\u00a0000"


def test_indicators_move_within_their_area_only(bench: Workbench) -> None:
    data = bench.index_data
    first, second, third = (one.code for one in data.indicators()[:3])
    data.move_indicator(first, 1)
    assert [one.code for one in data.indicators()[:3]] == [second, first, third]
    data.move_indicator(first, 1)
    assert [one.code for one in data.indicators()[:3]] == [second, first, third]


def test_an_indicator_with_values_is_removed_only_when_that_is_said(bench: Workbench) -> None:
    data = bench.index_data
    with pytest.raises(RuleViolation, match="72 värden"):
        data.remove_indicator(CODE)
    data.remove_indicator(CODE, with_values=True)
    assert CODE not in {one.code for one in data.indicators()}
    assert newest_log(bench)[1] == f"{CODE}, 72 värden"
    data.add_indicator(indicators()[0])
    assert data.usage(Level.DISTRICT, 2012)[CODE].values == 0


def test_an_indicator_that_comments_or_recipes_are_about_is_kept_and_why_is_told(bench: Workbench) -> None:
    data = bench.index_data
    assert data.why_indicator_kept(CODE) == ""
    made = bench.index_comments.add("n0d0", "Nybyggt sedan 2010.", CODE)
    with pytest.raises(RuleViolation, match="en kommentar om Stadsdel 00"):
        data.remove_indicator(CODE, with_values=True)
    assert [one.text for one in bench.index_comments.of("n0d0")] == ["Nybyggt sedan 2010."]
    bench.index_comments.remove(made.uid)
    bench.risk_index.save_recipe(Recipe(left_out=frozenset({CODE})), "Utan den")
    with pytest.raises(RuleViolation, match="receptet Utan den 1 nämner indikatorn"):
        data.remove_indicator(CODE, with_values=True)
    assert data.usage(Level.DISTRICT, 2012)[CODE].values == 72


def test_use_tells_years_coverage_and_thin_indicators(bench: Workbench) -> None:
    data = bench.index_data
    use = data.usage(Level.DISTRICT, 2012)[CODE]
    assert (use.years, use.values, use.covered, use.units, use.is_thin) == ((2011, 2012), 72, 9, 9, False)
    data.write_values(CODE, 2012, {row.unit: Cells(numerator="0", denominator="400") for row in data.values(CODE, 2012) if "b" in row.unit})
    assert data.usage(Level.DISTRICT, 2012)[CODE].is_thin
    assert data.usage(Level.DISTRICT, None)[CODE].units == 0


# --- values --------------------------------------------------------------------------------------


def test_values_show_own_cells_and_what_is_rolled_up(bench: Workbench) -> None:
    rows = {row.unit: row for row in bench.index_data.values(CODE, 2012)}
    assert rows["n0d0b0"].cells.numerator
    assert not rows["n0d0b0"].is_rolled
    assert rows["n0d0"].is_rolled
    assert rows["n0d0"].cells.is_empty
    assert rows["n0d0"].x is not None
    assert next(iter(rows)) == "stad"


def test_a_block_of_values_is_stored_and_taken_back_with_its_mark(bench: Workbench) -> None:
    data = bench.index_data
    data.write_values(CODE, 2012, {"n0d0b0": Cells("12", "", "", illustrative=True)})
    assert bench.risk_index.dataset().illustrative
    edit = data.write_values(CODE, 2012, {"n0d0b0": Cells("12,5"), "n0d0b1": Cells(numerator="40", denominator="320")})
    assert not bench.risk_index.dataset().illustrative
    x = {row.unit: row.x for row in data.values(CODE, 2012)}
    assert (x["n0d0b0"], x["n0d0b1"]) == (12.5, 12.5)
    label, _before, after = newest_log(bench)
    assert label.endswith("2012, 2 områden")
    assert after == "Bas 0 12,5; Bas 1 40 av 320"
    data.write_values(CODE, 2012, edit.before, expected=edit.after)
    assert bench.risk_index.dataset().illustrative


def test_what_is_emptied_is_missing_and_never_nothing(bench: Workbench) -> None:
    data = bench.index_data
    data.write_values(CODE, 2012, {"n0d0b0": Cells()})
    row = next(row for row in data.values(CODE, 2012) if row.unit == "n0d0b0")
    assert row.x is None
    panel = bench.risk_index.table(2012).panel(Level.BASE_AREA)
    assert np.isnan(panel.x[panel.units.index("n0d0b0"), 0])


def test_one_wrong_cell_stops_the_whole_block_and_is_named(bench: Workbench) -> None:
    data = bench.index_data
    was = data.values(CODE, 2012)
    block = {"n0d0b0": Cells("12"), "n0d0b1": Cells("120"), "n0d0b2": Cells(numerator="9", denominator="3")}
    with pytest.raises(ValidationProblems) as caught:
        data.write_values(CODE, 2012, block)
    assert [problem.field for problem in caught.value.problems] == ["n0d0b1.value", "n0d0b2.numerator"]
    assert str(caught.value.problems[0]) == "Bas 1: En andel är högst 100 procent."
    assert data.values(CODE, 2012) == was
    with pytest.raises(NotFound):
        data.write_values(CODE, 2012, {"borta": Cells("12")})
    with pytest.raises(StateConflict, match="Bas 0"):
        data.write_values(CODE, 2012, {"n0d0b0": Cells("12")}, expected={"n0d0b0": Cells("11")})


def test_nothing_new_is_nothing_written(bench: Workbench) -> None:
    row = next(row for row in bench.index_data.values(CODE, 2012) if row.unit == "n0d0b0")
    stamp = bench.risk_index.dataset().stamp
    edit = bench.index_data.write_values(CODE, 2012, {"n0d0b0": replace(row.cells)})
    assert not edit.after
    assert bench.risk_index.dataset().stamp == stamp


def test_small_counts_of_a_sensitive_indicator_are_marked_and_kept_out_of_the_log(bench: Workbench) -> None:
    data = bench.index_data
    data.write_values(CODE, 2012, {"n0d0b0": Cells(numerator="3", denominator="320")})
    assert newest_log(bench)[2] == "Bas 0 3 av 320"
    assert not any(row.is_hidden for row in data.values(CODE, 2012))
    data.edit_indicator(CODE, "sensitive", "Ja")
    hidden = {row.unit for row in data.values(CODE, 2012) if row.is_hidden}
    assert "n0d0b0" in hidden
    assert len(hidden) > 1  # another part, or it would follow from the whole
    data.write_values(CODE, 2012, {"n0d0b0": Cells(numerator="2", denominator="320")})
    assert newest_log(bench)[1:] == ("Bas 0 1–4 av 320", "Bas 0 1–4 av 320")
    multiplier = next(one.multiplier for one in bench.risk_index.dataset().indicators if one.code == CODE)
    told = Cells(value=f"{multiplier * 3 / 320}".replace(".", ","), denominator="320")  # the count follows from value and denominator
    data.write_values(CODE, 2012, {"n0d0b0": told})
    assert newest_log(bench)[1:] == ("Bas 0 1–4 av 320", "Bas 0 1–4 av 320")
    assert "n0d0b0" in {row.unit for row in data.values(CODE, 2012) if row.is_hidden}


# --- published series ----------------------------------------------------------------------------


def test_a_published_series_is_listed_with_its_years_and_removed_whole(bench: Workbench) -> None:
    from app.domain.riskindex.series import IndexValue, SeriesInfo, SeriesKind
    from app.services.index_store import save_series

    info = SeriesInfo(
        key="s", name="Serie", kind=SeriesKind.PUBLISHED, level=Level.DISTRICT, source="Sweco", reference="staden samma år = 100",
        illustrative=False,
    )  # fmt: skip
    with bench.store.writing() as unit:
        save_series(unit.session, [info], [IndexValue(series="s", unit="tensta", measure=Measure.TOTAL, year=2012, value=180.0)])
    (row,) = bench.index_data.published()
    assert (row.info, row.years, row.values) == (info, (2012,), 1)
    bench.index_data.remove_series("s")
    assert bench.index_data.published() == ()
    assert bench.index_history.published_years(Level.DISTRICT) == ()
    with pytest.raises(NotFound):
        bench.index_data.remove_series("s")
