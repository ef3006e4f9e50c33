import type { Problem } from "#contract";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import { Fault, badFields, unkeptText } from "../errors.ts";
import type { Logger } from "../log.ts";

const statusOf: Record<Fault["kind"], number> = {
  "bad-input": 400,
  "not-signed-in": 401,
  "not-allowed": 403,
  "not-found": 404,
  conflict: 409,
  unprocessable: 422,
  "too-large": 413,
  "too-many": 429,
  unavailable: 503,
};

/** Turns any error into problem details (RFC 9457); an unknown one is logged and told as 500 without its inside. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply, log: Logger): FastifyReply {
  const fault = toFault(error);
  if (!fault) log.error({ err: error, requestId: request.id, url: request.url }, "request failed");
  const status = fault ? statusOf[fault.kind] : 500;
  const body: Problem = {
    type: `urn:fairground:problem:${fault?.code ?? "internal"}`,
    title: fault ? fault.kind.replaceAll("-", " ") : "internal error",
    status,
    detail: fault?.message ?? "Something went wrong on our side; nothing was changed. The request id helps to find it.",
    requestId: request.id,
    ...(fault?.userMessage ? { userMessage: fault.userMessage } : {}),
    ...(fault && fault.fields.length > 0 ? { fields: fault.fields.slice(0, 100) } : {}),
  };
  if (fault?.retryAfter_s !== undefined) void reply.header("retry-after", String(fault.retryAfter_s));
  return reply.status(status).type("application/problem+json").send(JSON.stringify(body));
}

function toFault(error: unknown): Fault | undefined {
  if (error instanceof Fault) return error;
  const known = error as Partial<FastifyError>;
  if (known.code === "FST_ERR_CTP_BODY_TOO_LARGE")
    return new Fault("too-large", "body_too_large", "The body is larger than this route takes.");
  if (known.code === "FST_ERR_CTP_INVALID_MEDIA_TYPE")
    return new Fault("bad-input", "media_type", "Send JSON with content-type application/json.");
  if (known.code === "FST_ERR_CTP_EMPTY_JSON_BODY")
    return new Fault("bad-input", "empty_body", "The body is empty; send a JSON object.");
  if (error instanceof SyntaxError || known.code === "FST_ERR_CTP_INVALID_JSON_BODY")
    return new Fault(
      "bad-input",
      "malformed_json",
      `The body is not valid JSON: ${error instanceof Error ? error.message : ""}`.slice(0, 500),
    );
  // Shapes are read by recursion: a body of thousands of levels ends it. Nothing was written then.
  if (error instanceof RangeError && error.message.includes("call stack"))
    return new Fault("bad-input", "nested_too_deeply", "The body is nested too deeply; send fewer levels.");
  // PostgreSQL could not read a value (an id that is no UUID, a number out of range): the caller's mistake, not ours.
  if (known.code === "22P02" || known.code === "22003")
    return new Fault("bad-input", "bad_value", "A value of the request does not have the form it must have.");
  if (typeof known.statusCode === "number" && known.statusCode >= 400 && known.statusCode < 500)
    return new Fault("bad-input", "bad_request", known.message ?? "The request is not valid.");
  return undefined;
}
function zodFault(error: z.ZodError): Fault {
  return badFields(
    error.issues.slice(0, 100).map((issue) => ({
      field: issue.path.map(String).join(".").slice(0, 200) || "(whole)",
      reason: issue.message.slice(0, 500),
      ...expected(issue),
    })),
  );
}
function expected(issue: z.core.$ZodIssue): { expected?: string } {
  if (issue.code === "invalid_type") return { expected: issue.expected };
  if (issue.code === "invalid_value")
    return { expected: `one of ${issue.values.map(String).join(", ")}`.slice(0, 500) };
  if (issue.code === "too_big") return { expected: `at most ${String(issue.maximum)}` };
  if (issue.code === "too_small") return { expected: `at least ${String(issue.minimum)}` };
  if (issue.code === "unrecognized_keys") return { expected: "no other keys" };
  return {};
}
/** Reads one part of a request; its field names start with the part ("body.", "query."). */
export function readPart<T>(schema: z.ZodType<T> | undefined, value: unknown, part: string): T | undefined {
  if (!schema) return undefined;
  const read = schema.safeParse(value ?? {});
  if (read.success) return read.data;
  const fault = zodFault(read.error);
  throw badFields(fault.fields.map((f) => ({ ...f, field: f.field === "(whole)" ? part : `${part}.${f.field}` })));
}

/** Names the field of a text that the database could not keep: it tells only that there was one. */
export function withField(error: unknown, { params, query, body }: FastifyRequest): unknown {
  if (!(error instanceof Fault) || error.code !== "unkept_text") return error;
  const place = unkeptPlace({ path: params, query, body }, []);
  return place === undefined ? error : unkeptText(place.join(".").slice(0, 200));
}
const deepest = 20;
function unkeptPlace(value: unknown, path: readonly string[]): readonly string[] | undefined {
  if (typeof value === "string") return value.includes("\u0000") ? path : undefined;
  if (typeof value !== "object" || value === null || path.length > deepest) return undefined;
  for (const [key, part] of Object.entries(value)) {
    const found = unkeptPlace(part, [...path, key]);
    if (found) return found;
  }
  return undefined;
}
