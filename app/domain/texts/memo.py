"""The memo's passages in the fixed order of domain brief section 8.2, and what still blocks signing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.domain.texts.account import background, matter, preparation, summary
from app.domain.texts.assessment import assessment, formal, overall, social_risk
from app.domain.texts.case import MemoEvidence, Written
from app.domain.texts.decision import decision
from app.domain.texts.economy import economy, follow_up
from app.domain.texts.passage import Passage, StoredPassage, edit, to_store, with_stored
from app.domain.vocabulary import DecisionOutcome, RuleOutcome

__all__ = [
    "BLOCKS",
    "MemoEvidence",
    "MissingPart",
    "Passage",
    "StoredPassage",
    "edit",
    "memo_passages",
    "missing_parts",
    "to_store",
    "with_stored",
]


@dataclass(frozen=True, slots=True)
class Block:
    """A kind of passage; an optional one starts switched off and empty."""

    key: str
    heading: str
    write: Callable[[MemoEvidence], Written]
    mandatory: bool = True


def _by_hand(case: MemoEvidence) -> Written:
    """Nothing in the case tells this; the caseworker writes it."""
    return Written(text="")


BLOCKS = (
    Block("decision", "Stadsledningskontorets förslag till beslut", decision),
    Block("summary", "Sammanfattning", summary),
    Block("background", "Bakgrund", background),
    Block("matter", "Ärendet", matter),
    Block("preparation", "Ärendets beredning", preparation),
    Block("formal", "Formella förutsättningar", formal),
    Block("assessment", "Bedömning", assessment),
    Block("social_risk", "Social risk", social_risk),
    Block("economy", "Ekonomi", economy),
    Block("follow_up", "Uppföljning och implementering", follow_up),
    Block("children", "Konsekvenser för barn", _by_hand, mandatory=False),
    Block("equality", "Jämställdhetsanalys", _by_hand, mandatory=False),
    Block("overall", "Samlad bedömning", overall),
)


def memo_passages(case: MemoEvidence) -> tuple[Passage, ...]:
    """Every passage, freshly written from the case; lay stored edits over them with `with_stored`."""
    return tuple(_passage(block, case) for block in BLOCKS)


def _passage(block: Block, case: MemoEvidence) -> Passage:
    written = block.write(case)
    return Passage(
        key=block.key,
        heading=block.heading,
        generated=written.text,
        source_hash=written.hash(case),
        sources=written.sources,
        mandatory=block.mandatory,
        enabled=block.mandatory,
        missing=written.missing,
    )


@dataclass(frozen=True, slots=True)
class MissingPart:
    """One thing that stops signing; `key` is the passage it is mended in."""

    key: str
    message: str


def missing_parts(case: MemoEvidence, passages: Sequence[Passage]) -> tuple[MissingPart, ...]:
    """What must be there before the memo is signed."""
    proposal = _proposal_parts(case)
    told = {part.key for part in proposal}
    blank = [_blank_part(one) for one in passages if one.enabled and one.is_blank and one.key not in told]
    return (*proposal, *blank, *_silent_failures(case, passages))


def _proposal_parts(case: MemoEvidence) -> list[MissingPart]:
    if case.outcome is None:
        return [MissingPart("decision", "Förslag till beslut är inte valt. Välj bifall, delvis bifall, avslag eller återremiss.")]
    if case.proposes_grant and not case.amount:
        return [MissingPart("decision", "Föreslaget belopp saknas. Ange beloppet i hela kronor.")]
    if case.outcome is DecisionOutcome.REMITTED and not case.process.remit_reason.strip():
        return [MissingPart("decision", "Skäl för återremiss saknas. Skriv vad ärendet ska kompletteras med.")]
    return []


def _blank_part(passage: Passage) -> MissingPart:
    if passage.missing and passage.text.strip():
        return MissingPart(passage.key, f"{passage.heading}: {passage.missing}")
    if passage.mandatory:
        return MissingPart(
            passage.key,
            f"Avsnittet ”{passage.heading}” är tomt. Skriv texten eller ta bort ändringen så att den skrivs av uppgifterna i ärendet.",
        )
    return MissingPart(passage.key, f"Avsnittet ”{passage.heading}” är valt men tomt. Skriv texten eller ta bort avsnittet.")


def _silent_failures(case: MemoEvidence, passages: Sequence[Passage]) -> list[MissingPart]:
    """A judgement or presence rule judged not met must be dealt with in the reasons (domain brief, section 4.1)."""
    reasons = " ".join(one.text for one in passages if one.key in ("formal", "assessment", "overall"))
    return [
        MissingPart(
            "assessment", f"{case.rule_name(one.rule_id)} är inte uppfyllt men nämns inte i skälen. Skriv vad det betyder för förslaget."
        )
        for one in case.with_outcome(RuleOutcome.FAIL, formal=False)
        if one.rule_id not in reasons
    ]
