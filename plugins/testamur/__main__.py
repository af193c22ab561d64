"""`python -m testamur`: the command, for where its folder is not on the PATH."""

from __future__ import annotations

import sys

from testamur.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
