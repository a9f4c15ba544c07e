// Shows one side of a card at a time in a frame of its own, so that no style leaks either way.
const Stage = (() => {
  "use strict";

  // A stage in the element `place`. `client()` tells for whom a card dresses; `onShown` is called when a side can be
  // seen, `onKey` with a key of the quiz that was pressed inside it.
  const create = (place, { client, onShown, onKey }) => {
    const frames = () => [...place.querySelectorAll("iframe")];

    const uncover = (frame) => {
      if (!frame.classList.contains("coming") || frame !== frames().at(-1)) return;
      for (const old of frames()) if (old !== frame) old.remove();
      frame.classList.remove("coming");
      onShown();
    };

    // A new frame for each side: no history to go back through, and the old side stays until the new one is there.
    const show = (key, side) => {
      const frame = document.createElement("iframe");
      frame.sandbox.add("allow-scripts", "allow-popups", "allow-popups-to-escape-sandbox");
      // Pages of a folder are strangers to each other already; without this they could not load their images.
      if (location.protocol === "file:") frame.sandbox.add("allow-same-origin");
      frame.title = side === "front" ? "Question" : "Answer";
      frame.className = "coming";
      frame.src = `cards/${key}-${side}.html#${client()}`;
      frame.addEventListener("load", () => uncover(frame));
      place.append(frame);
    };

    const dress = () => {
      for (const frame of frames()) frame.contentWindow.postMessage(client(), "*");
    };

    // A card asks for its client, says when it can be seen, and passes on what is pressed inside it.
    addEventListener("message", ({ source, data }) => {
      const frame = frames().find((each) => each.contentWindow === source);
      if (!frame || typeof data !== "string") return;
      if (data === "tfcards card") source.postMessage(client(), "*");
      if (data === "tfcards shown") uncover(frame);
      const key = /^tfcards key ( |Enter|[1-4uz])$/.exec(data);
      if (key) onKey(key[1]);
    });

    return { show, dress, clear: () => place.replaceChildren(), focus: () => frames().at(-1)?.focus() };
  };

  return { create };
})();
