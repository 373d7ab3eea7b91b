import type { Log } from '../log.ts';

/** For tests and benches to which nothing is told. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };
