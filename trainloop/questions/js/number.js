// Numbers as people write them.

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** Whether the text may mean a thousand or one: 1,000. */
export const isAmbiguous = (text) => /^[-+−–]?[1-9]\d{0,2},\d{3}$/.test(text.trim());

/** The number in what a reader typed, NaN if there is none or two: 3.3, 3,3, −2, 1e-3, 1.5·10⁻³, 20 %, 1/4,
 *  with or without its unit. */
export function read(text, unit = "") {
  let plain = text
    .trim()
    .replace(/^[≈~=]\s*/, "")
    .replace(/[\u2212\u2013]/g, "-");
  if (unit && plain.toLowerCase().endsWith(unit.toLowerCase())) plain = plain.slice(0, -unit.length).trim();
  const percent = unit !== "%" && plain.endsWith("%");
  plain = plain.replace(/%$/, "").trim();
  if (isAmbiguous(plain)) return NaN;
  plain = plain.replace(/(\d)[\s\u00a0\u202f](?=\d{3}(\D|$))/g, "$1");
  plain = plain.replace(/^([-+]?)10(?=\^|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹])/, (_, sign) => `${sign}1·10`);
  plain = plain.replace(/\s*[·×x*]\s*10\s*(?:\^\s*)?([-⁻]?)([\d⁰¹²³⁴⁵⁶⁷⁸⁹]+)$/, power);
  if (/^[-+]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/.test(plain)) plain = plain.replaceAll(",", "");
  const [, above, below] = plain.match(/^([-+]?\d+)\s*\/\s*([1-9]\d*)$/) ?? [];
  if (below) return Number(above) / Number(below) / (percent ? 100 : 1);
  plain = plain.replace(",", ".");
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain)) return NaN;
  const value = Number(plain) / (percent ? 100 : 1);
  return Number.isFinite(value) ? value : NaN;
}

function power(_, sign, digits) {
  const plain = [...digits]
    .map((digit) => (SUPERSCRIPTS.includes(digit) ? SUPERSCRIPTS.indexOf(digit) : digit))
    .join("");
  return `e${sign ? "-" : ""}${plain}`;
}

/** A number as the book writes it: a real minus, at most six digits, no exponent where it needn't be. */
export function show(value, unit = "") {
  const digits = Number(value.toPrecision(6));
  return `${String(digits).replaceAll("-", "−")}${unit ? ` ${unit}` : ""}`;
}
