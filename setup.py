"""Puts the program's data beside its code in the wheel: resources, sample store and handbook go to app/_data."""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent
DATA = ("resources", "data/sample.sqlite", "docs/handbok")


class BuildWithData(build_py):
    """An editable installation reads the source tree itself, so nothing is copied then."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        for name in DATA:
            source, target = ROOT / name, Path(self.build_lib) / "app" / "_data" / name
            if source.is_dir():
                shutil.copytree(source, target, dirs_exist_ok=True)
            elif source.is_file():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)


setup(cmdclass={"build_py": BuildWithData})
