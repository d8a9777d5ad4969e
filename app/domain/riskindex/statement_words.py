"""A verdict in plain Swedish: what was claimed, in how many cases it stays true, and what would turn it (risk-index brief, section 3.8)."""

from __future__ import annotations

import math
from collections.abc import Callable

from app.domain import swedish
from app.domain.riskindex.statements import Conclusion, Share, Statement, StatementKind, Turn, Verdict

Named = Callable[[str], str]  # a unit's code → its name
CONVENTION = (
    "Håller: påståendet stämmer i dag och i minst 95 procent av både viktningarna nära dagens och metoderna. "
    "Håller i de flesta fall: minst 75 procent av båda. Annars håller det inte säkert. Gränserna är en överenskommelse."
)
_MOST_NAMED = 3
_EXPLAINED = {
    Conclusion.HOLDS: "Påståendet stämmer och står sig i nästan alla rimliga val av vikter och metod.",
    Conclusion.MOSTLY: "Påståendet stämmer, men en del rimliga val av vikter eller metod ger ett annat svar.",
    Conclusion.UNSURE: "Påståendet stämmer med receptet i hand, men många andra rimliga val ger ett annat svar.",
    Conclusion.UNTRUE: "Påståendet stämmer inte med receptet i hand.",
}


def explained(conclusion: Conclusion) -> str:
    return _EXPLAINED[conclusion]


def claim(statement: Statement, named: Named) -> str:
    """'Tensta är bland de 10 första'."""
    unit = named(statement.unit)
    if statement.kind is StatementKind.ABOVE:
        return f"{unit} har index över {swedish.number(statement.limit)}"
    if statement.kind is StatementKind.FIRST:
        return f"{unit} är först" if statement.count == 1 else f"{unit} är bland de {statement.count} första"
    return f"{unit} ligger före {named(statement.other)}"


def percent_text(share: Share) -> str:
    """One decimal; never '100,0' or '0,0' unless it is all or none."""
    shown = min(max(round(1000 * share.part), 1), 999) if 0 < share.held < share.of else round(1000 * share.part)
    return swedish.decimal(shown / 10)


def share_text(share: Share, what: str) -> str:
    """'alla 1 000 viktningar', '98,2 procent av 1 000 viktningar', 'ingen av 1 000 viktningar'."""
    if share.held == share.of:
        return f"alla {swedish.integer(share.of)} {what}"
    if share.held == 0:
        return f"ingen av {swedish.integer(share.of)} {what}"
    return f"{percent_text(share)} procent av {swedish.integer(share.of)} {what}"


def rank_text(rank: float) -> str:
    """A rank, or what lies between two: '4', '4,5'; an en dash for none."""
    if math.isnan(rank) or rank == 0:
        return swedish.EMPTY
    return swedish.integer(round(rank)) if abs(rank - round(rank)) < 0.05 else swedish.decimal(rank)


def least_text(share: float) -> str:
    """A share as per cent, rounded down so that 'at least' stays true."""
    return swedish.decimal(math.floor(share * 1000 + 1e-9) / 10)


def sentences(verdict: Verdict, named: Named) -> tuple[str, ...]:
    """Two to five sentences; every number and word follows from the figures."""
    found = [_answer(verdict, named), _shares(verdict)]
    if not math.isnan(verdict.low):
        found.append(_places(verdict, named))
    found.append(_overturned(verdict))
    if verdict.turn is not None:
        found.append(_turned(verdict, verdict.turn, named))
    return tuple(found)


def chance_sentence(verdict: Verdict) -> str:
    """Said beside the verdict, never as part of it (section 3.10)."""
    return f"Slumpen i små tal, för sig: med receptets vikter stämmer påståendet i {share_text(verdict.chance, 'dragningar av antalen')}."


def _answer(verdict: Verdict, named: Named) -> str:
    what = "stämmer" if verdict.is_true else "stämmer inte"
    index = f"index {swedish.decimal(verdict.index)}"
    if verdict.other_index is not None:
        index += f" mot {swedish.decimal(verdict.other_index)}"
    return f"”{claim(verdict.statement, named)}” {what}: {index}, plats {verdict.rank} av {verdict.ranked}."


def _shares(verdict: Verdict) -> str:
    near, free = share_text(verdict.near, "viktningar nära dagens"), share_text(verdict.free, "med helt fria områdesvikter")
    text = f"Det stämmer i {near}, i {free}"
    if not verdict.methods.of:
        return f"{text}."
    return f"{text} och i {verdict.methods.held} av {verdict.methods.of} metoder."


def _places(verdict: Verdict, named: Named) -> str:
    low, high = rank_text(verdict.low), rank_text(verdict.high)
    start = f"I nio av tio viktningar nära dagens ligger {named(verdict.statement.unit)}"
    return f"{start} på plats {low}." if low == high else f"{start} mellan plats {low} och plats {high}."


def _overturned(verdict: Verdict) -> str:
    rows = verdict.overturned_by
    if not rows:
        return "Svaret är detsamma vilken indikator eller vilket delindex som än tas bort."
    shown = len(rows) if len(rows) <= _MOST_NAMED + 1 else _MOST_NAMED
    names = [one.text for one in rows[:shown]]
    if len(rows) > shown:
        names.append(f"någon av {len(rows) - shown} andra")
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} eller {names[-1]}"
    return f"Svaret blir ett annat utan {listed}."


def _turned(verdict: Verdict, turn: Turn, named: Named) -> str:
    unit = named(verdict.statement.unit)
    if verdict.statement.kind is StatementKind.ABOVE:
        limit = swedish.number(verdict.statement.limit)
        if not turn.indicator:
            return f"Inga vikter kan föra {unit} till {limit}: inget indikatorvärde ligger på andra sidan."
        return f"För att {unit} ska hamna på {limit} måste minst {least_text(turn.share)} procent av vikten flyttas, till {turn.indicator}."
    rival = named(verdict.rival)
    start = "" if verdict.statement.kind is StatementKind.BEFORE else f"Närmast är {rival}. "
    if not turn.indicator:
        assert verdict.rival_index is not None
        higher, lower = (unit, rival) if verdict.index > verdict.rival_index else (rival, unit)
        return f"{start}Inga vikter kan byta plats på dem: {higher} har minst lika högt värde som {lower} i alla indikatorer."
    return f"{start}För att de ska byta plats måste minst {least_text(turn.share)} procent av vikten flyttas, till {turn.indicator}."


def kind_of(conclusion: Conclusion) -> str:
    """The badge's kind."""
    return {Conclusion.HOLDS: "ok", Conclusion.MOSTLY: "info", Conclusion.UNSURE: "warning", Conclusion.UNTRUE: "error"}[conclusion]
