"use strict";

// The code of a cell: text until the reader goes there, then CodeMirror.
class Editor {
  static #codeMirror; // its script, which only an edit needs

  #pre;
  #label;
  #handlers;
  #mirror;
  #text;
  #marks = [];

  // handlers: changed(), run(moveOn), leave(), failed(error) if there is no editor
  constructor(pre, label, handlers) {
    this.#pre = pre;
    this.#label = label;
    this.#handlers = handlers;
    this.#text = pre.textContent;
    pre.tabIndex = 0;
    pre.setAttribute("role", "textbox");
    pre.setAttribute("aria-multiline", "true");
    pre.setAttribute("aria-label", label);
    pre.addEventListener("focus", () => this.focus());
  }

  get code() { return this.#mirror?.getValue() ?? this.#text; }

  set code(code) {
    if (code === this.code) return;
    this.#text = code;
    if (this.#mirror) {
      this.#mirror.setValue(code);
    } else {
      this.#pre.firstElementChild.textContent = code;
      this.#pre.firstElementChild.removeAttribute("data-highlighted");
      preparePage(this.#pre);
    }
  }

  async focus() {
    if (await this.#isOpen()) this.#mirror.focus();
  }

  // Underlines what the compiler found wrong.
  async mark(places) {
    this.clearMarks();
    if (places.length === 0) return;
    const hadFocus = document.activeElement, wasOpen = Boolean(this.#mirror);
    if (!await this.#isOpen()) return;
    if (!wasOpen) hadFocus?.focus();
    for (const { line, column, endLine, endColumn, message } of places) {
      const to = line === endLine && column === endColumn ? column + 1 : endColumn;
      const isPastEnd = column >= this.#mirror.getLine(line)?.length;
      this.#marks.push(this.#mirror.markText(
        { line, ch: isPastEnd ? Math.max(0, column - 1) : column }, { line: endLine, ch: to },
        { className: "squiggle", attributes: { title: message } }));
    }
  }

  clearMarks() {
    for (const mark of this.#marks) mark.clear();
    this.#marks = [];
  }

  // Whether there is an editor now.
  async #isOpen() {
    try {
      await (Editor.#codeMirror ??= Editor.#load());
      if (!this.#mirror) this.#open();
    } catch (error) {
      Editor.#codeMirror = undefined;
      this.#handlers.failed(error);
    }
    return Boolean(this.#mirror);
  }

  // C# as CodeMirror knows it, with the underscores in its numbers.
  static #mode = () => ({
    ...CodeMirror.resolveMode("text/x-csharp"),
    number: /^(?:0x[\da-f_]+|0b[01_]+|(?:\d[\d_]*(?:\.\d[\d_]*)?|\.\d[\d_]*)(?:e[-+]?\d+)?)(?:ul?|lu?|[fdm])?/i,
  });

  #open() {
    const isTouch = matchMedia("(pointer: coarse)").matches;
    const { changed, run, leave } = this.#handlers;
    this.#mirror = CodeMirror(editor => this.#pre.replaceWith(editor), {
      value: this.#text, mode: Editor.#mode(), theme: "notebook", indentUnit: 4, matchBrackets: true,
      viewportMargin: Infinity, lineWrapping: isTouch,
      screenReaderLabel: this.#label,
      extraKeys: {
        "Shift-Enter": () => run(true),
        "Ctrl-Enter": () => run(false),
        "Cmd-Enter": () => run(false),
        "Tab": editor => editor.somethingSelected() ? editor.indentSelection("add") : editor.execCommand("insertSoftTab"),
        "Shift-Tab": "indentLess",
        "Esc": leave,
      },
    });
    // Who only passes by with the tab key goes on; it indents once something else was done here.
    let isPassing = true;
    this.#mirror.on("focus", () => { isPassing = true; });
    this.#mirror.on("mousedown", () => setTimeout(() => { isPassing = false; }));
    this.#mirror.on("keydown", (_, event) => {
      if (event.key === "Tab") event.codemirrorIgnore = isPassing;
      else if (event.key !== "Shift") isPassing = false;
    });
    this.#mirror.on("change", () => {
      this.clearMarks();
      changed();
    });
  }

  // Where the page has the scripts in it, it has CodeMirror already.
  static async #load() {
    if (window.CodeMirror) return;
    for (const address of document.getElementById("editor-scripts").textContent.split(/\s+/).filter(Boolean)) {
      await new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.onload = resolve;
        script.onerror = () => reject(new Error("The editor could not be loaded: there is no connection to the site."));
        script.src = address;
        document.head.append(script);
      });
    }
  }
}
