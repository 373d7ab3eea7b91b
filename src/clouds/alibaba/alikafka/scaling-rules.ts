import { createHash } from 'node:crypto';
import type { BandwidthRaise } from '../../../domain/instance/instance.ts';
import { badValue, missing } from '../errors.ts';
import { checkCapacity } from './serverless.ts';

/** A scheduled scaling rule as CreateScheduledScalingRule takes it. */
export interface ScalingRuleParameters {
  readonly RuleName: string;
  /** `at`: once; `repeat`: on some days. */
  readonly ScheduleType: string;
  /** Epoch ms. */
  readonly FirstScheduledTime: number;
  readonly DurationMinutes: number;
  /** MB/s. */
  readonly ReservedPubFlow: number;
  readonly ReservedSubFlow: number;
  /** `GMT+8`. */
  readonly TimeZone: string;
  readonly RepeatType?: string;
  readonly WeeklyTypes?: readonly string[];
  readonly Enable?: boolean;
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
const everyDay = weekdays.map((_, day) => day);
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const minutes = { min: 15, max: 7 * 24 * 60 } as const;
const rulesAtMost = 20;

/** The rules with one more. @throws AlibabaError BIZ_FIELD_CHECK_INVALID, MissingRepeatType, MissingWeeklyTypes */
export function withRule(
  rules: readonly BandwidthRaise[],
  asked: ScalingRuleParameters,
  nowMs: number,
): readonly BandwidthRaise[] {
  const { RuleName: name, FirstScheduledTime: firstAtMs, DurationMinutes: duration } = asked;
  if (name === '' || name.length > 64) throw badValue('RuleName', name, '1 to 64 characters');
  if (rules.some((rule) => rule.name === name))
    throw badValue('RuleName', name, 'a name that no other rule has');
  if (rules.length >= rulesAtMost) throw badValue('RuleName', name, `at most ${rulesAtMost} rules`);
  if (firstAtMs <= nowMs) throw badValue('FirstScheduledTime', firstAtMs, 'a time (in ms) that is to come');
  if (duration < minutes.min || duration > minutes.max) {
    throw badValue('DurationMinutes', duration, `${minutes.min} to ${minutes.max}`);
  }
  const rule: BandwidthRaise = {
    name,
    isOn: asked.Enable ?? true,
    produceMibps: checkCapacity('ReservedPubFlow', asked.ReservedPubFlow, 1),
    fetchMibps: checkCapacity('ReservedSubFlow', asked.ReservedSubFlow, 1),
    firstAtMs,
    durationMs: duration * minuteMs,
    repeats: repeatsOf(asked),
  };
  return [...rules, rule];
}

/** The rules with one of them switched on or off. @throws AlibabaError BIZ_FIELD_CHECK_INVALID */
export function withSwitched(rules: readonly BandwidthRaise[], name: string, isOn: boolean) {
  requireRule(rules, name);
  return rules.map((rule) => (rule.name === name ? { ...rule, isOn } : rule));
}

/** @throws AlibabaError BIZ_FIELD_CHECK_INVALID */
export function withoutRule(rules: readonly BandwidthRaise[], name: string) {
  requireRule(rules, name);
  return rules.filter((rule) => rule.name !== name);
}

function requireRule(rules: readonly BandwidthRaise[], name: string): void {
  if (rules.some((rule) => rule.name === name)) return;
  throw badValue('RuleName', name, 'the name of a rule that GetAutoScalingConfiguration shows');
}

function repeatsOf(asked: ScalingRuleParameters): BandwidthRaise['repeats'] {
  const { ScheduleType: schedule, RepeatType: repeat, WeeklyTypes: days = [] } = asked;
  const aheadOfUtcMs = aheadOfUtc(asked.TimeZone);
  if (schedule === 'at') return null;
  if (schedule !== 'repeat') throw badValue('ScheduleType', schedule, 'at or repeat');
  if (repeat === undefined) return missing('RepeatType');
  if (repeat === 'Daily') return { days: everyDay, aheadOfUtcMs };
  if (repeat !== 'Weekly') throw badValue('RepeatType', repeat, 'Daily or Weekly');
  if (days.length === 0) return missing('WeeklyTypes');
  return { days: [...new Set(days.map(dayOf))].toSorted((one, other) => one - other), aheadOfUtcMs };
}

function dayOf(name: string): number {
  const day = weekdays.findIndex((known) => known === name);
  if (day !== -1) return day;
  throw badValue('WeeklyTypes', name, weekdays.join(', '));
}

function aheadOfUtc(zone: string): number {
  if (zone === 'UTC' || zone === 'GMT') return 0;
  const [, sign = '', hours = '', rest = '0'] = /^(?:GMT|UTC)([+-])(\d{1,2})(?::(\d{2}))?$/.exec(zone) ?? [];
  const ahead = Number(hours) * hourMs + Number(rest) * minuteMs;
  if (sign !== '' && ahead <= 14 * hourMs) return sign === '-' ? -ahead : ahead;
  throw badValue('TimeZone', zone, 'a difference to UTC such as GMT+8');
}

export function scalingRuleView(rule: BandwidthRaise) {
  const { repeats } = rule;
  const isDaily = repeats?.days.length === everyDay.length;
  return {
    RuleId: createHash('sha256').update(rule.name).digest().readUInt32BE(0),
    RuleName: rule.name,
    Enable: rule.isOn,
    ScheduleType: repeats === null ? 'at' : 'repeat',
    FirstScheduledTime: rule.firstAtMs,
    DurationMinutes: rule.durationMs / minuteMs,
    ReservedPubFlow: rule.produceMibps,
    ReservedSubFlow: rule.fetchMibps,
    // Brokers look at their limits every second, and are told of new ones within five.
    EstimatedElasticScalingUpTimeSecs: 6,
    EstimatedElasticScalingDownTimeSecs: 6,
    ...(repeats === null
      ? {}
      : {
          TimeZone: zoneText(repeats.aheadOfUtcMs),
          RepeatType: isDaily ? 'Daily' : 'Weekly',
          WeeklyTypes: { WeeklyTypes: isDaily ? [] : repeats.days.map((day) => weekdays[day] ?? '') },
        }),
  };
}

function zoneText(aheadOfUtcMs: number): string {
  const ahead = Math.abs(aheadOfUtcMs);
  const rest = (ahead % hourMs) / minuteMs;
  return `GMT${aheadOfUtcMs < 0 ? '-' : '+'}${Math.floor(ahead / hourMs)}${rest === 0 ? '' : `:${rest}`}`;
}
