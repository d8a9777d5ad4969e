"""The page Underlag of the risk index."""

from __future__ import annotations

from typing import ClassVar

from app.ui.views.index_page import IndexPage


class DataPage(IndexPage):
    key: ClassVar[str] = "data"
    title: ClassVar[str] = "Underlag"
