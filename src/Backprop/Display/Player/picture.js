// The picture of a network and its tables, as HTML text from a state: what is not computed yet is not shown.
const picture = (() => {
  const radius = 19,
    rowHeight = 84,
    top = 54,
    mostMoving = 24;
  const { format, short, escape, titleOf } = equations;

  // Blue above zero, orange below, stronger the larger; half transparent, so that it suits light and dark pages.
  const colour = value => (value > 0 ? "var(--plus)" : value < 0 ? "var(--minus)" : "var(--zero)");
  const strength = (value, scale) => (!Number.isFinite(value) ? 1 : scale === 0 ? 0 : Math.min(1, Math.abs(value) / scale));
  const tint = (value, scale) =>
    value === 0 ? "transparent" : `color-mix(in srgb, ${colour(value)} ${(6 + 38 * strength(value, scale)).toFixed(0)}%, transparent)`;
  const scaleOf = values => values.reduce((largest, value) => (Number.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest), 0);
  const range = count => [...Array(count).keys()];

  // Up to 8 units in full; of more the first and the last, null for those between.
  const shown = (count, most = 8) => (count <= most ? range(count) : [...range(most - 3), null, count - 2, count - 1]);

  function layoutOf(sizes, width) {
    const columns = sizes.length + 1,
      units = sizes.map(size => shown(size));
    const columnWidth = Math.min(190, Math.max(70, (width - 110) / (columns - 1)));
    const height = top + Math.max(...units.map(list => list.length)) * rowHeight + 6;
    const centre = top + (height - top - 6) / 2 - 8;
    return {
      units,
      columnWidth,
      height,
      width: columnWidth * (columns - 1) + 110,
      x: column => 55 + column * columnWidth,
      y: (column, slot) => centre + (slot - ((units[column]?.length ?? 1) - 1) / 2) * rowHeight,
      hasLabels: columnWidth > 105 && Math.max(...units.map(list => list.length)) <= 3,
    };
  }

  // A name in words; whoever speaks to the page says what is written there, so the name has that too.
  function named(inner, label) {
    const written = inner.replace(/<[^>]*>/g, "").trim();
    return ` ${label} `.toLowerCase().includes(` ${written.toLowerCase()} `) ? label : `${written}: ${label}`;
  }

  // A number that can be pointed at, focused and, where it is given, dragged.
  function pointable(view, key, inner, label, extra = "") {
    const classes = [
      "q",
      steps.canChange(key) && !view.isFixed ? "can" : "",
      view.lit.from.has(key) ? "from" : "",
      view.lit.into.has(key) ? "into" : "",
      view.selected === key ? "on" : "",
    ];
    return `<g class="${classes.filter(Boolean).join(" ")}" data-q="${key}" tabindex="-1" role="button" aria-label="${named(inner, escape(label))}"${extra}>${inner}</g>`;
  }

  const labelled = (view, key) => `${view.names.text(key)} is ${format(view.value(key))}`;

  // What the edges of a layer carry in this step.
  function edgeKind(view) {
    if (view.edges !== "auto") return view.edges;
    const kind = view.step.kind;
    return kind === "g" || kind === "delta" || kind === "L" ? "flow" : kind === "dW" || kind === "newW" ? "dW" : "W";
  }

  function edges(view, layout, layer) {
    const { sizes, sample } = view,
      kind = edgeKind(view),
      left = layout.units[layer - 1],
      right = layout.units[layer];
    const keyOf = (from, unit) => {
      const key = kind === "flow" ? `flow:${layer}:${from}:${unit}:${sample}` : `${kind}:${layer}:${from}:${unit}`;
      return view.isVisible(key) ? key : `W:${layer}:${from}:${unit}`;
    };
    const all = left
      .flatMap((from, i) => right.map((unit, j) => (from === null || unit === null ? null : { i, j, key: keyOf(from, unit) })))
      .filter(Boolean);
    const scale = scaleOf(all.map(edge => view.value(edge.key)));
    return all
      .map(({ i, j, key }) => {
        const isFlow = key.startsWith("flow"),
          isPlain = kind !== "W" && key.startsWith("W");
        return line(
          view,
          layout,
          [layout.x(layer - 1), layout.y(layer - 1, i)],
          [layout.x(layer), layout.y(layer, j)],
          key,
          scale,
          isFlow,
          isPlain,
          i,
        );
      })
      .join("");
  }

  function line(view, layout, [x1, y1], [x2, y2], key, scale, isBackward, isPlain, index = 0) {
    const length = Math.hypot(x2 - x1, y2 - y1),
      ux = (x2 - x1) / length,
      uy = (y2 - y1) / length,
      gap = radius + 3;
    const value = view.value(key),
      width = isPlain ? 1 : 1 + 5 * strength(value, scale);
    const [ax, ay, bx, by] = [x1 + ux * gap, y1 + uy * gap, x2 - ux * gap, y2 - uy * gap].map(number => number.toFixed(1));
    const arrow = isBackward
      ? `l${(9 * ux - 4 * uy).toFixed(1)} ${(9 * uy + 4 * ux).toFixed(1)}M${ax} ${ay}l${(9 * ux + 4 * uy).toFixed(1)} ${(9 * uy - 4 * ux).toFixed(1)}`
      : "";
    const isActive = view.active.has(key) || (key.startsWith("W") && view.activeEdges.has(key));
    const stroke = isPlain && !isActive ? "var(--zero)" : colour(value);
    const at = layout.hasLabels ? (isBackward ? 0.62 : 0.34) : 0,
      angle = (Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI;
    const [tx, ty] = [x1 + (x2 - x1) * at, y1 + (y2 - y1) * at];
    const text =
      at && !(isPlain && kindIsBackward(view))
        ? `<text class="n" transform="translate(${tx.toFixed(1)} ${ty.toFixed(1)}) rotate(${angle.toFixed(1)})" dy="-5">${view.isHidden(key) ? "?" : short(value)}</text>`
        : "";
    const d = isBackward ? `M${bx} ${by}L${ax} ${ay}` : `M${ax} ${ay}L${bx} ${by}`;
    // Each moving edge is drawn anew with every frame, so many of them would take the page its frames.
    const isMoving = isActive && Math.max(view.active.size, view.activeEdges.size) <= mostMoving;
    const moving = isMoving ? `<path class="move" d="${d}" stroke="${stroke}" stroke-width="${Math.max(2.5, width).toFixed(1)}"/>` : "";
    return pointable(
      view,
      key,
      `<path class="hit" d="${d}"/><path class="e" d="${d}${arrow}" stroke="${stroke}" stroke-width="${width.toFixed(1)}"/>${moving}${text}`,
      labelled(view, key),
    );
  }

  const kindIsBackward = view => edgeKind(view) !== "W";

  function nodes(view, layout, column) {
    const { sizes, sample, names } = view,
      list = layout.units[column],
      layers = sizes.length - 1;
    const keysOf = unit => ["delta", "g", "a", "z"].map(kind => `${kind}:${column}:${unit}:${sample}`);
    const main = unit =>
      keysOf(unit)
        .slice(column === 0 ? 2 : 0)
        .find(key => view.isVisible(key));
    const scale = scaleOf(list.filter(unit => unit !== null && main(unit)).map(unit => view.value(main(unit))));
    return list
      .map((unit, slot) => {
        const x = layout.x(column),
          y = layout.y(column, slot);
        if (unit === null)
          return `<text x="${x}" y="${y - 4}" class="n">⋮</text><text x="${x}" y="${y + 12}" class="n">${sizes[column] - list.length + 1} more</text>`;
        const key = main(unit),
          name = names.unit(column, unit),
          value = key ? view.value(key) : 0;
        const isActive = [...view.active].some(active => keysOf(unit).includes(active));
        const circle = `<circle cx="${x}" cy="${y}" r="${radius}" style="fill:${key && !view.isHidden(key) ? tint(value, scale) : "none"}"${isActive ? ' class="active"' : ""}/><text x="${x}" y="${y + 4}"${name.length > 4 ? ' class="n"' : ""}>${escape(name)}</text>`;
        const parts = [key ? pointable(view, key, circle, labelled(view, key)) : `<g>${circle}</g>`];
        if (column > 0) {
          const bias = `b:${column}:${unit}`;
          parts.push(
            pointable(
              view,
              bias,
              `<text class="n small" x="${x}" y="${y - radius - 5}">b ${short(view.value(bias))}</text>`,
              labelled(view, bias),
            ),
          );
        }
        const forward =
          column === 0 ? `a:0:${unit}:${sample}` : [`a:${column}:${unit}:${sample}`, `z:${column}:${unit}:${sample}`].find(view.isVisible);
        const backward = column > 0 && [`delta:${column}:${unit}:${sample}`, `g:${column}:${unit}:${sample}`].find(view.isVisible);
        const written = { z: "z ", delta: "δ ", g: "∂ ", a: column === layers || column === 0 ? "" : "a " };
        [forward, backward]
          .filter(Boolean)
          .forEach((number, line) =>
            parts.push(
              pointable(
                view,
                number,
                `<text class="n" x="${x}" y="${y + radius + 13 + 13 * line}">${written[steps.parse(number).kind]}${view.isHidden(number) ? "?" : short(view.value(number))}</text>`,
                labelled(view, number),
              ),
            ),
          );
        return parts.join("");
      })
      .join("");
  }

  // The loss, a column of its own, with y above it and ∂L/∂ŷ on the way back.
  function loss(view, layout) {
    const { sizes, sample } = view,
      layers = sizes.length - 1,
      column = layers + 1,
      x = layout.x(column),
      y = layout.y(column, 0);
    const outputs = layout.units[layers],
      parts = [];
    const keys = outputs.map(unit => (unit === null ? null : `g:${layers}:${unit}:${sample}`));
    const scale = scaleOf(keys.filter(key => key && view.isVisible(key)).map(view.value));
    outputs.forEach((unit, slot) => {
      if (unit === null) return;
      const from = [layout.x(layers), layout.y(layers, slot)];
      if (view.isVisible(keys[slot])) parts.push(line(view, layout, from, [x, y], keys[slot], scale, true, false));
      else
        parts.push(
          `<path class="e" d="M${from[0] + radius + 3} ${from[1]}L${x - radius - 3} ${y}" stroke="var(--zero)" stroke-width="1"/>`,
        );
    });
    const isKnown = view.isVisible("L"),
      circle = `<circle cx="${x}" cy="${y}" r="${radius}"${view.active.has("L") ? ' class="active"' : ""}/><text x="${x}" y="${y + 4}"><tspan font-style="italic">L</tspan></text>`;
    parts.push(
      isKnown
        ? pointable(
            view,
            "L",
            `${circle}<text class="n" x="${x}" y="${y + radius + 13}">${view.isHidden("L") ? "?" : short(view.value("L"))}</text>`,
            labelled(view, "L"),
          )
        : `<g>${circle}</g>`,
    );
    if (sizes[layers] <= 3)
      range(sizes[layers]).forEach(k => {
        const key = `y:${k}:${sample}`;
        parts.push(
          pointable(
            view,
            key,
            `<text class="n" x="${x}" y="${y - radius - 8 - 13 * (sizes[layers] - 1 - k)}">${view.names.target(k)} = ${short(view.value(key))}</text>`,
            labelled(view, key),
          ),
        );
      });
    return parts.join("");
  }

  function svg(view, width) {
    const layout = layoutOf(view.sizes, width),
      layers = view.sizes.length - 1;
    const headings = view.sizes
      .map((_, l) => {
        const title = l === 0 ? "inputs" : titleOf(view.state.network.layers[l - 1].activation);
        return `<text class="n" x="${layout.x(l)}" y="14">${l > 0 && layout.columnWidth > 105 ? `layer ${l} · ${escape(title)}` : l === 0 ? title : `layer ${l}`}</text>`;
      })
      .join("");
    return (
      `<svg viewBox="0 0 ${layout.width.toFixed(0)} ${layout.height}" width="${layout.width.toFixed(0)}" height="${layout.height}" role="group" aria-label="The network, ${escape(view.sampleName)}">${headings}` +
      range(layers)
        .map(l => edges(view, layout, l + 1))
        .join("") +
      loss(view, layout) +
      view.sizes.map((_, l) => nodes(view, layout, l)).join("") +
      "</svg>"
    );
  }

  // Numbers from −1 to 1 over a square as colours, from orange over white to blue.
  function imageOf(values, side, [plus, minus]) {
    const image = new ImageData(side, side);
    values.forEach((value, i) => {
      const size = Math.min(1, Math.abs(value)),
        colour = value > 0 ? plus : minus;
      for (let c = 0; c < 3; c++) image.data[4 * i + c] = 248 + (colour[c] - 248) * size;
      image.data[4 * i + 3] = 255;
    });
    return image;
  }

  return { svg, imageOf, tint, scaleOf, shown, named };
})();
