"""What the sample's assessors gave each case of the spring round: a base a case, bent by each assessor's way of scoring."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.domain.vocabulary import Confidence, ScoreKind
from app.sample.build import day
from app.sample.people import EVALUATION, JARVA, MONEY, SAFETY, SOUTH

ROUND = "Våren 2016"
ROUND_YEAR = 2016
CRITERIA = tuple(f"Q{number}" for number in range(1, 13))
_ABSTAINS = {MONEY: ("Q9",), SAFETY: ("Q2",)}
_NOT_APPLICABLE = {"2016-006": ("Q11",)}  # a pre-study has nothing yet to coordinate

# Levels for Q1 to Q12 as most would see them.
_BASE = {
    "2015-021": "232322222122",
    "2015-022": "122112221211",
    "2016-001": "332323332232",
    "2016-003": "323232323232",
    "2016-005": "112211121112",
    "2016-006": "121223222112",
    "2016-008": "322222323222",
}
_ASSESSORS = {
    "2015-021": (JARVA, SOUTH, SAFETY, MONEY, EVALUATION),
    "2015-022": (JARVA, SOUTH, MONEY, EVALUATION),
    "2016-001": (JARVA, SAFETY, MONEY, EVALUATION),
    "2016-003": (SOUTH, SAFETY, MONEY, EVALUATION),
    "2016-005": (JARVA, MONEY, SAFETY),
    "2016-006": (SOUTH, MONEY, EVALUATION),
    "2016-007": (SAFETY, MONEY),
    "2016-008": (JARVA, SOUTH, SAFETY, EVALUATION),
    "2016-002": (JARVA, EVALUATION),
    "2015-016": (SOUTH, MONEY),
}
_NOT_IN = {("2015-022", MONEY), ("2016-005", SAFETY), ("2016-006", EVALUATION)}  # begun or not, but not handed in
_NOT_BEGUN = {("2016-005", SAFETY)}
_AMOUNTS = {"2016-001": 1_100_000, "2016-003": 2_400_000, "2016-005": 300_000, "2016-008": 1_000_000}


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleAssessment:
    case_number: str
    person: str
    when: date
    scores: tuple[tuple[str, ScoreKind, int | None, str], ...]  # criterion, kind, level, reason; empty: only assigned
    confidence: Confidence | None = None
    proposed_amount: int | None = None
    comment: str = ""
    is_in: bool = False


def assessments() -> tuple[SampleAssessment, ...]:
    return tuple(_assessment(number, person, place) for number, people in _ASSESSORS.items() for place, person in enumerate(people))


def cases_in_round() -> tuple[str, ...]:
    return tuple(sorted(_ASSESSORS))


def _assessment(number: str, person: str, place: int) -> SampleAssessment:
    when = day(f"2016-03-{9 + place % 3:02d}")
    base = _BASE.get(number)
    if base is None or (number, person) in _NOT_BEGUN:
        return SampleAssessment(case_number=number, person=person, when=when, scores=())
    is_in = (number, person) not in _NOT_IN
    scores = tuple(_score(number, person, criterion, int(level)) for criterion, level in zip(CRITERIA, base, strict=True))
    return SampleAssessment(
        case_number=number,
        person=person,
        when=when,
        scores=scores if is_in else scores[:7],
        confidence=(Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW)[(place + len(number) + int(base[0])) % 3] if is_in else None,
        proposed_amount=_AMOUNTS.get(number) if is_in and person in (MONEY, EVALUATION) else None,
        comment=_COMMENTS.get((number, person), ""),
        is_in=is_in,
    )


def _score(number: str, person: str, criterion: str, level: int) -> tuple[str, ScoreKind, int | None, str]:
    if criterion in _NOT_APPLICABLE.get(number, ()):
        return criterion, ScoreKind.NOT_APPLICABLE, None, "En förstudie har ännu inget att samordna."
    if criterion in _ABSTAINS.get(person, ()):
        return criterion, ScoreKind.ABSTAINED, None, "Ligger utanför det jag kan bedöma."
    bent = _BENT[person](CRITERIA.index(criterion) + 1, level) if person in _BENT else level
    given = max(0, min(3, bent))
    return criterion, ScoreKind.SCORED, given, _REASONS[criterion][given]


_BENT: dict[str, Callable[[int, int], int]] = {
    SOUTH: lambda place, level: level + (place in (5, 9)),
    MONEY: lambda place, level: level - (place in (2, 4, 12)),
    EVALUATION: lambda place, level: level - (place % 2),
}
_COMMENTS = {
    ("2016-001", EVALUATION): "Målen går att mäta, men utgångsvärdet bygger på få svar.",
    ("2016-003", MONEY): "Kostnaden per deltagare är hög första året.",
    ("2015-022", JARVA): "Frågan om vem som tar över är obesvarad.",
    ("2016-008", SAFETY): "Gårdsråden bör knytas till bolagets egen trygghetsplan.",
}
_REASONS: dict[str, tuple[str, str, str, str]] = {
    "Q1": ("Mätbara mål saknas.", "Målen nämns utan mått.", "Mått finns, men ett utgångsvärde saknar källa.",
        "Indikator, utgångsvärde, mål och metod finns."),
    "Q2": ("Inga resurser är avsatta.", "Resurser nämns utan tid eller person.", "Timmar är angivna, ansvarig är oklar.",
        "Timmar och ansvarig funktion är angivna."),
    "Q3": ("Uppföljning saknas.", "Uppföljning nämns utan plan.", "Plan finns, utvärderingen är tunn.",
        "Plan, roller och tider finns och insatsen går att utvärdera."),
    "Q4": ("Ingen mottagare efter projektet.", "Mottagare nämns utan beslut.", "Mottagare finns, finansieringen är inte beslutad.",
        "Mottagare, kostnad och beslutsväg är angivna."),
    "Q5": ("Samverkan saknas.", "Parter nämns utan roller.", "Roller är klara, ett mandat saknas.", "Roller, mandat och bidrag är klara."),
    "Q6": ("Inget nytt prövas.", "Det nya är vagt beskrivet.", "Arbetssättet är nytt här men prövat på andra håll.",
        "Nytt arbetssätt med tydlig fråga att lära av."),
    "Q7": ("Ingen koppling till analysen.", "Analysen nämns.", "Svarar mot en risk, men inte i den mest utsatta stadsdelen.",
        "Svarar mot en tydlig risk i rätt stadsdel."),
    "Q8": ("Kostnaden står inte i proportion till nyttan.", "Kostnaden är hög för antalet som nås.", "Rimlig kostnad för dem som nås.",
        "Låg kostnad i förhållande till risk och räckvidd."),
    "Q9": ("Ingen dialog har hållits.", "Dialog nämns utan resultat.", "Dialog har påverkat delar av insatsen.",
        "Boende har varit med från början och fått återkoppling."),
    "Q10": ("Ingen plan för spridning.", "Spridning nämns.", "Plan finns, mottagare saknas.", "Plan och mottagare av lärdomar finns."),
    "Q11": ("Samordning saknas.", "Andra målområden nämns.", "Parallella åtgärder är angivna.",
        "Parallella åtgärder är angivna med ansvariga."),
    "Q12": ("Planen hänger inte ihop.", "Tidplan och bemanning är svåra att följa.", "Håller ihop, bemanningen är snäv.",
        "Tidplan, bemanning och budget hänger ihop."),
}  # fmt: skip
