"""The real form that started the project, as it was extracted, and what it says when it is read right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("seed.txt")
LINES = FILE.read_text(encoding="utf-8").split("\n")
ANNOTATION: dict[str, Any] = json.loads(Path(__file__).with_name("seed.json").read_text(encoding="utf-8"))
FUND_LINES = range(10, 15)
INDICATOR_LINES = range(18, 36)
EVALUATION_REPORT = "2024/qiannan-civil-affairs"
