"""What a template sees of a document: its fields, by their names."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Named:
    """A document whose fields are the names of its templates."""

    def context(self) -> dict[str, Any]:
        """The names a template sees."""
        return {field.name: getattr(self, field.name) for field in fields(self)}
