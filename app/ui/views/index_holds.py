"""The page Håller det? of the risk index."""

from __future__ import annotations

from typing import ClassVar

from app.ui.views.index_page import IndexPage


class HoldsPage(IndexPage):
    key: ClassVar[str] = "holds"
    title: ClassVar[str] = "Håller det?"
