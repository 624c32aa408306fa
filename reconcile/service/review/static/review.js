"use strict";
// Keys, focus and announcements of the review page. Without this script every button still works.
(() => {
  const $ = (id) => document.getElementById(id);
  document.documentElement.classList.add("scripted");
  let busy = false; // a decision is on its way
  let pending = null; // the verdict that Enter in the reason gives

  // --- keys --------------------------------------------------------------------------------------
  const button = (key) => document.querySelector(`#case [data-key="${key}"]:not([disabled])`);

  function press(node) {
    if (!node || busy || node.disabled) return;
    node.click();
  }

  function write(key) {
    const chosen = button(key);
    const reason = $("reason");
    if (!chosen || !reason) return;
    for (const node of document.querySelectorAll(".pending")) node.classList.remove("pending");
    pending = chosen;
    chosen.classList.add("pending");
    reason.focus();
    reason.select();
  }

  function scores() {
    const all = [...document.querySelectorAll("details.scores")];
    const open = all.some((node) => !node.open);
    for (const node of all) node.open = open;
  }

  const keys = {
    a: () => press(button("a")), r: () => press(button("r")), f: () => press(button("f")),
    A: () => write("a"), R: () => write("r"), F: () => write("f"), u: () => write("u"),
    z: () => press($("undo")), s: scores,
    j: () => press($("next")), k: () => press($("previous")),
    "/": () => { $("q").focus(); $("q").select(); },
    "?": () => $("keys").showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
    const node = event.target;
    if ($("keys").open) return;
    if (node.matches("input, select, textarea")) {
      if (event.key === "Escape") { node.blur(); $("title")?.focus(); }
      if (event.key === "Enter" && node.id === "reason") {
        event.preventDefault();
        if (pending?.isConnected) press(pending);
        else document.querySelector("#decide .choices button")?.focus();
      }
      return;
    }
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("#help")) $("keys").showModal();
  });
  document.addEventListener("change", (event) => {
    if (event.target.id === "kind") event.target.form.requestSubmit();
  });

  // --- what htmx exchanges -----------------------------------------------------------------------
  const polls = (event) => event.detail.elt?.id === "poll";
  let scrolled = 0;

  function showRow() {
    const list = document.querySelector("#queue .rows");
    const row = list?.querySelector("[aria-current]");
    if (!list) return;
    list.scrollTop = scrolled;
    if (!row || list.scrollHeight <= list.clientHeight) return;
    const top = row.getBoundingClientRect().top - list.getBoundingClientRect().top + list.scrollTop;
    if (top < list.scrollTop || top + row.offsetHeight > list.scrollTop + list.clientHeight) {
      list.scrollTop = top - list.clientHeight / 3;
    }
  }

  document.addEventListener("htmx:beforeRequest", (event) => {
    // Nobody looks, or somebody is typing where the list would be exchanged.
    const typing = document.activeElement?.closest("#queue input, #queue select");
    if (polls(event) && (document.hidden || busy || typing)) event.preventDefault();
    else if (!polls(event)) busy = true;
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (!polls(event)) busy = false;
    const status = event.detail.xhr?.status ?? 0;
    $("offline").hidden = status > 0 && status < 500;
  });
  for (const name of ["htmx:beforeSwap", "htmx:oobBeforeSwap"]) {
    document.addEventListener(name, () => { scrolled = document.querySelector("#queue .rows")?.scrollTop ?? scrolled; });
  }
  document.addEventListener("htmx:oobAfterSwap", showRow);
  document.addEventListener("htmx:afterSettle", (event) => {
    if (polls(event) || event.detail.target?.id !== "review") return;
    pending = null;
    showRow();
    const said = $("said")?.querySelector("span")?.textContent.trim() ?? "";
    $("live").textContent = said;
    scrollTo(0, 0);
    (document.querySelector(".problem h2") ?? $("title"))?.focus({ preventScroll: true });
  });

  // What was done just now is told once, not again whenever the page is loaded anew.
  function forget() {
    const address = new URL(location.href);
    if (!address.searchParams.has("done")) return;
    address.searchParams.delete("done");
    history.replaceState(history.state, "", address);
  }
  document.addEventListener("htmx:afterSettle", forget);
  forget();
  showRow();
})();
