// CodeMirror as the exercises' editor. Colors are those of the page's code: it gets the same class names.

import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { pythonLanguage } from "@codemirror/lang-python";
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tagHighlighter, tags } from "@lezer/highlight";

const names = tagHighlighter([
  { tag: tags.comment, class: "c1" },
  { tag: [tags.keyword, tags.operatorKeyword], class: "k" },
  { tag: [tags.bool, tags.null], class: "kc" },
  { tag: tags.string, class: "s2" },
  { tag: tags.number, class: "mf" },
  { tag: tags.standard(tags.name), class: "nb" },
  { tag: tags.function(tags.definition(tags.variableName)), class: "nf" },
  { tag: tags.definition(tags.className), class: "nc" },
]);

function extensions({ label, hint, changed, run }) {
  const start = { key: "Mod-Enter", run: () => (run(), true) };
  return [
    lineNumbers(),
    history(),
    pythonLanguage,
    indentUnit.of("    "),
    indentOnInput(),
    bracketMatching(),
    syntaxHighlighting(names),
    // Escape, then Tab leaves: CodeMirror does that by itself.
    keymap.of([start, indentWithTab, ...defaultKeymap, ...historyKeymap]),
    EditorView.contentAttributes.of({ "aria-label": label, "aria-describedby": hint, tabindex: "0" }),
    EditorView.updateListener.of(({ docChanged, state }) => docChanged && changed(state.doc.toString())),
  ];
}

/** An editor at the end of `parent`, with the text and the selection that a text area had. */
globalThis.trainloopEditor = ({ parent, text, selection, ...settings }) => {
  const view = new EditorView({
    parent,
    state: EditorState.create({ doc: text, selection, extensions: extensions(settings) }),
  });
  return {
    get text() {
      return view.state.doc.toString();
    },
    set text(insert) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert } });
    },
    focus: () => view.focus(),
  };
};
