"""An audit where no file may grow beyond a few kilobytes; a program for tests: python full_disk.py SITE OUT"""

from __future__ import annotations

import json
import resource
import sys

import sites

import grantdocs
from grantdocs.audit import run
from grantdocs.audit.unit import warm
from grantdocs.errors import StoreError

warm()
run.engine_of = lambda _: sites.Inline()
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    grantdocs.audit([sys.argv[1]], out=sys.argv[2])
except StoreError as error:
    print(json.dumps({"error": type(error).__name__, "message": str(error)}))
    sys.exit(1)
