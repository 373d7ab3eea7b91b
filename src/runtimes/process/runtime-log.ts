/** Where the process runtime reports what it did and what went wrong; a pino logger fits. */
export interface RuntimeLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
