// The equation of any quantity, in symbols and with its numbers, and the quantities that it comes from and goes into.
const equations = (() => {
  const { number, sum, samplesSum, minus, product, fraction, exponential, constant, opaque, read } = expressions;

  // The same, or the name of the function where there is no such text or it says what is not known here.
  function readOr(name, value, text, leaves, ...args) {
    if (!text) return opaque(name, value, ...args);
    try {
      return read(text, leaves);
    } catch {
      return opaque(name, value, ...args);
    }
  }

  const valueOf = (activation, z, value) => readOr(titleOf(activation), value, functions[activation]?.equation, { z }, z);
  const derivativeOf = (activation, z, a, value) =>
    readOr(`${titleOf(activation)}′`, value, functions[activation]?.derivativeEquation, { z, a }, z);

  // The term of one output and its derivative by ŷ.
  const termOf = (loss, prediction, y) =>
    readOr(titleOfLoss(loss), losses[loss].term(prediction.value, y.value), losses[loss].equation, { ŷ: prediction, y }, prediction, y);
  const termDerivativeOf = (loss, prediction, y) =>
    readOr(
      `${titleOfLoss(loss)}′`,
      losses[loss].derivative(prediction.value, y.value),
      losses[loss].derivativeEquation,
      { ŷ: prediction, y },
      prediction,
      y,
    );

  const over = (x, divisor) => (divisor === 1 ? x : fraction(x, constant(divisor)));

  const titleOf = activation => functions[activation]?.title ?? activation;
  const titleOfLoss = loss => losses[loss]?.title ?? loss;

  // What a key stands for in a pass.
  function valueAt(pass, key) {
    const q = steps.parse(key),
      layer = pass.layers[q.layer - 1],
      row = pass.samples.indexOf(q.sample);
    switch (q.kind) {
      case "a":
        return q.layer === 0 ? pass.inputs[row][q.unit] : layer.a[row][q.unit];
      case "z":
      case "g":
      case "delta":
        return layer[q.kind][row][q.unit];
      case "d":
        return layer.derivative[row][q.unit];
      case "y":
        return pass.targets[row][q.unit];
      case "W":
      case "dW":
        return layer[q.kind][q.from][q.unit];
      case "b":
      case "db":
        return layer[q.kind][q.unit];
      case "newW":
        return layer.W[q.from][q.unit] - pass.learningRate * layer.dW[q.from][q.unit];
      case "newb":
        return layer.b[q.unit] - pass.learningRate * layer.db[q.unit];
      case "flow":
        return layer.delta[row][q.unit] * layer.W[q.from][q.unit];
      case "t":
        return pass.terms[row];
      case "eta":
        return pass.learningRate;
      default:
        return pass.value;
    }
  }

  // The equation of a key: { expression, note }; no expression for what is given.
  function explain(pass, key, names) {
    const q = steps.parse(key),
      { layer: l, unit: j, sample: n } = q;
    const at = other => number(valueAt(pass, other), names.html(other), other);
    const layer = pass.layers[l - 1],
      outputs = pass.targets[0].length,
      samples = pass.samples.length,
      layers = pass.layers.length;
    const range = count => [...Array(count).keys()],
      row = pass.samples.indexOf(n);
    const reduction = pass.reduction ?? losses[pass.loss],
      divisor = engine.divisor(reduction, samples, outputs);
    switch (q.kind) {
      case "z":
        return {
          expression: sum([
            ...range(layer.W.length).map(i => product(at(`a:${l - 1}:${i}:${n}`), at(`W:${l}:${i}:${j}`))),
            at(`b:${l}:${j}`),
          ]),
        };
      case "a":
        if (l === 0) return { note: "an input" };
        if (layer.activation === "softmax")
          return {
            expression: fraction(exponential(at(`z:${l}:${j}:${n}`)), sum(range(outputs).map(k => exponential(at(`z:${l}:${k}:${n}`))))),
          };
        return {
          expression: valueOf(layer.activation, at(`z:${l}:${j}:${n}`), layer.a[row][j]),
          note: `φ is ${titleOf(layer.activation)}`,
        };
      case "d":
        return { expression: derivativeOf(layer.activation, at(`z:${l}:${j}:${n}`), at(`a:${l}:${j}:${n}`), layer.derivative[row][j]) };
      case "g":
        if (l === layers && !losses[pass.loss])
          return { expression: opaque(`∂${pass.loss}/∂ŷ`, layer.g[row][j], at(`a:${l}:${j}:${n}`), at(`y:${j}:${n}`)) };
        if (l === layers) return { expression: over(termDerivativeOf(pass.loss, at(`a:${l}:${j}:${n}`), at(`y:${j}:${n}`)), divisor) };
        return {
          expression: sum(range(pass.layers[l].b.length).map(k => product(at(`delta:${l + 1}:${k}:${n}`), at(`W:${l + 1}:${j}:${k}`)))),
          note: "what the next layer sends back",
        };
      case "delta":
        if (l === layers && engine.isFused(pass.loss, layer.activation)) return fusedDelta(pass, q, at, divisor);
        if (layer.activation === "softmax")
          return {
            expression: product(
              at(`a:${l}:${j}:${n}`),
              minus(at(`g:${l}:${j}:${n}`), sum(range(outputs).map(k => product(at(`g:${l}:${k}:${n}`), at(`a:${l}:${k}:${n}`))))),
            ),
          };
        return { expression: product(at(`g:${l}:${j}:${n}`), at(`d:${l}:${j}:${n}`)) };
      case "flow":
        return { expression: product(at(`delta:${l}:${j}:${n}`), at(`W:${l}:${q.from}:${j}`)) };
      case "dW":
        return overSamples(m => product(at(`a:${l - 1}:${q.from}:${m}`), at(`delta:${l}:${j}:${m}`)));
      case "db":
        return overSamples(m => at(`delta:${l}:${j}:${m}`));
      case "newW":
        return { expression: minus(at(`W:${l}:${q.from}:${j}`), product(at("eta"), at(`dW:${l}:${q.from}:${j}`))) };
      case "newb":
        return { expression: minus(at(`b:${l}:${j}`), product(at("eta"), at(`db:${l}:${j}`))) };
      case "t": {
        if (!losses[pass.loss])
          return {
            expression: opaque(
              pass.loss,
              pass.terms[row],
              ...range(outputs).flatMap(k => [at(`a:${layers}:${k}:${n}`), at(`y:${k}:${n}`)]),
            ),
          };
        const y = pass.targets[row],
          counting = range(outputs).filter(k => pass.loss !== "crossEntropy" || y[k] !== 0);
        const terms = sum(counting.map(k => termOf(pass.loss, at(`a:${layers}:${k}:${n}`), at(`y:${k}:${n}`))));
        return { expression: reduction.overOutputs === "mean" ? over(terms, outputs) : terms };
      }
      case "L": {
        const isMean = reduction.overSamples === "mean",
          { expression } = overSamples(m => at(`t:${m}`));
        return {
          expression: isMean ? over(expression, samples) : expression,
          note: samples > 1 ? `the ${isMean ? "mean" : "sum"} over the samples` : "",
        };
      }
      default:
        return { note: q.kind === "y" ? "a target" : q.kind === "eta" ? "the learning rate" : "a parameter" };
    }

    function overSamples(term) {
      return { expression: samplesSum(pass.samples.map(term)), note: samples > 1 ? "the sum over the samples" : "" };
    }
  }

  function fusedDelta(pass, q, at, divisor) {
    const prediction = at(`a:${q.layer}:${q.unit}:${q.sample}`),
      y = at(`y:${q.unit}:${q.sample}`);
    const total = pass.loss === "crossEntropy" ? pass.targets[pass.samples.indexOf(q.sample)].reduce((sum, value) => sum + value, 0) : 1;
    return {
      expression: over(minus(total === 1 ? prediction : product(prediction, number(total, "Σ<i>y</i>")), y), divisor),
      note: `∂L/∂ŷ times the derivative of ${titleOf(pass.layers.at(-1).activation)}, in one`,
    };
  }

  // The keys that the equation of a key reads, and those whose equations read it.
  function comesFrom(pass, key, names) {
    const { expression } = explain(pass, key, names);
    return expression ? [...new Set([...expression.write("numbers").matchAll(/data-q="([^"]*)"/g)].map(match => match[1]))] : [];
  }

  const goesInto = (pass, key, sizes, sample, names) =>
    nearby(key, sizes, sample).filter(
      other =>
        (steps.parse(other).kind !== "d" || pass.layers[steps.parse(other).layer - 1].derivative) &&
        comesFrom(pass, other, names).includes(key),
    );

  // The quantities of a sample whose equations may read a key.
  function nearby(key, sizes, sample) {
    const { kind, layer: l, unit: j, from } = steps.parse(key),
      layers = sizes.length - 1;
    const every = (layer, name) => [...Array(sizes[layer] ?? 0).keys()].map(name);
    const here = name => `${name}:${l}:${j}:${sample}`,
      isLast = l === layers;
    switch (kind) {
      case "a":
        return [
          ...every(l + 1, k => `z:${l + 1}:${k}:${sample}`),
          ...every(l + 1, k => `dW:${l + 1}:${j}:${k}`),
          ...(l > 0 ? [here("d")] : []),
          ...(isLast ? [`t:${sample}`, here("g"), ...every(l, k => `delta:${l}:${k}:${sample}`)] : []),
        ];
      case "z":
        return [...(isLast ? every(l, k => `a:${l}:${k}:${sample}`) : [here("a")]), here("d")];
      case "W":
        return [
          here("z"),
          `flow:${l}:${from}:${j}:${sample}`,
          ...(l > 1 ? [`g:${l - 1}:${from}:${sample}`] : []),
          `newW:${l}:${from}:${j}`,
        ];
      case "b":
        return [here("z"), `newb:${l}:${j}`];
      case "y":
        return [`t:${sample}`, `g:${layers}:${j}:${sample}`, `delta:${layers}:${j}:${sample}`];
      case "d":
        return [here("delta")];
      case "g":
        return isLast ? every(l, k => `delta:${l}:${k}:${sample}`) : [here("delta")];
      case "delta":
        return [
          ...every(l - 1, i => `dW:${l}:${i}:${j}`),
          `db:${l}:${j}`,
          ...every(l - 1, i => `flow:${l}:${i}:${j}:${sample}`),
          ...(l > 1 ? every(l - 1, i => `g:${l - 1}:${i}:${sample}`) : []),
        ];
      case "dW":
        return [`newW:${l}:${from}:${j}`];
      case "db":
        return [`newb:${l}:${j}`];
      case "t":
        return ["L"];
      case "eta":
        return sizes
          .slice(1)
          .flatMap((size, k) => [...Array(size).keys()].flatMap(u => [`newb:${k + 1}:${u}`, ...every(k, i => `newW:${k + 1}:${i}:${u}`)]));
      default:
        return [];
    }
  }

  return { ...numbers, titleOf, naming, valueAt, explain, comesFrom, goesInto };
})();
