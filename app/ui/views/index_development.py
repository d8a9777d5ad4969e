"""The page Utveckling of the risk index."""

from __future__ import annotations

from typing import ClassVar

from app.ui.views.index_page import IndexPage


class DevelopmentPage(IndexPage):
    key: ClassVar[str] = "development"
    title: ClassVar[str] = "Utveckling"
