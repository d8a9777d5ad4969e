"""The words and columns of the tab Komplettering: how far a letter has come, and what taking a step back means."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from app.domain import swedish
from app.domain.supplements import RequestState, RequestView, waiting_text
from app.ui.icons import icon
from app.ui.tables.model import Column

STATES = {
    RequestState.DRAFT: ("plain", "pencil"),
    RequestState.SENT: ("info", "send"),
    RequestState.REMINDED: ("warning", "clock"),
    RequestState.ANSWERED: ("ok", "circle-check"),
}


def day_text(day: date | None) -> str:
    return swedish.iso_date(day) if day else swedish.EMPTY


COLUMNS: tuple[Column[RequestView], ...] = (
    Column("Nr", lambda one: one.number, align=Qt.AlignmentFlag.AlignRight, width=34),
    Column("Läge", lambda one: one.state.label, icon=lambda one: icon(STATES[one.state][1], STATES[one.state][0]), width=100, stretch=True),
    Column("Skickad", lambda one: one.sent_date, day_text, width=84),
    Column("Svar senast", lambda one: one.draft.due_date, day_text, width=84),
    Column("Besvarad", lambda one: one.answered_date, day_text, width=84, drop=1),
)

SENT_NOTICE = "Brevet är registrerat som skickat. En kopia ligger bland underlagen."
WITHDRAW = {
    RequestState.DRAFT: ("Ta bort utkastet", "Utkastet tas bort. Frågorna står kvar i historiken.", "Utkastet är borttaget."),
    RequestState.SENT: (
        "Ta tillbaka utskicket",
        "Brevet blir ett utkast igen och kan ändras. Kopian bland underlagen tas bort. Händelsen skrivs i historiken.",
        "Brevet är ett utkast igen.",
    ),
    RequestState.REMINDED: ("Ta tillbaka påminnelsen", "Påminnelsen stryks. Händelsen skrivs i historiken.", "Påminnelsen är struken."),
    RequestState.ANSWERED: (
        "Ta tillbaka svaret",
        "Begäran räknas som obesvarad igen. Uppgifter som har lästs in i ärendet ligger kvar. Händelsen skrivs i historiken.",
        "Begäran väntar på svar igen.",
    ),
}


def state_text(view: RequestView, today: date) -> tuple[str, str]:
    """Where the letter stands, and the kind of strip that says so."""
    if view.state is RequestState.DRAFT:
        return "Utkast. Skicka brevet och blanketten till sökanden, och registrera sedan vilken dag de skickades.", "info"
    parts = [f"Skickad {day_text(view.sent_date)}"]
    if view.reminded_date is not None:
        parts.append(f"påmind {day_text(view.reminded_date)}")
    if view.answered_date is not None:
        left = view.remaining
        rest = "Allt som reglerna frågade efter finns." if not left else "En fråga återstår." if left == 1 else f"{left} frågor återstår."
        return f"{', '.join([*parts, f'besvarad {day_text(view.answered_date)}'])}. {rest}", "warning" if left else "success"
    due = view.draft.due_date
    if due is not None:
        parts.append(waiting_text(due, today))
    return f"{', '.join(parts)}.", "warning" if due is not None and due < today else "info"
