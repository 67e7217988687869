// Expressions: sums, products, functions and the numbers in them, each written in symbols, in numbers, or as a script.
const expressions = (() => {
  const { format, escape } = numbers;

  // An expression is { value, write(form), binds }: write gives it in symbols, in numbers (both HTML) or as a script that evaluates
  // to the value. It binds as a sum (1), a product (2) or a whole (3): what binds less is put in parentheses.
  const isScript = form => form === "script";
  const inside = (x, form, binds) => (x.binds(form) < binds ? `(${x.write(form)})` : x.write(form));
  const whole = () => 3;

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

  return { number, sum, samplesSum, minus, product, fraction, exponential, constant, opaque, read };
})();
