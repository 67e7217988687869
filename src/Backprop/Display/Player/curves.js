// The loss curve, as SVG text.
const curves = (() => {
  const { format, short } = numbers;
  const range = count => [...Array(count).keys()];

  // Losses over the iterations, on a linear or, over decades, a logarithmic axis; several lines differ by their dashes too.
  function curves(lines, width, height = 120, last = lines[0].values.length - 1, marked = null) {
    const all = lines.flatMap(({ values }) => values).filter(Number.isFinite),
      count = lines[0].values.length;
    if (count < 2) return "";
    const high = all.reduce((x, y) => Math.max(x, y), -Infinity),
      low = all.reduce((x, y) => Math.min(x, y), Infinity),
      isLog = low > 0 && high / low > 50;
    const scale = isLog ? Math.log10 : value => value,
      [bottom, ceiling] = isLog ? [scale(low), scale(high)] : [0, high];
    const left = 58,
      points = Math.min(count, 300),
      at = k => Math.round((k * (count - 1)) / (points - 1));
    const x = index => left + ((width - left - 8) * index) / (count - 1),
      y = value => 10 + (height - 34) * (1 - (scale(value) - bottom) / (ceiling - bottom || 1));
    const pathOf = values =>
      range(points)
        .map(at)
        .filter(index => Number.isFinite(values[index]))
        .map((index, k) => `${k ? "L" : "M"}${x(index).toFixed(1)} ${y(values[index]).toFixed(1)}`)
        .join("");
    const dashes = ["", "5 4"],
      colours = ["var(--plus)", "var(--minus)"];
    const key = lines.length > 1 ? lines.map(({ name }, k) => `${k ? "dashed" : "solid"}: ${name}`).join(", ") : "loss over the iterations";
    return (
      `<svg class="curve" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${lines.map(({ name, values }) => `${name} loss ${format(values[0])} to ${format(values.at(-1))}`).join(", ")}">` +
      `<path d="M${left} 6V${height - 24}H${width - 4}" stroke="currentColor" opacity=".6"/>${lines.map(({ values }, k) => `<path d="${pathOf(values)}" stroke="${colours[k]}" stroke-width="2" stroke-dasharray="${dashes[k]}"/>`).join("")}` +
      `<text class="n end" x="${left - 6}" y="14">${short(high)}</text><text class="n end" x="${left - 6}" y="${height - 24}">${isLog ? short(low) : "0"}</text>` +
      `<text class="n start" x="${left}" y="${height - 8}">${key}${isLog ? ", logarithmic" : ""}</text><text class="n end" x="${width - 4}" y="${height - 8}">${last}</text>` +
      (marked === null
        ? ""
        : `<path d="M${(left + ((width - left - 8) * marked) / (last || 1)).toFixed(1)} 6V${height - 24}" stroke="var(--lit)" stroke-width="2"/>`) +
      "</svg>"
    );
  }

  return curves;
})();
