"""The letter that asks for what is missing, before layout: finished texts in order, and the same as plain text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain import swedish
from app.domain.rules.evidence import Evidence
from app.domain.supplements import SupplementDraft, subject
from app.domain.texts import language
from app.domain.texts.content import Sender
from app.domain.texts.sections import paragraphs

DOCUMENT = "Begäran"
ASKED_HEADING = "Det här behöver vi"
ANSWER_HEADING = "Så svarar ni"
WHY = "Varför: "


@dataclass(frozen=True, slots=True)
class LetterItem:
    number: int
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class LetterGroup:
    """Questions about one part of the form."""

    subject: str
    items: tuple[LetterItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterContent:
    """A letter ready for layout; every text is data, none is markup."""

    sender: Sender
    registry_number: str
    date: str
    caseworker: str
    phone: str
    recipient: tuple[str, ...]  # board, contact function, the board's own number
    title: str
    introduction: tuple[str, ...]
    groups: tuple[LetterGroup, ...]
    answer: tuple[str, ...]

    @property
    def document_title(self) -> str:
        return self.title

    @property
    def signature(self) -> str:
        return self.caseworker if self.caseworker != swedish.EMPTY else "Handläggare"


def introduction(evidence: Evidence) -> str:
    """How the letter begins until somebody writes otherwise."""
    title = language.clause(evidence.application.title)
    about = f" för ”{title}”" if title else ""
    return (
        f"Stadsledningskontoret har gått igenom er ansökan om projektmedel{about}. "
        "För att kunna pröva den behöver vi de uppgifter som står nedan."
    )


def letter(evidence: Evidence, name: str, draft: SupplementDraft, day: date, sender: Sender | None = None) -> LetterContent:
    """The letter as it goes out on this day; `name` is the number that the case is known by."""
    application, process = evidence.application, evidence.process
    title = language.clause(application.title)
    board = evidence.programme.organisation_name(application.applicant)
    contact = swedish.compact(application.contact_role) or swedish.compact(application.contact_name)
    theirs = swedish.compact(application.registry_number_board)
    recipient = (board, contact, f"Ert dnr {theirs}" if theirs else "")
    return LetterContent(
        sender=sender or Sender(),
        registry_number=name,
        date=swedish.iso_date(day),
        caseworker=swedish.compact(process.caseworker) or swedish.EMPTY,
        phone=swedish.compact(process.caseworker_phone),
        recipient=tuple(one for one in recipient if one),
        title=f"Begäran om komplettering av ansökan{f': {title}' if title else ''}",
        introduction=paragraphs(draft.introduction or introduction(evidence)),
        groups=_groups(draft),
        answer=_answer(draft.due_date, name),
    )


def _groups(draft: SupplementDraft) -> tuple[LetterGroup, ...]:
    """In the order given; a new heading where the subject changes."""
    groups: list[tuple[str, list[LetterItem]]] = []
    for number, one in enumerate(draft.items, 1):
        about = subject(one.rule_id)
        if not groups or groups[-1][0] != about:
            groups.append((about, []))
        groups[-1][1].append(LetterItem(number, one.question, one.reason))
    return tuple(LetterGroup(about, tuple(items)) for about, items in groups)


def _answer(due: date | None, name: str) -> tuple[str, ...]:
    when = f"Svara senast {language.day(due)}." if due else "Svara så snart ni kan."
    return (
        f"{when} Rätta eller fyll i uppgifterna i ansökningsblanketten och skicka tillbaka hela arbetsboken. "
        "Det som inte har ändrats kan stå kvar. Bifoga de handlingar som vi frågar efter.",
        f"Ange vårt nummer {name} i svaret. Kan ni inte svara i tid, hör av er till handläggaren.",
    )


def letter_text(content: LetterContent) -> str:
    """The letter to paste into an e-mail: lines of plain text."""
    lines = [content.title, f"Dnr {content.registry_number}", content.date, "", "Till", *content.recipient, ""]
    lines += _spaced(content.introduction)
    lines += [ASKED_HEADING.upper(), ""]
    for group in content.groups:
        lines += [group.subject, ""]
        for item in group.items:
            lines.append(f"{item.number}. {item.what}")
            lines += [f"{WHY}{item.why}"] if item.why else []
            lines.append("")
    lines += [ANSWER_HEADING.upper(), "", *_spaced(content.answer)]
    lines += [content.signature, content.sender.office]
    lines += [f"Telefon {content.phone}"] if content.phone else []
    return "\n".join(lines) + "\n"


def _spaced(texts: tuple[str, ...]) -> list[str]:
    return [line for text in texts for line in (text, "")]
