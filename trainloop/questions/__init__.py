"""The book's questions and cards, written once in ``bank/<chapter>.yml``.

A chapter's cells call :func:`predict` before an instrument, :func:`explain` after it, :func:`self_check`
and :func:`quiz` at its ends, :func:`ask` among its exercises, :func:`cards` for what is worth
remembering. Each returns a widget, which checks answers; without scripts it is semantic HTML with
folded answers, in a terminal plain text. What is listed is shuffled, always in the same way.

The format of a bank file, which ``schema.json`` defines::

    chapter: adam                    # the file's name
    questions:
      - id: adam-first-step          # unique in the whole bank, starts with "<chapter>-"
        role: predict                # predict | self-check | quiz | exercise
        kind: single                 # one of the kinds below
        concept: bias correction     # a term of the book's glossary
        bloom: understand            # remember | understand | apply | analyze | evaluate | create
        difficulty: 2                # 1 easy … 3 hard
        prompt: How long is Adam's first step without bias correction?
        code: |                      # optional: a block shown under the prompt
          m_hat = m
        options: …                   # what the kind adds
        source: {chapter: adam, heading: Mathematical foundations}   # and/or {citation: key}
    cards:                           # optional; terms of the glossary are cards without being listed
      - id: adam-card-stride         # unique among questions too
        front: How long is Adam's first step?
        back: α, whatever the gradient's size.
        concept: Adam

The kinds, and what each adds:

``single`` and ``multiple``: 2 to 6 options, exactly one or at least one correct, each with its reason::

    options:
      - {text: About 3.16 times α, correct: true, why: "√v is 31.6 times too small, …"}
      - {text: α/10, why: "You looked at m only; √v shrinks as well, and more."}

``numeric``: a number, an absolute tolerance, and wrong numbers that readers give::

    answer: 13.5
    tolerance: 0.2
    unit: steps                      # optional
    why: "ln ½ / ln 0.95 = 13.5."
    mistakes:                        # optional, up to 6; outside the tolerance
      - {value: 20, why: "That is 1/(1 − β), where a weight has fallen to about 1/e."}

``order``: 3 to 8 steps in the right order; they are shown shuffled::

    steps: [Predict, Measure, Adjust]
    why: There is nothing to measure before a prediction.

``bug``: code with one wrong line; lines count from 1, empty ones too::

    code: |
      loss.backward()
      optimizer.zero_grad()
      optimizer.step()
    line: 2
    fix: "pass  # clear before backward, or after the step"
    why: It throws away the gradient that `step` needs.
    others:                          # optional: what is right about lines that readers suspect
      - {line: 3, why: "It only finds nothing to do."}

``match``: 2 to 6 pairs; items keep their order, choices are shuffled, extra ones fit nothing. Several
items may have one choice::

    pairs:
      - {item: "β = 0.9", choice: about 10 steps, why: "1/(1 − 0.9) = 10."}
      - {item: "β = 0.99", choice: about 100 steps, why: "1/(1 − 0.99) = 100."}
    extra: [about 90 steps]          # optional, up to 4

``match`` with curves: the items are pictures, called Curve A, B, … in shuffled order, and the numbers
come from a function (see below). All curves of a question share their axes::

    generated: step_lengths
    x_label: step
    y_label: length of the step
    log: true                        # optional: a logarithmic y-axis
    pairs:
      - {curve: sgd, choice: SGD, why: "Its first step is in proportion to a steep wall."}
      - {curve: adam, choice: Adam, why: "It begins with a stride of α, and shrinks on the floor."}

``short`` (a sentence or two) and ``long`` (a paragraph): a model answer, and the points by which readers
judge their own; neither can be a prediction::

    answer: The closed form, because 50³ is small.
    points:                          # 1 to 8; a text alone is worth 1 mark
      - names the cost
      - {text: gives a reason to change, marks: 2}

**Other numbers each time.** A question with ``generated: name`` takes its numbers from the function
``name`` in ``generated/<chapter with underscores>.py``, which gets a ``random.Random`` and returns values
by name. ``{name}`` in a text is such a value, with at most six digits; in place of a number, and quoted,
it is the number. A brace that is meant is doubled. Readers can ask for four variants::

    generated: first_step
    prompt: "The gradient is {g}, and α = {lr}. How far does Adam move?"
    answer: "{answer}"
    tolerance: "{tolerance}"
    mistakes:
      - {value: "{sgd}", why: "That is α · g, SGD's step."}

Texts are plain Unicode (α, β₂, 1 − βᵗ) with ``code`` in single backticks; everything else is
escaped. What is wrong with a file is said when it is read: where, what stands there, what is allowed.
"""

from trainloop.questions.widget import Quiz, ask, cards, explain, predict, quiz, self_check

__all__ = ["Quiz", "ask", "cards", "explain", "predict", "quiz", "self_check"]
