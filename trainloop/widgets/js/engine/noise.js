// Seeded noise, the same stream as trainloop.noise: Threefry-2x32 with 20 rounds, then Box and Muller.

const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24];
const PARITY = 0x1bd11bda;
const [INTEGERS, DISTINCT] = [1, 2]; // second words of keys, so that no two kinds of numbers share a stream

/** Two 32-bit words for a key and a counter of two words each. */
export function threefry([k0, k1], [c0, c1]) {
  const keys = [k0, k1, PARITY ^ k0 ^ k1];
  let x = (c0 + k0) | 0;
  let y = (c1 + k1) | 0;
  for (let round = 0; round < 20; round++) {
    const turn = ROTATIONS[round % 8];
    x = (x + y) | 0;
    y = ((y << turn) | (y >>> (32 - turn))) ^ x;
    if (round % 4 === 3) {
      const block = (round + 1) / 4;
      x = (x + keys[block % 3]) | 0;
      y = (y + keys[(block + 1) % 3] + block) | 0;
    }
  }
  return [x >>> 0, y >>> 0];
}

/** n standard normal numbers of a seed, 0 or greater. */
export function normal(seed, n) {
  const draws = new Float64Array(n);
  for (let i = 0; i < n; i += 2) {
    const [a, b] = threefry([seed, 0], [i / 2, 0]).map((word) => (word + 0.5) / 2 ** 32);
    const radius = Math.sqrt(-2 * Math.log(a));
    draws[i] = radius * Math.cos(2 * Math.PI * b);
    if (i + 1 < n) draws[i + 1] = radius * Math.sin(2 * Math.PI * b);
  }
  return draws;
}

/** `write(word)` for the next n words of a stream, in turn. */
function eachWord(seed, kind, stream, n, write) {
  for (let i = 0; i < n; i += 2) {
    const [a, b] = threefry([seed, kind], [i / 2, stream]);
    write(a, i);
    if (i + 1 < n) write(b, i + 1);
  }
}

/** Whole numbers from 0 to high − 1, with replacement: n for each of `streams` streams from number `first`, row by row. */
export function integers(seed, n, high, streams = 1, first = 0) {
  const drawn = new Int32Array(n * streams);
  for (let row = 0; row < streams; row++)
    eachWord(seed, INTEGERS, first + row, n, (word, i) => (drawn[row * n + i] = Math.floor((word * high) / 2 ** 32)));
  return drawn;
}

/** The same without replacement: n different numbers in each row, by Fisher's and Yates's shuffle. */
export function distinct(seed, n, high, streams = 1, first = 0) {
  const drawn = new Int32Array(n * streams);
  const cards = new Int32Array(high);
  for (let row = 0; row < streams; row++) {
    for (let i = 0; i < high; i++) cards[i] = i;
    eachWord(seed, DISTINCT, first + row, n, (word, i) => {
      const chosen = i + Math.floor((word * (high - i)) / 2 ** 32);
      drawn[row * n + i] = cards[chosen];
      cards[chosen] = cards[i];
    });
  }
  return drawn;
}
