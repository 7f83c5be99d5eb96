"use strict";
(() => {
  const announcer = document.getElementById("announcer");
  const state = document.getElementById("state");
  const tell = (words, wrong = false) => {
    if (!state) return;
    state.textContent = words;
    state.classList.toggle("wrong", wrong);
  };

  const form = document.getElementById("check");
  if (form) {
    const field = document.getElementById("file");
    const drop = document.getElementById("drop");
    const list = document.getElementById("chosen");
    const text = document.getElementById("text");
    let files = [...field.files];

    const objection = () => {
      if (!files.length && !text.value.trim()) return form.dataset.nothing;
      if (files.length > Number(form.dataset.files)) return form.dataset.many;
      if (files.reduce((sum, file) => sum + file.size, 0) > Number(form.dataset.bytes)) return form.dataset.large;
      return "";
    };

    const show = () => {
      const carrier = new DataTransfer();
      for (const file of files) carrier.items.add(file);
      field.files = carrier.files;
      list.replaceChildren(...files.map((file, number) => {
        const item = document.createElement("li");
        const name = document.createElement("bdi");
        name.textContent = file.name;
        const remove = document.createElement("button");
        remove.type = "button";
        remove.textContent = "×";
        remove.setAttribute("aria-label", list.dataset.remove.replace("$name", file.name));
        remove.addEventListener("click", () => {
          files.splice(number, 1);
          show();
          (list.querySelector("button") ?? field).focus();
        });
        item.append(name, remove);
        return item;
      }));
      list.hidden = !files.length;
      const wrong = files.length ? objection() : "";
      tell(wrong, Boolean(wrong));
      announcer.textContent = `${list.dataset.label}: ${files.map((file) => file.name).join(", ")}`;
    };

    const add = (more) => {
      const known = new Set(files.map((file) => `${file.name} ${file.size} ${file.lastModified}`));
      files.push(...[...more].filter((file) => !known.has(`${file.name} ${file.size} ${file.lastModified}`)));
      show();
    };

    field.addEventListener("change", () => add(field.files));
    const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
    for (const name of ["dragenter", "dragover"]) {
      addEventListener(name, (event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        drop.classList.add("over");
      });
    }
    addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("over"); });
    addEventListener("drop", (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      drop.classList.remove("over");
      add(event.dataTransfer.files);
    });
    form.addEventListener("submit", (event) => {
      const wrong = objection();
      if (!wrong) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      tell(wrong, true);
      (files.length ? field : text).focus();
    });
    if (files.length) show();
  }

  const busy = (each, on) => {
    each.classList.toggle("busy", on);
    for (const button of each.querySelectorAll("button[type=submit]")) {
      if (on) button.setAttribute("aria-disabled", "true"); else button.removeAttribute("aria-disabled");
    }
  };
  for (const each of document.querySelectorAll("form[data-busy]")) {
    each.addEventListener("submit", (event) => {
      if (each.classList.contains("busy")) { event.preventDefault(); return; }
      const saves = event.submitter?.hasAttribute("formaction");
      tell(saves ? each.dataset.file : each.dataset.busy);
      busy(each, true);
      if (saves) setTimeout(() => { busy(each, false); tell(""); }, 4000);
    });
    addEventListener("pageshow", () => { busy(each, false); });
  }

  const first = document.getElementById("problem") ?? document.getElementById("answer");
  if (first) { first.focus({ preventScroll: true }); first.scrollIntoView({ block: "nearest" }); }
})();
