// Sets the classes by which a card knows its client: the address says phone or desktop, and night.
(() => {
  "use strict";
  const show = (client) => {
    const phone = client.includes("phone");
    const night = client.includes("night");
    const root = document.documentElement.classList;
    root.toggle("mobile", phone);
    root.toggle("android", phone);
    root.toggle("linux", !phone);
    document.body.classList.toggle("nightMode", night);
    document.body.classList.toggle("night_mode", night);
  };
  show(location.hash);
  addEventListener("message", (event) => {
    if (event.source === parent && typeof event.data === "string") show(event.data);
  });
  if (parent !== window) parent.postMessage("tfcards card", "*");
})();
