"""Documents of a case: which files are taken, and which a rule still needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.rules.evidence import Evidence
from app.domain.vocabulary import ApplicationState, AttachmentKind, BoardResult

MOST_BYTES = 25 * 1024 * 1024
DOCUMENTS = (".pdf", ".docx", ".doc", ".odt", ".rtf", ".xlsx", ".xls", ".ods", ".csv", ".pptx", ".ppt", ".odp", ".txt", ".md")
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp")
MAIL = (".eml", ".msg")
ACCEPTED = frozenset((*DOCUMENTS, *PICTURES, *MAIL))
DECIDED = frozenset(
    {
        ApplicationState.DECIDED,
        ApplicationState.DISPATCHED,
        ApplicationState.IN_PROGRESS,
        ApplicationState.FINAL_REPORTED,
        ApplicationState.CLOSED,
    }
)


@dataclass(frozen=True, slots=True)
class MissingAttachment:
    """A document that a rule or a step needs and the case does not have."""

    kind: AttachmentKind
    rule_id: str  # empty: the step in the decision ladder needs it
    text: str  # Swedish: why


def is_accepted(suffix: str) -> bool:
    """Whether a file of this kind is taken: PDF, Office, pictures and mail."""
    return suffix.casefold() in ACCEPTED


def suggested_kind(name: str, missing: Iterable[MissingAttachment]) -> AttachmentKind:
    """What a file most likely is, by its name, else the first document that is missing, else a picture or another document."""
    lowered = name.casefold()
    for words, kind in _NAMES:
        if any(word in lowered for word in words):
            return kind
    first = next(iter(missing), None)
    if first is not None:
        return first.kind
    return AttachmentKind.PICTURE if lowered.endswith(PICTURES) else AttachmentKind.OTHER


def missing_attachments(evidence: Evidence, state: ApplicationState) -> tuple[MissingAttachment, ...]:
    """The documents that R03, R06 and R30 ask for, and the executive's minutes once it has decided."""
    application, held = evidence.application, evidence.attachments
    found = []
    if application.board_result is BoardResult.APPLIED and AttachmentKind.BOARD_MINUTES not in held:
        said = " Ansökan uppger att det är bifogat." if application.board_minutes_attached else ""
        found.append(MissingAttachment(AttachmentKind.BOARD_MINUTES, "R06", f"Utdraget visar att nämnden har beslutat att ansöka.{said}"))
    if evidence.plan is None and application.plan_version is not None and AttachmentKind.ACTION_PLAN not in held:
        why = "Planen är inte registrerad i programmet; bifogad visar den vad nämnden har godkänt."
        found.append(MissingAttachment(AttachmentKind.ACTION_PLAN, "R03", why))
    if any(not one.statement.strip() for one in evidence.process.experts) and AttachmentKind.STATEMENT not in held:
        found.append(MissingAttachment(AttachmentKind.STATEMENT, "R30", "En sakkunnig är angiven utan yttrande."))
    if state in DECIDED and AttachmentKind.DECISION_MINUTES not in held:
        found.append(MissingAttachment(AttachmentKind.DECISION_MINUTES, "", "Utdraget visar kommunstyrelsens beslut."))
    return tuple(found)


_NAMES: tuple[tuple[tuple[str, ...], AttachmentKind], ...] = (
    (("ansok", "ansök"), AttachmentKind.APPLICATION_FORM),
    (("komplettering",), AttachmentKind.SUPPLEMENT),
    (("handlingsplan",), AttachmentKind.ACTION_PLAN),
    (("yttrande", "utlatande", "utlåtande"), AttachmentKind.STATEMENT),
    (("kommunstyrelse",), AttachmentKind.DECISION_MINUTES),
    (("styrgrupp",), AttachmentKind.STEERING_NOTES),
    (("protokoll", "utdrag"), AttachmentKind.BOARD_MINUTES),
    (("budget", "kalkyl"), AttachmentKind.BUDGET),
)
