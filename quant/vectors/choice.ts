import { fitLogit, type Choice } from "../logit.ts";
import { maxDiffCounts, maxDiffLogit, type BestWorst } from "../maxdiff.ts";
import type { Anchor } from "./anchor.ts";

/** 200 choices among three, with Gumbel noise from the generator z <- 48271 z mod 2147483647. */
function generated(): Choice[] {
  let z = 20180304;
  const noise = () => {
    z = (48271 * z) % 2147483647;
    return -Math.log(-Math.log(z / 2147483647));
  };
  return Array.from({ length: 200 }, (_, s) => {
    const alternatives = [0, 1, 2].map((a) => [((7 * s + 5 * a) % 11) / 10, ((3 * s + 4 * a) % 7) / 10]);
    const utilities = alternatives.map(([x1 = 0, x2 = 0]) => 1.5 * x1 - 2 * x2 + noise());
    return { alternatives, chosen: utilities.indexOf(Math.max(...utilities)) };
  });
}

/** 40 people, 7 questions each, 4 of 7 items shown. */
function bestWorst(): BestWorst[] {
  return Array.from({ length: 40 }, (_, n) => n).flatMap((n) =>
    [0, 1, 2, 3, 4, 5, 6].map((q) => {
      const shown = [0, 1, 2, 4].map((d) => (d + q) % 7);
      const values = shown.map((k) => 0.4 * (3 - k) + (3 * ((53 * n + 29 * q + 17 * k + n * k) % 97)) / 97);
      const at = (v: number) => shown[values.indexOf(v)] ?? 0;
      return { shown, best: at(Math.max(...values)), worst: at(Math.min(...values)) };
    }),
  );
}

export const choiceAnchors: readonly Anchor[] = [
  {
    name: "choice: multinomial logit",
    source: "R survival clogit on 200 generated choices",
    run: () => {
      const choices = generated();
      const fit = fitLogit(choices);
      return [
        {
          what: "choices per alternative",
          ours: [0, 1, 2].map((a) => choices.filter((c) => c.chosen === a).length),
          published: [59, 65, 76],
        },
        {
          what: "first twelve",
          ours: choices.slice(0, 12).map((c) => c.chosen),
          published: [2, 0, 1, 0, 0, 0, 0, 1, 0, 2, 1, 2],
        },
        { what: "estimates", ours: fit?.estimates, published: [1.2263218095, -1.2437404209], tolerance: 5e-10 },
        { what: "standard errors", ours: fit?.se, published: [0.2699368063, 0.4088950083], tolerance: 5e-10 },
        { what: "log-likelihood", ours: fit?.logLikelihood, published: -204.420547579, tolerance: 5e-10 },
      ];
    },
  },
  {
    name: "choice: MaxDiff",
    source: "R survival clogit on 280 generated answers; counts as in support.BWS",
    run: () => {
      const answers = bestWorst();
      const counts = maxDiffCounts(answers, 7);
      const fit = maxDiffLogit(answers, 7);
      return [
        { what: "best", ours: counts.map((c) => c.best), published: [83, 80, 50, 34, 23, 8, 2] },
        { what: "worst", ours: counts.map((c) => c.worst), published: [4, 10, 18, 37, 53, 75, 83] },
        {
          what: "standardised",
          ours: counts.map((c) => c.score),
          published: [0.49375, 0.4375, 0.2, -0.01875, -0.1875, -0.41875, -0.50625],
          tolerance: 1e-12,
        },
        {
          what: "logit, last item at 0",
          ours: fit?.values,
          published: [2.2698823042, 2.1247739623, 1.6112909237, 1.0751082925, 0.7766527049, 0.1994304588, 0],
          tolerance: 5e-10,
        },
        { what: "log-likelihood", ours: fit?.logLikelihood, published: -548.8569069, tolerance: 5e-8 },
      ];
    },
  },
];
