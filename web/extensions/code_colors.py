"""Colors of code: few, calm, and dark or light enough to read (at least 4.5 to 1 on the site's grounds)."""

from typing import ClassVar

from pygments.style import Style
from pygments.token import Comment, Error, Keyword, Name, Number, Operator, String, Token

Colors = dict[str, str]


def styles(colors: Colors) -> dict[object, str]:
    """Pygments' rules from a palette; names stay in the color of the text."""
    return {
        Token: colors["text"],
        Comment: f"italic {colors['comment']}",
        Keyword: colors["keyword"],
        Keyword.Constant: colors["number"],
        Operator.Word: colors["keyword"],
        Name.Builtin: colors["builtin"],
        Name.Builtin.Pseudo: colors["builtin"],
        Name.Exception: colors["builtin"],
        Name.Decorator: colors["builtin"],
        Name.Function: f"bold {colors['text']}",
        Name.Class: f"bold {colors['text']}",
        String: colors["string"],
        String.Doc: f"italic {colors['comment']}",
        Number: colors["number"],
        Error: colors["text"],
    }


class Light(Style):
    """For the light theme, on #f8f7f4."""

    background_color = "#f8f7f4"
    styles: ClassVar = styles(
        {
            "text": "#1c2530",
            "comment": "#5d6874",
            "keyword": "#0b5c8f",
            "builtin": "#6b3fa0",
            "string": "#2b6a3c",
            "number": "#9c3d08",
        }
    )


class Dark(Style):
    """For the dark theme, on #1a1f26."""

    background_color = "#1a1f26"
    styles: ClassVar = styles(
        {
            "text": "#dbe1e8",
            "comment": "#98a3af",
            "keyword": "#7cc0ee",
            "builtin": "#c3a5e4",
            "string": "#9fd3a6",
            "number": "#f2ab6b",
        }
    )
