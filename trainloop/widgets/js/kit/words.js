// Numbers as words, letter for letter as trainloop.widgets.words writes them.

const SUPERSCRIPTS = { 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹", "-": "⁻" };

const trimmed = (text) => (text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text);

/** An exponent in raised digits. */
export const raised = (exponent) => [...String(exponent)].map((digit) => SUPERSCRIPTS[digit]).join("");

/** A number to a few significant digits; very large and small ones as a × 10ᵇ. */
export function number(value, digits = 3) {
  if (Number.isNaN(value)) return "not a number";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (value === 0) return "0";
  const [mantissa, power] = Math.abs(value)
    .toExponential(digits - 1)
    .split("e");
  const exponent = Number(power);
  const sign = value < 0 ? "−" : "";
  if (exponent >= -4 && exponent < 6) {
    const places = Math.max(0, digits - 1 - exponent);
    return sign + trimmed(Number(`${mantissa}e${power}`).toFixed(places));
  }
  const short = trimmed(mantissa);
  return sign + (short === "1" ? "" : `${short} × `) + `10${raised(exponent)}`;
}

/** "1 step", "2 steps", … */
export const steps = (count) => `${count} step${count === 1 ? "" : "s"}`;
