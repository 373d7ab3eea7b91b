import type { HuaweiAccess } from './huawei.ts';
import { terraformProvider } from './terraform-provider.ts';

/** The ids of the project's EIPs that no instance has. */
export async function freePublicAddresses(access: HuaweiAccess): Promise<readonly string[]> {
  const { json } = await terraformProvider(access)('GET', `/v1/${access.projectId}/publicips?limit=1000`);
  const addresses = json.publicips as readonly { readonly id: string; readonly status: string }[];
  return addresses.filter(({ status }) => status === 'DOWN').map(({ id }) => id);
}
