"""The page Pengar of the risk index."""

from __future__ import annotations

from typing import ClassVar

from app.ui.views.index_page import IndexPage


class PortfolioPage(IndexPage):
    key: ClassVar[str] = "portfolio"
    title: ClassVar[str] = "Pengar"
