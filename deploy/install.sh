#!/usr/bin/env bash
# Make a virtual environment that runs sifa: `install.sh WHEELS FOLDER`. Libraries are those of the lock file, by hash.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
wheels="${1:?folder of our wheels}"
folder="${2:?folder of the new environment}"
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1
"${PYTHON:-python3}" -m venv "$folder"
"$folder/bin/python" -m pip install -q --no-cache-dir --require-hashes -r requirements/run.txt
# Ours have no hashes: they were built a step before, and nothing is looked up.
"$folder/bin/python" -m pip install -q --no-cache-dir --no-index --no-deps "$wheels"/sifa_*.whl
"$folder/bin/sifa" --help
