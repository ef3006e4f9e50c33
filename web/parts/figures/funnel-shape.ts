/** Width of each bar as a share of the widest, and the step from each stage to the next (`null` when the earlier one is empty). */
export function funnelShape(
  values: readonly number[],
): readonly { readonly width_ratio: number; readonly next_ratio: number | null }[] {
  const top = Math.max(0, ...values);
  return values.map((n, i) => {
    const next = values[i + 1];
    return {
      width_ratio: top === 0 ? 0 : n / top,
      next_ratio: next === undefined || n === 0 ? null : next / n,
    };
  });
}
