"""The programme as a tree to browse, and what each node says: plain data from Programme, no Qt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from app.domain import swedish
from app.domain.programme import District, Goal, Organisation, Programme, RuleInfo, SubGoal, TargetArea
from app.domain.vocabulary import OrganisationKind

_KINDS = (
    (OrganisationKind.CITY_EXECUTIVE, "Kommunstyrelsen"),
    (OrganisationKind.DISTRICT_BOARD, "Stadsdelsnämnder"),
    (OrganisationKind.SPECIALIST_BOARD, "Facknämnder"),
    (OrganisationKind.HOUSING_COMPANY, "Bostadsbolag"),
    (OrganisationKind.MUNICIPAL_COMPANY, "Kommunala bolag"),
    (OrganisationKind.OTHER, "Övriga"),
)


@dataclass(frozen=True)
class Link:
    """A line that leads to another node; `note` stands after it."""

    key: str  # "sub_goal:SB-1.1", "organisation:trafiknamnden", "rule:R08", "index:tensta" (the index chart)
    text: str
    note: str = ""


@dataclass(frozen=True)
class Block:
    """A titled part of the detail pane: text, or lines that lead on."""

    title: str
    text: str = ""
    links: tuple[Link, ...] = ()
    numbered: bool = False


@dataclass(frozen=True)
class Detail:
    kind: str  # "Delmål"
    title: str
    about: str = ""
    blocks: tuple[Block, ...] = ()
    badges: tuple[tuple[str, str], ...] = ()  # text, kind of badge


@dataclass
class Node:
    """A line of the tree. `words` is searched together with the title."""

    key: str
    title: str
    hint: str = ""
    icon: str = ""
    words: str = ""
    children: list[Node] = field(default_factory=list)
    parent: Node | None = None

    def add(self, child: Node) -> Node:
        child.parent = self
        self.children.append(child)
        return child

    @property
    def row(self) -> int:
        return self.parent.children.index(self) if self.parent else 0

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            yield from child.walk()


class ProgrammeTree:
    """Builds the nodes and answers what a node says."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.root = Node("", "")
        for build in (self._goals, self._organisations, self._districts, self._rules, self._criteria):
            self.root.add(build())
        self.by_key = {node.key: node for node in self.root.walk()}

    # --- nodes -------------------------------------------------------------------------------

    def _goals(self) -> Node:
        top = Node("part:goals", "Målområden, mål och åtaganden", "Huvudansvarig", "target")
        programme = self.programme
        for area in programme.target_areas:
            node = top.add(Node(f"area:{area.id}", f"{area.id} {area.title}", "", "layers", area.about))
            for goal in (one for one in programme.goals if one.target_area == area.id):
                goal_node = node.add(Node(f"goal:{goal.id}", f"{goal.id} {goal.title}", "", "flag"))
                for one in self._sub_goals_of(goal):
                    title = f"{one.id} {one.title}" if not one.is_commitment else f"Åtagande: {one.title}"
                    lead = self._short(one.lead)
                    words = " ".join((one.about, *(programme.organisation_name(key) for key in one.organisations)))
                    goal_node.add(Node(f"sub_goal:{one.id}", title, lead, "check" if one.is_commitment else "target", words))
        return top

    def _organisations(self) -> Node:
        top = Node("part:organisations", "Vem ansvarar för vad?", "Ansvar", "building-2")
        for kind, title in _KINDS:
            found = [one for one in self.programme.organisations if one.kind is kind]
            if not found:
                continue
            group = top.add(Node(f"kind:{kind.value}", title, "", "users"))
            found.sort(key=lambda one: (one.programme_order or 99, swedish.sort_key(one.name)))
            for one in found:
                count = len(self.duties(one.key))
                group.add(
                    Node(
                        f"organisation:{one.key}", one.name, _count(count, "uppgift", "uppgifter"), "building-2",
                        " ".join((one.short_name, *one.aliases)),
                    )
                )  # fmt: skip
        return top

    def _districts(self) -> Node:
        top = Node("part:districts", "Stadsdelar", "Index över staden", "map-pin")
        boards = sorted(self.programme.district_boards, key=lambda one: (one.programme_order or 99, swedish.sort_key(one.name)))
        for board in boards:
            found = self.programme.districts_of(board.key)
            if not found:
                continue
            above = sum(one.index_above_average for one in found)
            node = top.add(
                Node(f"districts:{board.key}", board.short_name, f"{above} av {len(found)}" if above else "", "building-2", board.name)
            )
            for one in found:
                hint = "ja, namngiven" if one.named_for_local_work else "ja" if one.index_above_average else ""
                node.add(Node(f"district:{one.key}", one.name, hint, "map-pin", " ".join(one.aliases)))
        return top

    def _rules(self) -> Node:
        top = Node("part:rules", "Regler för ansökningar", "Prövas så", "list-checks")
        for one in self.programme.rules:
            top.add(Node(f"rule:{one.id}", f"{one.id} {one.title}", one.kind.label, "scale", f"{one.about} {one.source}"))
        return top

    def _criteria(self) -> Node:
        top = Node("part:criteria", "Kvalitetskriterier", "Regler", "clipboard-check")
        for one in self.programme.criteria:
            top.add(Node(f"criterion:{one.id}", f"{one.id} {one.label}", ", ".join(one.rules), "clipboard-check", one.look_for))
        return top

    # --- what a node says --------------------------------------------------------------------

    def detail(self, key: str) -> Detail:
        """The text beside the tree for one node."""
        kind, _, name = key.partition(":")
        programme = self.programme
        if kind == "area":
            return self._area_detail(next(one for one in programme.target_areas if one.id == name))
        if kind == "goal":
            return self._goal_detail(next(one for one in programme.goals if one.id == name))
        if kind == "sub_goal":
            return self._sub_goal_detail(programme.sub_goal_by_id[name])
        if kind == "organisation":
            return self._organisation_detail(programme.organisation_by_key[name])
        if kind == "district":
            return self._district_detail(programme.district_by_key[name])
        if kind == "rule":
            return self._rule_detail(programme.rule_by_id[name])
        if kind == "criterion":
            one = next(one for one in programme.criteria if one.id == name)
            blocks = (Block("Källa", one.source), Block("Prövas i reglerna", links=self._rule_links(one.rules)))
            return Detail("Kvalitetskriterium", f"{one.id} {one.label}", one.look_for, blocks)
        return self._part_detail(self.by_key[key])

    def _part_detail(self, node: Node) -> Detail:
        programme = self.programme
        texts = {
            "part:goals": f"{programme.title} har {len(programme.target_areas)} målområden, {len(programme.goals)} mål, "
            f"{sum(not one.is_commitment for one in programme.sub_goals)} delmål och "
            f"{sum(one.is_commitment for one in programme.sub_goals)} åtaganden. Kommunstyrelsen följer upp alla mål.",
            "part:organisations": "Den som står först under ett delmål är huvudansvarig. De övriga genomför tillsammans med den.",
            "part:districts": f"{sum(one.index_above_average for one in programme.districts)} stadsdelar har ett index över stadens. "
            f"{sum(one.named_for_local_work for one in programme.districts)} av dem är namngivna för det lokala arbetet.",
            "part:rules": f"{len(programme.rules)} regler prövas för varje ansökan (regelverk {programme.rule_set_version}). "
            "Varje regel har sin källa i programmet eller i tjänsteutlåtandet.",
            "part:criteria": "Kriterierna säger vad som skiljer en god ansökan från en som bara uppfyller reglerna.",
        }  # fmt: skip
        links = tuple(Link(child.key, child.title, child.hint) for child in node.children)
        return Detail("Programmet", node.title, texts.get(node.key, ""), (Block("Innehåll", links=links),))

    def _area_detail(self, area: TargetArea) -> Detail:
        badge = ("Ger projektmedel", "ok") if area.grants_project_funds else ("Ger inte projektmedel", "plain")
        goals = [one for one in self.programme.goals if one.target_area == area.id]
        links = tuple(Link(f"goal:{one.id}", f"{one.id} {one.title}") for one in goals)
        text = "" if goals else "Målområdet har inga egna numrerade mål. Nämnderna sätter målen i sina lokala handlingsplaner."
        return Detail("Målområde", f"{area.id} {area.title}", area.about, (Block("Mål", text, links),), (badge,))

    def _goal_detail(self, goal: Goal) -> Detail:
        found = self._sub_goals_of(goal)
        sub_goals = tuple(
            Link(f"sub_goal:{one.id}", f"{one.id} {one.title}", self._short(one.lead)) for one in found if not one.is_commitment
        )
        commitments = tuple(Link(f"sub_goal:{one.id}", one.title, self._short(one.lead)) for one in found if one.is_commitment)
        blocks = [
            Block("Delmål", _gap_text(found), sub_goals),
            Block("Åtaganden", links=commitments),
            Block("Följs upp av", links=(self._organisation_link(goal.follow_up),)),
        ]
        return Detail("Mål", f"{goal.id} {goal.title}", "", tuple(block for block in blocks if block.links or block.text))

    def _sub_goal_detail(self, one: SubGoal) -> Detail:
        goal = next(goal for goal in self.programme.goals if goal.id == one.goal)
        others = tuple(self._organisation_link(key) for key in one.organisations[1:])
        blocks = [Block("Huvudansvarig", links=(self._organisation_link(one.lead),))]
        if others:
            blocks.append(Block("Genomför tillsammans med", links=others, numbered=True))
        blocks.append(Block("Följs upp av", links=(self._organisation_link(goal.follow_up),)))
        if one.applies_to_target_area:
            blocks.append(Block("Gäller", f"Åtagandet gäller hela målområdet {one.applies_to_target_area} och står därför bara en gång."))
        blocks.append(Block("Hör till", links=(Link(f"goal:{goal.id}", f"{goal.id} {goal.title}"),)))
        title = one.title if one.is_commitment else f"{one.id} {one.title}"
        return Detail("Åtagande" if one.is_commitment else "Delmål", title, one.about, tuple(blocks))

    def _organisation_detail(self, one: Organisation) -> Detail:
        lead = [goal for goal in self.programme.sub_goals if goal.lead == one.key]
        takes_part = [goal for goal in self.programme.sub_goals if one.key in goal.organisations[1:]]
        follows = [goal for goal in self.programme.goals if goal.follow_up == one.key]
        blocks = [
            Block("Huvudansvarig för", links=_goal_links(lead)),
            Block("Genomför tillsammans med andra", links=_goal_links(takes_part)),
        ]
        for group, members in self.programme.groups.items():
            if one.key in members:
                shared = [goal for goal in self.programme.sub_goals if group in goal.organisations]
                blocks.append(Block(f"Genom gruppen {self.programme.group_names[group]}", links=_goal_links(shared)))
        blocks.append(Block("Följer upp", links=tuple(Link(f"goal:{goal.id}", f"{goal.id} {goal.title}") for goal in follows)))
        districts = self.programme.districts_of(one.key)
        blocks.append(Block("Stadsdelar", links=tuple(Link(f"district:{place.key}", place.name, _flag_text(place)) for place in districts)))
        facts = [one.sphere.label] if one.sphere else []
        if one.population_2011:
            facts.append(f"{swedish.integer(one.population_2011)} invånare 2011")
        badges = (("Kan söka projektmedel", "ok"),) if one.is_programme_board else ()
        shown = tuple(block for block in blocks if block.links)
        if not shown:
            shown = (Block("Ansvar", "Programmet ger inte organisationen någon egen uppgift."),)
        return Detail(one.kind.label, one.name, ", ".join(facts), shown, badges)

    def _district_detail(self, one: District) -> Detail:
        badges = []
        if one.index_above_average:
            badges.append(("Index över staden", "warning"))
        if one.named_for_local_work:
            badges.append(("Namngiven för lokalt arbete", "info"))
        blocks = [Block("Stadsdelsnämnd", links=(self._organisation_link(one.board),))]
        if one.index_above_average and not one.named_for_local_work:
            text = (
                "Stadsdelen har högt index men är inte en av de stadsdelar som programmet namnger för det lokala arbetet. "
                "En ansökan hit är inte fel, men ska bedömas (R13)."
            )
            blocks.append(Block("Att tänka på", text, (Link("rule:R13", self._rule_title("R13")),)))
        blocks.append(Block("Mer", links=(Link(f"index:{one.key}", "Visa i riskindex"),)))
        return Detail("Stadsdel", one.name, "", tuple(blocks), tuple(badges))

    def _rule_detail(self, one: RuleInfo) -> Detail:
        criteria = tuple(
            Link(f"criterion:{found.id}", f"{found.id} {found.label}") for found in self.programme.criteria if one.id in found.rules
        )
        blocks = [
            Block("Källa", one.source),
            Block("Så prövas den", f"{one.kind.label}.{_rule_weight(one)}"),
        ]
        if criteria:
            blocks.append(Block("Kvalitetskriterier", links=criteria))
        badges = (("Stoppar bifall", "error"),) if one.hard else ()
        return Detail("Regel", f"{one.id} {one.title}", one.about, tuple(blocks), badges)

    # --- who does what -----------------------------------------------------------------------

    def duties(self, organisation: str) -> list[SubGoal]:
        """Sub-goals and commitments that an organisation leads or helps to carry out, also through a group."""
        names = {organisation, *(group for group, members in self.programme.groups.items() if organisation in members)}
        return [one for one in self.programme.sub_goals if names & set(one.organisations)]

    def _sub_goals_of(self, goal: Goal) -> list[SubGoal]:
        return [one for one in self.programme.sub_goals if one.goal == goal.id]

    def _organisation_link(self, key: str) -> Link:
        members = self.programme.groups.get(key)
        if members is not None:
            names = swedish.join([self._short(one) for one in members]) if len(members) < 6 else f"alla {len(members)}"
            kind = self.programme.organisation_by_key[members[0]].kind
            return Link(f"kind:{kind.value}", self.programme.group_names[key], names)
        return Link(f"organisation:{key}", self.programme.organisation_name(key))

    def _short(self, key: str) -> str:
        held = self.programme.organisation_by_key.get(key)
        if held is None:
            return self.programme.organisation_name(key)
        return held.short_name if held.kind is OrganisationKind.DISTRICT_BOARD else held.name

    def _rule_title(self, rule: str) -> str:
        return f"{rule} {self.programme.rule_by_id[rule].title}"

    def _rule_links(self, rules: Iterable[str]) -> tuple[Link, ...]:
        return tuple(Link(f"rule:{one}", self._rule_title(one)) for one in rules)


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}" if number else ""


