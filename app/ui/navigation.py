"""The list of workspaces at the left, with their numbers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QAction, QFont, QFontMetrics, QIcon, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.widgets.action_button import plain_text

_ROOMY = 112  # characters across the window that leave room for names
_MARK = 3  # width of the bar beside the workspace in view


class NavigationButton(QAbstractButton):
    """A workspace: icon, name and number; the chosen one has a bar and heavier text, not colour alone."""

    def __init__(self, action: QAction, number: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action = action
        self._number = number
        self._is_compact = False
        self.setCheckable(action.isCheckable())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def set_compact(self, compact: bool) -> None:
        """Icon and number only; the name is then in the tool tip."""
        self._is_compact = compact
        self.updateGeometry()
        self.update()

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.height() + metrics.horizontalAdvance(self._number) + 36, metrics.height() + 16)

    def sizeHint(self) -> QSize:
        if self._is_compact:
            return self.minimumSizeHint()
        metrics = QFontMetrics(self._font(heavy=True))
        width = metrics.horizontalAdvance(self.text()) + metrics.horizontalAdvance("Ctrl 9") + metrics.height() + 36
        return QSize(width, metrics.height() + 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        room = self.rect()
        if self.isChecked():
            painter.fillRect(room, theme.colour("selection"))
            painter.fillRect(QRect(0, 0, _MARK, room.height()), theme.colour("accent"))
        elif self.underMouse() and self.isEnabled():
            painter.fillRect(room, theme.colour("hover"))
        painter.setFont(self._font(heavy=self.isChecked()))
        side = round(painter.fontMetrics().height() * 1.05)
        mode = QIcon.Mode.Normal if self.isEnabled() else QIcon.Mode.Disabled
        place = QRect(14, (room.height() - side) // 2, side, side)
        self._action.icon().paint(painter, place, Qt.AlignmentFlag.AlignCenter, mode)
        painter.setPen(theme.colour("text" if self.isEnabled() else "muted"))
        text_room = room.adjusted(14 + side + 10, 0, -12, 0)
        if not self._is_compact:
            painter.drawText(text_room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self.text())
        painter.setFont(self._font(heavy=False))
        painter.setPen(theme.colour("muted"))
        painter.drawText(text_room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), self._number)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRect(room.adjusted(1, 1, -1, -1))

    def _font(self, *, heavy: bool) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold if heavy else QFont.Weight.Normal)
        return font

    def _follow(self) -> None:
        self.setText(plain_text(self._action))
        self.setChecked(self._action.isChecked())
        self.setEnabled(self._action.isEnabled())
        self.setStatusTip(self._action.statusTip())
        self.setToolTip(self._action.toolTip())
        self.setAccessibleName(plain_text(self._action))
        self.update()


class Navigation(QFrame):
    """The workspaces from the top, help at the bottom; arrow keys move between them."""

    def __init__(self, workspaces: Sequence[tuple[QAction, int]], help_action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "navigation")
        self.setAccessibleName("Arbetsytor")
        self._is_compact = False
        self._window_width = self._squeezed_at = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 8)
        column.setSpacing(2)
        self.buttons = [NavigationButton(action, str(number)) for action, number in workspaces]
        for button in self.buttons:
            column.addWidget(button)
        column.addStretch(1)
        self._help = NavigationButton(help_action, "F1")
        column.addWidget(self._help)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def set_room(self, window_width: int) -> None:
        """Give way to the workspace where text is large and the window small."""
        self._window_width = window_width
        roomy = self.fontMetrics().averageCharWidth() * _ROOMY
        self._show_compact(window_width < roomy or window_width <= self._squeezed_at)

    def _show_compact(self, compact: bool) -> None:
        self._is_compact = compact
        for button in (*self.buttons, self._help):
            button.set_compact(compact)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A workspace that needs more than is left squeezes the names: then they go, until the window is made wider."""
        super().resizeEvent(event)
        if not self._is_compact and self.width() < self.sizeHint().width():
            self._squeezed_at = self._window_width
            self._show_compact(True)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._squeezed_at = 0
