"""The layouts that forms are made in."""

from __future__ import annotations

from tests.load.forms.generator.layout import Layout
from tests.load.forms.generator.others import OTHER
from tests.load.forms.generator.published import PUBLISHED

LAYOUTS: tuple[Layout, ...] = (*PUBLISHED, *OTHER)
