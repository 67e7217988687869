// What the page says of a step: where it is, what happens in one sentence, and the equation of a number.
const sentences = (() => {
  const { format, escape } = equations;

  const endings = {
    diverged: "Here it stops: with the next update a number would no longer be finite. A smaller η helps.",
    stopped: "It stopped: the loss no longer falls.",
    last: "That was the last step there is.",
  };

  const whereOf = (model, state) => (model.snapshots ? `epoch ${model.epochs[state.iteration]}` : `iteration ${state.iteration + 1}`);

  function equationOf(view, key) {
    const { expression, note } = equations.explain(view.pass, key, view.names),
      q = steps.parse(key),
      name = view.names.html(key);
    const about =
      q.sample === undefined || view.pass.samples.length === 1
        ? ""
        : "sample " + view.numbered(q.sample);
    const result = `<b title="${view.value(key)}">${format(view.value(key))}</b>`;
    const text = [about, note].filter(Boolean).map(escape).join(" · ");
    if (!expression)
      return `<div class="equation"><span>${name}</span><span>=</span><span>${result}</span></div><p class="about">${text}</p>`;
    const numbers = expression.write("numbers"),
      line = (left, right) => `<span>${left}</span><span>=</span><span>${right}</span>`;
    const isResult = numbers.replace(/<[^>]*>/g, "") === format(view.value(key));
    return `<div class="equation">${line(name, expression.write("symbols"))}${isResult ? "" : line("", numbers)}${line("", result)}</div>${text ? `<p class="about">${text}</p>` : ""}`;
  }

  // What happens in a step, in one sentence.
  function sentence(view, model) {
    const { step, state, pass, sizes, names, sample } = view,
      l = step.layer,
      layers = sizes.length - 1;
    const who = step.unit === undefined ? "each unit" : names.unit(l, step.unit),
      title = l ? equations.titleOf(state.network.layers[l - 1].activation) : "";
    const numbers = [...view.active]
      .filter(key => !key.startsWith("flow") && !view.isHidden(key))
      .slice(0, 4)
      .map(key => `${names.text(key)} = ${format(view.value(key))}`)
      .join(", ");
    const end = numbers ? ` ${numbers.replace(/^[a-z](?=[a-z]+ )/, letter => letter.toUpperCase())}${view.active.size > 4 && step.kind !== "g" ? ", …" : ""}.` : "";
    switch (step.kind) {
      case "z":
        return `Forward, layer ${l}: ${who} adds up what comes in, each number times its weight, and its bias.${end}`;
      case "a":
        return `Forward, layer ${l}: ${title} of ${step.unit === undefined ? "each" : "the"} sum z gives ${l === layers ? "the output ŷ" : "the activation a"}.${end}`;
      case "L":
        return `The loss compares ŷ with y: the ${losses[pass.loss]?.title ?? pass.loss}${pass.samples.length > 1 ? ` over ${pass.samples.length} samples` : ""}.${end}`;
      case "g":
        return l === layers
          ? `Backward begins: how L changes with ŷ.${end}`
          : `Backward, layer ${l}: ${who} gets back every δ of layer ${l + 1}, each times the weight that it went through.${end}`;
      case "delta":
        return `Backward, layer ${l}: ${l === layers && engine.isFused(pass.loss, state.network.layers[l - 1].activation) ? "loss and activation together give δ, the error ŷ − y" : title === "softmax" ? "through softmax, in which every output depends on every z, it becomes δ" : "times φ′(z) it becomes δ: how L changes with z"}.${end}`;
      case "dW":
        return `Gradient, layer ${l}: for each weight what went in, a, times what came back, δ${pass.samples.length > 1 ? ", added up over the samples" : ""}.${end}`;
      case "newW":
        return `Update: every weight and bias takes a step against its gradient, η = ${format(state.learningRate)} times ∂L/∂W.${end}`;
      default:
        return model.snapshots
          ? `Epoch ${model.epochs[state.iteration]}: the network as the training had it.`
          : state.iteration === 0
            ? "The network before the first iteration. The arrow key → goes forward, layer by layer."
            : `Iteration ${state.iteration + 1} begins, with the new weights and biases.`;
    }
  }

  return { sentence, equationOf, whereOf, endings };
})();
