"""The book's questions: predictions, self-checks and quizzes, written once in ``bank/<chapter>.yml``.

A chapter's cells call :func:`predict` before an instrument, :func:`explain` after it, and
:func:`self_check` and :func:`quiz` at its ends. Each returns an object that shows itself: as
semantic HTML with folded answers on a page, as plain text in a terminal. Options are shuffled,
always in the same way.

The format of a bank file, which ``schema.json`` defines::

    chapter: adam                    # the file's name
    questions:
      - id: adam-first-step          # unique in the whole bank, starts with "<chapter>-"
        role: predict                # predict | self-check | quiz
        kind: single                 # single | multiple | numeric | order | short
        concept: bias correction     # a term of the book's glossary
        bloom: understand            # remember | understand | apply | analyze | evaluate | create
        difficulty: 2                # 1 easy … 3 hard
        prompt: How long is Adam's first step without bias correction?
        code: |                      # optional: a block shown under the prompt
          m_hat = m
        options:                     # single (one correct) and multiple (one or more): 2 to 6
          - {text: About 3.16 times α, correct: true, why: "√v is 31.6 times too small, …"}
          - {text: α/10, why: "You looked at m only; √v shrinks as well, and more."}
        source: {chapter: adam, heading: Mathematical foundations}   # and/or {citation: key}

The other kinds have, in place of ``options``:

``numeric``
    ``answer`` (a number), ``tolerance`` (absolute), ``unit`` (optional), ``why``, and optional
    ``mistakes``, a list of ``{value, why}`` for wrong numbers that readers give.
``order``
    ``steps`` (3 to 8, in the right order; shown shuffled) and ``why``.
``short``
    ``answer`` (the model answer) and ``points``, what a good answer says.

Texts are plain Unicode (α, β₂, 1 − βᵗ) with ``code`` in single backticks; everything else is
escaped.
"""

from trainloop.questions.views import explain, predict, quiz, self_check

__all__ = ["explain", "predict", "quiz", "self_check"]
