#!/usr/bin/env bash
# Notebooks whose console text and displays once waited for each other: so many copies of each run at once, beside two processes that only
# compute, and every copy has to pass. Takes about two minutes for each kind on two cores.
#   bash tests/NotebookRunner.Tests/hung-notebooks.sh 50              all kinds
#   bash tests/NotebookRunner.Tests/hung-notebooks.sh 50 timer lines  these
set -euo pipefail
runner=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../src/NotebookRunner" && pwd)
copies=${1:-50}
shift || true
kinds=("$@")
[ ${#kinds[@]} -gt 0 ] || kinds=(task timer dots lines)
work=$(mktemp -d)
busy=()
trap 'kill "${busy[@]}" 2> /dev/null; rm -rf "$work"' EXIT
dotnet build "$runner" -v q -nologo > /dev/null
for ((i = 0; i < 2; i++)); do
    while :; do :; done &
    busy+=($!)
done

notebook() {
    local cells=30
    case $1 in
        task) printf '#!csharp\n\nvar t = Task.Run(async () => { for (int i = 0; i < 200; i++) { await Task.Delay(5); Console.WriteLine(i); } });\n' ;;
        timer) printf '#!csharp\n\nvar timer = new System.Timers.Timer(10); timer.Elapsed += (_, _) => Console.WriteLine(1); timer.Start();\n' ;;
        dots) cells=0; printf '#!csharp\n\nfor (int i = 0; i < 300; i++) { Console.Write("."); var s = System.Diagnostics.Stopwatch.StartNew(); while (s.Elapsed.TotalMilliseconds < 49.5 + i %% 30 * 0.1); }\n' ;;
        lines) cells=0; printf '#!csharp\n\nfor (int i = 0; i < 25_000; i++) Console.WriteLine(i %% 10);\n' ;;
        *) echo "task, timer, dots or lines, not $1" >&2; exit 1 ;;
    esac
    for ((cell = 0; cell < cells; cell++)); do printf '\n#!csharp\n\n%d\n' "$cell"; done
}

failed=0
for kind in "${kinds[@]}"; do
    mkdir -p "$work/$kind"
    for ((copy = 1; copy <= copies; copy++)); do notebook "$kind" > "$work/$kind/$kind-$copy.dib"; done
    start=$SECONDS
    dotnet "$runner/bin/Release/net10.0/NotebookRunner.dll" "$work/$kind" -o "$work/reports" --jobs 4 --timeout 60 > "$work/output.txt" || true
    passed=$(grep -c '^✓' "$work/output.txt" || true)
    echo "$kind: $passed of $copies passed, $((SECONDS - start)) s"
    [ "$passed" -eq "$copies" ] || { failed=1; grep -A4 '^✗' "$work/output.txt" || true; }
done
exit $failed
