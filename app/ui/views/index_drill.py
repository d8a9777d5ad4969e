"""The page Fördjupning of the risk index."""

from __future__ import annotations

from typing import ClassVar

from app.ui.views.index_page import IndexPage


class DrillPage(IndexPage):
    key: ClassVar[str] = "drill"
    title: ClassVar[str] = "Fördjupning"
