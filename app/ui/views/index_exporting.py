"""The index to a workbook that recomputes it, or its ranking to CSV, where the user says."""

from __future__ import annotations

from app.domain import swedish
from app.ui.jobs import Job
from app.ui.session import Session
from app.ui.views.index_page import Choice

FORMATS = "Excel med formler (*.xlsx);;Rangordningen som CSV (*.csv)"


def export_index(session: Session, choice: Choice) -> Job | None:
    """Save the level and year in view by the recipe in hand. None when nothing was chosen or the series has no recipe."""
    if choice.recipe is None:
        return None
    name = swedish.file_name(f"riskindex {choice.level.label} {choice.year}".lower(), "riskindex")
    path = session.messages.ask_save_file("Exportera indexet", FORMATS, f"{name}.xlsx")
    if path is None:
        return None
    exports, level, year, recipe = session.bench.index_exports, choice.level, choice.year, choice.recipe
    return session.run(
        lambda progress: exports.write(level, year, recipe, path, progress.step),
        f"Exporterar {path.name}",
        lambda _done: session.messages.notice(f"Indexet är exporterat till {path}."),
    )
