// Makes tabs of blocks that stand one after another: the list of links before them becomes the list of tabs.
// The arrow keys move between tabs; which one is open stands in the address, and a link into a block opens it.

const KEYS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

const remember = (name, value, first) => {
  const address = new URL(location.href);
  if (value === first) address.searchParams.delete(name);
  else address.searchParams.set(name, value);
  history.replaceState(history.state, "", address);
};

const enliven = (box) => {
  const name = box.dataset.switch;
  const list = box.querySelector(".view-list");
  const tabs = [...list.querySelectorAll("a")];
  const panels = tabs.map((tab) => document.getElementById(tab.hash.slice(1)));
  const words = panels.map((panel) => panel.id.replace(`${name}-`, ""));

  const open = (number) => {
    tabs.forEach((tab, n) => {
      tab.setAttribute("aria-selected", String(n === number));
      tab.tabIndex = n === number ? 0 : -1;
      // A browser that can looks for words in closed blocks too.
      if (n === number) panels[n].removeAttribute("hidden");
      else panels[n].setAttribute("hidden", "until-found");
    });
  };
  const choose = (number) => {
    open(number);
    remember(name, words[number], words[0]);
  };

  list.setAttribute("role", "tablist");
  tabs.forEach((tab, number) => {
    const panel = panels[number];
    tab.parentElement.setAttribute("role", "presentation");
    tab.setAttribute("role", "tab");
    tab.id = `${panel.id}-tab`;
    tab.setAttribute("aria-controls", panel.id);
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", tab.id);
    panel.tabIndex = 0;
    panel.addEventListener("beforematch", () => choose(number));
    tab.addEventListener("click", (event) => {
      event.preventDefault();
      choose(number);
    });
    tab.addEventListener("keydown", (event) => {
      const ends = { Home: 0, End: tabs.length - 1 };
      const next = ends[event.key] ?? (number + (KEYS[event.key] ?? NaN) + tabs.length) % tabs.length;
      if (event.key === " ") choose(number);
      else if (Number.isNaN(next)) return;
      else (choose(next), tabs[next].focus());
      event.preventDefault();
    });
  });

  const linked = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    return target ? panels.findIndex((panel) => panel.contains(target)) : -1;
  };
  const wanted = linked() >= 0 ? linked() : words.indexOf(new URL(location.href).searchParams.get(name));
  open(Math.max(0, wanted));
  box.classList.add("is-ready");
  window.addEventListener("hashchange", () => {
    if (linked() < 0) return;
    open(linked());
    document.getElementById(decodeURIComponent(location.hash.slice(1))).scrollIntoView();
  });
};

document.querySelectorAll("[data-switch]").forEach(enliven);
