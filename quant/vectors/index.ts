import type { Anchor } from "./anchor.ts";
import { trafficAnchors } from "./traffic.ts";
import { supplyAnchors } from "./supply.ts";
import { researchAnchors } from "./research.ts";
import { growthAnchors } from "./growth.ts";
import { choiceAnchors } from "./choice.ts";
import { experimentAnchors } from "./experiment.ts";
import { assignmentAnchors } from "./assignment.ts";
import { gtinAnchors } from "./gtin.ts";
import { moneyAnchors } from "./money.ts";
import { posteriorAnchors } from "./posterior.ts";
import { pricingAnchors } from "./pricing.ts";
import { randomAnchors } from "./random.ts";
import { scoreAnchors } from "./score.ts";
import { specialAnchors } from "./special.ts";

/** Every reference vector of quant/, for the tests and for `npm run anchors`. */
export const quantAnchors: readonly Anchor[] = [
  ...moneyAnchors,
  ...randomAnchors,
  ...specialAnchors,
  ...posteriorAnchors,
  ...scoreAnchors,
  ...gtinAnchors,
  ...assignmentAnchors,
  ...pricingAnchors,
  ...trafficAnchors,
  ...supplyAnchors,
  ...researchAnchors,
  ...choiceAnchors,
  ...growthAnchors,
  ...experimentAnchors,
];
