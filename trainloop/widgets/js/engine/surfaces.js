// Functions that optimizers are watched on, as in trainloop.surfaces, with gradients by formula.

export const quadratic = {
  start: [5],
  domain: [[-6, 6]],
  minimum: [0],
  loss: ([w]) => w * w,
  gradient: ([w]) => [2 * w],
};

export const rosenbrock = {
  start: [-1.2, 1],
  domain: [
    [-2, 2],
    [-1, 3],
  ],
  minimum: [1, 1],
  loss: ([x, y]) => (1 - x) ** 2 + 100 * (y - x ** 2) ** 2,
  gradient: ([x, y]) => [-2 * (1 - x) - 400 * x * (y - x ** 2), 200 * (y - x ** 2)],
};

export const surfaces = { quadratic, rosenbrock };
