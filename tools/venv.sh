#!/bin/sh
# venv.sh DIRECTORY: create a virtual environment with Python 3.11 or later.
# PYTHON names the interpreter to use. Without it one is looked for; as root on Debian and its
# relatives a missing one is installed.
set -eu
directory=$1

usable() {
    "$1" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11 /usr/bin/python3}; do
        if usable "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    return 1
}

if ! python=$(find_python); then
    if [ -z "${PYTHON:-}" ] && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
        echo "Installing Python with its venv module ..."
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
            python3 python3-venv >/dev/null
    fi
    if ! python=$(find_python); then
        echo "Unrolled needs Python 3.11 or later with its venv module." >&2
        echo "Debian, Ubuntu:  sudo apt-get install python3 python3-venv" >&2
        echo "Elsewhere:       install Python, then  PYTHON=/path/to/python3 make run" >&2
        exit 1
    fi
fi

"$python" -m venv --clear "$directory"
