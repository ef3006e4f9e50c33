/** What a look at a page found: how many texts it read, and what was wrong. */
export type Look = { readonly texts: number; readonly faults: string[] };

/**
 * Runs inside the browser (so it may use nothing from outside its own braces): text under 4.5:1 (3:1 when large),
 * controls without a name, and a page wider than its window. Contrast as in WCAG 2.2, success criterion 1.4.3.
 */
export function lookFaults(): Look {
  type Colour = [number, number, number, number];
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const faults: string[] = [];
  const read = (css: string): Colour => {
    if (pen === null) return [0, 0, 0, 1];
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = css;
    pen.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0, a = 0] = pen.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top: Colour, under: Colour): Colour => {
    const mix = (i: 0 | 1 | 2) => top[i] * top[3] + under[i] * (1 - top[3]);
    return [mix(0), mix(1), mix(2), 1];
  };
  const paper = (element: Element | null): Colour => {
    if (element === null) return [255, 255, 255, 1];
    const own = read(getComputedStyle(element).backgroundColor);
    return own[3] === 1 ? own : over(own, paper(element.parentElement));
  };
  const luminance = ([r, g, b]: Colour) => {
    const linear = (c: number) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  };
  const shown = (element: Element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const disabled = (element: Element) =>
    element.closest("[disabled], [aria-disabled=true], .ant-picker-disabled") !== null;

  let texts = 0;
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode.textContent?.trim() ?? "";
    const element = walk.currentNode.parentElement;
    if (
      text === "" ||
      element === null ||
      element.closest("svg, script, style, .fg-hidden") ||
      !shown(element) ||
      disabled(element)
    )
      continue;
    texts += 1;
    const style = getComputedStyle(element);
    const under = paper(element);
    const [low = 0, high = 0] = [luminance(over(read(style.color), under)), luminance(under)].toSorted((x, y) => x - y);
    const ratio = (high + 0.05) / (low + 0.05);
    const size = Number.parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5))
      faults.push(`"${text.slice(0, 40)}" has ${ratio.toFixed(2)}:1 (${style.color} on ${under.join()})`);
  }
  for (const control of document.querySelectorAll(
    "button, a[href], input, textarea, select, [role=button], [role=img]",
  )) {
    if (!shown(control)) continue;
    const label =
      control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement ? (control.labels?.length ?? 0) : 0;
    const name =
      control.getAttribute("aria-label") ??
      control.getAttribute("aria-labelledby") ??
      control.getAttribute("title") ??
      control.textContent;
    if (label === 0 && (name ?? "").trim() === "") faults.push(`without a name: ${control.outerHTML.slice(0, 160)}`);
  }
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) faults.push(`${wide} px wider than the window`);
  return { texts, faults };
}
