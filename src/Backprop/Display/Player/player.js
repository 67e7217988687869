// A player of a network in the page: one state, drawn anew after each change; buttons, drag, type, play, undo.
const player = (() => {
  const { escape } = numbers;
  const { button, show, showControls, dress, follow, onKey } = controls;
  const { viewOf, litBy } = views;
  const { sentence, equationOf, whereOf, endings } = sentences;
  const iterations = `<span class="iterations">${button("1", "1", "1 iteration")}${button("10", "10", "10 iterations")}${button("100", "100", "100 iterations")}${button("until", "until it stops", "Iterate until the loss no longer falls, at most 10,000 times")}</span>`;

  function start(root) {
    const { model, page } = controls.open(root, controls.frameOf("The network", iterations));
    page.querySelector(".iterations").hidden = model.learningRate === undefined;
    return new Player(root, page, model);
  }

  class Player {
    constructor(root, page, model) {
      Object.assign(this, { root, page, model });
      this.isFixed = Boolean(model.passes);
      this.beginning = steps.initial(model);
      const last = steps.last(this.beginning);
      this.state = { ...this.beginning, step: Math.min(model.step ?? 0, last) };
      this.past = [];
      this.future = [];
      this.ui = {
        selected: null,
        edges: "auto",
        speed: 1,
        predict: false,
        question: null,
        playing: null,
        running: 0,
        large: false,
        message: model.note ?? "",
      };
      this.listen();
      this.draw();
    }

    // What the pictures are drawn from.
    view() {
      const { state, ui, model } = this;
      if (
        this.passOf?.network !== state.network ||
        ["inputs", "targets", "loss", "learningRate", "iteration", "onlySample"].some(name => this.passOf[name] !== state[name]) ||
        (state.onlySample && this.passOf.sample !== state.sample)
      ) {
        this.passOf = state;
        this.pass = steps.passOf(state);
      }
      return viewOf(state, this.pass, ui, model);
    }

    draw() {
      const focused = this.page.contains(document.activeElement) ? document.activeElement.dataset?.q : null;
      const view = (this.current = this.view()),
        { state, ui, page } = this;
      dress(this);
      const width = (this.width = page.clientWidth || 720);
      find(page, ".where").textContent = `${whereOf(this.model, state)} · step ${state.step} of ${view.list.length - 1}`;
      const says = ui.message || sentence(view, this.model);
      if (find(page, ".says").textContent !== says) find(page, ".says").textContent = says;
      show(find(page, ".net"), picture.svg(view, Math.min(width > 900 ? width * 0.6 : width, 860) / (ui.large ? 1.4 : 1)));
      const curve = this.curve(view, Math.min(width, 560));
      if (this.curveHtml !== curve) find(page, ".curves").innerHTML = this.curveHtml = curve;
      this.drawTables(passTables(view));
      this.drawPanel(view);
      this.drawSettings(view);
      find(page, "[data-do=play]").textContent = ui.playing ? "Pause" : "Play";
      find(page, "[data-do=previous]").disabled = state.step === 0 && state.iteration === state.first;
      if (focused) page.querySelector(`.net [data-q="${focused}"], .tables [data-q="${focused}"]`)?.focus({ preventScroll: true });
    }

    // Only those that are not as they were.
    drawTables(tables) {
      const place = find(this.page, ".tables");
      while (place.children.length > tables.length) place.lastChild.remove();
      tables.forEach((html, k) => {
        const element = place.children[k] ?? place.appendChild(document.createElement("div"));
        if (element.drawn !== html) show(element, (element.drawn = html));
      });
      // Pointing has changed the classes of cells that are not drawn anew.
      if (this.pointed) {
        this.pointed = null;
        this.light(this.current);
      }
    }

    // The loss of the iterations done, or of a training.
    curve({ state, pass }, width) {
      const { losses: all, epochs } = this.model;
      return all
        ? curves([{ name: "", values: all }], width, 120, epochs.at(-1), epochs[state.iteration])
        : curves([{ name: "", values: [...state.curve, ...(state.curve.length ? [pass.value] : [])] }], width);
    }

    // The equation of the number that is pointed at, else those of the step; or the question.
    drawPanel(view, key = this.ui.selected) {
      const { ui } = this,
        panel = find(this.page, ".panel");
      if (ui.question) {
        if (panel.dataset.asks !== ui.question.key) {
          const { expression } = equations.explain(view.pass, ui.question.key, view.names);
          panel.innerHTML = `<form class="ask"><label>What is ${view.names.html(ui.question.key)}? <input inputmode="decimal" autocomplete="off" size="9"></label> <button>Check</button> ${button("show", "Show it", "Show the number")}</form><p class="verdict" role="status"></p><div class="equation"><span>${view.names.html(ui.question.key)}</span><span>=</span><span>${expression.write("symbols")}</span></div>`;
          panel.dataset.asks = ui.question.key;
          find(panel, "input").focus({ preventScroll: true });
        }
        return;
      }
      delete panel.dataset.asks;
      const isThere = key && view.isKnown(key) && view.isVisible(key);
      const keys = isThere ? [key] : [...view.active].filter(active => !active.startsWith("flow")).slice(0, 3);
      const legend = isThere
        ? `<span class="q from">comes from</span> <span class="q into">goes into</span>`
        : keys.length === 0
          ? "Point at a number for its equation; drag or type what is underlined."
          : keys.length < view.active.size
            ? "Point at a number for its equation."
            : "";
      show(
        panel,
        `<div>${keys.map(one => equationOf(view, one)).join("")}</div>` +
          (isThere && !this.isFixed && steps.canChange(key)
            ? controls.changeOf(key, view.names.html(key), escape(view.names.text(key)), view.value(key))
            : "") +
          (legend && `<p class="legend">${legend}</p>`),
      );
    }

    drawSettings(view) {
      const { state, ui, model } = this,
        settings = find(this.page, ".settings");
      const html = settingsOf(state, ui, model, view.numbered);
      if (this.settingsHtml === html) return;
      showControls(settings, (this.settingsHtml = html));
      for (const [name, list] of [
        ["undo", this.past],
        ["redo", this.future],
      ]) {
        const element = settings.querySelector(`[data-do=${name}]`);
        if (element) element.disabled = !list.length;
      }
    }

    // A new state; a change of a number or function can be undone, a step is undone by stepping back.
    go(state, isChange = false) {
      if (isChange) {
        this.past.push(this.state);
        if (this.past.length > 100) this.past.shift();
        this.future = [];
        this.settingsHtml = null;
      }
      this.state = state;
      this.ui.message = state.ended ? endings[state.ended] : "";
      this.draw();
    }

    next() {
      const { ui, state } = this;
      if (ui.question) return this.reveal();
      const next = steps.next(state);
      if (ui.predict && next !== state && next.step > 0) {
        const step = steps.listOf(next)[next.step],
          keys = steps.computes(step, steps.sizesOf(next), next.sample);
        ui.question = { key: keys[0] };
        ui.selected = null;
      }
      this.go(next);
    }

    reveal() {
      const { key } = this.ui.question;
      this.ui.question = null;
      this.ui.selected = key;
      this.draw();
      find(this.page, ".net").focus({ preventScroll: true });
    }

    check(text) {
      const { isRight, text: verdict } = predict.judge(this.pass, this.ui.question.key, text);
      if (isRight) {
        this.reveal();
        this.say(verdict);
      } else find(this.page, ".verdict").textContent = verdict;
    }

    say(text) {
      this.ui.message = text;
      find(this.page, ".says").textContent = text;
    }

    stop() {
      clearTimeout(this.ui.playing);
      this.ui.playing = null;
      this.ui.running++;
    }

    play() {
      if (this.ui.playing) {
        this.stop();
        return this.draw();
      }
      const tick = () => {
        if (!this.root.isConnected) return;
        const before = this.state;
        this.ui.playing = setTimeout(tick, 1200 / this.ui.speed);
        this.next();
        if ((this.state === before && !this.ui.question) || this.state.ended) {
          this.stop();
          this.draw();
        }
      };
      this.ui.playing = setTimeout(tick, 0);
      this.draw();
    }

    // Iterations in pieces that leave the page its frames.
    iterate(count, until) {
      this.stop();
      this.ui.question = null;
      const run = this.ui.running;
      let left = count,
        piece = 1;
      const work = () => {
        if (run !== this.ui.running || !this.root.isConnected) return;
        const begun = performance.now(),
          now = Math.min(piece, left),
          state = steps.iterate(this.state, now, until);
        const took = performance.now() - begun;
        piece = Math.max(1, Math.min(2000, Math.round(piece * Math.min(4, 8 / Math.max(took, 0.5)))));
        left -= now;
        this.go(state);
        if (left > 0 && !state.ended) requestAnimationFrame(work);
        else if (until && !state.ended) this.say("10,000 iterations are done.");
      };
      work();
    }

    act(name) {
      const { state, ui } = this;
      if (name !== "play" && name !== "large") this.stop();
      switch (name) {
        case "next":
          return this.next();
        case "previous":
          ui.question = null;
          return this.go(steps.previous(state));
        case "home":
          ui.question = null;
          return this.go({ ...state, step: 0, ended: null });
        case "end":
          ui.question = null;
          return this.go({ ...state, step: steps.last(state), ended: null });
        case "play":
          return this.play();
        case "show":
          return this.reveal();
        case "until":
          return this.iterate(10000, curve => hasStopped(curve));
        case "undo":
          return this.swap(this.past, this.future);
        case "redo":
          return this.swap(this.future, this.past);
        case "reset":
          ui.question = ui.selected = null;
          return this.go({ ...this.beginning, unitByUnit: state.unitByUnit }, true);
        case "large":
          ui.large = !ui.large;
          return this.draw();
        default:
          return this.iterate(Number(name));
      }
    }

    swap(from, to) {
      if (!from.length) return;
      to.push(this.state);
      this.state = from.pop();
      this.settingsHtml = null;
      this.go(this.state);
    }

    set(name, element) {
      const { state, ui } = this,
        value = element.type === "checkbox" ? element.checked : element.value;
      ui.question = null;
      switch (name) {
        case "speed":
          ui.speed = Number(value);
          break;
        case "predict":
          ui.predict = value;
          ui.message = value ? "Predict first: each step asks for one of its numbers." : "";
          this.draw();
          break;
        case "edges":
          ui.edges = value;
          this.draw();
          break;
        case "sample":
          this.choose(Number(value));
          break;
        case "iteration":
          this.go(steps.goTo(state, Number(value), state.step));
          break;
        case "unitByUnit":
          this.go({ ...state, unitByUnit: value, step: 0 });
          break;
        case "onlySample":
          this.go(steps.changed(state, { onlySample: Boolean(value) }), true);
          break;
        case "loss":
          this.tryChange(steps.changed(state, { loss: value }));
          break;
        case "activation": {
          const layers = state.network.layers.map((layer, l) =>
            l === Number(element.dataset.layer) ? { ...layer, activation: value } : layer,
          );
          this.tryChange(steps.changed(state, { network: { layers } }));
        }
      }
    }

    choose(sample) {
      const change = { sample };
      this.ui.selected = null;
      this.go(this.state.onlySample ? steps.changed(this.state, change) : { ...this.state, ...change });
    }

    // A cross-entropy needs probabilities.
    tryChange(state, isFirst = true) {
      const output = state.network.layers.at(-1).activation,
        needs = losses[state.loss]?.isOfProbabilities;
      const isOfProbabilities = y =>
        y.every(value => value >= 0 && value <= 1) &&
        (state.loss !== "crossEntropy" || Math.abs(y.reduce((sum, value) => sum + value, 0) - 1) < 1e-6);
      if (needs && output !== "sigmoid" && output !== "softmax")
        this.refuse(`The ${losses[state.loss].title} needs outputs from 0 to 1: give the output layer sigmoid or softmax first.`);
      else if (needs && !state.targets.every(isOfProbabilities))
        this.refuse(
          `The ${losses[state.loss].title} needs targets that are probabilities${state.loss === "crossEntropy" ? ", one-hot rows: with a single output use binary cross-entropy" : ""}.`,
        );
      else this.go(state, isFirst);
    }

    refuse(text) {
      this.settingsHtml = null;
      this.draw();
      this.say(text);
    }

    change(key, value, isFirst = true) {
      if (!Number.isFinite(value) || (key === "eta" && value <= 0))
        return this.refuse(key === "eta" ? "η must be a number above 0." : "That is not a number.");
      this.tryChange(steps.withValue(this.state, key, value), isFirst);
    }

    listen() {
      const { page } = this,
        keyOf = event => event.target.closest?.("[data-q]")?.dataset.q;
      page.addEventListener("click", event => {
        const name = event.target.closest("[data-do]")?.dataset.do,
          key = keyOf(event),
          row = event.target.closest("[data-sample]");
        if (name) return this.act(name);
        if (row && event.target.closest("th")) return this.choose(Number(row.dataset.sample));
        if (key && !this.ui.question) this.select(key);
      });
      page.addEventListener("change", event => {
        const { set, change } = event.target.dataset;
        if (set) this.set(set, event.target);
        else if (change && event.target.type === "number") this.change(change, event.target.valueAsNumber);
        else if (change) this.sliding = null;
      });
      page.addEventListener("input", event => {
        const { change, set } = event.target.dataset;
        if (set === "iteration") this.set(set, event.target);
        if (!change || event.target.type !== "range") return;
        const isFirst = this.sliding !== change;
        this.sliding = change;
        this.change(change, event.target.valueAsNumber, isFirst);
      });
      page.addEventListener("submit", event => {
        event.preventDefault();
        this.check(find(event.target, "input").value);
      });
      page.addEventListener("pointerover", event => this.point(keyOf(event)));
      page.addEventListener("pointerleave", () => this.point(null));
      page.addEventListener("focusin", event => {
        const key = keyOf(event);
        if (key && !this.ui.question && key !== this.ui.selected) this.select(key);
      });
      page.addEventListener("keydown", event => onKey(event, this, ".net [data-q], .tables td[data-q]"));
      page.addEventListener("pointerdown", event => this.drag(event, keyOf(event)));
      follow(this);
    }

    select(key) {
      this.ui.selected = key;
      this.sliding = null;
      this.draw();
    }

    light({ lit, selected }) {
      for (const element of this.page.querySelectorAll(".net [data-q], .tables [data-q]")) {
        element.classList.toggle("from", lit.from.has(element.dataset.q));
        element.classList.toggle("into", lit.into.has(element.dataset.q));
        element.classList.toggle("on", element.dataset.q === selected);
      }
    }

    // Pointing shows the equation and lights up where the number comes from and goes.
    point(key) {
      if (this.ui.question || this.dragging || this.page.querySelector(".panel input[type=number]:focus")) return;
      const view = this.current,
        shown = key && view.isKnown(key) && view.isVisible(key) ? key : this.ui.selected;
      if (this.pointed === shown) return;
      this.pointed = shown;
      this.light({
        ...view,
        selected: shown,
        lit: shown && view.isKnown(shown) && view.isVisible(shown) ? litBy(view, shown) : { from: new Set(), into: new Set() },
      });
      if (key !== undefined || shown !== this.ui.selected) this.drawPanel(view, shown);
    }

    drag(event, key) {
      if (!key || this.isFixed || !steps.canChange(key) || this.ui.question || event.button !== 0) return;
      if (event.target.closest(".panel, input")) return;
      const moved = (value, isFirst) => {
        this.dragging = true;
        this.ui.selected = key;
        this.change(key, value, isFirst);
      };
      controls.drag(event, this.current.value(key), key === "eta" ? 0.001 : 0.01, moved).onabort = () => (this.dragging = false);
    }
  }

  const find = (element, selector) => element.querySelector(selector);
  // No new lowest loss by more than a millionth in the last 200 iterations, or a loss of almost nothing.
  function hasStopped(curve) {
    if (curve.at(-1) < 1e-6) return true;
    return curve.length > 200 && curve.at(-1) > curve.at(-200) * (1 - 1e-6);
  }

  return { start };
})();
