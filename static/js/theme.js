// Before the first paint: the theme of the address or the one chosen last (a classic script, because modules come later).
(() => {
  const root = document.documentElement;
  const asked = new URLSearchParams(location.search).get("theme");
  const chosen = root.dataset["view"] === "wall" ? null : localStorage.getItem("theme");
  const theme = asked ?? chosen;
  if (theme === "light" || theme === "dark" || theme === "auto") root.dataset["theme"] = theme;
})();
