// A computation graph in the page, played with the same controls.
const graphPlayer = (() => {
  const { format } = numbers,
    { build, list, explain } = graph;
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
      this.future = [];
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
        if (change) {
          this.sliding = null;
          this.change(change, event.target.valueAsNumber, event.target.type !== "range");
        }
      });
      page.addEventListener("input", event => {
        const { change } = event.target.dataset;
        if (!change || event.target.type !== "range") return;
        this.change(change, event.target.valueAsNumber, this.sliding !== change);
        this.sliding = change;
      });
      page.addEventListener("pointerdown", event => {
        const node = this.nodes[event.target.closest?.(".net [data-node]")?.dataset.node];
        if (!node?.key || event.button !== 0) return;
        controls.drag(event, node.value, 0.01, (value, isFirst) => {
          this.selected = node.id;
          this.change(node.key, value, isFirst);
        });
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
      controls.show(page.querySelector(".net"), graphPicture(view));
      if (focused !== undefined && page.contains(document.activeElement) === false)
        page.querySelector(`[data-node="${focused}"]`)?.focus({ preventScroll: true });
      this.drawPanel(this.selected);
      page.querySelector("[data-do=play]").textContent = this.timer ? "Pause" : "Play";
      const settings =
        `<label><input type="checkbox" data-set="nodeByNode"${this.nodeByNode ? " checked" : ""}> node by node</label> ` +
        controls.button("undo", "Undo", "Undo the last change (Ctrl+Z)") +
        controls.button("redo", "Redo", "Do it again (Ctrl+Y)") +
        controls.button("reset", "Reset", "Back to the beginning") +
        controls.button("large", "Larger type", "Larger type, for a projector");
      if (this.settingsHtml !== settings) controls.showControls(page.querySelector(".settings"), (this.settingsHtml = settings));
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
      const html = node
        ? `<div>${show(node)}</div>${node.key ? controls.changeOf(node.key, node.label, node.text, node.value) : ""}`
        : [...view.active]
            .slice(0, 2)
            .map(active => lines(explain(nodes, nodes[active], view.step.kind === "backward")))
            .join("") || `<p class="legend">Point at a node for its equations.</p>`;
      controls.show(panel, html);
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
          return this.swap(this.past, this.future);
        case "redo":
          return this.swap(this.future, this.past);
        case "reset":
          this.keep();
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

    // The state as it is, to undo to.
    keep() {
      this.past.push(this.state);
      this.future = [];
    }

    swap(from, to) {
      if (!from.length) return;
      to.push(this.state);
      this.state = from.pop();
      this.draw();
    }

    change(key, value, isFirst = true) {
      if (!Number.isFinite(value)) return;
      if (isFirst) this.keep();
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

  return { start };
})();
