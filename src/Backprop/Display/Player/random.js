// NumPy's RandomState(seed), as the library has it: Mersenne Twister, legacy polar Gaussian. The same seed gives the same numbers.
const random = (() => {
  const length = 624,
    middle = 397;

  return seed => {
    const key = new Uint32Array(length);
    let position = length,
      spare = null;
    key[0] = seed;
    for (let i = 1; i < length; i++) key[i] = Math.imul(1812433253, key[i - 1] ^ (key[i - 1] >>> 30)) + i;

    function bits() {
      if (position === length) {
        for (let i = 0; i < length; i++) {
          const y = (key[i] & 0x80000000) | (key[(i + 1) % length] & 0x7fffffff);
          key[i] = key[(i + middle) % length] ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
        }
        position = 0;
      }
      let y = key[position++];
      y ^= y >>> 11;
      y ^= (y << 7) & 0x9d2c5680;
      y ^= (y << 15) & 0xefc60000;
      return (y ^ (y >>> 18)) >>> 0;
    }

    const next = () => {
      const a = bits() >>> 5,
        b = bits() >>> 6;
      return (a * 67108864 + b) / 9007199254740992;
    };

    function gaussian() {
      if (spare !== null) {
        const kept = spare;
        spare = null;
        return kept;
      }
      let x1, x2, r2;
      do {
        x1 = 2 * next() - 1;
        x2 = 2 * next() - 1;
        r2 = x1 * x1 + x2 * x2;
      } while (r2 >= 1 || r2 === 0);
      const f = Math.sqrt((-2 * Math.log(r2)) / r2);
      spare = f * x1;
      return f * x2;
    }

    return { next, gaussian };
  };
})();
