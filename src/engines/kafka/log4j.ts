import { renderProperties } from '../java/java-properties.ts';

/**
 * Logs to `server.log`, at most 15 MB with the two files before it: a broker writes for as long as it lives. What
 * `startLoggers` say when a start fails goes to the standard output as well, where the runtime looks for a reason.
 */
export function renderLog4j(startLoggers: readonly string[]): string {
  const pattern = '[%d] %p %m (%c)%n';
  return renderProperties(
    new Map<string, string>([
      ['log4j.rootLogger', 'INFO, file'],
      ['log4j.appender.file', 'org.apache.log4j.RollingFileAppender'],
      ['log4j.appender.file.File', 'server.log'],
      ['log4j.appender.file.MaxFileSize', '5MB'],
      ['log4j.appender.file.MaxBackupIndex', '2'],
      ['log4j.appender.file.layout', 'org.apache.log4j.PatternLayout'],
      ['log4j.appender.file.layout.ConversionPattern', pattern],
      ['log4j.appender.output', 'org.apache.log4j.ConsoleAppender'],
      ['log4j.appender.output.Threshold', 'ERROR'],
      ['log4j.appender.output.layout', 'org.apache.log4j.PatternLayout'],
      ['log4j.appender.output.layout.ConversionPattern', pattern],
      ...startLoggers.map((logger): [string, string] => [`log4j.logger.${logger}`, 'INFO, output']),
    ]),
  );
}
