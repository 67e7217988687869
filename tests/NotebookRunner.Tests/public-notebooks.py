#!/usr/bin/env python3
"""Runs notebooks with the runner and with the tool Microsoft.dotnet-interactive, and compares cell by cell.

    dotnet tool install Microsoft.dotnet-interactive --version 1.0.712001 --tool-path TOOLS
    git clone https://github.com/dotnet/csharp-notebooks
    git clone https://github.com/dotnet/interactive
    python3 tests/NotebookRunner.Tests/public-notebooks.py TOOLS/dotnet-interactive csharp-notebooks/csharp-101 interactive/samples/notebooks/csharp

Both go on after a cell that fails. The outcome of a cell is whether it failed, and what it showed as text: console text, and of each value
the text/plain, or else its HTML. Prints a row a notebook, and each cell whose outcome differs; exits with 1 if one fails here only or there only.
"""
import html, json, pathlib, re, shutil, subprocess, sys, tempfile, threading

ROOT = pathlib.Path(__file__).resolve().parents[2]
RUNNER = ROOT / "src/NotebookRunner/bin/Release/net10.0/NotebookRunner.dll"
SECONDS = 300


def code_cells(notebook):
    return [cell for cell in json.loads(notebook.read_text("utf-8-sig"))["cells"] if cell["cell_type"] == "code"]


def language(cell):
    metadata = cell.get("metadata", {})
    return metadata.get("polyglot_notebook", {}).get("kernelName") or metadata.get("dotnet_interactive", {}).get("language") or "csharp"


def plain(text):
    """Without what differs from run to run or is only a matter of layout: tags, white space, ids, times."""
    text = html.unescape(re.sub(r"<[^>]*>", " ", text))
    text = re.sub(r"\b[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}\b", "ID", text)
    return re.sub(r"\s+", " ", re.sub(r"\d+[.:/]\d[\d.:/]*", "N", text)).strip()


def by_tool(tool, notebook):
    """Per cell: whether it failed, and the texts that it showed."""
    process = subprocess.Popen([tool, "stdio", "--default-kernel", "csharp"], cwd=notebook.parent, text=True, encoding="utf-8",
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    outcomes = []
    for number, cell in enumerate(code_cells(notebook)):
        token, texts, failed = f"cell-{number}", [], None
        command = {"code": "".join(cell["source"]), "targetKernelName": language(cell), "submissionType": 0}
        timer = threading.Timer(SECONDS, process.kill)
        timer.start()
        try:
            process.stdin.write(json.dumps({"token": token, "commandType": "SubmitCode", "command": command, "routingSlip": []}) + "\n")
            process.stdin.flush()
            while failed is None and (line := process.stdout.readline()):
                message = json.loads(line)
                kind, event = message.get("eventType"), message.get("event") or {}
                if kind in ("CommandSucceeded", "CommandFailed"):
                    if (message.get("command") or {}).get("token") == token: failed = kind == "CommandFailed"
                elif kind in ("DisplayedValueProduced", "ReturnValueProduced", "StandardOutputValueProduced", "StandardErrorValueProduced"):
                    values = {value["mimeType"]: value["value"] for value in event.get("formattedValues", [])}
                    if values: texts.append(values.get("text/plain") or values.get("text/html") or next(iter(values.values())))
        except (OSError, ValueError):
            pass
        finally:
            timer.cancel()
        outcomes.append((failed is not False, plain(" ".join(texts))))
    process.kill()
    return outcomes


def by_runner(notebook, work):
    subprocess.run(["dotnet", RUNNER, notebook, "-o", work, "--allow-errors", "--save-notebooks", "--timeout", str(SECONDS), "--quiet"],
                   stdout=subprocess.DEVNULL)
    outcomes = []
    for cell in code_cells(work / (notebook.stem + ".ipynb")):
        texts = []
        for output in cell["outputs"]:
            if output["output_type"] == "error": continue
            data = output.get("data", {})
            text = output.get("text") or data.get("text/plain") or data.get("text/html") or next(iter(data.values()), "")
            texts.append("".join(text) if isinstance(text, (str, list)) else json.dumps(text))
        outcomes.append((any(output["output_type"] == "error" for output in cell["outputs"]), plain(" ".join(texts))))
    return outcomes


def main(tool, *folders):
    different = 0
    print("| notebook | code cells | fail in both | fail here only | fail there only | same text |\n|---|--:|--:|--:|--:|--:|")
    for folder in map(pathlib.Path, folders):
        for original in sorted(folder.rglob("*.ipynb")):
            with tempfile.TemporaryDirectory() as work:
                copy = pathlib.Path(work) / "notebooks"
                shutil.copytree(original.parent, copy)
                here, there = by_runner(copy / original.name, pathlib.Path(work)), by_tool(tool, copy / original.name)
            count = lambda ours, theirs: sum((a[0], b[0]) == (ours, theirs) for a, b in zip(here, there))
            same = sum(a[1] == b[1] for a, b in zip(here, there))
            print(f"| {original.stem} | {len(here)} | {count(True, True)} | {count(True, False)} | {count(False, True)} | {same} |", flush=True)
            different += count(True, False) + count(False, True)
            for number, (ours, theirs) in enumerate(zip(here, there), 1):
                if ours != theirs:
                    print(f"  {original.stem}, cell {number}: {'failed' if ours[0] else 'passed'} {ours[1][:300]!r}\n"
                          f"    there: {'failed' if theirs[0] else 'passed'} {theirs[1][:300]!r}", file=sys.stderr, flush=True)
    return 1 if different else 0


if __name__ == "__main__":
    if len(sys.argv) < 3: sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
