#!/usr/bin/env python3
"""Quayside's one entry point; `python3 manage.py help` lists the commands.

Readable by any Python, so that an old one can say what is needed instead of failing on the syntax.
"""

import os
import sys


def main():  # type: ignore[no-untyped-def]  # noqa: ANN201
    if sys.version_info < (3, 11):  # noqa: UP036
        found = sys.version.split()[0]
        sys.stderr.write("Quayside needs Python 3.11 or newer; this is Python " + found + ".\n")
        return 2
    root = os.path.dirname(os.path.realpath(__file__))  # noqa: PTH120
    # `site` itself is no package: the standard library owns that name.
    sys.path[:0] = [root, os.path.join(root, "site")]  # noqa: PTH118
    from quayside import bootstrap  # noqa: PLC0415

    try:
        bootstrap.enter(root, sys.argv[1:])
    except bootstrap.CannotStart as reason:
        sys.stderr.write(str(reason) + "\n")
        return 2
    from quayside import cli  # noqa: PLC0415

    return cli.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
