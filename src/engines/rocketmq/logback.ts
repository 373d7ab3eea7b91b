/**
 * Logs to `server.log`, at most 15 MB with the two files before it. Errors go to the standard output as well, where the runtime looks for a
 * reason when a start fails. 4.8.0 brings logback itself along, 5.x the same under a name of its own.
 */
export function renderLogback(isFive: boolean): string {
  const core = `${isFive ? 'org.apache.rocketmq.logging.' : ''}ch.qos.logback.core`;
  const classic = `${isFive ? 'org.apache.rocketmq.logging.' : ''}ch.qos.logback.classic`;
  const pattern = '[%d] %p %m \\(%c\\)%n';
  return `<configuration>
  <appender name="file" class="${core}.rolling.RollingFileAppender">
    <file>server.log</file>
    <rollingPolicy class="${core}.rolling.FixedWindowRollingPolicy">
      <fileNamePattern>server.log.%i</fileNamePattern>
      <minIndex>1</minIndex>
      <maxIndex>2</maxIndex>
    </rollingPolicy>
    <triggeringPolicy class="${core}.rolling.SizeBasedTriggeringPolicy">
      <maxFileSize>5MB</maxFileSize>
    </triggeringPolicy>
    <encoder><pattern>${pattern}</pattern></encoder>
  </appender>
  <appender name="output" class="${core}.ConsoleAppender">
    <filter class="${classic}.filter.ThresholdFilter"><level>ERROR</level></filter>
    <encoder><pattern>${pattern}</pattern></encoder>
  </appender>
  <root level="INFO">
    <appender-ref ref="file"/>
    <appender-ref ref="output"/>
  </root>
</configuration>
`;
}
