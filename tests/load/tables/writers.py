"""One writer a kind: a table as the bytes of a file, made by other programs' libraries where there are some."""

from __future__ import annotations

import csv
import html
import io
import zipfile
from collections.abc import Callable

import docx
import openpyxl
import xlwt
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.load.tables.tables import Table

Writer = Callable[[Table], bytes]
WIDE = 1_080
"""Twentieths of a point that a column of a document is wide."""


def xlsx(table: Table) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for box in table.boxes:
        cell = sheet.cell(box.row + 1, box.column + 1)
        cell.value = box.text or None
        cell.data_type = "s" if box.text else cell.data_type
        if box.rows * box.columns > 1:
            last = box.row + box.rows, box.column + box.columns
            sheet.merge_cells(None, box.row + 1, box.column + 1, *last)
    return saved(book.save)


def xls(table: Table) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("表")
    for box in table.boxes:
        if box.rows * box.columns > 1:
            last = box.row + box.rows - 1, box.column + box.columns - 1
            sheet.write_merge(box.row, last[0], box.column, last[1], box.text)
        else:
            sheet.write(box.row, box.column, box.text)
    return saved(book.save)


def ods(table: Table) -> bytes:
    starts = {(box.row, box.column): box for box in table.boxes}
    rows = ""
    for row in range(table.height):
        cells = ""
        for column in range(table.width):
            box = starts.get((row, column))
            if box is None:
                cells += "<table:covered-table-cell/>"
                continue
            spans = f'table:number-columns-spanned="{box.columns}" table:number-rows-spanned="{box.rows}"'
            text = f"<text:p>{html.escape(box.text)}</text:p>" if box.text else ""
            cells += f'<table:table-cell office:value-type="string" {spans}>{text}</table:table-cell>'
        rows += f"<table:table-row>{cells}</table:table-row>"
    return ods_of(f'<table:table table:name="表">{rows}</table:table>')


def ods_of(tables: str, styles: str = "") -> bytes:
    names = ("office", "table", "text", "style")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def word(table: Table) -> bytes:
    """Written as XML: the library looks at every cell before it finds one."""
    starts = {(box.row, box.column): box for box in table.boxes}
    below = {(box.row + down, box.column): box for box in table.boxes for down in range(1, box.rows)}
    rows = ""
    for row in range(table.height):
        rows += "<w:tr>"
        for column in range(table.width):
            box, is_first = starts.get((row, column)), True
            if box is None:
                box, is_first = below.get((row, column)), False
            if box is None:
                continue
            merge = "" if box.rows == 1 else '<w:vMerge w:val="restart"/>' if is_first else "<w:vMerge/>"
            span = f'<w:gridSpan w:val="{box.columns}"/>'
            text = "<w:br/>".join(f'<w:t xml:space="preserve">{html.escape(t)}</w:t>' for t in box.text.split("\n"))
            run = f"<w:p><w:r>{text}</w:r></w:p>" if is_first else "<w:p/>"
            rows += f'<w:tc><w:tcPr><w:tcW w:w="{WIDE * box.columns}" w:type="dxa"/>{span}{merge}</w:tcPr>{run}</w:tc>'
        rows += "</w:tr>"
    grid = f'<w:gridCol w:w="{WIDE}"/>' * table.width
    style = '<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblLayout w:type="fixed"/></w:tblPr>'
    made = f"<w:tbl {nsdecls('w')}>{style}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    document = docx.Document()
    document.element.body.insert(0, parse_xml(made))
    return saved(document.save)


def lines(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")


def page(table: Table) -> bytes:
    rows = ""
    for row in range(table.height):
        cells = "".join(
            f'<td rowspan="{box.rows}" colspan="{box.columns}">{lines(box.text)}</td>'
            for box in table.boxes
            if box.row == row
        )
        rows += f"<tr>{cells}</tr>\n"
    return f"<!DOCTYPE html><html><head><title>页</title></head><body><table>{rows}</table></body></html>".encode()


def separated(table: Table, separator: str = ",", encoding: str = "utf-8-sig") -> bytes:
    texts = {(box.row, box.column): box.text for box in table.boxes}
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    for row in range(table.height):
        writer.writerow([texts.get((row, column), "") for column in range(table.width)])
    return out.getvalue().encode(encoding)


def text(table: Table, separator: str = "\t", encoding: str = "utf-8") -> bytes:
    texts = {(box.row, box.column): box.text for box in table.boxes}
    lines = (
        separator.join(texts.get((row, column), "") for column in range(table.width)) for row in range(table.height)
    )
    return "\n".join(lines).encode(encoding)


MERGING: dict[str, Writer] = {".xlsx": xlsx, ".xls": xls, ".ods": ods, ".docx": word, ".html": page}
"""The kinds that have merged cells."""
PLAIN: dict[str, Writer] = {".csv": separated, ".txt": text}
"""The kinds that have none."""


def saved(save: Callable[[io.BytesIO], object]) -> bytes:
    out = io.BytesIO()
    save(out)
    return out.getvalue()


def zipped(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()
