#!/bin/sh
# chromium.sh PYTHON: make sure that there is a Chromium for the browser tests.
# UNROLLED_CHROMIUM names one; else one on PATH; else, as root on Debian, its package; else
# Playwright's own.
set -eu
python=$1

[ -z "${UNROLLED_CHROMIUM:-}" ] || exit 0
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null; then
        exit 0
    fi
done

if [ "$(id -u)" -eq 0 ] && grep -qs '^ID=debian' /etc/os-release; then
    echo "Installing Debian's Chromium ..."
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
else
    "$python" -m playwright install chromium
fi
