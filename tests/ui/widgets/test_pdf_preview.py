from __future__ import annotations

from io import BytesIO

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from reportlab.pdfgen.canvas import Canvas

from app.ui.widgets.pdf_preview import BROKEN_TEXT, BUILDING_TEXT, EMPTY_TEXT, PdfPreview


def a_pdf(pages: int = 3, word: str = "Tensta") -> bytes:
    file = BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    for page in range(1, pages + 1):
        for line in range(40):
            canvas.drawString(70, 760 - line * 17, f"Sida {page} rad {line} {word}")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


@pytest.fixture
def preview(qtbot) -> PdfPreview:
    shown = PdfPreview()
    qtbot.addWidget(shown)
    shown.resize(560, 640)
    shown.show()
    qtbot.waitExposed(shown)
    return shown


def test_an_empty_preview_says_what_will_be_here(preview) -> None:
    assert preview.message_label.text() == EMPTY_TEXT
    assert not preview.zoom_in_action.isEnabled()


def test_the_first_document_is_waited_for_in_words(preview) -> None:
    preview.show_building()
    assert preview.message_label.text() == BUILDING_TEXT


def test_pages_are_counted_and_named(preview) -> None:
    assert preview.show_pdf(a_pdf(3))
    assert preview.page_label.text() == "Sida 1 av 3"
    preview.view.verticalScrollBar().setValue(preview.view.verticalScrollBar().maximum())
    assert preview.page_label.text() == "Sida 3 av 3"


def test_a_new_document_comes_at_the_place_of_the_earlier_one(preview) -> None:
    preview.show_pdf(a_pdf(4))
    bar = preview.view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    place = bar.value()
    assert place > 0
    preview.show_building()
    assert preview.page_label.text().endswith("· uppdateras …")
    assert not preview.status_label.isVisible()
    assert preview.show_pdf(a_pdf(4, "Husby"))
    assert bar.value() == place
    assert not preview.status_label.isVisible()


def test_a_broken_document_leaves_the_earlier_one_in_view(preview) -> None:
    good = a_pdf(2)
    preview.show_pdf(good)
    assert not preview.show_pdf(b"%PDF-1.4 broken")
    assert preview.status_label.text() == BROKEN_TEXT
    assert (preview.page_count, preview.data) == (2, good)


def test_zoom_goes_on_from_the_size_seen_and_back_to_the_width(preview) -> None:
    preview.show_pdf(a_pdf(1))
    before = preview.zoom
    preview.zoom_in_action.trigger()
    assert preview.zoom == pytest.approx(before * 1.2)
    assert not preview.fit_width_action.isChecked()
    preview.fit_width_action.trigger()
    assert preview.zoom == pytest.approx(before)
    preview.fit_page_action.trigger()
    assert preview.zoom <= before


def test_the_wheel_with_ctrl_zooms(preview) -> None:
    preview.show_pdf(a_pdf(1))
    before, place = preview.zoom, QPointF(50, 50)
    control, none = Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase
    wheel = QWheelEvent(place, place, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, control, none, False)
    QGuiApplication.sendEvent(preview.view.viewport(), wheel)
    assert preview.zoom == pytest.approx(before * 1.2)


def test_search_counts_hits_and_brings_the_next_one_into_view(preview, qtbot) -> None:
    preview.show_pdf(a_pdf(3))
    preview.focus_search()
    qtbot.keyClicks(preview.search_edit, "rad 39")
    qtbot.waitUntil(lambda: preview.hit_count == 3)
    assert preview.hits_label.text() == "3 träffar"
    qtbot.keyClick(preview.search_edit, Qt.Key.Key_Return)
    qtbot.keyClick(preview.search_edit, Qt.Key.Key_Return)
    assert preview.hits_label.text() == "2 av 3"
    assert preview.page_label.text() == "Sida 2 av 3"
    preview.previous_hit_action.trigger()
    assert preview.hits_label.text() == "1 av 3"
    qtbot.keyClick(preview.search_edit, Qt.Key.Key_Escape)
    assert preview.hits_label.text() == ""


def test_a_word_that_is_not_there_says_so(preview, qtbot) -> None:
    preview.show_pdf(a_pdf(1))
    qtbot.keyClicks(preview.search_edit, "finns inte")
    assert preview.hits_label.text() == "Inga träffar"


def test_every_button_and_field_has_a_name(preview) -> None:
    from PySide6.QtWidgets import QToolButton

    assert all(button.accessibleName() for button in preview.findChildren(QToolButton, options=Qt.FindChildOption.FindDirectChildrenOnly))
    assert preview.search_edit.accessibleName() == "Sök i dokumentet"


def test_f3_is_the_papers_own_only_while_something_is_searched_for(preview, qtbot) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    def is_kept() -> bool:
        event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_F3, Qt.KeyboardModifier.NoModifier)
        event.ignore()
        preview.event(event)
        return event.isAccepted()

    assert not is_kept()
    preview.search_edit.setText("beslut")
    assert is_kept()
