// The library's tables explain themselves where the page has this script: pointing at a number, or focusing it, shows its equation and lights
// up the numbers it came from and those it goes into. A table's cells carry keys, and what is shown with it the network and data in data-pass.
const tables = (() => {
  const selector = ".bp[data-pass] td[data-q]",
    passes = new WeakMap();

  // The pass of an output, computed once; of a forward pass without a loss only z and a are asked for.
  function passOf(root) {
    if (!passes.has(root)) {
      const { layers, inputs, targets, loss } = JSON.parse(root.dataset.pass),
        samples = [...inputs.keys()];
      const pass = targets
        ? engine.pass({ layers }, inputs, targets, loss)
        : { inputs, layers: engine.forward({ layers }, inputs), targets: inputs.map(() => layers.at(-1).b), loss: "meanSquaredError" };
      passes.set(root, {
        pass: { ...pass, samples, learningRate: null },
        names: equations.naming([inputs[0].length, ...layers.map(layer => layer.b.length)]),
        hasLoss: Boolean(targets),
      });
    }
    return passes.get(root);
  }

  function show(cell) {
    const root = cell.closest(".bp[data-pass]"),
      key = cell.dataset.q,
      { pass, names, hasLoss } = passOf(root);
    const { expression, note } = equations.explain(pass, key, names),
      q = steps.parse(key);
    hide(root);
    if (!expression) return;
    const from = new Set(equations.comesFrom(pass, key, names));
    for (const other of root.querySelectorAll("td[data-q]")) {
      const reads = () => {
        const { expression: its } = hasLoss || "za".includes(other.dataset.q[0]) ? equations.explain(pass, other.dataset.q, names) : {};
        return its && equations.comesFrom(pass, other.dataset.q, names).includes(key);
      };
      other.classList.toggle("bp-from", from.has(other.dataset.q));
      other.classList.toggle("bp-into", other !== cell && reads());
    }
    const box = document.createElement("div"),
      value = equations.valueAt(pass, key);
    box.className = "bp-player bp-explain";
    box.setAttribute("role", "status");
    box.innerHTML =
      `<div class="equation"><span>${names.html(key)}</span><span>=</span><span>${expression.write("symbols")}</span><span></span><span>=</span><span>${expression.write("numbers")}</span><span></span><span>=</span><span><b>${equations.format(value)}</b></span></div>` +
      `<p class="about">${[q.sample === undefined ? "" : `sample ${q.sample + 1}`, note].filter(Boolean).map(equations.escape).join(" · ")}</p>`;
    box.style.background =
      getComputedStyle(document.body).backgroundColor === "rgba(0, 0, 0, 0)" ? "Canvas" : getComputedStyle(document.body).backgroundColor;
    root.style.position = "relative";
    root.append(box);
    const [at, within] = [cell.getBoundingClientRect(), root.getBoundingClientRect()];
    box.style.top = `${at.bottom - within.top + 6}px`;
    box.style.left = `${Math.max(0, Math.min(at.left - within.left, within.width - box.offsetWidth))}px`;
  }

  function hide(root) {
    root.querySelector(":scope > .bp-explain")?.remove();
    for (const cell of root.querySelectorAll(".bp-from, .bp-into")) cell.classList.remove("bp-from", "bp-into");
  }

  // One cell of an output is a stop of the tab key; arrows go on from there.
  function prepare(root) {
    if (root.bpTables) return;
    root.bpTables = true;
    const cells = [...root.querySelectorAll("td[data-q]")];
    cells.forEach((cell, k) => {
      cell.tabIndex = k ? -1 : 0;
    });
    root.addEventListener("keydown", event => {
      const at = cells.indexOf(event.target),
        step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (event.key === "Escape") hide(root);
      if (at < 0 || !step) return;
      event.preventDefault();
      event.stopPropagation();
      cells[(at + step + cells.length) % cells.length].focus();
    });
    root.addEventListener("pointerleave", () => hide(root));
    root.addEventListener("focusout", () => hide(root));
  }

  // Listens on the document, so that an output that comes later explains itself too.
  function listen() {
    const shown = event => {
      const cell = event.target.closest?.(selector);
      if (cell) {
        addStyle(cell.getRootNode());
        prepare(cell.closest(".bp[data-pass]"));
        show(cell);
      }
    };
    document.addEventListener("pointerover", shown);
    document.addEventListener("focusin", shown);
    for (const root of document.querySelectorAll(".bp[data-pass]")) prepare(root);
  }

  return { listen, prepare };
})();
