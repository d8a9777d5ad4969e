"""The programme's own facts as frozen data: goals, organisations, places, criteria and rules (domain brief, 2, 3, 4, 9).

Read from `resources/programme.toml`; loaded into a store when it is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from app.domain import swedish
from app.domain.fields import Choices
from app.domain.vocabulary import OrganisationKind, RuleKind, Sphere


@dataclass(frozen=True, slots=True)
class Organisation:
    key: str
    name: str  # full official name: "Skärholmens stadsdelsnämnd"
    short_name: str  # "Skärholmen"
    kind: OrganisationKind
    sphere: Sphere | None = None
    population_2011: int | None = None
    programme_order: int | None = None  # 1–6 for the programme's boards, in the programme's own order
    aliases: tuple[str, ...] = ()

    @property
    def is_programme_board(self) -> bool:
        return self.programme_order is not None


@dataclass(frozen=True, slots=True)
class District:
    key: str
    name: str
    board: str  # organisation key
    index_above_average: bool = False  # 22 districts
    named_for_local_work: bool = False  # 21 districts: not Vällingby
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TargetArea:
    id: str  # "SB"
    title: str
    about: str
    grants_project_funds: bool  # only SH


@dataclass(frozen=True, slots=True)
class Goal:
    id: str  # "SB-1"
    target_area: str
    title: str
    follow_up: str = "kommunstyrelsen"  # organisation key


@dataclass(frozen=True, slots=True)
class SubGoal:
    """A numbered sub-goal, or an unnumbered commitment; the first organisation is the lead."""

    id: str  # "SB-1.1" or, for a commitment, "SB-1.a"
    goal: str
    title: str
    about: str
    organisations: tuple[str, ...]  # organisation keys, or the group keys 'bostadsbolagen' and 'stadsdelsnamnder'
    is_commitment: bool = False
    applies_to_target_area: str | None = None

    @property
    def lead(self) -> str:
        return self.organisations[0]


@dataclass(frozen=True, slots=True)
class Criterion:
    id: str  # "Q1"
    label: str
    look_for: str
    source: str
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """What a rule asks, why, and where it is stated; the verdict's code is in `app.domain.rules`."""

    id: str  # "R08"
    title: str
    kind: RuleKind
    about: str
    source: str
    hard: bool  # a fail or missing data stops a proposal to grant
    process: bool = False  # asked for in its own time (R25, R29, R30, R31)


@dataclass(frozen=True)
class Programme:
    title: str
    period_start: date
    period_end: date
    frame: int  # kronor
    rule_set_version: str
    target_areas: tuple[TargetArea, ...]
    goals: tuple[Goal, ...]
    sub_goals: tuple[SubGoal, ...]  # numbered and commitments together, in the programme's order
    organisations: tuple[Organisation, ...]
    groups: Mapping[str, tuple[str, ...]]  # group key → organisation keys
    group_names: Mapping[str, str]  # group key → Swedish name
    districts: tuple[District, ...]
    criteria: tuple[Criterion, ...]
    rules: tuple[RuleInfo, ...]
    city_goals: tuple[str, ...]  # KF goals in ILS that the programme refers to

    @cached_property
    def organisation_by_key(self) -> Mapping[str, Organisation]:
        return {one.key: one for one in self.organisations}

    @cached_property
    def district_by_key(self) -> Mapping[str, District]:
        return {one.key: one for one in self.districts}

    @cached_property
    def rule_by_id(self) -> Mapping[str, RuleInfo]:
        return {one.id: one for one in self.rules}

    @cached_property
    def sub_goal_by_id(self) -> Mapping[str, SubGoal]:
        return {one.id: one for one in self.sub_goals}

    @property
    def programme_boards(self) -> tuple[Organisation, ...]:
        boards = [one for one in self.organisations if one.programme_order is not None]
        return tuple(sorted(boards, key=lambda one: one.programme_order or 0))

    @property
    def district_boards(self) -> tuple[Organisation, ...]:
        return tuple(one for one in self.organisations if one.kind is OrganisationKind.DISTRICT_BOARD)

    def districts_of(self, board: str) -> tuple[District, ...]:
        found = [one for one in self.districts if one.board == board]
        return tuple(sorted(found, key=lambda one: swedish.sort_key(one.name)))

    def organisation_name(self, key: str | None) -> str:
        """The name of an organisation or a group; the key itself when unknown, an en dash when empty."""
        if not key:
            return swedish.EMPTY
        found = self.organisation_by_key.get(key)
        return found.name if found else self.group_names.get(key, key)

    def district_name(self, key: str) -> str:
        found = self.district_by_key.get(key)
        return found.name if found else key

    @cached_property
    def choices(self) -> Choices:
        """The lists that depend on the programme data, in Swedish order, with aliases for reading."""
        by_name = sorted(self.organisations, key=lambda one: swedish.sort_key(one.name))
        districts = sorted(self.districts, key=lambda one: swedish.sort_key(one.name))
        boards = [*self.programme_boards, *(one for one in by_name if not one.is_programme_board)]
        organisations = {one.key: one.name for one in boards}
        organisation_aliases = {alias: one.key for one in self.organisations for alias in (one.short_name, *one.aliases)}
        return Choices(
            {
                "organisations": organisations,
                "programme_boards": {one.key: one.name for one in self.programme_boards},
                "districts": {one.key: one.name for one in districts},
                "target_areas": {one.id: f"{one.id} {one.title}" for one in self.target_areas},
                "sub_goals": {one.id: f"{one.id} {one.title}" for one in self.sub_goals},
                "housing_companies": {one.key: one.name for one in by_name if one.kind is OrganisationKind.HOUSING_COMPANY},
            },
            {
                "organisations": organisation_aliases,
                "programme_boards": {a: k for a, k in organisation_aliases.items() if self.organisation_by_key[k].is_programme_board},
                "districts": {alias: one.key for one in self.districts for alias in one.aliases},
                "sub_goals": {one.title: one.id for one in self.sub_goals},
                "housing_companies": organisation_aliases,
            },
        )
