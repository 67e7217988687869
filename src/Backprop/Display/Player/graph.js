// The computation graph of one sample: every product, sum, φ and the loss as a node with its value and its gradient, the local derivative
// on every edge, and at a fork the sum of what comes back.
const graph = (() => {
  const { format, escape } = numbers;

  // Nodes in the order of the forward pass: { id, label, value, inputs: [{ from, local }], column, key } with the key of what can be changed.
  function build(network, input, target, loss, names) {
    const nodes = [],
      add = (label, text, kind, value, inputs = [], key = null) =>
        nodes.push({ id: nodes.length, label, text, kind, value, inputs, key, uses: [], gradient: 0 }) - 1;
    const leaf = (key, value) => add(names.html(key), names.text(key), "leaf", value, [], key);
    const sumOf = (label, text, ids) =>
      add(
        label,
        text,
        "+",
        ids.reduce((sum, id) => sum + nodes[id].value, 0),
        ids.map(from => ({ from, local: 1 })),
      );
    const times = (x, y) =>
      add("×", `${nodes[x].text}·${nodes[y].text}`, "×", nodes[x].value * nodes[y].value, [
        { from: x, local: nodes[y].value },
        { from: y, local: nodes[x].value },
      ]);

    let before = input.map((value, i) => leaf(`a:0:${i}:0`, value));
    network.layers.forEach((layer, index) => {
      const l = index + 1;
      const sums = layer.b.map((b, j) =>
        sumOf(names.html(`z:${l}:${j}:0`), names.text(`z:${l}:${j}:0`), [
          ...before.map((a, i) => times(a, leaf(`W:${l}:${i}:${j}`, layer.W[i][j]))),
          leaf(`b:${l}:${j}`, b),
        ]),
      );
      before =
        layer.activation === "softmax"
          ? softmax(sums, l)
          : sums.map((z, j) => {
              const value = functions[layer.activation].value(nodes[z].value);
              return add(names.html(`a:${l}:${j}:0`), names.text(`a:${l}:${j}:0`), "φ", value, [
                { from: z, local: functions[layer.activation].derivative(nodes[z].value, value) },
              ]);
            });
    });

    const { term, derivative, overOutputs } = losses[loss],
      outputs = target.length,
      factor = overOutputs === "mean" ? 1 / outputs : 1;
    const terms = before.map((a, k) => {
      const value = nodes[a].value,
        y = leaf(`y:${k}:0`, target[k]);
      nodes[y].isTarget = true;
      return add(
        outputs === 1 ? "<i>L</i>" : `term<sub>${k + 1}</sub>`,
        outputs === 1 ? "L" : `term ${k + 1}`,
        "L",
        term(value, target[k]),
        [
          { from: a, local: derivative(value, target[k]) },
          { from: y, local: null },
        ],
      );
    });
    if (outputs > 1)
      add(
        "<i>L</i>",
        "L",
        factor === 1 ? "+" : "mean",
        terms.reduce((sum, id) => sum + nodes[id].value, 0) * factor,
        terms.map(from => ({ from, local: factor })),
      );
    for (const node of nodes) for (const { from, local } of node.inputs) if (local !== null) nodes[from].uses.push({ to: node.id, local });
    accumulate(nodes);
    arrange(nodes);
    return nodes;

    // e to each z, their sum, and the quotients.
    function softmax(sums, l) {
      const largest = Math.max(...sums.map(z => nodes[z].value));
      if (largest > 700) throw new Error("z is too large for its e to the power of z");
      const powers = sums.map((z, j) => {
        const e = Math.exp(nodes[z].value);
        return add(`<i>e</i><sup>z</sup>`, `e^${nodes[z].text}`, "e", e, [{ from: z, local: e }]);
      });
      const total = sumOf("Σ<i>e</i><sup>z</sup>", "the sum of e^z", powers),
        s = nodes[total].value;
      return powers.map((e, j) =>
        add(names.html(`a:${l}:${j}:0`), names.text(`a:${l}:${j}:0`), "÷", nodes[e].value / s, [
          { from: e, local: 1 / s },
          { from: total, local: -nodes[e].value / (s * s) },
        ]),
      );
    }
  }

  // Backward: a node's gradient is the sum over its uses of the local derivative times the gradient there.
  function accumulate(nodes) {
    nodes.at(-1).gradient = 1;
    for (const node of [...nodes].reverse().slice(1))
      node.gradient = node.uses.reduce((sum, { to, local }) => sum + local * nodes[to].gradient, 0);
  }

  // A column for each level; what is given stands just before its first use. Within a column nodes stand where what they go into stands.
  function arrange(nodes) {
    for (const node of nodes) node.column = node.inputs.length ? 1 + Math.max(...node.inputs.map(({ from }) => nodes[from].column)) : 0;
    const usedBy = nodes.map(() => []);
    for (const node of nodes) for (const { from } of node.inputs) usedBy[from].push(node.id);
    for (const node of nodes) if (!node.inputs.length) node.column = Math.min(...usedBy[node.id].map(id => nodes[id].column)) - 1;
    const last = Math.max(...nodes.map(node => node.column));
    const columns = Array.from({ length: last + 1 }, (_, column) => nodes.filter(node => node.column === column));
    const place = column =>
      column.forEach((node, slot) => {
        node.slot = slot - (column.length - 1) / 2;
      });
    columns.forEach(place);
    for (let sweep = 0; sweep < 6; sweep++) {
      const mean = ids => ids.reduce((sum, id) => sum + nodes[id].slot, 0) / (ids.length || 1);
      const order = (column, near) => {
        column.forEach(node => {
          node.wish = near(node).length ? mean(near(node)) : node.slot;
        });
        column.sort((x, y) => x.wish - y.wish);
        place(column);
      };
      for (let c = last - 1; c >= 0; c--) order(columns[c], node => usedBy[node.id]);
      if (sweep < 5)
        for (let c = 1; c <= last; c++) order(columns[c], node => [...node.inputs.map(({ from }) => from), ...usedBy[node.id]]);
    }
  }

  // Forward level by level (or node by node), then backward.
  function list(nodes, nodeByNode) {
    const computed = nodes.filter(node => node.inputs.length),
      back = nodes.filter(node => !node.isTarget).reverse();
    const group = all =>
      nodeByNode
        ? all.map(node => [node.id])
        : [...new Set(all.map(node => node.column))].map(column => all.filter(node => node.column === column).map(node => node.id));
    return [
      { kind: "start", ids: [] },
      ...group([...computed].sort((x, y) => x.column - y.column)).map(ids => ({ kind: "forward", ids })),
      ...group([...back].sort((x, y) => y.column - x.column)).map(ids => ({ kind: "backward", ids })),
    ];
  }

  // The equations of a node: how its value comes about, and its gradient.
  function explain(nodes, node, isBackward) {
    const value = id => format(nodes[id].value),
      wrap = text => (text.startsWith("−") ? `(${text})` : text);
    if (isBackward) {
      if (node === nodes.at(-1)) return { left: "∂<i>L</i>/∂<i>L</i>", symbols: "1", numbers: "1", value: 1 };
      const gradientOf = to => `∂<i>L</i>/∂${nodes[to].label === "×" ? `(${escape(nodes[to].text)})` : nodes[to].label}`;
      return {
        left: `∂<i>L</i>/∂${node.kind === "×" ? `(${escape(node.text)})` : node.label}`,
        symbols: node.uses.map(({ to }) => `<i>local</i>·${gradientOf(to)}`).join(" + "),
        numbers: node.uses.map(({ to, local }) => `${wrap(format(local))}·${wrap(format(nodes[to].gradient))}`).join(" + "),
        value: node.gradient,
      };
    }
    const join = sign => [
      node.inputs.map(({ from }) => (nodes[from].kind === "×" ? escape(nodes[from].text) : nodes[from].label)).join(sign),
      node.inputs.map(({ from }, k) => (k || sign === "·" ? wrap(value(from)) : value(from))).join(sign),
    ];
    const [symbols, numbers] =
      node.kind === "×" ? join("·") : node.kind === "+" ? join(" + ") : node.kind === "÷" ? join(" / ") : join(", ");
    const name = { φ: "φ", e: "exp", L: "loss", mean: "mean" }[node.kind],
      called = name ? text => `${name}(${text})` : text => text;
    return { left: node.kind === "×" ? "product" : node.label, symbols: called(symbols), numbers: called(numbers), value: node.value };
  }

  return { build, list, explain };
})();
