import type { Route } from "#contract";
import { type ListState, ProblemError } from "#parts";
import {
  QueryCache,
  QueryClient,
  useInfiniteQuery,
  useMutation,
  type UseMutationResult,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from "@tanstack/react-query";
import type { z } from "zod";
import { type AnyAsk, type Ask, request } from "./client.ts";

/** Retrying a refusal is pointless and retrying a write is the reader's choice; an unreachable or broken server is asked twice more. */
const worthRetrying = (tries: number, error: unknown) =>
  tries < 2 && (!(error instanceof ProblemError) || error.status === 0 || error.status >= 500);

/** The store of server state. `onSignedOut` is told when any read is answered with 401. */
export function newQueryClient(onSignedOut: () => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof ProblemError && error.status === 401) onSignedOut();
      },
    }),
    defaultOptions: {
      // "always": without a network a call fails and says so, instead of waiting silently for one.
      queries: { retry: worthRetrying, staleTime: 15_000, refetchOnWindowFocus: false, networkMode: "always" },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}

/** The cache key of a read: the route's path, then the question. `[path]` alone matches every question. */
export const keyOf = (route: { readonly path: string }, ask?: AnyAsk): readonly unknown[] =>
  ask === undefined ? [route.path] : [route.path, { params: ask.params, query: ask.query }];

/** While filters change, the last answer stays on the screen; another thing (other `params`) never shows under a new name. */
const sameThing =
  (ask: AnyAsk) =>
  <T>(last: T | undefined, from: { readonly queryKey: readonly unknown[] } | undefined): T | undefined => {
    const asked = Object(from?.queryKey[1]) as AnyAsk;
    return JSON.stringify(asked.params) === JSON.stringify(ask.params) ? last : undefined;
  };

type ReadOptions = { readonly enabled?: boolean; readonly refetch_ms?: number; readonly stale_ms?: number };
type ReadArgs<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> =
  object extends Ask<P, Q, B>
    ? [ask?: Ask<P, Q, B>, options?: ReadOptions]
    : [ask: Ask<P, Q, B>, options?: ReadOptions];

/** Reads a GET route and keeps the answer; while its filters change the last answer stays on the screen. */
export function useRead<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  route: Route<P, Q, B, R>,
  ...args: ReadArgs<P, Q, B>
): UseQueryResult<z.output<R>>;
export function useRead(route: Route, ask: AnyAsk = {}, options: ReadOptions = {}): UseQueryResult<unknown> {
  return useQuery({
    queryKey: keyOf(route, ask),
    queryFn: ({ signal }) => request(route, { ...ask, signal }),
    placeholderData: sameThing(ask),
    enabled: options.enabled ?? true,
    ...(options.refetch_ms === undefined ? {} : { refetchInterval: options.refetch_ms }),
    ...(options.stale_ms === undefined ? {} : { staleTime: options.stale_ms }),
  });
}

type WriteOptions<R> = {
  /** Reads to ask again after the write: routes, matched by their path with every question. */
  readonly refresh?: readonly { readonly path: string }[];
  readonly onDone?: (reply: R) => void;
  /** The page shows the failure itself; otherwise the shell tells it. */
  readonly quiet?: boolean;
};

/** Writes through a route: `mutate(ask)`. The reads named in `refresh` are asked again after it. */
export function useWrite<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  route: Route<P, Q, B, R>,
  options: WriteOptions<z.output<R>> = {},
): UseMutationResult<z.output<R>, Error, Ask<P, Q, B>> {
  const client = useQueryClient();
  return useMutation<z.output<R>, Error, Ask<P, Q, B>>({
    mutationFn: async (ask) => (await request(route, ask)) as z.output<R>,
    meta: { quiet: options.quiet === true },
    onSuccess: async (reply) => {
      await Promise.all((options.refresh ?? []).map((read) => client.invalidateQueries({ queryKey: keyOf(read) })));
      options.onDone?.(reply);
    },
  });
}

type Listed = { readonly items: readonly unknown[]; readonly next?: string | undefined };
/** Most rows a list keeps on one screen, and most an export fetches. */
const rowsMax = 5_000;

/** A cursor-paged list: `rows` so far, `more()` for the next page, `all()` for an export (bounded to 5,000 rows). */
export function useList<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  route: Route<P, Q, B, R>,
  ...args: ReadArgs<P, Q, B>
): ListState<z.output<R> extends { items: (infer Row)[] } ? Row : never>;
export function useList(route: Route, ask: AnyAsk = {}, options: ReadOptions = {}): ListState<unknown> {
  const page = async (after: string | undefined, signal?: AbortSignal) =>
    (await request(route, {
      ...ask,
      query: { ...Object(ask.query), ...(after === undefined ? {} : { after }) },
      ...(signal ? { signal } : {}),
    })) as Listed;
  const query = useInfiniteQuery({
    queryKey: [...keyOf(route, ask), "pages"],
    queryFn: ({ pageParam, signal }) => page(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last, pages) =>
      pages.reduce((n, one) => n + one.items.length, 0) < rowsMax ? last.next : undefined,
    placeholderData: sameThing(ask),
    enabled: options.enabled ?? true,
    ...(options.refetch_ms === undefined ? {} : { refetchInterval: options.refetch_ms }),
  });
  return {
    rows: query.data?.pages.flatMap((one) => one.items) ?? [],
    isPending: query.isPending,
    isFetching: query.isFetching,
    error: query.error,
    refetch: query.refetch,
    hasMore: query.hasNextPage,
    more: () => void query.fetchNextPage(),
    all: () => readAll(page),
  };
}

async function readAll(page: (after: string | undefined) => Promise<Listed>): Promise<readonly unknown[]> {
  const rows: unknown[] = [];
  let after: string | undefined;
  do {
    const one = await page(after);
    rows.push(...one.items);
    after = one.next;
  } while (after !== undefined && rows.length < rowsMax);
  return rows;
}
