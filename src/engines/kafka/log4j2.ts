import { renderProperties } from '../java/java-properties.ts';

/** The same as `renderLog4j` for the brokers from 4.0 on. */
export function renderLog4j2(startLoggers: readonly string[]): string {
  const pattern = '[%d] %p %m (%c)%n';
  return renderProperties(
    new Map<string, string>([
      ['appender.file.type', 'RollingFile'],
      ['appender.file.name', 'file'],
      ['appender.file.fileName', 'server.log'],
      ['appender.file.filePattern', 'server.log.%i'],
      ['appender.file.layout.type', 'PatternLayout'],
      ['appender.file.layout.pattern', pattern],
      ['appender.file.policies.type', 'Policies'],
      ['appender.file.policies.size.type', 'SizeBasedTriggeringPolicy'],
      ['appender.file.policies.size.size', '5MB'],
      ['appender.file.strategy.type', 'DefaultRolloverStrategy'],
      ['appender.file.strategy.max', '2'],
      ['appender.output.type', 'Console'],
      ['appender.output.name', 'output'],
      ['appender.output.layout.type', 'PatternLayout'],
      ['appender.output.layout.pattern', pattern],
      ['appender.output.filter.errors.type', 'ThresholdFilter'],
      ['appender.output.filter.errors.level', 'ERROR'],
      ['rootLogger.level', 'INFO'],
      ['rootLogger.appenderRef.file.ref', 'file'],
      ...startLoggers.flatMap((logger, index): [string, string][] => [
        [`logger.${index}.name`, logger],
        [`logger.${index}.level`, 'INFO'],
        [`logger.${index}.appenderRef.output.ref`, 'output'],
      ]),
    ]),
  );
}
