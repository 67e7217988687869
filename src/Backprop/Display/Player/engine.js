// The arithmetic of a network: forward, loss, backward, gradients, update. No page in it.
//
// A matrix is an array of rows, a row is a sample: z[n][j] is unit j of sample n, W[i][j] the weight from unit i to unit j.
// A network is { layers: [{ activation, W, b }] }; layer l of the formulas is layers[l - 1].
// `functions` and `losses` come from the C# files of the functions: see PlayerFunctions.
const engine = (() => {
  const column = (matrix, j) => matrix.map(row => row[j]);
  const dot = (x, y) => x.reduce((sum, value, i) => sum + value * y[i], 0);
  const map = (matrix, f) => matrix.map((row, n) => row.map((value, j) => f(value, n, j)));
  const total = row => row.reduce((sum, value) => sum + value, 0);

  // softmax with m = max z, which changes nothing but cannot overflow.
  function softmax(row) {
    const largest = Math.max(...row),
      exponentials = row.map(z => Math.exp(z - largest)),
      sum = total(exponentials);
    return exponentials.map(value => value / sum);
  }

  const activate = (activation, z) => (activation === "softmax" ? z.map(softmax) : map(z, functions[activation].value));

  // z = a·W + b, then a = φ(z), layer by layer from a = X.
  function forward(network, inputs) {
    let a = inputs;
    return network.layers.map(layer => {
      const columns = layer.b.map((_, j) => column(layer.W, j));
      const z = a.map(row => columns.map((weights, j) => dot(row, weights) + layer.b[j]));
      a = activate(layer.activation, z);
      return { ...layer, z, a };
    });
  }

  // The number of entries that L is the mean over; 1 for a sum. A loss says { overOutputs, overSamples }: "mean" or "sum".
  const divisor = (loss, samples, outputs) => (loss.overOutputs === "mean" ? outputs : 1) * (loss.overSamples === "mean" ? samples : 1);
  const scale = (loss, samples, outputs) => 1 / divisor(losses[loss], samples, outputs);

  // Sigmoid with binary cross-entropy and softmax with cross-entropy are taken together, from z: finite for every z.
  const isFused = (loss, activation) =>
    (loss === "binaryCrossEntropy" && activation === "sigmoid") || (loss === "crossEntropy" && activation === "softmax");

  function fusedTerm(loss, z, y) {
    if (loss === "binaryCrossEntropy")
      return total(z.map((zk, k) => (zk > 0 ? (1 - y[k]) * zk : -y[k] * zk) + Math.log1p(Math.exp(-Math.abs(zk)))));
    const largest = z.indexOf(Math.max(...z));
    const logSum = Math.log1p(total(z.map((zk, k) => (k === largest ? 0 : Math.exp(zk - z[largest])))));
    return total(z.map((zk, k) => (y[k] === 0 ? 0 : y[k] * (logSum - (zk - z[largest])))));
  }

  // Each sample's term, and L, their mean or sum.
  function evaluate(loss, last, targets) {
    const { term, overOutputs, overSamples } = losses[loss],
      outputs = targets[0].length;
    const terms = targets.map((y, n) => {
      const sum = isFused(loss, last.activation) ? fusedTerm(loss, last.z[n], y) : total(y.map((yk, k) => term(last.a[n][k], yk)));
      return overOutputs === "mean" ? sum / outputs : sum;
    });
    const sum = total(terms);
    return { terms, value: overSamples === "mean" ? sum / targets.length : sum };
  }

  // δ of the output layer and of a hidden one from g = ∂L/∂a.
  function deltaFrom(layer, g) {
    if (layer.activation === "softmax") return g.map((row, n) => row.map((value, j) => layer.a[n][j] * (value - dot(row, layer.a[n]))));
    return map(g, (value, n, j) => value * layer.derivative[n][j]);
  }

  function outputDelta(loss, last, g, targets) {
    if (!isFused(loss, last.activation)) return deltaFrom(last, g);
    const factor = scale(loss, targets.length, targets[0].length);
    return targets.map((y, n) => y.map((yk, k) => ((loss === "crossEntropy" ? last.a[n][k] * total(y) : last.a[n][k]) - yk) * factor));
  }

  // Everything of one iteration: each layer with z, a, derivative φ′(z), g = ∂L/∂a, delta = ∂L/∂z, dW and db.
  function pass(network, inputs, targets, loss) {
    const layers = forward(network, inputs),
      last = layers.at(-1);
    const lossValue = evaluate(loss, last, targets),
      factor = scale(loss, targets.length, targets[0].length);
    let g = map(last.a, (prediction, n, k) => losses[loss].derivative(prediction, targets[n][k]) * factor);
    for (let l = layers.length - 1; l >= 0; l--) {
      const layer = layers[l],
        before = l === 0 ? inputs : layers[l - 1].a;
      layer.g = g;
      layer.derivative =
        layer.activation === "softmax" ? null : map(layer.z, (z, n, j) => functions[layer.activation].derivative(z, layer.a[n][j]));
      layer.delta = layer === last ? outputDelta(loss, layer, g, targets) : deltaFrom(layer, g);
      layer.dW = layer.W.map((_, i) => layer.b.map((_, j) => dot(column(before, i), column(layer.delta, j))));
      layer.db = layer.b.map((_, j) => total(column(layer.delta, j)));
      g = layer.delta.map(delta => layer.W.map(weights => dot(delta, weights)));
    }
    return { inputs, targets, layers, loss, inputGradient: g, ...lossValue };
  }

  // W ← W − η·∂L/∂W, b ← b − η·∂L/∂b; with weight decay λ, λ·W is added to ∂L/∂W.
  const update = (pass, learningRate, decay = 0) => ({
    layers: pass.layers.map(({ activation, W, b, dW, db }) => ({
      activation,
      W: map(W, (w, i, j) => w - learningRate * (dW[i][j] + decay * w)),
      b: b.map((value, j) => value - learningRate * db[j]),
    })),
  });

  const isFinite = network => network.layers.every(layer => [...layer.W.flat(), ...layer.b].every(Number.isFinite));

  return { forward, pass, update, divisor, isFused, isFinite };
})();
