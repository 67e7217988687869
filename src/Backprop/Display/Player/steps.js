// The steps of one iteration, the state that they belong to, and how one state follows from another.
//
// A quantity is named by a key: "z:1:0:2" is z of layer 1, unit 0, sample 2 (all indices from 0 but the layer's):
//   a, z, d (φ′), g (∂L/∂a), delta : layer : unit : sample      y : unit : sample      t (a sample's term) : sample      L
//   W, dW, newW : layer : from : to      b, db, newb : layer : unit      flow (δ·W) : layer : from : to : sample
const steps = (() => {
  const parse = key => {
    const [kind, ...rest] = key.split(":"),
      numbers = rest.map(Number);
    switch (kind) {
      case "a":
      case "z":
      case "d":
      case "g":
      case "delta":
        return { kind, layer: numbers[0], unit: numbers[1], sample: numbers[2] };
      case "y":
        return { kind, unit: numbers[0], sample: numbers[1] };
      case "t":
        return { kind, sample: numbers[0] };
      case "W":
      case "dW":
      case "newW":
        return { kind, layer: numbers[0], from: numbers[1], unit: numbers[2] };
      case "b":
      case "db":
      case "newb":
        return { kind, layer: numbers[0], unit: numbers[1] };
      case "flow":
        return { kind, layer: numbers[0], from: numbers[1], unit: numbers[2], sample: numbers[3] };
      default:
        return { kind };
    }
  };

  // Forward layer by layer (or unit by unit), loss, backward layer by layer, gradients, update.
  function list(sizes, unitByUnit, hasUpdate) {
    const layers = sizes.length - 1;
    const of = (kind, layer) =>
      unitByUnit ? Array.from({ length: sizes[layer] }, (_, unit) => ({ kind, layer, unit })) : [{ kind, layer }];
    const forward = [],
      backward = [],
      gradients = [];
    for (let l = 1; l <= layers; l++) forward.push(...of("z", l), ...of("a", l));
    for (let l = layers; l >= 1; l--) {
      backward.push(...of("g", l), ...of("delta", l));
      gradients.push({ kind: "dW", layer: l });
    }
    return [{ kind: "start" }, ...forward, { kind: "L" }, ...backward, ...gradients, ...(hasUpdate ? [{ kind: "newW" }] : [])];
  }

  const stageOf = { d: "delta", flow: "g", db: "dW", newb: "newW", t: "L" };
  const given = new Set(["W", "b", "y", "eta"]);

  // The index of the step in which a quantity appears.
  function appears(all, key) {
    const q = parse(key),
      kind = stageOf[q.kind] ?? q.kind;
    if (given.has(kind) || (kind === "a" && q.layer === 0)) return 0;
    if (kind === "L" || kind === "newW") return all.findIndex(step => step.kind === kind);
    const layer = q.kind === "flow" ? q.layer - 1 : q.layer,
      unit = q.kind === "flow" ? q.from : q.unit;
    return all.findIndex(step => step.kind === kind && step.layer === layer && (step.unit === undefined || step.unit === unit));
  }

  // The quantities that a step computes, for one sample.
  function computes(step, sizes, sample) {
    const units = layer => (step.unit === undefined ? [...Array(sizes[layer]).keys()] : [step.unit]);
    const layers = [...Array(sizes.length - 1).keys()].map(l => l + 1);
    const parameters = (weight, bias, layer) => [
      ...[...Array(sizes[layer - 1]).keys()].flatMap(from => units(layer).map(unit => `${weight}:${layer}:${from}:${unit}`)),
      ...units(layer).map(unit => `${bias}:${layer}:${unit}`),
    ];
    switch (step.kind) {
      case "start":
        return [];
      case "L":
        return [`t:${sample}`, "L"];
      case "dW":
        return parameters("dW", "db", step.layer);
      case "newW":
        return layers.flatMap(layer => parameters("newW", "newb", layer));
      default:
        return units(step.layer).map(unit => `${step.kind}:${step.layer}:${unit}:${sample}`);
    }
  }

  // The state that everything drawn follows from. It is never changed: a change gives another one.
  function initial(model) {
    const network = { layers: model.layers },
      samples = [...model.inputs.keys()];
    return {
      // Where the page cannot compute: passes that were computed ahead. Of a training: the parameters at some of its epochs.
      passes: model.passes?.map(pass => ({
        ...pass,
        inputs: model.inputs,
        targets: model.targets,
        loss: model.loss,
        samples,
        learningRate: model.learningRate ?? null,
      })),
      snapshots: model.snapshots,
      network,
      inputs: model.inputs,
      targets: model.targets,
      loss: model.loss,
      learningRate: model.learningRate ?? null,
      iteration: 0,
      first: 0,
      step: 0,
      sample: model.sample ?? 0,
      onlySample: false,
      unitByUnit: false,
      // The parameters of some iterations, and L of each one done, so that one can go back.
      checkpoints: [{ iteration: 0, network }],
      curve: [],
    };
  }

  const sizesOf = state => [state.inputs[0].length, ...state.network.layers.map(layer => layer.b.length)];
  const listOf = state => list(sizesOf(state), state.unitByUnit, state.learningRate !== null);

  // The pass of a state, with the samples of which its L consists: all, or the one that is shown.
  function passOf(state, network = state.network) {
    if (state.passes) return state.passes[state.iteration];
    const samples = state.onlySample ? [state.sample] : [...state.inputs.keys()];
    const [inputs, targets] = [state.inputs, state.targets].map(matrix => (state.onlySample ? [matrix[state.sample]] : matrix));
    return { ...engine.pass(network, inputs, targets, state.loss), samples, learningRate: state.learningRate };
  }

  const parameterCount = network => network.layers.reduce((sum, layer) => sum + (layer.W.length + 1) * layer.b.length, 0);
  const every = network => Math.max(1, Math.ceil(parameterCount(network) / 40)); // checkpoints of 10,000 iterations stay small

  // The next iteration, from its first step; the state itself if a parameter would no longer be finite.
  function iterate(state, count = 1, until = () => false) {
    const given = state.passes ?? state.snapshots;
    if (given) {
      const iteration = Math.min(state.iteration + count, given.length - 1);
      return iteration === state.iteration ? { ...state, ended: "last" } : goTo(state, iteration, 0);
    }
    let { network, iteration } = state,
      ended = null;
    const curve = state.curve.slice(0, iteration),
      checkpoints = state.checkpoints.filter(point => point.iteration <= iteration),
      apart = every(network);
    for (let k = 0; k < count && !ended; k++) {
      const pass = passOf(state, network),
        next = engine.update(pass, state.learningRate);
      if (!engine.isFinite(next) || !Number.isFinite(pass.value)) ended = "diverged";
      else {
        curve.push(pass.value);
        network = next;
        iteration++;
        if (iteration % apart === 0) checkpoints.push({ iteration, network });
        if (until(curve)) ended = "stopped";
      }
    }
    return { ...state, network, iteration, step: 0, curve, checkpoints, ended };
  }

  // An iteration that was there before, at a step.
  function goTo(state, iteration, step) {
    if (state.snapshots) return { ...state, network: state.snapshots[iteration], iteration, step, ended: null };
    if (state.passes)
      return {
        ...state,
        network: state.passes[iteration],
        curve: state.passes.slice(0, iteration).map(pass => pass.value),
        iteration,
        step,
        ended: null,
      };
    const from = state.checkpoints.filter(point => point.iteration <= iteration).at(-1);
    let network = from.network;
    for (let k = from.iteration; k < iteration; k++) network = engine.update(passOf(state, network), state.learningRate);
    return { ...state, network, iteration, step, ended: null };
  }

  const last = state => listOf(state).length - 1;

  function next(state) {
    if (state.step < last(state)) return { ...state, step: state.step + 1, ended: null };
    return state.learningRate === null && !state.snapshots ? { ...state, ended: "last" } : iterate(state);
  }

  function previous(state) {
    if (state.step > 0) return { ...state, step: state.step - 1, ended: null };
    return state.iteration === state.first ? state : goTo(state, state.iteration - 1, last(state));
  }

  // Something was changed: from here on everything is computed anew. What came before is left to undo.
  function changed(state, change) {
    const network = change.network ?? state.network;
    return { ...state, ...change, checkpoints: [{ iteration: state.iteration, network }], ended: null, first: state.iteration };
  }

  function withParameter(state, key, value) {
    const q = parse(key);
    const layers = state.network.layers.map((layer, l) =>
      l + 1 !== q.layer
        ? layer
        : q.kind === "b"
          ? { ...layer, b: layer.b.with(q.unit, value) }
          : { ...layer, W: layer.W.with(q.from, layer.W[q.from].with(q.unit, value)) },
    );
    return changed(state, { network: { layers } });
  }

  // The state with one number changed: a weight, bias, input, target or the learning rate.
  function withValue(state, key, value) {
    const q = parse(key);
    switch (q.kind) {
      case "W":
      case "b":
        return withParameter(state, key, value);
      case "a":
        return changed(state, { inputs: state.inputs.with(q.sample, state.inputs[q.sample].with(q.unit, value)) });
      case "y":
        return changed(state, { targets: state.targets.with(q.sample, state.targets[q.sample].with(q.unit, value)) });
      case "eta":
        return changed(state, { learningRate: value });
      default:
        return state;
    }
  }

  const canChange = key => {
    const q = parse(key);
    return ["W", "b", "y", "eta"].includes(q.kind) || (q.kind === "a" && q.layer === 0);
  };

  return {
    parse,
    list,
    listOf,
    appears,
    computes,
    initial,
    sizesOf,
    passOf,
    iterate,
    goTo,
    next,
    previous,
    last,
    changed,
    withValue,
    canChange,
  };
})();
