"""The rounds in which cases went to the steering group and the city executive together."""

from __future__ import annotations

from app.domain.rules.evidence import ExpertStatement, Process
from app.domain.vocabulary import ConsultationOutcome, DecisionOutcome
from app.sample.build import day
from app.sample.history import Way


def spring(check: str, started: str | None = None, **more: str) -> Way:
    """Decided on 10 June 2015."""
    return _way(
        check=check, expert="2015-04-24", assessed="2015-05-08", consulted="2015-05-12", memo="2015-05-20", signed="2015-05-22",
        executive="2015-05-27", decided="2015-06-10", dispatched="2015-06-15", started=started, **more,
    )  # fmt: skip


def autumn(check: str, started: str | None = None, **more: str) -> Way:
    """Decided on 25 November 2015."""
    return _way(
        check=check, expert="2015-10-05", assessed="2015-10-16", consulted="2015-10-20", memo="2015-11-02", signed="2015-11-04",
        executive="2015-11-09", decided="2015-11-25", dispatched="2015-11-30", started=started, **more,
    )  # fmt: skip


def winter(check: str, decided: str, dispatched: str | None = None) -> Way:
    """Consulted on 26 January 2016."""
    return _way(
        check=check, expert="2016-01-11", assessed="2016-01-20", consulted="2016-01-26", memo="2016-02-05", signed="2016-02-09",
        executive="2016-02-12", decided=decided, dispatched=dispatched,
    )  # fmt: skip


def way(**days: str) -> Way:
    """Any other way: days as text, notes as they are."""
    return _way(**days)


def _way(**days: str | None) -> Way:
    return Way(**{key: text if key.endswith("_note") else day(text) for key, text in days.items() if text is not None})  # type: ignore[arg-type]


def proposal(
    expert: str = "",
    said: str = "",
    *,
    heard: str = "",
    group: ConsultationOutcome | None = None,
    remark: str = "",
    propose: DecisionOutcome | None = None,
    amount: int | None = None,
    final: str = "",
    paragraph: str = "",
    dialogues: str = "",
) -> Process:
    """What SLK wrote down: expert, consultation, proposal; with `paragraph`, the executive decided as proposed."""
    return Process(
        experts=(ExpertStatement(expert=expert, date=day(heard), statement=said),) if expert else (),
        consultation_outcome=group,
        consultation_note=remark,
        proposed_outcome=propose,
        proposed_amount=amount,
        final_report_date=day(final) if final else None,
        dialogues=dialogues,
        decision_paragraph=paragraph,
        decision_outcome=propose if paragraph else None,
        amount_granted=amount if paragraph else None,
    )
