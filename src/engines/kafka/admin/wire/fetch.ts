import { ResponseError, type Reader, Writer, createAPI, fetchV4 } from '@platformatic/kafka';
import { readMessageSet } from './message-set.ts';

type FetchArguments = Parameters<typeof fetchV4.createRequest>;
type FetchResponse = ReturnType<typeof fetchV4.parseResponse>;

const fetchKey = 1;

/**
 * Fetch in the version of Kafka 0.10.1, and in that of 0.11, with messages of every format: the client library begins with the
 * latter, and reads nothing but batches.
 */
export const fetchOfOldBrokers = fetchModule(3);
export const fetchOfAllOthers = fetchModule(4);

function fetchModule(version: 3 | 4) {
  const hasTransactions = version === 4;

  function createRequest(...args: FetchArguments): Writer {
    if (hasTransactions) return fetchV4.createRequest(...args);
    const [maxWaitMs, minBytes, maxBytes, , , , topics] = args;
    return Writer.create()
      .appendInt32(-1) // replica: that of a client
      .appendInt32(maxWaitMs)
      .appendInt32(minBytes)
      .appendInt32(maxBytes)
      .appendArray(
        topics,
        (writer, topic) => {
          writer.appendString(topic.topicId, false).appendArray(
            topic.partitions,
            (inner, { partition, fetchOffset, partitionMaxBytes }) => {
              inner.appendInt32(partition).appendInt64(fetchOffset).appendInt32(partitionMaxBytes);
            },
            false,
            false,
          );
        },
        false,
        false,
      );
  }

  function parsePartition(reader: Reader): FetchResponse['responses'][number]['partitions'][number] {
    return {
      partitionIndex: reader.readInt32(),
      errorCode: reader.readInt16(),
      highWatermark: reader.readInt64(),
      lastStableOffset: hasTransactions ? reader.readInt64() : -1n,
      logStartOffset: -1n,
      abortedTransactions: hasTransactions
        ? reader.readNullableArray(
            (one) => ({ producerId: one.readInt64(), firstOffset: one.readInt64() }),
            false,
            false,
          )
        : null,
      records: readMessageSet(reader.readNullableBytes(false) ?? Buffer.alloc(0)),
      preferredReadReplica: -1,
    };
  }

  function parseResponse(_id: number, key: number, asked: number, reader: Reader): FetchResponse {
    const response: FetchResponse = {
      throttleTimeMs: reader.readInt32(),
      errorCode: 0,
      sessionId: 0,
      responses: reader.readArray(
        (topic) => ({
          topicId: topic.readString(false),
          partitions: topic.readArray(parsePartition, false, false),
        }),
        false,
        false,
      ),
    };
    const errors = response.responses.flatMap(({ partitions }, topic) =>
      partitions
        .map(({ errorCode }, index) => [`/responses/${topic}/partitions/${index}`, errorCode] as const)
        .filter(([, code]) => code !== 0),
    );
    if (errors.length === 0) return response;
    const told = errors.map(([path, code]): [string, [number, null]] => [path, [code, null]]);
    throw new ResponseError(key, asked, Object.fromEntries(told), response);
  }

  return {
    createRequest,
    parseResponse,
    api: createAPI<FetchArguments, FetchResponse>(
      fetchKey,
      version,
      createRequest,
      parseResponse,
      false,
      false,
    ),
  };
}
