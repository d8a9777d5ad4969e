"""The menu bar: which command stands where."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QMenuBar

from app.ui.actions import Actions

SUBMENU_RECENT = "recent"

MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "&Arkiv",
        ("new_store", "open_store", SUBMENU_RECENT, "", "save_copy", "backup", "check_store", "", "show_person", "", "quit"),
    ),
    ("&Redigera", ("undo", "redo", "", "copy_rows", "find", "", "add_row", "remove_row")),
    (
        "Är&ende",
        (
            "new_application", "import_form", "form_template", "import_grants", "", "next_step", "table_case", "request_supplement",
            "add_attachment", "sign_check", "submit_assessment", "declare_conflict", "text_versions", "", "print_memo", "save_memo", "",
            "export_list", "export_case", "", "previous_hit", "next_hit", "close_case",
        ),
    ),
    (
        "Handlings&plan",
        (
            "import_plan", "plan_template", "", "new_version", "freeze_index", "compare_versions", "",
            "print_plan", "save_plan", "export_plan",
        ),
    ),
    (
        "Risk&index",
        (
            "import_indicators", "import_table", "indicator_template", "", "save_recipe", "default_recipe", "use_index", "",
            "print_index_sheet", "save_index_sheet", "export_index",
        ),
    ),
    (
        "&Visa",
        (
            "workspace_1", "workspace_2", "workspace_3", "workspace_4", "workspace_7", "", "back", "forward", "command_palette", "",
            "zoom_in", "zoom_out", "zoom_reset", "", "text_size_100", "text_size_115", "text_size_140", "",
            "theme_system", "theme_light", "theme_dark",
        ),
    ),
    ("&Hjälp", ("help", "", "about")),
)  # fmt: skip


def fill_menu_bar(bar: QMenuBar, actions: Actions, recent: QMenu) -> None:
    for title, names in MENUS:
        menu = bar.addMenu(title)
        menu.setToolTipsVisible(False)
        for name in names:
            if not name:
                menu.addSeparator()
            elif name == SUBMENU_RECENT:
                menu.addMenu(recent)
            else:
                menu.addAction(actions.named(name))
