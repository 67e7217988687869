// The tables of a pass, as HTML text from a state: what is not computed yet is not shown.
const passTables = (() => {
  const { formatTogether, escape, titleOf } = equations,
    { shown, scaleOf, tint } = picture;
  const range = count => [...Array(count).keys()];

  // A group without a name is no heading: a screen reader would announce nothing.
  function groupHeading({ title, columns }) {
    const element = title ? `th scope="colgroup"` : "td";
    return `<${element} class="g" colspan="${columns.length}">${title}</${element.slice(0, 2)}>`;
  }

  // A table: columns in groups of the same quantity, which share a format and a scale of colour.
  function table(view, caption, corner, rows, groups) {
    const cells = groups
      .map(group => {
        const keys = rows
          .flatMap(row => group.columns.map(column => (column === null ? null : group.key(row.id, column))))
          .filter(key => key !== null && view.isKnown(key));
        const values = keys.filter(view.isVisible).map(view.value);
        return { ...group, isThere: keys.length > 0, write: formatTogether(values), scale: scaleOf(values) };
      })
      .filter(group => group.isThere);
    const head =
      `<tr><td></td>${cells.map(groupHeading).join("")}</tr>` +
      `<tr><th scope="col">${corner}</th>${cells.map(group => group.columns.map((column, k) => `<th scope="col"${k ? "" : ' class="g"'}>${column === null ? "⋯" : escape(group.name(column))}</th>`).join("")).join("")}</tr>`;
    const body = rows
      .map(
        row =>
          `<tr${row.isChosen ? ' class="chosen"' : ""}${row.sample === undefined ? "" : ` data-sample="${row.sample}"`}><th scope="row">${escape(row.name)}</th>` +
          cells
            .map(group =>
              group.columns.map((column, k) => cell(view, column === null ? null : group.key(row.id, column), group, k)).join(""),
            )
            .join("") +
          "</tr>",
      )
      .join("");
    return `<div class="scroll"><table><caption>${caption}</caption><thead>${head}</thead><tbody>${body}</tbody></table></div>`;
  }

  function cell(view, key, group, index) {
    const edge = index ? "" : " g";
    if (key === null || !view.isKnown(key)) return `<td class="${edge}">${key === null ? "⋯" : ""}</td>`;
    if (!view.isVisible(key)) return `<td class="later${edge}">·</td>`;
    const value = view.value(key);
    const classes = [
      "q",
      edge.trim(),
      steps.canChange(key) && !view.isFixed ? "can" : "",
      view.lit.from.has(key) ? "from" : "",
      view.lit.into.has(key) ? "into" : "",
      view.selected === key ? "on" : "",
      view.active.has(key) ? "now" : "",
    ];
    return view.isHidden(key)
      ? `<td class="q${edge}" data-q="${key}">?</td>`
      : `<td class="${classes.filter(Boolean).join(" ")}" data-q="${key}" tabindex="-1" title="${value}" style="background:${tint(value, group.scale)}">${group.write(value)}</td>`;
  }

  // Of many samples the first ones and the shown one.
  function samplesShown(samples, chosen) {
    if (samples.length <= 8) return samples;
    const first = samples.slice(0, 7);
    return first.includes(chosen) ? samples.slice(0, 8) : [...first, chosen];
  }

  // The data; and for each layer z, a and what comes back for each sample, and W with its gradient: the HTML of each table.
  function tables(view) {
    const { sizes, names, sample } = view,
      layers = sizes.length - 1;
    const rows = samplesShown(view.pass.samples, sample).map(n => ({
      id: n,
      name: view.samples[n] ?? String(n + 1),
      isChosen: n === sample,
      sample: n,
    }));
    const ofSamples = (kind, title, layer) => ({
      title,
      columns: shown(sizes[layer]),
      name: unit => names.unit(layer, unit),
      key: (n, unit) => `${kind}:${layer}:${unit}:${n}`,
    });
    const up = (letter, layer) => `<i>${letter}</i><sup>(${layer})</sup>`;
    const data = table(view, "Data", "sample", rows, [
      { title: "<i>X</i>", columns: shown(sizes[0]), name: unit => names.unit(0, unit), key: (n, unit) => `a:0:${unit}:${n}` },
      { title: "<i>y</i>", columns: shown(sizes[layers]), name: names.target, key: (n, unit) => `y:${unit}:${n}` },
      { title: "", columns: [0], name: () => "term", key: n => `t:${n}` },
    ]);
    const perLayer = range(layers)
      .map(l => l + 1)
      .flatMap(l => {
        const title = titleOf(view.state.network.layers[l - 1].activation);
        const from = [
          ...shown(sizes[l - 1]).map(i => ({ id: i, name: i === null ? "⋯" : names.unit(l - 1, i) })),
          { id: "bias", name: "bias" },
        ];
        const parameters = (weight, bias, heading) => ({
          title: heading,
          columns: shown(sizes[l]),
          name: unit => names.unit(l, unit),
          key: (i, unit) => (i === null ? null : i === "bias" ? `${bias}:${l}:${unit}` : `${weight}:${l}:${i}:${unit}`),
        });
        return [
          table(view, `Layer ${l} · ${escape(title)}`, "sample", rows, [
            ofSamples("z", up("z", l), l),
            ofSamples("a", up("a", l), l),
            ofSamples("g", `∂<i>L</i>/∂${up("a", l)}`, l),
            ofSamples("d", `<i>φ</i>′(${up("z", l)})`, l),
            ofSamples("delta", up("δ", l), l),
          ]),
          table(view, `Layer ${l} · parameters`, "from", from, [
            parameters("W", "b", up("W", l)),
            parameters("dW", "db", `∂<i>L</i>/∂${up("W", l)}`),
            ...(view.state.learningRate === null ? [] : [parameters("newW", "newb", `new ${up("W", l)}`)]),
          ]),
        ];
      });
    return [data, ...perLayer];
  }

  return tables;
})();
