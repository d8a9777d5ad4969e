"""What is chosen in the window is taken into use in cases, plans and memos, after a question that says what it means."""

from __future__ import annotations

from app.domain import swedish
from app.domain.riskindex.series import Level, SeriesKind
from app.ui.session import Session
from app.ui.views.index_page import Choice

TITLE = "Använd indexet i ärenden"
MEANS = (
    "Regler, tjänsteutlåtanden och översikten visar därefter det här indexet, och nya kopior i handlingsplaner tas av det. "
    "Värdena kopieras: en senare ändring av underlag eller recept ändrar dem inte. Öppna ärenden prövas på nytt. Valet skrivs i loggen."
)


def use_in_cases(session: Session, choice: Choice) -> None:
    """Asks, then lets cases rest on the chosen series."""
    service, level, year, recipe, series = session.bench.index_in_use, choice.level, choice.year, choice.recipe, choice.series
    held = next((row for row in session.bench.index_data.published() if row.info.key == series), None)
    newest = held.years[-1] if held is not None and held.years else year
    what = f"{choice.kind.label}, {level.label.lower()}, {newest}"
    what += f", {held.info.name}" if held is not None else ""
    what += f", recept {recipe.name} {recipe.version}" if recipe is not None else ""
    if not session.messages.confirm(TITLE, f"{what}.\n\n{MEANS}", "Använd i ärenden"):
        return
    session.write(
        lambda: service.use_computed(level, year, recipe) if recipe is not None else service.use_published(level, series),
        lambda _changes: session.messages.notice(f"I ärenden används nu: {what}."),
    )


def told_in_use(session: Session, level: Level) -> str:
    """'I ärenden används: Publicerad serie 2012, Stadsdelar 2012, Exempelserie'; '' when nothing is in use on the level."""
    found = session.bench.index_in_use.info(level)
    if found is None:
        return ""
    info, year = found
    name = f", {info.name}" if info.kind is SeriesKind.PUBLISHED else ""  # a computed one's source says its recipe
    return f"I ärenden används: {info.kind.label} {year}{name}, {info.source or swedish.EMPTY}"