def _goal_links(goals: Iterable[SubGoal]) -> tuple[Link, ...]:
    return tuple(
        Link(f"sub_goal:{one.id}", one.title if one.is_commitment else f"{one.id} {one.title}", "åtagande" if one.is_commitment else "")
        for one in goals
    )


def _gap_text(found: Iterable[SubGoal]) -> str:
    """Says so when the programme's own numbering leaves a number out."""
    numbers = [one.id for one in found if not one.is_commitment]
    if not numbers:
        return ""
    stem = numbers[0].rpartition(".")[0]
    held = {int(one.rpartition(".")[2]) for one in numbers}
    missing = [f"{stem.partition('-')[2]}.{number}" for number in range(1, max(held)) if number not in held]
    return f"Numret {swedish.join(missing)} finns inte i programmet; numreringen är programmets egen." if missing else ""


def _flag_text(place: District) -> str:
    if place.named_for_local_work:
        return "index över staden, namngiven för lokalt arbete"
    return "index över staden" if place.index_above_average else ""


def _rule_weight(one: RuleInfo) -> str:
    if one.process:
        return " Prövas när ärendet har kommit så långt."
    if one.hard:
        return " Om regeln inte är uppfylld, eller underlaget saknas, kan bifall inte föreslås utan att avsteget motiveras."
    return " Utfallet vägs in i bedömningen men stoppar inte ett bifall."
