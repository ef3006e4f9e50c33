import type { Scope } from "#kernel";
import { badInput, notFound } from "#kernel";
import { settle } from "./restate.ts";
import type { FlowMatrix, StageCounts } from "./stages.ts";
import { flowBetween, stagesAt } from "./stages.ts";
import type { ServiceReport } from "./service-report.ts";
import { serviceReport } from "./service-report.ts";
import type { StoresReport } from "./stores-report.ts";
import { storesReport } from "./stores-report.ts";

export type Reports = {
  readonly aipl: {
    readonly as_of: string;
    readonly brand: number | null;
    readonly model: string;
    readonly stages: StageCounts;
  };
  readonly flow: {
    readonly from: string;
    readonly to: string;
    readonly brand: number | null;
    readonly model: string;
    readonly matrix: FlowMatrix;
  };
  readonly service: ServiceReport;
  readonly stores: StoresReport;
};
export type ReportOptions = {
  readonly aipl: { readonly as_of: string; readonly brand?: number | undefined; readonly model?: string | undefined };
  readonly flow: {
    readonly from: string;
    readonly to: string;
    readonly brand?: number | undefined;
    readonly model?: string | undefined;
  };
  readonly service: object;
  readonly stores: object;
};

const makers: { readonly [N in keyof Reports]: (scope: Scope, options: ReportOptions[N]) => Promise<Reports[N]> } = {
  async aipl(scope, { as_of, brand, model }) {
    const {
      model: used,
      stages,
      brand: shown,
    } = await stagesAt(scope, { asOf: checked("as_of", as_of), brand, model });
    return { as_of, brand: shown, model: used.text, stages };
  },
  async flow(scope, { from, to, brand, model }) {
    const {
      model: used,
      matrix,
      brand: shown,
    } = await flowBetween(scope, { from: checked("from", from), to: checked("to", to), brand, model });
    return { from, to, brand: shown, model: used.text, matrix };
  },
  service: (scope) => serviceReport(scope),
  stores: (scope) => storesReport(scope),
};

/**
 * A report of the platform's owner, exact, for the command line and whoever needs the same figures. Waits until the daily sets hold
 * all facts that were carried here (call #facts' caughtUp first). Bad-input for a malformed day or model; 404 in a narrower scope.
 */
export async function report<N extends keyof Reports>(
  scope: Scope,
  name: N,
  options: ReportOptions[N],
): Promise<Reports[N]> {
  if (scope.kind !== "platform") throw notFound("The report");
  if (!Object.hasOwn(makers, name))
    throw badInput("report", `there is no report named ${String(name).slice(0, 40)}`, Object.keys(makers).join(", "));
  await settle(scope.platform);
  return makers[name](scope, options);
}
function checked(field: string, day: string): string {
  const read = /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(`${day}T00:00:00Z`) : undefined;
  if (
    !read ||
    Number.isNaN(read.getTime()) ||
    read.toISOString().slice(0, 10) !== day ||
    day < "1971-01-01" ||
    day > "2148-12-31"
  )
    throw badInput(field, "is not a calendar day", "a day such as 2014-07-15");
  return day;
}
