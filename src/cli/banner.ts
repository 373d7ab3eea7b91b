import { relative } from 'node:path';
import type { Credentials } from './credentials.ts';

/** What is printed once the API answers: where it is, where the credentials are, and how to make a first instance. */
export function bannerText(address: string, credentials: Credentials, directory: string): string {
  const example = relative(process.cwd(), `${directory}/examples/create-kafka-instance.mjs`);
  return [
    '',
    `Polybroker is ready.`,
    `  API          ${address}`,
    `  Credentials  ${credentials.file}`,
    '',
    'Create a Kafka instance of three brokers with the official Huawei SDK (paste into another terminal, in this folder):',
    '',
    `  POLYBROKER_ENDPOINT=${address} node --env-file='${credentials.file}' ${example}`,
    '',
    'Ctrl-C stops it.',
  ].join('\n');
}
