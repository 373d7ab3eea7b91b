import { kafkaVersion, kafkaVersionsAskedFor } from '../../src/engines/kafka/versions.ts';

/** Every line that the engine runs, oldest first, by one of the versions that mean it. */
export const linesAskedFor: readonly string[] = [
  ...new Map(
    kafkaVersionsAskedFor.toReversed().map((asked) => [kafkaVersion(asked).lockName, asked]),
  ).values(),
].toReversed();
