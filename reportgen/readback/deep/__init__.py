"""The long road of proof: finished files read by other programs than made them, and compared by text and grid alone.

Nothing here knows a mark, a bookmark, a renderer or a fast reader; what is expected comes from the evaluation.
"""
