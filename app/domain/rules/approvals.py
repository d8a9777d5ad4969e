"""What the local steering group and the district board decided before the application came: R05 and R06."""

from __future__ import annotations

from app.domain.rules.evidence import Evidence, ValueUsed
from app.domain.rules.finding import Finding, empty_keys, lacking, met, missing, not_met, on, refs, values
from app.domain.vocabulary import AttachmentKind, BoardResult, SteeringResult


def r05(evidence: Evidence) -> Finding:
    """R05, section 4.3: the local steering group approved the application no later than the board decided."""
    application = evidence.application
    used = values(evidence, "steering_date", "steering_result", "board_date")
    steering, board = application.steering_date, application.board_date
    if application.steering_result is SteeringResult.NOT_APPROVED:
        when = f" {on(steering)}" if steering else ""
        return not_met(f"Lokala styrgruppen godkände inte ansökan{when}.", used, refs("steering_result", "steering_date"))
    if steering and board and steering > board:
        reason = f"Lokala styrgruppen behandlade ansökan {on(steering)}, efter nämndens beslut {on(board)}."
        return not_met(f"{reason} Styrgruppen ska godkänna ansökan före nämnden.", used, refs("steering_date", "board_date"))
    absent = empty_keys(evidence, "steering_date", "steering_result", "board_date")
    if steering is None or board is None or absent:
        return lacking(missing(absent), used, refs(*absent))
    order = "före" if steering < board else "samma dag som"
    reason = f"Lokala styrgruppen godkände ansökan {on(steering)}, {order} nämndens beslut {on(board)}."
    return met(reason, used, refs("steering_date", "steering_result", "board_date"))


_UNSETTLED = {BoardResult.REMITTED: "återremitterade", BoardResult.TABLED: "bordlade"}


def r06(evidence: Evidence) -> Finding:
    """R06, section 4.3: the board decided to apply, before the application came in, and its minutes are attached."""
    application = evidence.application
    attached = application.board_minutes_attached is True or AttachmentKind.BOARD_MINUTES in evidence.attachments
    used = (
        *values(evidence, "board_date", "board_paragraph", "board_result"),
        ValueUsed("Protokollsutdrag", "Finns" if attached else "Saknas"),
        *values(evidence, "received_date"),
    )
    day, received, result = application.board_date, application.received_date, application.board_result
    when = f" {on(day)}" if day else ""
    if result is BoardResult.REJECTED:
        return not_met(f"Nämnden avslog förslaget att ansöka{when}.", used, refs("board_result", "board_date"))
    if day and received and day > received:
        reason = f"Nämndens beslut är daterat {on(day)}, efter att ansökan kom in {on(received)}. Nämnden ska behandla ansökan först."
        return not_met(reason, used, refs("board_date", "received_date"))
    if result in _UNSETTLED:
        return lacking(f"Nämnden {_UNSETTLED[result]} ärendet{when} och har ännu inte avgjort det.", used, refs("board_result"))
    absent = empty_keys(evidence, "board_result", "board_date")
    if day is None or absent:
        return lacking(missing(absent), used, refs(*absent))
    if not attached:
        return lacking(f"Nämnden beslutade att ansöka{when}, men protokollsutdraget saknas.", used, refs("board_minutes_attached"))
    paragraph = "" if application.board_paragraph else " Paragrafen är inte angiven."
    fields = refs("board_date", "board_paragraph", "board_result", "board_minutes_attached")
    return met(f"Nämnden beslutade{when} att ansöka, och protokollsutdraget finns.{paragraph}", used, fields)
