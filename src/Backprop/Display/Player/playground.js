// A playground on the same engine: points in the plane, a network of one's own size, and every unit's map while it learns.
const playground = (() => {
  const { format, escape } = equations,
    side = 40,
    extent = 1.3;

  const { datasets, pointsOf, networkOf, epoch, lossOf, rightOf, csharp } = points;
  const frame = `
    <div class="bar" role="toolbar" aria-label="Training">${controls.button("play", "Play", "Play and pause (space)")}${controls.button("next", "▶ 1 epoch", "One epoch (→)")}${controls.button("reset", "Reset", "The weights as they were drawn")}
      ${controls.button("seed", "New seed", "Other points and weights")}${controls.button("copy", "Copy as C#", "The cell that does the same with the library")}${controls.button("large", "Larger type", "Larger type, for a projector")}<span class="where"></span></div>
    <div class="settings"></div><p class="says" aria-live="polite"></p>
    <div class="ground"><canvas class="units" role="img"></canvas><div class="plane"><canvas width="${side}" height="${side}" class="map" role="img"></canvas><svg class="points" viewBox="-${extent} -${extent} ${2 * extent} ${2 * extent}" aria-hidden="true"></svg></div><div class="losses"></div></div>
    <pre class="code" hidden tabindex="0"></pre>`;

  function start(root) {
    const { model, page } = controls.open(root, frame);
    return new Playground(root, page, model);
  }

  class Playground {
    constructor(root, page, model) {
      Object.assign(this, { root, page, settings: model.settings, isPlaying: false, chosen: null, large: false });
      page.addEventListener("click", event => {
        const name = event.target.closest("[data-do]")?.dataset.do;
        if (name) this.act(name);
        if (event.target.matches(".units")) this.choose(event);
      });
      page.addEventListener("change", event => {
        if (event.target.dataset.set) this.set(event.target.dataset.set, event.target);
      });
      page.addEventListener("keydown", event => {
        if (["INPUT", "SELECT"].includes(event.target.tagName) || event.ctrlKey || event.altKey || event.metaKey) return;
        const name = { ArrowRight: "next", Home: "reset", ArrowDown: "following", ArrowUp: "preceding", Escape: "output", ...(event.target.tagName === "BUTTON" ? {} : { " ": "play" }) }[event.key];
        if (name) {
          event.preventDefault();
          event.stopPropagation();
          this.act(name);
        }
      });
      page.tabIndex = 0;
      page.setAttribute("role", "group");
      page.setAttribute("aria-label", "Playground. Arrow key right: one epoch; space plays; up and down choose the unit that is shown in large.");
      controls.follow(this);
      this.renew();
    }

    // New points and new weights.
    renew() {
      Object.assign(this, pointsOf(this.settings));
      this.restart();
    }

    restart() {
      this.network = networkOf(this.settings);
      this.epochs = 0;
      this.parts = [];
      this.curves = { training: [], test: [] };
      this.chosen = null;
      this.record();
      this.draw();
    }

    record() {
      this.curves.training.push(lossOf(this.network, this.training));
      this.curves.test.push(lossOf(this.network, this.test));
    }

    learn() {
      const next = epoch(this.network, this.training, this.settings);
      if (!engine.isFinite(next)) {
        this.isPlaying = false;
        this.note = "Here it stops: a number would no longer be finite. A smaller η helps.";
        return;
      }
      this.network = next;
      this.epochs++;
      if (this.parts.at(-1)?.settings !== this.settings) this.parts.push({ settings: this.settings, epochs: 0 });
      this.parts.at(-1).epochs++;
      this.record();
    }

    draw() {
      const { page, settings } = this;
      controls.dress(this);
      this.drawSettings();
      page.querySelector("[data-do=play]").textContent = this.isPlaying ? "Pause" : "Play";
      page.querySelector(".where").textContent = `epoch ${this.epochs}`;
      const says =
        this.note ??
        `Training loss ${format(this.curves.training.at(-1))}, test loss ${format(this.curves.test.at(-1))}; ${rightOf(this.network, this.test)} of ${this.test.inputs.length} test points on the right side.${this.chosen ? ` In large: ${unitName(this.chosen)}.` : ""}`;
      // While it plays a screen reader would have no end of it.
      page.querySelector(".says").setAttribute("aria-live", this.isPlaying ? "off" : "polite");
      page.querySelector(".says").textContent = says;
      this.colours = ["--plus", "--minus"].map(name => rgb(getComputedStyle(page).getPropertyValue(name).trim()));
      this.drawMaps();
      if (this.drawn !== this.training) this.drawPoints();
      const both = [...this.curves.training, ...this.curves.test],
        width = 320;
      page.querySelector(".losses").innerHTML =
        this.epochs === 0
          ? ""
          : curves(
              [
                { name: "training", values: this.curves.training },
                { name: "test", values: this.curves.test },
              ],
              width,
              150,
            );
      if (!page.querySelector(".code").hidden) page.querySelector(".code").textContent = this.csharp();
    }

    csharp() {
      return csharp(this.parts.length ? this.parts : [{ settings: this.settings, epochs: 100 }]);
    }

    drawSettings() {
      const { settings, page } = this,
        option = (value, text, chosen) =>
          `<option value="${value}"${String(value) === String(chosen) ? " selected" : ""}>${escape(text)}</option>`;
      const from = (list, chosen) => list.map(value => option(value, String(value), chosen)).join("");
      const html = [
        `<label>points <select data-set="data">${Object.entries(datasets)
          .map(([name, { title }]) => option(name, title, settings.data))
          .join("")}</select></label>`,
        `<label>noise <select data-set="noise">${from([0, 0.05, 0.1, 0.2, 0.3], settings.noise)}</select></label>`,
        `<label>seed <input type="number" min="0" max="4294967295" step="1" data-set="seed" value="${settings.seed}"></label>`,
        `<label>hidden layers <select data-set="layers">${from([0, 1, 2, 3], settings.hidden.length)}</select></label>`,
        ...settings.hidden.map(
          (size, l) =>
            `<label>units of layer ${l + 1} <select data-set="units" data-layer="${l}">${from([1, 2, 3, 4, 5, 6, 7, 8], size)}</select></label>`,
        ),
        `<label>φ <select data-set="activation">${Object.entries(functions)
          .filter(([name]) => name !== "softmax")
          .map(([name, { title }]) => option(name, title, settings.activation))
          .join("")}</select></label>`,
        `<label>η <select data-set="learningRate">${from(
          [...new Set([0.01, 0.03, 0.1, 0.3, 1, 3, settings.learningRate])].sort((x, y) => x - y),
          settings.learningRate,
        )}</select></label>`,
        `<label>batch <select data-set="batch">${option(0, "all points", settings.batch)}${from([1, 5, 10, 20, 50], settings.batch)}</select></label>`,
        `<label>weight decay λ <select data-set="decay">${from([0, 0.0001, 0.001, 0.01, 0.1], settings.decay)}</select></label>`,
      ].join(" ");
      if (this.settingsHtml === html) return;
      controls.showControls(page.querySelector(".settings"), (this.settingsHtml = html));
    }

    // Every unit's a over the plane; the output's, or that of a chosen unit, in large.
    drawMaps() {
      const { network, page } = this,
        layers = network.layers.length;
      const grid = Array.from({ length: side * side }, (_, i) => [
        (((i % side) + 0.5) / side) * 2 * extent - extent,
        extent - ((Math.floor(i / side) + 0.5) / side) * 2 * extent,
      ]);
      const passes = [{ a: grid }, ...engine.forward(network, grid)];
      const [layer, unit] = this.chosen ?? [layers, 0],
        isOutput = layer === layers;
      const image = (l, j) =>
        picture.imageOf(
          passes[l].a.map(row => (l === layers ? 2 * row[j] - 1 : row[j])),
          side,
          this.colours,
        );
      const map = page.querySelector(".map");
      map.getContext("2d").putImageData(image(layer, unit), 0, 0);
      map.setAttribute(
        "aria-label",
        isOutput ? "ŷ over the plane: blue above ½, orange below" : `${unitName(this.chosen)} over the plane`,
      );
      this.drawUnits(passes, image);
    }

    drawUnits(passes, image) {
      const { network, page } = this,
        canvas = page.querySelector(".units"),
        sizes = passes.map(({ a }) => a[0].length),
        ratio = devicePixelRatio || 1;
      const size = 38,
        gapX = Math.min(104, Math.max(62, 420 / sizes.length)),
        gapY = 46,
        width = (sizes.length - 1) * gapX + size + 24,
        height = Math.max(...sizes) * gapY + 24;
      canvas.width = width * ratio;
      canvas.height = height * ratio;
      Object.assign(canvas.style, { width: `${width}px`, aspectRatio: width / height });
      const context = canvas.getContext("2d"),
        x = l => 12 + l * gapX,
        y = (l, j) => 8 + (height - 16) / 2 + (j - (sizes[l] - 1) / 2) * gapY - size / 2;
      context.scale(ratio, ratio);
      const largest = picture.scaleOf(network.layers.flatMap(layer => layer.W.flat()));
      network.layers.forEach((layer, l) =>
        layer.W.forEach((row, i) =>
          row.forEach((w, j) => {
            context.strokeStyle = `rgb(${this.colours[w > 0 ? 0 : 1]})`;
            context.lineWidth = 0.5 + (4 * Math.abs(w)) / (largest || 1);
            context.beginPath();
            context.moveTo(x(l) + size, y(l, i) + size / 2);
            context.lineTo(x(l + 1), y(l + 1, j) + size / 2);
            context.stroke();
          }),
        ),
      );
      const small = document.createElement("canvas");
      small.width = small.height = side;
      context.font = "11px system-ui, sans-serif";
      context.textAlign = "center";
      this.places = sizes.flatMap((units, l) =>
        Array.from({ length: units }, (_, j) => {
          small.getContext("2d").putImageData(image(l, j), 0, 0);
          context.drawImage(small, x(l), y(l, j), size, size);
          context.strokeStyle = getComputedStyle(page).color;
          context.lineWidth = this.chosen?.[0] === l && this.chosen[1] === j ? 3 : 1;
          context.strokeRect(x(l), y(l, j), size, size);
          return { l, j, x: x(l), y: y(l, j), size };
        }),
      );
      canvas.setAttribute("aria-label", `The network ${sizes.join("-")}, each unit with its own map. Choose one to see it in large.`);
    }

    drawPoints() {
      this.drawn = this.training;
      const dot =
        isTest =>
        ({ inputs, targets }) =>
          inputs
            .map(([x, y], n) => `<circle cx="${x}" cy="${-y}" r=".028" class="${targets[n][0] ? "one" : "zero"}${isTest ? " test" : ""}"/>`)
            .join("");
      this.page.querySelector(".points").innerHTML = dot(true)(this.test) + dot(false)(this.training);
    }

    choose(event) {
      const { width, left, top } = event.target.getBoundingClientRect(),
        // On a narrow screen it is shown smaller.
        scale = parseFloat(event.target.style.width) / width,
        [x, y] = [(event.clientX - left) * scale, (event.clientY - top) * scale],
        place = this.places.find(p => x > p.x && x < p.x + p.size && y > p.y && y < p.y + p.size);
      this.chosen = place && `${[place.l, place.j]}` !== `${this.chosen}` ? [place.l, place.j] : null;
      this.draw();
    }

    act(name) {
      this.note = undefined;
      switch (name) {
        case "play":
          this.isPlaying = !this.isPlaying;
          this.draw();
          return this.isPlaying && this.run();
        case "next":
          this.isPlaying = false;
          this.learn();
          return this.draw();
        case "reset":
          this.isPlaying = false;
          return this.restart();
        case "seed":
          this.settings = { ...this.settings, seed: this.settings.seed + 1 };
          return this.renew();
        case "large":
          this.large = !this.large;
          return this.draw();
        case "copy":
          return this.copy();
        case "following":
          return this.chooseNext(1);
        case "preceding":
          return this.chooseNext(-1);
        case "output":
          this.chosen = null;
          return this.draw();
      }
    }

    // The next unit in the order of the layers.
    chooseNext(step) {
      const { places } = this,
        at = this.chosen ? places.findIndex(({ l, j }) => `${[l, j]}` === `${this.chosen}`) : places.length - 1,
        { l, j } = places[(at + step + places.length) % places.length];
      this.chosen = [l, j];
      this.draw();
    }

    // As many epochs as fit into a frame.
    run() {
      const frame = () => {
        if (!this.isPlaying || !this.root.isConnected) return;
        const begun = performance.now();
        do this.learn();
        while (this.isPlaying && performance.now() - begun < 6);
        this.draw();
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    }

    copy() {
      const text = this.csharp(),
        code = this.page.querySelector(".code");
      code.hidden = false;
      code.textContent = text;
      const say = said => {
        this.page.querySelector(".says").textContent = said;
      };
      const select = () => {
        getSelection().selectAllChildren(code);
        say("The cell stands below, selected: copy it with Ctrl+C.");
      };
      if (navigator.clipboard) navigator.clipboard.writeText(text).then(() => say("Copied: paste it into a cell."), select);
      else select();
    }

    set(name, element) {
      const value = name === "data" || name === "activation" ? element.value : Number(element.value),
        { hidden } = this.settings;
      this.note = undefined;
      if ((!Number.isFinite(value) && typeof value === "number") || (name === "seed" && !(Number.isInteger(value) && value >= 0 && value < 2 ** 32))) {
        this.settingsHtml = null;
        this.note = "A seed is a whole number from 0 to 4294967295.";
        return this.draw();
      }
      const change =
        name === "layers"
          ? { hidden: Array.from({ length: value }, (_, l) => hidden[l] ?? 4) }
          : name === "units"
            ? { hidden: hidden.with(Number(element.dataset.layer), value) }
            : { [name]: value };
      this.settings = { ...this.settings, ...change };
      if (["data", "noise", "seed"].includes(name)) this.renew();
      else if (["layers", "units", "activation"].includes(name)) this.restart();
      else this.draw();
    }
  }

  const unitName = ([layer, unit]) => (layer === 0 ? `input x${unit + 1}` : `unit ${unit + 1} of layer ${layer}`);
  const rgb = hex => [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16));

  return { start };
})();
