// A playground on the same engine: points in the plane, a network of one's own size, and every unit's map while it learns.
const playground = (() => {
  const { format, escape } = equations,
    count = 200,
    side = 40,
    extent = 1.3;

  // A point from two numbers of [0, 1) and its class, and the same in C#.
  const datasets = {
    xor: {
      title: "XOR",
      point: (u, v) => [2 * u - 1, 2 * v - 1],
      of: (x, y) => (x * y < 0 ? 1 : 0),
      code: ["double x = 2 * u - 1, y = 2 * v - 1;", "int k = x * y < 0 ? 1 : 0;"],
    },
    circle: {
      title: "circle",
      point: (u, v, k) => {
        const r = k === 0 ? 0.5 * Math.sqrt(v) : 0.75 + 0.25 * v;
        return [r * Math.cos(2 * Math.PI * u), r * Math.sin(2 * Math.PI * u)];
      },
      code: [
        "int k = i % 2;",
        "double r = k == 0 ? 0.5 * Math.Sqrt(v) : 0.75 + 0.25 * v;",
        "double x = r * Math.Cos(2 * Math.PI * u), y = r * Math.Sin(2 * Math.PI * u);",
      ],
    },
    moons: {
      title: "two moons",
      point: (u, v, k) =>
        k === 0
          ? [0.6 * Math.cos(Math.PI * u) - 0.3, 0.6 * Math.sin(Math.PI * u) - 0.15]
          : [0.3 - 0.6 * Math.cos(Math.PI * u), 0.15 - 0.6 * Math.sin(Math.PI * u)],
      code: [
        "int k = i % 2, s = 1 - 2 * k;",
        "double x = s * (0.6 * Math.Cos(Math.PI * u) - 0.3), y = s * (0.6 * Math.Sin(Math.PI * u) - 0.15);",
      ],
    },
    spiral: {
      title: "spiral",
      point: (u, v, k) => [u * Math.sin(3.5 * Math.PI * u + Math.PI * k), u * Math.cos(3.5 * Math.PI * u + Math.PI * k)],
      code: [
        "int k = i % 2;",
        "double x = u * Math.Sin(3.5 * Math.PI * u + Math.PI * k), y = u * Math.Cos(3.5 * Math.PI * u + Math.PI * k);",
      ],
    },
    gaussian: {
      title: "Gaussian",
      point: (u, v, k) => (k === 0 ? [-0.5, -0.5] : [0.5, 0.5]),
      spread: 0.2,
      code: ["int k = i % 2;", "double x = k - 0.5, y = k - 0.5;"],
    },
  };
  const spreadOf = settings => settings.noise + (datasets[settings.data].spread ?? 0);

  function pointsOf(settings) {
    const { point, of } = datasets[settings.data],
      stream = random(settings.seed),
      spread = spreadOf(settings);
    const all = Array.from({ length: count }, (_, i) => {
      const u = stream.next(),
        v = stream.next(),
        [x, y] = point(u, v, i % 2),
        k = of ? of(x, y) : i % 2;
      return { input: [x + spread * stream.gaussian(), y + spread * stream.gaussian()], target: [k] };
    });
    const part = list => ({ inputs: list.map(one => one.input), targets: list.map(one => one.target) });
    return { training: part(all.slice(0, count / 2)), test: part(all.slice(count / 2)) };
  }

  // Xavier's normal weights, row by row and layer by layer, as Initializer.XavierNormal(seed).
  function networkOf(settings) {
    const sizes = [2, ...settings.hidden, 1],
      stream = random(settings.seed);
    return {
      layers: sizes.slice(1).map((size, l) => {
        const sigma = Math.sqrt(2 / (sizes[l] + size)),
          isLast = l === sizes.length - 2;
        return {
          activation: isLast ? "sigmoid" : settings.activation,
          W: Array.from({ length: sizes[l] }, () => Array.from({ length: size }, () => sigma * stream.gaussian())),
          b: Array(size).fill(0),
        };
      }),
    };
  }

  // One epoch: an update for each batch, in the order of the points.
  function epoch(network, { inputs, targets }, settings) {
    const size = settings.batch || inputs.length;
    for (let start = 0; start < inputs.length; start += size)
      network = engine.update(
        engine.pass(network, inputs.slice(start, start + size), targets.slice(start, start + size), "binaryCrossEntropy"),
        settings.learningRate,
        settings.decay,
      );
    return network;
  }

  const lossOf = (network, data) => engine.pass(network, data.inputs, data.targets, "binaryCrossEntropy").value;
  const rightOf = (network, data) =>
    engine
      .forward(network, data.inputs)
      .at(-1)
      .a.filter((row, n) => (row[0] > 0.5 ? 1 : 0) === data.targets[n][0]).length;

  // The cell that does the same with the library.
  function csharp(settings, epochs) {
    const name = functions[settings.activation].title,
      property =
        { identity: "Identity", relu: "ReLU", elu: "ELU", silu: "SiLU", leakyRelu: "LeakyReLU" }[settings.activation] ??
        settings.activation[0].toUpperCase() + settings.activation.slice(1);
    const options = [
      `Loss = Loss.BinaryCrossEntropy`,
      `Optimizer = Optimizer.GradientDescent(${settings.learningRate})`,
      `Epochs = ${epochs}`,
      ...(settings.batch ? [`BatchSize = ${settings.batch}`] : []),
      ...(settings.decay ? [`WeightDecay = ${settings.decay}`] : []),
      "Validation = test",
    ];
    return `// ${datasets[settings.data].title}, hidden layers ${settings.hidden.join("-") || "none"} with ${name}: the same points, weights and steps as in the playground.
#r "./lib/Backprop.dll"
using Backprop;

var random = new RandomState(${settings.seed});
double[,] inputs = new double[${count}, 2], targets = new double[${count}, 1];
for (int i = 0; i < ${count}; i++)
{
    double u = random.NextDouble(), v = random.NextDouble();
${datasets[settings.data].code.map(line => `    ${line}`).join("\n")}
    inputs[i, 0] = x + ${spreadOf(settings)} * random.NextGaussian();
    inputs[i, 1] = y + ${spreadOf(settings)} * random.NextGaussian();
    targets[i, 0] = k;
}

var points = new Dataset("${datasets[settings.data].title}", new Matrix(inputs), new Matrix(targets));
var training = points.Select("training", Enumerable.Range(0, ${count / 2}).ToArray());
var test = points.Select("test", Enumerable.Range(${count / 2}, ${count / 2}).ToArray());
var network = Network.Create([${[2, ...settings.hidden, 1].join(", ")}], Activation.${property}, Activation.Sigmoid, Initializer.XavierNormal(seed: ${settings.seed}));
var history = network.Train(training, new()
{
    ${options.join(",\n    ")},
});
display(history);
Figures.DecisionBoundary(network, training)`;
  }

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
        const name = { ArrowRight: "next", Home: "reset", ...(event.target.tagName === "BUTTON" ? {} : { " ": "play" }) }[event.key];
        if (name) {
          event.preventDefault();
          event.stopPropagation();
          this.act(name);
        }
      });
      page.tabIndex = 0;
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
        `Training loss ${format(this.curves.training.at(-1))}, test loss ${format(this.curves.test.at(-1))}; ${rightOf(this.network, this.test)} of ${this.test.inputs.length} test points on the right side.`;
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
          : picture.curves(
              [
                { name: "training", values: this.curves.training },
                { name: "test", values: this.curves.test },
              ],
              width,
              150,
            );
      if (!page.querySelector(".code").hidden) page.querySelector(".code").textContent = csharp(settings, this.epochs || 100);
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
        `<label>seed <input type="number" min="0" step="1" data-set="seed" value="${settings.seed}"></label>`,
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
      const element = page.querySelector(".settings"),
        at = [...element.querySelectorAll("select, input")].indexOf(document.activeElement);
      element.innerHTML = this.settingsHtml = html;
      if (at >= 0) element.querySelectorAll("select, input")[at]?.focus({ preventScroll: true });
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
        isOutput ? "ŷ over the plane: blue above ½, orange below" : `unit h${unit + 1} of layer ${layer} over the plane`,
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
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
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
      const box = event.target.getBoundingClientRect(),
        place = this.places.find(
          p =>
            event.clientX - box.left > p.x &&
            event.clientX - box.left < p.x + p.size &&
            event.clientY - box.top > p.y &&
            event.clientY - box.top < p.y + p.size,
        );
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
      }
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
      const text = csharp(this.settings, this.epochs || 100),
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
      if ((!Number.isFinite(value) && typeof value === "number") || (name === "seed" && (!Number.isInteger(value) || value < 0)))
        return this.draw();
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

  const rgb = hex => [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16));

  return { start, pointsOf, networkOf, epoch, lossOf, csharp };
})();
