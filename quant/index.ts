export { bucketOf, bucketRanges, fnv1a32, isHeldOut, variationOf, type BucketRange } from "./assignment.ts";
export { canonicalJson } from "./canonical.ts";
export { decimalText, formatMinor, minorDigits, parseMinor } from "./currency.ts";
export { digitalLinkPath, parseDigitalLink, type DigitalLink } from "./digital-link.ts";
export {
  categorical,
  drawBeta,
  drawBinomial,
  drawChance,
  drawExponential,
  drawGamma,
  drawLogNormal,
  drawNormal,
  drawOne,
  drawPoisson,
  drawWhole,
  shuffled,
} from "./draw.ts";
export { gs1CheckDigit, normaliseGtin, readGtin, type GtinReading } from "./gtin.ts";
export { betaCdf, betaQuantile, betaTail, chiSquareTail, gammaCdf, studentTwoSided } from "./incomplete.ts";
export {
  MAX_AMOUNT_MINOR,
  allocate,
  allocateCapped,
  percentOf,
  roundToTotal,
  sumMinor,
  type Allocation,
  type CappedShare,
  type Share,
} from "./money.ts";
export {
  KAPPA_LIMITS,
  chanceAbove,
  chanceWithin,
  cleanOrdersToPass,
  fadedCount,
  kappaFromMoments,
  posterior,
  priorFromPeers,
  rateQuantile,
  smoothedRate,
  type AgedCount,
  type FadedCount,
  type Posterior,
  type Prior,
} from "./posterior.ts";
export { presale, type Presale } from "./presale.ts";
export {
  PRICE_LIMITS,
  type Benefit,
  type Effect,
  type PriceLine,
  type PriceProof,
  type ProvenLine,
  type RefusalReason,
  type RefusedBenefit,
  type RuleSet,
  type UsedBenefit,
} from "./price-rules.ts";
export { priceCart } from "./pricing.ts";
export { seeded, splitmix64, xoshiro128, type Random } from "./random.ts";
export { refundOf, refundWithClawBack, type Refund, type ReturnedPieces } from "./refund.ts";
export {
  SPREAD_FLOOR,
  WEEKLY_CAP,
  cappedScore,
  experienceScore,
  logit,
  quality,
  splitChange,
  zScore,
  type ScoredMetric,
} from "./score.ts";
export { erf, erfc, lgamma, normalCdf, normalPdf, normalQuantile, normalTail } from "./special.ts";
export { ACTIVATION_K, REPORT_K, suppressCells, tooSmall, totalIsSafe, type Cell, type ShownCell } from "./suppress.ts";
export { difference, passes, type Anchor, type Reading } from "./vectors/anchor.ts";
export { quantAnchors } from "./vectors/index.ts";
export { bCubed, pairAgreement, type Agreement } from "./clusters.ts";
export {
  TRAFFIC_TERMS,
  UNDER_SERVED_MOST,
  conservativeQuality,
  dampedTheta,
  trafficThetas,
  type QualityEvidence,
  type TrafficMerchant,
  type TrafficTerms,
  type TrafficTheta,
} from "./coefficient.ts";
export { INTENT_WEIGHTS, atar, calibratedIntent, topTwoBox, type Answers, type Launch } from "./concept.ts";
export { alwaysValid, chanceToWin, ratioMismatch, sampleSize, welch, type Arm, type ArmEffect } from "./experiment.ts";
export { spreadOf, type Spread } from "./exposure.ts";
export {
  croston,
  demandMoments,
  seasonalForecast,
  seasonalIndices,
  seasonalNaive,
  smooth,
  smoothBest,
  type Smoothed,
} from "./forecast.ts";
export { digamma, trigamma } from "./gamma-derivatives.ts";
export {
  growthSplit,
  lmdi,
  logMean,
  mixRate,
  shapleyFactors,
  type Growth,
  type GrowthSplit,
  type MixPart,
} from "./lmdi.ts";
export {
  benjaminiHochberg,
  effectiveNumber,
  expectedCell,
  poissonExcessP,
  poissonResidual,
  shrunkRatio,
  whiteSpaceGap,
} from "./opportunity.ts";
export { pacingStep, throttleStep, type Pacing, type Throttle } from "./pacing.ts";
export {
  newtonMillerSmith,
  priceSensitivity,
  type IntentAnswer,
  type PriceAnswer,
  type PricePoint,
  type PriceSensitivity,
} from "./psm.ts";
export {
  bm25,
  ndcg,
  rankCandidates,
  type Candidate,
  type Collection,
  type RankTerms,
  type Ranked,
  type TermHit,
} from "./rank.ts";
export {
  orderQuantity,
  orderUpTo,
  reorderPoint,
  safetyStock,
  serviceLevelOf,
  type Demand,
  type OrderTerms,
} from "./replenish.ts";
export { splitTarget, type TargetNode, type TargetSplit } from "./targets.ts";
export { wilson, type Interval } from "./wilson.ts";
export { cholesky, solvePositive } from "./linear.ts";
export { choiceShares, fitLogit, willingnessToPay, type Choice, type LogitFit } from "./logit.ts";
export { maxDiffCounts, maxDiffLogit, type BestWorst, type ItemCount } from "./maxdiff.ts";
export { bestPrice, type BestPrice } from "./price-best.ts";
