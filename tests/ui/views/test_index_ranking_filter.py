from __future__ import annotations

import pytest

from app import paths
from app.domain.riskindex.dataset import Dataset, Territory
from app.domain.riskindex.series import Level
from app.exchange.programme_file import load_programme
from app.ui.views.index_ranking_filter import RankingFilter
from tests.domain.riskindex.datasets import dataset
from tests.domain.riskindex.panels import indicators

KEYS = {"t": "tensta", "v": "vallingby", "st": "spanga-tensta", "hv": "hasselby-vallingby"}


def places() -> Dataset:
    made = [Territory(code="stad", name="Stockholm", level=Level.CITY)]
    for board, name in (("st", "Spånga-Tensta"), ("hv", "Hässelby-Vällingby"), ("x", "Ny nämnd")):
        made.append(Territory(code=board, name=name, level=Level.BOARD, parent="stad"))
    for district, name, board in (("t", "Tensta", "st"), ("v", "Vällingby", "hv"), ("n", "Nystaden", "x")):
        made.append(Territory(code=district, name=name, level=Level.DISTRICT, parent=board))
        made += [
            Territory(code=f"{district}{number}", name=f"{name} {number}", level=Level.BASE_AREA, parent=district) for number in (1, 2)
        ]
    return dataset(made, indicators(), ())


@pytest.fixture
def picks(qtbot) -> RankingFilter:
    made = RankingFilter(load_programme(paths.resources_folder() / "programme.toml"))
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("level", "pick", "board", "wanted"),
    [
        (Level.DISTRICT, "", "", None),
        (Level.DISTRICT, "named", "", ["t"]),
        (Level.DISTRICT, "above", "", ["t", "v"]),
        (Level.DISTRICT, "", "x", ["n"]),
        (Level.DISTRICT, "named", "hasselby-vallingby", []),
        (Level.BASE_AREA, "named", "", ["t1", "t2"]),
        (Level.BASE_AREA, "", "hasselby-vallingby", ["v1", "v2"]),
        (Level.BOARD, "programme", "", ["st", "hv"]),
    ],
)
def test_units_are_picked_by_what_they_lie_in(picks, level, pick, board, wanted) -> None:
    data = places()
    picks.fill(level, data, KEYS, 1_000)
    picks.go_to({"pick": pick, "board": board})
    assert picks.location() == {"pick": pick, "board": board}
    assert picks.units(level, data, KEYS) == wanted


def test_boards_of_the_data_can_be_chosen_also_those_that_the_programme_does_not_have(picks) -> None:
    picks.fill(Level.DISTRICT, places(), KEYS, 1_000)
    shown = [picks.board_combo.itemText(number) for number in range(picks.board_combo.count())]
    assert shown == ["Alla nämnder", "Hässelby-Vällingby", "Ny nämnd", "Spånga-Tensta"]


def test_a_size_of_the_recipe_that_is_not_among_the_usual_ones_can_be_seen(picks) -> None:
    picks.fill(Level.DISTRICT, places(), KEYS, 750)
    assert picks.size_combo.currentText() == "från 750 invånare"
    picks.fill(Level.DISTRICT, None, {}, None)
    assert picks.size_combo.isHidden()


def test_what_is_hidden_by_the_level_no_longer_picks_anything_out(picks) -> None:
    data = places()
    picks.fill(Level.DISTRICT, data, KEYS, 1_000)
    picks.go_to({"board": "x"})
    picks.fill(Level.BOARD, data, KEYS, 1_000)
    assert picks.units(Level.BOARD, data, KEYS) is None
