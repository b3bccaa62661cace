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

// The menu of a figure of which readers can choose another view than the first one, for which the build made files, embedding and
// citation. Of another view files are made here, by `makers` named after the ends of their names; address and citation are told of it
// by `offer`, with nothing for the first view; all else in the menu is of the first view only, and is hidden meanwhile.
export const menuOfViews = (figure, makers) => {
  const sheet = figure.querySelector(".chart-sheet");
  if (!sheet) return { offer: () => {} };
  const link = sheet.querySelector("a[data-take]");
  const cite = sheet.querySelector("span[data-take]");
  const first = { href: link.getAttribute("href"), citation: cite.textContent };
  const endingOf = (file) => Object.keys(makers).find((ending) => file?.href.endsWith(`.${ending}`));
  const kept = (item) => item.contains(link) || item.contains(cite) || endingOf(item.querySelector("a[download]"));
  const others = [...sheet.querySelectorAll("li, p")].filter((item) => !kept(item));
  let other = null;
  sheet.addEventListener("click", (event) => {
    const ending = endingOf(event.target.closest("a[download]"));
    if (!other || !ending) return;
    event.preventDefault();
    makers[ending]();
  });
  return {
    offer(view) {
      other = view;
      const { href, citation } = view ?? first;
      others.forEach((item) => (item.hidden = view !== null));
      link.setAttribute("href", href);
      cite.textContent = citation;
      cite.closest("p").hidden = !citation;
    },
  };
};

export const menus = () => {
  const all = [...document.querySelectorAll("details.chart-menu")];
  all.forEach(furnish);
  document.addEventListener("click", ({ target }) => {
    for (const menu of all) if (menu.open && !menu.contains(target)) menu.open = false;
  });
};
