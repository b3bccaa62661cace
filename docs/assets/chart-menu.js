// The menu of a chart: buttons that copy what it holds, Escape or a click elsewhere closes it. Without this script it holds the same
// as links and texts.

const copied = async (text, source) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Where scripts may not write to the clipboard, what is selected can still be copied.
    getSelection().selectAllChildren(source);
    source.select?.();
    return document.execCommand("copy");
  }
};

const copyButton = (source, { copy, copied: done, failed }) => {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "chart-copy";
  made.textContent = copy;
  made.title = `${copy}: ${source.dataset.take}`;
  const label = document.createElement("span");
  label.className = "chart-said";
  label.setAttribute("role", "status");
  made.addEventListener("click", async () => {
    label.textContent = (await copied(source.href ?? source.value ?? source.textContent, source)) ? done : failed;
    setTimeout(() => (label.textContent = ""), 4000);
  });
  source.after(" ", made, " ", label);
};

const furnish = (menu) => {
  menu.querySelectorAll("[data-take]").forEach((source) => copyButton(source, menu.dataset));
  menu.querySelectorAll("textarea").forEach((code) => code.addEventListener("focus", () => code.select()));
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
};

export const menus = () => {
  const all = [...document.querySelectorAll("details.chart-menu")];
  all.forEach(furnish);
  document.addEventListener("click", ({ target }) => {
    for (const menu of all) if (menu.open && !menu.contains(target)) menu.open = false;
  });
};
