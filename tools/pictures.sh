#!/usr/bin/env bash
# Makes docs/pictures/ from this workspace's own report: pages of the Word file by LibreOffice, of the
# PDF as it is, the page by Chromium.
# Free faces stand in for the official ones, which may not be shipped. Needs tools/system-packages.sh to have run.
set -euo pipefail
cd "$(dirname "$0")/.."
report=build/2024/qiannan-civil-affairs
out=docs/pictures
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$out"

alias_face() { # official face, stand-in
  printf '<match target="pattern"><test name="family"><string>%s</string></test><edit name="family" mode="assign" binding="strong"><string>%s</string></edit></match>\n' "$1" "$2"
}
{
  echo '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
  alias_face 方正小标宋简体 "Noto Serif CJK SC"
  alias_face 宋体 "Noto Serif CJK SC"
  alias_face 仿宋_GB2312 "Noto Serif CJK SC"
  alias_face 仿宋 "Noto Serif CJK SC"
  alias_face 黑体 "Noto Sans CJK SC"
  alias_face 楷体_GB2312 "LXGW WenKai"
  alias_face 楷体 "LXGW WenKai"
  alias_face "Times New Roman" "Liberation Serif"
  echo '</fontconfig>'
} >"$work/fonts.conf"

to_pdf() { # Word file, folder, filter
  FONTCONFIG_FILE="$work/fonts.conf" soffice -env:UserInstallation="file://$work/office" --headless \
    --convert-to "${3:-pdf}" --outdir "$2" "$1" >/dev/null 2>&1
}

to_pdf "$report/report.docx" "$work"
pdftoppm -r 72 -png "$work/report.pdf" "$work/page"
rm -f "$out"/report-word-*.png
for page in "$work"/page-*.png; do
  number=$(basename "$page" .png | sed 's/page-0*//')
  cp "$page" "$out/report-word-$number.png"
done

county=$work/county
made=build/2024/example-county-civil-affairs/report
python=$PWD/.venv/bin/python
notes='pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}'
"$python" -m reportgen init "$county" >/dev/null
PYTHONPATH=$PWD "$python" tools/tutorial.py "$county"
page() { # PDF, picture, further words of pdftoppm
  pdftoppm -f 1 -l 1 -singlefile -png "${@:3}" "$1" "$out/${2%.png}"
pdftoppm -r 72 -png "$report/report.pdf" "$work/pdf"
rm -f "$out"/report-pdf-*.png
for page in "$work"/pdf-*.png; do
  number=$(basename "$page" .png | sed 's/pdf-0*//')
  cp "$page" "$out/report-pdf-$number.png"
done

county=$work/county
made=build/2024/example-county-civil-affairs/report
python=$PWD/.venv/bin/python
notes='pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}'
"$python" -m reportgen init "$county" >/dev/null
PYTHONPATH=$PWD "$python" tools/tutorial.py "$county"
page() { # PDF, picture, further words of pdftoppm
  pdftoppm -f 1 -l 1 -singlefile -png "${@:3}" "$1" "$out/${2%.png}"
}
(
  cd "$county"
  "$python" -m reportgen build >/dev/null
  mkdir layer whole
  to_pdf "$made.docx" layer
  rm -r templates/civil-affairs
  sed -i '/layer_rules/,$d' reportgen.toml
  "$python" -m reportgen build >/dev/null
  to_pdf "$made.docx" whole
  to_pdf templates/bureau/report.docx .
  "$python" -m reportgen template check --annotate draft.docx >/dev/null || true
  to_pdf draft.checked.docx . "$notes"
)
page "$county/report.pdf" tutorial-template.png -r 60
page "$county/whole/report.pdf" tutorial-report.png -r 60
page "$county/layer/report.pdf" tutorial-layer.png -r 80 -x 0 -y 0 -W 662 -H 330
page "$county/draft.checked.pdf" tutorial-faults.png -r 110 -x 0 -y 60 -W 910 -H 370
# Pages by the driver of the tests, so that a phone is as narrow as it is. Needs `make test` to have run once.
.venv/bin/python - "$out" "$report" <<'END'
import sys
from pathlib import Path

sys.path.insert(0, ".")
from tests.browser import a_browser, opened

out, report = map(Path, sys.argv[1:])
with a_browser() as browser:

    def shoot(page, picture, width, height):
        view = opened(browser, page, width).page
        view.set_viewport_size({"width": width, "height": height})
        view.screenshot(path=out / picture)

    shoot(report / "report.html", "report-page.png", 1000, 1250)
    shoot(report / "report.html", "report-phone.png", 360, 1250)
    shoot(report / "paste.html", "paste-page.png", 1000, 420)
    shoot(Path("build/index.html"), "index-page.png", 1000, 800)
    view = opened(browser, report / "report.html", 1000).page
    view.locator(".chart-bar").screenshot(path=out / "report-funds.png")
    view.locator(".chart-points").screenshot(path=out / "report-points.png")
    view.pdf(path="build/page.pdf", prefer_css_page_size=True)
END
pdftoppm -r 72 -png -f 1 -l 1 build/page.pdf "$work/print"
cp "$work"/print-*.png "$out/report-print.png"
rm build/page.pdf
ls -1 "$out"
