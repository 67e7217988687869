// Numbers as text, as the library's tables have them.
const numbers = (() => {
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

  const escape = text => String(text).replace(/[&<>"]/g, c => `&#${c.charCodeAt(0)};`);

  return { format, short, formatTogether, escape };
})();
