/** The path of a sparkline in a box of `width` by `height`; gaps where a value is missing. Empty for fewer than two values. */
export function sparkPath(values: readonly (number | null)[], width: number, height: number): string {
  const real = values.filter((n) => n !== null);
  if (real.length < 2) return "";
  const low = Math.min(...real);
  const span = Math.max(...real) - low;
  const step = width / (values.length - 1);
  let pen = "M";
  const marks: string[] = [];
  values.forEach((n, i) => {
    if (n === null) {
      pen = "M";
      return;
    }
    // A flat series is drawn through the middle: neither high nor low.
    const y = span === 0 ? height / 2 : height - ((n - low) / span) * height;
    marks.push(`${pen}${(i * step).toFixed(1)} ${y.toFixed(1)}`);
    pen = "L";
  });
  return marks.join("");
}
