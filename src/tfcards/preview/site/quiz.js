// The page of the quiz: asks, takes answers, keeps the book. The scripts before it know what is due and how to show it.
(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const root = document.documentElement;
  const deck = JSON.parse(byId("deck").textContent);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const phone = matchMedia("(width < 700px)");
  const LABELS = ["", "Again", "Hard", "Good", "Easy"];

  // Browsers that forbid storage do so by an error on the mere word.
  const storage = () => {
    try {
      return localStorage;
    } catch {
      return null;
    }
  };
  const book = new Progress.Book(storage(), deck.namespace);
  let shown = null; // { card, from, side, ready }
  let timer = 0;

  const scheduler = () => Fsrs.scheduler({ retention: book.settings.retention / 100 });

  const answered = (card, rating, now) => Queue.answered(scheduler(), book.cards[card.key] ?? null, rating, now);

  const say = (text) => {
    byId("said").textContent = text;
  };

  const doneText = ({ done }) =>
    `Done today: ${Words.counted(done.fresh, "new card")}, ${Words.counted(done.reviews, "review")}.`;

  // ---- the card

  const client = () => `${phone.matches ? "phone" : "desktop"}-${root.dataset.theme === "dark" ? "night" : "day"}`;

  const stage = Stage.create(byId("stage"), {
    client,
    onShown: () => {
      shown.ready = true;
      if (!byId("more").open) stage.focus();
    },
    onKey: (key) => press(key),
  });

  const show = (card, from, side) => {
    shown = { card, from, side, ready: false };
    byId("stage").hidden = byId("bar").hidden = false;
    byId("done").hidden = true;
    byId("asking").hidden = side === "back";
    byId("rating").hidden = side === "front";
    for (const each of document.querySelectorAll("[data-queue]")) {
      each.toggleAttribute("data-now", each.dataset.queue === from);
    }
    stage.show(card.key, side);
  };

  const waits = () => {
    const now = Date.now();
    for (const button of document.querySelectorAll("[data-rating]")) {
      const rating = Number(button.dataset.rating);
      const wait = Words.wait(answered(shown.card, rating, now).due - now);
      button.querySelector(".wait").textContent = wait;
      button.setAttribute("aria-label", `${LABELS[rating]}, again in ${wait}`);
    }
  };

  // ---- the page

  const showDone = (queue, now) => {
    shown = null;
    const already = !byId("done").hidden;
    byId("stage").hidden = byId("bar").hidden = true;
    stage.clear();
    byId("done").hidden = false;
    for (const each of document.querySelectorAll("[data-now]")) each.removeAttribute("data-now");
    byId("done-today").textContent = doneText(queue);
    const keys = new Set(deck.cards.map((card) => card.key));
    const later = Object.entries(book.cards).filter(([key]) => keys.has(key)).map(([, record]) => record.due);
    const coming = later.length ? Math.min(...later) - now : Infinity;
    const next = coming > 0 ? `in ${Words.wait(coming)}` : "tomorrow";
    byId("done-next").textContent = later.length ? `The next card that you know is due ${next}.` : "";
    byId("done-rest").textContent = queue.unmet
      ? `${Words.counted(queue.unmet, "new card")} left for the days to come. Under More you set how many a day.`
      : "";
    if (!already && !byId("more").open) byId("done").focus();
  };

  const showCounts = (queue) => {
    byId("left-fresh").textContent = queue.fresh.length;
    byId("left-learning").textContent = queue.learning.length;
    byId("left-due").textContent = queue.due.length;
    byId("undo").disabled = !book.undo.length;
    byId("alarm").hidden = !book.failed;
    byId("alarm").textContent = book.failed
      ? "This browser does not keep your progress. Export it (More) before you close the page."
      : "";
    const buried = queue.buried ? ` ${Words.counted(queue.buried, "card")} of the same notes wait until tomorrow.` : "";
    byId("today").textContent = doneText(queue) + buried;
  };

  // Goes on to what comes next. `stay` keeps the card that is shown while it is still the next one.
  const goOn = ({ stay = false, wanted = null } = {}) => {
    const now = Date.now();
    const queue = Queue.build(deck.cards, book.cards, book.settings, now);
    showCounts(queue);
    const found = wanted ? { card: wanted, from: fromOf(wanted) } : Queue.next(queue, book.cards, now);
    clearTimeout(timer);
    if (!found) {
      showDone(queue, now);
      timer = setTimeout(() => goOn({ stay: true }), Fsrs.MINUTE);
    } else if (stay && shown && (shown.side === "back" || isIn(queue, shown.card))) {
      if (shown.side === "back") waits();
    } else {
      show(found.card, found.from, "front");
    }
  };

  const isIn = ({ learning, due, fresh }, card) => [learning, due, fresh].some((cards) => cards.includes(card));

  const fromOf = (card) => {
    const record = book.cards[card.key];
    if (!record) return "fresh";
    return record.state === "review" ? "due" : "learning";
  };

  const reveal = () => {
    if (!shown?.ready || shown.side === "back") return;
    show(shown.card, shown.from, "back");
    waits();
    say("Answer");
  };

  const rate = (rating) => {
    if (!shown?.ready || shown.side === "front") return;
    const now = Date.now();
    const { card } = shown;
    book.read(now);
    const after = answered(card, rating, now);
    book.put(card.key, after);
    goOn();
    const outcome = `${LABELS[rating]}: again in ${Words.wait(after.due - now)}.`;
    say(shown ? `${outcome} Next question` : `${outcome} Done for today`);
  };

  const undo = () => {
    const now = Date.now();
    book.read(now);
    const key = book.takeBack(now);
    const card = deck.cards.find((each) => each.key === key);
    goOn({ wanted: card ?? null });
    if (key) say("The last answer is taken back. Question");
  };

  const press = (key) => {
    if (byId("more").open) return;
    if (key === "u" || key === "z") undo();
    else if (key === " " || key === "Enter") {
      if (shown?.side === "front") reveal();
      else rate(Fsrs.GOOD);
    } else rate(Number(key));
  };

  const onKey = (event) => {
    const control = event.ctrlKey || event.metaKey;
    const wanted = control ? event.key === "z" : [" ", "Enter", "1", "2", "3", "4", "u"].includes(event.key);
    if (!wanted || event.altKey || event.repeat || byId("more").open) return;
    if ([" ", "Enter"].includes(event.key) && event.target.closest("button, input, label")) return;
    event.preventDefault();
    press(event.key);
  };

  // ---- settings and files

  const dress = () => {
    const { theme } = book.settings;
    const night = theme === "system" ? dark.matches : theme === "dark";
    root.dataset.theme = night ? "dark" : "light";
    stage.dress();
  };

  const openMore = () => {
    const form = byId("settings");
    for (const [name, value] of Object.entries(book.settings)) form.elements[name].value = value;
    byId("carried").textContent = "";
    byId("more").showModal();
  };

  const onSetting = () => {
    const form = byId("settings");
    if (!form.checkValidity()) return;
    const number = (name) => form.elements[name].valueAsNumber;
    const given = { fresh: number("fresh"), reviews: number("reviews"), retention: number("retention") };
    book.read(Date.now());
    book.settings = Progress.settings({ ...given, theme: form.elements.theme.value });
    book.write();
    dress();
    goOn({ stay: true });
  };

  const exportFile = () => {
    const now = Date.now();
    const text = Progress.exported(deck.namespace, deck.name, book.cards, now);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = `${deck.name.replace(/[^\p{L}\p{N}]+/gu, "-")}-${new Date(now).toISOString().slice(0, 10)}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), Fsrs.MINUTE);
    byId("carried").textContent = `Exported ${Words.counted(Object.keys(book.cards).length, "card")}.`;
  };

  const importFile = async (input) => {
    const [file] = input.files;
    if (!file) return;
    try {
      const { good, refused } = Progress.imported(await file.text(), deck.namespace, Date.now());
      book.read(Date.now());
      const taken = book.mergeIn(good);
      const kept = Object.keys(good).length - taken;
      const bad = refused ? ` ${Words.counted(refused, "entry", "entries")} could not be used.` : "";
      byId("carried").textContent = `Took ${Words.counted(taken, "card")} from the file, kept ${kept} as here.${bad}`;
      goOn({ stay: true });
    } catch (problem) {
      byId("carried").textContent = problem.message;
    }
    input.value = "";
  };

  // ---- start

  const listen = () => {
    byId("show").addEventListener("click", reveal);
    byId("undo").addEventListener("click", undo);
    for (const button of document.querySelectorAll("[data-rating]")) {
      button.addEventListener("click", () => rate(Number(button.dataset.rating)));
    }
    byId("open-more").addEventListener("click", openMore);
    byId("close-more").addEventListener("click", () => byId("more").close());
    byId("more").addEventListener("close", () => (shown ? stage : byId("done")).focus());
    byId("settings").addEventListener("change", onSetting);
    byId("settings").addEventListener("submit", (event) => event.preventDefault());
    byId("export").addEventListener("click", exportFile);
    byId("import").addEventListener("change", (event) => importFile(event.target));
    addEventListener("keydown", onKey);
    for (const query of [dark, phone]) query.addEventListener("change", dress);
  };

  const onOtherTab = (event) => {
    if (!book.isAt(event.key)) return;
    book.read(Date.now());
    dress();
    goOn({ stay: true });
  };

  book.read(Date.now());
  dress();
  listen();
  addEventListener("storage", onOtherTab);
  document.addEventListener("visibilitychange", () => document.hidden || goOn({ stay: true }));
  goOn();
})();
