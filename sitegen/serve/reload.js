// Shows the page anew when the site changed, and what is wrong while it cannot be built.
"use strict";
(() => {
  const { site, events } = document.currentScript.dataset;
  let source = null;
  let retry = 0;

  const tell = (fault) => {
    let box = document.getElementById("sitegen-fault");
    if (!fault) {
      box?.remove();
      return;
    }
    if (!box) {
      box = document.createElement("div");
      box.id = "sitegen-fault";
      box.setAttribute("role", "alert");
      box.append(document.createElement("pre"));
      document.body.append(box);
    }
    box.firstChild.textContent = fault;
  };

  const close = () => {
    clearTimeout(retry);
    source?.close();
    source = null;
  };

  const open = () => {
    close();
    source = new EventSource(events);
    source.onmessage = (message) => {
      const shown = JSON.parse(message.data);
      if (shown.site === site) {
        tell(shown.fault);
      } else {
        close();
        location.reload();
      }
    };
    // A browser connects again by itself, but not after a refusal (too many tabs).
    source.onerror = () => {
      if (source?.readyState === EventSource.CLOSED) retry = setTimeout(open, 3000);
    };
  };

  // Browsers allow six connections a host: only the page that is looked at holds one.
  const follow = () => (document.visibilityState === "visible" ? open() : close());
  document.addEventListener("visibilitychange", follow);
  window.addEventListener("pagehide", close);
  window.addEventListener("pageshow", (event) => event.persisted && follow());
  follow();
})();
