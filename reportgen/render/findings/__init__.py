"""Findings as files for other people and programs: a page, SARIF, a workbook with marked cells."""
