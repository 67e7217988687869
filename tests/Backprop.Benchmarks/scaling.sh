#!/usr/bin/env bash
# The tables and the picture of "How cost grows" in the README: how time and memory grow with the size of the work. About 3 minutes.
#   bash tests/Backprop.Benchmarks/scaling.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
page=$(mktemp -d)/scaling.html
dotnet run --project . -- scaling "$page"
chromium --headless=new --no-sandbox --disable-gpu --no-first-run --hide-scrollbars --user-data-dir="$(mktemp -d)" \
    --window-size=760,1270 --virtual-time-budget=5000 --screenshot="$PWD/scaling.png" "file://$page"
