"""The page Varför of the risk index."""

from __future__ import annotations

from typing import ClassVar

from app.ui.views.index_page import IndexPage


class WhyPage(IndexPage):
    key: ClassVar[str] = "why"
    title: ClassVar[str] = "Varför"
