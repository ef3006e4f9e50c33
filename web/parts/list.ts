/** A cursor-paged list as a table needs it; `useList` of the shell makes one. */
export type ListState<Row> = {
  readonly rows: readonly Row[];
  readonly isPending: boolean;
  readonly isFetching: boolean;
  readonly error: Error | null;
  readonly refetch: () => unknown;
  readonly hasMore: boolean;
  readonly more: () => void;
  /** Every row, bounded, for an export. */
  readonly all: () => Promise<readonly Row[]>;
};

/** What a page must know of a read: TanStack Query's results and `ListState` both have it. */
export type ReadState = {
  readonly isPending: boolean;
  readonly error: unknown;
  readonly refetch: () => unknown;
};
