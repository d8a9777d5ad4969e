#!/usr/bin/env python3
"""Set up, run, test and build Sammanhållen: standard library only, the same on Linux, macOS and Windows.

    python3 .ci/setup.py run              set up, then open the window on the sample store
    python3 .ci/setup.py test [ARGUMENT]  set up, then run the suite without a screen
    python3 .ci/setup.py --help           the other commands

The Makefile calls this file; on Windows it is called directly: py -3.11 .ci\\setup.py run
"""

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / ".ci" / "requirements.lock"
OLDEST_PYTHON = (3, 11)
NEWER_PYTHONS = ("python3.14", "python3.13", "python3.12", "python3.11", "python3", "python")
STAMP = "sammanhallen-set-up.txt"
GENERATED = ("build", "dist", "out", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", "sammanhallen.egg-info")

# What Qt's wheels expect of a Debian or Ubuntu system: first what every start needs, then what a real screen adds.
QT_PACKAGES = (
    "libegl1",
    "libgl1",
    "libopengl0",
    "libglib2.0-0",
    "libdbus-1-3",
    "libfontconfig1",
    "libfreetype6",
    "libxkbcommon0",
    "libx11-6",
)
SCREEN_PACKAGES = (
    "libcups2",
    "libx11-xcb1",
    "libxkbcommon-x11-0",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-shm0",
    "libxcb-sync1",
    "libxcb-util1",
    "libxcb-xfixes0",
    "libxcb-xkb1",
)
QT_PROBE = """
import sys
import PySide6.QtPdf, PySide6.QtPdfWidgets, PySide6.QtPrintSupport, PySide6.QtSvg
from PySide6.QtWidgets import QApplication
QApplication([])
if "--screen" in sys.argv and sys.platform.startswith("linux"):
    import ctypes, pathlib
    plugins = pathlib.Path(PySide6.__file__).parent / "Qt" / "plugins"
    for library in ("platforms/libqxcb.so", "printsupport/libcupsprintersupport.so"):
        ctypes.CDLL(str(plugins / library))
"""


class SetUpError(Exception):
    """Set-up cannot go on; the text says what to do."""


def say(text):
    print(f"==> {text}", flush=True)


def run(command, **environment):
    """Run a command in the project's folder and stop with its exit status if it fails."""
    shown = " ".join(str(part) for part in command)
    status = subprocess.call([str(part) for part in command], cwd=str(ROOT), env=dict(os.environ, **environment))
    if status:
        raise SetUpError(f"Failed with exit status {status}: {shown}")


def quietly(command, **environment):
    """Run a command; its exit status and all it printed."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=str(ROOT),
        env=dict(os.environ, **environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.returncode, done.stdout.decode("utf-8", "replace")


# --- Python and the virtual environment ---------------------------------------------------------------------------


def new_enough(python):
    """Whether this interpreter starts and is at least the oldest supported Python."""
    try:
        status, _ = quietly([python, "-c", f"import sys; sys.exit(sys.version_info[:2] < {OLDEST_PYTHON})"])
    except OSError:
        return False
    return status == 0


def find_python():
    """The interpreter that runs this file if it is new enough, else a newer one on the path."""
    if sys.version_info[:2] >= OLDEST_PYTHON:
        return sys.executable
    for name in NEWER_PYTHONS:
        found = shutil.which(name)
        if found and new_enough(found):
            return found
    raise SetUpError("Python 3.11 or newer is needed. Install it, or name one: make run PYTHON=/path/to/python3.11")


def python_in(venv):
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def fingerprint(venv):
    """What the environment was made from: the lock, the project's metadata and the place."""
    content = hashlib.sha256()
    for file in (LOCK, ROOT / "pyproject.toml", ROOT / "setup.py"):
        content.update(file.read_bytes().replace(b"\r\n", b"\n"))
    version = (ROOT / "app" / "__init__.py").read_text(encoding="utf-8")
    return f"{content.hexdigest()} {hashlib.sha256(version.encode()).hexdigest()} {ROOT} {venv}"


def make_venv(venv):
    python = find_python()
    say(f"Making a virtual environment in {venv}")
    status, output = quietly([python, "-m", "venv", "--clear", venv])
    if status and ("ensurepip" in output or "No module named venv" in output):
        version = quietly([python, "-c", "import sys; print('python%d.%d-venv' % sys.version_info[:2])"])[1].strip()
        if not install_system_packages([version]):
            raise SetUpError(f"Python lacks its venv module. Run: sudo apt-get install {version}")
        status, output = quietly([python, "-m", "venv", "--clear", venv])
    if status:
        raise SetUpError(f"The virtual environment could not be made.\n{output}")


def prepare(venv):
    """Make the environment as the lock says; do nothing when that is already so."""
    stamp = venv / STAMP
    wanted = fingerprint(venv)
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted and python_in(venv).exists():
        return
    if not (python_in(venv).exists() and new_enough(python_in(venv))):
        make_venv(venv)
    stamp.unlink(missing_ok=True)
    pip = [python_in(venv), "-m", "pip", "--disable-pip-version-check", "--no-input"]
    say("Installing the pinned dependencies (some 300 MB the first time)")
    run([*pip, "install", "--quiet", "--progress-bar", "off", "--require-hashes", "--no-deps", "-r", LOCK])
    say("Installing the program itself (editable)")
    run([*pip, "install", "--quiet", "--no-deps", "--no-build-isolation", "--editable", ROOT])
    run([*pip, "check"])
    stamp.write_text(wanted, encoding="utf-8")


# --- Qt's shared libraries ----------------------------------------------------------------------------------------


def has_display():
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def probe_qt(venv, screen):
    """None when Qt starts, else what it said."""
    command = [python_in(venv), "-c", QT_PROBE, *(["--screen"] if screen else [])]
    status, output = quietly(command, QT_QPA_PLATFORM="offscreen")
    return None if status == 0 else output.strip() or f"Qt ended with exit status {status}"


def install_system_packages(packages):
    """Install Debian packages when apt-get is there and allowed without a question; whether it was done."""
    if not shutil.which("apt-get"):
        return False
    as_root = []
    if os.geteuid() != 0:
        if not shutil.which("sudo") or quietly(["sudo", "-n", "true"])[0]:
            return False
        as_root = ["sudo", "-n"]
    say("Installing with apt-get: " + " ".join(packages))
    quiet = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    quietly([*quiet, "update"])
    status, output = quietly([*quiet, "install", "--yes", "--no-install-recommends", *packages])
    if status:
        print(output, flush=True)
    return status == 0


def check_qt(venv, screen=False):
    """See that Qt's shared libraries load; install what is missing, or say how."""
    problem = probe_qt(venv, screen)
    if problem is None:
        return
    missing = re.search(r"(lib[\w.+-]+\.so[.\d]*)", problem)
    say("Qt does not start yet: " + (f"{missing.group(1)} is missing" if missing else problem.splitlines()[-1]))
    packages = [*QT_PACKAGES, *(SCREEN_PACKAGES if screen else ())]
    if sys.platform.startswith("linux") and install_system_packages(packages):
        problem = probe_qt(venv, screen)
        if problem is None:
            return
    if shutil.which("apt-get"):
        advice = "Run this line, then try again:\n  sudo apt-get install --yes " + " ".join(packages)
    else:
        advice = "Install the shared library named above with the system's package manager, then try again."
    raise SetUpError(f"{problem}\n{advice}")


# --- Commands -----------------------------------------------------------------------------------------------------


def command_prepare(venv, rest):
    prepare(venv)
    check_qt(venv)


def command_run(venv, rest):
    prepare(venv)
    if not has_display():
        say("No display here: doing the main job without a window instead")
        command_demo(venv, rest)
        return
    check_qt(venv, screen=True)
    say("Opening the window on a working copy of the sample store")
    run([python_in(venv), "-m", "app", "--sample", *rest])


def command_demo(venv, rest):
    prepare(venv)
    check_qt(venv)
    say("Reading the example workbook, checking it, printing the memo, the chart and the pictures into out/")
    # The offscreen platform remarks at every window that it cannot size or raise it; nobody needs to read that.
    quiet = {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "default.warning=false"}
    run([python_in(venv), "-m", "app", "demo", "--out", ROOT / "out", *rest], **quiet)


def command_test(venv, rest):
    prepare(venv)
    check_qt(venv)
    say("Running the test suite")
    run([python_in(venv), "-m", "pytest", *rest], QT_QPA_PLATFORM="offscreen")


def command_torture(venv, rest):
    prepare(venv)
    check_qt(venv)
    run([python_in(venv), "-m", "pytest", "-m", "torture", *rest], QT_QPA_PLATFORM="offscreen")


def command_lint(venv, rest):
    prepare(venv)
    run([python_in(venv), "-m", "ruff", "format", "--check", "."])
    run([python_in(venv), "-m", "ruff", "check", "."])


def command_types(venv, rest):
    prepare(venv)
    run([python_in(venv), "-m", "mypy", *rest])


def command_build(venv, rest):
    prepare(venv)
    check_qt(venv)
    try:
        check_qt(venv, screen=True)  # so that the folder carries what a real screen needs
    except SetUpError as problem:
        say(f"The frozen program will rely on the system's own libraries: {problem}")
    say("Freezing the program into dist/sammanhallen")
    run([python_in(venv), "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "build.spec"])


def command_bench(venv, rest):
    prepare(venv)
    check_qt(venv)
    run([python_in(venv), "-m", "benchmarks", *rest], QT_QPA_PLATFORM="offscreen")


def command_sample(venv, rest):
    prepare(venv)
    examples = ROOT / "resources" / "examples"
    form, plan_form = examples / "ansokan-trygg-i-tensta.xlsx", examples / "handlingsplan-farsta.xlsx"
    run(
        [python_in(venv), "-m", "app", "sample", *(rest or [ROOT / "data" / "sample.sqlite", "--form", form, "--plan-form", plan_form])],
        QT_QPA_PLATFORM="offscreen",
    )


def command_lock(venv, rest):
    """Pin anew for every platform; needs the package registry."""
    prepare(venv)
    tool = ROOT / "build" / "lock-tool"
    run([find_python(), "-m", "venv", tool])
    run([python_in(tool), "-m", "pip", "install", "--quiet", "uv"])
    options = ["--universal", "--python-version", "3.11", "--generate-hashes", "--extra", "dev", "--no-header", "--no-annotate"]
    run([python_in(tool), "-m", "uv", "pip", "compile", *options, *rest, "pyproject.toml", "--output-file", LOCK])


def command_clean(venv, rest):
    for name in GENERATED:
        shutil.rmtree(str(ROOT / name), ignore_errors=True)
    for folder in ("app", "tests", "benchmarks"):
        for cache in list((ROOT / folder).rglob("__pycache__")):
            shutil.rmtree(str(cache), ignore_errors=True)
    if venv.parent == ROOT:
        shutil.rmtree(str(venv), ignore_errors=True)


COMMANDS = {
    "prepare": (command_prepare, "make the environment and see that Qt starts"),
    "run": (command_run, "open the window on the sample store (without a display: demo)"),
    "demo": (command_demo, "do the main job without a window, into out/"),
    "test": (command_test, "run the test suite without a screen"),
    "lint": (command_lint, "ruff, format and rules"),
    "types": (command_types, "mypy"),
    "build": (command_build, "freeze the program into dist/sammanhallen"),
    "bench": (command_bench, "print the table of ratios"),
    "torture": (command_torture, "the long kill loops"),
    "sample": (command_sample, "write data/sample.sqlite anew"),
    "lock": (command_lock, "pin the dependencies anew"),
    "clean": (command_clean, "remove what the commands made"),
}


def main():
    parser = argparse.ArgumentParser(
        description="Set up, run, test and build Sammanhållen.",
        epilog="\n".join(f"  {name:9} {text}" for name, (_, text) in COMMANDS.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--venv", type=Path, default=ROOT / ".venv", help="virtual environment (default: .venv)")
    parser.add_argument("command", choices=sorted(COMMANDS))
    parser.add_argument("rest", nargs=argparse.REMAINDER, help="handed on to the tool")
    arguments = parser.parse_args()
    venv = arguments.venv if arguments.venv.is_absolute() else ROOT / arguments.venv
    try:
        COMMANDS[arguments.command][0](venv, arguments.rest)
    except SetUpError as problem:
        print(f"\n{problem}", file=sys.stderr, flush=True)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
