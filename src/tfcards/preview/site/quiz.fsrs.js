// FSRS-6, the Free Spaced Repetition Scheduler: when a card is to be seen again. No clock, no chance, no page.
//
// Written from the formulas at https://github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm, with the
// constants of PyPI's fsrs 6.3.2, to which tests/preview/test_quiz_fsrs.py holds it equal. Their letters: S stability,
// the days after which recall is 90% likely; D difficulty, 1 to 10; R retrievability, how likely recall is.
const Fsrs = (() => {
  "use strict";
  const [AGAIN, HARD, GOOD, EASY] = [1, 2, 3, 4];
  const MINUTE = 60_000;
  const DAY = 86_400_000;
  const LEAST_STABILITY = 0.001;
  const WEIGHTS = [
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629,
    1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
  ];
  const DEFAULTS = {
    weights: WEIGHTS,
    retention: 0.9,
    learning: [MINUTE, 10 * MINUTE],
    relearning: [10 * MINUTE],
    longest: 36_500,
  };

  const within = (least, value, most) => Math.min(Math.max(value, least), most);

  // To the nearest whole number; halves to the even one, as Python rounds.
  const rounded = (value) => {
    const floor = Math.floor(value);
    if (value - floor !== 0.5) return Math.round(value);
    return floor % 2 === 0 ? floor : floor + 1;
  };

  // The memory of a card: S and D after an answer. w[i] are the weights of the formulas.
  const memoryModel = (w) => {
    const decay = -w[20];
    const factor = 0.9 ** (1 / decay) - 1;
    const recall = (S, days) => (1 + (factor * Math.max(0, days)) / S) ** decay;
    const firstDifficulty = (rating) => w[4] - Math.exp(w[5] * (rating - 1)) + 1;

    const nextDifficulty = (D, rating) => {
      const damped = D - (w[6] * (rating - 3) * (10 - D)) / 9;
      return within(1, w[7] * firstDifficulty(EASY) + (1 - w[7]) * damped, 10);
    };
    const afterSameDay = (S, rating) => {
      const growth = Math.exp(w[17] * (rating - 3 + w[18])) * S ** -w[19];
      return S * (rating === AGAIN ? growth : Math.max(1, growth));
    };
    const afterSuccess = (S, D, R, rating) => {
      const weight = (rating === HARD ? w[15] : 1) * (rating === EASY ? w[16] : 1);
      return S * (1 + Math.exp(w[8]) * (11 - D) * S ** -w[9] * (Math.exp((1 - R) * w[10]) - 1) * weight);
    };
    const afterLapse = (S, D, R) => {
      const long = w[11] * D ** -w[12] * ((S + 1) ** w[13] - 1) * Math.exp((1 - R) * w[14]);
      return Math.min(long, S / Math.exp(w[17] * w[18]));
    };
    const nextStability = ({ stability: S, difficulty: D }, rating, days) => {
      if (days < 1) return afterSameDay(S, rating);
      const R = recall(S, days);
      return rating === AGAIN ? afterLapse(S, D, R) : afterSuccess(S, D, R, rating);
    };

    return {
      recall,
      // Days until recall is only `retention` likely.
      interval: (S, retention) => (S / factor) * (retention ** (1 / decay) - 1),
      first: (rating) => ({
        stability: Math.max(LEAST_STABILITY, w[rating - 1]),
        difficulty: within(1, firstDifficulty(rating), 10),
      }),
      next: (memory, rating, days) => ({
        stability: Math.max(LEAST_STABILITY, nextStability(memory, rating, days)),
        difficulty: nextDifficulty(memory.difficulty, rating),
      }),
    };
  };

  // What an answer on a short step leads to: the next step and its wait in milliseconds, or null, which is the end.
  const onSteps = (steps, step, rating) => {
    if (!steps.length) return null;
    if (rating === AGAIN) return { step: 0, wait: steps[0] };
    if (step >= steps.length || rating === EASY) return null;
    if (rating === GOOD) return step + 1 < steps.length ? { step: step + 1, wait: steps[step + 1] } : null;
    if (step > 0) return { step, wait: steps[step] };
    return { step, wait: steps.length > 1 ? (steps[0] + steps[1]) / 2 : steps[0] * 1.5 };
  };

  // A scheduler for `options`, any of DEFAULTS. A card is null when it is new, else { state: "learning", "review" or
  // "relearning"; step: a number, null in review; stability; difficulty; due, last: milliseconds since 1970 }.
  const scheduler = (options = {}) => {
    const { weights, retention, learning, relearning, longest } = { ...DEFAULTS, ...options };
    const memory = memoryModel(weights);

    // The card after the answer `rating` (1 to 4) at the time `at`. `days` since the last answer are 24 hours each
    // unless they are counted otherwise.
    const review = (card, rating, at, days = card ? Math.floor((at - card.last) / DAY) : 0) => {
      const known = card ? memory.next(card, rating, days) : memory.first(rating);
      const state = card ? card.state : "learning";
      const lapse = state === "review" && rating === AGAIN;
      const steps = state === "learning" ? learning : relearning;
      const short = state === "review" && !lapse ? null : onSteps(steps, card?.step ?? 0, rating);
      if (short) {
        return { ...known, state: lapse ? "relearning" : state, step: short.step, due: at + short.wait, last: at };
      }
      const wait = within(1, rounded(memory.interval(known.stability, retention)), longest);
      return { ...known, state: "review", step: null, due: at + wait * DAY, last: at };
    };

    return { review, recall: (card, days) => memory.recall(card.stability, days) };
  };

  return { AGAIN, HARD, GOOD, EASY, DAY, MINUTE, DEFAULTS, scheduler };
})();
