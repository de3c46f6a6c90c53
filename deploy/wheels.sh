#!/usr/bin/env bash
# Build the wheel of every distribution into dist/: contracts, chassis, gateway and each service, each with its own version.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
out="${1:-$PWD/dist}"
mkdir -p "$out"
rm -f "$out"/sifa_*.whl
# What pip needs to install them as they were tested: the locked versions, without hashes because wheels of ours have none.
sed -n 's/^\([A-Za-z0-9._-]*==[^ \\]*\( ;[^\\]*\)\{0,1\}\).*/\1/p' requirements/run.txt > "$out/constraints.txt"
for folder in proto chassis gateway services/*/; do
    [ -f "$folder/pyproject.toml" ] || continue
    (cd "$folder" && "$OLDPWD/.venv/bin/python" -m hatchling build -t wheel -d "$out" > /dev/null)
done
ls "$out"
