"""The page Vikter of the risk index."""

from __future__ import annotations

from typing import ClassVar

from app.ui.views.index_page import IndexPage


class WeightsPage(IndexPage):
    key: ClassVar[str] = "weights"
    title: ClassVar[str] = "Vikter"
