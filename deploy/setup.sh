#!/usr/bin/env bash
# Make .venv ready: `setup.sh run` for running, `setup.sh dev` for tests and checks, `setup.sh servers` for test servers.
# Each step leaves a stamp with the hash of what it was made from, so a second run does nothing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export LC_ALL=C.UTF-8 PYTHONUTF8=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WANT="${1:-run}"
UV_VERSION=0.13.9
PY=.venv/bin/python
STAMPS=.venv/.stamps
COUNT=0

say() { printf 'setup: %s\n' "$*"; }
fail() { printf 'setup: %s\n' "$*" >&2; exit 1; }
step() { COUNT=$((COUNT + 1)); say "[$COUNT/5] $*"; }
hash_of() { sha256sum -- "$@" | sha256sum | cut -c1-16; }
is_done() { [ "$(cat "$STAMPS/$1" 2>/dev/null)" = "$2" ]; }
mark() { mkdir -p "$STAMPS"; printf '%s\n' "$2" > "$STAMPS/$1"; }
may_apt() { [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; }
apt_install() {
    local log
    log="$(mktemp)"
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"; } \
        > "$log" 2>&1 < /dev/null || { tail -n 5 "$log" >&2; rm -f "$log"; return 1; }
    rm -f "$log"
}

fits() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2> /dev/null; }

find_python() {
    local candidate
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11 /usr/bin/python3}; do
        if command -v "$candidate" > /dev/null && fits "$candidate"; then command -v "$candidate"; return; fi
    done
    fail "needs Python 3.11, 3.12 or 3.13; ${PYTHON:-python3} is $("${PYTHON:-python3}" -V 2>&1 || true)"
}

ensure_servers() {
    local missing=()
    compgen -G '/usr/lib/postgresql/*/bin/initdb' > /dev/null || missing+=(postgresql)
    compgen -G '/usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin/rabbitmq-server' > /dev/null || missing+=(rabbitmq-server)
    command -v hledger > /dev/null || missing+=(hledger)
    [ ${#missing[@]} -gt 0 ] || return 0
    if may_apt; then
        say "installing ${missing[*]} for the tests"
        # The packages' own servers are not wanted: the tests start private ones.
        local policy=/usr/sbin/policy-rc.d
        if [ ! -e "$policy" ]; then printf '#!/bin/sh\nexit 101\n' > "$policy"; chmod +x "$policy"; else policy=; fi
        apt_install "${missing[@]}" || say "could not install ${missing[*]}: tests that need them will not run"
        [ -z "$policy" ] || rm -f "$policy"
    else
        say "not installed and no right to: ${missing[*]}; tests that need them will not run"
    fi
}

make_venv() {
    local python="$1"
    if [ -x "$PY" ] && fits "$PY" && grep -qF -- "$PWD/.venv" .venv/bin/activate; then return; fi
    if ! "$python" -c 'import venv, ensurepip' 2> /dev/null; then
        local package
        package="$("$python" -c 'import sys; print("python3.%d-venv" % sys.version_info[1])')"
        may_apt || fail "needs the Debian package $package: run \`apt-get install $package\` as root, then try again"
        say "installing $package"
        apt_install "$package" || fail "could not install the Debian package $package"
    fi
    rm -rf .venv
    "$python" -m venv .venv
}

install_locked() {
    local file="requirements/$1.txt"
    "$PY" -m uv --version > /dev/null 2>&1 || "$PY" -m pip install -q "uv==$UV_VERSION" 2> /dev/null \
        || say "uv cannot be had, using pip"
    # uv does not read pip's configuration (mirrors, certificates): where it fails, pip may still succeed.
    if "$PY" -m uv --version > /dev/null 2>&1; then
        "$PY" -m uv pip sync -q --python "$PY" --require-hashes "$file" 2> .venv/uv.log && return
        say "uv failed ($(grep -m1 -i -E 'error|cause' .venv/uv.log || true)), using pip"
    fi
    "$PY" -m pip install -q --require-hashes -r "$file" 2> .venv/pip.log || { tail -n 20 .venv/pip.log >&2; return 1; }
}

# Libraries for tests alone whose own pins contradict ours: a known version, without its dependencies.
install_assets() {
    local options=(-q --no-deps --require-hashes -r requirements/assets.txt)
    "$PY" -m uv pip install --python "$PY" "${options[@]}" 2> .venv/uv.log \
        || "$PY" -m pip install "${options[@]}" 2> .venv/pip.log || { tail -n 20 .venv/pip.log >&2; return 1; }
}

install_project() {
    local options=(-q --no-deps --no-build-isolation) folder
    for folder in ./chassis ./gateway ./proto ./services/*/; do
        [ -f "$folder/pyproject.toml" ] && options+=(-e "${folder%/}")
    done
    if "$PY" -m uv --version > /dev/null 2>&1; then
        "$PY" -m uv pip install --python "$PY" "${options[@]}"
    else
        "$PY" -m pip install "${options[@]}"
    fi
    # hatchling copies the stubs of an editable sifa-proto; the copies would hide the next compilation in gen/.
    rm -rf "$("$PY" -c 'import sysconfig; print(sysconfig.get_paths()["purelib"])')"/{sifa,buf}
}

if [ "$WANT" = servers ]; then ensure_servers; exit; fi

exec 9< .
flock -n 9 || { say "waiting for another set-up of this folder"; flock 9; }

python="$(find_python)"
step "system: $("$python" -V), $(uname -m)"
make_venv "$python"
step ".venv: $("$PY" -V)"

# A .venv made for development serves for running as well.
if [ -f "$STAMPS/dev" ]; then WANT=dev; fi
lock="$(hash_of "requirements/$WANT.txt" requirements/assets.txt)"
if is_done "$WANT" "$lock"; then step "dependencies: unchanged"; else
    step "dependencies: installing requirements/$WANT.txt"
    install_locked "$WANT"
    if [ "$WANT" = dev ]; then install_assets; fi
    rm -f "$STAMPS/project"
    mark "$WANT" "$lock"
fi

mapfile -d '' protos < <(find proto -name '*.proto' -print0 | sort -z)
contracts="$(hash_of proto/build.py requirements/run.txt "${protos[@]}")"
if is_done contracts "$contracts" && [ -d gen/sifa ] && [ -f build/all.binpb ]; then step "contracts: unchanged"; else
    step "contracts: compiling ${#protos[@]} protos"
    "$PY" proto/build.py
    mark contracts "$contracts"
fi

mapfile -d '' projects < <(find chassis gateway proto services -maxdepth 2 -name pyproject.toml -print0 | sort -z)
project="$(hash_of "${projects[@]}")"
if is_done project "$project"; then step "project: unchanged"; else
    step "project: installing ${#projects[@]} distributions"
    install_project
    mark project "$project"
fi
