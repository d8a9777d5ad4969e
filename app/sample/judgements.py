"""Reasons that the sample's caseworker gives: one for each rule that asks for a judgement, in a few wordings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.domain.vocabulary import RuleOutcome
from app.sample.model import SampleJudgement

_REASONS: dict[str, Sequence[str]] = {
    "R04": (
        "Insatsen svarar mot det delindex som nämndens analys lyfter fram.",
        "Analysen pekar ut stadsdelen och den grupp som insatsen vänder sig till.",
    ),
    "R07": (
        "Det är ett nytt arbetssätt som inte har funnits i stadsdelen.",
        "Medlen går till att få i gång arbetssättet; det som följer efter projektet betalas av andra.",
    ),
    "R08": ("Posten avser förbrukning och enklare utrustning, inte något för varaktigt bruk.",),
    "R09": (
        "Verksamheten ligger utanför nämndens ordinarie uppdrag och ersätter inget som har dragits in.",
        "Inget i ansökan tyder på att medlen ersätter ordinarie verksamhet.",
    ),
    "R10": (
        "Mottagare, kostnad och tidpunkt är angivna, liksom det beslut som krävs.",
        "Planen är tydlig: det framgår vem som tar över, när och vad det kostar per år.",
    ),
    "R11": (
        "Kostnaden efter projektet är rimlig för den som tar över.",
        "Mottagaren är utpekad från start och arbetssättet går att bära med få egna resurser.",
    ),
    "R12": (
        "Uppföljningen har ansvarig funktion, tidpunkter och tydliga mått.",
        "Det framgår vad som mäts, när och av vem.",
    ),
    "R13": ("Platsen är motiverad: målgruppen rör sig över stadsdelsgränsen och huvuddelen bor i utpekad stadsdel.",),
    "R14": (
        "Målen har utgångsvärde och målvärde och går att läsa av.",
        "Målen är få, mätbara och ligger inom vad insatsen kan påverka.",
    ),
    "R15": (
        "Tid och medel är avsatta och ansvarig funktion är utpekad.",
        "Den avsatta tiden bedöms räcka för mått av detta slag.",
    ),
    "R16": (
        "Målen ligger i linje med nämndens brottsförebyggande planering.",
        "Hänvisningen är aktuell och insatsens mål pekar åt samma håll.",
    ),
    "R17": (
        "Bolaget med stort bestånd sitter i lokala styrgruppen.",
        "Bostadsbolagets medverkan är beskriven och bolaget deltar i styrgruppen.",
    ),
    "R18": (
        "Berörd facknämnd är vidtalad.",
        "Kontakten med fackförvaltningen är beskriven.",
    ),
    "R19": (
        "Beloppet är rimligt i förhållande till indexet och till hur många som nås.",
        "Indexet ligger över staden där insatsen görs, och omfattningen är rimlig.",
    ),
    "R20": (
        "Samordningen med övriga målområden är beskriven och praktisk.",
        "Berörda delmål är valda och det framgår hur arbetet samordnas.",
    ),
    "R21": (
        "Arbetssättet är nytt i området och det framgår vad som ska läras.",
        "Kombinationen av parter är ny och värd att pröva.",
    ),
    "R22": (
        "Insatsen liknar ingen av de satsningar som ska bäras av ordinarie budget.",
        "Insatsen är inte en fortsättning på någon av de satsningar som ska bäras av ordinarie budget.",
    ),
    "R23": ("Framtida driftansvarig och kostnad är angivna och rimliga.",),
    "R28": (
        "Redovisning är planerad i ordinarie rapporter och med slutrapport.",
        "Tider och ansvarig för redovisningen framgår.",
    ),
    "R30": (
        "Sakkunniga med rätt inriktning har hörts.",
        "Yttrandet är tillräckligt för ett ställningstagande.",
    ),
    "R31": ("Mål, mätning och aktiviteter framgår av det som nämnden rapporterade.",),
}


_SPECIAL = frozenset({"R08", "R13", "R23"})  # ask for a judgement only in some cases


def reason(rule_id: str) -> str:
    """A believable reason for judging that a rule is met."""
    return _REASONS[rule_id][-1]


def judged(
    turn: int, *, also: Sequence[str] = (), without: Sequence[str] = (), own: Mapping[str, tuple[RuleOutcome, str]] | None = None
) -> tuple[SampleJudgement, ...]:
    """A judgement on each rule that asks for one; `turn` varies the wording, `own` holds the case's own verdicts and reasons."""
    special = own or {}
    found: list[SampleJudgement] = []
    for place, (rule_id, wordings) in enumerate(_REASONS.items()):
        if rule_id in without or (rule_id in _SPECIAL and rule_id not in also and rule_id not in special):
            continue
        outcome, reason = special.get(rule_id, (RuleOutcome.PASS, wordings[(turn + place) % len(wordings)]))
        found.append(SampleJudgement(rule_id, outcome, reason))
    return tuple(found)
