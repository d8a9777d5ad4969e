"""The programme data in the store: written once when the store is made, read each time it is opened."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import programme as domain
from app.domain import swedish
from app.models import programme as mapped


def save_programme(session: Session, data: domain.Programme) -> None:
    """Fill the programme tables of an empty store."""
    session.add(
        mapped.ProgrammeInfo(
            id=1,
            title=data.title,
            period_start=data.period_start,
            period_end=data.period_end,
            frame=data.frame,
            rule_set_version=data.rule_set_version,
        )
    )
    session.add_all([mapped.CityGoal(position=n, title=title) for n, title in enumerate(data.city_goals, 1)])
    _save_organisations(session, data)
    session.flush()
    _save_goals(session, data)
    session.add_all(
        [
            mapped.Criterion(id=one.id, position=n, label=one.label, look_for=one.look_for, source=one.source, rules=" ".join(one.rules))
            for n, one in enumerate(data.criteria)
        ]
    )
    session.add_all(
        [
            mapped.RuleInfo(
                id=one.id,
                position=n,
                title=one.title,
                kind=one.kind,
                about=one.about,
                source=one.source,
                hard=one.hard,
                process=one.process,
            )
            for n, one in enumerate(data.rules)
        ]
    )
    session.flush()


def _save_organisations(session: Session, data: domain.Programme) -> None:
    for position, one in enumerate(data.organisations):
        session.add(
            mapped.Organisation(
                key=one.key,
                position=position,
                name=one.name,
                short_name=one.short_name,
                sort_key=swedish.sort_key(one.name),
                kind=one.kind,
                sphere=one.sphere,
                population_2011=one.population_2011,
                programme_order=one.programme_order,
            )
        )
    session.flush()
    for one in data.organisations:
        session.add_all([mapped.OrganisationAlias(organisation_key=one.key, alias=alias) for alias in one.aliases])
    for key, name in data.group_names.items():
        session.add(mapped.OrganisationGroup(key=key, name=name))
    session.flush()
    for key, members in data.groups.items():
        session.add_all(
            [mapped.OrganisationGroupMember(group_key=key, organisation_key=member, position=n) for n, member in enumerate(members)]
        )
    for position, place in enumerate(data.districts):
        session.add(
            mapped.District(
                key=place.key,
                position=position,
                name=place.name,
                sort_key=swedish.sort_key(place.name),
                board=place.board,
                index_above_average=place.index_above_average,
                named_for_local_work=place.named_for_local_work,
            )
        )
    session.flush()
    for place in data.districts:
        session.add_all([mapped.DistrictAlias(district_key=place.key, alias=alias) for alias in place.aliases])


def _save_goals(session: Session, data: domain.Programme) -> None:
    session.add_all(
        [
            mapped.TargetArea(id=one.id, position=n, title=one.title, about=one.about, grants_project_funds=one.grants_project_funds)
            for n, one in enumerate(data.target_areas)
        ]
    )
    session.flush()
    session.add_all(
        [
            mapped.Goal(id=one.id, position=n, target_area=one.target_area, title=one.title, follow_up=one.follow_up)
            for n, one in enumerate(data.goals)
        ]
    )
    session.flush()
    for position, one in enumerate(data.sub_goals):
        session.add(
            mapped.SubGoal(
                id=one.id,
                position=position,
                goal=one.goal,
                title=one.title,
                about=one.about,
                is_commitment=one.is_commitment,
                applies_to_target_area=one.applies_to_target_area,
            )
        )
    session.flush()
    for one in data.sub_goals:
        for position, key in enumerate(one.organisations):
            is_group = key in data.groups
            session.add(
                mapped.SubGoalOrganisation(
                    sub_goal_id=one.id,
                    position=position,
                    organisation_key=None if is_group else key,
                    group_key=key if is_group else None,
                )
            )


def read_programme(session: Session) -> domain.Programme:
    """The programme data of the open store."""
    info = session.scalars(select(mapped.ProgrammeInfo)).one()
    aliases: dict[str, list[str]] = defaultdict(list)
    for alias in session.scalars(select(mapped.OrganisationAlias)):
        aliases[alias.organisation_key].append(alias.alias)
    district_aliases: dict[str, list[str]] = defaultdict(list)
    for place_alias in session.scalars(select(mapped.DistrictAlias)):
        district_aliases[place_alias.district_key].append(place_alias.alias)
    carriers: dict[str, list[str]] = defaultdict(list)
    for carrier in session.scalars(select(mapped.SubGoalOrganisation).order_by(mapped.SubGoalOrganisation.position)):
        carriers[carrier.sub_goal_id].append(carrier.organisation_key or carrier.group_key or "")
    groups: dict[str, list[str]] = defaultdict(list)
    for member in session.scalars(select(mapped.OrganisationGroupMember).order_by(mapped.OrganisationGroupMember.position)):
        groups[member.group_key].append(member.organisation_key)
    return domain.Programme(
        title=info.title,
        period_start=info.period_start,
        period_end=info.period_end,
        frame=info.frame,
        rule_set_version=info.rule_set_version,
        target_areas=tuple(
            domain.TargetArea(one.id, one.title, one.about, one.grants_project_funds)
            for one in session.scalars(select(mapped.TargetArea).order_by(mapped.TargetArea.position))
        ),
        goals=tuple(
            domain.Goal(one.id, one.target_area, one.title, one.follow_up)
            for one in session.scalars(select(mapped.Goal).order_by(mapped.Goal.position))
        ),
        sub_goals=tuple(
            domain.SubGoal(one.id, one.goal, one.title, one.about, tuple(carriers[one.id]), one.is_commitment, one.applies_to_target_area)
            for one in session.scalars(select(mapped.SubGoal).order_by(mapped.SubGoal.position))
        ),
        organisations=tuple(
            domain.Organisation(
                one.key,
                one.name,
                one.short_name,
                one.kind,
                one.sphere,
                one.population_2011,
                one.programme_order,
                tuple(aliases[one.key]),
            )
            for one in session.scalars(select(mapped.Organisation).order_by(mapped.Organisation.position))
        ),
        groups={key: tuple(members) for key, members in groups.items()},
        group_names={one.key: one.name for one in session.scalars(select(mapped.OrganisationGroup))},
        districts=tuple(
            domain.District(
                one.key, one.name, one.board, one.index_above_average, one.named_for_local_work, tuple(district_aliases[one.key])
            )
            for one in session.scalars(select(mapped.District).order_by(mapped.District.position))
        ),
        criteria=tuple(
            domain.Criterion(one.id, one.label, one.look_for, one.source, tuple(one.rules.split()))
            for one in session.scalars(select(mapped.Criterion).order_by(mapped.Criterion.position))
        ),
        rules=tuple(
            domain.RuleInfo(one.id, one.title, one.kind, one.about, one.source, one.hard, one.process)
            for one in session.scalars(select(mapped.RuleInfo).order_by(mapped.RuleInfo.position))
        ),
        city_goals=tuple(session.scalars(select(mapped.CityGoal.title).order_by(mapped.CityGoal.position))),
    )
