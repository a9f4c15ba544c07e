// Filters, screens, themes and copying; in a live preview also the news from the server.
(() => {
  "use strict";
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const controls = byId("controls");
  const cases = [...document.querySelectorAll(".case")];
  const articles = [...document.querySelectorAll("article")];
  const filters = ["kind", "case", "modality", "tag"];

  // The choices stand in the address, so that they outlive a refresh and can be bookmarked.
  const remember = () => {
    const chosen = [...new FormData(controls)].filter(([, value]) => value);
    history.replaceState(null, "", `#${new URLSearchParams(chosen)}`);
  };

  const recall = () => {
    const chosen = new URLSearchParams(location.hash.slice(1));
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    controls.theme.value = dark ? "dark" : "light";
    for (const [name, value] of chosen) {
      const control = controls.elements[name];
      if (!control) continue;
      if (control.type === "checkbox") control.checked = value === "1";
      else control.value = value;
      if (control.selectedIndex < 0) control.value = "";
    }
    if (!controls.screen.value) controls.screen.value = "both";
    if (!controls.theme.value) controls.theme.value = "light";
  };

  const fits = (article, section, words) =>
    filters.every((name) => {
      const wanted = controls[name].value;
      return !wanted || article.dataset[name].split(" ").includes(wanted);
    }) &&
    words.every((word) => article.dataset.text.includes(word)) &&
    (!controls.messages.checked || "messages" in article.dataset || "messages" in section.dataset);

  const filter = () => {
    const words = controls.q.value.toLowerCase().split(/\s+/).filter(Boolean);
    const plain = !words.length && filters.every((name) => name === "case" || !controls[name].value);
    let shown = 0;
    let any = false;
    for (const section of cases) {
      let visible = 0;
      for (const article of section.querySelectorAll("article")) {
        article.hidden = !fits(article, section, words);
        visible += !article.hidden;
      }
      const wanted = controls.case.value;
      const itself =
        plain &&
        (!wanted || wanted === section.dataset.case) &&
        (!controls.messages.checked || "messages" in section.dataset);
      section.hidden = !visible && !itself;
      any = any || !section.hidden;
      shown += visible;
    }
    byId("none").hidden = any;
    byId("count").textContent =
      shown === articles.length ? `${shown} cards` : `${shown} of ${articles.length} cards`;
  };

  const clientOf = (place) => `${place.dataset.client}-${controls.theme.value === "dark" ? "night" : "day"}`;

  // A browser holds about a thousand frames: only the cards near the window have theirs.
  const mount = (place) => {
    const frame = document.createElement("iframe");
    frame.sandbox.add("allow-scripts");
    // Pages of a folder are strangers to each other already; without this they could not load their images.
    if (location.protocol === "file:") frame.sandbox.add("allow-same-origin");
    frame.loading = "lazy";
    frame.title = place.dataset.title;
    frame.src = `${place.dataset.src}#${clientOf(place)}`;
    place.replaceChildren(frame);
  };

  const onNear = (entries) => {
    for (const { target, isIntersecting } of entries) {
      for (const place of target.querySelectorAll(".frame")) {
        if (isIntersecting && !place.firstChild) mount(place);
        else if (!isIntersecting) place.replaceChildren();
      }
    }
  };

  const dress = () => {
    root.dataset.screen = controls.screen.value;
    if (root.dataset.theme === controls.theme.value) return;
    root.dataset.theme = controls.theme.value;
    for (const frame of document.querySelectorAll("iframe")) {
      frame.contentWindow.postMessage(clientOf(frame.parentElement), "*");
    }
  };

  const update = () => {
    remember();
    filter();
    dress();
  };

  const copy = async (button) => {
    const code = button.previousElementSibling;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(code);
      button.textContent = "Selected";
    }
    setTimeout(() => {
      button.textContent = "Copy";
    }, 1500);
  };

  const live = (version) => {
    const told = byId("live");
    const failure = byId("failure");
    const ask = async () => {
      let pause = 1000;
      try {
        const now = await (await fetch("live.json", { cache: "no-store" })).json();
        if (now.version !== version) {
          location.reload();
          return;
        }
        told.textContent = now.building ? "Building again …" : "Live: save a file and the cards follow";
        const said = now.failure && `${now.failure}\nThe cards below are the last that could be built.`;
        failure.hidden = !said;
        if (failure.textContent !== said) failure.textContent = said;
      } catch {
        told.textContent = "The preview has stopped";
        pause = 5000;
      }
      setTimeout(ask, pause);
    };
    ask();
  };

  // A card that was still loading when the theme changed asks once it is there.
  addEventListener("message", (event) => {
    const frame = [...document.querySelectorAll("iframe")].find((each) => each.contentWindow === event.source);
    if (frame) event.source.postMessage(clientOf(frame.parentElement), "*");
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.copy");
    if (button) copy(button);
  });
  document.addEventListener("input", update);
  controls.addEventListener("submit", (event) => event.preventDefault());
  byId("clear").addEventListener("click", () => {
    for (const name of filters) controls[name].value = "";
    controls.q.value = "";
    controls.messages.checked = false;
    update();
  });
  recall();
  update();
  const observer = new IntersectionObserver(onNear, { rootMargin: "1500px" });
  for (const article of articles) observer.observe(article);
  if (document.body.dataset.version) live(document.body.dataset.version);
})();
