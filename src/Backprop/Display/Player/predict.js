// Predict first: whether an answer is right, and if not, which mistake would give it.
const predict = (() => {
  const isClose = (x, y) => Math.abs(x - y) <= 0.005 * Math.abs(y) + 1e-9;

  // Wrong answers for a quantity, each with what was forgotten.
  function mistakes(pass, key) {
    const q = steps.parse(key),
      { layer: l, unit: j, sample: n } = q,
      at = other => equations.valueAt(pass, other);
    const layer = pass.layers[l - 1],
      next = pass.layers[l],
      row = pass.samples.indexOf(n),
      count = pass.samples.length;
    const derivative = functions[layer?.activation]?.derivative;
    const atActivation = derivative && row >= 0 ? derivative(layer.a[row][j], functions[layer.activation].value(layer.a[row][j])) : NaN;
    switch (q.kind) {
      case "z":
        return [
          [at(key) - layer.b[j], "That is without the bias."],
          [
            layer.W.length === layer.b.length
              ? layer.W.reduce((sum, _, i) => sum + at(`a:${l - 1}:${i}:${n}`) * layer.W[j][i], layer.b[j])
              : NaN,
            "W is read the other way round: the first index is where a weight comes from.",
          ],
        ];
      case "a":
        return [
          [layer.z[row][j], "That is z: φ is still to be applied."],
          [layer.derivative?.[row][j] ?? NaN, "That is φ′(z), not φ(z)."],
          [Math.exp(layer.z[row][j]), "That is only e to the power of z."],
        ];
      case "g":
        return l === pass.layers.length
          ? [
              [layer.a[row][j] - pass.targets[row][j], "That is the error ŷ − y: the loss has a factor more."],
              [layer.delta[row][j], "That is δ already: here without φ′."],
            ]
          : [
              [next.delta[row].reduce((sum, value) => sum + value, 0), "Each δ goes through its weight: δ·W."],
              [layer.delta[row][j], "That is δ already: here without φ′."],
              [next.delta[row][0] * next.W[j][0], "That is the first path only: add up all of them."],
            ];
      case "delta":
        return [
          [layer.g[row][j], "That is ∂L/∂a: the factor φ′(z) is missing."],
          [layer.derivative?.[row][j] ?? NaN, "That is φ′(z) alone: times what comes back."],
          [layer.g[row][j] * atActivation, "φ′ is taken at z, not at a."],
          [layer.g[row][j] * layer.a[row][j], "The factor is φ′(z), not a."],
        ];
      case "dW": {
        const parts = pass.samples.map(m => at(`a:${l - 1}:${q.from}:${m}`) * at(`delta:${l}:${j}:${m}`));
        return [
          ...(count > 1 ? [[at(key) / count, "That is the mean over the samples: ∂L/∂W is their sum."]] : []),
          ...(count > 1
            ? parts.map((part, m) => [part, `That is the part of sample ${pass.samples[m] + 1} alone: add up all samples.`])
            : []),
          [layer.db[j], "That is ∂L/∂b: the factor a is missing."],
        ];
      }
      case "newW":
        return [
          [at(`W:${l}:${q.from}:${j}`) + pass.learningRate * layer.dW[q.from][j], "The step goes against the gradient: minus, not plus."],
          [at(`W:${l}:${q.from}:${j}`) - layer.dW[q.from][j], "The factor η is missing."],
          [-pass.learningRate * layer.dW[q.from][j], "That is the step itself: it is added to W."],
        ];
      case "t": {
        const errors = pass.targets[row].map((y, k) => pass.layers.at(-1).a[row][k] - y),
          squares = errors.reduce((sum, error) => sum + error * error, 0);
        return [
          [errors[0], "That is the error: it is still to be squared."],
          [squares, "That is the square: the loss has a factor more."],
          [pass.value, "That is L over all samples: this is one sample's term."],
        ];
      }
      default:
        return [];
    }
  }

  // { isRight, text } for what somebody typed.
  function judge(pass, key, text) {
    const answer = Number(text.trim().replace("−", "-").replace(",", ".")),
      value = equations.valueAt(pass, key);
    if (!text.trim() || !Number.isFinite(answer)) return { isRight: false, text: "Type a number, such as 0.25." };
    if (isClose(answer, value)) return { isRight: true, text: `Right: ${equations.format(value)}.` };
    const mistake = mistakes(pass, key).find(([wrong]) => isClose(answer, wrong));
    if (mistake) return { isRight: false, text: mistake[1] };
    if (isClose(answer, -value)) return { isRight: false, text: "The size is right, the sign is not." };
    const factor = [2, 0.5, 4, 0.25].find(ratio => isClose(answer, ratio * value));
    if (factor && value !== 0)
      return { isRight: false, text: `Your answer is ${factor} times the right one: a factor is missing or doubled.` };
    return { isRight: false, text: `${equations.format(answer)} is not it. The formula stands below; put the numbers in.` };
  }

  return { judge, mistakes };
})();
