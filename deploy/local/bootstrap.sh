#!/bin/sh
# Makes .venv and installs requirements.lock into it, unless that was done for the same lock file.
# Run by make from the root of the repository; PYTHON names another interpreter.
set -eu

python=${PYTHON:-python3}
stamp=.venv/.installed-from

if ! command -v "$python" >/dev/null; then
    echo "$python was not found: install Python 3.11 or newer." >&2
    exit 1
fi
wanted=$(sha256sum requirements.lock)
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && .venv/bin/python -c '' 2>/dev/null; then
    exit 0
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Python 3.11 or newer is needed, $("$python" --version) was found: set PYTHON to another one." >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing packages: python3-venv"
        export DEBIAN_FRONTEND=noninteractive
        apt-get -q -y update >/dev/null
        apt-get -q -y install --no-install-recommends python3-venv >/dev/null
    else
        echo "Python's venv is missing; as root run: apt-get install python3-venv" >&2
        exit 1
    fi
fi
echo "Installing the Python packages of requirements.lock"
[ -x .venv/bin/python ] || "$python" -m venv .venv
install() {
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r "$1"
}
# pip first: the one that comes with older Pythons takes half as long again for all the others.
sed -n '/^pip==/,/[^\\]$/p' requirements.lock | install /dev/stdin
install requirements.lock
# Compiled on all processors; pip would do it on one. What a package has for other Pythons does not compile.
.venv/bin/python -m compileall -q -j 0 .venv/lib || :
echo "$wanted" >"$stamp"
