// The names of everything in a network.
const naming = (() => {
  const { escape } = numbers;

  // The names of everything in a network with these sizes.
  function naming(sizes, inputNames) {
    const layers = sizes.length - 1;
    const unit = (layer, index) =>
      layer === 0
        ? (inputNames?.[index] ?? `x${index + 1}`)
        : layer === layers
          ? sizes[layers] === 1
            ? "ŷ"
            : `ŷ${index + 1}`
          : `h${index + 1}`;
    const target = index => (sizes[layers] === 1 ? "y" : `y${index + 1}`);
    const symbol = (letter, layer, index) => `<i>${letter}</i><sup>(${layer})</sup><sub>${escape(index)}</sub>`;
    const activation = (layer, index) =>
      layer === 0 || layer === layers ? `<i>${escape(unit(layer, index))}</i>` : symbol("a", layer, unit(layer, index));
    const weight = (layer, from, to) => symbol("W", layer, `${unit(layer - 1, from)},${unit(layer, to)}`);

    // In HTML, and for a screen reader or a terminal: z1[h2].
    function html(key) {
      const q = steps.parse(key),
        of = letter => symbol(letter, q.layer, unit(q.layer, q.unit));
      switch (q.kind) {
        case "a":
          return activation(q.layer, q.unit);
        case "z":
        case "b":
          return of(q.kind);
        case "d":
          return `<i>φ</i>′(${of("z")})`;
        case "g":
          return `∂<i>L</i>/∂${activation(q.layer, q.unit)}`;
        case "delta":
          return of("δ");
        case "y":
          return `<i>${target(q.unit)}</i>`;
        case "W":
          return weight(q.layer, q.from, q.unit);
        case "dW":
          return `∂<i>L</i>/∂${weight(q.layer, q.from, q.unit)}`;
        case "db":
          return `∂<i>L</i>/∂${of("b")}`;
        case "newW":
          return `new ${weight(q.layer, q.from, q.unit)}`;
        case "newb":
          return `new ${of("b")}`;
        case "flow":
          return `${of("δ")}·${weight(q.layer, q.from, q.unit)}`;
        case "t":
          return "term";
        case "eta":
          return "<i>η</i>";
        default:
          return "<i>L</i>";
      }
    }

    function text(key) {
      const q = steps.parse(key),
        at = letter => `${letter}${q.layer}[${q.from === undefined ? "" : `${unit(q.layer - 1, q.from)},`}${unit(q.layer, q.unit)}]`;
      switch (q.kind) {
        case "a":
          return q.layer === 0 || q.layer === layers ? unit(q.layer, q.unit) : at("a");
        case "d":
          return `φ′(${at("z")})`;
        case "g":
          return `∂L/∂${q.layer === layers ? unit(q.layer, q.unit) : at("a")}`;
        case "y":
          return target(q.unit);
        case "dW":
          return `∂L/∂${at("W")}`;
        case "db":
          return `∂L/∂${at("b")}`;
        case "newW":
          return `new ${at("W")}`;
        case "newb":
          return `new ${at("b")}`;
        case "flow":
          return `δ${q.layer}[${unit(q.layer, q.unit)}]·${at("W")}`;
        case "t":
          return "the sample's term";
        case "eta":
          return "η";
        case "L":
          return "L";
        case "delta":
          return at("δ");
        default:
          return at(q.kind);
      }
    }

    return { unit, target, html, text };
  }

  return naming;
})();
