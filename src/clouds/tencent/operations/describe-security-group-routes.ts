import type { KafkaInstance } from '../../../domain/instance/instance.ts';
import { findInstances } from '../ckafka/find-instances.ts';
import { type InstanceRoute, securityGroupRoute, shownGroup } from '../ckafka/route-groups.ts';
import { routeView } from '../ckafka/route-view.ts';
import { routesOf } from '../ckafka/routes.ts';
import { badValue } from '../errors.ts';
import { operation } from '../operation.ts';
import { pageOf, type PageParameters } from '../paging.ts';

interface Filter {
  readonly Name?: string;
  readonly Values?: readonly string[];
  readonly Relation?: string;
}

interface Parameters extends PageParameters {
  readonly InstanceRoute?: InstanceRoute;
  readonly Filters?: readonly Filter[];
  /** A part of the instance's id or name, or of the address. */
  readonly SearchWord?: string;
}

const everyInstance = { offset: 0, limit: Number.MAX_SAFE_INTEGER };

/** Routes with their security groups. */
export const describeSecurityGroupRoutes = operation<Parameters>(
  'ckafka',
  'DescribeSecurityGroupRoutes',
  async ({ caller, parameters }, { instances, placement }) => {
    const { offset, limit } = pageOf(parameters, 20, 100);
    const { InstanceRoute: wanted, SearchWord: word = '' } = parameters;
    const tests = (parameters.Filters ?? []).map(groupTest);
    const matches = (instance: KafkaInstance) =>
      (wanted === undefined || instance.id === wanted.InstanceId) &&
      tests.every((passes) => passes(instance));
    const question = { filter: { cloud: 'tencent' }, matches } as const;
    const found = (await findInstances(instances, caller, question, everyInstance)).instances
      .flatMap((instance) =>
        routesOf(instance).map((route) => {
          const [vip] = routeView(instance, route, placement, null).VipList;
          return securityGroupRoute(instance, route, vip?.Vip ?? '');
        }),
      )
      .filter(({ InstanceRoute: route }) => wanted === undefined || route.RouteId === wanted.RouteId)
      .filter(({ InstanceRoute: { InstanceId: id }, InstanceName: name, Vip: vip }) =>
        [id, name, vip].some((text) => text.includes(word)),
      );
    return {
      Result: { TotalCount: found.length, SecurityGroupRoutes: found.slice(offset, offset + limit) },
    };
  },
);

function groupTest({ Name: name = '', Values: values = [], Relation: relation = 'IN' }: Filter) {
  if (name !== 'security-group-id') throw badValue('Filters.Name', name, 'security-group-id');
  if (values.length !== 1) throw badValue('Filters.Values', values, 'one security group');
  if (relation !== 'IN' && relation !== 'NOT_IN')
    throw badValue('Filters.Relation', relation, 'IN or NOT_IN');
  return (instance: KafkaInstance) => values.includes(shownGroup(instance) ?? '') === (relation === 'IN');
}
