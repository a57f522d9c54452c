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

FONTCONFIG_FILE="$work/fonts.conf" soffice -env:UserInstallation="file://$work/office" --headless \
  --convert-to pdf --outdir "$work" "$report/report.docx" >/dev/null 2>&1
pdftoppm -r 72 -png "$work/report.pdf" "$work/page"
rm -f "$out"/report-word-*.png
for page in "$work"/page-*.png; do
  number=$(basename "$page" .png | sed 's/page-0*//')
  cp "$page" "$out/report-word-$number.png"
done

pdftoppm -r 72 -png "$report/report.pdf" "$work/pdf"
rm -f "$out"/report-pdf-*.png
for page in "$work"/pdf-*.png; do
  number=$(basename "$page" .png | sed 's/pdf-0*//')
  cp "$page" "$out/report-pdf-$number.png"
done

shoot() { # page, picture, width, height
  chromium --headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update \
    --disable-sync --no-first-run --hide-scrollbars --user-data-dir="$work/chromium-$3" --window-size="$3,$4" \
    --screenshot="$out/$2" "file://$PWD/$1" >/dev/null 2>&1
}
shoot "$report/report.html" report-page.png 1000 1500
shoot "$report/report.html" report-phone.png 500 1100
shoot build/index.html index-page.png 1000 420
ls -1 "$out"
