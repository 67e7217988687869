// The equation of any quantity, in symbols and with its numbers, and the quantities that it comes from and goes into.
const equations = (() => {
  // Rounded as .NET rounds: what lies exactly between two goes to the even digit, where toFixed goes away from zero.
  function fixed(value, decimals) {
    const long = value.toFixed(decimals + 25);
    return /[02468]\.?50{24}$/.test(long) ? long.slice(0, -25).replace(/\.$/, "") : value.toFixed(decimals);
  }

  // Numbers: four to five digits of the size, as in the library's tables.
  function format(value) {
    if (Number.isNaN(value)) return "NaN";
    if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
    if (value === 0) return "0";
    const exact = String(value);
    if (exact.replace("-", "").length <= 5 && !exact.includes("e")) return exact.replace("-", "−");
    const size = Math.abs(value),
      digits = Math.floor(Math.log10(size)) + 1;
    const decimals = digits > 0 ? Math.max(5 - digits, 1) : 4 - digits;
    if (Number.isInteger(value) && size < 1e5) return exact.replace("-", "−");
    return (size >= 1e5 || size < 1e-4 ? scientific(value) : fixed(value, decimals)).replace("-", "−");
  }

  const scientific = value => value.toExponential(3).replace("e+", "e").replace("-", "−").replace("e-", "e−");

  // In the picture there is room for three digits.
  function short(value) {
    if (!Number.isFinite(value) || value === 0) return format(value);
    const size = Math.abs(value);
    const text =
      size >= 1e4 || size < 1e-3 ? value.toExponential(1).replace("e+", "e").replace("e-", "e−") : String(Number(value.toPrecision(3)));
    return text.replace("-", "−");
  }

  // Numbers that stand together: as many decimals for all.
  function formatTogether(values) {
    const sizes = values.map(Math.abs).filter(size => size < 1e5 && size >= 1e-4);
    const areIntegers = values.every(value => !Number.isFinite(value) || (Number.isInteger(value) && Math.abs(value) < 1e5));
    const digits = sizes.length ? Math.floor(Math.log10(Math.max(...sizes))) + 1 : 0;
    const decimals = areIntegers ? 0 : !sizes.length ? 4 : digits > 0 ? Math.max(5 - digits, 1) : 4 - digits;
    return value => {
      if (!Number.isFinite(value) || value === 0) return format(value);
      const size = Math.abs(value);
      return (size >= 1e5 || size < 10 ** -decimals ? scientific(value) : fixed(value, decimals)).replace("-", "−");
    };
  }

  // An expression is { value, write(form), binds }: write gives it in symbols, in numbers (both HTML) or as a script that evaluates
  // to the value. It binds as a sum (1), a product (2) or a whole (3): what binds less is put in parentheses.
  const isScript = form => form === "script";
  const inside = (x, form, binds) => (x.binds(form) < binds ? `(${x.write(form)})` : x.write(form));
  const whole = () => 3;
  const escape = text => String(text).replace(/[&<>"]/g, c => `&#${c.charCodeAt(0)};`);

  // A number with its symbol; key makes it one that can be pointed at.
  const number = (value, symbol = null, key = null) => ({
    value,
    key,
    binds: form => (value < 0 && (form !== "symbols" || symbol === null) ? 0 : 3),
    write: form =>
      isScript(form)
        ? String(value)
        : form === "symbols" && symbol !== null
          ? pointed(key, symbol)
          : pointed(key, `<span title="${value}">${format(value)}</span>`),
  });
  const pointed = (key, html) => (key === null ? html : `<span class="q" data-q="${key}">${html}</span>`);

  const sum = terms =>
    terms.length === 1
      ? terms[0]
      : {
          value: terms.reduce((total, term) => total + term.value, 0),
          terms,
          binds: () => 1,
          write: form => abridged(terms, form).join(" + "),
        };
  // Over the samples: in symbols the term of one.
  const samplesSum = terms =>
    terms.length === 1
      ? terms[0]
      : {
          ...sum(terms),
          binds: form => (form === "symbols" ? 2 : 1),
          write: form => (form === "symbols" ? `Σ<sub><i>n</i></sub> ${terms[0].write(form)}` : abridged(terms, form).join(" + ")),
        };
  // Of a long sum the first terms and the last, and what those between add up to.
  function abridged(terms, form) {
    const text = term => inside(term, form, 1);
    if (isScript(form) || terms.length <= 10)
      return terms.map((term, k) => (k === 0 && term.binds(form) === 0 ? term.write(form) : text(term)));
    const hidden = terms.slice(6, -3),
      rest = hidden.reduce((total, term) => total + term.value, 0);
    const between = form === "symbols" ? "⋯" : `(${format(rest)} from ${hidden.length} more)`;
    return [...terms.slice(0, 6).map(text), between, ...terms.slice(-3).map(text)];
  }
  const minus = (x, y) => ({
    value: x.value - y.value,
    binds: () => 1,
    write: form => `${x.binds(form) === 0 ? x.write(form) : inside(x, form, 1)} ${isScript(form) ? "-" : "−"} ${inside(y, form, 2)}`,
  });
  const product = (...factors) => ({
    value: factors.reduce((result, factor) => result * factor.value, 1),
    binds: () => 2,
    write: form => factors.map(factor => inside(factor, form, 2)).join(isScript(form) ? " * " : "·"),
  });
  const fraction = (x, y) => ({
    value: x.value / y.value,
    binds: () => 2.5,
    write: form =>
      isScript(form)
        ? `(${x.write(form)}) / (${y.write(form)})`
        : `<span class="f"><span>${x.write(form)}</span><span class="slash">/</span><span>${y.write(form)}</span></span>`,
  });
  const negative = x => ({ value: -x.value, binds: () => 0, write: form => `${isScript(form) ? "-" : "−"}${inside(x, form, 2)}` });
  const power = (x, y) => ({
    value: x.value ** y.value,
    binds: whole,
    write: form => (isScript(form) ? `(${x.write(form)}) ** (${y.write(form)})` : `${inside(x, form, 3)}<sup>${y.write(form)}</sup>`),
  });
  const square = x => ({
    value: x.value ** 2,
    binds: whole,
    write: form => (isScript(form) ? `(${x.write(form)}) ** 2` : `${inside(x, form, 3)}<sup>2</sup>`),
  });
  const exponential = x => ({
    value: Math.exp(x.value),
    binds: whole,
    write: form => (isScript(form) ? `Math.exp(${x.write(form)})` : `<i>e</i><sup>${x.write(form)}</sup>`),
  });
  // A function by its name; the script calls it.
  const call = (name, script, f, ...args) => ({
    value: f(...args.map(x => x.value)),
    binds: whole,
    write: form => `${isScript(form) ? script : name}(${args.map(x => x.write(form)).join(", ")})`,
  });
  const constant = value => number(value);

  // A function of one's own, of which only its value is known.
  const opaque = (name, value, ...args) => ({
    value,
    binds: whole,
    write: form => (isScript(form) ? String(value) : `${escape(name)}(${args.map(x => x.write(form)).join(", ")})`),
  });

  // An expression from the text that a function's C# file gives for it, such as "1/(1 + e^(−z))" or "z if z > 0, else e^z − 1";
  // leaves are what its letters stand for.
  function read(text, leaves) {
    const cases = text.match(/^(.*?) if (.*?) ([<>≤≥]) (.*?), else (.*)$/);
    if (cases) {
      const [, then, left, relation, right, otherwise] = cases,
        x = read(left, leaves),
        y = read(right, leaves);
      const holds = { "<": x.value < y.value, ">": x.value > y.value, "≤": x.value <= y.value, "≥": x.value >= y.value }[relation];
      const chosen = read(holds ? then : otherwise, leaves),
        shown = holds ? relation : { "<": "≥", ">": "≤", "≤": ">", "≥": "<" }[relation];
      return {
        ...chosen,
        write: form =>
          isScript(form)
            ? chosen.write(form)
            : `${chosen.write(form)} <span class="since">since ${x.write(form)} ${escape(shown)} ${y.write(form)}</span>`,
      };
    }

    const tokens = text.match(/\d+(\.\d+)?|[a-zA-Z]+|ŷ|[^\s]/g);
    const takes = token => tokens[0] === token && tokens.shift();
    const expect = token => {
      if (!takes(token)) throw new Error(`${text}: ${token} is missing`);
    };
    const all = readSum();
    if (tokens.length) throw new Error(`${text}: ${tokens[0]} is not known`);
    return all;

    function readSum() {
      let x = readProduct();
      for (let sign; (sign = takes("+") || takes("−"));) x = sign === "+" ? sum([x, readProduct()]) : minus(x, readProduct());
      return x;
    }
    function readProduct() {
      if (takes("−")) return negative(readProduct());
      let x = readPower();
      for (let sign; (sign = takes("·") || takes("/"));) x = sign === "·" ? product(x, readPower()) : fraction(x, readPower());
      return x;
    }
    function readPower() {
      const isE = tokens[0] === "e",
        x = readWhole();
      return takes("²") ? square(x) : takes("^") ? (isE ? exponential(readWhole()) : power(x, readWhole())) : x;
    }
    function readWhole() {
      const token = tokens.shift();
      if (token === "(") {
        const x = readSum();
        expect(")");
        return x;
      }
      if (token === "|") {
        const x = readSum();
        expect("|");
        return call("abs", "Math.abs", Math.abs, x);
      }
      if (token === "√") return call("√", "Math.sqrt", Math.sqrt, readWhole());
      if (token === "½") return number(0.5, "½");
      if (token === "e") return constant(Math.E);
      if (/^\d/.test(token)) return constant(Number(token));
      if (tokens[0] !== "(" && leaves[token]) return leaves[token];
      const f = { ln: "log" }[token] ?? token;
      if (typeof Math[f] !== "function" || !takes("(")) throw new Error(`${text}: ${token} is not known`);
      const args = [readSum()];
      while (takes(",")) args.push(readSum());
      expect(")");
      return call(token, `Math.${f}`, Math[f], ...args);
    }
  }

  // The same, or the name of the function where there is no such text or it says what is not known here.
  function readOr(name, value, text, leaves, ...args) {
    if (!text) return opaque(name, value, ...args);
    try {
      return read(text, leaves);
    } catch {
      return opaque(name, value, ...args);
    }
  }

  const valueOf = (activation, z, value) => readOr(titleOf(activation), value, functions[activation]?.equation, { z }, z);
  const derivativeOf = (activation, z, a, value) =>
    readOr(`${titleOf(activation)}′`, value, functions[activation]?.derivativeEquation, { z, a }, z);

  // The term of one output and its derivative by ŷ.
  const termOf = (loss, prediction, y) =>
    readOr(titleOfLoss(loss), losses[loss].term(prediction.value, y.value), losses[loss].equation, { ŷ: prediction, y }, prediction, y);
  const termDerivativeOf = (loss, prediction, y) =>
    readOr(
      `${titleOfLoss(loss)}′`,
      losses[loss].derivative(prediction.value, y.value),
      losses[loss].derivativeEquation,
      { ŷ: prediction, y },
      prediction,
      y,
    );

  const over = (x, divisor) => (divisor === 1 ? x : fraction(x, constant(divisor)));

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

  const titleOf = activation => functions[activation]?.title ?? activation;
  const titleOfLoss = loss => losses[loss]?.title ?? loss;

  // What a key stands for in a pass.
  function valueAt(pass, key) {
    const q = steps.parse(key),
      layer = pass.layers[q.layer - 1],
      row = pass.samples.indexOf(q.sample);
    switch (q.kind) {
      case "a":
        return q.layer === 0 ? pass.inputs[row][q.unit] : layer.a[row][q.unit];
      case "z":
      case "g":
      case "delta":
        return layer[q.kind][row][q.unit];
      case "d":
        return layer.derivative[row][q.unit];
      case "y":
        return pass.targets[row][q.unit];
      case "W":
      case "dW":
        return layer[q.kind][q.from][q.unit];
      case "b":
      case "db":
        return layer[q.kind][q.unit];
      case "newW":
        return layer.W[q.from][q.unit] - pass.learningRate * layer.dW[q.from][q.unit];
      case "newb":
        return layer.b[q.unit] - pass.learningRate * layer.db[q.unit];
      case "flow":
        return layer.delta[row][q.unit] * layer.W[q.from][q.unit];
      case "t":
        return pass.terms[row];
      case "eta":
        return pass.learningRate;
      default:
        return pass.value;
    }
  }

  // The equation of a key: { expression, note }; no expression for what is given.
  function explain(pass, key, names) {
    const q = steps.parse(key),
      { layer: l, unit: j, sample: n } = q;
    const at = other => number(valueAt(pass, other), names.html(other), other);
    const layer = pass.layers[l - 1],
      outputs = pass.targets[0].length,
      samples = pass.samples.length,
      layers = pass.layers.length;
    const range = count => [...Array(count).keys()],
      row = pass.samples.indexOf(n);
    const reduction = pass.reduction ?? losses[pass.loss],
      divisor = engine.divisor(reduction, samples, outputs);
    switch (q.kind) {
      case "z":
        return {
          expression: sum([
            ...range(layer.W.length).map(i => product(at(`a:${l - 1}:${i}:${n}`), at(`W:${l}:${i}:${j}`))),
            at(`b:${l}:${j}`),
          ]),
        };
      case "a":
        if (l === 0) return { note: "an input" };
        if (layer.activation === "softmax")
          return {
            expression: fraction(exponential(at(`z:${l}:${j}:${n}`)), sum(range(outputs).map(k => exponential(at(`z:${l}:${k}:${n}`))))),
          };
        return {
          expression: valueOf(layer.activation, at(`z:${l}:${j}:${n}`), layer.a[row][j]),
          note: `φ is ${titleOf(layer.activation)}`,
        };
      case "d":
        return { expression: derivativeOf(layer.activation, at(`z:${l}:${j}:${n}`), at(`a:${l}:${j}:${n}`), layer.derivative[row][j]) };
      case "g":
        if (l === layers && !losses[pass.loss])
          return { expression: opaque(`∂${pass.loss}/∂ŷ`, layer.g[row][j], at(`a:${l}:${j}:${n}`), at(`y:${j}:${n}`)) };
        if (l === layers) return { expression: over(termDerivativeOf(pass.loss, at(`a:${l}:${j}:${n}`), at(`y:${j}:${n}`)), divisor) };
        return {
          expression: sum(range(pass.layers[l].b.length).map(k => product(at(`delta:${l + 1}:${k}:${n}`), at(`W:${l + 1}:${j}:${k}`)))),
          note: "what the next layer sends back",
        };
      case "delta":
        if (l === layers && engine.isFused(pass.loss, layer.activation)) return fusedDelta(pass, q, at, divisor);
        if (layer.activation === "softmax")
          return {
            expression: product(
              at(`a:${l}:${j}:${n}`),
              minus(at(`g:${l}:${j}:${n}`), sum(range(outputs).map(k => product(at(`g:${l}:${k}:${n}`), at(`a:${l}:${k}:${n}`))))),
            ),
          };
        return { expression: product(at(`g:${l}:${j}:${n}`), at(`d:${l}:${j}:${n}`)) };
      case "flow":
        return { expression: product(at(`delta:${l}:${j}:${n}`), at(`W:${l}:${q.from}:${j}`)) };
      case "dW":
        return overSamples(m => product(at(`a:${l - 1}:${q.from}:${m}`), at(`delta:${l}:${j}:${m}`)));
      case "db":
        return overSamples(m => at(`delta:${l}:${j}:${m}`));
      case "newW":
        return { expression: minus(at(`W:${l}:${q.from}:${j}`), product(at("eta"), at(`dW:${l}:${q.from}:${j}`))) };
      case "newb":
        return { expression: minus(at(`b:${l}:${j}`), product(at("eta"), at(`db:${l}:${j}`))) };
      case "t": {
        if (!losses[pass.loss])
          return {
            expression: opaque(
              pass.loss,
              pass.terms[row],
              ...range(outputs).flatMap(k => [at(`a:${layers}:${k}:${n}`), at(`y:${k}:${n}`)]),
            ),
          };
        const y = pass.targets[row],
          counting = range(outputs).filter(k => pass.loss !== "crossEntropy" || y[k] !== 0);
        const terms = sum(counting.map(k => termOf(pass.loss, at(`a:${layers}:${k}:${n}`), at(`y:${k}:${n}`))));
        return { expression: reduction.overOutputs === "mean" ? over(terms, outputs) : terms };
      }
      case "L": {
        const isMean = reduction.overSamples === "mean",
          { expression } = overSamples(m => at(`t:${m}`));
        return {
          expression: isMean ? over(expression, samples) : expression,
          note: samples > 1 ? `the ${isMean ? "mean" : "sum"} over the samples` : "",
        };
      }
      default:
        return { note: q.kind === "y" ? "a target" : q.kind === "eta" ? "the learning rate" : "a parameter" };
    }

    function overSamples(term) {
      return { expression: samplesSum(pass.samples.map(term)), note: samples > 1 ? "the sum over the samples" : "" };
    }
  }

  function fusedDelta(pass, q, at, divisor) {
    const prediction = at(`a:${q.layer}:${q.unit}:${q.sample}`),
      y = at(`y:${q.unit}:${q.sample}`);
    const total = pass.loss === "crossEntropy" ? pass.targets[pass.samples.indexOf(q.sample)].reduce((sum, value) => sum + value, 0) : 1;
    return {
      expression: over(minus(total === 1 ? prediction : product(prediction, number(total, "Σ<i>y</i>")), y), divisor),
      note: `∂L/∂ŷ times the derivative of ${titleOf(pass.layers.at(-1).activation)}, in one`,
    };
  }

  // The keys that the equation of a key reads, and those whose equations read it.
  function comesFrom(pass, key, names) {
    const { expression } = explain(pass, key, names);
    return expression ? [...new Set([...expression.write("numbers").matchAll(/data-q="([^"]*)"/g)].map(match => match[1]))] : [];
  }

  const goesInto = (pass, key, sizes, sample, names) =>
    nearby(key, sizes, sample).filter(
      other =>
        (steps.parse(other).kind !== "d" || pass.layers[steps.parse(other).layer - 1].derivative) &&
        comesFrom(pass, other, names).includes(key),
    );

  // The quantities of a sample whose equations may read a key.
  function nearby(key, sizes, sample) {
    const { kind, layer: l, unit: j, from } = steps.parse(key),
      layers = sizes.length - 1;
    const every = (layer, name) => [...Array(sizes[layer] ?? 0).keys()].map(name);
    const here = name => `${name}:${l}:${j}:${sample}`,
      isLast = l === layers;
    switch (kind) {
      case "a":
        return [
          ...every(l + 1, k => `z:${l + 1}:${k}:${sample}`),
          ...every(l + 1, k => `dW:${l + 1}:${j}:${k}`),
          ...(l > 0 ? [here("d")] : []),
          ...(isLast ? [`t:${sample}`, here("g"), ...every(l, k => `delta:${l}:${k}:${sample}`)] : []),
        ];
      case "z":
        return [...(isLast ? every(l, k => `a:${l}:${k}:${sample}`) : [here("a")]), here("d")];
      case "W":
        return [
          here("z"),
          `flow:${l}:${from}:${j}:${sample}`,
          ...(l > 1 ? [`g:${l - 1}:${from}:${sample}`] : []),
          `newW:${l}:${from}:${j}`,
        ];
      case "b":
        return [here("z"), `newb:${l}:${j}`];
      case "y":
        return [`t:${sample}`, `g:${layers}:${j}:${sample}`, `delta:${layers}:${j}:${sample}`];
      case "d":
        return [here("delta")];
      case "g":
        return isLast ? every(l, k => `delta:${l}:${k}:${sample}`) : [here("delta")];
      case "delta":
        return [
          ...every(l - 1, i => `dW:${l}:${i}:${j}`),
          `db:${l}:${j}`,
          ...every(l - 1, i => `flow:${l}:${i}:${j}:${sample}`),
          ...(l > 1 ? every(l - 1, i => `g:${l - 1}:${i}:${sample}`) : []),
        ];
      case "dW":
        return [`newW:${l}:${from}:${j}`];
      case "db":
        return [`newb:${l}:${j}`];
      case "t":
        return ["L"];
      case "eta":
        return sizes
          .slice(1)
          .flatMap((size, k) => [...Array(size).keys()].flatMap(u => [`newb:${k + 1}:${u}`, ...every(k, i => `newW:${k + 1}:${i}:${u}`)]));
      default:
        return [];
    }
  }

  return { format, short, formatTogether, titleOf, termOf, naming, valueAt, explain, comesFrom, goesInto, escape };
})();
