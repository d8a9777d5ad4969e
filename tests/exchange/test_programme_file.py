"""The shipped programme data holds what the programme says, and a broken file is refused with its place named."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain import swedish
from app.domain.catalogues import APPLICATION
from app.domain.programme import Programme
from app.domain.vocabulary import OrganisationKind, RuleKind
from app.exchange.programme_file import load_programme

SHIPPED = Path(__file__).parents[2] / "resources" / "programme.toml"

NAMED = {
    "rinkeby-kista": {"Rinkeby", "Husby", "Akalla", "Kista"},
    "spanga-tensta": {"Tensta"},
    "skarholmen": {"Vårberg", "Bredäng", "Sätra", "Skärholmen"},
    "hasselby-vallingby": {"Hässelby Gård", "Grimsta", "Hässelby Strand"},
    "enskede-arsta-vantor": {"Rågsved", "Hagsätra", "Högdalen", "Bandhagen", "Östberga"},
    "farsta": {"Farsta Strand", "Hökarängen", "Farsta", "Fagersjö"},
}
LEADS = {
    "SB-1.1": "exploateringsnamnden", "SB-1.2": "trafiknamnden", "SB-1.a": "stadsbyggnadsnamnden", "SB-1.b": "exploateringsnamnden",
    "SB-2.1": "exploateringsnamnden", "SB-2.2": "exploateringsnamnden", "SB-2.3": "idrottsnamnden", "SB-2.4": "kulturnamnden",
    "SB-2.a": "exploateringsnamnden", "SB-2.b": "stadsdelsnamnder", "SB-3.1": "bostadsbolagen", "SB-3.2": "bostadsbolagen",
    "SB-3.4": "trafiknamnden", "SB-3.a": "bostadsbolagen", "SB-3.b": "bostadsbolagen",
    "SU-1.1": "utbildningsnamnden", "SU-1.a": "utbildningsnamnden", "SU-1.b": "utbildningsnamnden", "SU-1.c": "utbildningsnamnden",
    "SU-1.d": "utbildningsnamnden",
    "JF-1.1": "exploateringsnamnden", "JF-2.1": "stadsdelsnamnder", "JF-3.1": "arbetsmarknadsnamnden", "JF-3.a": "arbetsmarknadsnamnden",
    "JF-3.b": "arbetsmarknadsnamnden", "JF-3.c": "stockholm-business-region", "JF-3.d": "stockholm-business-region",
}  # fmt: skip
SORTED_22 = (
    "Akalla, Bandhagen, Bredäng, Fagersjö, Farsta, Farsta Strand, Grimsta, Hagsätra, Husby, Hässelby Gård, Hässelby Strand, "
    "Högdalen, Hökarängen, Kista, Rinkeby, Rågsved, Skärholmen, Sätra, Tensta, Vårberg, Vällingby, Östberga"
)


@pytest.fixture(scope="module")
def programme() -> Programme:
    return load_programme(SHIPPED)


def test_counts_are_the_programmes_own(programme: Programme) -> None:
    assert len(programme.target_areas) == 4
    assert len(programme.goals) == 7
    assert sum(not one.is_commitment for one in programme.sub_goals) == 13
    assert sum(one.is_commitment for one in programme.sub_goals) == 14
    assert len(programme.district_boards) == 14
    assert len(programme.programme_boards) == 6
    assert len(programme.city_goals) == 10


def test_frame_and_period(programme: Programme) -> None:
    assert programme.frame == 150_000_000
    assert (programme.period_start.isoformat(), programme.period_end.isoformat()) == ("2015-01-01", "2020-12-31")
    assert programme.rule_set_version == "1"


def test_sub_goal_numbers_go_from_3_2_to_3_4(programme: Programme) -> None:
    numbers = [one.id for one in programme.sub_goals if one.goal == "SB-3" and not one.is_commitment]
    assert numbers == ["SB-3.1", "SB-3.2", "SB-3.4"]


def test_every_id_carries_its_area_and_goal_as_prefix(programme: Programme) -> None:
    for goal in programme.goals:
        assert goal.id.startswith(f"{goal.target_area}-")
    for one in programme.sub_goals:
        assert one.id.startswith(f"{one.goal}.")
        assert one.id.rpartition(".")[2].isalpha() == one.is_commitment


def test_only_local_work_grants_funds_and_has_no_goals(programme: Programme) -> None:
    assert [one.id for one in programme.target_areas if one.grants_project_funds] == ["SH"]
    assert not [one for one in programme.goals if one.target_area == "SH"]


def test_the_first_organisation_leads(programme: Programme) -> None:
    assert {one.id: one.lead for one in programme.sub_goals} == LEADS


def test_organisations_stand_in_the_programmes_order(programme: Programme) -> None:
    found = programme.sub_goal_by_id
    assert found["SB-1.1"].organisations == (
        "exploateringsnamnden", "stadsbyggnadsnamnden", "fastighetsnamnden", "trafiknamnden", "stockholm-business-region",
    )  # fmt: skip
    assert found["SB-1.2"].organisations == ("trafiknamnden", "stadsbyggnadsnamnden", "exploateringsnamnden")
    assert found["SB-3.4"].organisations == ("trafiknamnden", "bostadsbolagen", "stadsdelsnamnder")
    assert found["SB-3.b"].organisations == ("bostadsbolagen", "stadsbyggnadsnamnden", "stadsdelsnamnder")
    assert found["JF-3.c"].organisations == ("stockholm-business-region", "arbetsmarknadsnamnden")


def test_follow_up_is_with_the_city_executive(programme: Programme) -> None:
    assert {one.follow_up for one in programme.goals} == {"kommunstyrelsen"}


def test_commitments_for_jobs_apply_to_the_whole_area(programme: Programme) -> None:
    assert [one.id for one in programme.sub_goals if one.applies_to_target_area] == ["JF-3.a", "JF-3.b", "JF-3.c", "JF-3.d"]


def test_groups_expand_to_their_members(programme: Programme) -> None:
    assert len(programme.groups["bostadsbolagen"]) == 3
    assert programme.groups["stadsdelsnamnder"] == tuple(one.key for one in programme.district_boards)


def test_programme_boards_in_the_programmes_order_with_full_names(programme: Programme) -> None:
    assert [one.name for one in programme.programme_boards] == [
        "Rinkeby-Kista stadsdelsnämnd",
        "Spånga-Tensta stadsdelsnämnd",
        "Skärholmens stadsdelsnämnd",
        "Hässelby-Vällingby stadsdelsnämnd",
        "Enskede-Årsta-Vantörs stadsdelsnämnd",
        "Farsta stadsdelsnämnd",
    ]


def test_population_of_the_six_and_of_the_city(programme: Programme) -> None:
    assert sum(one.population_2011 or 0 for one in programme.programme_boards) == 330_101
    assert sum(one.population_2011 or 0 for one in programme.district_boards) == 864_324
    assert all(one.sphere for one in programme.district_boards)


def test_twenty_one_districts_are_named_and_twenty_two_lie_above(programme: Programme) -> None:
    named = {board: {one.name for one in programme.districts_of(board) if one.named_for_local_work} for board in NAMED}
    assert named == NAMED
    assert sum(one.named_for_local_work for one in programme.districts) == 21
    assert sum(one.index_above_average for one in programme.districts) == 22
    assert all(one.index_above_average for one in programme.districts if one.named_for_local_work)


def test_vallingby_is_above_average_but_not_named(programme: Programme) -> None:
    vallingby = programme.district_by_key["vallingby"]
    assert vallingby.index_above_average
    assert not vallingby.named_for_local_work


def test_the_twenty_two_sort_in_swedish(programme: Programme) -> None:
    above = [one.name for one in programme.districts if one.index_above_average]
    assert ", ".join(sorted(above, key=swedish.sort_key)) == SORTED_22


def test_all_districts_of_the_six_are_there(programme: Programme) -> None:
    assert {board: len(programme.districts_of(board)) for board in NAMED} == {
        "rinkeby-kista": 5, "spanga-tensta": 6, "skarholmen": 4, "hasselby-vallingby": 9, "enskede-arsta-vantor": 12, "farsta": 10,
    }  # fmt: skip
    assert programme.district_by_key["solberga"].board == "alvsjo"


@pytest.mark.parametrize(
    ("written", "official"),
    [
        ("Sättra", "satra"),
        ("Hagsättra", "hagsatra"),
        ("Hässelby gård", "hasselby-gard"),
        ("hjulsta", "tensta"),
        ("Smedshagen", "hasselby-villastad"),
    ],
)
def test_district_variants_are_understood(programme: Programme, written: str, official: str) -> None:
    assert programme.choices.find(APPLICATION.field("districts"), written) == official


@pytest.mark.parametrize(
    ("written", "official"),
    [
        ("Rinkeby – Kista", "rinkeby-kista"),
        ("Spånga – Tensta", "spanga-tensta"),
        ("Hässelby – Vällingby", "hasselby-vallingby"),
        ("Rinkeby", "rinkeby-kista"),
        ("Skärholmen stadsdelsnämnd", "skarholmen"),
        ("Stockholms Business Region", "stockholm-business-region"),
        ("trafik- och renhållningsnämnden", "trafiknamnden"),
    ],
)
def test_organisation_variants_are_understood(programme: Programme, written: str, official: str) -> None:
    assert programme.choices.find(APPLICATION.field("applicant"), written) == official


def test_keys_are_plain_ascii(programme: Programme) -> None:
    keys = [one.key for one in programme.organisations] + [one.key for one in programme.districts] + list(programme.groups)
    assert all(key.isascii() and key == key.lower() and " " not in key for key in keys)


def test_no_alias_leads_to_two_things(programme: Programme) -> None:
    for things in (programme.organisations, programme.districts):
        names: dict[str, str] = {}
        for one in things:
            for name in (one.name, one.key, *one.aliases):
                assert names.setdefault(swedish.match_key(name), one.key) == one.key


def test_all_thirty_one_rules_and_twelve_criteria(programme: Programme) -> None:
    assert [one.id for one in programme.rules] == [f"R{n:02d}" for n in range(1, 32)]
    assert [one.id for one in programme.criteria] == [f"Q{n}" for n in range(1, 13)]


def test_rule_kinds_and_flags(programme: Programme) -> None:
    def numbers(flag: str) -> list[int]:
        return [int(one.id[1:]) for one in programme.rules if getattr(one, flag)]

    assert numbers("hard") == [1, 2, 3, 5, 6, 8, 9, 13, 24, 25, 26, 27, 29]
    assert numbers("process") == [25, 29, 30, 31]
    by_kind = {kind: {int(one.id[1:]) for one in programme.rules if one.kind is kind} for kind in RuleKind}
    assert by_kind[RuleKind.PRESENCE] == {4, 10, 12, 14, 15, 16, 17, 23, 28, 30, 31}
    assert by_kind[RuleKind.JUDGEMENT] == {7, 9, 11, 13, 18, 19, 20, 21, 22}


def test_texts_are_whole_sentences_with_a_readable_source(programme: Programme) -> None:
    for rule in programme.rules:
        assert rule.about.endswith(".")
        assert "/" not in rule.source
    assert all(one.look_for.endswith(".") for one in programme.criteria)


def test_other_kinds_of_organisation(programme: Programme) -> None:
    count = {kind: sum(one.kind is kind for one in programme.organisations) for kind in OrganisationKind}
    assert count[OrganisationKind.SPECIALIST_BOARD] == 10  # nine responsible, and miljö- och hälsoskyddsnämnden
    assert count[OrganisationKind.HOUSING_COMPANY] == 3
    assert programme.organisation_by_key["annan-organisation"].kind is OrganisationKind.OTHER


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        ('title = "Samband"\n', "", "goals, post 1 (”SB-1”): ”title” saknas."),
        ("frame = 150_000_000", 'frame = "150 mnkr"', "”frame” ska vara ett heltal."),
        ("frame = 150_000_000", "frame = true", "”frame” ska vara ett heltal."),
        ("frame = 150_000_000", "frame = 0", "”frame” ska vara större än noll."),
        ("period_start = 2015-01-01", "period_start = 2015-01-01T00:00:00", "”period_start” ska vara ett datum."),
        ("period_start = 2015-01-01", "period_start = 2021-01-01", "”period_start” ligger efter ”period_end”."),
        ('title = "Samband"', 'title = "  "', "goals, post 1 (”SB-1”): ”title” är tom."),
        ('title = "Samband"', 'titel = "Samband"', "goals, post 1 (”SB-1”): ”title” saknas."),
        ('sphere = "vasterort"', 'sphere = "norrort"', "organisations, post 1 (”bromma”): ”sphere” är ”norrort”. Tillåtet är"),
        (
            'organisations = ["idrottsnamnden"]',
            'organisations = ["idrott"]',
            "sub_goals (”SB-2.3”): ”idrott” under ”organisations” finns inte.",
        ),
        ('organisations = ["idrottsnamnden"]', "organisations = []", "sub_goals (”SB-2.3”): ”organisations” är tom."),
        ('organisations = ["idrottsnamnden"]', "organisations = [3]", "(”SB-2.3”): ”organisations” ska vara en lista av texter."),
        ('key = "solberga"', 'key = "tensta"', "districts: ”tensta” finns 2 gånger."),
        ('id = "R02"', 'id = "R01"', "rules: ”R01” finns 2 gånger."),
        ('name = "Solberga"', 'name = "Solberga", abovee = true', "(”solberga”): ”abovee” är ett okänt namn."),
        ('rules = ["R14"]', 'rules = ["R41"]', "criteria (”Q1”): ”R41” under ”rules” finns inte."),
        ("alvsjo = [", "alvsjon = [", "districts (”langbro”): ”alvsjon” under ”stadsdelsnämnd” finns inte."),
        ("alvsjo = [", "alvsjo = 3\nbla = [", "districts: ”alvsjo” ska vara en lista."),
        ('id = "R02"', 'id = "R02', "följer inte TOML-formatet"),
    ],
)
def test_a_broken_file_is_refused_with_its_place(tmp_path: Path, before: str, after: str, place: str) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert before in text
    broken = tmp_path / "programme.toml"
    broken.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=r"^programme\.toml") as refused:
        load_programme(broken)
    assert place in str(refused.value)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "programme.toml"
    broken.write_bytes(SHIPPED.read_text(encoding="utf-8").replace("–", "-").encode("latin-1", "replace"))
    with pytest.raises(ValueError, match="UTF-8"):
        load_programme(broken)
