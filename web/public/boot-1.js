// Runs before everything else on every page. Cached for ever: a change takes a new name (and a new line in the pages).

// Zod would try `new Function` to see whether it may compile; the pages are served without that right, and the attempt
// alone is reported as a violation. So Zod is told beforehand not to try.
globalThis.__zod_globalConfig = { jitless: true };

// The first paint is already light or dark as the reader chose, and speaks the reader's language.
try {
  const mode = localStorage.getItem("fg_mode");
  const lang = localStorage.getItem("fg_lang");
  if (mode === "light" || mode === "dark") document.documentElement.dataset.mode = mode;
  if (lang === "en") document.documentElement.lang = "en";
} catch {
  // storage may be forbidden; the device's own wishes apply
}
