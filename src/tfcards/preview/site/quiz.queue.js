// Which card comes next, and what an answer changes. Days and siblings as in Anki: a day begins at four in the morning;
// the other cards of a note that was met today wait until tomorrow, unless they are being learned. Pure: deck, progress
// and time are handed in.
const Queue = (() => {
  "use strict";
  const DAY = 86_400_000;
  const DAY_BEGINS = 4 * 3_600_000;
  const AHEAD = 20 * 60_000; // Anki's learn ahead limit: with nothing else to do, a step is met this early

  // The number of the study day of a time in milliseconds, counted by the local calendar.
  const dayOf = (time) => {
    const local = new Date(time - DAY_BEGINS);
    return Date.UTC(local.getFullYear(), local.getMonth(), local.getDate()) / DAY;
  };

  // The record `before` after an answer. PyPI's fsrs counts days of 24 hours; here they are days of study, as in Anki:
  // a card of yesterday evening is a day old in the morning.
  const answered = (scheduler, before, rating, now) => {
    const days = before ? dayOf(now) - dayOf(before.last) : 0;
    const after = scheduler.review(before, rating, now, days);
    const reviewed = before?.state === "review" ? now : (before?.reviewed ?? null);
    return { ...after, first: before?.first ?? now, reviewed };
  };

  // How many new cards were met today, and how many reviews done: read off the records, so that an undo or an import
  // needs no second book.
  const doneToday = (records, now) => {
    const today = dayOf(now);
    const met = Object.values(records);
    return {
      fresh: met.filter((record) => dayOf(record.first) === today).length,
      reviews: met.filter((record) => record.reviewed !== null && dayOf(record.reviewed) === today).length,
    };
  };

  // The first `most` of `cards` whose notes nobody in `notes` speaks for yet; each then speaks for its note.
  const oneANote = (cards, notes, most) => {
    const taken = [];
    let buried = 0;
    for (const card of cards) {
      if (taken.length >= most) break;
      if (notes.has(card.note)) buried += 1;
      else taken.push(card);
      notes.add(card.note);
    }
    return { taken, buried };
  };

  // What is left for today: `cards` of the deck in their order, `records` by key, limits in `settings`.
  const build = (cards, records, settings, now) => {
    const today = dayOf(now);
    const done = doneToday(records, now);
    const recordOf = (card) => records[card.key];
    const known = cards.filter(recordOf);
    const learning = known.filter((card) => recordOf(card).state !== "review");
    learning.sort((a, b) => recordOf(a).due - recordOf(b).due);
    const due = known.filter((card) => recordOf(card).state === "review" && dayOf(recordOf(card).due) <= today);
    due.sort((a, b) => dayOf(recordOf(a).due) - dayOf(recordOf(b).due));
    const fresh = cards.filter((card) => !recordOf(card));

    const notes = new Set(known.filter((card) => dayOf(recordOf(card).last) === today).map((card) => card.note));
    for (const card of learning) notes.add(card.note);
    const reviews = oneANote(due, notes, Math.max(0, settings.reviews - done.reviews));
    const begun = oneANote(fresh, notes, Math.max(0, settings.fresh - done.fresh));
    return {
      learning,
      due: reviews.taken,
      fresh: begun.taken,
      buried: reviews.buried + begun.buried,
      unmet: fresh.length,
      done,
    };
  };

  // The card to show now and the kind of queue it is from, or null: steps that are due, reviews, new cards, then steps
  // that are nearly due.
  const next = ({ learning, due, fresh }, records, now) => {
    const [step] = learning;
    const wait = step ? records[step.key].due - now : Infinity;
    if (wait <= 0) return { card: step, from: "learning" };
    if (due.length) return { card: due[0], from: "due" };
    if (fresh.length) return { card: fresh[0], from: "fresh" };
    return wait <= AHEAD ? { card: step, from: "learning" } : null;
  };

  return { dayOf, answered, build, next };
})();
