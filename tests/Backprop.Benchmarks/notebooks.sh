#!/usr/bin/env bash
# Times the main command on all lessons, in turns with another commit: wall clock and processor time of the whole process, warm build.
#   bash tests/Backprop.Benchmarks/notebooks.sh d4c9d82 3
set -euo pipefail
cd "$(git rev-parse --show-toplevel)"
other=${1:?a commit to compare with}
rounds=${2:-3}
work=$(mktemp -d)
trap 'git worktree remove --force "$work/other"; rm -rf "$work"' EXIT
git worktree add --quiet "$work/other" "$other"
for tree in . "$work/other"; do dotnet build "$tree/src/NotebookRunner" -v q -nologo > /dev/null; done
TIMEFORMAT='%R s by the clock, %U s of processor time'
for ((round = 1; round <= rounds; round++)); do
    for tree in "$work/other" .; do
        name=$([[ $tree == . ]] && echo "this tree" || echo "$other")
        printf '%s: ' "$name"
        time dotnet "$tree/src/NotebookRunner/bin/Release/net10.0/NotebookRunner.dll" notebooks -o "$work/reports" > /dev/null
    done
done
