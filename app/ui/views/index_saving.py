"""A chart of the risk index to a file where the user says."""

from __future__ import annotations

from app.domain import swedish
from app.ui.charts.index_chart import IndexChart
from app.ui.jobs import Job
from app.ui.session import Session
from app.ui.whole_file import write_whole

PICTURES = {"png": "PNG-bilder (*.png)", "svg": "SVG-bilder (*.svg)"}


def save_chart(session: Session, chart: IndexChart, name: str, kind: str) -> Job | None:
    """The chart as png or svg; `name` is what the file is called before the user has said. None when nothing was chosen."""
    path = session.messages.ask_save_file("Spara diagrammet", PICTURES[kind], f"{swedish.file_name(name.lower(), 'riskindex')}.{kind}")
    if path is None:
        return None
    data = chart.saved_as(kind)
    return session.run(
        lambda _progress: write_whole(path, data),
        f"Sparar {path.name}",
        lambda _done: session.messages.notice(f"Diagrammet är sparat som {path}."),
    )
