// What can be chosen below a player's picture.
const settingsOf = (() => {
  const { escape } = numbers,
    { button } = controls;
  const elementwise = () => Object.fromEntries(Object.entries(functions).filter(([name]) => name !== "softmax"));

  return (state, ui, model, numbered) => {
    const isFixed = Boolean(model.passes);
    const option = (value, text, chosen) => `<option value="${value}"${value === chosen ? " selected" : ""}>${escape(text)}</option>`;
    const options = (all, chosen) =>
      Object.entries(all)
        .map(([name, { title }]) => option(name, title, chosen))
        .join("");
    return [
      `<label>sample <select data-set="sample">${state.inputs.map((_, n) => option(n, numbered(n), state.sample)).join("")}</select></label>`,
      isFixed || state.inputs.length === 1
        ? ""
        : `<label>L over <select data-set="onlySample">${option("", "all samples", state.onlySample ? "1" : "")}${option("1", "this sample", state.onlySample ? "1" : "")}</select></label>`,
      `<label><input type="checkbox" data-set="unitByUnit"${state.unitByUnit ? " checked" : ""}> unit by unit</label>`,
      `<label><input type="checkbox" data-set="predict"${ui.predict ? " checked" : ""}> predict first</label>`,
      `<label>on the edges <select data-set="edges">${option("auto", "as the step has it", ui.edges)}${option("W", "W", ui.edges)}${option("flow", "δ·W", ui.edges)}${option("dW", "∂L/∂W", ui.edges)}</select></label>`,
      ...(isFixed
        ? []
        : state.network.layers.map(
            (layer, l) =>
              `<label>φ of layer ${l + 1} <select data-set="activation" data-layer="${l}">${options(l === state.network.layers.length - 1 ? functions : elementwise(), layer.activation)}</select></label>`,
          )),
      isFixed ? "" : `<label>loss <select data-set="loss">${options(losses, state.loss)}</select></label>`,
      isFixed || state.learningRate === null
        ? ""
        : `<label class="can" data-q="eta">η <input type="number" step="any" min="0" data-change="eta" value="${state.learningRate}"></label>`,
      model.snapshots
        ? `<label>epoch <input type="range" data-set="iteration" min="0" max="${model.snapshots.length - 1}" value="${state.iteration}"> ${model.epochs[state.iteration]}</label>`
        : "",
      isFixed ? "" : button("undo", "Undo", "Undo the last change (Ctrl+Z)") + button("redo", "Redo", "Do it again (Ctrl+Y)"),
      button("reset", "Reset", "Back to the beginning"),
      button("large", "Larger type", "Larger type, for a projector"),
    ].join(" ");
  };
})();
