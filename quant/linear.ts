/**
 * Solves A x = b for a symmetric positive definite A by Cholesky; undefined when A is not (numerically) positive definite.
 * Source: G. Golub and C. Van Loan, "Matrix Computations", 4th ed., 4.2. Domain: A square, b of its size.
 */
export function solvePositive(a: readonly (readonly number[])[], b: readonly number[]): number[] | undefined {
  const lower = cholesky(a);
  if (!lower) return undefined;
  const n = b.length;
  const at = (i: number, j: number) => lower[i]?.[j] ?? 0;
  const y: number[] = [];
  for (let i = 0; i < n; i++) {
    let sum = b[i] ?? 0;
    for (let k = 0; k < i; k++) sum -= at(i, k) * (y[k] ?? 0);
    y.push(sum / at(i, i));
  }
  const x = y.map(() => 0);
  for (let i = n - 1; i >= 0; i--) {
    let sum = y[i] ?? 0;
    for (let k = i + 1; k < n; k++) sum -= at(k, i) * (x[k] ?? 0);
    x[i] = sum / at(i, i);
  }
  return x;
}

/** Lower triangle L with L L' = A; undefined when A is not positive definite. */
export function cholesky(a: readonly (readonly number[])[]): number[][] | undefined {
  const lower: number[][] = a.map((row) => row.map(() => 0));
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i]?.[j] ?? 0;
      for (let k = 0; k < j; k++) sum -= (lower[i]?.[k] ?? 0) * (lower[j]?.[k] ?? 0);
      const row = lower[i];
      if (!row) return undefined;
      if (i === j && !(sum > 1e-14 * Math.abs(a[i]?.[i] ?? 0))) return undefined;
      row[j] = i === j ? Math.sqrt(sum) : sum / (lower[j]?.[j] ?? 1);
    }
  }
  return lower;
}
