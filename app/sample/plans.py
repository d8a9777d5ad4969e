"""Local action plans of the six boards, in varied states. Invented from beginning to end."""

from __future__ import annotations

from app.domain.drafts import PlanDraft
from app.domain.vocabulary import PlanState
from app.sample import plan_enskede, plan_farsta, plan_hasselby_vallingby, plan_rinkeby_kista, plan_skarholmen, plan_spanga_tensta
from app.sample.model import SamplePlan
from app.sample.uids import keyed, uid

__all__ = ["example_plan", "plan_of", "plans"]

_PLANS = (
    (plan_rinkeby_kista.PLAN, PlanState.FOLLOWED_UP),
    (plan_spanga_tensta.PLAN, PlanState.REPORTED),
    (plan_skarholmen.PLAN, PlanState.APPROVED),
    (plan_hasselby_vallingby.PLAN, PlanState.REPORTED),
    (plan_enskede.VERSION_1, PlanState.SUPERSEDED),
    (plan_enskede.VERSION_2, PlanState.APPROVED),
    (plan_farsta.DRAFT, PlanState.DRAFT),
)


def plans() -> tuple[SamplePlan, ...]:
    """Seven plans of six boards: Enskede-Årsta-Vantör has two versions, Farsta only a draft."""
    return tuple(_sample(plan, state) for plan, state in _PLANS)


def plan_of(board: str, version: int = 1) -> PlanDraft:
    return next(one.plan for one in plans() if (one.plan.board, one.plan.plan_version) == (board, version))


def example_plan() -> PlanDraft:
    """The plan of the shipped example workbook, Farsta's."""
    return keyed(plan_farsta.example_plan(), "example/farsta")


def _sample(plan: PlanDraft, state: PlanState) -> SamplePlan:
    name = f"plan/{plan.board}/{plan.plan_version}"
    return SamplePlan(uid=uid(name), plan=keyed(plan, name), state=state)
