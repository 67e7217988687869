// The computation graph of one sample: every product, sum, φ and the loss as a node with its value and its gradient, the local derivative
// on every edge, and at a fork the sum of what comes back.
const graph = (() => {
  const { format, short, escape } = equations;

  // Nodes in the order of the forward pass: { id, label, value, inputs: [{ from, local }], column, key } with the key of what can be changed.
  function build(network, input, target, loss, names) {
    const nodes = [],
      add = (label, text, kind, value, inputs = [], key = null) =>
        nodes.push({ id: nodes.length, label, text, kind, value, inputs, key, uses: [], gradient: 0 }) - 1;
    const leaf = (key, value) => add(names.html(key), names.text(key), "leaf", value, [], key);
    const sumOf = (label, text, ids) =>
      add(
        label,
        text,
        "+",
        ids.reduce((sum, id) => sum + nodes[id].value, 0),
        ids.map(from => ({ from, local: 1 })),
      );
    const times = (x, y) =>
      add("×", `${nodes[x].text}·${nodes[y].text}`, "×", nodes[x].value * nodes[y].value, [
        { from: x, local: nodes[y].value },
        { from: y, local: nodes[x].value },
      ]);

    let before = input.map((value, i) => leaf(`a:0:${i}:0`, value));
    network.layers.forEach((layer, index) => {
      const l = index + 1;
      const sums = layer.b.map((b, j) =>
        sumOf(names.html(`z:${l}:${j}:0`), names.text(`z:${l}:${j}:0`), [
          ...before.map((a, i) => times(a, leaf(`W:${l}:${i}:${j}`, layer.W[i][j]))),
          leaf(`b:${l}:${j}`, b),
        ]),
      );
      before =
        layer.activation === "softmax"
          ? softmax(sums, l)
          : sums.map((z, j) => {
              const value = functions[layer.activation].value(nodes[z].value);
              return add(names.html(`a:${l}:${j}:0`), names.text(`a:${l}:${j}:0`), "φ", value, [
                { from: z, local: functions[layer.activation].derivative(nodes[z].value, value) },
              ]);
            });
    });

    const { term, derivative, overOutputs } = losses[loss],
      outputs = target.length,
      factor = overOutputs === "mean" ? 1 / outputs : 1;
    const terms = before.map((a, k) => {
      const value = nodes[a].value,
        y = leaf(`y:${k}:0`, target[k]);
      nodes[y].isTarget = true;
      return add(
        outputs === 1 ? "<i>L</i>" : `term<sub>${k + 1}</sub>`,
        outputs === 1 ? "L" : `term ${k + 1}`,
        "L",
        term(value, target[k]),
        [
          { from: a, local: derivative(value, target[k]) },
          { from: y, local: null },
        ],
      );
    });
    if (outputs > 1)
      add(
        "<i>L</i>",
        "L",
        factor === 1 ? "+" : "mean",
        terms.reduce((sum, id) => sum + nodes[id].value, 0) * factor,
        terms.map(from => ({ from, local: factor })),
      );
    for (const node of nodes) for (const { from, local } of node.inputs) if (local !== null) nodes[from].uses.push({ to: node.id, local });
    accumulate(nodes);
    arrange(nodes);
    return nodes;

    // e to each z, their sum, and the quotients.
    function softmax(sums, l) {
      const largest = Math.max(...sums.map(z => nodes[z].value));
      if (largest > 700) throw new Error("z is too large for its e to the power of z");
      const powers = sums.map((z, j) => {
        const e = Math.exp(nodes[z].value);
        return add(`<i>e</i><sup>z</sup>`, `e^${nodes[z].text}`, "e", e, [{ from: z, local: e }]);
      });
      const total = sumOf("Σ<i>e</i><sup>z</sup>", "the sum of e^z", powers),
        s = nodes[total].value;
      return powers.map((e, j) =>
        add(names.html(`a:${l}:${j}:0`), names.text(`a:${l}:${j}:0`), "÷", nodes[e].value / s, [
          { from: e, local: 1 / s },
          { from: total, local: -nodes[e].value / (s * s) },
        ]),
      );
    }
  }

  // Backward: a node's gradient is the sum over its uses of the local derivative times the gradient there.
  function accumulate(nodes) {
    nodes.at(-1).gradient = 1;
    for (const node of [...nodes].reverse().slice(1))
      node.gradient = node.uses.reduce((sum, { to, local }) => sum + local * nodes[to].gradient, 0);
  }

  // A column for each level; what is given stands just before its first use. Within a column nodes stand where what they go into stands.
  function arrange(nodes) {
    for (const node of nodes) node.column = node.inputs.length ? 1 + Math.max(...node.inputs.map(({ from }) => nodes[from].column)) : 0;
    const usedBy = nodes.map(() => []);
    for (const node of nodes) for (const { from } of node.inputs) usedBy[from].push(node.id);
    for (const node of nodes) if (!node.inputs.length) node.column = Math.min(...usedBy[node.id].map(id => nodes[id].column)) - 1;
    const last = Math.max(...nodes.map(node => node.column));
    const columns = Array.from({ length: last + 1 }, (_, column) => nodes.filter(node => node.column === column));
    const place = column =>
      column.forEach((node, slot) => {
        node.slot = slot - (column.length - 1) / 2;
      });
    columns.forEach(place);
    for (let sweep = 0; sweep < 6; sweep++) {
      const mean = ids => ids.reduce((sum, id) => sum + nodes[id].slot, 0) / (ids.length || 1);
      const order = (column, near) => {
        column.forEach(node => {
          node.wish = near(node).length ? mean(near(node)) : node.slot;
        });
        column.sort((x, y) => x.wish - y.wish);
        place(column);
      };
      for (let c = last - 1; c >= 0; c--) order(columns[c], node => usedBy[node.id]);
      if (sweep < 5)
        for (let c = 1; c <= last; c++) order(columns[c], node => [...node.inputs.map(({ from }) => from), ...usedBy[node.id]]);
    }
  }

  // Forward level by level (or node by node), then backward.
  function list(nodes, nodeByNode) {
    const computed = nodes.filter(node => node.inputs.length),
      back = nodes.filter(node => !node.isTarget).reverse();
    const group = all =>
      nodeByNode
        ? all.map(node => [node.id])
        : [...new Set(all.map(node => node.column))].map(column => all.filter(node => node.column === column).map(node => node.id));
    return [
      { kind: "start", ids: [] },
      ...group([...computed].sort((x, y) => x.column - y.column)).map(ids => ({ kind: "forward", ids })),
      ...group([...back].sort((x, y) => y.column - x.column)).map(ids => ({ kind: "backward", ids })),
    ];
  }

  // The equations of a node: how its value comes about, and its gradient.
  function explain(nodes, node, isBackward) {
    const value = id => format(nodes[id].value),
      wrap = text => (text.startsWith("−") ? `(${text})` : text);
    if (isBackward) {
      if (node === nodes.at(-1)) return { left: "∂<i>L</i>/∂<i>L</i>", symbols: "1", numbers: "1", value: 1 };
      const gradientOf = to => `∂<i>L</i>/∂${nodes[to].label === "×" ? `(${escape(nodes[to].text)})` : nodes[to].label}`;
      return {
        left: `∂<i>L</i>/∂${node.kind === "×" ? `(${escape(node.text)})` : node.label}`,
        symbols: node.uses.map(({ to }) => `<i>local</i>·${gradientOf(to)}`).join(" + "),
        numbers: node.uses.map(({ to, local }) => `${wrap(format(local))}·${wrap(format(nodes[to].gradient))}`).join(" + "),
        value: node.gradient,
      };
    }
    const join = sign => [
      node.inputs.map(({ from }) => (nodes[from].kind === "×" ? escape(nodes[from].text) : nodes[from].label)).join(sign),
      node.inputs.map(({ from }, k) => (k || sign === "·" ? wrap(value(from)) : value(from))).join(sign),
    ];
    const [symbols, numbers] =
      node.kind === "×" ? join("·") : node.kind === "+" ? join(" + ") : node.kind === "÷" ? join(" / ") : join(", ");
    const name = { φ: "φ", e: "exp", L: "loss", mean: "mean" }[node.kind],
      called = name ? text => `${name}(${text})` : text => text;
    return { left: node.kind === "×" ? "product" : node.label, symbols: called(symbols), numbers: called(numbers), value: node.value };
  }

  function svg(view) {
    const { nodes, seen, active, selected } = view,
      width = 82,
      height = 40,
      gapX = 122,
      gapY = 66;
    const columns = 1 + Math.max(...nodes.map(node => node.column)),
      rows = 2 * Math.max(...nodes.map(node => Math.abs(node.slot))) + 1;
    const x = node => 48 + node.column * gapX,
      y = node => 30 + (node.slot + (rows - 1) / 2) * gapY;
    const total = [(columns - 1) * gapX + 96, rows * gapY + 6];
    const edges = nodes.flatMap(node =>
      node.inputs.map(({ from, local }) => {
        const [x1, y1, x2, y2] = [x(nodes[from]) + width / 2, y(nodes[from]), x(node) - width / 2, y(node)];
        const isBack = seen.gradient(from) && local !== null,
          isActive = view.step.kind === "forward" ? active.has(node.id) : active.has(from);
        const isNear = selected !== null && (selected === from || selected === node.id);
        const d = isBack ? `M${x2} ${y2}L${x1} ${y1}` : `M${x1} ${y1}L${x2} ${y2}`,
          shown = local !== null && seen.value(node.id) && view.step.kind === "backward" && (isActive || isNear);
        const label = shown ? `<text class="n" x="${(x1 + 2 * x2) / 3}" y="${(y1 + 2 * y2) / 3 - 4}">${short(local)}</text>` : "";
        return `<path class="e" d="${d}" stroke="${isNear ? "var(--lit)" : isBack ? "var(--minus)" : "var(--zero)"}" stroke-width="${isActive || isNear ? 2.4 : 1.2}"/>${isActive ? `<path class="move" d="${d}" stroke="${view.step.kind === "forward" ? "var(--plus)" : "var(--minus)"}" stroke-width="3.5"/>` : ""}${label}`;
      }),
    );
    const boxes = nodes.map(node => {
      const value = seen.value(node.id),
        gradient = seen.gradient(node.id),
        forks = node.uses.length > 1;
      const text = `${escape(node.text)}${value ? ` is ${format(node.value)}` : ""}${gradient ? `, its gradient ${format(node.gradient)}` : ""}`;
      const inner =
        `<rect x="${x(node) - width / 2}" y="${y(node) - height / 2}" width="${width}" height="${height}" rx="${node.inputs.length ? 9 : 2}" class="box${active.has(node.id) ? " active" : ""}" style="fill:${value ? picture.tint(node.value, view.scale) : "none"}"/>` +
        `<text class="n" x="${x(node)}" y="${y(node) - 5}">${svgLabel(node)}</text><text class="n" x="${x(node)}" y="${y(node) + 12}">${value ? short(node.value) : ""}</text>` +
        (gradient
          ? `<text class="n back" x="${x(node)}" y="${y(node) + height / 2 + 13}">∂ ${short(node.gradient)}${forks ? " (Σ)" : ""}</text>`
          : "");
      return `<g class="q${node.key && !view.isFixed ? " can" : ""}${selected === node.id ? " on" : ""}" data-node="${node.id}" tabindex="-1" role="button" aria-label="${picture.named(inner, text)}">${inner}</g>`;
    });
    return `<svg viewBox="0 0 ${total[0]} ${total[1]}" width="${total[0]}" height="${total[1]}" role="group" aria-label="The computation graph">${edges.join("")}${boxes.join("")}</svg>`;
  }

  // SVG has no sup and sub elements.
  const svgLabel = node =>
    node.kind === "×"
      ? "×"
      : node.label
          .replace(
            /<su([pb])>(.*?)<\/su[pb]>/g,
            (_, kind, text) => `<tspan class="${kind === "p" ? "up" : "down"}">${text.replace(/<[^>]*>/g, "")}</tspan>`,
          )
          .replace(/<\/?i>/g, "");

  const frame = controls.frameOf("The computation graph");

  function start(root) {
    const { model, page } = controls.open(root, frame);
    return new GraphPlayer(root, page, model);
  }

  class GraphPlayer {
    constructor(root, page, model) {
      Object.assign(this, { root, page, model, step: 0, selected: null, nodeByNode: false, speed: 1, timer: null, large: false });
      this.begin = { layers: model.layers, input: model.inputs[0], target: model.targets[0] };
      this.state = this.begin;
      this.past = [];
      page.addEventListener("click", event => {
        const name = event.target.closest("[data-do]")?.dataset.do,
          node = event.target.closest("[data-node]");
        if (name) this.act(name);
        else if (node) this.select(Number(node.dataset.node));
      });
      page.addEventListener("pointerover", event => {
        const node = event.target.closest?.("[data-node]");
        if (node && !page.querySelector(".panel input:focus")) this.drawPanel(Number(node.dataset.node));
      });
      page.addEventListener("focusin", event => {
        const node = event.target.dataset?.node;
        if (node !== undefined && Number(node) !== this.selected) this.select(Number(node));
      });
      page.addEventListener("keydown", event => controls.onKey(event, this, "[data-node]"));
      page.addEventListener("change", event => {
        const { set, change } = event.target.dataset;
        if (set === "speed") this.speed = Number(event.target.value);
        if (set === "nodeByNode") {
          this.nodeByNode = event.target.checked;
          this.step = 0;
          this.draw();
        }
        if (change && Number.isFinite(event.target.valueAsNumber)) this.change(change, event.target.valueAsNumber);
      });
      controls.follow(this);
      this.draw();
    }

    draw() {
      const { state, model, page } = this,
        sizes = [state.input.length, ...state.layers.map(layer => layer.b.length)];
      controls.dress(this);
      const nodes = (this.nodes = build(
        { layers: state.layers },
        state.input,
        state.target,
        model.loss,
        equations.naming(sizes, model.inputNames),
      ));
      const all = (this.list = list(nodes, this.nodeByNode)),
        step = all[(this.step = Math.min(this.step, all.length - 1))];
      const done = all.slice(0, this.step + 1),
        reached = kind => new Set(done.filter(one => one.kind === kind).flatMap(one => one.ids));
      const forward = reached("forward"),
        backward = reached("backward");
      const view = (this.view = {
        nodes,
        step,
        selected: this.selected,
        active: new Set(step.ids),
        scale: picture.scaleOf(nodes.map(node => node.value)),
        seen: { value: id => !nodes[id].inputs.length || forward.has(id), gradient: id => backward.has(id) },
      });
      page.querySelector(".where").textContent = `step ${this.step} of ${all.length - 1}`;
      page.querySelector(".says").textContent = this.sentence(view);
      const focused = document.activeElement?.dataset?.node;
      controls.show(page.querySelector(".net"), svg(view));
      if (focused !== undefined && page.contains(document.activeElement) === false)
        page.querySelector(`[data-node="${focused}"]`)?.focus({ preventScroll: true });
      this.drawPanel(this.selected);
      page.querySelector("[data-do=play]").textContent = this.timer ? "Pause" : "Play";
      page.querySelector(".settings").innerHTML =
        `<label><input type="checkbox" data-set="nodeByNode"${this.nodeByNode ? " checked" : ""}> node by node</label> ` +
        controls.button("undo", "Undo", "Undo the last change (Ctrl+Z)") +
        controls.button("reset", "Reset", "Back to the beginning") +
        controls.button("large", "Larger type", "Larger type, for a projector");
    }

    drawPanel(id) {
      const { view, nodes } = this,
        panel = this.page.querySelector(".panel");
      const lines = ({ left, symbols, numbers, value }) =>
        `<div class="equation"><span>${left}</span><span>=</span><span>${symbols}</span><span></span><span>=</span><span>${numbers}</span>${numbers === format(value) ? "" : `<span></span><span>=</span><span><b title="${value}">${format(value)}</b></span>`}</div>`;
      const show = node =>
        (node.inputs.length && view.seen.value(node.id)
          ? lines(explain(nodes, node, false))
          : node.inputs.length
            ? ""
            : `<div class="equation"><span>${node.label}</span><span>=</span><span><b>${format(node.value)}</b></span></div>`) +
        (view.seen.gradient(node.id)
          ? lines(explain(nodes, node, true)) +
            (node.uses.length > 1
              ? `<p class="about">a fork: it goes into ${node.uses.length} nodes, and what comes back is added</p>`
              : "")
          : "");
      const node = id === null ? null : nodes[id];
      panel.innerHTML = node
        ? show(node) +
          (node.key
            ? `<label class="change">${node.label} = <input type="number" step="any" data-change="${node.key}" value="${node.value}"></label>`
            : "")
        : [...view.active]
            .slice(0, 2)
            .map(active => lines(explain(nodes, nodes[active], view.step.kind === "backward")))
            .join("") || `<p class="legend">Point at a node for its equations.</p>`;
    }

    sentence({ step, nodes }) {
      const names =
        step.ids
          .slice(0, 4)
          .map(
            id =>
              `${nodes[id].text} ${step.kind === "forward" ? "=" : "has the gradient"} ${format(step.kind === "forward" ? nodes[id].value : nodes[id].gradient)}`,
          )
          .join(", ") + (step.ids.length > 4 ? ", …" : "");
      if (step.kind === "start")
        return `${nodes.length} nodes: what is given, and every product, sum and function up to L. The arrow key → goes forward.`;
      if (step.kind === "forward") return `Forward: ${names}.`;
      if (step.ids.includes(nodes.length - 1)) return "Backward begins at L, whose gradient is 1.";
      return `Backward, local derivative times what comes back${step.ids.some(id => nodes[id].uses.length > 1) ? ", added where the way forks" : ""}: ${names}.`;
    }

    act(name) {
      const last = this.list.length - 1,
        go = step => {
          this.step = step;
          this.draw();
        };
      if (name !== "play" && name !== "large") this.stop();
      switch (name) {
        case "next":
          return go(Math.min(this.step + 1, last));
        case "previous":
          return go(Math.max(this.step - 1, 0));
        case "home":
          return go(0);
        case "end":
          return go(last);
        case "large":
          this.large = !this.large;
          return this.draw();
        case "undo":
          if (this.past.length) {
            this.state = this.past.pop();
            this.draw();
          }
          return;
        case "reset":
          this.past.push(this.state);
          this.state = this.begin;
          return go(0);
        case "play": {
          if (this.timer) {
            this.stop();
            return this.draw();
          }
          const tick = () => {
            if (!this.root.isConnected) return;
            this.timer = this.step + 1 < last ? setTimeout(tick, 1200 / this.speed) : null;
            go(Math.min(this.step + 1, last));
          };
          this.timer = setTimeout(tick, 0);
          this.draw();
        }
      }
    }

    stop() {
      clearTimeout(this.timer);
      this.timer = null;
    }

    select(id) {
      this.selected = id;
      this.draw();
    }

    change(key, value) {
      this.past.push(this.state);
      const q = steps.parse(key),
        { layers, input, target } = this.state;
      const changed = layer =>
        q.kind === "b"
          ? { ...layer, b: layer.b.with(q.unit, value) }
          : { ...layer, W: layer.W.with(q.from, layer.W[q.from].with(q.unit, value)) };
      this.state =
        q.kind === "a"
          ? { layers, target, input: input.with(q.unit, value) }
          : q.kind === "y"
            ? { layers, input, target: target.with(q.unit, value) }
            : { input, target, layers: layers.map((layer, l) => (l + 1 === q.layer ? changed(layer) : layer)) };
      this.draw();
    }
  }

  return { start, build, list, explain };
})();
