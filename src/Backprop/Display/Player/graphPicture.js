// The picture of a computation graph, as SVG text.
const graphPicture = (() => {
  const { format, short, escape } = numbers;

  function svg(view) {
    const { nodes, seen, active, selected } = view,
      width = 82,
      height = 40,
      gapX = 122,
      gapY = 66;
    const columns = 1 + Math.max(...nodes.map(node => node.column)),
      rows = 2 * Math.max(...nodes.map(node => Math.abs(node.slot))) + 1;
    const x = node => 48 + node.column * gapX,
      y = node => 30 + (node.slot + (rows - 1) / 2) * gapY;
    const total = [(columns - 1) * gapX + 96, rows * gapY + 6];
    const edges = nodes.flatMap(node =>
      node.inputs.map(({ from, local }) => {
        const [x1, y1, x2, y2] = [x(nodes[from]) + width / 2, y(nodes[from]), x(node) - width / 2, y(node)];
        const isBack = seen.gradient(from) && local !== null,
          isActive = view.step.kind === "forward" ? active.has(node.id) : active.has(from);
        const isNear = selected !== null && (selected === from || selected === node.id);
        const d = isBack ? `M${x2} ${y2}L${x1} ${y1}` : `M${x1} ${y1}L${x2} ${y2}`,
          shown = local !== null && seen.value(node.id) && view.step.kind === "backward" && (isActive || isNear);
        const label = shown ? `<text class="n" x="${(x1 + 2 * x2) / 3}" y="${(y1 + 2 * y2) / 3 - 4}">${short(local)}</text>` : "";
        return `<path class="e" d="${d}" stroke="${isNear ? "var(--lit)" : isBack ? "var(--minus)" : "var(--zero)"}" stroke-width="${isActive || isNear ? 2.4 : 1.2}"/>${isActive ? `<path class="move" d="${d}" stroke="${view.step.kind === "forward" ? "var(--plus)" : "var(--minus)"}" stroke-width="3.5"/>` : ""}${label}`;
      }),
    );
    const boxes = nodes.map(node => {
      const value = seen.value(node.id),
        gradient = seen.gradient(node.id),
        forks = node.uses.length > 1;
      const text = `${escape(node.text)}${value ? ` is ${format(node.value)}` : ""}${gradient ? `, its gradient ${format(node.gradient)}` : ""}`;
      const inner =
        `<rect x="${x(node) - width / 2}" y="${y(node) - height / 2}" width="${width}" height="${height}" rx="${node.inputs.length ? 9 : 2}" class="box${active.has(node.id) ? " active" : ""}" style="fill:${value ? picture.tint(node.value, view.scale) : "none"}"/>` +
        `<text class="n" x="${x(node)}" y="${y(node) - 5}">${svgLabel(node)}</text><text class="n" x="${x(node)}" y="${y(node) + 12}">${value ? short(node.value) : ""}</text>` +
        (gradient
          ? `<text class="n back" x="${x(node)}" y="${y(node) + height / 2 + 13}">∂ ${short(node.gradient)}${forks ? " (Σ)" : ""}</text>`
          : "");
      return `<g class="q${node.key && !view.isFixed ? " can" : ""}${selected === node.id ? " on" : ""}" data-node="${node.id}" tabindex="-1" role="button" aria-label="${picture.named(inner, text)}">${inner}</g>`;
    });
    return `<svg viewBox="0 0 ${total[0]} ${total[1]}" width="${total[0]}" height="${total[1]}" role="group" aria-label="The computation graph">${edges.join("")}${boxes.join("")}</svg>`;
  }

  // SVG has no sup and sub elements.
  const svgLabel = node =>
    node.kind === "×"
      ? "×"
      : node.label
          .replace(
            /<su([pb])>(.*?)<\/su[pb]>/g,
            (_, kind, text) => `<tspan class="${kind === "p" ? "up" : "down"}">${text.replace(/<[^>]*>/g, "")}</tspan>`,
          )
          .replace(/<\/?i>/g, "");

  return svg;
})();
