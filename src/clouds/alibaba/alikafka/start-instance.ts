import type { KafkaOrder } from '../../../domain/instance/instance-order.ts';
import type { AlibabaOffering } from '../../../domain/instance/instance.ts';
import type { SecurityGroup, Subnet, Vpc } from '../../../domain/network/network.ts';
import { AlibabaError, badParameter, badValue } from '../errors.ts';
import { domainZoneOf, zoneName } from '../zone-names.ts';
import type { BoughtInstance } from './bought-instances.ts';
import { loginWaysOf, readInstanceConfig, topicDefaultsFrom } from './instance-config.ts';
import { accessWith, publicWays } from './listeners.ts';
import { isServerless, serverlessVersion } from './serverless.ts';
import { checkPassword, checkUserName } from './sasl-user-rules.ts';

export interface StartParameters {
  readonly InstanceId: string;
  readonly VpcId: string;
  readonly VSwitchId: string;
  readonly VSwitchIds?: readonly string[];
  readonly ZoneId?: string;
  readonly DeployModule?: string;
  readonly IsEipInner?: boolean;
  readonly IsSetUserAndPassword?: boolean;
  readonly Username?: string;
  readonly Password?: string;
  readonly Name?: string;
  readonly SecurityGroup?: string;
  readonly ServiceVersion?: string;
  readonly Config?: string;
  readonly KMSKeyId?: string;
  readonly SelectedZones?: string;
  readonly CrossZone?: boolean;
}

export interface StartPlace {
  readonly vpc: Vpc;
  readonly vSwitch: Subnet;
  /** Null where the owner names none: one is made for the instance. */
  readonly securityGroup: SecurityGroup | null;
}

const brokersOfEachInstance = 3;
const defaultVersion = '2.2.0';

/**
 * What StartInstance deploys. Pure: every fault that the parameters can have is found here, before anything is made.
 * Public addresses are still to be found.
 * @throws AlibabaError for the first fault
 */
export function startOrder(
  { id, name: nameBefore, offering, tags }: BoughtInstance,
  asked: StartParameters,
  { vpc, vSwitch, securityGroup }: StartPlace,
  kafkaVersions: readonly string[],
): KafkaOrder {
  checkReach(asked, offering);
  const user = resolveUser(asked, offering);
  const version = isServerless(offering)
    ? checkVersion(asked.ServiceVersion ?? serverlessVersion, [serverlessVersion])
    : checkVersion(asked.ServiceVersion ?? defaultVersion, kafkaVersions);
  const zones = resolveZones(asked, offering.regionId, vSwitch);
  const config = readInstanceConfig(asked.Config, version);
  const [zone = '', backup] = zones;
  return {
    id,
    isReserved: true,
    engine: 'kafka',
    name: asked.Name === undefined ? nameBefore : checkName('Name', asked.Name),
    nameIsUnique: true,
    description: '',
    version,
    offering: { ...offering, ...zonesShown(offering, asked, zone, backup) },
    spec: {
      brokerCount: brokersOfEachInstance,
      bandwidthMibps: offering.ioMax,
      ...(offering.ioMaxRead === undefined ? {} : { fetchBandwidthMibps: offering.ioMaxRead }),
      burstBandwidthMibps: null,
      partitionLimit: offering.partitionLimit,
      topicLimit: offering.topicLimit,
      storageGib: offering.diskGib,
      encryptionKeyId: asked.KMSKeyId ?? null,
      atCapacity: 'delete-oldest',
      // As the documentation of Config says.
      fullAtPercent: 85,
      zones,
      network: { vpcId: vpc.id, subnetId: vSwitch.id, securityGroupId: securityGroup?.id ?? null },
      access: accessWith(loginWaysOf(config), isPublic(offering), user?.name ?? ''),
      topicDefaults: topicDefaultsFrom(config),
      autoCreateTopics: false,
      maintenanceWindow: { begin: '18:00', end: '22:00' },
      publicAccess: isPublic(offering)
        ? { bandwidthMbitps: offering.eipMax, publicAddressIds: [], ways: publicWays }
        : null,
      kafkaManagerUser: null,
      enterpriseProjectId: '0',
      tags,
    },
    userPassword: user?.password ?? null,
    kafkaManagerPassword: null,
  };
}

/** @throws AlibabaError BIZ_FIELD_CHECK_INVALID */
export function checkName(parameter: string, name: string): string {
  const length = Array.from(name).length;
  if (length >= 3 && length <= 64) return name;
  throw badValue(parameter, name, '3 to 64 characters');
}

