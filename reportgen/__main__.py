"""`python -m reportgen` is the command `reportgen`."""

from reportgen.cli.__main__ import main

main()
