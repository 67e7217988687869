"use strict";

// A lesson that can be run: its cells, its buttons, and what it remembers.
class Lesson {
  #root;
  #name;
  #version;
  #cells;
  #queue = [];
  #isRunning = false;
  #session = new Session((text, share) => this.#tell(text, share), (why, reason) => this.#lost(why, reason));
  #saving;
  #isWarned = false;
  #last; // the cell that has run last

  constructor(root) {
    this.#root = root;
    ({ lesson: this.#name, version: this.#version } = root.dataset);
    const edits = storage.edits(this.#name, this.#version);
    this.#cells = [...root.querySelectorAll(".cell.code[data-language='csharp']")].map(element => this.#cell(element));
    for (const cell of this.#cells) {
      if (edits[cell.number] !== undefined) {
        cell.editor.code = edits[cell.number];
        this.#showEdited(cell);
      }
    }
    for (const button of root.querySelectorAll(".toolbar button[data-action]")) button.addEventListener("click", () => this.#act(button.dataset.action));
    addEventListener("pagehide", this.#save);
    root.querySelector(".toolbar").hidden = this.#cells.length === 0;
    this.#progress();
    this.#update();
  }

  // Ends what runs; the lesson is about to leave the page.
  close() {
    this.#save();
    removeEventListener("pagehide", this.#save);
    this.#session.stop();
  }

  #cell(element) {
    const number = Number(element.dataset.number);
    const cell = { element, number, hasRun: false, outputs: new Outputs(element.querySelector(".outputs")) };
    cell.buttons = document.getElementById("cell-buttons").content.cloneNode(true).firstElementChild;
    element.querySelector(".input").append(cell.buttons);
    for (const button of cell.buttons.querySelectorAll("button")) {
      button.setAttribute("aria-label", `${button.textContent.trim()}, cell ${number}`);
      button.addEventListener("click", () => this.#act(button.dataset.action, cell));
    }
    const pre = element.querySelector(".input pre");
    cell.original = pre.textContent;
    cell.editor = new Editor(pre, `C# of cell ${number}. Shift+Enter runs it, Escape leaves it`, {
      changed: () => this.#changed(cell),
      run: moveOn => this.#run(cell, moveOn),
      leave: () => cell.buttons.querySelector("button").focus(),
      failed: error => this.#tellWhy(error),
    });
    element.addEventListener("focusin", () => this.#warmUp(), { once: true });
    return cell;
  }

  #act(action, cell) {
    const at = this.#cells.indexOf(cell);
    switch (action) {
      case "run": return this.#run(cell, false);
      case "run-above": return this.#enqueue(this.#cells.slice(0, at));
      case "reset": return this.#reset([cell]);
      case "run-all": return this.#enqueue(this.#cells);
      case "stop": return this.#stop("Stopped. The next run begins again with the cells above.");
      case "restart": return this.#stop("Restarted: no cell has run.");
      case "reset-all": return confirm("Undo all edits of this lesson?") && this.#reset(this.#cells);
      case "dib": return download.save(`${this.#name}.dib`, download.dib(this.#notebook()));
      case "ipynb": return download.save(`${this.#name}.ipynb`, download.ipynb(this.#notebook()));
    }
  }

  // A cell needs what the cells above define, so those that have not run in this session run first.
  #run(cell, moveOn) {
    const at = this.#cells.indexOf(cell);
    if (moveOn) this.#cells[at + 1]?.editor.focus();
    return this.#enqueue([...this.#cells.slice(0, at).filter(above => !above.hasRun), cell]);
  }

  async #enqueue(cells) {
    for (const cell of cells) {
      if (this.#queue.includes(cell)) continue;
      this.#queue.push(cell);
      cell.element.classList.add("waiting");
    }
    this.#update();
    if (this.#isRunning) return;
    this.#isRunning = true;
    try {
      await this.#session.start();
      while (this.#queue.length > 0) await this.#runNext();
    } catch (error) {
      this.#clearQueue();
      this.#tellWhy(error);
    } finally {
      this.#isRunning = false;
      this.#update();
    }
  }

  async #runNext() {
    const cell = this.#last = this.#queue[0];
    this.#tell(`Cell ${cell.number} runs …`);
    cell.element.classList.replace("waiting", "running");
    cell.element.classList.remove("failed", "stale");
    cell.element.setAttribute("aria-busy", "true");
    cell.editor.clearMarks();
    cell.outputs.begin();
    this.#update();
    const begun = performance.now();
    const { error, ended, reason } = await this.#session.run(`cell ${cell.number}`, cell.editor.code, output => cell.outputs.show(output));
    cell.element.classList.remove("running");
    cell.element.removeAttribute("aria-busy");
    this.#queue.shift();
    cell.hasRun = !ended;
    if (error) this.#fail(cell, error);
    if (ended) this.#ended(cell, ended, reason);
    cell.outputs.end();
    this.#learn(cell);
    if (this.#queue.length === 0 && !ended && !cell.element.classList.contains("failed")) this.#tell(`Cell ${cell.number} is done: ${Lesson.#seconds(performance.now() - begun)}.`);
  }

  #fail(cell, error) {
    // A cell that needs another host is no reason to stop at.
    if (error.name === "Not in a page") return cell.outputs.note(error.message);
    cell.element.classList.add("failed");
    cell.outputs.fail(cell.number, error);
    cell.editor.mark(error.marks);
    this.#clearQueue();
    this.#tell(`Cell ${cell.number} failed.`);
  }

  #ended(cell, why, reason) {
    cell.outputs.note(Lesson.#sentence(why, reason));
    this.#forget();
    if (why !== "stopped") this.#tell(`Cell ${cell.number} has ended the program.`);
  }

  // A task that a cell has left behind has ended the program, after the cell.
  #lost(why, reason) {
    this.#forget();
    this.#last?.outputs.note(Lesson.#sentence(why, reason));
    this.#tell(`What cell ${this.#last?.number} left running has ended the program.`);
    this.#update();
  }

  static #sentence(why, reason) {
    const again = "The next run begins again with the cells above.";
    if (why === "stopped") return "Stopped before its end.";
    if (why === "exit") return `This cell has ended the program (Environment.Exit), and with it all that the cells above defined. ${again}`;
    if (/call stack|stack ?overflow/i.test(reason)) return `The calls in this cell have become too many: does a method call itself without end? ${again}`;
    if (/memory/i.test(reason)) return `The program has broken down in this cell for want of memory. ${again}`;
    // Of a managed exception the name and its sentence, without the runtime's own stack.
    return `The program has broken down in this cell: ${reason.split("\n")[0]}. ${again}`.replace("..", ".");
  }

  #stop(text) {
    this.#clearQueue(this.#queue[0]);
    this.#session.stop();
    this.#forget();
    this.#update();
    this.#session.start().then(() => this.#tell(text), error => this.#tellWhy(error));
  }

  #clearQueue(but) {
    for (const cell of this.#queue) if (cell !== but) cell.element.classList.remove("waiting");
    this.#queue = this.#queue.filter(cell => cell === but);
  }

  #forget() {
    for (const cell of this.#cells) cell.hasRun = false;
    this.#clearQueue();
  }

  #reset(cells) {
    for (const cell of cells) {
      cell.editor.code = cell.original;
      cell.isTouched = true;
      cell.editor.clearMarks();
      cell.element.classList.remove("failed", "stale");
      if (!cell.element.classList.contains("running")) cell.outputs.reset();
      cell.hasRun = false;
      this.#showEdited(cell);
    }
    this.#save();
    this.#update();
  }

  // The first cell takes the longest to compile: an empty one does it while the reader still types.
  async #warmUp() {
    if (this.#session.isStarted) return;
    try {
      await this.#session.start();
      if (this.#queue.length > 0) return;
      this.#isRunning = true;
      await this.#session.run("warm-up", "new[] { $\"{1}\" }", () => {});
      this.#isRunning = false;
      if (this.#queue.length > 0) this.#enqueue([]);
    } catch (error) {
      this.#isRunning = false;
      this.#tellWhy(error);
    }
  }

  #changed(cell) {
    cell.isTouched = true;
    cell.element.classList.toggle("stale", cell.editor.code !== cell.original || cell.hasRun);
    this.#showEdited(cell);
    clearTimeout(this.#saving);
    this.#saving = setTimeout(this.#save, 300);
  }

  #showEdited(cell) {
    const isEdited = cell.editor.code !== cell.original;
    cell.element.classList.toggle("edited", isEdited);
    cell.buttons.querySelector("[data-action=reset]").disabled = !isEdited;
    this.#root.querySelector("[data-action=reset-all]").disabled = !this.#cells.some(other => other.element.classList.contains("edited"));
  }

  // Only what was changed here: the lesson may be open in another tab, too.
  #save = () => {
    clearTimeout(this.#saving);
    const changes = this.#cells.filter(cell => cell.isTouched).map(cell => [cell.number, cell.editor.code !== cell.original ? cell.editor.code : null]);
    if (changes.length === 0 || storage.keepEdits(this.#name, this.#version, changes) || this.#isWarned) return;
    this.#isWarned = true;
    this.#tell("This browser keeps no edits (its storage is full or switched off): download the lesson before you close the page.");
  };

  #learn(cell) {
    for (const result of cell.element.querySelectorAll("[data-exercise][data-right=true]")) storage.keepDone(result.dataset.exercise);
    this.#progress();
  }

  #progress() { showProgress(this.#root); }

  #notebook() {
    const notebook = JSON.parse(this.#root.querySelector(".notebook-source").textContent);
    for (const cell of this.#cells) notebook.cells[Number(cell.element.dataset.index)].source = cell.editor.code;
    return notebook;
  }

  #update() {
    const isBusy = this.#queue.length > 0;
    this.#root.classList.toggle("busy", isBusy);
    this.#root.querySelector("[data-action=stop]").disabled = !isBusy;
    this.#root.querySelector("[data-action=restart]").disabled = !this.#session.isStarted;
  }

  // Why C# could not start; a start that was stopped is followed by another.
  #tellWhy(error) { if (error.name !== "AbortError") this.#tell(error.message); }

  #tell(text, share) {
    this.#root.querySelector(".toolbar [role=status]").textContent = text;
    const bar = this.#root.querySelector(".toolbar progress");
    bar.hidden = share === undefined || share >= 1;
    if (!bar.hidden) bar.value = share;
  }

  static #seconds(milliseconds) { return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`; }
}
