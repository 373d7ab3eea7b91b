import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { HuaweiAccess } from './huawei.ts';
import { pythonWith } from './python.ts';

/** What a script on Huawei's official Python SDKs says of its steps, an object a line; it is told of the server by its environment. */
export async function stepsOfPythonScript(
  access: HuaweiAccess,
  script: URL,
  packages: readonly string[],
): Promise<readonly Record<string, unknown>[]> {
  const python = await pythonWith(packages);
  const { stdout } = await promisify(execFile)(python, [script.pathname], {
    env: {
      ...process.env,
      POLYBROKER_ENDPOINT: access.endpoint,
      POLYBROKER_ACCESS_KEY: access.accessKey,
      POLYBROKER_SECRET_KEY: access.secretKey,
      POLYBROKER_PROJECT_ID: access.projectId,
    },
  });
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
