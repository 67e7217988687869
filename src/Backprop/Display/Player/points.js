// The points of the playground, its network and its training, and the cell of C# that does the same.
const points = (() => {
  const count = 200;

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

  // The cell that does the same with the library. parts: [{ settings, epochs }], one more for each time that η, the batch or λ was changed.
  function csharp(parts) {
    const { settings } = parts[0],
      name = functions[settings.activation].title,
      property =
        { identity: "Identity", relu: "ReLU", elu: "ELU", silu: "SiLU", leakyRelu: "LeakyReLU" }[settings.activation] ??
        settings.activation[0].toUpperCase() + settings.activation.slice(1);
    const optionsOf = ({ settings: { learningRate, batch, decay }, epochs }) => [
      `Loss = Loss.BinaryCrossEntropy`,
      `Optimizer = Optimizer.GradientDescent(${learningRate})`,
      `Epochs = ${epochs}`,
      ...(batch ? [`BatchSize = ${batch}`] : []),
      ...(decay ? [`WeightDecay = ${decay}`] : []),
      "Validation = test",
    ];
    const train = (part, k) => `${k ? "history" : "var history"} = network.Train(training, new()
{
    ${optionsOf(part).join(",\n    ")},
});`;
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
${parts.map(train).join("\n")}
display(history);
Figures.DecisionBoundary(network, training)`;
  }

  return { datasets, pointsOf, networkOf, epoch, lossOf, rightOf, csharp };
})();
