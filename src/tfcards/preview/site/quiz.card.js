// Hands the quiz's keys to the page around this card: a frame keeps what is pressed inside it to itself.
(() => {
  "use strict";
  const controls = "a, button, input, label, select, summary, textarea";
  const wanted = [" ", "Enter", "1", "2", "3", "4", "u", "z"];
  addEventListener("keydown", (event) => {
    const plain = !event.altKey && !event.metaKey && event.ctrlKey === (event.key === "z");
    if (event.defaultPrevented || event.repeat || !plain || !wanted.includes(event.key)) return;
    if ([" ", "Enter"].includes(event.key) && event.target.closest(controls)) return;
    event.preventDefault();
    parent.postMessage(`tfcards key ${event.key}`, "*");
  });
  addEventListener("DOMContentLoaded", () => parent.postMessage("tfcards shown", "*"));
})();
