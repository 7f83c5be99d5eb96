"use strict";
(() => {
  const announcer = document.getElementById("announcer");
  const say = (words) => {
    announcer.textContent = "";
    setTimeout(() => { announcer.textContent = words; }, 50);
  };

  const select = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  };

  const copy = async (element) => {
    try {
      await navigator.clipboard.writeText(element.innerText);
      return true;
    } catch {
      select(element);
      return document.execCommand("copy");
    }
  };

  for (const button of document.querySelectorAll("button.copy")) {
    button.hidden = false;
    const label = button.querySelector("span");
    const words = label.textContent;
    button.addEventListener("click", async () => {
      const element = document.getElementById(button.dataset.copy);
      const done = await copy(element);
      if (!done) { select(element); element.focus(); }
      const outcome = done ? document.body.dataset.copied : document.body.dataset.selected;
      label.textContent = outcome;
      button.classList.toggle("done", done);
      say(outcome);
      setTimeout(() => { label.textContent = words; button.classList.remove("done"); }, 4000);
    });
  }

  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let each = target.closest("details"); each; each = each.parentElement.closest("details")) each.open = true;
    target.scrollIntoView({ block: "nearest" });
  };
  addEventListener("hashchange", reveal);
  reveal();

  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details.group:not([open])")];
    for (const each of opened) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of opened) each.open = false;
    opened = [];
  });
})();
