
/**
 * A column: a typed array, or an array of strings, numbers, truth values or dates in which `null` and `undefined` are
 * missing values, as `NaN` is among numbers. Numbers of a column of times are milliseconds since 1970-01-01T00:00Z.
 */
export type Column =
  | readonly (string | null | undefined)[]
  | readonly (number | null | undefined)[]
  | readonly (boolean | null | undefined)[]
  | readonly (Date | null | undefined)[]
  | BigInt64Array
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray;

/**
 * The tickets of a frame of columns, all of one length, by a mapping that says which column is what.
 *
 * Texts of times without an offset are by the clocks of `zone`, which must then be given.
 *
 * Throws what `readLog` throws; `columns.type` and `columns.length` name the column.
 */
export function readColumns(columns: Readonly<Record<string, Column>>, mapping: ColumnMapping, zone?: string | null): TicketLog;

/** The tickets of several frames, each with its mapping, as `readColumns` reads them; all rows of a ticket by time. */
export function readColumnFrames(
  frames: readonly { columns: Readonly<Record<string, Column>>; mapping: ColumnMapping }[],
  zone?: string | null,
): TicketLog;
