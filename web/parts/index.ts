export { BarChart } from "./charts/bars.tsx";
export type { FlowData, FlowLink, FlowNode } from "./charts/sankey-option.ts";
export { SankeyChart } from "./charts/sankey.tsx";
export type { TrendData, TrendSeries } from "./charts/trend-option.ts";
export { TrendChart } from "./charts/trend.tsx";
export { type Clause, Explain } from "./figures/explain.tsx";
export { AiplBar, FunnelBar, type FunnelStep } from "./figures/funnel.tsx";
export { Lineage, type LineageInfo } from "./figures/lineage.tsx";
export { Money } from "./figures/money.tsx";
export { QrCode } from "./figures/qr.tsx";
export { type Delta, StatCard } from "./figures/stat.tsx";
export { StageTag, stageWords, ToneTag } from "./figures/tags.tsx";
export { Timeline, type TimelineItem } from "./figures/timeline.tsx";
export { Steps, WorkProgress } from "./figures/work.tsx";
export { BarcodeField, useScanner } from "./inputs/barcode.tsx";
export { ConfirmButton } from "./inputs/confirm.tsx";
export { FormFault, useFieldFaults } from "./inputs/faults.tsx";
export { type DayRange, DayRangePicker } from "./inputs/days.tsx";
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
export { gap, seriesColours, type Stage, stageLooks, stages, type Tone, widths } from "./look.ts";
export { Notice } from "./notice.tsx";
export { EmptyState, Grid, Page, Panel, Wait } from "./page.tsx";
export { ChatBox, type ChatMessage } from "./people/chat.tsx";
export { errorText, ProblemError } from "./problem.ts";
export { ProductCard, ProductPicture } from "./product/product.tsx";
export { csvText, saveText } from "./table/csv.ts";
export { type Column, DataTable } from "./table/table.tsx";
