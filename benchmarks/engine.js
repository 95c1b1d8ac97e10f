// Steps a second of the engine, over those of a bare loop of the same arithmetic in this browser.
// Both make the same run and keep the same numbers; they take turns, so that a busy moment hits both.

async ({ address, rounds, steps }) => {
  const { named } = await import(`${address}engine/run.js`);
  const REPEATS = 400; // a browser rounds its clock
  const lr = 0.002;
  const [mu, beta1, beta2, eps] = [0.9, 0.9, 0.999, 1e-8];
  const settings = { lr, mu, beta1, beta2, eps };

  const bare = {
    gd() {
      const [points, losses] = [new Float64Array(2 * steps + 2), new Float64Array(steps + 1)];
      let [x, y] = [-4, 1];
      for (let t = 0; t <= steps; t++) {
        if (t) {
          x -= lr * x;
          y -= lr * 50 * y;
        }
        points[2 * t] = x;
        points[2 * t + 1] = y;
        losses[t] = 0.5 * (x * x + 50 * y * y);
      }
      return points;
    },
    momentum() {
      const [points, losses] = [new Float64Array(2 * steps + 2), new Float64Array(steps + 1)];
      let [x, y, u, v] = [-4, 1, 0, 0];
      for (let t = 0; t <= steps; t++) {
        if (t) {
          u = mu * u + x;
          v = mu * v + 50 * y;
          x -= lr * u;
          y -= lr * v;
        }
        points[2 * t] = x;
        points[2 * t + 1] = y;
        losses[t] = 0.5 * (x * x + 50 * y * y);
      }
      return points;
    },
    adam() {
      const [points, losses] = [new Float64Array(2 * steps + 2), new Float64Array(steps + 1)];
      let [x, y, m0, m1, v0, v1] = [-4, 1, 0, 0, 0, 0];
      for (let t = 0; t <= steps; t++) {
        if (t) {
          const [g0, g1] = [x, 50 * y];
          const weight1 = 1 - beta1 ** t;
          const weight2 = Math.sqrt(1 - beta2 ** t);
          m0 += (1 - beta1) * (g0 - m0);
          m1 += (1 - beta1) * (g1 - m1);
          v0 = v0 * beta2 + (1 - beta2) * g0 * g0;
          v1 = v1 * beta2 + (1 - beta2) * g1 * g1;
          x -= ((lr / weight1) * m0) / (Math.sqrt(v0) / weight2 + eps);
          y -= ((lr / weight1) * m1) / (Math.sqrt(v1) / weight2 + eps);
        }
        points[2 * t] = x;
        points[2 * t + 1] = y;
        losses[t] = 0.5 * (x * x + 50 * y * y);
      }
      return points;
    },
  };

  const found = {};
  for (const optimizer of Object.keys(bare)) {
    const ours = () => named({ optimizer, on: "ravine", settings, steps }).points;
    const [a, b] = [ours(), bare[optimizer]()];
    if (a.some((value, i) => Math.abs(value - b[i]) > 1e-9)) throw new Error(`${optimizer}: not the same run`);
    const time = (run) => {
      const start = performance.now();
      for (let i = 0; i < REPEATS; i++) run();
      return performance.now() - start;
    };
    time(ours);
    time(bare[optimizer]);
    const rows = Array.from({ length: rounds }, () => [time(ours), time(bare[optimizer])]);
    const middle = (values) => values.sort((p, q) => p - q)[Math.floor(values.length / 2)];
    const mine = middle(rows.map(([own]) => own));
    found[optimizer] = { rate: (REPEATS * steps) / (mine / 1000), ratio: middle(rows.map(([own, other]) => other / own)) };
  }
  return found;
};
