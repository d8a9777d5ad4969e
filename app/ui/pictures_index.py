"""Pictures of the risk index: every page in a published and a computed series, each chart as a table too, and an empty store's page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.domain import swedish
from app.domain.riskindex.series import Level, SeriesKind
from app.ui.charts.panel import ChartPanel
from app.ui.views.index_holds import HoldsPage
from app.ui.views.risk_index import PAGES, RiskIndexWorkspace

if TYPE_CHECKING:
    from app.ui.pictures_cases import Camera

UNIT = "tensta"


def take_all(camera: Camera) -> None:
    """Each page with one district in view, the boards where years matter, and base areas where levels do."""
    place = _place(camera)
    if place is None:
        return
    camera.wait_for(lambda: place.series_combo.count() > 0)  # the choices are read in a job
    for kind in (SeriesKind.PUBLISHED, SeriesKind.COMPUTED):
        if kind in place.kinds:
            take_series(camera, place, kind)
    take_import(camera)


def _place(camera: Camera) -> RiskIndexWorkspace | None:
    place = camera.window.show_workspace("risk_index")
    return place if isinstance(place, RiskIndexWorkspace) else None


def take_series(camera: Camera, place: RiskIndexWorkspace, kind: SeriesKind) -> None:
    """Every page that can show the series."""
    for key, title, _name, kinds in PAGES:
        if kind not in kinds:
            continue
        level = Level.BOARD if key == "development" else Level.DISTRICT
        place.go_to({"series": kind.value, "level": level.value, "unit": UNIT if level is Level.DISTRICT else "", "page": key})
        name = f"riskindex-{kind.value}-{swedish.file_name(title.lower())}"
        camera.picture(name)
        if isinstance(place.page, HoldsPage):
            place.page.try_it()
            camera.picture(f"{name}-provat")
        for number, chart in enumerate(_charts(place.page)):
            chart.table_action.trigger()
            camera.picture(f"{name}-tabell{number or ''}")
            chart.table_action.trigger()


def _charts(page: Any) -> list[ChartPanel]:
    return [chart for chart in page.findChildren(ChartPanel) if chart.isVisible()]


def take_import(camera: Camera) -> None:
    """The indicator workbook that the store itself gives, as it is shown before it is read in."""
    from app.ui.dialogs.indicator_import import IndicatorDialog

    importer, path = camera.window.session.bench.index_import, camera.store.with_name("indikatorbok.xlsx")
    importer.export(path)
    dialog = IndicatorDialog(camera.window.session, importer.read(path), camera.window)
    dialog.show()
    camera.picture("las-in-indikatorbok", dialog)
    dialog.close()


def take_empty(camera: Camera) -> None:
    """The workspace of a store without anything to show."""
    if _place(camera) is not None:
        camera.picture("tom-riskindex")
