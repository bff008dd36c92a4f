"""python -m vc: see vc.cli."""

import sys

from vc.cli import main

sys.exit(main())
