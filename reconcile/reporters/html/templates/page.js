"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const words = JSON.parse($("words").textContent);
  const root = document.documentElement;
  const form = $("filters");
  const facets = [...form.querySelectorAll("select")];
  const articles = all("article[data-kind]");
  const packed = JSON.parse($("packed").textContent);
  const total = articles.length + packed.reduce((sum, { kind, rows }) => sum + (kind ? rows.length : 0), 0);
  root.classList.add("scripted");

  // --- language: every text with a key is replaced; what a source says has none -----------------
  const say = (key, values = []) =>
    words[root.lang === "zh" ? "zh" : "en"][key].replace(/\{(\d)\}/g, (_, i) => values[i]);

  function translate(part) {
    for (const node of all("[data-t]", part)) {
      const values = node.dataset.a ? JSON.parse(node.dataset.a) : [];
      node.textContent = say(node.dataset.t, values);
    }
  }

  function speak(language) {
    root.lang = language;
    translate(document);
    for (const node of all("[data-t-label]")) node.setAttribute("aria-label", say(node.dataset.tLabel));
    for (const option of all("option[data-en]")) option.textContent = option.dataset[language];
    $("language").lang = language === "zh" ? "en" : "zh";
  }

  // --- the address: #ANCHOR?kind=..&lang=zh ------------------------------------------------------
  function read() {
    const [anchor, query = ""] = location.hash.slice(1).split("?");
    let id = anchor;
    try { id = decodeURIComponent(anchor); } catch { /* a broken escape is no anchor */ }
    return { id, query: new URLSearchParams(query) };
  }

  function address(id = read().id) {
    const query = new URLSearchParams();
    for (const facet of facets) if (facet.value) query.set(facet.name, facet.value);
    if (root.lang === "zh") query.set("lang", "zh");
    const text = String(query);
    const hash = encodeURIComponent(id) + (text ? "?" + text : "");
    history.replaceState(null, "", hash ? "#" + hash : location.pathname + location.search);
  }

  // --- packed rows of long lists, see packing.py -------------------------------------------------
  const chunk = (part) => document.querySelector(`details.chunk[data-part="${part}"]`);

  async function fill(node) {
    const part = packed[node.dataset.part];
    const place = node.querySelector("div");
    if (!part.filled) {
      const bytes = Uint8Array.from(atob(part.z), (c) => c.charCodeAt(0));
      const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
      part.filled = new Response(stream).text().then((text) => {
        place.innerHTML = text;
        translate(place);
        for (const finding of all("article[data-kind]", place)) finding.hidden = !fits(finding);
      });
    }
    return part.filled;
  }

  for (const node of all("details.chunk")) {
    node.addEventListener("toggle", () => { if (node.open) fill(node); });
  }

  async function element(id) {
    const part = $(id) ? -1 : packed.findIndex(({ rows }) => rows.some(([own]) => own === id));
    if (part >= 0) await fill(chunk(part));
    return $(id);
  }

  // --- filters -----------------------------------------------------------------------------------
  const passes = (values) => facets.every(({ name, value }) =>
    !value || (name === "source" ? values.source.split("\n") : [values[name]]).includes(value));
  const fits = (node) => passes(node.dataset);
  const hidden = ({ kind, rows }) => rows.filter(([, severity, status, source]) =>
    passes({ kind, severity, status, source })).length;

  function filter() {
    const chosen = facets.some((facet) => facet.value);
    let shown = 0;
    for (const node of articles) shown += !(node.hidden = !fits(node));
    packed.forEach((part, number) => {
      if (!part.kind) return;
      const node = chunk(number);
      const inside = hidden(part);
      shown += inside;
      node.hidden = !inside;
      if (part.filled) for (const own of all("article[data-kind]", node)) own.hidden = !fits(own);
      else if (chosen && inside && !node.parentElement.querySelector("article:not([hidden])")) node.open = true;
    });
    for (const group of all("details.kind, section.action")) {
      group.hidden = !group.querySelector("article[data-kind]:not([hidden]), details.chunk:not([hidden])");
      if (chosen && !group.hidden && group.matches("details")) group.open = true;
    }
    $("none").hidden = !total || shown > 0;
    $("shown").dataset.a = JSON.stringify([shown, total]);
    $("shown").textContent = say("shown", [shown, total]);
  }

  async function follow() {
    const { id, query } = read();
    for (const facet of facets) {
      const value = query.get(facet.name) ?? "";
      facet.value = [...facet.options].some((option) => option.value === value) ? value : "";
    }
    const wanted = query.get("lang") ?? (location.hash || !navigator.language.startsWith("zh") ? "en" : "zh");
    if (wanted !== root.lang) speak(wanted === "zh" ? "zh" : "en");
    filter();
    const target = id && await element(id);
    if (!target) return;
    if (target.closest("[hidden]")) { for (const facet of facets) facet.value = ""; filter(); address(id); }
    for (let node = target; node; node = node.parentElement) if (node.matches("details")) node.open = true;
    for (const node of all(".target")) node.classList.remove("target");
    target.classList.add("target");
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
    target.scrollIntoView();
  }

  form.addEventListener("change", () => { filter(); address(""); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { filter(); address(""); }));
  addEventListener("hashchange", follow);
  // A link inside the page keeps filters and language in the address.
  document.addEventListener("click", (event) => {
    const dot = event.target.closest("[data-to]");
    if (dot) { address(dot.dataset.to); follow(); return; }
    const link = event.target.closest("a[href^='#']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const [anchor, filters] = link.getAttribute("href").slice(1).split("?");
    if (filters) for (const facet of facets) facet.value = new URLSearchParams(filters).get(facet.name) ?? "";
    address(decodeURIComponent(anchor));
    follow();
  });
  $("language").addEventListener("click", () => { speak(root.lang === "zh" ? "en" : "zh"); address(); });

  // --- decisions ---------------------------------------------------------------------------------
  const quoted = (text) => "'" + text.replaceAll("'", "'\\''") + "'";
  const bare = (text) => (/^[\w.:-]+$/.test(text) ? text : quoted(text));
  let deciding = "";
  let report = "";

  function command() {
    const reason = $("d-reason").value.trim();
    $("d-command").value = `reconcile decide ${bare(deciding)} --verdict ${$("d-verdict").value} --reason ` +
      (reason ? quoted(reason) : '"..."') + (report ? ` --report ${bare(report)}` : "");
    $("d-done").textContent = "";
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.decide");
    if (!button) return;
    const finding = button.closest("article");
    deciding = finding.dataset.id ?? finding.id;
    report = finding.dataset.report ?? "";
    $("d-message").textContent = finding.querySelector(".message").textContent;
    for (const option of all(".pair-only")) option.hidden = option.disabled = !("pair" in finding.dataset);
    $("d-verdict").value = "accepted";
    $("d-reason").value = "";
    command();
    $("decision").showModal();
    $("d-reason").focus();
  });
  $("d-verdict").addEventListener("change", command);
  $("d-reason").addEventListener("input", command);
  $("d-reason").addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); $("d-copy").click(); }
  });
  $("d-copy").addEventListener("click", async () => {
    const text = $("d-command");
    try {
      await navigator.clipboard.writeText(text.value);
      $("d-done").textContent = say("d_copied");
    } catch {
      // Pages opened from a disk may not write to the clipboard: the older way, then by hand.
      text.focus();
      text.select();
      $("d-done").textContent = say(document.execCommand("copy") ? "d_copied" : "d_select");
    }
  });

  // --- paper: everything open, then as it was ------------------------------------------------------
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = all("details:not([open], .chunk)");
    for (const node of closed) node.open = true;
  });
  addEventListener("afterprint", () => { for (const node of closed) node.open = false; });

  follow();
})();
