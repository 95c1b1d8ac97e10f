// Functions of two variables that optimizers are watched on, as in trainloop.surfaces, gradients by formula.
// `loss(x, y)` gives a number; `gradient(x, y, out)` writes both derivatives into `out`.

const { cos, sin, PI } = Math;

const bowl = {
  domain: [
    [-5, 5],
    [-5, 5],
  ],
  minima: [[0, 0]],
  start: [-4, 3],
  hMax: 1,
  loss: (x, y) => 0.5 * (x * x + y * y),
  gradient(x, y, out) {
    out[0] = x;
    out[1] = y;
  },
};

const ravine = (kappa) => ({
  domain: [
    [-5, 5],
    [-2, 2],
  ],
  minima: [[0, 0]],
  start: [-4, 1],
  hMax: Math.max(1, kappa),
  loss: (x, y) => 0.5 * (x * x + kappa * y * y),
  gradient(x, y, out) {
    out[0] = x;
    out[1] = kappa * y;
  },
});

const saddle = {
  domain: [
    [-3, 3],
    [-3, 3],
  ],
  minima: [],
  start: [-2.5, 0.01],
  loss: (x, y) => 0.5 * (x * x - y * y),
  gradient(x, y, out) {
    out[0] = x;
    out[1] = -y;
  },
};

const rosenbrock = {
  domain: [
    [-2, 2],
    [-1, 3],
  ],
  minima: [[1, 1]],
  start: [-1.2, 1],
  loss: (x, y) => (1 - x) ** 2 + 100 * (y - x * x) ** 2,
  gradient(x, y, out) {
    out[0] = -2 * (1 - x) - 400 * x * (y - x * x);
    out[1] = 200 * (y - x * x);
  },
};

const beale = {
  domain: [
    [-4.5, 4.5],
    [-4.5, 4.5],
  ],
  minima: [[3, 0.5]],
  start: [1, 1.5],
  loss(x, y) {
    const [a, b, c] = [1.5 - x + x * y, 2.25 - x + x * y * y, 2.625 - x + x * y * y * y];
    return a * a + b * b + c * c;
  },
  gradient(x, y, out) {
    const [a, b, c] = [1.5 - x + x * y, 2.25 - x + x * y * y, 2.625 - x + x * y * y * y];
    out[0] = 2 * a * (y - 1) + 2 * b * (y * y - 1) + 2 * c * (y * y * y - 1);
    out[1] = 2 * a * x + 4 * b * x * y + 6 * c * x * y * y;
  },
};

const himmelblau = {
  domain: [
    [-5, 5],
    [-5, 5],
  ],
  minima: [
    [3, 2],
    [-2.805118086952745, 3.131312518250573],
    [-3.779310253377747, -3.28318599128617],
    [3.584428340330492, -1.848126526964404],
  ],
  start: [0, 0],
  loss: (x, y) => (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2,
  gradient(x, y, out) {
    out[0] = 4 * x * (x * x + y - 11) + 2 * (x + y * y - 7);
    out[1] = 2 * (x * x + y - 11) + 4 * y * (x + y * y - 7);
  },
};

const wave = (z) => z * z - 10 * cos(2 * PI * z);
const rastrigin = {
  domain: [
    [-5.12, 5.12],
    [-5.12, 5.12],
  ],
  minima: [[0, 0]],
  start: [2.3, -1.7],
  loss: (x, y) => 20 + wave(x) + wave(y),
  gradient(x, y, out) {
    out[0] = 2 * x + 20 * PI * sin(2 * PI * x);
    out[1] = 2 * y + 20 * PI * sin(2 * PI * y);
  },
};

const fixed = { bowl, saddle, rosenbrock, beale, himmelblau, rastrigin };

/** The surface of this name; κ is the ravine's. `hMax` is there where one curvature bounds all. */
export const surface = (name, kappa = 50) => (name === "ravine" ? ravine(kappa) : fixed[name]);

/** Loss and gradient of a named surface at a point. */
export function at(name, kappa, x, y) {
  const { loss, gradient } = surface(name, kappa);
  const slopes = [0, 0];
  gradient(x, y, slopes);
  return { loss: loss(x, y), gradient: slopes };
}