/** Whether the instance was ordered to be reached from the internet too. */
export function isPublic({ deployType }: Pick<AlibabaOffering, 'deployType'>): boolean {
  return deployType === 4;
}

/** The order decides how an instance is reached; what StartInstance says of it must agree. The Terraform provider leaves DeployModule out. */
function checkReach(
  { DeployModule: deployModule, IsEipInner: isEipInner }: StartParameters,
  offering: AlibabaOffering,
): void {
  if (deployModule !== undefined && deployModule !== 'vpc' && deployModule !== 'eip') {
    throw badValue('DeployModule', deployModule, 'vpc or eip');
  }
  const ordered = isPublic(offering) ? 'eip' : 'vpc';
  if ((deployModule ?? ordered) !== ordered) {
    throw badValue('DeployModule', deployModule, `${ordered}, as the instance was ordered`);
  }
  if ((isEipInner ?? isPublic(offering)) !== isPublic(offering)) {
    throw badValue('IsEipInner', isEipInner, `${isPublic(offering)}, as the instance was ordered`);
  }
}

/** Who can log in from the start on; null for nobody. Only instances that the internet reaches have such a user. */
function resolveUser(
  { IsSetUserAndPassword: isSet = false, Username: name = '', Password: password = '' }: StartParameters,
  offering: AlibabaOffering,
): { readonly name: string; readonly password: string } | null {
  if (!isPublic(offering)) {
    const given = isSet ? 'IsSetUserAndPassword' : name ? 'Username' : password ? 'Password' : null;
    if (given === null) return null;
    throw badValue(given, undefined, 'absent or false: only instances that the internet reaches have it');
  }
  if (isSet) return { name: checkUserName(name), password: checkPassword(password) };
  if (name !== '') throw badValue('Username', name, 'absent where IsSetUserAndPassword is not true');
  if (password !== '') throw badValue('Password', undefined, 'absent where IsSetUserAndPassword is not true');
  return null;
}

function checkVersion(version: string, offered: readonly string[]): string {
  if (offered.includes(version)) return version;
  throw badValue('ServiceVersion', version, offered.join(', '));
}

/**
 * The zone of the vSwitch, and the second one that is selected where the instance may be in several. Each of the candidates
 * that SelectedZones has for a zone would do here.
 */
function resolveZones(asked: StartParameters, regionId: string, vSwitch: Subnet): readonly string[] {
  const own = vSwitch.zone;
  const zoneOf = (parameter: string, name: string) => {
    const zone = domainZoneOf(regionId, name);
    if (zone !== undefined) return zone;
    const allowed = `a zone of the region, such as ${zoneName(regionId, own)} or zone${own}`;
    throw badParameter('InvalidZoneId.NotFound', parameter, name, allowed);
  };
  if (asked.ZoneId !== undefined && zoneOf('ZoneId', asked.ZoneId) !== own) {
    throw badValue('ZoneId', asked.ZoneId, `${zoneName(regionId, own)}, the zone of the vSwitch`);
  }
  const groups = selectedZones(asked.SelectedZones);
  const selected = groups.map((names) => names.map((name) => zoneOf('SelectedZones', name)));
  const others = selected.flatMap((candidates) => candidates.find((zone) => zone !== own) ?? []);
  return asked.CrossZone === false ? [own] : [...new Set([own, ...others.slice(-1)])];
}

/** `[["zoneh","zonef"],["zonek"]]`. */
function selectedZones(text: string | undefined): readonly (readonly string[])[] {
  if (text === undefined) return [];
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value) && value.length <= 2 && value.every(isNameList)) return value;
  } catch {
    // Said below.
  }
  throw badValue('SelectedZones', text, 'JSON such as [["zonea"],["zoneb"]]: one or two lists of zones');
}

function isNameList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string');
}

function zonesShown(
  { regionId }: AlibabaOffering,
  asked: StartParameters,
  zone: string,
  backup: string | undefined,
): Pick<AlibabaOffering, 'zoneId' | 'backupZoneId'> {
  return {
    zoneId: asked.ZoneId ?? zoneName(regionId, zone),
    backupZoneId: backup === undefined ? '' : zoneName(regionId, backup),
  };
}

/** @throws AlibabaError BIZ_INSTANCE_STATUS_ERROR for an instance that is deployed, or was given back */
export function requireStartable({ id, instance, offering }: BoughtInstance): void {
  if (instance === null && !offering.released) return;
  throw new AlibabaError(
    'BIZ_INSTANCE_STATUS_ERROR',
    `Instance ${id} ${instance === null ? 'was released' : 'is deployed already'}; StartInstance is for one that waits for its deployment (ServiceStatus 0).`,
  );
}
