// What the pictures of a player are drawn from: a state, its pass, and what is selected, hidden and lit up.
const views = (() => {
  function viewOf(state, pass, ui, model) {
    const sizes = steps.sizesOf(state),
      list = steps.listOf(state),
      step = list[state.step],
      sample = state.sample;
    const names = equations.naming(sizes, model.inputNames),
      layers = sizes.length - 1;
    const active = new Set(steps.computes(step, sizes, sample)),
      hidden = new Set(ui.question ? active : []);
    const samples = model.samples ?? [];
    const numbered = n => n + (model.first ?? 1) + (samples[n] ? ` (${samples[n]})` : "");
    const visible = new Map();
    const view = {
      state,
      pass,
      sizes,
      list,
      step,
      sample,
      names,
      active,
      samples,
      numbered,
      isFixed: Boolean(model.passes),
      edges: ui.edges,
      selected: ui.selected,
      sampleName: "sample " + numbered(sample),
      activeEdges: new Set(
        step.kind === "z"
          ? steps.computes(step, sizes, sample).flatMap(key => {
              const { unit } = steps.parse(key);
              return [...Array(sizes[step.layer - 1]).keys()].map(from => `W:${step.layer}:${from}:${unit}`);
            })
          : [],
      ),
      isKnown: key => {
        const q = steps.parse(key);
        return (
          !(q.kind === "d" && !pass.layers[q.layer - 1].derivative) &&
          !((q.kind === "newW" || q.kind === "newb") && state.learningRate === null)
        );
      },
      isVisible: key => {
        if (!visible.has(key)) {
          const at = steps.appears(list, key);
          visible.set(key, at >= 0 && at <= state.step);
        }
        return visible.get(key);
      },
      isHidden: key => hidden.has(key),
      value: key => equations.valueAt(pass, key),
      lit: { from: new Set(), into: new Set() },
    };
    if (step.kind === "g" && step.layer < layers)
      for (const key of [...active])
        for (let k = 0; k < sizes[step.layer + 1]; k++) active.add(`flow:${step.layer + 1}:${steps.parse(key).unit}:${k}:${sample}`);
    if (ui.selected && view.isKnown(ui.selected) && view.isVisible(ui.selected)) view.lit = litBy(view, ui.selected);
    return view;
  }

  // What a number comes from and goes into.
  function litBy(view, key) {
    return {
      from: new Set(equations.comesFrom(view.pass, key, view.names)),
      into: new Set(equations.goesInto(view.pass, key, view.sizes, steps.parse(key).sample ?? view.sample, view.names)),
    };
  }

  return { viewOf, litBy };
})();
