"""What must be there before anything can be installed: run by the machine's own Python, with nothing but its library.

It is written for any Python 3, so that one too old is told so instead of failing on new syntax.
"""

import os
import shutil
import sys

NEED_PYTHON = (3, 11)
NEED_GIB = 3


def problems(folder):  # noqa: ANN001, ANN201 - an old Python reads this
    """What is missing, one sentence each with what to do."""
    found = []
    if sys.version_info < NEED_PYTHON:
        found.append(
            "This needs Python 3.11 or later, and %s is %d.%d. Install a newer one: make PYTHON=python3.11 demo"
            % (sys.executable, sys.version_info[0], sys.version_info[1])
        )
    else:
        try:
            import ensurepip  # noqa: F401, PLC0415 - only whether it is there
            import venv  # noqa: F401, PLC0415
        except ImportError:
            found.append("This Python cannot make virtual environments. On Debian or Ubuntu: apt install python3-venv")
    free = shutil.disk_usage(folder).free / 2**30
    if free < NEED_GIB and not os.path.exists(os.path.join(folder, ".venv", ".run")):
        found.append(
            "This needs %d GiB of disk, and %.1f GiB is free in %s. Make some room." % (NEED_GIB, free, folder)
        )
    return found


if __name__ == "__main__":
    missing = problems(os.getcwd())
    for line in missing:
        sys.stderr.write(line + "\n")
    sys.exit(1 if missing else 0)
