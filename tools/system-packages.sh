#!/usr/bin/env bash
# Installs the Debian packages that the tests need and that are not there yet; as root, or through sudo.
set -euo pipefail

packages=(
    chromium
    default-jre-headless
    fonts-liberation
    fonts-noto-cjk
    libreoffice-writer
    poppler-utils
    qpdf
)

missing=()
for package in "${packages[@]}"; do
    status=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
    [[ $status == installed ]] || missing+=("$package")
done
if ((${#missing[@]} == 0)); then
    exit 0
fi

if ! command -v apt-get >/dev/null; then
    echo "no apt-get here; install these by hand: ${missing[*]}" >&2
    exit 1
fi
apt() {
    local -a as_root=()
    ((EUID == 0)) || as_root=(sudo)
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 "$@" </dev/null
}

echo "Installing ${missing[*]} ..."
apt update
apt install --yes --no-install-recommends "${missing[@]}" >/dev/null
