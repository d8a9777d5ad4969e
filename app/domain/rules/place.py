"""Where the activity takes place, and how its size stands to the risk there: R13 and R19."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from app.domain import swedish
from app.domain.drafts import PlanActivity
from app.domain.rules.evidence import DistrictIndex, Evidence, ValueUsed
from app.domain.rules.finding import Finding, lacking, met, missing, not_met, refs, to_judge, values


def r13(evidence: Evidence) -> Finding:
    """R13, section 4.3: the districts are among those named for the applicant's local work."""
    application, programme = evidence.application, evidence.programme
    used = values(evidence, "applicant", "districts", "whole_district_area")
    fields = refs("districts", "whole_district_area", "applicant")
    if not application.districts and not application.whole_district_area:
        return lacking(missing(["districts"]), used, fields)
    if not application.applicant:
        return lacking("Sökande nämnd saknas, så det går inte att se om stadsdelarna är nämndens egna.", used, refs("applicant"))
    own_boards = _own_boards(evidence)
    if application.co_applicant:
        used = (*used, *values(evidence, "co_applicant"))
    found = [(key, programme.district_by_key.get(key)) for key in application.districts]
    own = [key for key, district in found if district is not None and district.board in own_boards]
    named = [key for key, district in found if key in own and district is not None and district.named_for_local_work]
    if application.districts and not own:
        name = programme.organisation_name(application.applicant)
        reason = f"Ingen av stadsdelarna ligger i sökandens eget område. {_names(evidence, application.districts)} hör inte till {name}."
        return not_met(reason, used, fields)
    remarks = []
    if application.whole_district_area:
        remarks.append("Insatsen gäller hela stadsdelsområdet.")
    foreign = [key for key, _ in found if key not in own]
    if foreign:
        remarks.append(f"{_names(evidence, foreign)} ligger utanför sökandens område.")
    unnamed = [key for key in own if key not in named]
    if unnamed:
        remarks.append(f"{_names(evidence, unnamed)} är inte utpekad{'' if len(unnamed) == 1 else 'e'} för det lokala arbetet.")
    activity = evidence.activity
    if activity is not None and (beside := _beside(evidence, activity, named)):
        remarks.append(f"Aktiviteten i handlingsplanen gäller inte {_names(evidence, beside)}.")
        used = (*used, ValueUsed("Aktivitetens stadsdelar", _names(evidence, activity.districts)))
        fields = (*fields, *refs("plan.activities.districts"))
    if not remarks:
        verb = "är utpekad" if len(named) == 1 else "är utpekade"
        return met(f"{_names(evidence, named)} {verb} för sökandens lokala arbete.", used, fields)
    high = [key for key in unnamed if programme.district_by_key[key].index_above_average]
    if high:
        remarks.append(f"{_names(evidence, high)} ligger ändå över stadens genomsnitt i riskindexet.")
    return to_judge(" ".join([*remarks, "Bedöm om platsen är motiverad."]), (*used, *index_values(evidence)), fields)


def _beside(evidence: Evidence, activity: PlanActivity, named: list[str]) -> list[str]:
    """Districts of the applicant's own that the plan's activity does not concern; a co-applicant has a plan of its own."""
    own = {one.key for one in evidence.programme.districts if one.board == evidence.application.applicant}
    return [key for key in named if key in own and key not in activity.districts] if activity.districts else []


def _own_boards(evidence: Evidence) -> tuple[str, ...]:
    """The applicant, and the co-applicant when both are boards of the programme."""
    application = evidence.application
    boards = {board.key for board in evidence.programme.programme_boards}
    pair = (application.applicant or "", application.co_applicant or "")
    return pair if all(key in boards for key in pair) else pair[:1]


def _names(evidence: Evidence, keys: Iterable[str]) -> str:
    return swedish.join([evidence.programme.district_name(key) for key in keys])


def index_values(evidence: Evidence) -> tuple[ValueUsed, ...]:
    """Total and sub-indexes with year, level and source for each district (section 7.4)."""
    wanted = evidence.application.districts
    return tuple(_index_value(evidence, one) for one in evidence.index if not wanted or one.district in wanted)


def _index_value(evidence: Evidence, one: DistrictIndex) -> ValueUsed:
    parts = [f"{part.label.lower()} {swedish.decimal(level)}" for part, level in one.parts]
    total = "totalt –" if one.total is None else f"totalt {swedish.decimal(one.total)}"
    marks = [f"källa: {one.source}" if one.source else "", "exempelvärde" if one.illustrative else ""]
    text = "; ".join(filter(None, (total, *parts, *marks)))
    return ValueUsed(f"Riskindex {one.year} på stadsdelsnivå, {evidence.programme.district_name(one.district)} (staden = 100)", text)


def r19(evidence: Evidence) -> Finding:
    """R19, section 4.3: extent in proportion to risk; figures side by side, no threshold and no computed verdict."""
    application, programme = evidence.application, evidence.programme
    amount = application.amount_applied
    used = [*values(evidence, "districts", "whole_district_area"), ValueUsed("Sökt belopp", _kronor(amount))]
    fields = refs("districts", "amounts_applied.amount", "people_reached")
    absent = []
    if not application.districts and not application.whole_district_area:
        absent.append("stadsdelar")
    if amount is None:
        absent.append("sökt belopp")
    if amount is None or absent:
        return lacking(f"Omfattningen går inte att ställa mot risken utan {swedish.join(absent)}.", used, fields)
    used += values(evidence, "people_reached")
    shares = []
    if application.people_reached:
        per_person = _per(amount, application.people_reached)
        used.append(ValueUsed("Kronor per person som nås", per_person))
        shares.append(f"{per_person} per person som nås")
    board = programme.organisation_by_key.get(application.applicant or "")
    if board is not None and board.population_2011:
        per_inhabitant = _per(amount, board.population_2011)
        used.append(ValueUsed("Kronor per invånare i stadsdelsområdet (2011)", per_inhabitant))
        shares.append(f"{per_inhabitant} per invånare i stadsdelsområdet (2011)")
    if programme.frame > 0:
        share = swedish.percent(Decimal(amount) * 100 / programme.frame, 2)
        used.append(ValueUsed("Andel av programmets ram", share))
        shares.append(f"{share} av programmets ram")
    levels = index_values(evidence)
    text = f"Sökt belopp är {swedish.kronor(amount)}"
    text += f", vilket motsvarar {swedish.join(shares)}." if shares else "."
    text += "" if levels else " Det finns inget riskindex registrerat för stadsdelarna."
    return to_judge(f"{text} Bedöm om omfattningen står i proportion till risken; något gränsvärde finns inte.", (*used, *levels), fields)


def _kronor(amount: int | None) -> str:
    return swedish.EMPTY if amount is None else swedish.kronor(amount)


def _per(amount: int, heads: int) -> str:
    """Kronor per head: whole kronor from ten and up, two decimals below."""
    each = Decimal(amount) / heads
    return f"{swedish.decimal(each, 0 if each >= 10 else 2)}{swedish.NBSP}kr"
