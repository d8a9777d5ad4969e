"""The page Kontroller of the risk index."""

from __future__ import annotations

from typing import ClassVar

from app.ui.views.index_page import IndexPage


class GuardsPage(IndexPage):
    key: ClassVar[str] = "guards"
    title: ClassVar[str] = "Kontroller"
