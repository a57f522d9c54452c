"""How a Word file names its facts: hidden bookmarks, and a custom XML part that says what each of them is.

The part's root is `facts` in FACTS_NAMESPACE; each `fact` in it has `bookmark`, `id`, `value` and, where there is one,
`unit` and `format`.
"""

from __future__ import annotations

FACTS_NAMESPACE = "urn:reportgen:facts:1"
BOOKMARK_PREFIX = "_rg_"
"""What the name of a fact's bookmark begins with; Word hides names that begin with an underscore."""
