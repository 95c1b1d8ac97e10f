"""The cheat sheet's formulas as Python, so that what is printed can be run: plain products, quotients, powers."""

from __future__ import annotations

import re

SYMBOLS = {  # the longest first: what is left of a name would be taken for a product
    r"\varepsilon_{\text{out}}": "eps_out",
    r"\varepsilon_{\text{in}}": "eps_in",
    r"\alpha_{\text{end}}": "end",
    r"\alpha_{\text{sum}}": "lr_sum",
    r"\alpha_{\text{avg}}": "lr_avg",
    r"\alpha_{\text{agree}}": "lr_agree",
    r"\alpha_{\text{alternate}}": "lr_alternate",
    r"\operatorname{wave}": "wave",
    r"\sum \alpha_t": "total",
    r"\varepsilon": "eps",
    r"t_{1/2}": "half_life",
    r"\beta_1": "beta1",
    r"\beta_2": "beta2",
    r"\hat m": "m_hat",
    r"\hat v": "v_hat",
    r"\lambda": "wd",
    r"\lfloor": "floor",
    r"\rfloor": "rfloor",
    r"\alpha": "lr",
    r"\beta": "beta",
    r"\sqrt": "sqrt",
    r"\bmod": "mod",
    r"\mu": "mu",
    r"\rho": "rho",
    r"\cos": "cos",
    r"\exp": "exp",
    r"\min": "min",
    r"\pi": "pi",
    r"\ln": "log",
    r"\le": "<=",
}
NAMES = {name for name in SYMBOLS.values() if name.isidentifier()}
SYMBOL = re.compile("|".join(re.escape(symbol) for symbol in SYMBOLS) + r"|[A-Za-z]")
TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|\[(\w+)\]|(<=|[-+/^(){},<]))")
ENDS = {None, ")", "}", ",", "+", "-", "/", "<", "<=", "mod", "rfloor"}  # what no product goes on after


class Parser:
    """One formula without ``=``; `source` is its Python."""

    def __init__(self, latex: str) -> None:
        named = SYMBOL.sub(lambda m: f" {s} " if (s := SYMBOLS.get(m[0], m[0])) == "<=" else f"[{s}]", latex)
        self.tokens: list[str] = []
        at = 0
        while at < len(named.rstrip()):
            match = TOKEN.match(named, at)
            if match is None:
                raise ValueError(f"can't read {named[at:]!r} in {latex!r}")
            self.tokens.append(match[1] or match[2] or match[3])
            at = match.end()
        self.source = self.comparison()
        if self.tokens:
            raise ValueError(f"can't read {self.tokens} in {latex!r}")

    @property
    def next(self) -> str | None:
        return self.tokens[0] if self.tokens else None

    def take(self, wanted: str | None = None) -> str:
        token = self.tokens.pop(0)
        if wanted not in (None, token):
            raise ValueError(f"{wanted!r} should stand where {token!r} does")
        return token

    def comparison(self) -> str:
        left = self.sum()
        return f"{left} {self.take()} {self.sum()}" if self.next in ("<", "<=") else left

    def sum(self) -> str:
        sign = self.take() if self.next == "-" else ""
        found = sign + self.quotient()
        while self.next in ("+", "-"):
            found = f"{found} {self.take()} {self.quotient()}"
        return found

    def quotient(self) -> str:
        found = self.product()
        while self.next in ("/", "mod"):
            operator = "/" if self.take() == "/" else "%"
            found = f"({found}) {operator} {self.power()}"
            if self.next not in ENDS:
                raise ValueError(f"a product after {operator!r} reads two ways: {self.tokens}")
        return found

    def product(self) -> str:
        found = self.power()
        while self.next not in ENDS:
            found = f"{found} * {self.power()}"
        return found

    def power(self) -> str:
        found = self.atom()
        if self.next == "^":
            self.take()
            found = f"{found} ** {self.braced() if self.next == '{' else self.atom()}"
        return found

    def braced(self) -> str:
        self.take("{")
        inner = self.sum()
        self.take("}")
        return f"({inner})"

    def atom(self) -> str:
        token = self.take()
        if token == "(":
            inner = self.sum()
            self.take(")")
            return f"({inner})"
        if token == "sqrt":
            return f"sqrt{self.braced()}"
        if token == "floor":
            inner = self.sum()
            self.take("rfloor")
            return f"floor({inner})"
        if token in ("cos", "log"):  # without parentheses
            return f"{token}({self.product()})"
        if token in ("exp", "min", "wave"):
            return f"{token}({self.arguments()})"
        if token == "total":
            return "sum(rates)"
        if token in NAMES or re.fullmatch(r"[a-zA-Z]|\d+(\.\d+)?", token):
            return token
        raise ValueError(f"{token!r} has no place here")

    def arguments(self) -> str:
        self.take("(")
        found = [self.sum()]
        while self.next == ",":
            self.take()
            found.append(self.sum())
        self.take(")")
        return ", ".join(found)


def sides(text: str) -> list[str]:
    r"""Python for each side of the formula in a text, around ``=`` or ``\leftarrow``."""
    return [Parser(side).source for side in re.split(r"=|\\leftarrow", text.strip().strip("$"))]


def expression(text: str) -> str:
    """Python for a text of formulas with "if" and "else" between them."""
    parts = text.split("$")
    if words := {word for part in parts[::2] for word in part.split()} - {"if", "else"}:
        raise ValueError(f"{sorted(words)} in {text!r} mean nothing to Python")
    return "".join(Parser(part).source if i % 2 else part for i, part in enumerate(parts))
