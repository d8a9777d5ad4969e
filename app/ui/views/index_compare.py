"""The page Jämför of the risk index."""

from __future__ import annotations

from typing import ClassVar

from app.ui.views.index_page import IndexPage


class ComparePage(IndexPage):
    key: ClassVar[str] = "compare"
    title: ClassVar[str] = "Jämför"
