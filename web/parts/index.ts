export {
  currencyDigits,
  formatAgo,
  formatCount,
  formatDay,
  formatMoney,
  formatRatio,
  formatTime,
} from "./lang/format.ts";
export { currentLang, type Lang, langChosen, setLang, useLang } from "./lang/lang.ts";
export { say, useText, useWords, words } from "./lang/words.ts";
export type { ListState, ReadState } from "./list.ts";
export { gap, seriesColours, type Stage, stageLooks, stages, widths } from "./look.ts";
export { EmptyState, Grid, Page, Panel, Wait } from "./page.tsx";
export { errorText, ProblemError } from "./problem.ts";
