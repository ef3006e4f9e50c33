import type { Bilingual } from "#contract";
import { parse, unparse } from "@bufbuild/cel";

export type Expr = ReturnType<typeof parse>["expr"];
export type NameType = "number" | "text";
/** A name a condition may use. */
export type Name = { readonly name: string; readonly type: NameType; readonly meaning: Bilingual };
export type Names = ReadonlyMap<string, Name>;
type Type = NameType | "bool" | "list";

/** A condition that does not read, or does not fit the catalogue. The sentence says where and what would be right. */
export class LanguageError extends Error {}

const compare = new Set(["_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_"]);
const arithmetic = new Set(["_+_", "_-_", "_*_", "_/_"]);
const textMethods = new Set(["startsWith", "endsWith", "contains"]);
const depthMax = 40;

/** Reads a condition or expression and checks every name and type against the catalogue. */
export function read(text: string, names: Names, wanted: Type): Expr {
  let expr: Expr;
  try {
    ({ expr } = parse(text));
  } catch (error) {
    throw new LanguageError(
      `it does not read: ${error instanceof Error ? error.message.slice(0, 300) : String(error)}`,
    );
  }
  const type = typeOf(expr, names, 0);
  if (type !== wanted) throw new LanguageError(`it gives ${type}, where ${wanted} is wanted`);
  return expr;
}

function typeOf(expr: Expr, names: Names, depth: number): Type {
  if (depth > depthMax) throw new LanguageError(`it is nested deeper than ${depthMax}`);
  const kind = expr.exprKind;
  if (kind.case === "constExpr") return constantType(expr);
  if (kind.case === "identExpr") {
    const known = names.get(kind.value.name);
    if (!known) throw new LanguageError(`the name ${kind.value.name} is not in the catalogue`);
    return known.type;
  }
  if (kind.case === "listExpr") {
    const types = new Set(kind.value.elements.map((e) => typeOf(e, names, depth + 1)));
    if (types.size > 1) throw new LanguageError(`${unparse(expr)} mixes types`);
    return "list";
  }
  if (kind.case === "callExpr") return callType(expr, names, depth);
  throw new LanguageError(`it uses a ${kind.case ?? "form"}, which is outside the allowed part of the language`);
}
function constantType(expr: Expr): Type {
  const value = expr.exprKind.case === "constExpr" ? expr.exprKind.value.constantKind : undefined;
  if (value?.case === "doubleValue" || value?.case === "int64Value") return "number";
  if (value?.case === "stringValue") return "text";
  if (value?.case === "boolValue") return "bool";
  throw new LanguageError(`${unparse(expr)} is a kind of value that rules do not use`);
}
function callType(expr: Expr, names: Names, depth: number): Type {
  if (expr.exprKind.case !== "callExpr") throw new LanguageError("not a call");
  const { function: fn, args, target } = expr.exprKind.value;
  const types = (target ? [target, ...args] : args).map((a) => typeOf(a, names, depth + 1));
  const all = (t: Type) => types.every((x) => x === t);
  const fail = (need: string): never => {
    throw new LanguageError(`${unparse(expr)} needs ${need}`);
  };
  if (fn === "_&&_" || fn === "_||_" || fn === "!_") return all("bool") ? "bool" : fail("conditions on both sides");
  if (compare.has(fn)) return types[0] === types[1] && types[0] !== "list" ? "bool" : fail("two values of one type");
  if (fn === "@in") return types[1] === "list" ? "bool" : fail("a list on the right");
  if (arithmetic.has(fn) || fn === "-_") return all("number") ? "number" : fail("numbers");
  if (fn === "_?_:_")
    return types[0] === "bool" && types[1] === types[2]
      ? (types[1] ?? fail("two outcomes"))
      : fail("a condition and two outcomes of one type");
  if (textMethods.has(fn)) return all("text") ? "bool" : fail("texts");
  return fail(`another operator: ${fn} is outside the allowed part of the language`);
}

/** The conditions that `&&` joins at the top; each is explained on its own. */
export function clausesOf(expr: Expr): Expr[] {
  if (expr.exprKind.case !== "callExpr" || expr.exprKind.value.function !== "_&&_") return [expr];
  return expr.exprKind.value.args.flatMap(clausesOf);
}
/** A comparison taken apart: left side, operator, right side. */
export function comparison(expr: Expr): { left: Expr; operator: string; right: Expr } | undefined {
  if (expr.exprKind.case !== "callExpr" || !compare.has(expr.exprKind.value.function)) return undefined;
  const [left, right] = expr.exprKind.value.args;
  return left && right ? { left, right, operator: expr.exprKind.value.function.replaceAll("_", "") } : undefined;
}
export const textOf = (expr: Expr): string => unparse(expr);
export const nameIn = (expr: Expr): string | undefined =>
  expr.exprKind.case === "identExpr" ? expr.exprKind.value.name : undefined;
