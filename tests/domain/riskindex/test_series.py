from __future__ import annotations

from app.domain.riskindex.series import Band, Bands, Level, Measure, SeriesInfo, SeriesKind, band, ranking

INFO = SeriesInfo(
    key="district-2012",
    name="Riskindex",
    kind=SeriesKind.PUBLISHED,
    level=Level.DISTRICT,
    source="Exempel",
    reference="staden samma år = 100",
    illustrative=True,
)
BOARDS = SeriesInfo(
    key="board",
    name="Riskindex",
    kind=SeriesKind.PUBLISHED,
    level=Level.BOARD,
    source="Exempel",
    reference="staden 2006 = 100",
    illustrative=True,
)
VALUES = [("a", "Österberga", 100.0), ("b", "Tensta", 180.0), ("c", "Åkalla", 120.0), ("d", "Älvdal", 120.0), ("e", "Zetan", 60.0)]


def test_bars_fall_and_equal_values_share_the_lower_rank_in_swedish_order() -> None:
    drawn = ranking(INFO, Measure.TOTAL, 2012, VALUES)
    assert [(bar.label, bar.rank) for bar in drawn.bars] == [("Tensta", 1), ("Åkalla", 2), ("Älvdal", 2), ("Österberga", 4), ("Zetan", 5)]


def test_title_says_the_finding_and_subtitle_names_kind_level_year_reference_and_source() -> None:
    drawn = ranking(INFO, Measure.HEALTH, 2012, VALUES)
    assert drawn.title == "Hälsa: 3 av 5 ligger över staden"
    assert drawn.subtitle == "Publicerad serie · Stadsdel · 2012 · staden samma år = 100 · Exempel"
    assert drawn.mark == "Exempelvärde – inte Swecos uppgift"


def test_a_fixed_base_is_named_wherever_the_city_is() -> None:
    drawn = ranking(BOARDS, Measure.TOTAL, 2012, VALUES)
    assert drawn.reference_label == "Staden 2006 = 100"
    assert drawn.title.endswith("ligger över staden 2006")
    assert drawn.band_text(Band.FAR_ABOVE) == "mycket över staden 2006"
    assert ranking(INFO, Measure.TOTAL, 2012, VALUES).reference_label == "Staden = 100"


def test_a_selection_keeps_the_rank_among_all_and_says_what_was_picked() -> None:
    drawn = ranking(INFO, Measure.TOTAL, 2012, VALUES).only({"d", "e"}, "endast två")
    assert [(bar.label, bar.rank) for bar in drawn.bars] == [("Älvdal", 2), ("Zetan", 5)]
    assert drawn.title == "Totalt index: 1 av 2 ligger över staden"
    assert drawn.out_of == 5
    assert drawn.subtitle.endswith("· endast två")


def test_bands_begin_at_their_lower_limits() -> None:
    assert [band(value) for value in (150, 149.9, 115, 114.9, 85, 84.9)] == [
        Band.FAR_ABOVE, Band.ABOVE, Band.ABOVE, Band.LIKE, Band.LIKE, Band.BELOW,
    ]  # fmt: skip


def test_bands_of_ones_own_are_used_and_told() -> None:
    own = Bands(140.0, 110.0, 92.5)
    assert [band(value, own) for value in (140, 139.9, 110, 109.9, 92.5, 92.4)] == [
        Band.FAR_ABOVE, Band.ABOVE, Band.ABOVE, Band.LIKE, Band.LIKE, Band.BELOW,
    ]  # fmt: skip
    assert [own.limits(one) for one in Band] == ["140 och mer", "110–140", "92,5–110", "under 92,5"]
    assert ranking(INFO, Measure.TOTAL, 2012, VALUES, bands=own).bars[0].bands is own


def test_every_level_is_named_one_and_many() -> None:
    assert [(one.one, one.many) for one in Level][1:3] == [("stadsdel", "stadsdelar"), ("nämndområde", "nämndområden")]
    assert all(one.many != one.one for one in Level)
