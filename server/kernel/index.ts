export { judgeRows, mergedRow, siftRows, upsertRows } from "./bulk.ts";
export type { Judged, RowFault } from "./bulk.ts";
export { attachEngines, createDatabase, dropDatabase, homeHolder, HomeInUse, startEngines } from "./engines/index.ts";
export type { Engines, TestEngines } from "./engines/index.ts";
export { dayIn, systemClock } from "./clock.ts";
export type { Clock } from "./clock.ts";
export { loadConfig, settings } from "./config.ts";
export type { Config } from "./config.ts";
export {
  Fault,
  badFields,
  badInput,
  conflict,
  notAllowed,
  notFound,
  notSignedIn,
  tooMany,
  unavailable,
} from "./errors.ts";
export { hmac, newId, newSecret, sameSecret, sha256 } from "./ids.ts";
export { cancelJob, enqueue, jobStatus } from "./jobs.ts";
export type { Job, JobRun } from "./jobs.ts";
export { createLog } from "./log.ts";
export type { Logger } from "./log.ts";
export { wakeLoop } from "./loops.ts";
export type { Loop } from "./loops.ts";
export { execOlap, olapDeliver, olapInsert, olapRows } from "./olap.ts";
export { closeKernel, openKernel, ready } from "./open.ts";
export type { Kernel, Module } from "./open.ts";
export { badCursor, idCursor, mapPage, numberCursor, pageById, pageOf } from "./paging.ts";
export { platformScope, scopeOf, systemScope } from "./scope.ts";
export type { Principal, Scope } from "./scope.ts";
export { counter, gauge } from "./telemetry.ts";
export { inTx } from "./tx.ts";
export type { Owned, Tx } from "./tx.ts";
export { serve, serveBare } from "./http/endpoint.ts";
export type { Caller, Endpoint } from "./http/endpoint.ts";
export { audit, auditLog } from "./http/once.ts";
export { buildServer, csrfToken } from "./http/server.ts";
export type { Authenticate } from "./http/server.ts";
