// What a person has learned, kept in the browser's own storage by the deck's namespace, and carried from one browser
// to another as a file. A record stands for a card: what FSRS knows of it; `first`, when it was first answered;
// `reviewed`, when it was last answered as a due review, or null. Times are milliseconds since 1970.
const Progress = (() => {
  "use strict";
  const FORMAT = "tfcards quiz progress";
  const VERSION = 1;
  const UNDO = 50;
  const TOMORROW = 86_400_000; // clocks may differ, by no more than this
  const STATES = ["learning", "review", "relearning"];
  const SETTINGS = { fresh: [20, 0, 9999], reviews: [200, 0, 9999], retention: [90, 70, 97] };
  const THEMES = ["system", "light", "dark"];

  const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  const isTime = (value, now) => Number.isFinite(value) && value > 0 && value <= now + TOMORROW;

  // `value` as a record, or null when it is none.
  const record = (value, now) => {
    if (!isObject(value) || !STATES.includes(value.state)) return null;
    const { state, step, stability, difficulty, due, last, first, reviewed } = value;
    const stepped = state === "review" ? step === null : Number.isInteger(step) && step >= 0;
    const known = stability > 0 && Number.isFinite(stability) && difficulty >= 1 && difficulty <= 10;
    const timed = isTime(last, now) && isTime(first, now) && first <= last && Number.isFinite(due) && due > last;
    const passed = reviewed === null || isTime(reviewed, now);
    if (!stepped || !known || !timed || !passed) return null;
    return { state, step, stability, difficulty, due, last, first, reviewed };
  };

  // The records in `values` by key, and how many were none. A null prototype: a file may name a card "__proto__".
  const records = (values, now) => {
    const good = Object.create(null);
    let refused = 0;
    for (const [key, value] of Object.entries(isObject(values) ? values : {})) {
      const found = record(value, now);
      if (found) good[key] = found;
      else refused += 1;
    }
    return { good, refused };
  };

  // The object that `text` is in JSON, or null.
  const parsed = (text) => {
    try {
      const data = JSON.parse(text);
      return isObject(data) ? data : null;
    } catch {
      return null;
    }
  };

  const settings = (value) => {
    const given = isObject(value) ? value : {};
    const numbers = Object.entries(SETTINGS).map(([name, [usual, least, most]]) => {
      const number = given[name];
      return [name, Number.isInteger(number) ? Math.min(Math.max(number, least), most) : usual];
    });
    return { ...Object.fromEntries(numbers), theme: THEMES.includes(given.theme) ? given.theme : "system" };
  };

  // The later answer wins, card by card. Returns how many cards of `incoming` were taken.
  const merge = (own, incoming) => {
    let taken = 0;
    for (const [key, theirs] of Object.entries(incoming)) {
      if (own[key] && own[key].last >= theirs.last) continue;
      own[key] = theirs;
      taken += 1;
    }
    return taken;
  };

  const exported = (namespace, deck, cards, now) =>
    JSON.stringify({ format: FORMAT, version: VERSION, namespace, deck, exported: new Date(now).toISOString(), cards });

  // The records of an exported file. Throws an Error in words when it is none, or of another deck.
  const imported = (text, namespace, now) => {
    const data = parsed(text);
    if (data?.format !== FORMAT) throw new Error("The file holds no progress of a quiz.");
    if (data.version !== VERSION) throw new Error("The file is from another version of the quiz.");
    if (data.namespace !== namespace) {
      const name = typeof data.deck === "string" ? `, ${data.deck.slice(0, 80)}` : "";
      throw new Error(`The file is of another deck${name}.`);
    }
    return records(data.cards, now);
  };

  // The book in `storage`, below a key of the namespace. `failed` tells that it can be kept for this visit only.
  class Book {
    #storage;
    #key;
    cards = Object.create(null);
    undo = []; // { key, before }: the record of a card before an answer, or null; the last answer comes last
    settings = settings(null);
    failed = false;

    constructor(storage, namespace) {
      this.#storage = storage;
      this.#key = `tfcards quiz ${namespace}`;
    }

    // Another tab may have gone on: read before each change.
    read(now) {
      if (this.failed) return;
      try {
        const text = this.#storage.getItem(this.#key);
        if (text === null) return;
        const data = parsed(text);
        if (!data) this.#storage.setItem(`${this.#key} damaged`, text); // kept for whoever can mend it
        const undo = Array.isArray(data?.undo) ? data.undo : [];
        this.cards = records(data?.cards, now).good;
        this.undo = undo.filter((entry) => isObject(entry) && typeof entry.key === "string");
        this.settings = settings(data?.settings);
      } catch {
        this.failed = true;
      }
    }

    write() {
      const { cards, undo, settings: chosen } = this;
      try {
        this.#storage.setItem(this.#key, JSON.stringify({ version: VERSION, cards, undo, settings: chosen }));
        this.failed = false;
      } catch {
        this.failed = true;
      }
    }

    put(key, after) {
      this.undo = [...this.undo, { key, before: this.cards[key] ?? null }].slice(-UNDO);
      this.cards[key] = after;
      this.write();
    }

    // Takes the last answer back and returns the key of its card, or null when there is none.
    takeBack(now) {
      const last = this.undo.pop();
      if (!last) return null;
      const before = record(last.before, now);
      if (before) this.cards[last.key] = before;
      else delete this.cards[last.key];
      this.write();
      return last.key;
    }

    // Takes in the records of a file and returns how many. An undo from before would bring back what they replaced.
    mergeIn(incoming) {
      const taken = merge(this.cards, incoming);
      if (taken) this.undo = [];
      this.write();
      return taken;
    }

    // Whether a change of `key` in the storage, null for all of it, is one of this book.
    isAt(key) {
      return key === this.#key || key === null;
    }
  }

  return { Book, exported, imported, settings };
})();
